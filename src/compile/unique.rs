//! Of documents that claim one place the first holds. Names that differ only by case are one: some file systems could not tell
//! their pages apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::judge::Parsed;
use crate::diag::{Diagnostic, Span};
use crate::model::{Assessment, AssessmentId, Project};

/// The first of each identity, and what is wrong with the others, beside what was wrong with them before. Both are given in
/// the order of their paths; of projects only those that are described.
pub(super) fn unique<'a>(
    assessments: Vec<Parsed>,
    described: impl Iterator<Item = &'a Project>,
) -> (Vec<Parsed>, Vec<Diagnostic>) {
    let (mut kept, mut found) = (Vec::new(), Vec::new());
    let mut projects = Projects::default();
    let mut first: BTreeMap<AssessmentId, Arc<str>> = BTreeMap::new();
    for (assessment, diagnostics) in assessments {
        let Assessment { id: AssessmentId { project, release }, path, .. } = &*assessment;
        if !projects.take(project, path, &mut found) {
            found.extend(diagnostics);
            continue;
        }
        // Of one project there is one name from here on.
        let key = AssessmentId { project: project.clone(), release: release.to_lowercase() };
        if let Some(other) = first.get(&key) {
            let message = format!("a second assessment of {}; the first is {other}", assessment.id);
            found.push(
                Diagnostic::structural("duplicate-assessment", path, message)
                    .at(Span::new(0, 3))
                    .why("a project has one assessment for each release; of two, nobody could tell which holds")
                    .help("remove one of the two, or give this one another `release:`")
                    .label(other, Span::new(0, 3), "the first one"),
            );
            found.extend(diagnostics);
        } else {
            first.insert(key, Arc::clone(path));
            kept.push((assessment, diagnostics));
        }
    }
    for project in described {
        if let Some(path) = &project.path {
            projects.take(&project.id, path, &mut found);
        }
    }
    (kept, found)
}

/// Names of projects, the first of those that differ only by case.
#[derive(Default)]
struct Projects {
    /// By their names in small letters, with the document that had it first.
    taken: BTreeMap<String, (String, Arc<str>)>,
    refused: BTreeSet<String>,
}

impl Projects {
    /// True where the project of the document at `path` has its name for itself. That it has not is told once.
    fn take(&mut self, project: &str, path: &Arc<str>, found: &mut Vec<Diagnostic>) -> bool {
        let named = || (project.to_owned(), Arc::clone(path));
        let (known, other) = self.taken.entry(project.to_lowercase()).or_insert_with(named);
        let is_first = known == project;
        if !is_first && self.refused.insert(project.to_owned()) {
            let message =
                format!("a second project of one name: `{project}` and `{known}` differ only by case");
            found.push(Diagnostic::structural("duplicate-project", path, message).at(Span::new(0, 3)).label(
                other,
                Span::new(0, 3),
                "the first document of the other one",
            ));
        }
        is_first
    }
}
