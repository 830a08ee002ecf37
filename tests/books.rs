//! Small books as folders, each with the site that it has to give. The books have a theme of a few lines, so
//! that expectations hold facts rather than looks; the default theme is tested in a browser.
//!
//! `UPDATE_EXPECTED=1 cargo test books` writes the expectations anew; look at what changed before you commit.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::book::{Run, files, readybook};

fn books() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
    let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

/// The site's files as texts; assets and the manifest, which hold nothing of the book, are left out.
fn site(root: &Path) -> BTreeMap<String, String> {
    let of_book = |path: &str| !path.starts_with("assets/") && !path.starts_with('.');
    let texts = files(root).into_iter().filter(|(path, _)| of_book(path));
    texts.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect()
}

#[test]
fn every_book_gives_its_expected_site_and_nothing_else() {
    let books = books();
    assert!(!books.is_empty());
    for book in books {
        let name = book.file_name().unwrap().to_string_lossy().into_owned();
        let output = tempfile::tempdir().unwrap();
        let target = output.path().join("site");
        let scratch = tempfile::tempdir().unwrap();
        // The book is copied, so that nothing is ever left behind in the sources.
        for (path, bytes) in files(&book).into_iter().filter(|(path, _)| !path.starts_with("expected/")) {
            let to = scratch.path().join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
        let build =
            Run::of(readybook().current_dir(scratch.path()).args(["build", "--out-dir"]).arg(&target));
        assert_eq!(build.status, 0, "{name}: {}", build.err);
        let check = Run::of(readybook().current_dir(scratch.path()).args(["check", "--format", "short"]));
        let mut actual = site(&target);
        // The rules are the same for every book: their list and one of their pages are enough.
        actual.retain(|path, _| {
            !path.starts_with("rules/")
                || ["rules/index.html", "rules/broken-link.html"].contains(&path.as_str())
        });
        actual.insert("check.txt".to_owned(), check.out);
        let expected_folder = book.join("expected");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let _ = fs::remove_dir_all(&expected_folder);
            for (path, text) in &actual {
                let to = expected_folder.join(path);
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::write(to, text).unwrap();
            }
        }
        let expected = site(&expected_folder);
        let names = |site: &BTreeMap<String, String>| site.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&actual), names(&expected), "{name}: the files of the site");
        for (path, text) in &expected {
            assert_eq!(&actual[path], text, "{name}: {path}");
        }
    }
}
