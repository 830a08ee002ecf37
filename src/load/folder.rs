//! A book as a folder on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use walkdir::WalkDir;

use super::collect::{Collection, collection, read_pins};
use super::first_days::first_days;
use super::last_changes::last_changes;
use super::past::{Past, Until, without_history};
use crate::book::{Source, Versions, parse_config};
use crate::check::LastChanges;
use crate::compile::{BOOK_FILE, Entry, EntryKind, Files, ReadError, is_assessment_path};
use crate::diag::Diagnostic;
use crate::model::{Date, Fact, Origin};
use crate::source::Limits;

/// The folders of a book that are read, beside `book.toml`.
pub const FOLDERS: [&str; 3] = ["content", "rubrics", "themes"];

/// A book as a folder on disk, with its files listed once.
pub struct Folder {
    root: PathBuf,
    entries: Vec<Entry>,
    /// Earlier versions of its documents.
    past: Option<Box<Past>>,
    /// Where files that are kept elsewhere are, by their paths in the book.
    collected: BTreeMap<Arc<str>, PathBuf>,
    troubles: Vec<Diagnostic>,
    /// What was asked of paths that are not among the files, with the answers.
    asked: Mutex<BTreeMap<String, bool>>,
    /// Since when the history holds its documents, once somebody asks.
    first_days: OnceLock<BTreeMap<String, Date>>,
    /// Git was asked for something.
    asked_git: AtomicBool,
}

/// The folder of the book that `start` is in: itself or the nearest one above it with a `book.toml`; `start`
/// where there is none.
pub fn find_book(start: &Path) -> PathBuf {
    let absolute = std::path::absolute(start).unwrap_or_else(|_| start.to_path_buf());
    let found = absolute.ancestors().find(|folder| folder.join(BOOK_FILE).is_file());
    found.map_or(absolute.clone(), Path::to_path_buf)
}

impl Folder {
    /// Lists the files of the book at `root`. What cannot be listed is an entry that cannot be read, so that
    /// it is reported with all the rest.
    pub fn open(root: &Path) -> Folder {
        let mut entries = Vec::new();
        for folder in FOLDERS {
            list(root, folder, &mut entries);
        }
        entries.sort();
        Folder {
            root: root.to_path_buf(),
            entries,
            past: None,
            collected: BTreeMap::new(),
            troubles: Vec::new(),
            asked: Mutex::default(),
            first_days: OnceLock::new(),
            asked_git: AtomicBool::new(false),
        }
    }

    /// The book at `root` with all that its `book.toml` asks for: what was collected, and versions that the git history
    /// holds. What cannot be had is told with the book's own mistakes.
    pub fn whole(root: &Path) -> Folder {
        let mut folder = Folder::open(root);
        let text = folder.bytes(BOOK_FILE).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = text.unwrap_or_default();
        let (config, _) = parse_config(&BOOK_FILE.into(), &text);
        if let Some(history) = config.history {
            folder.add_past(&history, &config.limits);
        }
        if !config.sources.is_empty() {
            folder.add_collected(&config.sources);
        }
        folder.entries.sort();
        folder
    }

    fn add_past(&mut self, history: &Fact<Versions>, limits: &Limits) {
        let is_document = |entry: &&Entry| entry.kind == EntryKind::File && is_assessment_path(&entry.path);
        let documents: Vec<Arc<str>> =
            self.entries.iter().filter(is_document).map(|entry| Arc::clone(&entry.path)).collect();
        let now = |path: &str| std::fs::read(self.root.join(path)).unwrap_or_default();
        let until = Until { folder: &self.root, prefix: "", commit: "HEAD", own_tags: false, now: &now };
        match Past::read(&until, &documents, history.value, limits) {
            Ok(mut past) => {
                self.entries.append(&mut past.entries);
                self.troubles.append(&mut past.troubles);
                self.past = Some(Box::new(past));
            }
            Err(why) => self.troubles.push(without_history(history, &why)),
        }
    }

    fn add_collected(&mut self, sources: &[Source]) {
        let pins = read_pins(&self.root);
        let Collection { files, troubles } = collection(&self.root, pins, sources, &self.entries);
        self.entries.extend(files.keys().map(|path| Entry { path: Arc::clone(path), kind: EntryKind::File }));
        self.collected = files;
        self.troubles.extend(troubles);
    }

    /// True for a file that stands in the book's own folder.
    pub fn is_own(&self, path: &str) -> bool {
        !self.collected.contains_key(path) && self.origin(path).is_none_or(|origin| !origin.past)
    }

    /// True where all that it is made from stands in the book's own folder.
    pub(super) fn is_all_own(&self) -> bool {
        self.past.is_none() && self.collected.is_empty() && self.troubles.is_empty()
    }

