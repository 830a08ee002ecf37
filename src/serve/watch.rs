//! Being told of changes to a book's files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use notify::event::{MetadataKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::parts;
use crate::book::PINS_FILE;
use crate::compile::BOOK_FILE;
use crate::load::{FOLDERS, plain};

/// How often files are looked at where nobody tells of changes.
const INTERVAL: Duration = Duration::from_millis(500);

/// What a builder is told.
pub(super) enum Change {
    /// Files changed; whether some went.
    Files {
        /// Some went, at least for a moment.
        went: bool,
    },
    /// Nobody looks at the site any more.
    Stop,
}

/// Files that are watched.
pub struct Watching {
    book: PathBuf,
    watcher: Mutex<Box<dyn Watcher + Send>>,
    /// Files are looked at again and again, by whose watcher no folder can be missed.
    polls: AtomicBool,
    /// What stood at each part of the book when it began to be watched.
    watched: Mutex<BTreeMap<PathBuf, Identity>>,
    sender: Sender<Change>,
}

/// Tells a folder apart from another one at the same place.
type Identity = Option<(u64, u64)>;

impl Watching {
    /// Begins to watch a book: by what the system tells, or by looking again and again where that is asked for or the
    /// system has no more watches to give. The error is one sentence with what to do.
    pub(super) fn start(
        book: &Path,
        poll: bool,
        say: &dyn Fn(&str),
    ) -> Result<(Watching, Receiver<Change>), String> {
        if !poll {
            match Watching::with(book, told_by_system, false) {
                Ok(started) => return Ok(started),
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {
                    return Err(format!("{} cannot be served: there is no such folder", book.display()));
                }
                Err(error) => say(&format!(
                    "{}: looking at the files again and again instead, as with --poll",
                    reason(&error)
                )),
            }
        }
        Watching::with(book, looked_at, true)
            .map_err(|error| format!("{} cannot be watched: {}", book.display(), reason(&error)))
    }

    fn with(book: &Path, make: Make, polls: bool) -> notify::Result<(Watching, Receiver<Change>)> {
        let (sender, receiver) = channel();
        let watching = Watching {
            book: book.to_path_buf(),
            watcher: Mutex::new(make(telling(book, sender.clone()))?),
            polls: AtomicBool::new(polls),
            watched: Mutex::default(),
            sender,
        };
        if identity(book).is_none() {
            return Err(notify::Error::path_not_found().add_path(book.to_path_buf()));
        }
        watching.look()?;
        Ok((watching, receiver))
    }

    fn watcher(&self) -> std::sync::MutexGuard<'_, Box<dyn Watcher + Send>> {
        self.watcher.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Watches parts of the book that came or became others; by looking again and again where the system has no more
    /// watches for them.
    pub(super) fn again(&self, say: &dyn Fn(&str)) {
        let Err(error) = self.look() else { return };
        let why = reason(&error);
        match self.poll() {
            Ok(()) => {
                say(&format!("{why}: looking at the files again and again from now on, as with --poll"));
            }
            Err(_) => say(&format!("{why}: stop and serve again with --poll")),
        }
    }

    /// Looks at the files again and again from now on.
    fn poll(&self) -> notify::Result<()> {
        *self.watcher() = looked_at(telling(&self.book, self.sender.clone()))?;
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.polls.store(true, Ordering::Relaxed);
        self.look()
    }

    /// The folders to watch: the parts of the book, with all that is in them. Folders of projects are named one by one, since
    /// a watch that the system has not to give for a new one is no error for who watches the folder around it.
    fn folders(&self) -> BTreeSet<PathBuf> {
        let parts = parts(&self.book);
        let inner = parts
            .iter()
            .filter(|_| !self.polls.load(Ordering::Relaxed))
            .filter_map(|part| std::fs::read_dir(part).ok());
        let inner =
            inner.flatten().flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        inner.map(|entry| entry.path()).chain(parts.iter().cloned()).collect()
    }

