//! `readybook diff`: real repositories, made here.

use std::collections::BTreeMap;
use std::sync::Mutex;

use readybook::compile::{Between, Entry, EntryKind, Files, ReadError, review};

use crate::book::{Book, Run, readybook};
use crate::since::git;

pub const RUBRIC: &str = include_str!("books/two-projects/rubrics/tiny@1.toml");

pub const OLD: &str = "---
format: 1
date: 2026-01-10
verdict: conditional
checks:
  limits: pass
  secrets: { result: pass, evidence: [docs/secrets.md] }
  backups: partial
findings:
  - { id: logs, title: No structured logs, severity: medium, status: open }
  - { id: keys, title: Keys in the repository, severity: critical, status: resolved }
  - { id: slow, title: Slow start, severity: low, status: partial }
waivers:
  - { finding: logs, reason: small, approved-by: Ada, expires: 2026-06-30 }
---
# Alpha

All of it.
";

pub const NEW: &str = "---
format: 1
date: 2026-01-10
verdict: ready
checks:
  limits: fail
  secrets: partial
  backups: { result: pass, evidence: [docs/backup.md] }
findings:
  - { id: logs, title: No structured logs, severity: high, status: accepted }
  - { id: keys, title: Keys in the repository, severity: critical, status: open }
  - { id: slow, title: Slow start, severity: low, status: resolved }
  - { id: ports, title: 'Open ports | <img src=x> for @everybody', severity: high, status: open }
waivers:
  - { finding: logs, reason: small, approved-by: Ada, expires: 2026-12-31 }
  - { check: limits, reason: later, approved-by: Bob, expires: 2026-01-15 }
---
# Alpha

All of it. No high findings are left.
";

pub const OTHER: &str = "---\nformat: 1\ndate: 2026-01-10\nchecks:\n  limits: pass\n---\n# Other\n";

/// A repository with a book in its folder `book dir`, and one commit on main.
pub fn repository() -> Book {
    let book = Book::empty();
    std::fs::remove_file(book.path("book.toml")).unwrap();
    book.put("book dir/book.toml", "[book]\ntitle = \"T\"\n[rubric]\ndefault = \"tiny\"\n");
    book.put("book dir/rubrics/tiny@1.toml", RUBRIC);
    book.put("book dir/content/alpha/1.0.md", OLD);
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\n---\n");
    book.put("book dir/content/other/1.0.md", OTHER);
    book.put("book dir/content/third/1.0.md", OTHER);
    git(book.root(), &["init", "-q", "-b", "main"]);
    commit(&book, "first: a colon");
    git(book.root(), &["checkout", "-q", "-b", "change"]);
    book
}

pub fn commit(book: &Book, message: &str) {
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", message]);
}

pub fn diff(book: &Book, arguments: &[&str]) -> Run {
    Run::of(readybook().current_dir(book.path("book dir")).arg("diff").args(arguments))
}

/// What a report says, without the commits, which depend on the day.
fn plain(text: &str) -> String {
    regex::Regex::new(r"\([0-9a-f]{8}\)").unwrap().replace_all(text, "(COMMIT)").into_owned()
}

pub fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
}

#[test]
fn one_comment_says_what_changed() {
    let book = repository();
    book.put("book dir/content/alpha/1.0.md", NEW);
    book.put("book dir/content/other/1.1.md", OTHER.replace("pass", "fail").replace("01-10", "01-20"));
    book.put("book dir/content/fresh/1.0.md", OTHER);
    book.put("book dir/book.toml", "[book]\ntitle = \"U\"\n[rubric]\ndefault = \"tiny\"\n");
    let run = diff(&book, &["--format", "markdown", "--fail-on", "verdict-drop,new-critical,score-drop=5"]);
    assert_eq!(run.status, 1, "{}", run.err);
    insta::assert_snapshot!("diff_markdown", plain(&run.out));
    assert!(run.err.contains("verdict-drop: alpha@1.0 falls from"), "{}", run.err);
    let short = diff(&book, &[]);
    assert_eq!(short.status, 0, "{}", short.err);
    insta::assert_snapshot!("diff_short", plain(&short.out));
    let html = diff(&book, &["--format", "html", "--link", "https://example.org/blob/main/"]);
    insta::assert_snapshot!("diff_html", plain(&html.out));
    let all = diff(&book, &["--format", "json"]);
    insta::assert_snapshot!("diff_json", plain(&all.out));
}

#[test]
fn nothing_changed_is_said_in_one_line() {
    let book = repository();
    let run = diff(&book, &["--format", "markdown"]);
    assert!(run.out.starts_with("### Readiness: nothing changed\n"), "{}", run.out);
    assert!(run.out.contains("3 assessments unchanged"), "{}", run.out);
    book.put("book dir/content/alpha/1.0.md", OLD.replace("All of it", "Nearly all of it"));
    let run = diff(&book, &[]);
    assert!(
        run.out.contains("only words changed") && run.out.contains("1 changed in words only"),
        "{}",
        run.out
    );
}

