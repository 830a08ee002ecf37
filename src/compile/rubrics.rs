//! The rubrics of a book, and which one an assessment is scored under.

use std::sync::Arc;

use super::{EntryKind, Files, ReadError, read_text};
use crate::book::{
    Config, EMBEDDED_RUBRIC, LOCK_FILE, Rubric, RubricDraft, RubricLock, check_lock, parse_lock, read_rubric,
    resolve_rubrics,
};
use crate::diag::{Diagnostic, Kind};
use crate::model::{Assessment, Date, Fact, Project};
use crate::portfolio::Assessed;

/// The rubrics of a book, ordered by id and version.
pub(super) struct Rubrics {
    pub(super) all: Vec<Arc<Rubric>>,
    /// What is published.
    pub(super) lock: RubricLock,
    /// Stands in where the rubric asked for does not exist.
    fallback: Arc<Rubric>,
    /// Some rubric has mistakes, so that others may be missing for that reason alone.
    pub(super) broken: bool,
}

impl Rubrics {
    /// Reads `rubrics/*.toml`, the embedded rubric where no file takes its place, and the lock.
    pub(super) fn read(files: &dyn Files, config: &Config, found: &mut Vec<Diagnostic>) -> Rubrics {
        let (embedded_path, embedded_text) = EMBEDDED_RUBRIC;
        let mut drafts: Vec<RubricDraft> = Vec::new();
        let mut diagnostics = Vec::new();
        let own: Vec<&Arc<str>> = files
            .entries()
            .iter()
            .filter(|entry| entry.kind == EntryKind::File && is_rubric(&entry.path))
            .map(|entry| &entry.path)
            .collect();
        let mut take = |(draft, of_file): (Option<RubricDraft>, Vec<Diagnostic>), found: &mut Vec<_>| {
            drafts.extend(draft);
            found.extend(of_file);
        };
        for path in &own {
            if let Some(text) = read_text(files, path, Kind::Setup, &mut diagnostics) {
                take(read_rubric(path, &text), &mut diagnostics);
            }
        }
        let embedded = read_rubric(&embedded_path.into(), embedded_text);
        let fallback = embedded.0.clone();
        if !own.iter().any(|path| ***path == *embedded_path) {
            take(embedded, &mut diagnostics);
        }
        // What extends a file that cannot be read would only be reported as lacking it.
        let mut all = Vec::new();
        if diagnostics.is_empty() {
            (all, diagnostics) = resolve_rubrics(drafts);
        }
        let broken = !diagnostics.is_empty();
        found.append(&mut diagnostics);
        let lock = read_lock(files, found);
        if !broken {
            let is_own = |rubric: &Rubric| own.iter().any(|path| **path == rubric.path);
            found.extend(check_lock(&lock, &all, is_own));
        }
        let (fallback, _) = resolve_rubrics(fallback.into_iter().collect());
        let fallback = fallback.into_iter().next().unwrap_or_else(|| Arc::new(Rubric::empty()));
        let rubrics = Rubrics { all, lock, fallback, broken };
        for asked in std::iter::once(&config.rubric).chain(config.rubric_of_tier.values()) {
            let diagnostic = Diagnostic::setup("unknown-rubric", &super::BOOK_FILE.into(), lacking(asked));
            found.extend(rubrics.unknown(asked, diagnostic));
        }
        rubrics
    }

    /// The rubric of an assessment: the one that the document asks for, else its project, else the book for its
    /// tier, else the book. Diagnostics tell where the document's own does not exist.
    pub(super) fn of(
        &self,
        assessment: &Assessment,
        project: &Project,
        config: &Config,
        on: Option<Date>,
    ) -> (Arc<Rubric>, Vec<Diagnostic>) {
        let (mut diagnostics, mut own) = (Vec::new(), None);
        if let Some(asked) = &assessment.rubric {
            own = self.named(&asked.value, on);
            let diagnostic = Diagnostic::error("unknown-rubric", &assessment.path, lacking(asked)).why(
                "the assessment is scored under the book's own rubric instead, which may ask for something else",
            );
            diagnostics.extend(self.unknown(asked, diagnostic));
        }
        (own.unwrap_or_else(|| self.of_new(project, config, on)), diagnostics)
    }

