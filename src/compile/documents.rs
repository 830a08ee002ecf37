//! The documents of a book: read, decoded and parsed in parallel; their texts are dropped at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::limits::oversized;
use super::memo::{Known, Remembered};
use super::seals::Ledgers;
use super::unique::unique;
use super::{Entry, EntryKind, Files, limits, read_text};
use crate::book::Config;
use crate::check::{TextScope, check_text};
use crate::diag::{Diagnostic, Kind, Span};
use crate::ledger::project_of_ledger;
use crate::model::{Assessment, Details, Fact, Origin, Project, ReleaseDate, Visibility};
use crate::render::{Terms, of_assessment, of_project};
use crate::source::{Limits, Parsed, UNDATED, parse_assessment, parse_project};

/// What stands below `content/`.
#[derive(Default)]
pub(super) struct Documents {
    /// Assessments with what is wrong with them, ordered by path; no two of one identity.
    pub(super) assessments: Vec<(Arc<Assessment>, Vec<Diagnostic>)>,
    /// Projects that have a `project.md`, by id, with what is wrong with the text of each alone.
    projects: BTreeMap<String, (Arc<Project>, Vec<Diagnostic>)>,
    /// Paths of all documents, broken ones too.
    pub(super) paths: BTreeSet<Arc<str>>,
    /// Paths of all other files.
    pub(super) files: BTreeSet<Arc<str>>,
    /// Those among them that are too large to be published, or whose names cannot be.
    pub(super) unfit: BTreeSet<Arc<str>>,
    /// Seals, by project.
    pub(super) ledgers: Ledgers,
    /// What a search finds in them, by path; empty where no site is made.
    pub(super) terms: BTreeMap<Arc<str>, Arc<Terms>>,
    /// What is wrong with documents that are no assessment of the book.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a path below `content/` is.
enum Role<'a> {
    Assessment {
        project: &'a str,
        stem: &'a str,
    },
    Project {
        project: &'a str,
    },
    File,
    Misplaced,
    /// Markdown by its name, but not by the one ending that documents have.
    Misnamed,
}

/// True for the path of a Markdown file that is an assessment by its place in the book.
pub fn is_assessment_path(path: &str) -> bool {
    matches!(role(path), Role::Assessment { .. })
}

fn role(path: &str) -> Role<'_> {
    let Some(inner) = path.strip_prefix("content/") else {
        return Role::Misplaced;
    };
    let Some(name) = inner.strip_suffix(".md") else {
        let extension = inner.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        return if ["md", "markdown"].contains(&extension.as_str()) { Role::Misnamed } else { Role::File };
    };
    match name.split('/').collect::<Vec<_>>().as_slice() {
        [project, "project"] => Role::Project { project },
        [project, stem] => Role::Assessment { project, stem },
        _ => Role::Misplaced,
    }
}

/// What parsing one document gave.
enum Read {
    Assessment(Parsed<Arc<Assessment>>, Option<Arc<Terms>>),
    Project(Parsed<Arc<Project>>, Option<Arc<Terms>>),
    Nothing(Vec<Diagnostic>),
}

/// Which documents are read, and which of them have been read before.
pub(super) struct Selection<'a> {
    /// Whether the document at a path is read; others are listed only.
    pub(super) wanted: &'a (dyn Fn(&str) -> bool + Sync),
    /// Documents of this or another state of the book, by path, as the same configuration makes them.
    pub(super) known: &'a Known,
    /// Whether the document at a path is known to be as it is there, without reading it.
    pub(super) same: &'a (dyn Fn(&str) -> bool + Sync),
    /// What a search finds is kept too.
    pub(super) with_terms: bool,
}

/// Documents that a worker takes at once: few, so that none waits long for the last.
const AT_ONCE: usize = 16;

impl Documents {
    pub(super) fn read(
        files: &dyn Files,
        config: &Config,
        known: &Known,
        with_terms: bool,
        found: &mut Vec<Diagnostic>,
    ) -> Documents {
        let same = |path: &str| files.is_as_read(path);
        let all = Selection { wanted: &|_| true, known, same: &same, with_terms };
        Documents::read_some(files, config, &all, found)
    }

