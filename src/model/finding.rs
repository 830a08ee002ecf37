//! Discrete problems.

use serde::{Deserialize, Serialize};

use super::{Date, Fact};
use crate::diag::Span;

/// How bad a finding is. Ordered: critical is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FindingSeverity {
    /// Worth knowing.
    Info,
    /// Little harm.
    Low,
    /// Some harm.
    Medium,
    /// Great harm; caps the verdict at conditional while open.
    High,
    /// Must not go live with it; caps the verdict at not-ready while open.
    Critical,
}

impl FindingSeverity {
    /// All, the worst first.
    pub const ALL: [FindingSeverity; 5] = [
        FindingSeverity::Critical,
        FindingSeverity::High,
        FindingSeverity::Medium,
        FindingSeverity::Low,
        FindingSeverity::Info,
    ];

    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            FindingSeverity::Critical => "critical",
            FindingSeverity::High => "high",
            FindingSeverity::Medium => "medium",
            FindingSeverity::Low => "low",
            FindingSeverity::Info => "info",
        }
    }
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FindingStatus {
    /// Not mended.
    Open,
    /// Mended in part; counts as open.
    Partial,
    /// Accepted; counts as open without a live waiver.
    Accepted,
    /// Mended.
    Resolved,
}

impl FindingStatus {
    /// All.
    pub const ALL: [FindingStatus; 4] =
        [FindingStatus::Open, FindingStatus::Partial, FindingStatus::Accepted, FindingStatus::Resolved];

    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            FindingStatus::Open => "open",
            FindingStatus::Partial => "partial",
            FindingStatus::Accepted => "accepted",
            FindingStatus::Resolved => "resolved",
        }
    }
}

/// A discrete problem, stated in the front matter, in the body, or in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its id, unique in the document.
    pub id: Fact<String>,
    /// What the problem is.
    pub title: String,
    /// Id, title or alias of the category that it belongs to.
    pub category: Option<Fact<String>>,
    /// How bad it is; absent is unrated.
    pub severity: Option<Fact<FindingSeverity>>,
    /// When to mend it, in the authors' own words; gates nothing.
    pub priority: Option<String>,
    /// What became of it.
    pub status: Fact<FindingStatus>,
    /// What mending takes, such as `1d` or `2-3 days`.
    pub effort: Option<Fact<String>>,
    /// What it does to whom.
    pub impact: Option<String>,
    /// Who mends it.
    pub owner: Option<String>,
    /// Until when.
    pub due: Option<Fact<Date>>,
    /// Links or paths that support the status.
    pub evidence: Vec<Fact<String>>,
    /// Anchor of its heading in the body, where it has one.
    pub anchor: Option<String>,
    /// Where it is stated.
    pub span: Span,
}

impl Finding {
    /// True unless it is resolved; whether a waiver covers it is for the score to say.
    pub fn is_open(&self) -> bool {
        self.status.value != FindingStatus::Resolved
    }
}

/// Open findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCounts {
    /// Critical ones.
    pub critical: u32,
    /// High ones.
    pub high: u32,
    /// Medium ones.
    pub medium: u32,
    /// Low ones.
    pub low: u32,
    /// For information.
    pub info: u32,
    /// Without a severity.
    pub unrated: u32,
    /// All of them.
    pub total: u32,
}

impl FindingCounts {
    /// Counts the open ones.
    pub fn open(findings: &[Finding]) -> FindingCounts {
        let mut counts = FindingCounts::default();
        for finding in findings.iter().filter(|finding| finding.is_open()) {
            counts.total += 1;
            *match finding.severity.as_ref().map(|severity| severity.value) {
                Some(FindingSeverity::Critical) => &mut counts.critical,
                Some(FindingSeverity::High) => &mut counts.high,
                Some(FindingSeverity::Medium) => &mut counts.medium,
                Some(FindingSeverity::Low) => &mut counts.low,
                Some(FindingSeverity::Info) => &mut counts.info,
                None => &mut counts.unrated,
            } += 1;
        }
        counts
    }
}
