//! What a build keeps in `.readybook` for the next one: safe to lose, safe where it is damaged, and no way out of the book.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::book::{Book, GOOD};

fn book() -> Book {
    let book = Book::good();
    book.put("content/other/1.0.0.md", format!("{GOOD}\nSee [more](more.txt).\n"));
    book
}

fn site(book: &Book) -> Vec<(String, Vec<u8>)> {
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    book.files("output")
}

/// The files of packed documents.
fn packs(book: &Book) -> Vec<PathBuf> {
    let all = fs::read_dir(book.path(".readybook/documents")).unwrap();
    all.map(|one| one.unwrap().path()).collect()
}

/// Has the next build look at everything.
fn touch(book: &Book, text: &str) {
    book.put("content/good/1.0.0.md", format!("{GOOD}\n{text}\n"));
}

#[test]
fn documents_are_kept_for_each_project_and_forgotten_with_it() {
    let book = book();
    site(&book);
    let before = packs(&book);
    assert_eq!(before.len(), 2);
    fs::remove_dir_all(book.path("content/other")).unwrap();
    site(&book);
    assert_eq!(packs(&book).len(), 1);
}

/// The site is the same where what was kept is damaged, gone, or was put there by somebody else.
#[test]
fn what_is_kept_is_never_trusted_blindly() {
    type Damage<'a> = (&'a str, &'a dyn Fn(&Book));
    let damage: [Damage<'_>; 4] = [
        ("other bytes under the same stamp", &|book| {
            for path in packs(book) {
                let modified = fs::metadata(&path).unwrap().modified().unwrap();
                let mut bytes = fs::read(&path).unwrap();
                bytes.iter_mut().filter(|byte| **byte == b'o').for_each(|byte| *byte = b'u');
                fs::write(&path, bytes).unwrap();
                File::options().write(true).open(&path).unwrap().set_modified(modified).unwrap();
            }
        }),
        ("cut off", &|book| packs(book).iter().for_each(|path| fs::write(path, "").unwrap())),
        ("gone", &|book| fs::remove_dir_all(book.path(".readybook/documents")).unwrap()),
        ("an index that is none", &|book| {
            book.put(".readybook/documents.json", "{");
        }),
    ];
    for (what, damage) in damage {
        let book = book();
        site(&book);
        damage(&book);
        touch(&book, what);
        let after = site(&book);
        let healed = book.files(".readybook/documents");
        fs::remove_dir_all(book.path(".readybook")).unwrap();
        fs::remove_dir_all(book.path("output")).unwrap();
        assert!(after == site(&book), "{what}");
        assert!(healed == book.files(".readybook/documents"), "{what}: not packed anew");
    }
}

/// A book may come from a stranger, with links under the names of what a build keeps.
#[test]
fn nothing_is_written_where_links_of_the_book_lead() {
    let private = tempfile::tempdir().unwrap();
    let file = private.path().join("file");
    for name in ["built.new", "last.json.new", "documents.json.new", "documents.json", "built", "documents"] {
        fs::write(&file, "private").unwrap();
        let book = book();
        fs::create_dir_all(book.path(".readybook")).unwrap();
        symlink(&file, book.path(".readybook").join(name)).unwrap();
        site(&book);
        assert_eq!(fs::read_to_string(&file).unwrap(), "private", "{name}");
        touch(&book, "again");
        site(&book);
    }
    for name in [".readybook/lock", ".readybook"] {
        let book = book();
        fs::create_dir_all(book.path(".readybook")).unwrap();
        fs::remove_dir(book.path(name)).unwrap_or_default();
        symlink(private.path().join("new"), book.path(name)).unwrap();
        let run = book.run(&["build"]);
        assert_eq!(run.status, 2, "{name}: {}", run.err);
        assert!(run.err.contains(name) && run.err.contains("is a symbolic link"), "{}", run.err);
        assert_eq!(fs::read_dir(private.path()).unwrap().count(), 1, "{name}: nothing was made there");
    }
}
