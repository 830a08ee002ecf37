//! What the last builds wrote where, so that a page made from the same things is not made again.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::{Digest, file};

const FILE: &str = "built";
const VERSION: u32 = 3;

/// By what a file is known to be untouched, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its length in bytes.
    pub len: u64,
    /// When it was written, in nanoseconds since 1970.
    pub mtime: u64,
}

impl Stamp {
    /// The stamp of a file; `None` where its file system does not tell, or tells a time before 1970.
    pub fn of(metadata: &Metadata) -> Option<Stamp> {
        let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Stamp { len: metadata.len(), mtime: u64::try_from(since.as_nanos()).ok()? })
    }
}

/// One file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The fingerprint of the page.
    pub fingerprint: Digest,
    /// The hash of its bytes.
    pub content: Digest,
    /// The file as it was left.
    pub stamp: Stamp,
}

/// What was built into one output folder.
#[derive(Debug, Default, PartialEq)]
pub struct Built {
    files: Files,
    tool: String,
    /// Other folders that the same book is built into.
    others: Sites,
}

/// What is remembered of the files of a site, by path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Files {
    /// All of them.
    pub records: BTreeMap<String, Record>,
    /// The closer fingerprints of those pages that have one.
    pub closer: BTreeMap<String, Digest>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Site {
    tool: String,
    files: Files,
}

/// What the file holds: sites by their folders.
type Sites = BTreeMap<String, Site>;

impl Built {
    /// What `scratch` remembers of `root`: nothing where it is missing, damaged, or by another version of the
    /// tool, which may make other bytes from the same things.
    pub fn load(scratch: &Path, root: &Path, tool: &str) -> Built {
        let mut others: Sites = file::read_packed(scratch, FILE, VERSION).unwrap_or_default();
        let site = others.remove(&key(root)).filter(|site| site.tool == tool).unwrap_or_default();
        Built { files: site.files, tool: tool.to_owned(), others }
    }

    /// The file at this path of the site.
    pub fn get(&self, path: &str) -> Option<&Record> {
        self.files.records.get(path)
    }

    /// All files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The same with these files instead.
    #[must_use]
    pub fn with(self, files: Files) -> Built {
        Built { files, ..self }
    }

    /// Remembers it. Folders that are no longer there are forgotten.
    pub fn save(self, scratch: &Path, root: &Path) -> io::Result<()> {
        let mut roots = self.others;
        roots.retain(|root, _| Path::new(root).is_dir());
        roots.insert(key(root), Site { tool: self.tool, files: self.files });
        file::replace_packed(scratch, FILE, VERSION, &roots)
    }
}

/// One name for a folder, however it was spelled.
fn key(root: &Path) -> String {
    let full = fs::canonicalize(root).or_else(|_| std::path::absolute(root));
    full.unwrap_or_else(|_| PathBuf::from(root)).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> Record {
        let digest = Digest::of(text.as_bytes());
        Record { fingerprint: digest, content: digest, stamp: Stamp { len: 3, mtime: 7 } }
    }

    fn remember(scratch: &Path, root: &Path, path: &str) {
        let records = BTreeMap::from([(path.to_owned(), record(path))]);
        Built::load(scratch, root, "1.0")
            .with(Files { records, ..Files::default() })
            .save(scratch, root)
            .unwrap();
    }

    #[test]
    fn each_output_folder_is_remembered_by_itself_until_it_is_gone() {
        let temp = tempfile::tempdir().unwrap();
        let [scratch, one, two] = ["scratch", "one", "two"].map(|name| temp.path().join(name));
        fs::create_dir(&one).unwrap();
        fs::create_dir(&two).unwrap();
        remember(&scratch, &one, "a");
        remember(&scratch, &two, "b");
        assert_eq!(Built::load(&scratch, &one, "1.0").get("a"), Some(&record("a")));
        assert_eq!(Built::load(&scratch, &two.join("../two"), "1.0").get("b"), Some(&record("b")));
        assert_eq!(Built::load(&scratch, &two, "1.0").get("a"), None);

        fs::remove_dir(&one).unwrap();
        remember(&scratch, &two, "b");
        assert!(Built::load(&scratch, &two, "1.0").others.is_empty());
    }

    #[test]
    fn another_tool_a_damaged_file_and_an_unknown_version_are_as_nothing() {
        let temp = tempfile::tempdir().unwrap();
        let scratch = temp.path().join("scratch");
        remember(&scratch, temp.path(), "a");
        assert_eq!(Built::load(&scratch, temp.path(), "1.1").get("a"), None);
        let file = scratch.join(FILE);
        let good = fs::read(&file).unwrap();
        let other_version = [&[1], &good[1..]].concat();
        let longer = [&good[..], &[0]].concat();
        for bad in [&[], &b"{"[..], &good[1..], &good[..good.len() - 1], &longer, &other_version] {
            fs::write(&file, bad).unwrap();
            assert_eq!(Built::load(&scratch, temp.path(), "1.0").get("a"), None, "{bad:?}");
        }
        fs::write(&file, good).unwrap();
        assert!(Built::load(&scratch, temp.path(), "1.0").get("a").is_some());

        // What is behind a link came with the book, or has no end.
        #[cfg(unix)]
        {
            let elsewhere = temp.path().join("elsewhere");
            fs::rename(&file, &elsewhere).unwrap();
            std::os::unix::fs::symlink(&elsewhere, &file).unwrap();
            assert_eq!(Built::load(&scratch, temp.path(), "1.0").get("a"), None);
        }
    }
}
