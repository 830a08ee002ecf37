//! Seals that came, went, or do not hold any more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Side;
use crate::diag::Diagnostic;
use crate::ledger::ledger_path;

/// The seals of a book that stand in its ledgers: by project and release, the hashes of their lines.
pub type SealLines = BTreeMap<(String, String), String>;

/// What happened to a seal. Ordered: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SealMove {
    /// What was sealed is not what it was, or its ledger is not.
    Broken,
    /// It is not in its ledger any more.
    Removed,
    /// Another line took its place.
    Amended,
    /// It was not there before.
    Added,
}

impl SealMove {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            SealMove::Broken => "broken",
            SealMove::Removed => "removed",
            SealMove::Amended => "amended",
            SealMove::Added => "added",
        }
    }

    /// True where what was sealed cannot be relied on any more.
    pub fn is_worse(self) -> bool {
        self <= SealMove::Removed
    }
}

/// A seal that came, went, or does not hold any more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SealChange {
    /// What happened.
    pub what: SealMove,
    /// The document or the ledger that it is about.
    pub path: Arc<str>,
    /// That in a sentence.
    pub message: String,
}

/// What is wrong with seals: told of by name, wherever the lines of it are.
pub(super) const RULES: [&str; 5] =
    ["broken-ledger", "broken-seal", "sealed-twice", "unmerged-ledger", "unreproduced-score"];

/// What happened to seals, the worst first. `renamed` holds the former ids of projects, by their new ones.
pub(super) fn seals(base: &Side<'_>, head: &Side<'_>, renamed: &BTreeMap<String, String>) -> Vec<SealChange> {
    let of_seal = |d: &&Diagnostic| RULES.contains(&d.rule);
    let known: BTreeSet<(&str, &str)> =
        base.diagnostics.iter().filter(of_seal).map(|d| (&*d.path, d.message.as_str())).collect();
    let broken = head.diagnostics.iter().filter(of_seal).filter(|d| !known.contains(&(&*d.path, &d.message)));
    let broken = broken.map(|d| SealChange {
        what: SealMove::Broken,
        path: Arc::clone(&d.path),
        message: d.message.clone(),
    });
    let mut all: Vec<SealChange> = broken.collect();
    let former = |project: &String| renamed.get(project).unwrap_or(project).clone();
    let now: SealLines = head
        .seals
        .iter()
        .map(|((project, release), line)| ((former(project), release.clone()), line.clone()))
        .collect();
    let mut tell = |what, (project, release): &(String, String)| {
        let id = format!("`{project}@{release}`");
        let message = match what {
            SealMove::Added => format!("{id} is sealed now"),
            SealMove::Amended => format!("the seal of {id} was corrected by another one"),
            _ => format!("the seal of {id} is gone: nobody can tell any more whether it was altered"),
        };
        all.push(SealChange { what, path: ledger_path(project).into(), message });
    };
    for (id, line) in base.seals {
        match now.get(id) {
            None => tell(SealMove::Removed, id),
            Some(now) if now != line => tell(SealMove::Amended, id),
            Some(_) => {}
        }
    }
    for id in now.keys().filter(|id| !base.seals.contains_key(*id)) {
        tell(SealMove::Added, id);
    }
    all.sort();
    all.dedup();
    all
}
