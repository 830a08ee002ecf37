//! Importing the result of an import changes nothing: neither in its place, nor when its text is read once more.

use serde_json::Value;

use crate::book::{Book, Run, readybook};

fn report(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/reports/{name}.md", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The facts of a file, without where they stand.
fn facts(path: &std::path::Path) -> Value {
    let run = Run::of(readybook().args(["import", "--force", "--format", "json"]).arg(path));
    assert_eq!(run.status, 0, "{}", run.err);
    let mut facts: Value = serde_json::from_str(&run.out).unwrap();
    without_lines(&mut facts);
    facts
}

fn without_lines(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("line");
            map.remove("file");
            map.values_mut().for_each(without_lines);
        }
        Value::Array(list) => list.iter_mut().for_each(without_lines),
        _ => {}
    }
}

#[test]
fn importing_the_result_of_an_import_changes_nothing() {
    let book = Book::empty();
    book.put("in/harbour.md", report("harbour"));
    book.put("content/harbour-gate/project.md", "---\nname: Harbour Gate\n---\n# Harbour Gate\n");
    assert_eq!(book.run(&["import", "in/harbour.md"]).status, 0);
    let before = book.files("content");
    let again = book.run(&["import", "content", "--force"]);
    assert_eq!(again.status, 0, "{}", again.err);
    assert!(again.err.contains("is in the book already"), "{}", again.err);
    assert_eq!(book.files("content"), before);
    // Elsewhere too an assessment is told from a report.
    book.put("copy.md", book.read("content/harbour-gate/2.4.1.md"));
    assert!(book.run(&["import", "copy.md", "--force"]).err.contains("is an assessment already"));
    assert_eq!(book.files("content"), before);
}

#[test]
fn every_report_is_read_the_same_after_its_import() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert!(names.len() >= 10);
    for path in names {
        let book = Book::empty();
        let run =
            book.run(&["import", path.to_str().unwrap(), "--force", "--project", "once", "--release", "1"]);
        assert_eq!(run.status, 0, "{}: {}", path.display(), run.err);
        let written = book.read("content/once/1.md");
        assert_eq!(book.run(&["import", "content", "--force"]).status, 0);
        assert_eq!(book.read("content/once/1.md"), written, "{}", path.display());
        // The text is all there, once, below the front matter, and gives the same facts.
        let (_, body) = written[4..].split_once("\n---\n").unwrap();
        let again = tempfile::tempdir().unwrap();
        std::fs::write(again.path().join("again.md"), body).unwrap();
        assert_eq!(facts(&again.path().join("again.md")), facts(&path), "{}", path.display());
    }
}
