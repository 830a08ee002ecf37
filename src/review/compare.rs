//! Two states of a book, judged alike, to what changed between them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assessment::change;
use super::lines::new_diagnostics;
use super::pairs::counterpart;
use super::seals::{SealLines, seals};
use super::stated::{between, of_project};
use super::{Change, Described, Judge, LostEvidence, Removed, Review, Unread, evidence};
use crate::diag::{Diagnostic, Kind};
use crate::model::{Date, Exact, Project};
use crate::portfolio::{Assessed, Portfolio, Series};

/// One state of a book.
pub struct Side<'a> {
    /// The projects that were read: all that the change touches, and what these need.
    pub portfolio: &'a Portfolio,
    /// What is wrong with their documents.
    pub diagnostics: &'a [Diagnostic],
    /// Paths of all documents of the book, also of those that were not read, and of broken ones.
    pub documents: &'a BTreeSet<Arc<str>>,
    /// Seals that stand in its ledgers.
    pub seals: &'a SealLines,
    /// The text of a file.
    pub text: &'a dyn Fn(&str) -> Option<String>,
    /// Whether something stands at a path relative to the book; `None` where nobody can look.
    pub exists: &'a dyn Fn(&str) -> Option<bool>,
}

impl<'a> Side<'a> {
    fn series(&self, project: &str) -> Option<&'a Series> {
        self.portfolio.projects.iter().find(|series| series.project.id == project)
    }
}

/// An assessment after the change, with what it is compared with.
struct Pair<'a> {
    series: &'a Series,
    old: Option<&'a Arc<Assessed>>,
    new: &'a Arc<Assessed>,
    /// The old one is the same release.
    same: bool,
    /// The project had releases, and this one is from before them.
    older: bool,
}

/// What changed from `base` to `head`. `changed` holds the paths that differ; `renamed` the former ids of projects, by
/// their new ones. Who judges, and which files have a say, is for the caller to add.
pub fn compare(
    base: &Side<'_>,
    head: &Side<'_>,
    changed: &BTreeSet<Arc<str>>,
    renamed: &BTreeMap<String, String>,
    today: Date,
) -> Review {
    let former = |project: &str| renamed.get(project).map_or_else(|| project.to_owned(), Clone::clone);
    let (mut pairs, mut described) = (Vec::new(), Vec::new());
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for series in &head.portfolio.projects {
        let before = base.series(&former(&series.project.id));
        for (at, new) in series.releases.iter().enumerate() {
            let earlier = before.map(|before| before.releases.as_slice()).unwrap_or_default();
            let (old, same) = counterpart(earlier, &series.releases, at, |one| &one.assessment.id.release);
            if let (Some(old), true) = (old, same) {
                seen.insert(&old.assessment.path);
            }
            pairs.push(Pair { series, old, new, same, older: old.is_none() && !earlier.is_empty() });
        }
        described.extend(before.and_then(|before| description(&before.project, &series.project)));
    }
    let mut review = Review {
        judge: Judge::Base,
        files: Vec::new(),
        proposed: Vec::new(),
        changes: Vec::new(),
        removed: removed(base, head, &seen),
        renamed: renamed.iter().map(|(new, old)| (old.clone(), new.clone())).collect(),
        described,
        lost: Vec::new(),
        seals: seals(base, head, renamed),
        diagnostics: Vec::new(),
        diagnostics_elsewhere: 0,
        unread: unread(base, head, changed),
        reworded: 0,
        unchanged: 0,
        unreadable: 0,
        others: changed.iter().filter(|path| path.starts_with("content/") && !is_assessment(path)).count(),
    };
    let mut moved = BTreeMap::new();
    let mut touched = 0;
    for pair in &pairs {
        let new_path = &pair.new.assessment.path;
        if let (Some(old), true) = (pair.old, pair.same) {
            moved.insert(Arc::clone(new_path), Arc::clone(&old.assessment.path));
            if old.assessment.hash == pair.new.assessment.hash && old.card == pair.new.card {
                continue;
            }
        }
        touched += 1;
        let mut change = change(&pair.series.project, pair.old.map(|old| &**old), pair.new, today);
        change.older = pair.older;
        if let Some(old) = pair.old {
            let (before, after) = (&old.assessment, &pair.new.assessment);
            review.lost.extend(evidence::unnamed(
                &after.id,
                &evidence::claims(&before.details.open()),
                &evidence::claims(&after.details.open()),
            ));
        }
        if change.is_empty() {
            review.reworded += 1;
        } else {
            review.changes.push(change);
        }
    }
    review.lost.extend(gone(base, head, &pairs));
    review.changes.sort_by_cached_key(urgency);
    let broken = review.unread.iter().filter(|unread| unread.after && is_assessment(&unread.path)).count();
    let all = head.documents.iter().filter(|path| is_assessment(path)).count();
    review.unreadable = unreadable(head, changed);
    review.unchanged = all.saturating_sub(touched + broken + review.unreadable);
    let was = |path: &str| -> Option<Arc<str>> {
        let own = || base.documents.get(path).cloned().or_else(|| (!is_document(path)).then(|| path.into()));
        moved.get(path).cloned().or_else(own)
    };
    (review.diagnostics, review.diagnostics_elsewhere) = new_diagnostics(base, head, changed, &was);
    // What keeps a document from being read is told with what cannot be compared.
    review.diagnostics.retain(|told| !review.unread.iter().any(|one| one.after && one.path == told.path));
    review
}