    /// The rubric of an assessment of that project and day that asks for none.
    pub(super) fn of_new(&self, project: &Project, config: &Config, on: Option<Date>) -> Arc<Rubric> {
        let by_tier = || project.tier.as_ref().and_then(|tier| config.rubric_of_tier.get(tier));
        let asked = [project.rubric.as_ref(), by_tier(), Some(&config.rubric)];
        let found = asked.into_iter().flatten().find_map(|asked| self.named(&asked.value, on));
        found.unwrap_or_else(|| Arc::clone(&self.fallback))
    }

    /// What is wrong with the rubric that a project asks for.
    pub(super) fn of_project(&self, project: &Project) -> Option<Diagnostic> {
        let (asked, path) = (project.rubric.as_ref()?, project.path.as_ref()?);
        self.unknown(asked, Diagnostic::error("unknown-rubric", path, lacking(asked)))
    }

    /// The rubric `id@version`; of a bare `id` the version that holds on that day: the latest whose `from` is not
    /// after it, else the first. Without a day it is the first, which no new version can take the place of.
    pub(super) fn named(&self, name: &str, on: Option<Date>) -> Option<Arc<Rubric>> {
        if let Some(rubric) = self.all.iter().find(|rubric| rubric.reference() == name) {
            return Some(Arc::clone(rubric));
        }
        let versions = || self.all.iter().filter(|rubric| rubric.id == name);
        let holds = |rubric: &&Arc<Rubric>| rubric.from.is_none_or(|from| on.is_some_and(|on| from <= on));
        versions().rfind(holds).or_else(|| versions().next()).cloned()
    }

    /// The diagnostic, completed, where no rubric has that name; nothing where that may have another reason.
    fn unknown(&self, asked: &Fact<String>, diagnostic: Diagnostic) -> Option<Diagnostic> {
        let known = |rubric: &Arc<Rubric>| rubric.id == asked.value || rubric.reference() == asked.value;
        if self.broken || self.all.iter().any(known) {
            return None;
        }
        let names: Vec<String> =
            self.all.iter().flat_map(|rubric| [rubric.id.clone(), rubric.reference()]).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.dedup();
        Some(diagnostic.at(asked.span).one_of(&asked.value, &names))
    }

    /// The rubrics that some assessments were scored under; the book's own where there are none.
    pub(super) fn used(&self, assessed: &[Assessed], config: &Config, today: Date) -> Vec<Arc<Rubric>> {
        let is_used = |rubric: &Arc<Rubric>| assessed.iter().any(|one| one.rubric.hash == rubric.hash);
        let mut used: Vec<Arc<Rubric>> = self.all.iter().filter(|rubric| is_used(rubric)).cloned().collect();
        if used.is_empty() {
            used.extend(self.named(&config.rubric.value, Some(today)));
        }
        used
    }
}

fn lacking(asked: &Fact<String>) -> String {
    format!("this book has no rubric `{}`", asked.value)
}

fn is_rubric(path: &str) -> bool {
    path.strip_prefix("rubrics/").is_some_and(|name| {
        std::path::Path::new(name).extension().is_some_and(|e| e == "toml") && !name.contains('/')
    })
}

fn read_lock(files: &dyn Files, found: &mut Vec<Diagnostic>) -> RubricLock {
    let path = LOCK_FILE.into();
    if files.read(LOCK_FILE) == Err(ReadError::Missing) {
        return RubricLock::default();
    }
    let Some(text) = read_text(files, &path, Kind::Setup, found) else {
        return RubricLock::default();
    };
    let (lock, diagnostics) = parse_lock(&path, &text);
    found.extend(diagnostics);
    lock
}