    /// The paths of its files, in their order.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.path)
    }

    /// What was asked until now of paths that are not among its files; `None` where git was asked too, whose answers
    /// may change with no file of the book.
    pub fn asked(&self) -> Option<BTreeMap<String, bool>> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        (!self.asked_git.load(Ordering::Relaxed)).then(|| asked.clone())
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the book is.
    fn full(&self, path: &str) -> PathBuf {
        self.collected.get(path).cloned().unwrap_or_else(|| self.root.join(path))
    }

    /// The bytes of a file of the book.
    pub fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let refused = |why| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        let listed = self.entries.binary_search_by(|entry| (*entry.path).cmp(path));
        if listed.is_ok_and(|at| self.entries[at].kind != EntryKind::File) {
            return refused("it is not followed");
        }
        if let Some(bytes) = self.past.as_ref().and_then(|past| past.bytes(path)) {
            return bytes.map_err(|why| io::Error::other(why.to_string()));
        }
        if path == BOOK_FILE && leads_out(&self.root) {
            return refused("it is a link that leads out of the book, and is not followed");
        }
        let full = self.full(path);
        let found = std::fs::metadata(&full)?;
        if found.is_dir() {
            return refused("it is a folder, not a file");
        }
        // A pipe or a device could keep the reader for ever.
        if !found.is_file() {
            return refused("it is no plain file");
        }
        std::fs::read(full)
    }
}

impl Files for Folder {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.bytes(path).map_err(|error| describe(&error))
    }

    fn size(&self, path: &str) -> Option<u64> {
        let is_past = self.origin(path).is_some_and(|origin| origin.past);
        let found = (!is_past).then(|| std::fs::metadata(self.full(path)).ok()).flatten()?;
        found.is_file().then_some(found.len())
    }

    fn exists(&self, path: &str) -> Option<bool> {
        let found = self.root.join(path).exists();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), found);
        Some(found)
    }

    fn origin(&self, path: &str) -> Option<&Arc<Origin>> {
        self.past.as_ref()?.origins.get(path)
    }

    fn first_day(&self, path: &str) -> Option<Date> {
        self.asked_git.store(true, Ordering::Relaxed);
        self.first_days.get_or_init(|| first_days(&self.root, "", "HEAD")).get(path).copied()
    }

    fn troubles(&self) -> &[Diagnostic] {
        &self.troubles
    }

    fn last_changes(
        &self,
        root: &str,
        asked: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeMap<String, LastChanges> {
        self.asked_git.fetch_or(!asked.is_empty(), Ordering::Relaxed);
        last_changes(&self.root.join(root), asked)
    }
}

/// True where the `book.toml` of the book at `root` is a link to something that does not stand in the book: its lines
/// are shown where they are wrong, and nobody may choose which file of the machine these are from.
fn leads_out(root: &Path) -> bool {
    let path = root.join(BOOK_FILE);
    let is_link = std::fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink());
    let inside = || {
        let (target, root) = (std::fs::canonicalize(&path).ok()?, std::fs::canonicalize(root).ok()?);
        Some(target.starts_with(root))
    };
    is_link && inside() == Some(false)
}

/// What went wrong, in words without a number of the operating system.
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// Why a file cannot be read.
pub(super) fn describe(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::Unreadable("permission denied".to_owned()),
        _ => ReadError::Unreadable(plain(error)),
    }
}

fn list(root: &Path, folder: &str, entries: &mut Vec<Entry>) {
    let start = root.join(folder);
    if !start.exists() {
        return;
    }
    let within = std::fs::canonicalize(&start).unwrap_or_else(|_| start.clone());
    for item in WalkDir::new(&start).min_depth(1).sort_by_file_name() {
        let (path, kind) = match item {
            Ok(item) => {
                let hidden = item.file_name().to_string_lossy().starts_with('.');
                let kind = kind_of(&item, &within);
                if hidden || kind.is_none() {
                    continue;
                }
                (item.path().to_path_buf(), kind)
            }
            Err(error) => (error.path().unwrap_or(&start).to_path_buf(), Some(EntryKind::File)),
        };
        if let (Some(kind), Ok(relative)) = (kind, path.strip_prefix(root)) {
            let parts: Vec<_> =
                relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            let kind = if relative.to_str().is_none() { EntryKind::Unnamed } else { kind };
            entries.push(Entry { path: Arc::from(parts.join("/")), kind });
        }
    }
}

/// What a directory entry is to the book; `None` for a plain folder. A link is followed to a file of the
/// same part of the book and refused otherwise.
fn kind_of(item: &walkdir::DirEntry, within: &Path) -> Option<EntryKind> {
    let file_type = item.file_type();
    if file_type.is_dir() {
        let as_document = item.path().extension().is_some_and(|extension| extension == "md");
        return as_document.then_some(EntryKind::Folder);
    }
    if file_type.is_symlink() {
        let target = std::fs::canonicalize(item.path()).ok();
        let inside = target.is_some_and(|target| target.starts_with(within) && target.is_file());
        return Some(if inside { EntryKind::File } else { EntryKind::Refused });
    }
    Some(if file_type.is_file() { EntryKind::File } else { EntryKind::Refused })
}