/// What a project says of itself otherwise than before.
fn description(old: &Project, new: &Project) -> Option<Described> {
    let stated = between(&of_project(old), &of_project(new), true);
    let path = new.path.as_ref().or(old.path.as_ref())?;
    (!stated.is_empty()).then(|| Described { name: new.name.clone(), path: Arc::clone(path), stated })
}

/// Assessments that did not change and cannot be read, as far as they were looked at.
fn unreadable(head: &Side<'_>, changed: &BTreeSet<Arc<str>>) -> usize {
    let stops = head.diagnostics.iter().filter(|d| d.kind != Kind::Rule && !changed.contains(&d.path));
    stops.map(|d| &d.path).filter(|path| is_assessment(path)).collect::<BTreeSet<_>>().len()
}

/// Evidence that the assessments of today rest on and that is gone, whether their documents changed or not.
fn gone(base: &Side<'_>, head: &Side<'_>, pairs: &[Pair<'_>]) -> Vec<LostEvidence> {
    let latest = |pair: &&Pair<'_>| pair.series.latest().is_some_and(|latest| Arc::ptr_eq(latest, pair.new));
    let mut lost = Vec::new();
    for pair in pairs.iter().filter(latest) {
        let project = &pair.series.project;
        let before =
            pair.old.and_then(|old| base.series(&old.assessment.id.project)).map(|series| &series.project);
        let roots = (&**before.unwrap_or(project), &**project);
        let was = pair.old.map(|old| &*old.assessment);
        lost.extend(evidence::gone(was, &pair.new.assessment, roots, base.exists, head.exists));
    }
    lost
}

/// The worst first: verdicts that fell, then by how much the project made the score fall, then by name.
pub(super) fn urgency(change: &Change) -> (i32, Exact, String) {
    let rise = change.moved.as_ref().map_or_else(Exact::zero, |moved| moved.total.clone());
    (change.verdict_step(), rise, change.id.to_string())
}

fn removed(base: &Side<'_>, head: &Side<'_>, seen: &BTreeSet<&str>) -> Vec<Removed> {
    let mut all = Vec::new();
    for series in &base.portfolio.projects {
        for old in &series.releases {
            let path = &old.assessment.path;
            // One that is there but cannot be read, or that now belongs elsewhere, is told of by what is wrong with it.
            if !seen.contains(&**path) && !head.documents.contains(path) {
                all.push(Removed {
                    id: old.assessment.id.clone(),
                    verdict: old.card.verdict,
                    score: old.card.points.score(),
                    latest: series.latest().is_some_and(|latest| Arc::ptr_eq(latest, old)),
                });
            }
        }
    }
    all
}

fn unread(base: &Side<'_>, head: &Side<'_>, changed: &BTreeSet<Arc<str>>) -> Vec<Unread> {
    let of = |side: &Side<'_>, after: bool| -> Vec<Unread> {
        let stops = side.diagnostics.iter().filter(|d| d.kind != Kind::Rule && changed.contains(&d.path));
        let mut all: Vec<Unread> =
            stops.map(|d| Unread { path: Arc::clone(&d.path), after, message: d.message.clone() }).collect();
        // Of one document, the first reason says enough.
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all.dedup_by(|later, first| later.path == first.path);
        all
    };
    let mut all = of(head, true);
    all.extend(of(base, false));
    all
}

fn is_document(path: &str) -> bool {
    path.starts_with("content/") && path.strip_suffix(".md").is_some()
}

fn is_assessment(path: &str) -> bool {
    is_document(path) && !path.ends_with("/project.md")
}
