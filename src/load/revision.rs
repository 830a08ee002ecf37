//! A book as it is in a git revision: listed and read from the repository's objects, so that no checkout is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::first_days::FirstDays;
use super::folder::FOLDERS;
use super::git::{UNSHALLOW, commit, git, is_shallow, not_run, prefix};
use super::objects::Objects;
use crate::book::parse_config;
use crate::compile::{BOOK_FILE, Entry, EntryKind, Files, FirstDay, ReadError};
use crate::diag::Diagnostic;
use crate::ledger::project_of_ledger;
use crate::text::link::{folder_of, join};
use crate::text::visible;

/// A book in a revision.
pub struct Revision {
    repository: PathBuf,
    commit: String,
    /// Where the book is in the repository, with a `/` at its end; empty at its top.
    prefix: String,
    entries: Vec<Entry>,
    /// Object ids of its files, by path in the book.
    objects: BTreeMap<Arc<str>, String>,
    /// Links among its files, which may change without git saying so of their own path.
    links: BTreeSet<Arc<str>>,
    submodules: Vec<String>,
    reader: Mutex<Option<Objects>>,
    /// Every path of the repository, once somebody asks what is there.
    paths: OnceLock<BTreeSet<String>>,
    /// The first thing of it that git could not give.
    trouble: Trouble,
    /// Since when the history holds its documents, once somebody asks.
    first_days: OnceLock<FirstDays>,
}

/// What git could not give of a revision, once it was asked for: one sentence with what to do.
pub(super) type Trouble = Arc<OnceLock<String>>;

/// The state that a revision is compared with.
#[derive(Clone, Copy)]
pub enum Beside<'a> {
    /// What is checked out.
    WorkingTree,
    /// Another revision, as it was named.
    Revision(&'a str),
}

impl<'a> Beside<'a> {
    /// The state that a word names; without one what is checked out.
    pub fn of(word: Option<&'a str>) -> Beside<'a> {
        word.map_or(Beside::WorkingTree, Beside::Revision)
    }
}

/// What `ls-tree` says of one path.
struct Row<'a> {
    mode: &'a str,
    object: &'a str,
    path: &'a str,
}

impl Revision {
    /// The book in a revision of the repository that `near` is in: `REVISION`, or `REVISION:FOLDER` where the book was
    /// in another folder. Without one it is looked for where `near` is, and then where it may have moved from or to: a place
    /// that holds no book in the `other` state. The error is one sentence with what to do.
    pub fn open(near: &Path, revision: &str, other: Beside<'_>) -> Result<Revision, String> {
        // A revision may hold a colon itself, as `main@{10:00}` does.
        let parts = revision.split_once(':').filter(|(name, _)| !name.is_empty());
        let parts = parts.filter(|_| commit(near, revision).is_err());
        let (name, folder) = match parts {
            Some((name, folder)) => (name, Some(folder.trim_matches('/'))),
            None => (revision, None),
        };
        let commit = commit(near, name)?;
        let prefix = match folder {
            Some("" | ".") => String::new(),
            Some(folder) if folder.split('/').any(|part| part == ".." || part == ".") => {
                return Err(format!(
                    "`{}`: name the folder as it is from the top of the repository, without `.` and `..`",
                    visible(revision)
                ));
            }
            Some(folder) => format!("{folder}/"),
            None => prefix(near)?,
        };
        let prefix = match (folder, place(near, &commit, &prefix, other)?) {
            (None, Place::Elsewhere(mut found)) if found.len() == 1 => found.remove(0),
            (None, Place::Elsewhere(found)) if !found.is_empty() => {
                let names: Vec<String> =
                    found.iter().map(|found| format!("`{name}:{}`", visible(found))).collect();
                return Err(format!(
                    "in `{name}` the book is not where it is now, and there are {}: name one, such as {}",
                    found.len(),
                    names.join(" or ")
                ));
            }
            // Without book.toml it is still a state: the one before there was a book.
            (_, Place::Here) | (None, Place::Elsewhere(_)) => prefix,
            (Some("" | "."), Place::Elsewhere(_)) => {
                return Err(format!("in `{}` the top of the repository holds no book.toml", visible(name)));
            }
            (Some(folder), Place::Elsewhere(_)) => {
                return Err(format!(
                    "in `{}` the folder `{}` holds no book.toml",
                    visible(name),
                    visible(folder)
                ));
            }
        };
        Revision::list(near, commit, prefix)
    }

