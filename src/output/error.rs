//! Why a site was not written: what is wrong, where, and how to mend it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::path;
use crate::render::RenderError;

/// Why a site was not written. But for [`OutputError::Interrupted`], nothing in the output folder was changed.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// All the pages that could not be made, by path.
    Render(Vec<RenderError>),
    /// Something that this tool did not write stands where a page has to go.
    Foreign {
        /// What stands there.
        path: PathBuf,
    },
    /// The output folder holds files, and nothing says that this tool wrote them.
    NotOurs {
        /// The output folder.
        root: PathBuf,
    },
    /// The output folder, or a part of the path to it, is a file.
    NoFolder {
        /// The output folder.
        root: PathBuf,
    },
    /// The list of the files that this tool wrote cannot be read.
    Manifest {
        /// The list.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Two pages cannot both be written, on every file system.
    Collision {
        /// One page.
        path: String,
        /// The other.
        other: String,
    },
    /// A page whose path leads out of the site or cannot be published.
    UnsafePath {
        /// The path.
        path: String,
    },
    /// A symbolic link stands where a build writes, so that it would write elsewhere.
    Symlink {
        /// The link.
        path: PathBuf,
    },
    /// Another program writes what belongs to the same book.
    Busy {
        /// The lock that it holds.
        lock: PathBuf,
    },
    /// A build of another book writes into the same folder.
    Taken {
        /// That folder.
        root: PathBuf,
    },
    /// A file could not be read or written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What was to be done, so that "cannot {doing} {path}" is a sentence.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// It went wrong while the new files were being put in place: some are new, some are old.
    Interrupted(Box<OutputError>),
}

/// To make a folder, in words.
pub(super) const MAKE_FOLDER: &str = "make the folder";

impl OutputError {
    /// For `map_err`.
    pub(super) fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> OutputError {
        let path = path.into();
        move |source| OutputError::Io { path, doing, source }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputError::Render(errors) => {
                let pages = if errors.len() == 1 { "page" } else { "pages" };
                write!(f, "{} {pages} could not be made, so nothing was written:", errors.len())?;
                errors.iter().try_for_each(|error| write!(f, "\n  {error}"))
            }
            OutputError::Foreign { path } => write!(
                f,
                "{} is not from this tool, and a page has to go there; move or delete it, then try again",
                path.display()
            ),
            OutputError::NotOurs { root } => write!(
                f,
                "{} is not a folder that this tool has written, so it is left alone; \
                 empty it or move it away, or choose another output folder",
                root.display()
            ),
            OutputError::NoFolder { root } => write!(
                f,
                "{} cannot be a folder: it, or a part of the path to it, is a file; choose another output folder",
                root.display()
            ),
            OutputError::Manifest { path, why } => write!(
                f,
                "cannot tell which files here are from this tool: {}: {why}; \
                 restore this file, or move the whole output folder away, then try again",
                path.display()
            ),
            OutputError::Collision { path, other } if path == other => {
                write!(f, "two pages have the same path, {path}; rename one of their documents")
            }
            OutputError::Collision { path, other } if path::fold(path) == path::fold(other) => write!(
                f,
                "the paths of two pages, {path} and {other}, differ only in ways that not every file system tells \
                 apart, such as upper and lower case; rename one of their documents"
            ),
            OutputError::Collision { path, other } => write!(
                f,
                "{path} would have to be a page, and also the folder of the page {other}; \
                 rename one of their documents"
            ),
            OutputError::UnsafePath { path } => write!(
                f,
                "a page cannot have the path {path:?}: it must be relative, with plain names between single \
                 slashes, none of which begins with a dot, is longer than 255 bytes or a device of Windows; \
                 rename what it is made from"
            ),
            OutputError::Symlink { path } => write!(
                f,
                "{} is a symbolic link, and nothing is written through one; \
                 replace it by a folder or remove it, then try again",
                path.display()
            ),
            OutputError::Busy { lock } => write!(
                f,
                "another build of this book is running, or a seal of it (it holds {}); wait for it to end, or stop it",
                lock.display()
            ),
            OutputError::Taken { root } => write!(
                f,
                "another build writes into {} now; wait for it to end, or name another folder with `--out-dir`",
                root.display()
            ),
            OutputError::Io { path, doing, source } => {
                write!(f, "cannot {doing} {}: {source}; {}", path.display(), advice(doing, source.kind()))
            }
            OutputError::Interrupted(error) => write!(
                f,
                "{error}\nthe site is part old and part new; nothing is lost, and the next build completes it"
            ),
        }
    }
}

fn advice(doing: &str, kind: io::ErrorKind) -> &'static str {
    match kind {
        // All folders above it are made, too: this is a place where nobody can make one.
        io::ErrorKind::NotFound if doing == MAKE_FOLDER => {
            "choose an output folder elsewhere, then try again"
        }
        io::ErrorKind::NotFound => "check that it is still there, then try again",
        io::ErrorKind::PermissionDenied => "change its permissions, then try again",
        io::ErrorKind::ReadOnlyFilesystem => "choose an output folder elsewhere, then try again",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space, then try again",
        io::ErrorKind::InvalidFilename => "give it a shorter or plainer name, then try again",
        _ => "mend that, then try again",
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OutputError::Io { source, .. } => Some(source),
            OutputError::Interrupted(error) => Some(error),
            _ => None,
        }
    }
}
