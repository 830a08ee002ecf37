//! The one entry for every command: the files of a book and today, to a planned site and diagnostics. Pure:
//! files are read through [`Files`], whose implementations do the I/O.

mod assess;
mod built;
mod context;
mod documents;
mod files;
mod hidden;
mod judge;
mod judge_again;
mod limits;
mod memo;
mod packed;
mod review;
mod rubrics;
mod sealing;
mod seals;
mod standing;
mod tabulate;
mod unique;
mod verify;
mod versions;

pub use built::built;
pub use documents::is_assessment_path;
pub use files::{Entry, EntryKind, Files, FirstDay, ReadError};
pub use limits::refused;
pub use review::{Between, review};

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::book::{Config, Rubric, RubricLock, parse_config};
use crate::check::{check_settings, explain};
use crate::diag::{Diagnostic, Kind, Severity, Span};
use crate::model::{Assessment, Date, Project, Visibility};
use crate::portfolio::{Assessed, Portfolio};
use crate::render::{self, Page, SiteInput, Templates, Theme};
use crate::source::Limits;
use assess::{assess, find};
use documents::Documents;
use judge::Under;
use memo::{JudgedProjects, Known, Ready, ready};
pub use memo::{Memo, ReadBefore};
pub use packed::Unpacked;
use rubrics::Rubrics;
pub use sealing::{NewSeal, RubricFile, rubric_files, seal_of};
pub use seals::Fault;
pub use tabulate::{Tabulated, tabulate};
pub use verify::{Verified, verify_seals};
pub use versions::{History, OfHistory, State, Version, versions};

/// The file that makes a folder a book.
pub const BOOK_FILE: &str = "book.toml";

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

impl Options {
    /// True for a document that is part of the site.
    pub fn publishes(&self, assessment: &Assessment) -> bool {
        (self.drafts || !assessment.draft) && (self.internal || assessment.visibility == Visibility::Public)
    }
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

/// Compiles a book to a planned site.
pub fn compile(files: &dyn Files, options: Options) -> Compiled {
    run(files, options, true, None, Before::default())
}

/// The same for a process that does so again and again: what did not change since is not read anew.
pub fn compile_again(files: &dyn Files, options: Options, memo: &mut Memo) -> Compiled {
    let Memo { documents, judged, theme } = memo;
    let before = Before { documents: Some(documents), judged: Some(judged), theme: Some(theme) };
    run(files, options, true, None, before)
}

/// Compiles a book for a process that ends after it: documents that did not change since `before` was kept are not read
/// anew, and it then holds those of now. The site is published at `base_url`, where the book does not say where.
pub fn compile_after(
    files: &dyn Files,
    options: Options,
    base_url: Option<&str>,
    before: &mut ReadBefore,
) -> Compiled {
    run(files, options, true, base_url, Before { documents: Some(before), ..Before::default() })
}

/// Finds everything that is wrong with a book, and plans no site.
pub fn check(files: &dyn Files, options: Options) -> Compiled {
    run(files, options, false, None, Before::default())
}

/// What is taken over from an earlier compilation where it still holds, and then holds what this one came to.
#[derive(Default)]
struct Before<'a> {
    documents: Option<&'a mut ReadBefore>,
    judged: Option<&'a mut JudgedProjects>,
    theme: Option<&'a mut Option<Ready>>,
}

