//! Small books, made on the spot, and the program run on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A document that is fine, to stand beside broken ones.
pub const GOOD: &str = "---\nformat: 1\ndate: 2026-01-21\n---\n# Good\n";

/// A book in a folder of its own, removed at the end.
pub struct Book {
    folder: TempDir,
}

impl Book {
    /// A book without content.
    pub fn empty() -> Book {
        let book = Book { folder: tempfile::tempdir().unwrap() };
        book.put("book.toml", "[book]\ntitle = \"Test\"\n");
        book
    }

    /// A book with one good assessment, `good@1.0.0`.
    pub fn good() -> Book {
        let book = Book::empty();
        book.put("content/good/1.0.0.md", GOOD);
        book
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn put(&self, path: &str, text: impl AsRef<[u8]>) -> &Book {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Runs the program in the book, on a fixed day.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = readybook();
        Run::of(command.current_dir(self.root()).args(arguments))
    }

    /// Paths of all files below a folder, with their bytes, ordered by path.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        files(&self.path(folder))
    }
}

/// The program with a fixed day and no colour.
pub fn readybook() -> Command {
    let mut command = Command::cargo_bin("readybook").unwrap();
    // 2026-01-22, 00:00 UTC.
    command.env("SOURCE_DATE_EPOCH", "1769040000").env_remove("NO_COLOR");
    command
}

/// Paths of all files below a folder, relative to it, with their bytes, ordered by path.
pub fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned();
            all.push((path, fs::read(entry.path()).unwrap()));
        }
    }
    all
}

/// How a run ended.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Run {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { status: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }
}

/// How many cases a property is tried on: that many, unless `PROPTEST_CASES` asks for another number.
pub fn cases(usual: u32) -> proptest::test_runner::Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    proptest::test_runner::Config::with_cases(asked.unwrap_or(usual))
}
