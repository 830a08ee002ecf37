//! A book as a folder on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use walkdir::WalkDir;

use super::collect::{collection, read_pins};
use super::elsewhere::Elsewhere;
use super::first_days::FirstDays;
use super::last_changes::last_changes;
use super::past::Until;
use crate::book::{Config, parse_config};
use crate::check::LastChanges;
use crate::compile::{BOOK_FILE, Entry, EntryKind, Files, FirstDay, ReadError};
use crate::diag::Diagnostic;
use crate::ledger::LEDGER_FILE;
use crate::model::Origin;

/// The folders of a book that are read, beside `book.toml`.
pub const FOLDERS: [&str; 3] = ["content", "rubrics", "themes"];

/// A book as a folder on disk, with its files listed once.
pub struct Folder {
    root: PathBuf,
    entries: Vec<Entry>,
    elsewhere: Elsewhere,
    /// What was asked of paths that are not among the files, with the answers.
    asked: Mutex<BTreeMap<String, bool>>,
    /// Since when the history holds its documents, once somebody asks.
    first_days: OnceLock<FirstDays>,
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
            elsewhere: Elsewhere::default(),
            asked: Mutex::default(),
            first_days: OnceLock::new(),
            asked_git: AtomicBool::new(false),
        }
    }

    /// The book at `root` with all that its `book.toml` asks for: what was collected, and versions that the git history
    /// holds. What cannot be had is told with the book's own mistakes.
    pub fn whole(root: &Path) -> Folder {
        let (mut folder, config) = Folder::with_config(root);
        folder.add_past(&config);
        let Folder { entries, elsewhere, .. } = &mut folder;
        if !config.sources.is_empty() {
            let collection = collection(root, read_pins(root), &config.sources, entries);
            elsewhere.add_collected(entries, collection);
        }
        folder.entries.sort();
        folder
    }

    /// The book at `root` with what seals of its own documents are about: its files, and versions that the git history
    /// holds where its `book.toml` asks for them.
    pub fn own(root: &Path) -> Folder {
        let (mut folder, config) = Folder::with_config(root);
        folder.add_past(&config);
        folder.entries.sort();
        folder
    }

    fn with_config(root: &Path) -> (Folder, Config) {
        let folder = Folder::open(root);
        let text = folder.read(BOOK_FILE).unwrap_or_default();
        let (config, _) = parse_config(&BOOK_FILE.into(), &String::from_utf8_lossy(&text));
        (folder, config)
    }

    fn add_past(&mut self, config: &Config) {
        let Some(history) = &config.history else { return };
        let Folder { root, entries, elsewhere, .. } = self;
        let now = |path: &str| std::fs::read(root.join(path)).unwrap_or_default();
        let until = Until { folder: root, prefix: "", commit: "HEAD", own_tags: false, now: &now };
        elsewhere.add_past(entries, &until, history, &config.limits);
    }

    /// True for a file that stands in the book's own folder.
    pub fn is_own(&self, path: &str) -> bool {
        !self.elsewhere.has(path)
    }

    /// True where all that it is made from stands in the book's own folder.
    pub(super) fn is_all_own(&self) -> bool {
        self.elsewhere.is_empty()
    }

    /// The paths of its files, in their order.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.path)
    }

    /// What was asked until now of paths that are not among its files; `None` where git was asked too, whose answers
    /// may change with no file of the book.
    pub fn asked(&self) -> Option<BTreeMap<String, bool>> {
        (!self.asked_git.load(Ordering::Relaxed)).then(|| self.answers())
    }

    /// The same, also where git was asked: with each path whether there was something.
    pub fn answers(&self) -> BTreeMap<String, bool> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

impl Files for Folder {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let listed = self.entries.binary_search_by(|entry| (*entry.path).cmp(path));
        if listed.is_ok_and(|at| self.entries[at].kind != EntryKind::File) {
            return Err(ReadError::Unreadable("it is not followed".to_owned()));
        }
        if path == BOOK_FILE && leads_out(&self.root) {
            let why = "it is a link that leads out of the book, and is not followed";
            return Err(ReadError::Unreadable(why.to_owned()));
        }
        self.elsewhere.read(path).unwrap_or_else(|| read_file(&self.root.join(path)))
    }

    fn size(&self, path: &str) -> Option<u64> {
        let own = || self.is_own(path).then(|| self.root.join(path));
        let place = self.elsewhere.collected(path).map(Path::to_path_buf).or_else(own)?;
        std::fs::metadata(place).ok().filter(std::fs::Metadata::is_file).map(|found| found.len())
    }

    fn exists(&self, path: &str) -> Option<bool> {
        let found = self.root.join(path).exists();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), found);
        Some(found)
    }

    fn at_top(&self, document: &str, path: &str) -> Option<bool> {
        if !self.is_own(document) {
            return None;
        }
        // Without a repository there is nothing but the book.
        let above = self.root.ancestors().position(|folder| folder.join(".git").exists()).unwrap_or(0);
        self.exists(&format!("{}{path}", "../".repeat(above)))
    }

    fn origin(&self, path: &str) -> Option<&Arc<Origin>> {
        self.elsewhere.origin(path)
    }

    fn knows_past(&self) -> bool {
        self.elsewhere.knows_past()
    }

    fn first_day(&self, path: &str) -> FirstDay {
        self.asked_git.store(true, Ordering::Relaxed);
        self.first_days.get_or_init(|| FirstDays::read(&self.root, "", "HEAD")).of(path)
    }

    fn troubles(&self) -> &[Diagnostic] {
        &self.elsewhere.troubles
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

/// The bytes of a plain file.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let refused = |why: &str| Err(ReadError::Unreadable(why.to_owned()));
    match std::fs::metadata(path) {
        Err(error) => Err(describe(&error)),
        Ok(found) if found.is_dir() => refused("it is a folder, not a file"),
        // A pipe or a device could keep the reader for ever.
        Ok(found) if !found.is_file() => refused("it is no plain file"),
        Ok(_) => std::fs::read(path).map_err(|error| describe(&error)),
    }
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
                let kind = kind_of(&item, &within, folder);
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

/// What a directory entry of a part of the book is to it; `None` for a plain folder. A link is followed to a file of the
/// same part of the book and refused otherwise.
fn kind_of(item: &walkdir::DirEntry, within: &Path, part: &str) -> Option<EntryKind> {
    let file_type = item.file_type();
    if file_type.is_dir() {
        let as_document = item.path().extension().is_some_and(|extension| extension == "md");
        let as_ledger = part == "content" && item.depth() == 2 && item.file_name() == LEDGER_FILE;
        return (as_document || as_ledger).then_some(EntryKind::Folder);
    }
    if file_type.is_symlink() {
        let target = std::fs::canonicalize(item.path()).ok();
        let inside = target.is_some_and(|target| target.starts_with(within) && target.is_file());
        return Some(if inside { EntryKind::File } else { EntryKind::Refused });
    }
    Some(if file_type.is_file() { EntryKind::File } else { EntryKind::Refused })
}
