//! The two states of a book that a comparison is between: git revisions, folders, or the working tree.

use std::collections::BTreeMap;
use std::path::Path;

use super::folder::Folder;
use super::git::{UNSHALLOW, commit, git, is_shallow};
use super::revision::Revision;
use crate::compile::{BOOK_FILE, Entry, Files, ReadError};
use crate::text::visible;

/// Two states of a book.
pub struct States {
    /// The state before.
    pub base: Box<dyn Files>,
    /// The state after.
    pub head: Box<dyn Files>,
    /// What each is called.
    pub names: (String, String),
    /// What people have to know of how they were found.
    pub notes: Vec<String>,
}

/// What a word names.
enum State {
    Revision(Box<Revision>, String),
    Folder(Folder, String),
}

impl State {
    /// What it is called.
    fn name(&self) -> String {
        match self {
            State::Revision(revision, name) => format!("{name} ({})", short(revision.commit())),
            State::Folder(_, name) => name.clone(),
        }
    }
}

/// Finds two states. Without `base` it is where the current commit left the default branch; without `head` it is the
/// working tree of the book. `A...B` is from where B left A. The error is one sentence with what to do.
pub fn open_states(book: &Path, base: Option<&str>, head: Option<&str>) -> Result<States, String> {
    let (base, head) = match (base, head) {
        (None, _) => (left_default(book)?, None),
        (Some(base), None) => match base.split_once("...").filter(|_| !is_folder(base)) {
            Some((from, to)) => {
                let to = Some(to).filter(|to| !to.is_empty());
                (left(book, from, to.unwrap_or("HEAD"))?, to)
            }
            None => (open(book, base)?, None),
        },
        (Some(base), head) => (open(book, base)?, head),
    };
    let head = match head {
        Some(head) => open(book, head)?,
        None => State::Folder(Folder::open(book), "the working tree".to_owned()),
    };
    let names = (base.name(), head.name());
    let mut notes = Vec::new();
    let mut unseen: Vec<String> = Vec::new();
    for state in [&base, &head] {
        if let State::Revision(revision, _) = state {
            unseen.extend(revision.submodules().iter().cloned());
        }
    }
    unseen.sort();
    unseen.dedup();
    if !unseen.is_empty() {
        let all: Vec<&str> = unseen.iter().map(|path| path.trim_end_matches('/')).collect();
        notes.push(format!(
            "not compared, since it is a submodule, a repository of its own: {}",
            visible(&all.join(", "))
        ));
    }
    if let (State::Revision(old, _), State::Revision(new, _)) = (&base, &head) {
        moved(old.prefix(), new.prefix(), &mut notes);
    }
    let identities = match (&base, &head) {
        (State::Revision(old, _), State::Folder(folder, name)) if name == "the working tree" => {
            if let Ok(here) = git(book, &["rev-parse", "--show-prefix"]) {
                moved(old.prefix(), here.trim_end_matches('\n'), &mut notes);
            }
            unchanged(folder.root(), old)
        }
        _ => BTreeMap::new(),
    };
    let seen = |state: State, identities| -> Box<dyn Files> {
        let files: Box<dyn Files> = match state {
            State::Revision(revision, _) => revision,
            State::Folder(folder, _) => Box::new(folder),
        };
        let is_seen = |entry: &&Entry| !unseen.iter().any(|folder| entry.path.starts_with(folder.as_str()));
        let entries = files.entries().iter().filter(is_seen).cloned().collect();
        Box::new(Seen { files, entries, identities })
    };
    Ok(States { base: seen(base, BTreeMap::new()), head: seen(head, identities), names, notes })
}

fn moved(old: &str, new: &str, notes: &mut Vec<String>) {
    if old != new {
        let name = |prefix: &str| match prefix.trim_end_matches('/') {
            "" => "the top of the repository".to_owned(),
            folder => format!("`{}`", visible(folder)),
        };
        notes.push(format!("the book moved from {} to {}", name(old), name(new)));
    }
}

