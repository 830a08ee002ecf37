//! Earlier versions of documents, read from the git history where a book asks for them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::git::{git, not_run};
use super::history::no_history;
use super::objects::Objects;
use super::raw_log::{self, RAW};
use crate::book::Versions;
use crate::compile::{BOOK_FILE, Entry, EntryKind, History, OfHistory, ReadError, State, Version, versions};
use crate::diag::{Diagnostic, Severity};
use crate::model::{Commit, Date, Fact, Origin};
use crate::source::Limits;

/// Earlier versions of the documents of a book, as if each were a document.
pub(super) struct Past {
    /// Their paths.
    pub(super) entries: Vec<Entry>,
    /// What is known of them and of the documents as they are now, by path.
    pub(super) origins: BTreeMap<Arc<str>, Arc<Origin>>,
    /// Versions that cannot be read.
    pub(super) troubles: Vec<Diagnostic>,
    /// What git calls them, by path.
    names: BTreeMap<Arc<str>, String>,
    objects: Mutex<Objects>,
}

/// The place of a state that is beside the branch: so that no tag of the branch finds it.
const ASIDE: usize = usize::MAX;

/// A state of a document that is not read yet.
struct Found {
    commit: Arc<Commit>,
    day: Date,
    tags: Vec<(String, Date)>,
    /// Its place on the current branch; [`ASIDE`] for what only a tag holds.
    place: usize,
    /// What git calls it.
    name: String,
}

/// A state of a book whose history is asked for.
pub(super) struct Until<'a> {
    /// The folder that git is asked in.
    pub(super) folder: &'a Path,
    /// Where the book is below that folder, with a `/` at its end; empty where it is that folder.
    pub(super) prefix: &'a str,
    /// The commit that the history ends with.
    pub(super) commit: &'a str,
    /// Tags count only where that commit comes from them: later ones are none of that state.
    pub(super) own_tags: bool,
    /// What a document is in that state.
    pub(super) now: &'a dyn Fn(&str) -> Vec<u8>,
}

impl Past {
    /// Reads the history of the documents at those paths. The error is one sentence with what to do.
    pub(super) fn read(
        book: &Until<'_>,
        documents: &[Arc<str>],
        of: Versions,
        limits: &Limits,
    ) -> Result<Past, String> {
        if let Some(why) = no_history(book.folder) {
            return Err(why);
        }
        let failed = |why: String| format!("git cannot show the history: {why}");
        let mut found = changes(book, documents).map_err(failed)?;
        if of == Versions::Tags {
            add_tags(book, documents, &mut found).map_err(failed)?;
        }
        let mut objects = Objects::open(book.folder).map_err(|error| failed(not_run(&error)))?;
        let names: Vec<String> = found.values().flatten().map(|found| found.name.clone()).collect();
        let read = objects.read_all(&names).map_err(|error| failed(not_run(&error)))?;
        let mut past = Past {
            entries: Vec::new(),
            origins: BTreeMap::new(),
            troubles: Vec::new(),
            names: BTreeMap::new(),
            objects: Mutex::new(objects),
        };
        let mut read = read.into_iter();
        let mut taken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (path, found) in found {
            let (mut states, mut names) = (Vec::new(), Vec::new());
            for (Found { commit, day, tags, place, name }, bytes) in found.into_iter().zip(read.by_ref()) {
                // What a shallow part of the history does not hold, or was no file in it, is no version.
                if let Some(bytes) = bytes {
                    states.push(State { commit, day, tags, aside: place == ASIDE, bytes });
                    names.push(name);
                }
            }
            let now = (book.now)(&path);
            let project = path.split('/').nth(1).unwrap_or_default().to_owned();
            let history = History { path, states, now };
            let of_history = versions(&history, of, limits, taken.entry(project).or_default());
            past.add(&history.path, of_history, &names);
        }
        past.entries.sort();
        Ok(past)
    }

    fn add(&mut self, document: &Arc<str>, of_history: OfHistory, names: &[String]) {
        self.origins.extend(of_history.now.map(|origin| (Arc::clone(document), origin)));
        for Version { path, state, origin } in of_history.versions {
            self.entries.push(Entry { path: Arc::clone(&path), kind: EntryKind::File });
            self.names.insert(Arc::clone(&path), names[state].clone());
            self.origins.insert(path, origin);
        }
        if let Some((count, commit, why)) = of_history.broken {
            let message = if count == 1 {
                format!("an earlier version of this document, of {commit}, cannot be read: {why}")
            } else {
                format!(
                    "{count} earlier versions of this document cannot be read, the last one of {commit}: {why}"
                )
            };
            let found = Diagnostic::warning("unreadable-version", document, message)
                .why("what it claimed is missing among the releases")
                .help("nothing has to be done: history stays as it is");
            // Nobody can mend it, so that no setting may make it an error.
            self.troubles.push(Diagnostic { severity: Severity::Note, ..found });
        }
    }

    /// The bytes of a version; `None` for what is none.
    pub(super) fn bytes(&self, path: &str) -> Option<Result<Vec<u8>, ReadError>> {
        let name = self.names.get(path)?;
        let read = self.objects.lock().unwrap_or_else(PoisonError::into_inner).read(name);
        let lost = || ReadError::Unreadable(format!("the repository does not hold {name}"));
        Some(match read {
            Ok(bytes) => bytes.ok_or_else(lost),
            Err(error) => Err(ReadError::Unreadable(not_run(&error))),
        })
    }
}