fn run(
    files: &dyn Files,
    options: Options,
    with_site: bool,
    base_url: Option<&str>,
    mut before: Before<'_>,
) -> Compiled {
    let mut found = Vec::new();
    if files.read(BOOK_FILE) == Err(ReadError::Missing) {
        return Compiled {
            config: Config::default(),
            diagnostics: vec![no_book()],
            site: None,
            assessments: 0,
        };
    }
    let (mut config, mut config_hash) = read_config(files, &mut found);
    let holds = before.documents.as_mut().is_none_or(|documents| documents.holds_under(config_hash));
    if let Some(judged) = before.judged.as_mut().filter(|_| !holds) {
        judged.clear();
    }
    if let Some(base_url) = base_url {
        config.base_url = Some(base_url.to_owned());
        config_hash = Sha256::new().chain_update(config_hash).chain_update(base_url).finalize().into();
    }
    let theme = read_theme(files, &config, &mut found);
    let rubrics = Rubrics::read(files, &config, &mut found);
    let nothing = Known::new();
    let known = before.documents.as_ref().map_or(&nothing, |documents| &documents.known);
    let mut documents = Documents::read(files, &config, known, with_site, &mut found);
    if let Some(before) = before.documents {
        before.keep(&documents);
    }
    let assessments = documents.assessments.len();
    let parsed = std::mem::take(&mut documents.assessments);
    let mut assessed = None;
    if with_site {
        let (all, of_documents) =
            assess(files, parsed, &documents, Under::own(&rubrics, &config), options, before.judged);
        found.extend(of_documents);
        assessed = Some(all);
    } else {
        found.extend(find(files, &parsed, &documents, Under::own(&rubrics, &config), options));
        free_beside(parsed);
    }
    forget_past(files, &mut found);
    if config.deny_warnings {
        let warnings = found.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        warnings.for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    let problems: Vec<Diagnostic> = found.iter().filter(|d| d.kind == Kind::Structural).cloned().collect();
    let broken = found.iter().any(|d| d.kind == Kind::Setup) || (!problems.is_empty() && !options.keep_going);
    let templates = ready(&theme, &config.language, before.theme);
    let Some(assessed) = assessed else {
        found.extend(templates.err().into_iter().flatten());
        finish(&mut found);
        return Compiled { config, diagnostics: found, site: None, assessments };
    };
    // The plan is made even where it cannot be used: it tells what is wrong with the site as a whole.
    let site = templates.and_then(|templates| {
        let look = (theme, templates);
        plan(files, assessed, &documents, &rubrics, look, &config, config_hash, problems, options)
    });
    let site = site.map_err(|mut diagnostics| found.append(&mut diagnostics)).ok().filter(|_| !broken);
    finish(&mut found);
    Compiled { config, diagnostics: found, site, assessments }
}

/// Frees documents beside what comes next: it takes a twentieth of all the time, and nobody waits for it.
fn free_beside(parsed: Vec<judge::Parsed>) {
    rayon::spawn(|| drop(parsed));
}

/// Leaves out what is wrong with versions that only the history holds: their pages tell of it, and nobody can mend it.
fn forget_past(files: &dyn Files, found: &mut Vec<Diagnostic>) {
    found.retain(|one| files.origin(&one.path).is_none_or(|origin| !origin.past));
}

/// Puts in order what is told, each with why it matters and how to mend it.
fn finish(found: &mut Vec<Diagnostic>) {
    explain(found);
    Diagnostic::sort(found);
}

fn no_book() -> Diagnostic {
    Diagnostic::setup(
        "no-book",
        &BOOK_FILE.into(),
        "this folder is no book: there is no book.toml in it",
    )
    .why("book.toml says where a book begins and what holds in it")
    .help("go to the folder of a book or to one below it, name one with `--book DIR`, or make one with `readybook init`")
}

fn read_config(files: &dyn Files, found: &mut Vec<Diagnostic>) -> (Config, [u8; 32]) {
    let path: Arc<str> = BOOK_FILE.into();
    let Some(text) = read_text(files, &path, Kind::Setup, found) else {
        return (Config::default(), [0; 32]);
    };
    let (config, diagnostics) = parse_config(&path, &text);
    found.extend(diagnostics);
    found.extend(check_settings(&config, &path));
    found.extend_from_slice(files.troubles());
    (config, Sha256::digest(text.as_bytes()).into())
}

/// Reads a text; a diagnostic where it is unreadable, or one of that kind where it is not UTF-8.
pub fn read_text(
    files: &dyn Files,
    path: &Arc<str>,
    kind: Kind,
    found: &mut Vec<Diagnostic>,
) -> Option<String> {
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
                .one_of(&config.theme.value, &names),
        );
    }
    Theme::with_files(&config.theme.value, overriding)
}

#[expect(clippy::too_many_arguments, reason = "each is one part of the site")]
fn plan(
    files: &dyn Files,
    assessed: Vec<Assessed>,
    documents: &Documents,
    rubrics: &Rubrics,
    (theme, templates): (Theme, Arc<Templates>),
    config: &Config,
    config_hash: [u8; 32],
    problems: Vec<Diagnostic>,
    options: Options,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let (assessed, hidden): (Vec<Assessed>, Vec<Assessed>) =
        assessed.into_iter().partition(|one| options.publishes(&one.assessment));
    let ledgers = hidden::ledgers(documents, &assessed);
    let unpublished = |path: &Arc<str>| ledgers.contains(path) || documents.unfit.contains(path);
    let problems = hidden::problems(files, problems, &hidden, &ledgers, options);
    let projects = projects(&assessed, documents);
    let used: Vec<Arc<Rubric>> = rubrics.used(&assessed, config, options.today);
    let pages = render::plan(SiteInput {
        config: config.clone(),
        config_hash,
        portfolio: Portfolio::new(&projects, assessed),
        unassessed: documents.unassessed().cloned().collect(),
        rubrics: used,
        today: options.today,
        files: documents.files.iter().filter(|path| !unpublished(path)).cloned().collect(),
        terms: documents.terms.clone(),
        problems,
        theme,
        templates,
    });
    match limits::too_many_pages(pages.len(), &config.limits) {
        Some(told) => Err(vec![told]),
        None => Ok(pages),
    }
}

