//! The two states of a book that a comparison is between: git revisions, folders, or the working tree.

use std::collections::BTreeMap;
use std::path::Path;

use super::built::find_data;
use super::folder::Folder;
use super::git::{commit, git, is_shallow, merge_base, shown_prefix, unshallow_with};
use super::revision::{Beside, Revision, Trouble};
use crate::compile::{BOOK_FILE, Entry, Files, ReadError};
use crate::review::BuiltSite;
use crate::text::link::join;
use crate::text::visible;

/// A state of a book.
pub enum State {
    /// Its documents.
    Book(Box<dyn Files>),
    /// What a built site says of them.
    Built(BuiltSite),
}

/// Two states of a book.
pub struct States {
    /// The state before.
    pub base: State,
    /// The state after.
    pub head: State,
    /// What each is called.
    pub names: (String, String),
    /// What people have to know of how they were found.
    pub notes: Vec<String>,
    /// What git could not give of each revision.
    troubles: Vec<Trouble>,
}

impl States {
    /// Why what was read of them until now is not all that they hold, in one sentence with what to do.
    pub fn trouble(&self) -> Option<&str> {
        self.troubles.iter().find_map(|trouble| trouble.get().map(String::as_str))
    }
}

/// What built data cannot say, so that nobody takes silence for an answer.
const NOT_IN_DATA: [&str; 2] = [
    "built data do not say on which lines problems are, which depend on the day, what supports declared scores, or \
     whether evidence still exists",
    "what changed in book.toml, themes, drafts, internal documents and allowed rules is not compared either: built data \
     do not hold it",
];

/// What the working tree of the book is called.
const WORKING_TREE: &str = "the working tree";

/// What a word names.
enum Found {
    Revision(Box<Revision>, String),
    Folder(Folder, String),
    Built(BuiltSite, String),
}

impl Found {
    /// What it is called.
    fn name(&self) -> String {
        match self {
            Found::Revision(revision, name) if name == short(revision.commit()) => name.clone(),
            Found::Revision(revision, name) => format!("{name} ({})", short(revision.commit())),
            Found::Folder(_, name) | Found::Built(_, name) => name.clone(),
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
                (left(book, or_head(from), to.unwrap_or("HEAD"), Beside::of(to))?, to)
            }
            None => (open(book, base, Beside::WorkingTree)?, None),
        },
        (Some(base), head) => (open(book, base, Beside::of(head))?, head),
    };
    let head = match head {
        Some(head) => {
            let beside = match &base {
                Found::Revision(base, _) => Beside::Revision(base.commit()),
                _ => Beside::WorkingTree,
            };
            open(book, head, beside)?
        }
        None => Found::Folder(Folder::open(book), WORKING_TREE.to_owned()),
    };
    let names = (base.name(), head.name());
    let mut notes = Vec::new();
    // What a state has as a submodule is not known of it; the other one may have files there.
    let of_head = submodules(&head, book);
    let of_base = submodules(&base, book);
    let mut unseen = [of_base.as_slice(), &of_head].concat();
    unseen.sort();
    unseen.dedup();
    if !unseen.is_empty() {
        let all: Vec<&str> = unseen.iter().map(|path| path.trim_end_matches('/')).collect();
        notes.push(format!(
            "not compared, since it is a submodule, a repository of its own: {}",
            visible(&all.join(", "))
        ));
    }
    if let (Found::Revision(old, _), Found::Revision(new, _)) = (&base, &head) {
        moved(old.prefix(), new.prefix(), &mut notes);
    }
    let identities = match (&base, &head) {
        (Found::Revision(old, _), Found::Folder(folder, name)) if name == WORKING_TREE => {
            if let Ok(here) = shown_prefix(book) {
                moved(old.prefix(), &here, &mut notes);
            }
            unchanged(folder.root(), old)
        }
        _ => BTreeMap::new(),
    };
    if [&base, &head].iter().any(|state| matches!(state, Found::Built(..))) {
        notes.extend(NOT_IN_DATA.map(str::to_owned));
    }
    // Beside a revision, nothing outside of the repository is part of a state.
    let has_revision = [&base, &head].iter().any(|state| matches!(state, Found::Revision(..)));
    let troubles = [&base, &head].into_iter().filter_map(|state| match state {
        Found::Revision(revision, _) => Some(revision.trouble()),
        Found::Folder(..) | Found::Built(..) => None,
    });
    let troubles = troubles.collect();
    let seen = |state: Found, identities, unseen: &[String]| -> State {
        let files: Box<dyn Files> = match state {
            Found::Revision(revision, _) => revision,
            Found::Folder(folder, _) => {
                let within = if has_revision { shown_prefix(folder.root()).ok() } else { None };
                Box::new(AsCommitted { folder, within })
            }
            Found::Built(site, _) => return State::Built(site),
        };
        let is_seen = |entry: &&Entry| !unseen.iter().any(|folder| entry.path.starts_with(folder.as_str()));
        let entries = files.entries().iter().filter(is_seen).cloned().collect();
        State::Book(Box::new(Seen { files, entries, identities }))
    };
    Ok(States {
        base: seen(base, BTreeMap::new(), &of_base),
        head: seen(head, identities, &of_head),
        names,
        notes,
        troubles,
    })
}