#[test]
fn a_new_release_is_compared_with_the_one_before_it() {
    let book = repository();
    book.put(
        "book dir/rubrics/tiny@2.toml",
        RUBRIC
            .replace("version = 1", "version = 2\nfrom = 2026-01-15")
            .replace("weight = 2\nfloor", "weight = 4\nfloor"),
    );
    git(book.root(), &["checkout", "-q", "main"]);
    commit(&book, "a new version of the rubric");
    git(book.root(), &["checkout", "-q", "change"]);
    git(book.root(), &["merge", "-q", "main"]);
    book.put("book dir/content/alpha/1.1.md", NEW.replace("date: 2026-01-10", "date: 2026-01-20"));
    let all = json(&diff(&book, &["--format", "json"]));
    let change = &all["changes"][0];
    assert_eq!(
        (change["assessment"]["release"].as_str(), change["against"]["release"].as_str()),
        (Some("1.1"), Some("1.0"))
    );
    let by = &change["score-by"];
    let whole = change["score"].as_f64().unwrap() - change["score-before"].as_f64().unwrap();
    let parts = by["rubric"].as_f64().unwrap() + by["project"].as_f64().unwrap();
    assert!((whole - parts).abs() < 0.02 && by["rubric"].as_f64() != Some(0.0), "{by} {whole}");
    assert_eq!(all["unchanged"], 3);
}

#[test]
fn evidence_that_is_gone_is_lost_though_no_report_changed() {
    let book = repository();
    git(book.root(), &["checkout", "-q", "main"]);
    book.put("book dir/content/alpha/project.md", "---\nname: Alpha\nsource-root: ../code\n---\n");
    book.put("code/docs/secrets.md", "x");
    commit(&book, "code");
    git(book.root(), &["checkout", "-q", "change"]);
    git(book.root(), &["merge", "-q", "main"]);
    assert_eq!(diff(&book, &["--fail-on", "lost-evidence"]).status, 0);
    git(book.root(), &["mv", "code/docs/secrets.md", "code/docs/other.md"]);
    let check = |arguments: &[&str]| {
        let run = diff(&book, &[arguments, ["--fail-on", "lost-evidence"].as_slice()].concat());
        assert_eq!(run.status, 1, "{}", run.out);
        let why = "lost-evidence: check secrets of alpha@1.0 lost its evidence: docs/secrets.md";
        assert!(run.err.contains(why), "{}", run.err);
    };
    check(&["main"]);
    commit(&book, "moved the code");
    check(&["main", "HEAD"]);
}

#[test]
fn nothing_of_a_report_breaks_out_of_its_cell() {
    let book = repository();
    let hostile = "a | b <script>x</script> [l](javascript:x) @team/all #12 `c` --> </details> ![i](https://e.example/i.png)";
    book.put(
        "book dir/content/alpha/1.0.md",
        OLD.replace(
            "title: Slow start, severity: low, status: partial",
            &format!("title: '{hostile}', severity: critical, status: open"),
        ),
    );
    book.put("book dir/content/alpha/project.md", "---\nname: '# | <b>@everybody</b>'\n---\n");
    let run = diff(&book, &["--format", "markdown"]);
    let mut html = String::new();
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&run.out, pulldown_cmark::Options::all()),
    );
    for bad in ["<script", "<b>", "<img", "href=", "@team", "@everybody", "#12", "<code>c"] {
        assert!(!html.contains(bad), "{bad}: {html}");
    }
    assert_eq!(html.matches("<details").count(), html.matches("</details>").count());
    for row in run.out.lines().filter(|line| line.starts_with("| ")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert!((4..=7).contains(&bars), "{row}");
    }
    let page = diff(&book, &["--format", "html"]).out;
    assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("<img"), "{page}");
    let secret = format!("ghp_{}", "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0cD3fG6");
    book.put(
        "book dir/content/alpha/1.0.md",
        OLD.replace(
            "Slow start, severity: low, status: partial",
            &format!("key {secret}, severity: high, status: open"),
        ),
    );
    for format in ["markdown", "html", "json", "short"] {
        let run = diff(&book, &["--format", format, "--fail-on", "new-high"]);
        assert!(!run.out.contains(&secret) && !run.err.contains(&secret), "{format}");
        assert!(run.out.contains("ghp"), "{format}: {}", run.out);
    }
    for wrong in ["javascript:x", "https://a b", "https://a>"] {
        assert_eq!(diff(&book, &["--link", wrong]).status, 2, "{wrong}");
    }
}