/// The error where there is no history of a book that asks for it.
pub(super) fn without_history(history: &Fact<Versions>, why: &str) -> Diagnostic {
    let message = format!("releases are asked for from git, and {why}");
    Diagnostic::setup("no-history", &BOOK_FILE.into(), message)
        .at(history.span)
        .why("without it, all releases but the last would be missing without a word")
        .help("build in a full clone, or take `[history]` out of book.toml")
}

/// A commit of the current branch: the line of those that stood at its end.
const BRANCH: [&str; 2] = ["--first-parent", "--reverse"];

/// Every state that documents had on the current branch, the oldest first.
fn changes(book: &Until<'_>, documents: &[Arc<str>]) -> Result<BTreeMap<Arc<str>, Vec<Found>>, String> {
    let mut found: BTreeMap<Arc<str>, Vec<Found>> =
        documents.iter().map(|path| (Arc::clone(path), Vec::new())).collect();
    let (relative, content) = (format!("--relative={}", book.prefix), format!("{}content", book.prefix));
    let mut arguments = vec!["--literal-pathspecs", "log"];
    arguments.extend(RAW);
    arguments.extend((!book.prefix.is_empty()).then_some(relative.as_str()));
    arguments.extend(BRANCH);
    arguments.extend([book.commit, "--", &content]);
    let told = git(book.folder, &arguments)?;
    for change in raw_log::changes(&told) {
        let [_, Some(object)] = change.objects else { continue };
        if let (Some((commit, day)), Some(states)) = (commit(change.commit), found.get_mut(change.path)) {
            let (place, name) = (change.nth, object.to_owned());
            states.push(Found { commit, day, tags: Vec::new(), place, name });
        }
    }
    Ok(found)
}

/// Reads `HASH DAY AUTHOR`.
fn commit(header: &str) -> Option<(Arc<Commit>, Date)> {
    let mut parts = header.splitn(3, '\t');
    let (hash, date, author) = (parts.next()?, parts.next()?, parts.next()?);
    let day = date.parse().ok()?;
    let hash = hash.get(..10).unwrap_or(hash).to_owned();
    Some((Arc::new(Commit { hash, date: date.to_owned(), author: author.to_owned() }), day))
}

/// Adds to states the tags that hold them; what a tag beside the current branch holds is a state of its own.
fn add_tags(
    book: &Until<'_>,
    documents: &[Arc<str>],
    found: &mut BTreeMap<Arc<str>, Vec<Found>>,
) -> Result<(), String> {
    // Between fields stands what no name holds: an author may be called anything else.
    const FORMAT: &str = "--format=%(refname:strip=2)%00%(creatordate:short)%00%(objectname)%00%(committerdate:short)%00\
                          %(authorname)%00%(*objectname)%00%(*committerdate:short)%00%(*authorname)";
    let merged = format!("--merged={}", book.commit);
    let mut arguments = vec!["for-each-ref", "--sort=creatordate", FORMAT];
    arguments.extend(book.own_tags.then_some(merged.as_str()));
    arguments.push("refs/tags");
    let tags = git(book.folder, &arguments)?;
    if tags.is_empty() {
        return Ok(());
    }
    let content = format!("{}content", book.prefix);
    let mut arguments = vec!["--literal-pathspecs", "log", "--format=%H"];
    arguments.extend(BRANCH);
    arguments.push(book.commit);
    let on_branch = git(book.folder, &arguments)?;
    arguments.extend(["--", &content]);
    let of_content = git(book.folder, &arguments)?;
    let places = places(&on_branch, &of_content);
    let projects: BTreeSet<&str> = documents.iter().filter_map(|path| path.split('/').nth(1)).collect();
    for tag in tags.lines() {
        let parts: Vec<&str> = tag.split('\0').collect();
        let [name, day, object, own_day, own_author, peeled, peeled_day, peeled_author] = parts.as_slice()
        else {
            continue;
        };
        let annotated = !peeled.is_empty();
        let (object, commit_day, author) =
            if annotated { (peeled, peeled_day, peeled_author) } else { (object, own_day, own_author) };
        let (Ok(day), Some(of)) = (day.parse(), commit(&format!("{object}\t{commit_day}\t{author}"))) else {
            continue;
        };
        // In a repository of many, `payments/1.2.0` is of that project alone.
        let project = name.split_once('/').map(|(project, _)| project).filter(|one| projects.contains(one));
        for (path, states) in found.iter_mut() {
            if project.is_some_and(|project| path.split('/').nth(1) != Some(project)) {
                continue;
            }
            let tag = ((*name).to_owned(), day);
            match places.get(object) {
                Some(place) => {
                    let state = states.iter_mut().rev().find(|state| state.place <= *place);
                    if let Some(state) = state {
                        state.tags.push(tag.clone());
                    }
                }
                None => {
                    let at = states.partition_point(|state| state.day <= of.1);
                    let (commit, name) = (Arc::clone(&of.0), format!("{object}:./{}{path}", book.prefix));
                    states.insert(at, Found { commit, day: of.1, tags: vec![tag], place: ASIDE, name });
                }
            }
        }
    }
    Ok(())
}

/// For each commit of the branch, how many of those that changed content stand at or before it.
fn places<'a>(on_branch: &'a str, of_content: &str) -> BTreeMap<&'a str, usize> {
    let mut of_content = of_content.lines().peekable();
    let mut place = 0;
    let mut places = BTreeMap::new();
    for commit in on_branch.lines() {
        if of_content.next_if_eq(&commit).is_some() {
            place += 1;
        }
        places.insert(commit, place);
    }
    places
}