/// Folders of a state that are submodules, with a `/` at their ends.
fn submodules(state: &Found, book: &Path) -> Vec<String> {
    match state {
        Found::Revision(revision, _) => revision.submodules().to_vec(),
        Found::Folder(_, name) if name == WORKING_TREE => {
            let listed = git(book, &["ls-files", "--stage", "-z"]).unwrap_or_default();
            let rows = listed.split('\0').filter(|row| row.starts_with("160000 "));
            rows.filter_map(|row| Some(format!("{}/", row.split_once('\t')?.1))).collect()
        }
        Found::Folder(..) | Found::Built(..) => Vec::new(),
    }
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
fn left_default(book: &Path) -> Result<Found, String> {
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
    let branch = branch.ok_or_else(|| {
        let none = "there is no branch origin/HEAD, main or master to compare with";
        let name = "name a revision, as in `readybook diff REVISION`";
        if is_shallow(book) {
            format!(
                "{none}, since this clone is shallow: where it is main, {}; or {name}",
                unshallow_with("main")
            )
        } else {
            format!("{none}: {name}")
        }
    })?;
    left(book, &branch, "HEAD", Beside::WorkingTree)
}

/// The state where `to` left `from`.
fn left(book: &Path, from: &str, to: &str, other: Beside<'_>) -> Result<Found, String> {
    let (from_commit, to_commit) = (commit(book, from)?, commit(book, to)?);
    let left = merge_base(book, (from, &from_commit), (&format!("`{to}`"), &to_commit))?;
    let from = called(from);
    let name = match called(to) {
        "HEAD" => format!("where this branch left {from}"),
        to => format!("where {to} left {from}"),
    };
    Ok(Found::Revision(Box::new(Revision::open(book, &left, other)?), name))
}

/// What a word names: a folder where it looks like a path or one stands there, else a revision.
fn open(book: &Path, word: &str, other: Beside<'_>) -> Result<Found, String> {
    if is_folder(word) {
        return folder(word);
    }
    let path = Path::new(word);
    let is_name = !word.is_empty() && !word.starts_with('-');
    if is_name && path.is_file() && Revision::open(book, word, other).is_err() {
        return folder(word);
    }
    let is_book = is_name && (path.join(BOOK_FILE).is_file() || find_data(path).is_some());
    match (Revision::open(book, word, other), is_book) {
        (Ok(_), true) => Err(format!(
            "`{word}` is a revision and a folder: say `./{word}` for the folder, or the revision's commit"
        )),
        (Ok(revision), false) => Ok(Found::Revision(Box::new(revision), visible(called(word)).into_owned())),
        (Err(_), true) => folder(word),
        (Err(why), false) => Err(two_states(word).unwrap_or(why)),
    }
}

/// What to say instead of `A..B`, which `git log` takes.
fn two_states(word: &str) -> Option<String> {
    let (from, to) = word.split_once("..").filter(|_| !word.contains(':'))?;
    let to = to.trim_start_matches('.');
    let (from, to) = (visible(or_head(from)), visible(or_head(to)));
    Some(format!(
        "`{}` is no state: say `{from}...{to}` for what {to} did since it left {from}, or `{from} {to}` for both as they \
         are",
        visible(word)
    ))
}

fn or_head(word: &str) -> &str {
    if word.is_empty() { "HEAD" } else { word }
}

fn is_folder(word: &str) -> bool {
    word == "." || word == ".." || ["./", "../", "/"].iter().any(|start| word.starts_with(start))
}

fn folder(word: &str) -> Result<Found, String> {
    let path = Path::new(word);
    if !path.join(BOOK_FILE).is_file() {
        let name = format!("the site in {}", visible(word));
        return match find_data(path) {
            Some(data) => Ok(Found::Built(data?.read()?, name)),
            None => {
                Err(format!("`{}` is no folder with a book.toml, nor one with a built site", visible(word)))
            }
        };
    }
    Ok(Found::Folder(Folder::open(path), visible(word).into_owned()))
}

/// Object ids of files of a working tree that are as they are in a revision, by path.
fn unchanged(book: &Path, revision: &Revision) -> BTreeMap<String, String> {
    let prefix = shown_prefix(book).unwrap_or_default();
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
    if prefix != revision.prefix() {
        return BTreeMap::new();
    }
    let changed: std::collections::BTreeSet<&str> = changed.split('\0').collect();
    let same = revision.objects().filter(|(path, _)| !changed.contains(&***path));
    same.map(|(path, object)| (path.to_string(), object.clone())).collect()
}

/// What people call a revision: a whole hash by its first digits.
fn called(word: &str) -> &str {
    let is_hash = (word.len() == 40 || word.len() == 64) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { short(word) } else { word }
}

/// The first digits of a commit.
fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

/// A folder as a commit of it would be: a folder without files is none.
struct AsCommitted {
    folder: Folder,
    /// Where it is in a repository outside of which nothing is looked at.
    within: Option<String>,
}

impl Files for AsCommitted {
    fn entries(&self) -> &[Entry] {
        self.folder.entries()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.folder.read(path)
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.folder.size(path)
    }

    fn exists(&self, path: &str) -> Option<bool> {
        if let Some(within) = &self.within {
            join(within, path)?;
        }
        let full = self.folder.root().join(path);
        let holds_file =
            || walkdir::WalkDir::new(&full).into_iter().flatten().any(|item| !item.file_type().is_dir());
        Some(full.exists() && (!full.is_dir() || holds_file()))
    }
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

    fn size(&self, path: &str) -> Option<u64> {
        self.files.size(path)
    }

    fn exists(&self, path: &str) -> Option<bool> {
        self.files.exists(path)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.identities.get(path).map(String::as_str).or_else(|| self.files.identity(path))
    }
}
