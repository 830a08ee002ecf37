//! One document: a project in a release, with all that its authors state.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{AssessmentId, Date, Declared, Details, Exact, Fact, FindingCounts, Origin, Packed, Verdict};
use crate::diag::Span;

/// When an assessment was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ReleaseDate {
    /// That day.
    Known(Date),
    /// The source does not say.
    Unknown,
}

impl ReleaseDate {
    /// The day, where it is known.
    pub fn known(self) -> Option<Date> {
        match self {
            ReleaseDate::Known(date) => Some(date),
            ReleaseDate::Unknown => None,
        }
    }
}

/// Who may see a document on a published site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Only who builds the site and asks for it.
    Internal,
}

/// One assessment as its document states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Which project and release.
    pub id: AssessmentId,
    /// Path of the document, relative to the book, with `/` between its parts.
    pub path: Arc<str>,
    /// SHA-256 of the document's bytes.
    pub hash: [u8; 32],
    /// What [`Assessment::hash_of_facts`] gives.
    pub facts_hash: [u8; 32],
    /// Title: the front matter's, else the first heading's, else the identity.
    pub title: String,
    /// When it was made.
    pub date: ReleaseDate,
    /// Where the date is stated, if it is.
    pub date_span: Option<Span>,
    /// True where the date is not stated by a source.
    pub date_inferred: bool,
    /// The verdict that the authors declare.
    pub verdict: Option<Fact<Verdict>>,
    /// The overall score that the authors declare.
    pub score: Option<Fact<Declared>>,
    /// The rubric asked for; the book's default otherwise.
    pub rubric: Option<Fact<String>>,
    /// What it was assessed for, such as `production`.
    pub environment: Option<String>,
    /// Who owns the project, where the document says so.
    pub owner: Option<String>,
    /// Who wrote it.
    pub authors: Vec<Fact<String>>,
    /// Who reviewed it.
    pub reviewers: Vec<Fact<String>>,
    /// Who signed it off.
    pub signoff: Vec<Signoff>,
    /// The code that was assessed.
    pub commit: Option<String>,
    /// The release that this one takes the place of.
    pub supersedes: Option<Fact<String>>,
    /// Not to be published.
    pub draft: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// Number of its findings, which its details hold.
    pub finding_count: u32,
    /// How many of them are open.
    pub open_findings: FindingCounts,
    /// Accepted failures.
    pub waivers: Vec<Waiver>,
    /// Recovery objectives.
    pub objectives: Vec<Objective>,
    /// Resource limits.
    pub limits: Vec<Limit>,
    /// Planned work.
    pub actions: Vec<Action>,
    /// Links and images of the body, in the order of the document: planning a site follows those of all documents.
    pub links: Vec<Link>,
    /// What it answers, declares and finds, and what else its body holds.
    pub details: Packed<Details>,
    /// Where the Markdown body begins, in bytes.
    pub body: u32,
    /// True where only the front matter states facts, as in a report that was imported.
    pub prose: bool,
    /// Where it comes from, where the git history or another place was asked for it.
    #[serde(skip)]
    pub origin: Option<Arc<Origin>>,
}

/// A sign-off.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signoff {
    /// Who.
    pub name: Option<String>,
    /// As what.
    pub role: Option<String>,
    /// When.
    pub date: Option<Fact<Date>>,
    /// What was decided, such as `approved`.
    pub decision: String,
}

/// A category with the score that the authors give it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeclaredCategory {
    /// Id in the front matter; id, title or alias in the body.
    pub category: Fact<String>,
    /// The score, where one is given.
    pub score: Option<Fact<Declared>>,
    /// A remark.
    pub note: Option<String>,
    /// Links or paths that support it.
    pub evidence: Vec<Fact<String>>,
    /// True where the body states it.
    pub in_body: bool,
    /// The headings of the body that it stands below, the outermost first, as indices.
    pub under: Vec<usize>,
    /// Where nothing says that it is of a category, how a rubric can tell.
    pub guessed: Option<Guess>,
    /// Its weight, where a table gives one.
    pub weight: Option<Exact>,
}

