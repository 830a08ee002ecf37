//! The commands as people use them.

use crate::book::{Book, GOOD, Run, readybook};

fn run_in(folder: &std::path::Path, arguments: &[&str]) -> Run {
    Run::of(readybook().current_dir(folder).args(arguments))
}

#[test]
fn a_new_book_builds_at_once_and_has_no_errors() {
    let folder = tempfile::tempdir().unwrap();
    let init = run_in(folder.path(), &["init", "book"]);
    assert_eq!((init.status, init.out.as_str()), (0, ""), "{}", init.err);
    let root = folder.path().join("book");
    let check = run_in(&root, &["check", "--deny", "warnings"]);
    assert_eq!(check.status, 0, "{}", check.out);
    let build = run_in(&root, &["build", "--deny", "warnings"]);
    assert_eq!(build.status, 0, "{}", build.err);
    assert!(root.join("output/projects/example-service/1.0.0/index.html").exists());
    let again = run_in(folder.path(), &["init", "book"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("nothing was written"), "{}", again.err);
}

#[test]
fn init_writes_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".gitignore"), "mine").unwrap();
    let init = run_in(folder.path(), &["init"]);
    assert_eq!(init.status, 2);
    assert!(init.err.contains(".gitignore exists already"), "{}", init.err);
    assert_eq!(crate::book::files(folder.path()).len(), 1);
    std::fs::write(folder.path().join("book.toml"), "").unwrap();
    let init = run_in(folder.path(), &["init"]);
    assert!(init.err.contains(".gitignore exist already and are not overwritten"), "{}", init.err);
}

#[test]
fn a_new_assessment_lists_every_check_and_passes_as_it_is_and_filled_in() {
    let book = Book::good();
    let new = book.run(&["new", "good", "2.0.0"]);
    assert_eq!(new.status, 0, "{}", new.err);
    let text = book.read("content/good/2.0.0.md");
    assert!(text.contains("date: 2026-01-22"), "{text}");
    let rubric = include_str!("../rubrics/production@1.toml");
    let checks = rubric.split("[[check]]").skip(1).map(|part| part.split('"').nth(1).unwrap());
    for check in checks {
        assert!(text.contains(&format!("{check}: unknown   # ")), "{check}");
    }
    assert!(text.contains("  # does not apply by tier or tags: api-docs: unknown"), "{text}");
    let deny = ["check", "--deny", "warnings"];
    assert_eq!(book.run(&deny).status, 0, "{}", book.run(&deny).out);
    book.put(
        "content/good/2.0.0.md",
        text.replace(": unknown ", ": { result: pass, evidence: [docs/how.md] } ")
            .replace("# verdict: ready,", "verdict: ready #"),
    );
    let filled = book.run(&deny);
    assert_eq!(filled.status, 0, "{}", filled.out);
}

#[test]
fn an_assessment_is_named_in_one_or_in_two() {
    let book = Book::good();
    let as_one = book.run(&["score", "good@1.0.0", "--format", "json"]);
    let as_two = book.run(&["score", "good", "1.0.0", "--format", "json"]);
    assert_eq!((as_one.status, as_one.out), (0, as_two.out));
    let new = book.run(&["new", "good@2.0.0"]);
    assert_eq!(new.status, 0, "{}", new.err);
    assert!(book.path("content/good/2.0.0.md").is_file());
    let archive = book.run(&["archive", "good", "1.0.0"]);
    assert_eq!(archive.status, 0, "{}", archive.err);
    assert!(book.path("good-1.0.0.tar.zst").is_file());
    for command in ["archive", "new", "score", "seal"] {
        let twice = book.run(&[command, "good@1.0.0", "1.0.0"]);
        assert_eq!(twice.status, 2, "{command}");
        assert!(twice.err.contains("names the release 1.0.0 already"), "{command}: {}", twice.err);
    }
    let seal = book.run(&["seal", "good"]);
    assert!(seal.err.contains("the release is missing: `readybook seal good RELEASE`"), "{}", seal.err);
}

