//! Two states of a book to what changed between them. Both are judged by the rubrics and rules of the first, so that a
//! change cannot loosen what judges it. Only what the change touches is read, and what is the same on both sides is
//! parsed once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::assess::assess;
use super::documents::{Documents, Selection};
use super::judge::{Ruled, Under};
use super::memo::{Known, Remembered};
use super::{
    BOOK_FILE, BookRubrics, EntryKind, Files, Options, ReadError, finish, is_assessment_path, no_book,
    projects, read_book,
};
use crate::book::Config;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Assessment, Date, Project};
use crate::portfolio::{Portfolio, Series, rescored};
use crate::review::{ChangedFile, Judge, Proposed, Review, Side, Unread, compare};
use crate::text::link::{Destination, destination};

/// Two states of a book.
#[derive(Clone, Copy)]
pub struct Between<'a> {
    /// The state before.
    pub base: &'a dyn Files,
    /// The state after.
    pub head: &'a dyn Files,
    /// The day up to which waivers have to hold.
    pub today: Date,
}

/// What of a state was read and judged.
struct Judged {
    portfolio: Portfolio,
    diagnostics: Vec<Diagnostic>,
    documents: Documents,
}

/// Compares two states of a book. The error is what keeps both of them from being judged.
pub fn review(between: Between<'_>) -> Result<Review, Vec<Diagnostic>> {
    let Between { base, head, today } = between;
    if head.read(BOOK_FILE) == Err(ReadError::Missing) {
        return Err(vec![no_book()]);
    }
    let own = read_book(head);
    let (book, judge, own) = match (read_book(base), own) {
        (Ok(book), own) => (book, Judge::Base, Some(own)),
        (Err(found), Ok(own)) => (own, Judge::Head(unusable(&found)), None),
        (Err(_), Err(found)) => return Err(found),
    };
    let changed = differing(base, head);
    let mut files: Vec<ChangedFile> = changed
        .iter()
        .filter(|path| !path.starts_with("content/"))
        .map(|path| changed_file(path, base, head))
        .collect();
    let rejudged = own.as_ref().is_some_and(|own| {
        let chooses = own.as_ref().is_ok_and(|own| choice(&own.config) != choice(&book.config));
        chooses || (own.is_ok() && files.iter().any(|file| file.path.starts_with("rubrics/")))
    });
    let (documents, renamed, wanted) = read_head(between, &book.config, &changed, rejudged);
    let known = known(&documents);
    let wanted = |path: &str| wanted.holds(path);
    let selection = Selection {
        wanted: &wanted,
        known: &known,
        same: &|path| !changed.contains(path),
        with_terms: false,
    };
    let before = Documents::read_some(base, &book.config, &selection, &mut Vec::new());
    drop(known);
    let before = judged(base, before, &book, today, &|_| None);
    let after = judged(head, documents, &book, today, &|assessment| {
        rubric_before(assessment, &before.portfolio, &renamed, &book)
    });
    let (mut old_diagnostics, mut new_diagnostics) = (before.diagnostics, after.diagnostics);
    old_diagnostics.extend(book.diagnostics.iter().cloned());
    new_diagnostics.extend(own.iter().flatten().flat_map(|own| own.diagnostics.iter().cloned()));
    let (old_text, new_text) = (text_of(base), text_of(head));
    let [old_seals, new_seals] =
        [&before.documents, &after.documents].map(|documents| documents.ledgers.lines());
    let old = Side {
        portfolio: &before.portfolio,
        diagnostics: &old_diagnostics,
        documents: &before.documents.paths,
        seals: &old_seals,
        text: &old_text,
        exists: &|path| base.exists(path),
    };
    let new = Side {
        portfolio: &after.portfolio,
        diagnostics: &new_diagnostics,
        documents: &after.documents.paths,
        seals: &new_seals,
        text: &new_text,
        exists: &|path| head.exists(path),
    };
    let mut review = compare(&old, &new, &changed, &renamed, today);
    match own {
        Some(Ok(own)) => review.proposed = proposed(&after.portfolio, &own, &changed, rejudged),
        Some(Err(found)) => {
            let broken = found.into_iter().filter(Diagnostic::stops_build);
            review
                .unread
                .splice(0..0, broken.map(|d| Unread { path: d.path, after: true, message: d.message }));
        }
        None => {}
    }
    review.judge = judge;
    files.extend(redescribed(&before.documents, &after.documents, &renamed));
    files.extend(asking_otherwise(&before.portfolio, &after.portfolio, &renamed));
    // What decides stands before what only shows: readers see the first lines.
    files.sort_by_key(|file| file.path.starts_with("themes/"));
    review.files = files;
    Ok(review)
}

