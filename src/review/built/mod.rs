//! A book as the data of a built site tell of it, and what changed between two such states. Its documents are not at
//! hand, so that nothing can be judged anew.

mod compare;

pub use compare::compare_built;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Holding;
use crate::book::RubricRef;
use crate::diag::Severity;
use crate::model::{AssessmentId, Exact, Finding, Verdict, Waiver};
use crate::score::ItemState;

/// A book as built data tell of it.
#[derive(Clone, Debug, Default)]
pub struct BuiltSite {
    /// Its projects, by id.
    pub projects: BTreeMap<String, BuiltProject>,
    /// Documents that could not be read when it was built, with what is wrong, where somebody knows of them.
    pub unread: Vec<(Arc<str>, String)>,
}

/// A project.
#[derive(Clone, Debug)]
pub struct BuiltProject {
    /// Its name.
    pub name: String,
    /// Ids that it had.
    pub formerly: Vec<String>,
    /// Its assessments, the oldest first.
    pub releases: Vec<Built>,
}

/// An assessment with what it came to.
#[derive(Clone, Debug)]
pub struct Built {
    /// Which it is.
    pub id: AssessmentId,
    /// Its document.
    pub path: Arc<str>,
    /// SHA-256 of the document, in hexadecimal.
    pub hash: String,
    /// What it was scored by.
    pub rubric: RubricRef,
    /// Its verdict.
    pub verdict: Verdict,
    /// What caps it, the worst first.
    pub caps: Vec<Holding>,
    /// Its score.
    pub score: Exact,
    /// Its categories, in the rubric's order.
    pub categories: Vec<BuiltCategory>,
    /// Its findings.
    pub findings: Vec<Finding>,
    /// Its waivers.
    pub waivers: Vec<Waiver>,
    /// What its authors declare, with the names of the front matter; always the same names in the same order.
    pub stated: Vec<(&'static str, Option<String>)>,
    /// What rules found.
    pub problems: Vec<BuiltProblem>,
}

/// A category.
#[derive(Clone, Debug)]
pub struct BuiltCategory {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its score; `None` where it does not apply.
    pub score: Option<Exact>,
    /// Its checks.
    pub checks: Vec<BuiltCheck>,
}

/// A check.
#[derive(Clone, Debug)]
pub struct BuiltCheck {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it came to.
    pub state: ItemState,
    /// What supports that.
    pub evidence: Vec<String>,
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BuiltProblem {
    /// The rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
}