#[test]
fn commands_find_the_book_from_below_and_from_elsewhere() {
    let book = Book::good();
    book.put("content/good/2.0.0.md", GOOD);
    let below = run_in(&book.path("content/good"), &["check"]);
    assert_eq!(below.status, 0);
    assert!(below.err.contains("checked 2 assessments"), "{}", below.err);
    let elsewhere = tempfile::tempdir().unwrap();
    let there = run_in(elsewhere.path(), &["--book", book.root().to_str().unwrap(), "build"]);
    assert_eq!(there.status, 0, "{}", there.err);
    assert!(book.path("output/index.html").exists());
    let nowhere = run_in(elsewhere.path(), &["build"]);
    assert_eq!(nowhere.status, 2);
    assert!(nowhere.err.contains("readybook init"), "{}", nowhere.err);
}

#[test]
fn the_closing_line_counts_and_a_second_build_writes_nothing() {
    let book = Book::good();
    let first = book.run(&["build"]);
    assert!(first.err.contains("1 assessment") && first.err.contains("no diagnostics"), "{}", first.err);
    assert!(first.err.contains("open output/index.html"), "{}", first.err);
    let second = book.run(&["build"]);
    assert!(second.err.contains(": 0 files written"), "{}", second.err);
}

#[test]
fn results_go_to_standard_output_without_colour_where_it_is_no_terminal() {
    let book = Book::good();
    book.put("content/bad/1.0.0.md", "oops");
    let check = book.run(&["check"]);
    assert!(
        check.out.contains("error[missing-front-matter]") && !check.out.contains('\x1b'),
        "{}",
        check.out
    );
    assert!(check.err.starts_with("checked 1 assessment:"), "{}", check.err);
}

#[test]
fn json_is_one_document_with_places() {
    let book = Book::good();
    book.put("content/bad/1.0.0.md", "---\nformat: 1\ndate: 2026-01-21\ncolour: red\n---\n");
    let check = book.run(&["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&check.out).unwrap();
    let first = &json["diagnostics"][0];
    assert_eq!((json["version"].as_u64(), first["rule"].as_str()), (Some(1), Some("unknown-key")));
    assert_eq!((first["span"]["line"].as_u64(), first["span"]["column"].as_u64()), (Some(4), Some(1)));
    assert_eq!(first["stops"], "nothing");
}

#[test]
fn drafts_and_internal_documents_are_published_only_on_request() {
    let book = Book::good();
    book.put(
        "content/good/2.0.0.md",
        GOOD.replace("---\n#", "draft: true\n---\n#").replace("# Good", "# Secretdraft"),
    );
    book.put(
        "content/inner/1.0.0.md",
        GOOD.replace("---\n#", "visibility: internal\n---\n#").replace("# Good", "# Secretinner"),
    );
    assert_eq!(book.run(&["build"]).status, 0);
    let leaks = |needle: &str| {
        book.files("output")
            .iter()
            .filter(|(path, bytes)| {
                path.contains(needle) || bytes.windows(needle.len()).any(|part| part == needle.as_bytes())
            })
            .count()
    };
    assert_eq!((leaks("Secretdraft"), leaks("Secretinner"), leaks("inner/")), (0, 0, 0));
    assert_eq!(book.run(&["build", "--drafts", "--internal"]).status, 0);
    assert!(leaks("Secretdraft") > 0 && leaks("Secretinner") > 0);
}

#[test]
fn help_is_written_for_newcomers() {
    for command in ["build", "check", "init", "new"] {
        let help = run_in(std::path::Path::new("."), &[command, "--help"]);
        assert_eq!(help.status, 0);
        assert!(help.out.contains("Usage:") && help.out.len() > 500, "{command}: {}", help.out);
    }
}

#[test]
fn an_image_is_copied_again_when_it_changed() {
    let book = Book::good();
    book.put("content/good/1.0.0.md", GOOD.replace("# Good\n", "# Good\n\n![plan](plan.png)\n"));
    book.put("content/good/plan.png", "old");
    assert_eq!(book.run(&["build"]).status, 0);
    assert_eq!(book.read("output/files/good/plan.png"), "old");
    book.put("content/good/plan.png", "new");
    assert!(book.run(&["build"]).err.contains(": 1 file written"));
    assert_eq!(book.read("output/files/good/plan.png"), "new");
}