/// Descriptions of projects that say otherwise what decides how assessments are judged: which checks apply, and where
/// evidence is looked up.
fn redescribed(
    before: &Documents,
    after: &Documents,
    renamed: &BTreeMap<String, String>,
) -> Vec<ChangedFile> {
    let says = |project: &Project| {
        [
            ("tier", project.tier.clone()),
            ("rubric", project.rubric.as_ref().map(|asked| asked.value.clone())),
            ("tags", (!project.tags.is_empty()).then(|| project.tags.join(", "))),
            ("source-root", project.source_root.clone()),
        ]
    };
    let ids = before.projects().chain(after.projects()).map(|project| &project.id);
    let ids: BTreeSet<&String> = ids.filter(|id| !renamed.values().any(|former| former == *id)).collect();
    let mut all = Vec::new();
    for id in ids {
        let [old, new] = [before.project(renamed.get(id).unwrap_or(id)), after.project(id)];
        let pairs = says(&old).into_iter().zip(says(&new)).filter(|(old, new)| old != new);
        let word = |value: Option<String>| value.unwrap_or_else(|| "nothing".to_owned());
        let details: Vec<String> =
            pairs.map(|((what, old), (_, new))| format!("{what}: {} → {}", word(old), word(new))).collect();
        let is_known = || before.paths.iter().any(|path| project_of(path) == Some(&old.id));
        if !details.is_empty() && is_known() {
            let path = format!("content/{id}/project.md").into();
            all.push(ChangedFile { path, what: "changed", detail: Some(details.join(", ")) });
        }
    }
    all
}

/// Documents that ask for another rubric than before; new releases than the latest before.
fn asking_otherwise(
    before: &Portfolio,
    after: &Portfolio,
    renamed: &BTreeMap<String, String>,
) -> Vec<ChangedFile> {
    let asked = |one: &Assessment| one.rubric.as_ref().map(|asked| asked.value.clone());
    let word = |asked: Option<String>| asked.unwrap_or_else(|| "nothing".to_owned());
    let mut all = Vec::new();
    for series in &after.projects {
        let id = renamed.get(&series.project.id).unwrap_or(&series.project.id);
        let Some(earlier) = before.projects.iter().find(|before| before.project.id == *id) else { continue };
        for new in &series.releases {
            let release = &new.assessment.id.release;
            let same = earlier.releases.iter().find(|old| old.assessment.id.release == *release);
            let Some(old) = same.or(earlier.latest()) else { continue };
            let (old, asked) = (asked(&old.assessment), asked(&new.assessment));
            if old != asked {
                all.push(ChangedFile {
                    path: Arc::clone(&new.assessment.path),
                    what: if same.is_some() { "changed" } else { "added" },
                    detail: Some(format!("rubric: {} → {}", word(old), word(asked))),
                });
            }
        }
    }
    all
}

/// Which rubric a book chooses where no document asks for one: titles and the like judge nobody.
fn choice(config: &Config) -> (&str, BTreeMap<&str, &str>) {
    let by_tier = config.rubric_of_tier.iter().map(|(tier, rubric)| (tier.as_str(), rubric.value.as_str()));
    (&config.rubric.value, by_tier.collect())
}

fn unusable(found: &[Diagnostic]) -> String {
    match found.iter().find(|d| d.stops_build()) {
        Some(d) if d.rule == "no-book" => "there was no book before".to_owned(),
        Some(d) => format!("what was there before cannot be used: {}: {}", d.path, d.message),
        None => "what was there before cannot be used".to_owned(),
    }
}

fn changed_file(path: &Arc<str>, base: &dyn Files, head: &dyn Files) -> ChangedFile {
    let is_in = |files: &dyn Files| {
        let listed = files.entries().binary_search_by(|entry| entry.path.cmp(path)).is_ok();
        listed || (&**path == BOOK_FILE && files.read(path).is_ok())
    };
    let what = match (is_in(base), is_in(head)) {
        (true, false) => "removed",
        (false, true) => "added",
        _ => "changed",
    };
    ChangedFile { path: Arc::clone(path), what, detail: None }
}

