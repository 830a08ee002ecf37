//! Whole builds into real folders.

mod builds;
mod recovery;
mod refusals;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use tempfile::TempDir;
use walkdir::WalkDir;

use super::*;
use crate::render::Fingerprint;

const TOOL: &str = "readybook 1.0";

/// A book's folders, and a count of the pages that were made.
struct Bench {
    temp: TempDir,
    made: Arc<AtomicUsize>,
}

/// A site on disk: each entry with its bytes (`None` for a folder) and when it was written.
type Snapshot = BTreeMap<String, (Option<Vec<u8>>, SystemTime)>;

impl Bench {
    fn new() -> Bench {
        Bench { temp: tempfile::tempdir().unwrap(), made: Arc::default() }
    }

    fn target(&self) -> Target {
        Target { root: self.root(""), scratch: self.temp.path().join("book/.readybook") }
    }

    /// A path in the output folder.
    fn root(&self, path: &str) -> PathBuf {
        let root = self.temp.path().join("book/output");
        if path.is_empty() { root } else { root.join(path) }
    }

    fn page(&self, path: &str, text: &str) -> Page {
        let (made, bytes) = (Arc::clone(&self.made), text.as_bytes().to_vec());
        Page::new(path, Fingerprint::of([text.as_bytes()]), move || {
            made.fetch_add(1, Ordering::Relaxed);
            Ok(bytes.clone())
        })
    }

    fn pages(&self, files: &[(&str, &str)]) -> Vec<Page> {
        files.iter().map(|(path, text)| self.page(path, text)).collect()
    }

    /// Builds a site of these pages.
    fn build(&self, files: &[(&str, &str)]) -> Result<Written, OutputError> {
        self.write(self.pages(files))
    }

    fn write(&self, pages: Vec<Page>) -> Result<Written, OutputError> {
        super::write(pages, &self.target(), TOOL, &NoSources, &|_| {})
    }

    /// How many pages were made since this was last asked.
    fn made(&self) -> usize {
        self.made.swap(0, Ordering::Relaxed)
    }

    /// Everything in the output folder.
    fn snapshot(&self) -> Snapshot {
        let entries = WalkDir::new(self.root("")).min_depth(1);
        let entries = entries.into_iter().filter_map(Result::ok).map(|entry| {
            let path = entry.path().strip_prefix(self.root("")).unwrap().to_str().unwrap().to_owned();
            let modified = entry.metadata().unwrap().modified().unwrap();
            (path, (fs::read(entry.path()).ok(), modified))
        });
        entries.collect()
    }

    /// The files in the output folder but for the manifest, as text.
    fn files(&self) -> BTreeMap<String, String> {
        let files = self.snapshot().into_iter().filter(|(path, _)| path != manifest::NAME);
        files.filter_map(|(path, (bytes, _))| Some((path, String::from_utf8(bytes?).unwrap()))).collect()
    }

    /// Makes a file by hand.
    fn put(&self, path: &str, text: &str) {
        fs::create_dir_all(self.root(path).parent().unwrap()).unwrap();
        fs::write(self.root(path), text).unwrap();
    }

    /// Expects a build to fail and to change nothing in the output folder.
    fn refuse(&self, pages: Vec<Page>) -> OutputError {
        let before = self.snapshot();
        let error = self.write(pages).unwrap_err();
        assert_eq!(self.snapshot(), before, "{error}");
        error
    }
}

struct NoSources;

impl Sources for NoSources {
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        Err(io::Error::new(io::ErrorKind::NotFound, format!("no {path}")))
    }
}

fn broken(path: &str) -> Page {
    let message = format!("no {path}");
    Page::new(path, Fingerprint::of([path.as_bytes()]), move || Err(message.clone()))
}

fn text(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn written(written: usize, unchanged: usize, removed: usize) -> Written {
    Written { written, unchanged, removed, kept: Vec::new() }
}
