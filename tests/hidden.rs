//! Drafts and internal documents never reach a site, unless they are asked for.

use crate::book::{Book, GOOD};

/// What only hidden documents hold: in their names, their texts and their facts.
const TOKEN: &str = "hush";

/// A book with public documents that come as near to hidden ones as they can.
fn book() -> Book {
    let book = Book::good();
    let hidden = |kind: &str, more: &str| {
        format!(
            "---\nformat: 1\ndate: 2026-01-20\ntitle: hush title\n{kind}\n{more}owner: hush team\nfindings:\n  - {{ id: hush-finding, title: hush, severity: high }}\n---\n# hush title\n\n## hush heading\n\n![hush](hush.png)\n"
        )
    };
    book.put("content/good/0.9.0-hush.md", hidden("draft: true", ""))
        .put("content/good/0.8.0-hush.md", hidden("visibility: internal", "supersedes: 1.1.0\n"))
        .put("content/hush/1.0.0.md", hidden("visibility: internal", ""))
        .put("content/hush/project.md", "---\nname: hush\n---\nhush\n")
        .put("content/good/hush.png", "hush")
        // Near misses, a circle, links: what is said of them could name what they are near to.
        .put(
            "content/good/1.1.0.md",
            "---\nformat: 1\ndate: 2026-01-21\nsupersedes: 0.8.0-hus\n---\n# R\n\n[a](0.9.0-hus.md) [b](0.9.0-hus_h.md#hus-heading) [c](ledger.jsonl) [d](hus.png)\n",
        );
    book
}

fn leaks(book: &Book, folder: &str) -> Vec<String> {
    let holds = |(path, bytes): &(String, Vec<u8>)| {
        path.contains(TOKEN) || String::from_utf8_lossy(bytes).contains(TOKEN)
    };
    book.files(folder).into_iter().filter(holds).map(|(path, _)| path).collect()
}

#[test]
fn nothing_of_a_hidden_document_reaches_a_site() {
    let book = book();
    let run = book.run(&["seal", "good", "0.8.0-hush"]);
    assert!(run.status == 0, "{}", run.err);
    let check = book.run(&["check"]);
    assert!(check.out.contains("did you mean `0.8.0-hush`"), "who checks sees all: {}", check.out);
    assert_eq!(book.run(&["build"]).status, 0);
    assert_eq!(leaks(&book, "output"), [] as [&str; 0]);
    assert!(book.read("output/projects/good/1.1.0/index.html").contains("there is no release `0.8.0-hus`"));
    let asked = book.run(&["build", "--drafts"]);
    assert_eq!(asked.status, 0);
    assert!(book.path("output/projects/good/0.9.0-hush/index.html").exists());
    assert!(!book.path("output/projects/good/0.8.0-hush").exists());
    assert!(!book.path("output/projects/hush").exists());
    book.run(&["build", "--internal"]);
    assert!(!book.path("output/projects/good/0.9.0-hush").exists());
    assert!(book.path("output/projects/hush/1.0.0/index.html").exists());
    book.run(&["build", "--internal", "--drafts"]);
    assert!(book.path("output/files/good/ledger.jsonl").exists());
    assert_eq!(book.run(&["build"]).status, 0);
    assert_eq!(leaks(&book, "output"), [] as [&str; 0], "what was asked for once is gone again");
}

#[test]
fn a_circle_through_a_hidden_release_is_for_checks_only() {
    let book = book();
    book.put("content/good/1.1.0.md", "---\nformat: 1\ndate: 2026-01-21\nsupersedes: 1.0.0\n---\n# R\n");
    book.put("content/good/1.0.0.md", GOOD.replace("date:", "supersedes: 0.9.0-x\ndate:"));
    book.put(
        "content/good/0.9.0-x.md",
        "---\nformat: 1\ndate: 2026-01-10\nsupersedes: 0.8.0-hush\nvisibility: internal\n---\n# R\n",
    );
    let check = book.run(&["check"]);
    assert!(
        check.out.contains("these supersede each other: 1.1.0, 1.0.0, 0.9.0-x, 0.8.0-hush, 1.1.0"),
        "{}",
        check.out
    );
    assert_eq!(book.run(&["build"]).status, 0);
    assert_eq!(leaks(&book, "output"), [] as [&str; 0]);
    let page = book.read("output/projects/good/1.0.0/index.html");
    assert!(!page.contains("there is no release"), "what is true in the book is not denied on the page");
}

#[test]
fn a_broken_document_that_is_hidden_is_no_problem_of_the_site() {
    let book = book();
    for (path, front) in [
        ("content/good/7-hush.md", "format: 1\ndraft: true\nrelease: hush hush\n"),
        ("content/good/8-hush.md", "format: 1\n'visibility': \"internal\"\ntitle: [hush\n"),
        ("content/good/9-hush.md", "format: 1\nrelease: 0.9.0-hush\ndate: 2026-01-21\n"),
        ("content/good/z.md", "format: 1\ntitle: [\n"),
    ] {
        book.put(path, format!("---\n{front}---\n# hush\n"));
    }
    let run = book.run(&["build", "--keep-going"]);
    assert!(run.err.contains("7-hush.md") || run.status == 1, "{}", run.err);
    let page = book.read("output/problems.html");
    assert!(page.contains("content/good/z.md"), "{page}");
    assert_eq!(leaks(&book, "output"), [] as [&str; 0]);
    book.run(&["build", "--keep-going", "--drafts", "--internal"]);
    assert!(book.read("output/problems.html").contains("8-hush.md"));
}