/// Where the current commit left the default branch.
fn left_default(book: &Path) -> Result<State, String> {
    commit(book, "HEAD").map_err(|why| match git(book, &["rev-parse", "--git-dir"]) {
        Ok(_) => "this repository has no commit yet: there is nothing to compare with".to_owned(),
        Err(_) => why,
    })?;
    let of_remote = git(book, &["symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"]);
    let named = of_remote.ok().map(|name| name.trim().to_owned());
    let known = ["origin/main", "origin/master", "main", "master"].map(str::to_owned);
    let exists = |name: &String| {
        let wanted = format!("{name}^{{commit}}");
        git(book, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]).is_ok()
    };
    let branch = named.into_iter().chain(known).find(exists);
    let branch = branch.ok_or(
        "there is no branch origin/HEAD, main or master to compare with: name a revision, as in `readybook diff REVISION`",
    )?;
    left(book, &branch, "HEAD")
}

/// The state where `to` left `from`.
fn left(book: &Path, from: &str, to: &str) -> Result<State, String> {
    let (from_commit, to_commit) = (commit(book, from)?, commit(book, to)?);
    let Ok(left) = git(book, &["merge-base", "--end-of-options", &from_commit, &to_commit]) else {
        return Err(if is_shallow(book) {
            format!("this clone is shallow and does not hold where `{to}` left `{from}`: {UNSHALLOW}")
        } else {
            format!("`{from}` and `{to}` have no commit in common: name another revision")
        });
    };
    let name = if to == "HEAD" {
        format!("where this branch left {from}")
    } else {
        format!("where {to} left {from}")
    };
    Ok(State::Revision(Box::new(Revision::open(book, left.trim())?), name))
}

/// What a word names: a folder where it looks like a path or one stands there, else a revision.
fn open(book: &Path, word: &str) -> Result<State, String> {
    if is_folder(word) {
        return folder(word);
    }
    let path = Path::new(word);
    let data = path.extension().is_some_and(|extension| extension == "json") && path.is_file();
    if data {
        return Err(format!("`{}` is a file: name a revision, or the folder of a book", visible(word)));
    }
    let is_book = !word.is_empty() && !word.starts_with('-') && path.join(BOOK_FILE).is_file();
    match (Revision::open(book, word), is_book) {
        (Ok(_), true) => Err(format!(
            "`{word}` is a revision and a folder: say `./{word}` for the folder, or the revision's commit"
        )),
        (Ok(revision), false) => Ok(State::Revision(Box::new(revision), visible(word).into_owned())),
        (Err(_), true) => folder(word),
        (Err(why), false) => Err(why),
    }
}

fn is_folder(word: &str) -> bool {
    word == "." || word == ".." || ["./", "../", "/"].iter().any(|start| word.starts_with(start))
}

fn folder(word: &str) -> Result<State, String> {
    let path = Path::new(word);
    if !path.join(BOOK_FILE).is_file() {
        return Err(format!("`{}` is no folder with a book.toml", visible(word)));
    }
    Ok(State::Folder(Folder::open(path), visible(word).into_owned()))
}

/// Object ids of files of a working tree that are as they are in a revision, by path.
fn unchanged(book: &Path, revision: &Revision) -> BTreeMap<String, String> {
    let prefix = git(book, &["rev-parse", "--show-prefix"]).unwrap_or_default();
    let differing = [
        "diff",
        "--name-only",
        "-z",
        "--relative",
        "--no-renames",
        "--no-ext-diff",
        "--end-of-options",
        revision.commit(),
    ];
    let Ok(changed) = git(book, &differing) else { return BTreeMap::new() };
    if prefix.trim_end_matches('\n') != revision.prefix() {
        return BTreeMap::new();
    }
    let changed: std::collections::BTreeSet<&str> = changed.split('\0').collect();
    let same = revision.objects().filter(|(path, _)| !changed.contains(&***path));
    same.map(|(path, object)| (path.to_string(), object.clone())).collect()
}

/// The first digits of a commit.
fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

/// The files of a state without those that nothing is known of.
struct Seen {
    files: Box<dyn Files>,
    entries: Vec<Entry>,
    /// What is known of files to be in a revision, by path.
    identities: BTreeMap<String, String>,
}

impl Files for Seen {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.files.read(path)
    }

    fn exists(&self, path: &str) -> Option<bool> {
        self.files.exists(path)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.identities.get(path).map(String::as_str).or_else(|| self.files.identity(path))
    }
}