/// Paths of a book whose contents differ, or that only one of the states has.
fn differing(base: &dyn Files, head: &dyn Files) -> BTreeSet<Arc<str>> {
    let book: Arc<str> = BOOK_FILE.into();
    let mut kinds: BTreeMap<&Arc<str>, [Option<EntryKind>; 2]> = BTreeMap::new();
    for (at, files) in [base, head].into_iter().enumerate() {
        for entry in files.entries() {
            kinds.entry(&entry.path).or_default()[at] = Some(entry.kind);
        }
    }
    kinds.insert(&book, [Some(EntryKind::File); 2]);
    let kinds: Vec<_> = kinds.into_iter().collect();
    let differ = |path: &str, [old, new]: &[Option<EntryKind>; 2]| {
        if old != new {
            return true;
        }
        *old == Some(EntryKind::File)
            && match (base.identity(path), head.identity(path)) {
                (Some(old), Some(new)) => old != new,
                _ => base.read(path) != head.read(path),
            }
    };
    kinds
        .into_par_iter()
        .filter(|(path, kinds)| differ(path, kinds))
        .map(|(path, _)| Arc::clone(path))
        .collect()
}

/// What has to be read.
struct Wanted {
    /// Everything.
    all: bool,
    /// Projects of which every document is.
    projects: BTreeSet<String>,
    /// Single documents, whose headings others name.
    documents: BTreeSet<String>,
}

impl Wanted {
    fn holds(&self, path: &str) -> bool {
        self.all
            || path.ends_with("/project.md")
            || self.documents.contains(path)
            || project_of(path).is_some_and(|project| self.projects.contains(project))
    }
}

/// The project in whose folder a path is.
fn project_of(path: &str) -> Option<&str> {
    path.strip_prefix("content/")?.split('/').next()
}

/// Reads of the state after what the change touches, and what that needs. Also gives former ids of projects by their new
/// ones, and what has to be read of the state before.
fn read_head(
    between: Between<'_>,
    config: &Config,
    changed: &BTreeSet<Arc<str>>,
    rejudged: bool,
) -> (Documents, BTreeMap<String, String>, Wanted) {
    let Between { base, head, .. } = between;
    let projects = changed.iter().filter_map(|path| project_of(path)).map(str::to_owned).collect();
    let mut wanted = Wanted { all: rejudged, projects, documents: BTreeSet::new() };
    wanted.documents = naming_what_is_gone(head, changed, &wanted);
    let read = |wanted: &Wanted, known: &Known| {
        let selection =
            Selection { wanted: &|path| wanted.holds(path), known, same: &|_| true, with_terms: false };
        Documents::read_some(head, config, &selection, &mut Vec::new())
    };
    let mut documents = read(&wanted, &Known::new());
    let folders = |files: &dyn Files| -> BTreeSet<String> {
        files.entries().iter().filter_map(|entry| project_of(&entry.path)).map(str::to_owned).collect()
    };
    let (old_folders, new_folders) = (folders(base), folders(head));
    let mut renamed = BTreeMap::new();
    let mut more = false;
    for project in documents.projects() {
        let was = |former: &&String| old_folders.contains(*former) && !new_folders.contains(*former);
        if let Some(former) = project.formerly.iter().find(was).filter(|_| !old_folders.contains(&project.id))
        {
            renamed.insert(project.id.clone(), former.clone());
        }
        // Code that is gone takes evidence with it from reports that did not change.
        let root = project.source_root.as_deref();
        if root.is_some_and(|root| base.exists(root) == Some(true)) {
            more |= wanted.projects.insert(project.id.clone());
        }
    }
    let is_document = |path: &str| documents.paths.contains(path);
    for (assessment, _) in &documents.assessments {
        for link in &assessment.links {
            let leads = destination(&link.target, &assessment.path, &is_document, &documents.files);
            if let Destination::Document(path, Some(_)) = leads
                && !wanted.holds(&path)
            {
                wanted.documents.insert(path);
                more = true;
            }
        }
    }
    if more {
        documents = read(&wanted, &known(&documents));
    }
    (documents, renamed, wanted)
}