    fn list(near: &Path, commit: String, prefix: String) -> Result<Revision, String> {
        let mut revision = Revision {
            repository: top(near)?,
            commit,
            prefix,
            entries: Vec::new(),
            objects: BTreeMap::new(),
            links: BTreeSet::new(),
            submodules: Vec::new(),
            reader: Mutex::new(None),
            paths: OnceLock::new(),
            trouble: Trouble::default(),
            first_days: OnceLock::new(),
        };
        let of_book: Vec<String> =
            FOLDERS.iter().chain(&[BOOK_FILE]).map(|part| format!("{}{part}", revision.prefix)).collect();
        let mut arguments: Vec<&str> =
            vec!["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", &revision.commit, "--"];
        arguments.extend(of_book.iter().map(String::as_str));
        let listed = git(&revision.repository, &arguments).map_err(|why| revision.unreadable(&why))?;
        let mut links = Vec::new();
        let mut folders = BTreeSet::new();
        for row in listed.split('\0').filter_map(row) {
            let Some(path) = row.path.strip_prefix(&revision.prefix) else { continue };
            let name = path.rsplit('/').next().unwrap_or(path);
            let as_file =
                |folder: &str| folder.strip_suffix(".md").is_some() || project_of_ledger(folder).is_some();
            for (at, _) in path.match_indices('/').filter(|(at, _)| as_file(&path[..*at])) {
                folders.insert(&path[..at]);
            }
            match row.mode {
                "160000" => revision.submodules.push(format!("{path}/")),
                _ if name.starts_with('.') => {}
                "120000" => links.push((path, row.object)),
                _ => {
                    revision.objects.insert(path.into(), row.object.to_owned());
                }
            }
        }
        let mut entries: Vec<Entry> = revision
            .objects
            .keys()
            .filter(|path| &***path != BOOK_FILE)
            .map(|path| Entry { path: Arc::clone(path), kind: EntryKind::File })
            .collect();
        entries.extend(folders.into_iter().map(|path| Entry { path: path.into(), kind: EntryKind::Folder }));
        for (path, object) in links {
            let target = revision.blob(object).ok().and_then(|target| String::from_utf8(target).ok());
            let target =
                target.and_then(|target| revision.objects.get(within(path, &target)?.as_str()).cloned());
            let kind = if target.is_some() { EntryKind::File } else { EntryKind::Refused };
            entries.push(Entry { path: path.into(), kind });
            revision.links.insert(path.into());
            revision.objects.extend(target.map(|target| (path.into(), target)));
        }
        entries.sort();
        revision.entries = entries;
        Ok(revision)
    }

    /// The top of the repository.
    pub(super) fn repository(&self) -> &Path {
        &self.repository
    }

    /// The commit, in hexadecimal.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// Where the book is in the repository, with a `/` at its end; empty at its top.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Folders of the book that are repositories of their own, with a `/` at their ends: nothing is known of what
    /// they hold.
    pub fn submodules(&self) -> &[String] {
        &self.submodules
    }

    /// Object ids of the book's files that are no links, by path.
    pub(super) fn objects(&self) -> impl Iterator<Item = (&Arc<str>, &String)> {
        self.objects.iter().filter(|(path, _)| !self.links.contains(*path))
    }

    /// What git could not give of it, as soon as it was asked for that.
    pub(super) fn trouble(&self) -> Trouble {
        Arc::clone(&self.trouble)
    }

    /// Keeps why what is read of it is not all that it holds.
    fn lacks(&self, why: &str) {
        self.trouble.get_or_init(|| {
            format!(
                "git cannot give all of the commit {}: {why}; run `git fsck` to see what is missing, and fetch or clone it again",
                self.commit
            )
        });
    }

    fn unreadable(&self, why: &str) -> String {
        let more = if is_shallow(&self.repository) { format!("; {UNSHALLOW}") } else { String::new() };
        format!("git cannot read the commit {}: {why}{more}", self.commit)
    }

    fn blob(&self, object: &str) -> Result<Vec<u8>, ReadError> {
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        if reader.is_none() {
            match Objects::open(&self.repository) {
                Ok(objects) => *reader = Some(objects),
                Err(error) => {
                    self.lacks(&not_run(&error));
                    return Err(ReadError::Unreadable(not_run(&error)));
                }
            }
        }
        let read = reader.as_mut().map(|reader| reader.read(object));
        let why = match read {
            Some(Ok(Some(bytes))) => return Ok(bytes),
            Some(Err(error)) => {
                *reader = None;
                not_run(&error)
            }
            _ => format!("the repository does not hold its object {object}"),
        };
        self.lacks(&why);
        Err(ReadError::Unreadable(why))
    }

