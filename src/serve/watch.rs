//! Being told of changes to a book's files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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
        // Some systems tell of files by their real paths.
        let book = &std::fs::canonicalize(book).unwrap_or_else(|_| book.to_path_buf());
        if !poll {
            match Watching::with(book, told_by_system) {
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
        Watching::with(book, looked_at)
            .map_err(|error| format!("{} cannot be watched: {}", book.display(), reason(&error)))
    }

    fn with(book: &Path, make: Make) -> notify::Result<(Watching, Receiver<Change>)> {
        let (sender, receiver) = channel();
        let (tell, root) = (sender.clone(), book.to_path_buf());
        let watcher = make(Box::new(move |event: notify::Result<Event>| {
            if let Ok(event) = event.as_ref()
                && concerns(&root, event)
            {
                // Nobody listens any more when the server ends.
                let _ = tell.send(Change::Files { went: takes_away(event) });
            }
        }))?;
        let watching = Watching {
            book: book.to_path_buf(),
            watcher: Mutex::new(watcher),
            watched: Mutex::default(),
            sender,
        };
        watching.watcher().watch(book, RecursiveMode::NonRecursive)?;
        watching.look()?;
        Ok((watching, receiver))
    }

    fn watcher(&self) -> std::sync::MutexGuard<'_, Box<dyn Watcher + Send>> {
        self.watcher.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Watches parts of the book that came or became others.
    pub(super) fn again(&self, say: &dyn Fn(&str)) {
        if let Err(error) = self.look() {
            say(&format!("{}: stop and serve again with --poll", reason(&error)));
        }
    }

    fn look(&self) -> notify::Result<()> {
        let mut watched = self.watched.lock().unwrap_or_else(PoisonError::into_inner);
        for part in parts(&self.book) {
            let is = identity(&part);
            let was = watched.get(&part).copied().flatten();
            if is == was {
                continue;
            }
            if was.is_some() {
                // What is gone is not watched any more.
                let _ = self.watcher().unwatch(&part);
            }
            watched.insert(part.clone(), None);
            if is.is_some() {
                match self.watcher().watch(&part, RecursiveMode::Recursive) {
                    // It went again in between: its coming back will be told.
                    Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => continue,
                    result => result?,
                }
                watched.insert(part, is);
            }
        }
        Ok(())
    }

    /// Ends the wait for changes.
    pub(super) fn stop(&self) {
        let _ = self.sender.send(Change::Stop);
    }
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
        let Err(error) = Watching::with(book.path(), full) else { panic!("it has none to give") };
        assert!(reason(&error).contains("max_user_watches"));
        let (_watching, changes) = Watching::with(book.path(), looked_at).unwrap();
        std::fs::write(book.path().join("book.toml"), "x").unwrap();
        assert!(matches!(changes.recv_timeout(Duration::from_secs(30)), Ok(Change::Files { .. })));
    }

    #[test]
    fn a_folder_that_goes_and_comes_back_is_watched_again() {
        for make in [told_by_system as Make, looked_at] {
            let book = tempfile::tempdir().unwrap();
            let root = std::fs::canonicalize(book.path()).unwrap();
            let (content, away) = (root.join("content"), root.join("away"));
            std::fs::create_dir(&content).unwrap();
            let (watching, changes) = Watching::with(&root, make).unwrap();
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