    fn look(&self) -> notify::Result<()> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        let folders = self.folders();
        watched.retain(|folder, _| *folder == self.book || folders.contains(folder));
        self.keep(&self.book, RecursiveMode::NonRecursive, &mut watched)?;
        folders.iter().try_for_each(|part| self.keep(part, RecursiveMode::Recursive, &mut watched))
    }

    /// Watches what stands at a place now.
    fn keep(
        &self,
        folder: &Path,
        mode: RecursiveMode,
        watched: &mut BTreeMap<PathBuf, Identity>,
    ) -> notify::Result<()> {
        let is = identity(folder);
        let was = watched.get(folder).copied().flatten();
        if is == was {
            return Ok(());
        }
        if was.is_some() {
            // What is gone is not watched any more.
            let _ = self.watcher().unwatch(folder);
        }
        watched.insert(folder.to_path_buf(), None);
        if is.is_some() {
            match self.watcher().watch(folder, mode) {
                // It went again in between: its coming back will be told.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => return Ok(()),
                result => result?,
            }
            watched.insert(folder.to_path_buf(), is);
        }
        Ok(())
    }

    /// True where another folder, or none, stands in the place of the book than is watched: of that nobody tells.
    pub(super) fn is_elsewhere(&self) -> bool {
        let watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        watched.get(&self.book).copied().flatten() != identity(&self.book)
    }

    /// Ends the wait for changes.
    pub(super) fn stop(&self) {
        let _ = self.sender.send(Change::Stop);
    }
}

/// Tells of changes of a book.
fn telling(book: &Path, sender: Sender<Change>) -> Told {
    let book = book.to_path_buf();
    Box::new(move |event: notify::Result<Event>| {
        if let Ok(event) = event.as_ref()
            && concerns(&book, event)
        {
            // Nobody listens any more when the server ends.
            let _ = sender.send(Change::Files { went: takes_away(event) });
        }
    })
}

type Told = Box<dyn FnMut(notify::Result<Event>) + Send>;
type Make = fn(Told) -> notify::Result<Box<dyn Watcher + Send>>;

fn told_by_system(told: Told) -> notify::Result<Box<dyn Watcher + Send>> {
    Ok(Box::new(RecommendedWatcher::new(told, Config::default())?))
}

fn looked_at(told: Told) -> notify::Result<Box<dyn Watcher + Send>> {
    // By time alone it would miss a second save within one second.
    let config = Config::default().with_poll_interval(INTERVAL).with_compare_contents(true);
    Ok(Box::new(PollWatcher::new(told, config)?))
}

/// True where an event may change what is built. Reading files is one too, and a build reads all of them.
fn concerns(book: &Path, event: &Event) -> bool {
    let reads = matches!(
        event.kind,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime))
    );
    !reads
        && (event.need_rescan()
            || event.paths.is_empty()
            || event.paths.iter().any(|path| is_part(book, path)))
}

/// True where something went from its place.
fn takes_away(event: &Event) -> bool {
    matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Any))
}

/// The files beside the folders of a book that say what is built.
const FILES: [&str; 2] = [BOOK_FILE, PINS_FILE];

/// True for these files and what is below the folders of a book; hidden files are no part of it.
fn is_part(book: &Path, path: &Path) -> bool {
    let Ok(inner) = path.strip_prefix(book) else { return false };
    let mut names = inner.components().map(|part| part.as_os_str().to_string_lossy());
    let first = names.next().is_some_and(|name| FILES.contains(&&*name) || FOLDERS.contains(&&*name));
    first && !names.any(|name| name.starts_with('.'))
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system has no more watches to give (fs.inotify.max_user_watches)".to_owned()
        }
        ErrorKind::Io(error) => format!("files cannot be watched: {}", plain(error)),
        _ => format!("files cannot be watched: {error}"),
    }
}