    pub(super) fn read_some(
        files: &dyn Files,
        config: &Config,
        selection: &Selection<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Documents {
        let own: Vec<&Entry> = files.entries().iter().filter(|e| e.path.starts_with("content/")).collect();
        let mut documents =
            Documents { ledgers: Ledgers::read(files, &config.limits), ..Documents::default() };
        for entry in &own {
            let is_file = entry.kind == EntryKind::File && matches!(role(&entry.path), Role::File);
            let paths = if is_file { &mut documents.files } else { &mut documents.paths };
            paths.insert(Arc::clone(&entry.path));
        }
        for path in &documents.files {
            let unfit = unaddressable(path).or_else(|| limits::too_large(files, path, &config.limits));
            if let Some(told) = unfit {
                // What is wrong with a ledger is told with all that is wrong with it.
                documents.diagnostics.extend(project_of_ledger(path).is_none().then_some(told));
                documents.unfit.insert(Arc::clone(path));
            }
        }
        let wanted: Vec<&&Entry> = own.iter().filter(|entry| (selection.wanted)(&entry.path)).collect();
        let read: Vec<Read> = wanted
            .par_iter()
            .with_max_len(AT_ONCE)
            .map(|entry| read_one(entry, files, config, selection))
            .collect();
        let mut assessments = Vec::new();
        for (read, entry) in read.into_iter().zip(&wanted) {
            match read {
                Read::Assessment(Parsed { value: Some(assessment), diagnostics }, terms) => {
                    documents.terms.extend(terms.map(|terms| (Arc::clone(&entry.path), terms)));
                    assessments.push((assessment, diagnostics));
                }
                Read::Assessment(Parsed { value: None, diagnostics }, _) | Read::Nothing(diagnostics) => {
                    documents.diagnostics.extend(diagnostics);
                }
                Read::Project(Parsed { value, diagnostics }, terms) => {
                    documents.terms.extend(terms.map(|terms| (Arc::clone(&entry.path), terms)));
                    match value {
                        Some(project) => {
                            documents.projects.insert(project.id.clone(), (project, diagnostics));
                        }
                        None => documents.diagnostics.extend(diagnostics),
                    }
                }
            }
        }
        if documents.paths.is_empty() {
            found.push(no_content());
        }
        let described = documents.projects.values().map(|(project, _)| &**project);
        let (assessments, found) = unique(assessments, described);
        documents.assessments = assessments;
        documents.diagnostics.extend(found);
        documents
    }

    /// The project of that id, read alone.
    pub(super) fn project_alone(files: &dyn Files, id: &str) -> Arc<Project> {
        let path: Arc<str> = format!("content/{id}/project.md").into();
        let known = files.entries().iter().any(|entry| entry.path == path && entry.kind == EntryKind::File);
        let read = known.then(|| read_text(files, &path, Kind::Structural, &mut Vec::new())).flatten();
        let parsed = read.and_then(|text| parse_project(&Limits::most(), &path, id, &text, [0; 32]).value);
        Arc::new(parsed.unwrap_or_else(|| Project::bare(id)))
    }

    /// The projects that have a `project.md`, ordered by id.
    pub(super) fn projects(&self) -> impl Iterator<Item = &Project> {
        self.projects.values().map(|(project, _)| &**project)
    }

    /// These with what is wrong with the text of each alone.
    pub(super) fn parsed_projects(&self) -> impl Iterator<Item = (&Project, &[Diagnostic])> {
        self.projects.values().map(|(project, found)| (&**project, &**found))
    }

    /// Projects that are described and have no other document, not even a hidden or a broken one.
    pub(super) fn unassessed(&self) -> impl Iterator<Item = &Arc<Project>> {
        self.projects.values().map(|(project, _)| project).filter(|project| {
            let folder = format!("content/{}/", project.id);
            let from = (Bound::Included(folder.as_str()), Bound::Unbounded);
            self.paths.range::<str, _>(from).take_while(|path| path.starts_with(&folder)).count() == 1
        })
    }

    /// The project of that id; a bare one where nothing describes it.
    pub(super) fn project(&self, id: &str) -> Arc<Project> {
        self.projects.get(id).map_or_else(|| Arc::new(Project::bare(id)), |(project, _)| Arc::clone(project))
    }
}

fn no_content() -> Diagnostic {
    Diagnostic::structural("no-content", &"content".into(), "this book has no assessment")
        .why("a site without one would answer nothing")
        .help("`readybook new PROJECT RELEASE` writes a template to content/PROJECT/RELEASE.md")
}

/// What is wrong with a project that nobody assessed.
pub(super) fn unassessed(project: &Project) -> Option<Diagnostic> {
    let message = format!("the project `{}` has no assessment", project.id);
    let told = Diagnostic::warning("unassessed-project", project.path.as_ref()?, message)
        .at(Span::new(0, 3))
        .why("nobody can tell from the site how ready it is: it has no page, and only the portfolio names it")
        .help(format!("`readybook new {} RELEASE` writes a template; or remove this file", project.id));
    Some(told)
}

fn read_one(entry: &Entry, files: &dyn Files, config: &Config, selection: &Selection<'_>) -> Read {
    let with_terms = selection.with_terms;
    let (path, limits) = (&entry.path, &config.limits);
    let known = |same: &Remembered| {
        let value = Some(Arc::clone(&same.assessment));
        let parsed = Parsed { value, diagnostics: same.diagnostics.clone() };
        Read::Assessment(parsed, same.terms.clone())
    };
    if let Some(same) = selection.known.get(path).filter(|_| (selection.same)(path)) {
        return known(same);
    }
    match (entry.kind, role(path)) {
        // What is wrong with it is told with all that is wrong with ledgers.
        (EntryKind::Folder | EntryKind::Refused, Role::File) if project_of_ledger(path).is_some() => {
            Read::Nothing(Vec::new())
        }
        (EntryKind::Folder, _) => Read::Nothing(vec![
            Diagnostic::structural(
                "not-a-file",
                path,
                "this is a folder, but its name ends as that of a document",
            )
            .help("rename the folder, or move the document that is meant out of it"),
        ]),
        (EntryKind::Unnamed, _) => Read::Nothing(vec![
            Diagnostic::structural("unreadable-file", path, "the name of this file is not UTF-8")
                .why("the name becomes part of an address, and has to be the same on every machine")
                .help("rename the file; `\u{fffd}` stands for what cannot be read of its name"),
        ]),
        (EntryKind::Refused, _) => Read::Nothing(vec![refused_link(path)]),
        (EntryKind::File, Role::File) => Read::Nothing(Vec::new()),
        (EntryKind::File, Role::Misnamed) => Read::Nothing(vec![
            Diagnostic::structural("misnamed-document", path, "the name of a document ends with `.md`")
                .why("taken for a mere file, an assessment would be missing without a word")
                .help("rename it to end with `.md`"),
        ]),
        (EntryKind::File, Role::Misplaced) => Read::Nothing(vec![
            Diagnostic::structural("misplaced-document", path, "this document stands in no project's folder")
                .why("the folder says which project a document belongs to")
                .help("move it to content/<project>/<release>.md"),
        ]),
        (EntryKind::File, Role::Project { project }) => parsed(path, files, limits, |text, hash| {
            let mut parsed = parse_project(limits, path, project, text, hash);
            if let Some(Project { code, suppressions, .. }) = &parsed.value {
                let scope = TextScope { path, text, code, findings: &[], suppressions };
                parsed.diagnostics.extend(check_text(&scope, config));
            }
            let terms = parsed.value.as_ref().filter(|_| with_terms);
            let terms = terms.map(|project| Arc::new(Terms::of(&of_project(project, text))));
            Read::Project(parsed.map(Arc::new), terms)
        }),
        (EntryKind::File, Role::Assessment { project, stem }) => parsed(path, files, limits, |text, hash| {
            if let Some(same) = selection.known.get(path).filter(|same| same.assessment.hash == hash) {
                return known(same);
            }
            let origin = files.origin(path);
            let stem = origin.map_or(stem, |origin| origin.release.as_str());
            let mut parsed = parse_assessment(limits, path, project, stem, text, hash);
            if let (Some(assessment), Some(origin)) = (&mut parsed.value, origin) {
                from_history(assessment, origin);
                // Its tag or commit says when it was made; what is not committed yet will have one.
                parsed.diagnostics.retain(|found| found.message != UNDATED);
            }
            let mut terms = None;
            if let Some(assessment) = &parsed.value {
                let details = &assessment.details.open();
                let Details { findings, code, suppressions, .. } = details;
                let scope = TextScope { path, text, code, findings, suppressions };
                parsed.diagnostics.extend(check_text(&scope, config));
                let places = with_terms.then(|| of_assessment(assessment, details, text));
                terms = places.map(|places| Arc::new(Terms::of(&places)));
            }
            Read::Assessment(parsed.map(Arc::new), terms)
        }),
    }
}

/// What is wrong with the name of a file that nothing can be published under, if anything.
fn unaddressable(path: &Arc<str>) -> Option<Diagnostic> {
    let told = || {
        Diagnostic::structural(
            "unreadable-file",
            path,
            "the name of this file holds a control character or a `\\`",
        )
        .why("the name becomes part of an address, and has to be the same on every machine")
        .help("rename the file, and what names it")
    };
    path.contains(|c: char| c.is_control() || c == '\\').then(told)
}

/// The error for what is not followed.
pub(super) fn refused_link(path: &Arc<str>) -> Diagnostic {
    Diagnostic::setup(
        "refused-link",
        path,
        "this is no plain file, or a link that leads out of the book or to nothing; it is not followed",
    )
    .why("reports are published: a link could bring in any file of the machine")
    .help("copy the file into the book, or remove the link")
}

/// Completes a version of a document by what its history says of it.
fn from_history(assessment: &mut Assessment, origin: &Arc<Origin>) {
    if let (ReleaseDate::Unknown, Some(date)) = (assessment.date, origin.date) {
        assessment.date = ReleaseDate::Known(date);
        assessment.date_inferred = true;
    }
    if let (None, Some(before)) = (&assessment.supersedes, &origin.after) {
        assessment.supersedes = Some(Fact::new(before.clone(), Span::new(0, 3)));
    }
    if origin.internal {
        assessment.visibility = Visibility::Internal;
    }
    assessment.origin = Some(Arc::clone(origin));
    assessment.facts_hash = assessment.hash_of_facts(&assessment.details.open());
}

fn parsed(
    path: &Arc<str>,
    files: &dyn Files,
    limits: &Limits,
    parse: impl Fn(&str, [u8; 32]) -> Read,
) -> Read {
    let mut found = Vec::new();
    // What is known to be too large is not even read.
    if let Some(oversized) = files.size(path).and_then(|size| oversized(path, size, limits)) {
        return Read::Nothing(vec![oversized]);
    }
    match read_text(files, path, Kind::Structural, &mut found) {
        Some(text) => match oversized(path, text.len() as u64, limits) {
            Some(oversized) => Read::Nothing(vec![oversized]),
            None => parse(&text, Sha256::digest(text.as_bytes()).into()),
        },
        None => Read::Nothing(found),
    }
}