#[test]
fn problems_are_told_of_where_lines_changed() {
    let book = repository();
    let broken = OLD.replace("All of it.", "See [this](gone.md).\n\nUnchanged.");
    book.put("book dir/content/alpha/1.0.md", &broken);
    git(book.root(), &["checkout", "-q", "main"]);
    commit(&book, "a broken link");
    git(book.root(), &["checkout", "-q", "-B", "change"]);
    book.put("book dir/content/alpha/1.0.md", broken.replace("Unchanged.", "See [that](lost.md)."));
    let all = json(&diff(&book, &["HEAD", "--format", "json"]));
    let told: Vec<&str> =
        all["diagnostics"].as_array().unwrap().iter().map(|told| told["message"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("lost.md"), "{told:?}");
    assert_eq!(all["diagnostics"][0]["line"], 20);
    // A heading that others lead to is gone: they did not change, but a changed link to it is looked at.
    book.put("book dir/content/third/1.0.md", format!("{OTHER}\n[there](../other/1.0.md#nowhere)\n"));
    let all = json(&diff(&book, &["HEAD", "--format", "json"]));
    assert!(all["diagnostics"].to_string().contains("#nowhere"), "{}", all["diagnostics"]);
    // Where all are on lines that did not change, that is said.
    book.put("book dir/content/third/1.0.md", format!("{OTHER}\n[there](#part)\n\n## Part\n"));
    commit(&book, "a part");
    book.put("book dir/content/third/1.0.md", format!("{OTHER}\n[there](#part)\n"));
    let run = diff(&book, &["HEAD", "--format", "markdown"]);
    assert!(run.out.contains("none is on a line that changed"), "{}", run.out);
}

/// A state of a book in memory, which knows its contents apart and counts what is read of them.
struct Counted {
    entries: Vec<Entry>,
    texts: BTreeMap<String, String>,
    read: Mutex<Vec<String>>,
}

impl Counted {
    fn new(texts: BTreeMap<String, String>) -> Counted {
        let paths = texts.keys().filter(|path| *path != "book.toml");
        let entries = paths.map(|path| Entry { path: path.as_str().into(), kind: EntryKind::File }).collect();
        Counted { entries, texts, read: Mutex::new(Vec::new()) }
    }

    fn documents_read(&self) -> Vec<String> {
        let mut read = self.read.lock().unwrap().clone();
        read.retain(|path| path.starts_with("content/"));
        read.sort();
        read
    }
}

impl Files for Counted {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.read.lock().unwrap().push(path.to_owned());
        self.texts.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::Missing)
    }

    fn identity(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }
}

#[test]
fn only_what_a_change_touches_is_read_and_nothing_twice() {
    let mut texts = BTreeMap::from([("book.toml".to_owned(), "[book]\ntitle = \"T\"\n".to_owned())]);
    for project in 0..100 {
        for release in 0..10 {
            let text =
                OTHER.replace("01-10", &format!("01-{:02}", release + 1)).replace("limits", "rate-limiting");
            texts.insert(format!("content/p{project}/1.{release}.md"), text);
        }
    }
    let base = Counted::new(texts.clone());
    for project in 0..10 {
        texts
            .entry(format!("content/p{project}/1.9.md"))
            .and_modify(|text| *text = text.replace("pass", "fail"));
    }
    texts.insert("content/p50/2.0.md".to_owned(), format!("{OTHER}[x](../p60/1.0.md#other)\n"));
    let head = Counted::new(texts.clone());
    let today = "2026-01-22".parse().unwrap();
    // What does not choose rubrics makes nobody be read again.
    let book = "[book]\ntitle = \"U\"\n[check]\ndeny-warnings = true\n".to_owned();
    let retitled = Counted::new(
        [texts, BTreeMap::from([("book.toml".to_owned(), book)])].into_iter().flatten().collect(),
    );
    let found = review(Between { base: &base, head: &retitled, today });
    let found = found.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!((found.changes.len(), found.unchanged, &*found.files[0].path), (11, 990, "book.toml"));
    assert!(retitled.documents_read().len() <= 112 + 11, "{}", retitled.documents_read().len());
    base.read.lock().unwrap().clear();
    let review = review(Between { base: &base, head: &head, today });
    let review = review.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!((review.changes.len(), review.unchanged), (11, 990));
    let read = head.documents_read();
    // Ten projects and one more with ten releases each, the new one, one that it leads to; and what changed once more
    // for its lines, where rules found something.
    assert!(read.len() <= 112 + 11, "{}", read.len());
    let changed: Vec<String> = (0..10).map(|project| format!("content/p{project}/1.9.md")).collect();
    assert!(base.documents_read().iter().all(|path| changed.contains(path)), "{:?}", base.documents_read());
}
