//! Whatever is edited, one thing after another: a build that knows the last one writes what a clean one writes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::book::{Book, cases};
use crate::edits::{FACTS, PROSE, rich};

/// Documents that edits change.
const DOCUMENTS: &[&str] =
    &["content/one/1.0.0.md", "content/one/2.0.0.md", "content/two/1.0.0.md", "content/two/2.0.0.md"];

/// Files with what may stand in them; nothing where there is none.
const FILES: &[(&str, &[&str])] = &[
    (
        "book.toml",
        &[
            "[book]\ntitle = \"Test\"\n",
            "[book]\ntitle = \"Test\"\n[build]\nrows-per-page = 1\n",
            "[book]\ntitle = \"Other\"\n[publish]\nbase-url = \"https://example.org/\"\nbadges = \"categories\"\n",
            "[book]\ntitle = \"Test\"\n[rubric]\ntiers = { \"1\" = \"strict\" }\n",
            "[book]\ntitle = \"Test\"\n[check.rules]\ntemplate-text = \"allow\"\npass-without-evidence = \"allow\"\n",
        ],
    ),
    (
        "rubrics/strict@1.toml",
        &[
            "id = \"strict\"\nversion = 1\nextends = \"production@1\"\n",
            "id = \"strict\"\nversion = 1\nextends = \"production@1\"\n[drop]\nchecks = [\"backups\"]\n",
            "id = \"strict\"\nversion = 1\nextends = \"production@1\"\n[[check]]\nid = \"tls\"\ntitle = \"Lines\"\napplies = { tags = [\"web\"] }\n",
        ],
    ),
    (
        "content/one/project.md",
        &[
            "",
            "---\nsource-root: code\n---\n",
            "---\nname: The first\nsource-root: code\n---\n",
            "---\nowner: team-x\n---\nOf [two](../two/1.0.0.md) and [notes](notes.txt).\n",
            "---\ntier: \"1\"\ntags: [web]\n---\n",
            "---\nrubric: strict\nsource-root: code\n---\n",
        ],
    ),
    ("content/one/notes.txt", &["", "Notes.", "Other notes."]),
    (
        "content/one/3.0.0.md",
        &["", "---\nformat: 1\ndate: 2026-01-22\nrubric: strict\n---\n# Later\n", "---\n"],
    ),
    ("content/three/1.0.0.md", &["", "---\nformat: 1\ndate: unknown\nchecks: { tls: fail }\n---\n# Third\n"]),
    ("content/two/project.md", &["", "---\ntags: [web]\nlinks: { Board: https://example.org/board }\n---\n"]),
    ("code/docs/tls.md", &["", "TLS."]),
    ("code/docs/backups.md", &["", "Backups."]),
    ("content/two/ledger.jsonl", &[""]),
];

#[derive(Clone, Copy, Debug)]
enum Edit {
    /// A document says something else, or what it said before.
    Says { document: usize, edit: usize },
    /// A file holds something else, or is gone.
    Holds { file: usize, text: usize },
    /// A release is sealed, where it can be.
    Sealed { document: usize },
}

fn edit() -> impl Strategy<Value = Edit> {
    let says = (0..DOCUMENTS.len(), 0..FACTS.len() + PROSE.len());
    let holds = (0..FILES.len(), 0..6_usize);
    prop_oneof![
        5 => says.prop_map(|(document, edit)| Edit::Says { document, edit }),
        4 => holds.prop_map(|(file, text)| Edit::Holds { file, text: text % FILES[file].1.len() }),
        1 => (0..DOCUMENTS.len()).prop_map(|document| Edit::Sealed { document }),
    ]
}

fn make(book: &Book, edit: Edit) {
    match edit {
        Edit::Says { document, edit } => {
            let path = DOCUMENTS[document];
            let (_, from, to) = FACTS.iter().chain(PROSE).nth(edit).unwrap();
            let text = book.read(path);
            let (from, to) = if text.contains(to) { (to, from) } else { (from, to) };
            book.put(path, text.replacen(from, to, 1));
        }
        Edit::Holds { file, text } => match FILES[file] {
            (path, texts) if texts[text].is_empty() => drop(std::fs::remove_file(book.path(path))),
            (path, texts) => drop(book.put(path, texts[text])),
        },
        Edit::Sealed { document } => {
            let id = DOCUMENTS[document].trim_start_matches("content/").trim_end_matches(".md");
            book.run(&["seal", &id.replace('/', "@")]);
        }
    }
}

/// What a build of a copy writes, which knows of none before; nothing where the book is broken.
fn clean(book: &Book) -> Option<BTreeSet<(String, Vec<u8>)>> {
    let copy = Book::empty();
    let made = |path: &str| path.starts_with("output/") || path.starts_with(".readybook/");
    for (path, bytes) in book.files(".").iter().filter(|(path, _)| !made(path)) {
        copy.put(path, bytes);
    }
    (copy.run(&["build"]).status == 0).then(|| copy.files("output").into_iter().collect())
}

proptest! {
    #![proptest_config(cases(12))]
    #[test]
    fn a_build_after_edits_writes_what_a_clean_one_writes(edits in proptest::collection::vec(edit(), 1..8)) {
        let book = rich();
        book.put(FILES[1].0, FILES[1].1[0]).put(FILES[2].0, FILES[2].1[1]);
        // A copy has no empty folder, and it matters whether a source root is there.
        book.put("code/README.md", "Code.");
        prop_assert_eq!(book.run(&["build"]).status, 0);
        for edit in edits {
            make(&book, edit);
            let run = book.run(&["build"]);
            let expected = clean(&book);
            prop_assert_eq!(run.status == 0, expected.is_some(), "{:?}: {}", edit, run.err);
            if let Some(expected) = expected {
                let written = book.files("output").into_iter().collect();
                let other: BTreeSet<_> = expected.symmetric_difference(&written).map(|(path, _)| path).collect();
                prop_assert!(other.is_empty(), "{:?}: {:?}", edit, other);
            }
        }
    }
}