/// The ledger keeps their names for ever: it stays out, too, when the documents are gone or broken.
#[test]
fn a_ledger_that_names_what_is_hidden_gone_or_broken_is_shown_nowhere() {
    let changes: [&dyn Fn(&Book); 3] = [
        &|book| std::fs::remove_file(book.path("content/good/0.8.0-hush.md")).unwrap(),
        &|book| {
            book.put("content/good/0.8.0-hush.md", "---\nformat: 1\nvisibility: internal\ntitle: [\n---\n");
        },
        &|book| {
            let ledger = book.read("content/good/ledger.jsonl");
            book.put("content/good/ledger.jsonl", ledger.trim_end());
        },
    ];
    for change in changes {
        let book = book();
        assert_eq!(book.run(&["seal", "good", "0.8.0-hush"]).status, 0);
        change(&book);
        let run = book.run(&["build", "--keep-going"]);
        assert!(book.path("output/index.html").exists(), "{}", run.err);
        assert_eq!(leaks(&book, "output"), [] as [&str; 0]);
        assert!(!book.path("output/files/good/ledger.jsonl").exists());
        book.run(&["archive", "good", "--format", "zip", "--out", "good.zip"]);
        if book.path("good.zip").exists() {
            let mut list = std::process::Command::new("unzip");
            let listed = list.args(["-l", "good.zip"]).current_dir(book.root()).output().unwrap();
            assert!(!String::from_utf8_lossy(&listed.stdout).contains("ledger.jsonl"));
        }
    }
}

#[test]
fn a_ledger_that_names_no_hidden_release_is_shown() {
    let book = book();
    assert_eq!(book.run(&["seal", "good", "1.0.0"]).status, 0);
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(book.path("output/files/good/ledger.jsonl").exists());
    assert_eq!(leaks(&book, "output"), [] as [&str; 0]);
}

/// Whoever means to keep a document out of the site, and slips, is told before it is out.
#[test]
fn what_cannot_be_understood_is_not_published() {
    let slips = [
        "draft: yes",
        "Draft: true",
        "draft:",
        "visibility: Internal",
        "visibility: private",
        "visibility: [internal]",
        "visibility:",
        "visiblity: internal",
        "internal: true",
        "Hidden: true",
    ];
    for slip in slips {
        let book = Book::good();
        let text = format!("---\nformat: 1\ndate: 2026-01-20\n{slip}\n---\n# hush title\n");
        book.put("content/other/1.0.0.md", text);
        let run = book.run(&["build"]);
        assert_eq!(run.status, 1, "{slip}: {}", run.err);
        assert!(run.err.contains("content/other/1.0.0.md:4"), "{slip}: {}", run.err);
        assert!(!book.path("output").exists(), "{slip}");
        assert_eq!(book.run(&["build", "--keep-going"]).status, 1);
        assert_eq!(leaks(&book, "output"), [] as [&str; 0], "{slip}");
        for arguments in [&["archive", "other@1.0.0"][..], &["export", "--format", "csv"]] {
            let run = book.run(arguments);
            assert_ne!(run.status, 0, "{slip}: {arguments:?}");
            assert!(run.err.contains("content/other/1.0.0.md"), "{slip}: {}", run.err);
        }
    }
}

#[test]
fn a_project_cannot_be_hidden_by_its_description() {
    let book = Book::good();
    book.put("content/good/project.md", "---\nname: Good\nvisibility: internal\n---\n");
    let run = book.run(&["build"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.err.contains("write it into each of its assessments: `visibility: internal`"), "{}", run.err);
}

#[test]
fn a_project_without_an_assessment_is_named_and_one_whose_assessments_are_hidden_is_not() {
    let book = book();
    book.put("content/idle/project.md", "---\nname: Idle & Sons\n---\n");
    let check = book.run(&["check", "--format", "short"]);
    let told =
        "content/idle/project.md:1:1: warning[unassessed-project]: the project `idle` has no assessment";
    assert!(check.out.contains(told), "{}", check.out);
    assert_eq!(check.out.matches("unassessed-project").count(), 1, "{}", check.out);
    assert_eq!(book.run(&["build"]).status, 0);
    assert_eq!(leaks(&book, "output"), [] as [&str; 0]);
    let list = book.read("output/index.html");
    assert!(list.contains("<b>1 project is not assessed:</b> <bdi>Idle &amp; Sons</bdi></p>"), "{list}");
    // It is assessed from now on: the page is made anew.
    book.put("content/idle/1.0.0.md", GOOD);
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(!book.read("output/index.html").contains("not assessed"));
}
