//! The one entry for every command: the files of a book and today, to a planned site and diagnostics. Pure:
//! files are read through [`Files`], whose implementations do the I/O.

mod context;
mod documents;
mod rubrics;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::book::{Config, Rubric, parse_config};
use crate::check::{Scope, check_document, check_settings, check_suppressions};
use crate::diag::{Diagnostic, Kind, Severity, Span};
use crate::model::{Assessment, Date, Project, Visibility};
use crate::portfolio::{Assessed, Portfolio};
use crate::render::{self, Page, SiteInput, Theme};
use crate::score::{Subject, score};
use crate::text::one_of;
use context::Context;
use documents::Documents;
use rubrics::Rubrics;

/// The file that makes a folder a book.
pub const BOOK_FILE: &str = "book.toml";

/// What stands at a path of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A file that can be read.
    File,
    /// A folder whose name ends as if it were a document.
    Folder,
    /// Something that is not followed, such as a link that leads out of the book.
    Refused,
}

/// A path of a book: relative to it, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path.
    pub path: Arc<str>,
    /// What stands there.
    pub kind: EntryKind,
}

/// The files of a book: `book.toml` and all that is below `content/`, `rubrics/` and `themes/`.
pub trait Files: Sync {
    /// All of them, ordered by path.
    fn entries(&self) -> &[Entry];
    /// The bytes of one.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;
    /// Whether something stands at a path relative to the book, which may lead out of it; `None` where nobody
    /// can look. It is neither listed nor read.
    fn exists(&self, _path: &str) -> Option<bool> {
        None
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// It is there, but cannot be read, for this reason.
    Unreadable(String),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReadError::Missing => f.write_str("it does not exist"),
            ReadError::Unreadable(why) => f.write_str(why),
        }
    }
}

/// What is asked of a compilation.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The day as of which ages are counted and undated assessments are judged.
    pub today: Date,
    /// Structural errors do not stop it: the rest of the book is planned, with a page that names them.
    pub keep_going: bool,
    /// Drafts are part of the site.
    pub drafts: bool,
    /// Internal documents are part of the site.
    pub internal: bool,
}

/// What a compilation gave.
pub struct Compiled {
    /// The configuration; the default where it could not be read.
    pub config: Config,
    /// Everything that is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The planned site; `None` where something stops it.
    pub site: Option<Vec<Page>>,
    /// Number of assessments that were read.
    pub assessments: usize,
}

/// Compiles a book.
pub fn compile(files: &dyn Files, options: Options) -> Compiled {
    let mut found = Vec::new();
    if files.read(BOOK_FILE) == Err(ReadError::Missing) {
        return Compiled {
            config: Config::default(),
            diagnostics: vec![no_book()],
            site: None,
            assessments: 0,
        };
    }
    let (config, config_hash) = read_config(files, &mut found);
    let theme = read_theme(files, &config, &mut found);
    let rubrics = Rubrics::read(files, &config, &mut found);
    let mut documents = Documents::read(files, &config, &mut found);
    let assessments = documents.assessments.len();
    let parsed = std::mem::take(&mut documents.assessments);
    let (assessed, mut of_documents) = assess(files, parsed, &documents, &rubrics, &config, options);
    found.append(&mut of_documents);
    if config.deny_warnings {
        let warnings = found.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        warnings.for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    let problems: Vec<Diagnostic> = found.iter().filter(|d| d.kind == Kind::Structural).cloned().collect();
    let broken = found.iter().any(|d| d.kind == Kind::Setup) || (!problems.is_empty() && !options.keep_going);
    // The plan is made even where it cannot be used: it tells what is wrong with the theme.
    let site = plan(assessed, &documents, &rubrics, theme, &config, config_hash, problems, options);
    let site = site.map_err(|mut diagnostics| found.append(&mut diagnostics)).ok().filter(|_| !broken);
    Diagnostic::sort(&mut found);
    Compiled { config, diagnostics: found, site, assessments }
}

fn no_book() -> Diagnostic {
    Diagnostic::setup(
        "no-book",
        &BOOK_FILE.into(),
        "this folder is no book: it has no book.toml, nor has any folder above it",
    )
    .help("go to the folder of a book, name one with `--book DIR`, or make one with `readybook init`")
}

fn read_config(files: &dyn Files, found: &mut Vec<Diagnostic>) -> (Config, [u8; 32]) {
    let path: Arc<str> = BOOK_FILE.into();
    let Some(text) = read_text(files, &path, Kind::Setup, found) else {
        return (Config::default(), [0; 32]);
    };
    let (config, diagnostics) = parse_config(&path, &text);
    found.extend(diagnostics);
    found.extend(check_settings(&config, &path));
    (config, Sha256::digest(text.as_bytes()).into())
}

/// Reads a text; a diagnostic of that kind where it is unreadable or not UTF-8.
fn read_text(files: &dyn Files, path: &Arc<str>, kind: Kind, found: &mut Vec<Diagnostic>) -> Option<String> {
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(why) => {
            found.push(
                Diagnostic::setup("unreadable-file", path, format!("this file cannot be read: {why}"))
                    .help("make it a file that you may read, or remove it"),
            );
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let message = format!("this file is not UTF-8: the byte {byte:02X} begins no character");
            found.push(Diagnostic {
                kind,
                ..Diagnostic::structural("not-utf8", path, message)
                    .at(Span::new(at, at + 1))
                    .why("read with a wrong encoding, its words would be damaged on every page")
                    .help("save the file as UTF-8")
            });
            None
        }
    }
}