/// The project of that id as its `project.md` describes it; a bare one where there is none, or a broken one.
pub fn project(files: &dyn Files, id: &str) -> Arc<Project> {
    Documents::project_alone(files, id)
}

/// The assessments of a book without a site: what scores and comparisons are made from.
pub struct Survey {
    /// The configuration.
    pub config: Config,
    /// All assessments, by project.
    pub portfolio: Portfolio,
    /// All rubrics of the book, ordered by id and version.
    pub rubrics: Vec<Arc<Rubric>>,
    /// Everything that is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads, scores and checks a book. The error is what keeps its assessments from being trusted: a broken book,
/// rubric or theme stops it, a broken document does not.
pub fn survey(files: &dyn Files, options: Options) -> Result<Survey, Vec<Diagnostic>> {
    survey_under(files, options, true)
}

/// The same as if nothing was sealed yet: what a seal of now would say.
pub fn survey_unsealed(files: &dyn Files, options: Options) -> Result<Survey, Vec<Diagnostic>> {
    survey_under(files, options, false)
}

fn survey_under(files: &dyn Files, options: Options, as_sealed: bool) -> Result<Survey, Vec<Diagnostic>> {
    let BookRubrics { config, rubrics, diagnostics: mut found, .. } = read_book(files)?;
    let mut documents = Documents::read(files, &config, &Known::new(), false, &mut found);
    let parsed = std::mem::take(&mut documents.assessments);
    let (assessed, of_documents) = assess(
        files,
        parsed,
        &documents,
        Under { as_sealed, ..Under::own(&rubrics, &config) },
        options,
        None,
    );
    found.extend(of_documents);
    forget_past(files, &mut found);
    finish(&mut found);
    let portfolio = Portfolio::new(&projects(&assessed, &documents), assessed);
    Ok(Survey { config, portfolio, rubrics: rubrics.all, diagnostics: found })
}

/// The rubrics of a book, as `readybook rubric` needs them.
pub struct BookRubrics {
    /// The configuration.
    pub config: Config,
    /// What was found that stops nothing.
    pub diagnostics: Vec<Diagnostic>,
    rubrics: Rubrics,
}

impl BookRubrics {
    /// All of them, ordered by id and version.
    pub fn all(&self) -> &[Arc<Rubric>] {
        &self.rubrics.all
    }

    /// Those that are published.
    pub fn lock(&self) -> &RubricLock {
        &self.rubrics.lock
    }

    /// The rubric that a new assessment of that project is scored under on that day.
    pub fn of_new(&self, project: &Project, on: Date) -> Arc<Rubric> {
        self.rubrics.of_new(project, &self.config, Some(on))
    }
}

/// Reads `book.toml` and the rubrics; the diagnostics where one of them is broken.
pub fn read_book(files: &dyn Files) -> Result<BookRubrics, Vec<Diagnostic>> {
    let mut found = Vec::new();
    if files.read(BOOK_FILE) == Err(ReadError::Missing) {
        return Err(vec![no_book()]);
    }
    let (config, _) = read_config(files, &mut found);
    let rubrics = Rubrics::read(files, &config, &mut found);
    finish(&mut found);
    // A source that is missing takes its own project with it, and no other.
    if found.iter().any(|one| one.kind == Kind::Setup) {
        return Err(found);
    }
    Ok(BookRubrics { config, diagnostics: found, rubrics })
}

/// The latest version of the rubric that a book asks for where nothing else does, the embedded one where there is no
/// book, and the limits of the book. The error is what is wrong with book or rubrics.
pub fn for_new_documents(files: &dyn Files) -> Result<(Arc<Rubric>, Limits), Vec<Diagnostic>> {
    let mut found = Vec::new();
    let config = match files.read(BOOK_FILE) {
        Err(ReadError::Missing) => Config::default(),
        _ => read_config(files, &mut found).0,
    };
    let rubrics = Rubrics::read(files, &config, &mut found);
    finish(&mut found);
    if found.iter().any(Diagnostic::stops_build) {
        return Err(found);
    }
    Ok((rubrics.of_new(&Project::bare(""), &config, Some(Date::MAX)), config.limits))
}

/// The projects of some assessments, by id.
fn projects(assessed: &[Assessed], documents: &Documents) -> BTreeMap<String, Arc<Project>> {
    let ids = assessed.iter().map(|one| &one.assessment.id.project);
    ids.map(|id| (id.clone(), documents.project(id))).collect()
}