/// Scores that may be those of categories, or of something else: the names beside them decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Guess {
    /// Number of the table, or of the neighbouring headings or lines, that they stand in.
    pub group: usize,
    /// As many categories as its names have to be of; half of all have to be in any case.
    pub least: usize,
}

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CheckState {
    /// Met.
    Pass,
    /// Met in part.
    Partial,
    /// Not met.
    Fail,
    /// Does not apply here, for the reason given; without a reason it counts as unanswered.
    NotApplicable {
        /// Why not.
        reason: Option<String>,
    },
    /// Not answered.
    Unknown,
}

impl CheckState {
    /// Its id, as documents write it.
    pub fn id(&self) -> &'static str {
        match self {
            CheckState::Pass => "pass",
            CheckState::Partial => "partial",
            CheckState::Fail => "fail",
            CheckState::NotApplicable { .. } => "n/a",
            CheckState::Unknown => "unknown",
        }
    }
}

/// The answer to one check of the rubric.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CheckAnswer {
    /// Id of the check.
    pub check: Fact<String>,
    /// What it came to.
    pub state: Fact<CheckState>,
    /// A remark.
    pub note: Option<String>,
    /// What meeting it takes, such as `1d` or `2-3 days`.
    pub effort: Option<Fact<String>>,
    /// Links or paths that support it.
    pub evidence: Vec<Fact<String>>,
}

impl CheckAnswer {
    /// Why the check does not apply, where it does not.
    pub fn reason(&self) -> Option<&str> {
        match &self.state.value {
            CheckState::NotApplicable { reason } => reason.as_deref(),
            _ => None,
        }
    }

    /// What meeting it takes, as stated.
    pub fn effort(&self) -> Option<&str> {
        Some(&self.effort.as_ref()?.value)
    }

    /// Links or paths that support it.
    pub fn evidence(&self) -> impl Iterator<Item = &str> {
        self.evidence.iter().map(|evidence| evidence.value.as_str())
    }
}

/// What a waiver is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Waived {
    /// A finding, by its id.
    Finding(String),
    /// A check, by its id.
    Check(String),
}

impl Waived {
    /// What it is: `finding` or `check`.
    pub fn kind(&self) -> &'static str {
        match self {
            Waived::Finding(_) => "finding",
            Waived::Check(_) => "check",
        }
    }

    /// Id of the finding or the check.
    pub fn id(&self) -> &str {
        match self {
            Waived::Finding(id) | Waived::Check(id) => id,
        }
    }
}

/// An accepted failure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Waiver {
    /// What is accepted.
    pub of: Fact<Waived>,
    /// Why.
    pub reason: Option<String>,
    /// By whom.
    pub approved_by: Option<Fact<String>>,
    /// The last day on which it holds.
    pub expires: Option<Fact<Date>>,
}

impl Waiver {
    /// True where it holds on that day: reason and approver are given, and it has not expired.
    pub fn is_live(&self, on: Date) -> bool {
        self.reason.is_some()
            && self.approved_by.is_some()
            && self.expires.as_ref().is_some_and(|expires| on <= expires.value)
    }
}

/// A recovery objective.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Objective {
    /// What fails.
    pub scenario: String,
    /// Recovery time objective, as written.
    pub rto: Option<String>,
    /// Recovery point objective, as written.
    pub rpo: Option<String>,
}

/// Resources that a service may use.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Limit {
    /// Which service.
    pub service: String,
    /// Processors, as written.
    pub cpu: Option<String>,
    /// Memory, as written.
    pub memory: Option<String>,
}

/// A step of an action plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Action {
    /// When, as written, such as `before launch`.
    pub when: Option<String>,
    /// What is to be done.
    pub what: String,
    /// Whether it is done.
    pub done: bool,
}

/// A link or an image of the body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// As written.
    pub target: String,
    /// True for an image.
    pub image: bool,
    /// True where it has a text; an image's is shown to who cannot see it.
    pub labelled: bool,
    /// Where it stands.
    pub span: Span,
}

impl Assessment {
    /// The declared overall score out of 100, where it is a number.
    pub fn declared_percent(&self) -> Option<Exact> {
        self.score.as_ref().and_then(|score| score.value.percent())
    }
}
