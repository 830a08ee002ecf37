//! `[history]`: one document that is overwritten with each release, in repositories that are made here.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::book::{Book, Run, files, readybook};
use crate::since::git;

/// A commit on the current branch: its day, its author, the document, and tags.
type Step<'a> = (&'a str, &'a str, String, &'a [&'a str]);

/// A book whose history has these states of `content/pay/report.md`, checked out at the last.
fn repository(versions: &str, steps: &[Step<'_>]) -> Book {
    let book = Book::empty();
    let toml = format!("[history]\nfrom = \"git\"\nversions = \"{versions}\"\n");
    let mut stream = String::new();
    for (at, (day, author, text, tags)) in steps.iter().enumerate() {
        let seconds = day.parse::<jiff::civil::Date>().unwrap().to_zoned(jiff::tz::TimeZone::UTC).unwrap();
        let who = format!("{author} <a@example.org> {} +0000", seconds.timestamp().as_second());
        write!(
            stream,
            "commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata 1\nx\n\
             M 100644 inline content/pay/report.md\ndata {}\n{text}\n",
            text.len()
        )
        .unwrap();
        if at == 0 {
            write!(stream, "M 100644 inline book.toml\ndata {}\n{toml}\n", toml.len()).unwrap();
        }
        for tag in *tags {
            write!(stream, "reset refs/tags/{tag}\nfrom refs/heads/main\n\n").unwrap();
        }
    }
    git(book.root(), &["init", "-q", "-b", "main"]);
    let mut import = Command::new("git");
    import.arg("-C").arg(book.root()).args(["fast-import", "--quiet"]).stdin(Stdio::piped());
    let mut import = import.spawn().unwrap();
    import.stdin.take().unwrap().write_all(stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
    git(book.root(), &["reset", "-q", "--hard", "main"]);
    book
}

fn report(verdict: &str, security: u32, words: &str) -> String {
    format!(
        "---\nformat: 1\ndate: unknown\nverdict: {verdict}\ncategories: {{ security: {security} }}\n---\n# Pay\n\n## Monitoring\n\n{words}\n\n## Access\n\nKeys.\n"
    )
}

fn steps() -> Vec<Step<'static>> {
    vec![
        ("2025-01-10", "Ada", report("not-ready", 40, "None."), &[]),
        ("2025-02-10", "Ben", report("not-ready", 60, "None."), &["v1.0.0"]),
        ("2025-02-11", "Ben", report("conditional", 60, "None."), &[]),
        ("2025-03-10", "Cyd", report("conditional", 60, "Dashboards."), &["v1.1.0", "nightly/x"]),
        ("2025-04-10", "Dan", report("conditional", 90, "Dashboards."), &[]),
    ]
}

fn releases(book: &Book) -> Vec<String> {
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let data: serde_json::Value =
        serde_json::from_str(&book.read("output/data/v1/projects/pay.json")).unwrap();
    let all = data["releases"].as_array().unwrap();
    all.iter()
        .map(|one| format!("{} {}", one["release"].as_str().unwrap(), one["date"].as_str().unwrap_or("-")))
        .collect()
}

/// What a page says of claims: each with the one who changed it last.
fn claims(book: &Book, release: &str) -> Vec<String> {
    let page = book.read(&format!("output/projects/pay/{release}/index.html"));
    let table = page.split("id=\"page:since\"").nth(1).unwrap().split("</table>").next().unwrap();
    let text = |html: &str| {
        let mut out = String::new();
        let mut inside = false;
        for c in html.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out
    };
    let rows = table.split("<tr><th scope=\"row\">").skip(1);
    rows.map(|row| {
        let cells: Vec<String> = row.split("<td").map(|cell| text(&format!("<{cell}"))).collect();
        let title = text(row.split("<td").next().unwrap());
        format!("{title}: {}", cells.last().unwrap())
    })
    .collect()
}

#[test]
fn tagged_versions_are_releases_and_each_claim_has_its_commit() {
    let book = repository("tags", &steps());
    assert_eq!(releases(&book), ["1.0.0 2025-02-10", "1.1.0 2025-03-10", "report 2025-04-10"]);
    assert_eq!(
        claims(&book, "1.0.0"),
        ["Declared verdict: Ada", "Category security: Ben", "Section Monitoring: Ada", "Section Access: Ada"]
    );
    assert_eq!(
        claims(&book, "1.1.0"),
        ["Declared verdict: Ben", "Category security: Ben", "Section Monitoring: Cyd", "Section Access: Ada"]
    );
    assert_eq!(
        claims(&book, "report"),
        ["Declared verdict: Ben", "Category security: Dan", "Section Monitoring: Cyd", "Section Access: Ada"]
    );
    let page = book.read("output/projects/pay/1.0.0/index.html");
    assert!(page.contains("tag v1.0.0, commit ") && page.contains("an earlier state of the document"));
    assert!(book.path("output/projects/pay/1.1.0/since-1.0.0.html").exists(), "differences from day one");
    book.put("content/pay/report.md", report("ready", 90, "Dashboards."));
    assert_eq!(releases(&book).last().unwrap(), "report -");
    assert_eq!(claims(&book, "report")[0], "Declared verdict: not committed yet");
}

#[test]
fn a_document_as_its_last_tag_holds_it_bears_the_name_of_the_tag() {
    let book = repository("tags", &steps()[..4]);
    assert_eq!(releases(&book), ["1.0.0 2025-02-10", "1.1.0 2025-03-10"]);
}

#[test]
fn changed_versions_are_releases_of_their_days() {
    let mut steps = steps();
    steps.push(("2025-04-10", "Dan", report("ready", 91, "Dashboards."), &[]));
    let book = repository("changes", &steps);
    let all = releases(&book);
    assert_eq!(
        all,
        [
            "2025-01-10 2025-01-10",
            "2025-02-10 2025-02-10",
            "2025-02-11 2025-02-11",
            "2025-03-10 2025-03-10",
            "2025-04-10 2025-04-10",
            "2025-04-10.2 2025-04-10"
        ]
    );
}

#[test]
fn of_versions_that_state_the_same_release_the_last_one_counts() {
    let stated = |release: &str, words: &str| {
        report("ready", 50, words).replace("verdict", &format!("release: {release}\nverdict"))
    };
    let steps: [Step<'_>; 4] = [
        ("2025-01-01", "Ada", stated("1.0", "a"), &[]),
        ("2025-01-02", "Ada", stated("1.0", "b"), &["t"]),
        ("2025-01-03", "Ada", stated("2.0", "c"), &[]),
        ("2025-01-04", "Ada", stated("2.0", "d"), &[]),
    ];
    let book = repository("changes", &steps);
    assert_eq!(releases(&book), ["1.0 2025-01-02", "2.0 2025-01-04"]);
    let book = repository("tags", &steps);
    assert_eq!(releases(&book), ["1.0 2025-01-02", "2.0 2025-01-04"]);
}

#[test]
fn a_version_that_cannot_be_read_is_left_out_and_told_once() {
    let mut steps = steps();
    steps.insert(1, ("2025-01-20", "Eve", "no front matter".to_owned(), &[]));
    steps.insert(2, ("2025-01-21", "Eve", "nor here".to_owned(), &[]));
    let book = repository("changes", &steps);
    let run = book.run(&["check", "--format", "short"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let told: Vec<&str> = run.out.lines().filter(|line| line.contains("unreadable-version")).collect();
    assert_eq!(told.len(), 1, "{}", run.out);
    assert!(
        told[0].contains("2 earlier versions of this document cannot be read") && told[0].contains("by Eve")
    );
    assert!(!run.out.contains("report@"), "nobody can mend the past: {}", run.out);
    assert_eq!(releases(&book).len(), 5);
}

#[test]
fn what_is_internal_now_was_never_public() {
    let mut steps = steps();
    let hidden = steps[4].2.replace("verdict", "visibility: internal\nverdict");
    steps.push(("2025-05-01", "Ada", hidden, &[]));
    let book = repository("tags", &steps);
    assert_eq!(book.run(&["build"]).status, 0);
    let leaks = files(&book.path("output")).into_iter().any(|(path, _)| path.contains("pay/"));
    assert!(!leaks);
}

#[test]
fn the_archive_holds_a_version_of_the_history_and_no_seal_does() {
    let book = repository("tags", &steps());
    let run = book.run(&["archive", "pay@1.0.0", "--format", "zip"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let list =
        Command::new("unzip").arg("-l").arg("pay-1.0.0.zip").current_dir(book.root()).output().unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(
        list.contains("pay-1.0.0/pay/1.0.0.html") && list.contains("content/pay/report@1.0.0.md"),
        "{list}"
    );
    let run = book.run(&["seal", "pay", "1.0.0"]);
    assert!(run.status == 1 && run.err.contains("does not stand in this book"), "{}", run.err);
    assert!(!book.path("content/pay/ledger.jsonl").exists());
}

#[test]
fn a_tag_is_archived_with_the_releases_that_its_history_holds() {
    let book = repository("tags", &steps());
    let archive = |arguments: &[&str], folder: &str| {
        let run = book.run(&[&["archive", "--out", "x.zip"], arguments].concat());
        assert_eq!(run.status, 0, "{}", run.err);
        let unzip = Command::new("unzip").args(["-q", "x.zip"]).current_dir(book.root()).status();
        assert!(unzip.unwrap().success());
        std::fs::remove_file(book.path("x.zip")).unwrap();
        let of = |(name, _): (String, _)| name.strip_prefix("pay/").map(str::to_owned);
        let pages: Vec<String> = book.files(folder).into_iter().filter_map(of).collect();
        std::fs::remove_dir_all(book.path(folder)).unwrap();
        pages
    };
    // Neither the tag that came later nor what is checked out is part of that state.
    assert_eq!(archive(&["--tag", "v1.0.0"], "v1.0.0"), ["1.0.0.html"]);
    assert_eq!(archive(&["--tag", "v1.1.0"], "v1.1.0"), ["1.0.0.html", "1.1.0.html"]);
    assert_eq!(archive(&["pay@1.0.0", "--tag", "v1.1.0"], "pay-1.0.0-v1.1.0"), ["1.0.0.html"]);
    // In a folder of its repository that has another name by now.
    let top = Book::empty();
    git(top.root(), &["init", "-q", "-b", "main"]);
    let commit = |tag: &str| {
        git(top.root(), &["add", "-A"]);
        git(top.root(), &["commit", "-q", "-m", tag]);
        git(top.root(), &["tag", tag]);
    };
    std::fs::remove_file(top.path("book.toml")).unwrap();
    top.put("a b/book.toml", "[history]\nfrom = \"git\"\n");
    for (tag, score) in [("v1.0.0", 40), ("v2.0.0", 60)] {
        top.put("a b/content/pay/report.md", report("ready", score, "None."));
        commit(tag);
    }
    git(top.root(), &["mv", "a b", "c"]);
    commit("v3.0.0");
    let run = readybook()
        .current_dir(top.path("c"))
        .args(["archive", "--tag", "v2.0.0", "--out", "x.zip"])
        .output();
    let run = run.unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let unzip = Command::new("unzip").args(["-q", "x.zip"]).current_dir(top.path("c")).status();
    assert!(unzip.unwrap().success());
    assert!(top.path("c/v2.0.0/pay/1.0.0.html").exists() && top.path("c/v2.0.0/pay/2.0.0.html").exists());
}

#[test]
fn a_tag_beside_the_branch_and_one_of_another_project_are_told_apart() {
    let book = repository("tags", &steps());
    book.put("content/web/report.md", report("ready", 10, "Web."));
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "web"]);
    git(book.root(), &["tag", "web/3.0"]);
    git(book.root(), &["checkout", "-q", "-b", "old", "v1.0.0"]);
    book.put("content/pay/report.md", report("ready", 61, "Patched."));
    git(book.root(), &["commit", "-q", "-a", "-m", "patch"]);
    git(book.root(), &["tag", "-a", "-m", "patch", "v1.0.1"]);
    git(book.root(), &["checkout", "-q", "main"]);
    let all = releases(&book);
    let names: Vec<&str> = all.iter().map(|one| one.split(' ').next().unwrap()).collect();
    assert!(names.contains(&"1.0.1") && !names.contains(&"3.0"), "{names:?}");
    let web: Vec<String> = book.files("output/projects/web").into_iter().map(|(path, _)| path).collect();
    assert!(web.contains(&"3.0/index.html".to_owned()), "{web:?}");
}

#[test]
fn a_tag_of_another_part_of_the_repository_names_no_release_that_has_a_tag_of_its_own() {
    let book = repository("tags", &steps());
    for tag in ["frontend/4.0", "api/9"] {
        git(book.root(), &["tag", tag, "v1.0.0"]);
    }
    assert_eq!(releases(&book)[0], "1.0.0 2025-02-10");
    git(book.root(), &["tag", "-d", "v1.0.0"]);
    assert!(releases(&book)[0].starts_with("9 "), "it is a release by any tag: {:?}", releases(&book));
}

/// Puts a hotfix of the first release on a branch of its own, later than all that the current branch holds.
fn hotfix(book: &Book) {
    git(book.root(), &["checkout", "-q", "-b", "old", "v1.0.0"]);
    book.put("content/pay/report.md", report("ready", 61, "Patched."));
    git(book.root(), &["commit", "-q", "-a", "-m", "patch"]);
    git(book.root(), &["tag", "v1.0.1"]);
    git(book.root(), &["checkout", "-q", "main"]);
}

#[test]
fn a_tag_beside_the_branch_is_no_state_of_the_document_as_it_is_now() {
    let book = repository("tags", &steps()[..4]);
    hotfix(&book);
    let names = |book: &Book| -> Vec<String> {
        releases(book).iter().map(|one| one.split(' ').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&book), ["1.0.0", "1.1.0", "1.0.1"]);
    let book = repository("tags", &steps());
    hotfix(&book);
    assert_eq!(names(&book), ["1.0.0", "1.1.0", "report", "1.0.1"]);
    assert_eq!(
        claims(&book, "report"),
        ["Declared verdict: Ben", "Category security: Dan", "Section Monitoring: Cyd", "Section Access: Ada"],
        "what was patched beside it is not what it comes from"
    );
}

#[test]
fn a_tag_of_somebody_with_an_odd_name_is_a_release() {
    let mut steps = steps();
    steps[1].1 = "B\te\tn";
    let book = repository("tags", &steps);
    assert_eq!(releases(&book)[0], "1.0.0 2025-02-10");
}

#[test]
fn a_document_without_a_date_has_that_of_its_tag_or_commit() {
    let undated = |text: String| text.replace("date: unknown\n", "");
    let steps: Vec<Step<'_>> =
        steps().into_iter().map(|(day, author, text, tags)| (day, author, undated(text), tags)).collect();
    let book = repository("tags", &steps);
    assert_eq!(releases(&book), ["1.0.0 2025-02-10", "1.1.0 2025-03-10", "report 2025-04-10"]);
    let check = book.run(&["check", "--format", "short"]);
    assert!(check.status == 0 && !check.out.contains("missing-field"), "{}", check.out);
    git(book.root(), &["tag", "v1.2.0"]);
    let seal = book.run(&["seal", "pay", "1.2.0"]);
    assert_eq!(seal.status, 0, "{}", seal.err);
    assert_eq!(book.run(&["verify", "--scores"]).status, 0);
    book.put("content/pay/report.md", undated(report("ready", 90, "Dashboards.")));
    let check = book.run(&["check", "--format", "short"]);
    assert!(!check.out.contains("missing-field"), "it is not committed yet: {}", check.out);
}

#[test]
fn history_that_is_not_there_is_an_error_with_its_remedy() {
    let book = repository("tags", &steps());
    let url = format!("file://{}", book.root().display());
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["clone", "-q", "--depth=1", &url, "book"]);
    let build = |folder: &std::path::Path, path: Option<&str>| {
        let mut command = readybook();
        command.env("GIT_CEILING_DIRECTORIES", folder.parent().unwrap());
        if let Some(path) = path {
            command.env("PATH", path);
        }
        let run = Run::of(command.current_dir(folder).arg("build"));
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains("no-history") && run.err.contains("book.toml:2:8"), "{}", run.err);
        run.err
    };
    let shallow = build(&clone.path().join("book"), None);
    assert!(
        shallow.contains("this clone is shallow") && shallow.contains("git fetch --unshallow"),
        "{shallow}"
    );
    let none = build(book.root(), Some("/nonexistent"));
    assert!(none.contains("the program `git` is not installed"), "{none}");
    std::fs::remove_dir_all(book.path(".git")).unwrap();
    let none = build(book.root(), None);
    assert!(none.contains("is in no git repository"), "{none}");
    git(book.root(), &["init", "-q"]);
    assert!(build(book.root(), None).contains("the repository has no commit yet"));
}

#[test]
fn words_of_book_toml_are_held_to_what_there_is() {
    let book = Book::good();
    book.put("book.toml", "[history]\nfrom = \"svn\"\nversions = \"all\"\nsince = 1\n");
    let run = book.run(&["check", "--format", "short"]);
    assert_eq!(run.status, 2);
    insta::assert_snapshot!(run.out);
}

/// A run with a `git` that notes each time it is begun; what it noted.
pub fn noted(book: &Book, arguments: &[&str]) -> (Run, String) {
    let real = Command::new("sh").args(["-c", "command -v git"]).output().unwrap();
    let real = String::from_utf8(real.stdout).unwrap();
    let script = format!("#!/bin/sh\necho \"$@\" >>\"$NOTED\"\nexec {} \"$@\"\n", real.trim());
    book.put("bin/git", script);
    let made = Command::new("chmod").args(["+x", "bin/git"]).current_dir(book.root()).status().unwrap();
    assert!(made.success());
    let path = format!("{}:{}", book.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = readybook();
    command.env("PATH", path).env("NOTED", book.path("noted")).current_dir(book.root());
    let run = Run::of(command.args(arguments));
    (run, book.read("noted"))
}

#[test]
fn a_thousand_commits_take_a_handful_of_processes() {
    let steps: Vec<Step<'_>> = (0..1000)
        .map(|at| ("2025-01-10", "Ada", report("not-ready", at % 100, &format!("Line {at}.")), &[][..]))
        .collect();
    let book = repository("changes", &steps);
    let started = std::time::Instant::now();
    let (run, noted) = noted(&book, &["score", "pay@2025-01-10.999"]);
    println!("a thousand commits: {:.2} s", started.elapsed().as_secs_f64());
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(noted.lines().filter(|line| line.contains("cat-file")).count(), 1, "{noted}");
    assert!(noted.lines().count() <= 8, "{noted}");
}

/// What a user has set for `git log` hides no release.
#[test]
fn settings_of_git_hide_no_version() {
    let book = repository("changes", &steps());
    git(book.root(), &["checkout", "-q", "-b", "side", "HEAD~1"]);
    book.put("content/pay/report.md", report("ready", 95, "Merged."));
    git(book.root(), &["commit", "-q", "-a", "-m", "side"]);
    git(book.root(), &["checkout", "-q", "main"]);
    git(book.root(), &["merge", "-q", "-X", "theirs", "-m", "merge", "side"]);
    let before = releases(&book);
    assert_eq!(before.len(), 6, "{before:?}");
    for (key, value) in [("log.diffMerges", "off"), ("log.showSignature", "true")] {
        git(book.root(), &["config", key, value]);
    }
    assert_eq!(releases(&book), before);
}

#[test]
fn the_feed_tells_when_an_assessment_last_changed() {
    let mut all = steps();
    all.push(("2025-05-20", "Eve", report("conditional", 90, "Dashboards, mended."), &[]));
    let book = repository("tags", &all);
    let toml = book.read("book.toml");
    book.put("book.toml", format!("{toml}[publish]\nbase-url = \"https://example.org/\"\n"));
    assert_eq!(book.run(&["build"]).status, 0);
    let feed = book.read("output/feed.xml");
    let first = feed.split("<entry>").nth(1).unwrap();
    assert!(first.contains("<updated>2025-05-20T00:00:00Z</updated>"), "{feed}");
}

/// Pages over all projects are made from what documents state, which the history has a part in.
#[test]
fn what_the_history_knows_is_part_of_what_a_document_states() {
    let book = repository("tags", &steps());
    let folder = readybook::load::Folder::whole(book.root());
    let today = jiff::civil::date(2025, 5, 1);
    let options = readybook::compile::Options { today, keep_going: false, drafts: false, internal: false };
    let survey = readybook::compile::survey(&folder, options).ok().unwrap();
    let releases: Vec<_> = survey.portfolio.projects.iter().flat_map(|series| &series.releases).collect();
    assert!(releases.iter().any(|one| one.assessment.date_inferred));
    for one in releases {
        let details = one.assessment.details.open();
        assert_eq!(
            one.assessment.facts_hash,
            one.assessment.hash_of_facts(&details),
            "{}",
            one.assessment.path
        );
    }
}