#[cfg(unix)]
fn identity(folder: &Path) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    let found = std::fs::metadata(folder).ok()?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Identity {
    let created = std::fs::metadata(folder).ok()?.created().ok()?;
    let since = created.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some((since.as_secs(), since.subsec_nanos().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: EventKind, path: &str) -> Event {
        Event::new(kind).add_path(PathBuf::from(path))
    }

    #[test]
    fn only_changes_of_the_book_are_told() {
        use notify::event::{AccessKind, CreateKind, RemoveKind};
        let book = Path::new("/b");
        let create = EventKind::Create(CreateKind::File);
        for path in [
            "/b/book.toml",
            "/b/content",
            "/b/content/a/1.0.md",
            "/b/rubrics/x@1.toml",
            "/b/themes/x/a/b.css",
        ] {
            assert!(concerns(book, &event(create, path)), "{path}");
            assert!(concerns(book, &event(EventKind::Remove(RemoveKind::Any), path)), "{path}");
            assert!(!concerns(book, &event(EventKind::Access(AccessKind::Any), path)), "{path}");
        }
        for path in [
            "/b/output/index.html",
            "/b/.readybook/x",
            "/b/README.md",
            "/b/content/a/.1.0.md.swp",
            "/c/content/x",
        ] {
            assert!(!concerns(book, &event(create, path)), "{path}");
        }
        // An editor that writes beside and renames tells of both.
        let renamed =
            event(create, "/b/content/a/.1.0.md.tmp").add_path(PathBuf::from("/b/content/a/1.0.md"));
        assert!(concerns(book, &renamed));
        assert!(concerns(book, &Event::new(EventKind::Other)));
    }

    #[test]
    fn where_the_system_has_no_watches_files_are_looked_at() {
        let full = |_: Told| -> notify::Result<Box<dyn Watcher + Send>> {
            Err(notify::Error::new(ErrorKind::MaxFilesWatch))
        };
        let book = tempfile::tempdir().unwrap();
        let Err(error) = Watching::with(book.path(), full, false) else { panic!("it has none to give") };
        assert!(reason(&error).contains("max_user_watches"));
        let (_watching, changes) = Watching::with(book.path(), looked_at, true).unwrap();
        std::fs::write(book.path().join("book.toml"), "x").unwrap();
        assert!(matches!(changes.recv_timeout(Duration::from_secs(30)), Ok(Change::Files { .. })));
    }

    /// A system that has watches for folders, but none for `new` ones.
    struct Scarce;

    impl Watcher for Scarce {
        fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Scarce> {
            Ok(Scarce)
        }

        fn watch(&mut self, path: &Path, _: RecursiveMode) -> notify::Result<()> {
            if path.ends_with("new") { Err(notify::Error::new(ErrorKind::MaxFilesWatch)) } else { Ok(()) }
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    fn where_the_system_has_no_more_watches_files_are_looked_at_from_then_on() {
        let book = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(book.path()).unwrap();
        std::fs::create_dir_all(root.join("content/old")).unwrap();
        let (watching, changes) = Watching::with(&root, |_| Ok(Box::new(Scarce)), false).unwrap();
        let said = Mutex::new(String::new());
        let say = |text: &str| said.lock().unwrap().push_str(text);
        watching.again(&say);
        assert_eq!(*said.lock().unwrap(), "");
        std::fs::create_dir(root.join("content/new")).unwrap();
        watching.again(&say);
        assert!(said.lock().unwrap().contains("looking at the files again and again from now on"));
        std::fs::write(root.join("content/new/1.0.0.md"), "x").unwrap();
        assert!(matches!(changes.recv_timeout(Duration::from_secs(30)), Ok(Change::Files { .. })));
    }

    #[test]
    fn a_folder_that_goes_and_comes_back_is_watched_again() {
        for (make, polls) in [(told_by_system as Make, false), (looked_at, true)] {
            let book = tempfile::tempdir().unwrap();
            let root = std::fs::canonicalize(book.path()).unwrap();
            let (content, away) = (root.join("content"), root.join("away"));
            std::fs::create_dir(&content).unwrap();
            let (watching, changes) = Watching::with(&root, make, polls).unwrap();
            let told =
                || assert!(matches!(changes.recv_timeout(Duration::from_secs(30)), Ok(Change::Files { .. })));
            std::fs::rename(&content, &away).unwrap();
            told();
            watching.look().unwrap();
            std::fs::create_dir(&content).unwrap();
            told();
            watching.look().unwrap();
            while changes.try_recv().is_ok() {}
            std::fs::write(content.join("x.md"), "x").unwrap();
            told();
        }
    }
}