fn read_theme(files: &dyn Files, config: &Config, found: &mut Vec<Diagnostic>) -> Theme {
    let folder = format!("themes/{}/", config.theme.value);
    let own = files
        .entries()
        .iter()
        .filter(|entry| entry.kind == EntryKind::File && entry.path.starts_with(&folder));
    let mut overriding = Vec::new();
    for entry in own {
        match files.read(&entry.path) {
            Ok(bytes) => overriding.push((entry.path[folder.len()..].to_owned(), bytes)),
            Err(why) => {
                let message = format!("this file cannot be read: {why}");
                found.push(Diagnostic::setup("unreadable-file", &entry.path, message));
            }
        }
    }
    if overriding.is_empty() && config.theme.value != "default" {
        let mut names: Vec<&str> = files
            .entries()
            .iter()
            .filter_map(|e| e.path.strip_prefix("themes/")?.split('/').next())
            .collect();
        names.push("default");
        names.sort_unstable();
        names.dedup();
        let message = format!("there is no theme `{}`: no file is in {folder}", config.theme.value);
        found.push(
            Diagnostic::setup("unknown-theme", &BOOK_FILE.into(), message)
                .at(config.theme.span)
                .help(one_of(&config.theme.value, &names)),
        );
    }
    Theme::with_files(&config.theme.value, overriding)
}

/// Scores and checks all documents, in parallel and in the order of their paths. Also gives all diagnostics.
fn assess(
    files: &dyn Files,
    parsed: Vec<(Assessment, Vec<Diagnostic>)>,
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let scored: Vec<Assessed> = parsed
        .into_par_iter()
        .map(|(assessment, of_parsing)| {
            let (rubric, mut diagnostics) = rubrics.of(&assessment);
            diagnostics.extend(of_parsing);
            let project = documents.project(&assessment.id.project);
            let as_of = assessment.date.known().unwrap_or(options.today);
            let card = score(Subject { assessment: &assessment, project: &project, as_of }, &rubric);
            Assessed { assessment, rubric, card, diagnostics }
        })
        .collect();
    let context = Context::new(&scored, documents.projects());
    let checked: Vec<Vec<Diagnostic>> = scored
        .par_iter()
        .map(|assessed| {
            let assessment = &assessed.assessment;
            let id = &assessment.id;
            let Some(history) = context.history(&id.project) else {
                return Vec::new();
            };
            let project = documents.project(&id.project);
            let sources = context::sources(assessment, &project, files);
            let scope = Scope {
                assessment,
                card: &assessed.card,
                rubric: &assessed.rubric,
                project: &project,
                today: options.today,
                documents: &documents.paths,
                headings: &|path| context.headings(path),
                files: &documents.files,
                releases: &history.releases,
                earlier: history.earlier(assessment),
                sources: sources.as_ref(),
                latest: history.is_latest(&id.release),
            };
            let mut found = assessed.diagnostics.clone();
            found.extend(check_document(&scope, config));
            check_suppressions(&assessment.path, &assessment.suppressions, config, &mut found);
            found
        })
        .collect();
    let mut all = documents.diagnostics.clone();
    all.extend(context::missing_roots(documents.projects(), files));
    all.iter_mut().for_each(Diagnostic::mask_secrets);
    let assessed = scored
        .into_iter()
        .zip(checked)
        .map(|(assessed, found)| {
            all.extend_from_slice(&found);
            // A page does not change with time: what depends on the day is for checks only.
            let mut diagnostics: Vec<Diagnostic> = found.into_iter().filter(|d| !is_dated(d)).collect();
            Diagnostic::sort(&mut diagnostics);
            Assessed { diagnostics, ..assessed }
        })
        .collect();
    (assessed, all)
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}

#[expect(clippy::too_many_arguments, reason = "each is one part of the site")]
fn plan(
    assessed: Vec<Assessed>,
    documents: &Documents,
    rubrics: &Rubrics,
    theme: Theme,
    config: &Config,
    config_hash: [u8; 32],
    problems: Vec<Diagnostic>,
    options: Options,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let public = |assessment: &Assessment| {
        (options.drafts || !assessment.draft)
            && (options.internal || assessment.visibility == Visibility::Public)
    };
    let assessed: Vec<Assessed> = assessed.into_iter().filter(|one| public(&one.assessment)).collect();
    let projects: BTreeMap<String, Arc<Project>> = assessed
        .iter()
        .map(|one| (one.assessment.id.project.clone(), documents.project(&one.assessment.id.project)))
        .collect();
    let used: Vec<Arc<Rubric>> = rubrics.used(&assessed);
    render::plan(SiteInput {
        config: config.clone(),
        config_hash,
        portfolio: Portfolio::new(&projects, assessed),
        rubrics: used,
        today: options.today,
        files: documents.files.clone(),
        problems,
        theme,
    })
}

/// The rubric of assessments that ask for none; the diagnostics of book and rubrics where they are broken.
pub fn default_rubric(files: &dyn Files) -> Result<Arc<Rubric>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let (config, _) = read_config(files, &mut found);
    let rubrics = Rubrics::read(files, &config, &mut found);
    Diagnostic::sort(&mut found);
    if found.is_empty() { Ok(rubrics.default()) } else { Err(found) }
}

/// The project of that id as its `project.md` describes it; a bare one where there is none, or a broken one.
pub fn project(files: &dyn Files, id: &str) -> Arc<Project> {
    Documents::project_alone(files, id)
}
