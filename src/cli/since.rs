//! What `check --since` tells: everything that a change may have brought about.

use std::collections::BTreeSet;

use crate::book::PINS_FILE;
use crate::compile::{BOOK_FILE, Files};
use crate::diag::{Diagnostic, Kind};
use crate::load::Folder;

/// Files that changed, relative to the book: those outside of it begin with `../`.
pub(super) struct Changed<'a> {
    paths: &'a BTreeSet<String>,
    /// Folders of projects whose description changed, or a document of which was removed: what the releases are compared
    /// with may be another one.
    projects: BTreeSet<&'a str>,
    /// What all documents are judged by, or collected from, changed.
    everything: bool,
}

impl<'a> Changed<'a> {
    /// Of a book.
    pub(super) fn of(paths: &'a BTreeSet<String>, folder: &Folder) -> Changed<'a> {
        let yardstick =
            |path: &String| path == BOOK_FILE || path == PINS_FILE || path.starts_with("rubrics/");
        let project = |path: &'a String| {
            let (project, name) = path.rsplit_once('/')?;
            let is_removed = || name.strip_suffix(".md").is_some() && folder.exists(path) == Some(false);
            (name == "project.md" || is_removed()).then_some(project)
        };
        let projects = paths.iter().filter_map(project).collect();
        Changed { paths, projects, everything: paths.iter().any(yardstick) }
    }

    /// True where a file itself changed.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// True where a diagnostic is about a changed file or comes from one: a link's goal, evidence, another release, a
    /// project's description, or `book.toml` and the rubrics. What stops the whole book is told in any case.
    pub(super) fn concerns(&self, d: &Diagnostic) -> bool {
        let project = d.path.rsplit_once('/').map(|(project, _)| project);
        d.kind == Kind::Setup
            || self.everything
            || self.reaches(&d.path)
            || d.labels.iter().any(|label| self.holds(&label.path))
            || d.depends_on.as_ref().is_some_and(|path| self.reaches(path))
            || project.is_some_and(|project| self.projects.contains(project))
    }

    /// True where a path changed, or something below it; with `/` at its end, where a document of that folder did.
    fn reaches(&self, path: &str) -> bool {
        let (folder, documents) = match path.strip_suffix('/') {
            Some(folder) => (folder, true),
            None => (path, false),
        };
        let within = format!("{folder}/");
        let below = self.paths.range(within.clone()..).take_while(|other| other.starts_with(&within));
        let is_meant = |other: &String| {
            !documents || other.strip_suffix(".md").is_some() && !other[within.len()..].contains('/')
        };
        !documents && self.holds(folder) || below.into_iter().any(is_meant)
    }
}