/// Documents of other projects that may lead to files that are gone: their texts name the folder that these were in.
fn naming_what_is_gone(head: &dyn Files, changed: &BTreeSet<Arc<str>>, wanted: &Wanted) -> BTreeSet<String> {
    let entries = head.entries();
    let is_there = |path: &Arc<str>| entries.binary_search_by(|entry| entry.path.cmp(path)).is_ok();
    let gone = changed.iter().filter(|path| path.starts_with("content/") && !is_there(path));
    let folders: BTreeSet<String> =
        gone.filter_map(|path| project_of(path)).map(|folder| format!("{folder}/")).collect();
    if folders.is_empty() {
        return BTreeSet::new();
    }
    let names_one = |path: &str| {
        let text = head.read(path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        // Links may write a letter as its number.
        text.contains('%') || folders.iter().any(|folder| text.contains(folder))
    };
    let others = entries.par_iter().map(|entry| &*entry.path);
    others
        .filter(|path| is_assessment_path(path) && !wanted.holds(path) && names_one(path))
        .map(str::to_owned)
        .collect()
}

/// What was read, so that nobody has to parse it again.
fn known(documents: &Documents) -> Known {
    let all = documents.assessments.iter();
    all.map(|(assessment, diagnostics)| {
        let (assessment, diagnostics) = (assessment.clone(), diagnostics.clone());
        (Arc::clone(&assessment.path), Remembered { assessment, diagnostics, terms: None })
    })
    .collect()
}

fn judged(
    files: &dyn Files,
    mut documents: Documents,
    book: &BookRubrics,
    today: Date,
    ruled: Ruled<'_>,
) -> Judged {
    let options = Options { today, keep_going: true, drafts: true, internal: true };
    let parsed = std::mem::take(&mut documents.assessments);
    let (assessed, mut diagnostics) = assess(
        files,
        parsed,
        &documents,
        Under { rubrics: &book.rubrics, config: &book.config, ruled, as_sealed: true },
        options,
        None,
    );
    if book.config.deny_warnings {
        let warnings = diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        warnings.for_each(|diagnostic| diagnostic.severity = Severity::Error);
    }
    finish(&mut diagnostics);
    Judged { portfolio: Portfolio::new(&projects(&assessed, &documents), assessed), diagnostics, documents }
}

/// The rubric that the state before has for an assessment: its own one; for a new release of a known project the one
/// that it would have been given. Nothing for a new project.
fn rubric_before(
    assessment: &Assessment,
    before: &Portfolio,
    renamed: &BTreeMap<String, String>,
    book: &BookRubrics,
) -> Option<Arc<crate::book::Rubric>> {
    let id = &assessment.id;
    let project = renamed.get(&id.project).unwrap_or(&id.project);
    let series = before.projects.iter().find(|series| series.project.id == *project)?;
    if let Some(same) = series.releases.iter().find(|old| old.assessment.id.release == id.release) {
        return Some(Arc::clone(&same.rubric));
    }
    let latest = series.latest()?;
    let asks = |assessment: &Assessment| assessment.rubric.as_ref().map(|asked| asked.value.clone());
    let on = assessment.date.known();
    Some(match asks(&latest.assessment) {
        None => book.rubrics.of_new(&series.project, &book.config, on),
        asked if asked == asks(assessment) => {
            book.rubrics.of(assessment, &series.project, &book.config, on).0
        }
        Some(_) => Arc::clone(&latest.rubric),
    })
}

/// Assessments that the state after would judge under another rubric: the latest of each project, and those that
/// changed.
fn proposed(
    after: &Portfolio,
    own: &BookRubrics,
    changed: &BTreeSet<Arc<str>>,
    rejudged: bool,
) -> Vec<Proposed> {
    let mut all = Vec::new();
    for series in &after.projects {
        let latest = series.latest().filter(|_| rejudged).map(|latest| &*latest.assessment.path);
        for one in &series.releases {
            let path = &one.assessment.path;
            if latest == Some(&**path) || changed.contains(path) {
                all.extend(proposal(series, one, own));
            }
        }
    }
    all
}

fn proposal(series: &Series, one: &crate::portfolio::Assessed, own: &BookRubrics) -> Option<Proposed> {
    let on = one.assessment.date.known();
    let (rubric, _) = own.rubrics.of(&one.assessment, &series.project, &own.config, on);
    if rubric.hash == one.card.rubric.hash {
        return None;
    }
    let card = rescored(&series.project, one, &rubric);
    let proposed = Proposed {
        id: one.assessment.id.clone(),
        rubric: (one.rubric.reference(), rubric.reference()),
        verdict: (one.card.verdict, card.verdict),
        score: (one.card.points.score(), card.points.score()),
    };
    let tells = proposed.rubric.0 != proposed.rubric.1
        || proposed.verdict.0 != proposed.verdict.1
        || proposed.score.0 != proposed.score.1;
    tells.then_some(proposed)
}

fn text_of(files: &dyn Files) -> impl Fn(&str) -> Option<String> + '_ {
    |path| files.read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