    fn everything(&self) -> &BTreeSet<String> {
        self.paths.get_or_init(|| {
            let all = ["ls-tree", "-r", "-t", "-z", "--full-tree", "--name-only", &self.commit];
            let listed = git(&self.repository, &all).unwrap_or_else(|why| {
                self.lacks(&why);
                String::new()
            });
            listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
        })
    }
}

impl Files for Revision {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.blob(self.objects.get(path).ok_or(ReadError::Missing)?)
    }

    fn exists(&self, path: &str) -> Option<bool> {
        // What lies outside of the repository is not part of the revision.
        let path = join(&self.prefix, path)?;
        Some(path.is_empty() || self.everything().contains(&path))
    }

    fn at_top(&self, _document: &str, path: &str) -> Option<bool> {
        Some(path.is_empty() || self.everything().contains(path.trim_end_matches('/')))
    }

    fn first_day(&self, path: &str) -> FirstDay {
        let days = || FirstDays::read(&self.repository, &self.prefix, &self.commit);
        self.first_days.get_or_init(days).of(path)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.objects.get(path).map(String::as_str)
    }
}

/// Where the book is.
enum Place {
    Here,
    /// Folders that it may have moved from or to, with a `/` at their ends.
    Elsewhere(Vec<String>),
}

fn place(near: &Path, commit: &str, prefix: &str, other: Beside<'_>) -> Result<Place, String> {
    let top = top(near)?;
    let own = format!("{prefix}{BOOK_FILE}");
    let listed = |arguments: &[&str]| {
        git(&top, arguments).map_err(|why| format!("git cannot read the commit {commit}: {why}"))
    };
    if !listed(&["--literal-pathspecs", "ls-tree", "-z", "--full-tree", commit, "--", &own])?.is_empty() {
        return Ok(Place::Here);
    }
    let all = listed(&["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit])?;
    let all: BTreeSet<&str> = all.split('\0').collect();
    let folder = |path: &&str| {
        let folder = path.strip_suffix(BOOK_FILE)?;
        (folder.is_empty() || folder.ends_with('/')).then(|| folder.to_owned())
    };
    let moved = |folder: &String| {
        let documents = format!("{folder}content/");
        let has_content =
            all.range(documents.as_str()..).next().is_some_and(|path| path.starts_with(&documents));
        has_content && !still_there(&top, folder, other) && is_ours(&top, commit, folder)
    };
    Ok(Place::Elsewhere(all.iter().filter_map(folder).filter(moved).collect()))
}

/// True where the other state has a book in the same folder: then it is a book of somebody else, and did not move.
fn still_there(top: &Path, folder: &str, other: Beside<'_>) -> bool {
    let path = format!("{folder}{BOOK_FILE}");
    let of = |name: &str| {
        commit(top, name).or_else(|why| name.split_once(':').map_or(Err(why), |(name, _)| commit(top, name)))
    };
    let commit = match other {
        Beside::Revision(name) => of(name).ok(),
        Beside::WorkingTree => None,
    };
    // A word that names no commit is a folder.
    commit.map_or_else(
        || top.join(&path).is_file(),
        |commit| git(top, &["cat-file", "-e", &format!("{commit}:{path}")]).is_ok(),
    )
}

/// True where a book.toml is one of ours: other programs have files of that name too.
fn is_ours(top: &Path, commit: &str, folder: &str) -> bool {
    let path = format!("{folder}{BOOK_FILE}");
    let text = git(top, &["cat-file", "blob", &format!("{commit}:{path}")]);
    text.is_ok_and(|text| !parse_config(&BOOK_FILE.into(), &text).1.iter().any(Diagnostic::stops_build))
}

/// The top of the repository.
fn top(near: &Path) -> Result<PathBuf, String> {
    let top = git(near, &["rev-parse", "--show-toplevel"]);
    let top = top.map_err(|why| format!("git cannot tell where the repository is: {why}"))?;
    Ok(PathBuf::from(top.trim_end_matches('\n')))
}

fn row(text: &str) -> Option<Row<'_>> {
    let (about, path) = text.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, _, object) = (about.next()?, about.next()?, about.next()?);
    Some(Row { mode, object, path })
}

/// Where a link at `path` leads, where that is in the same part of the book.
fn within(path: &str, target: &str) -> Option<String> {
    let part = |path: &str| path.split('/').next().map(str::to_owned);
    let leads = join(folder_of(path), target).filter(|_| !target.starts_with('/'))?;
    (part(&leads) == part(path)).then_some(leads)
}
