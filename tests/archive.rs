//! `archive`: unpacked by the programs that everybody has, and looked at.

use std::path::Path;
use std::process::Command;

use crate::book::{Book, GOOD, Run, files, readybook};
use crate::since::{git, git_with};

/// One pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// A book with two releases of `pay`, files that they name, and a seal.
fn book() -> Book {
    let book = Book::empty();
    book.put("book.toml", "[build]\nimage-hosts = [\"example.org\"]\n");
    book.put(
        "content/pay/1.0.0.md",
        "---\nformat: 1\ndate: 2026-01-01\nverdict: conditional\n---\n# First\n",
    );
    book.put(
        "content/pay/1.1.0.md",
        "---\nformat: 1\ndate: 2026-01-10\ncategories: { security: 90 }\n---\n# Second\n\n![a chart](img/a%20chart.png)\n\n\
         [the plan](plan.txt), [before](1.0.0.md), [else](https://example.org/)\n\n<script src=\"https://evil.example.org/x.js\"></script>\n\
         ![far](https://example.org/far.png)\n\n```rust\nfn main() {}\n```\n",
    );
    book.put("content/pay/img/a chart.png", PNG).put("content/pay/plan.txt", "the plan\n");
    book.put("content/pay/project.md", "---\nname: Payments\n---\nWhat takes money.\n");
    let run = book.run(&["seal", "pay", "1.0.0"]);
    assert_eq!(run.status, 0, "{}", run.err);
    book
}

fn unpack(book: &Book, archive: &str) {
    let (program, options): (&str, &[&str]) = if archive.rsplit('.').next() == Some("zip") {
        ("unzip", &["-q"])
    } else {
        ("tar", &["--zstd", "-xf"])
    };
    let output = Command::new(program).args(options).arg(archive).current_dir(book.root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn verify_sums(folder: &Path) {
    let output =
        Command::new("sha256sum").args(["--strict", "-c", "SHA256SUMS"]).current_dir(folder).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let listed = String::from_utf8(output.stdout).unwrap().lines().count();
    assert_eq!(listed + 1, files(folder).len(), "every file but the list itself");
}

/// Values of an attribute anywhere in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn an_archive_is_verified_and_opened_without_this_program() {
    let book = book();
    for format in ["tar.zst", "zip"] {
        let run = book.run(&["archive", "pay", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.err);
        unpack(&book, &format!("pay.{format}"));
        verify_sums(&book.path("pay"));
        let names: Vec<String> = book.files("pay").into_iter().map(|(name, _)| name).collect();
        insta::assert_snapshot!("archive_members", names.join("\n"));
        let sum = Command::new("sha256sum").arg(format!("pay.{format}")).current_dir(book.root()).output();
        assert_eq!(String::from_utf8(sum.unwrap().stdout).unwrap(), run.out);
        let source = std::fs::read(book.path("pay/content/pay/1.1.0.md")).unwrap();
        assert_eq!(source, std::fs::read(book.path("content/pay/1.1.0.md")).unwrap());
        let head = book.read("pay/ledger-heads.txt");
        assert_eq!(head, book.run(&["verify"]).out);
        std::fs::remove_dir_all(book.path("pay")).unwrap();
    }
}

#[test]
fn its_pages_ask_for_nothing_and_all_of_their_links_lead_somewhere() {
    let book = book();
    assert_eq!(book.run(&["archive", "pay", "--format", "zip"]).status, 0);
    unpack(&book, "pay.zip");
    let html = book.read("pay/pay/1.1.0.html");
    assert!(html.contains("default-src 'none'") && html.contains("<style>") && html.contains("<svg"));
    assert!(!html.contains("<script") && !html.contains("<link") && !html.contains("evil"), "{html}");
    assert_eq!(values(&html, "src").len(), 1, "the image from elsewhere is named only");
    assert!(html.contains("[far]"));
    assert!(values(&html, "src")[0].starts_with("data:image/png;base64,iVBORw0KGgo"));
    assert!(values(&html, "srcset").is_empty() && values(&html, "style").is_empty());
    let ids = values(&html, "id");
    let mut seen = std::collections::BTreeSet::new();
    assert!(ids.iter().all(|id| seen.insert(*id)), "no name is given twice: {ids:?}");
    assert!(ids.iter().any(|id| id.starts_with("arithmetic:")), "the arithmetic is part of it");
    for href in values(&html, "href") {
        match href.strip_prefix('#') {
            Some(anchor) => assert!(ids.contains(&anchor), "{href}"),
            None if href.starts_with("https://example.org/") => {}
            None => assert!(book.path("pay/pay").join(href.split('#').next().unwrap()).exists(), "{href}"),
        }
    }
    assert!(html.contains("href=\"../content/pay/plan.txt\"") && html.contains("href=\"../pay/1.0.0.html"));
    assert!(book.read("pay/data/v1/assessments/pay/1.1.0.json").contains("\"release\":\"1.1.0\""));
}

#[test]
fn links_to_the_rest_of_the_site_lead_to_where_it_is_published() {
    let book = book();
    book.put("book.toml", "[publish]\nbase-url = \"https://r.example.org/\"\n");
    assert_eq!(book.run(&["archive", "pay@1.1.0", "--format", "zip"]).status, 0);
    unpack(&book, "pay-1.1.0.zip");
    let html = book.read("pay-1.1.0/pay/1.1.0.html");
    assert!(html.contains("href=\"https://r.example.org/projects/pay/index.html\""));
    assert!(html.contains("href=\"https://r.example.org/projects/pay/1.0.0/index.html"));
    assert!(!book.path("pay-1.1.0/pay/1.0.0.html").exists());
}

#[test]
fn the_same_book_gives_the_same_bytes_everywhere() {
    let book = book();
    let copy = crate::archive::book();
    for format in ["tar.zst", "zip"] {
        let archive = |root: &Path, zone: &str, language: &str, out: &str| {
            let mut command = readybook();
            command.env_remove("SOURCE_DATE_EPOCH").env("TZ", zone).env("LC_ALL", language);
            command.current_dir(root).args(["archive", "pay", "--format", format, "--out", out]);
            let run = Run::of(&mut command);
            assert_eq!(run.status, 0, "{}", run.err);
            std::fs::read(root.join(out)).unwrap()
        };
        let first = archive(book.root(), "Pacific/Auckland", "de_DE.UTF-8", &format!("a.{format}"));
        let second = archive(copy.root(), "America/Anchorage", "C", &format!("b.{format}"));
        assert!(first == second, "{format}");
        let run = book.run(&["archive", "pay", "--format", format, "--out", "c"]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(
            std::fs::read(book.path("c")).unwrap() != first,
            "SOURCE_DATE_EPOCH is the time of its files"
        );
        std::fs::remove_file(book.path("c")).unwrap();
    }
    let mut list = Command::new("tar");
    let list = list.env("TZ", "UTC").args(["--zstd", "-tvf", "a.tar.zst"]).current_dir(book.root()).output();
    let list = String::from_utf8(list.unwrap().stdout).unwrap();
    assert!(
        list.lines().all(|line| line.starts_with("-rw-r--r-- 0/0") && line.contains("1980-01-01 00:00")),
        "{list}"
    );
}

/// What a release workflow runs: check out a tag, collect, archive.
#[test]
fn a_tag_is_archived_with_the_sources_that_its_own_lock_pins() {
    let (book, web) = (book(), Book::empty());
    web.put("1.0.0.md", GOOD);
    let toml = format!("[[source]]\nname = \"web\"\nfolder = \"{}\"\n", web.root().display());
    book.put("book.toml", toml).put(".gitignore", ".readybook\n");
    git(book.root(), &["init", "-q", "-b", "main"]);
    let tag = |tag: &str| {
        assert_eq!(book.run(&["collect", "--update"]).status, 0);
        git(book.root(), &["add", "-A"]);
        git(book.root(), &["commit", "-q", "-m", "x"]);
        git(book.root(), &["tag", tag]);
    };
    tag("v1");
    let run = book.run(&["archive", "--tag", "v1", "--out", "v1.zip"]);
    assert_eq!(run.status, 0, "{}", run.err);
    unpack(&book, "v1.zip");
    assert_eq!(book.read("v1/content/web/1.0.0.md"), GOOD);
    assert!(book.path("v1/web/1.0.0.html").exists() && book.path("v1/pay/1.0.0.html").exists());
    web.put("2.0.0.md", GOOD);
    tag("v2");
    // What the lock of the first tag pins is not what is kept now.
    let told = book.run(&["archive", "--tag", "v1", "--out", "again.zip"]);
    assert_eq!(told.status, 1, "{}", told.err);
    insta::assert_snapshot!(told.err.replace(&web.root().display().to_string(), "WEB"));
    let now = book.run(&["archive", "web", "--tag", "v2", "--out", "v2.zip"]);
    assert_eq!(now.status, 0, "{}", now.err);
    unpack(&book, "v2.zip");
    assert!(book.path("web-v2/web/2.0.0.html").exists());
    assert_eq!(book.run(&["archive", "pay@1.0.0", "--tag", "v1", "--out", "one.zip"]).status, 0);
}

/// A theme that draws with an image is archived with it.
#[test]
fn images_of_a_theme_are_in_its_pages() {
    let book = book();
    book.put("book.toml", "[build]\ntheme = \"own\"\nimage-hosts = [\"example.org\"]\n");
    book.put("themes/own/assets/style.css", "body { background: url(logo.png) }\n")
        .put("themes/own/assets/logo.png", PNG);
    let run = book.run(&["archive", "pay", "--out", "pay.zip"]);
    assert_eq!(run.status, 0, "{}", run.err);
    unpack(&book, "pay.zip");
    assert!(book.read("pay/pay/1.0.0.html").contains("body { background: url(\"data:image/png;base64,iVBOR"));
    std::fs::remove_file(book.path("themes/own/assets/logo.png")).unwrap();
    let lacking = book.run(&["archive", "pay", "--out", "lacking.zip"]);
    assert!(
        lacking.status == 2 && lacking.err.contains("names `logo.png`, which is not part of the theme"),
        "{}",
        lacking.err
    );
}

#[test]
fn an_archive_is_packed_as_its_name_says() {
    let book = book();
    for (name, begins) in [
        ("a.zip", &b"PK"[..]),
        ("a.ZIP", b"PK"),
        ("a.tar.zst", b"\x28\xb5\x2f\xfd"),
        ("a", b"\x28\xb5\x2f\xfd"),
    ] {
        let run = book.run(&["archive", "pay", "--out", name]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(std::fs::read(book.path(name)).unwrap().starts_with(begins), "{name}");
        std::fs::remove_file(book.path(name)).unwrap();
    }
}

/// An assessment without a date was made by the day of its first commit, whatever day it is now.
#[test]
fn an_undated_assessment_gives_the_same_archive_on_every_day() {
    let book = book();
    book.put("content/pay/1.2.0.md", "---\nformat: 1\ndate: unknown\n---\n# Third\n");
    let archive = |today: &str, more: &[&str]| {
        let all = [&["archive", "pay", "--today", today, "--out", "x.zip"], more].concat();
        assert_eq!(book.run(&all).status, 0);
        let bytes = std::fs::read(book.path("x.zip")).unwrap();
        std::fs::remove_file(book.path("x.zip")).unwrap();
        bytes
    };
    let days = ["2026-03-01", "2026-04-01"];
    assert!(archive(days[0], &[]) != archive(days[1], &[]), "no commit says since when it is there");
    git(book.root(), &["init", "-q", "-b", "main"]);
    git(book.root(), &["add", "-A"]);
    let on = |day: &'static str| [("GIT_COMMITTER_DATE", day), ("GIT_AUTHOR_DATE", day)];
    git_with(book.root(), &["commit", "-q", "-m", "x"], &on("2026-02-01T12:00:00Z"));
    book.put("content/pay/1.2.0.md", "---\nformat: 1\ndate: unknown\n---\n# The third\n");
    git_with(book.root(), &["commit", "-q", "-a", "-m", "y"], &on("2026-02-09T12:00:00Z"));
    git(book.root(), &["tag", "v1"]);
    assert!(archive(days[0], &[]) == archive(days[1], &[]));
    assert!(archive(days[0], &["--tag", "v1"]) == archive(days[1], &["--tag", "v1"]));
    let score = book.run(&["score", "pay@1.2.0", "--format", "json"]);
    assert!(score.out.contains("2026-02-01"), "{}", score.out);
}

#[test]
fn what_is_hidden_stays_out_unless_it_is_asked_for() {
    let book = book();
    book.put("content/pay/2.0.0.md", GOOD.replace("date:", "draft: true\ndate:"));
    book.put("content/pay/3.0.0.md", GOOD.replace("date:", "visibility: internal\ndate:"));
    assert_eq!(book.run(&["seal", "pay", "3.0.0"]).status, 0);
    let archive = |arguments: &[&str]| {
        let run = book.run(&[&["archive", "--format", "zip", "--out", "x.zip"], arguments].concat());
        let names = (run.status == 0).then(|| {
            unpack(&book, "x.zip");
            std::fs::remove_file(book.path("x.zip")).unwrap();
            let folder = arguments[0].replace('@', "-");
            let names: Vec<String> = book.files(&folder).into_iter().map(|(name, _)| name).collect();
            std::fs::remove_dir_all(book.path(&folder)).unwrap();
            names.join("\n")
        });
        names.ok_or(run.err)
    };
    let names = archive(&["pay"]).unwrap();
    assert!(!names.contains("2.0.0") && !names.contains("3.0.0"), "{names}");
    assert!(!names.contains("ledger.jsonl") && names.contains("ledger-heads.txt"), "a ledger may name them");
    let all = archive(&["pay", "--drafts", "--internal"]).unwrap();
    assert!(all.contains("2.0.0") && all.contains("3.0.0") && all.contains("ledger.jsonl"), "{all}");
    assert!(archive(&["pay@2.0.0"]).unwrap_err().contains("pay@2.0.0 is a draft: `--drafts` takes it in"));
    assert!(archive(&["pay@3.0.0"]).unwrap_err().contains("pay@3.0.0 is internal: `--internal` takes it in"));
}

#[test]
fn what_cannot_be_archived_is_told_and_nothing_is_written() {
    let book = book();
    book.put("content/bad/1.md", "no front matter");
    book.put("content/img/1.md", GOOD.to_owned() + "\n![x](gone.png)\n");
    book.put("content/odd/1.md", GOOD.to_owned() + "\n![x](a.bmp)\n").put("content/odd/a.bmp", PNG);
    book.put("content/cut/1.md", GOOD).put("content/cut/ledger.jsonl", "{\"ledger\":1,\"pr");
    book.put("taken.zip", "mine");
    let mut told = Vec::new();
    for arguments in [
        &["pai"][..],
        &["pay@1.2.0"],
        &["bad@1"],
        &["img"],
        &["odd"],
        &["cut"],
        &["pay", "--out", "taken.zip"],
        &["pay", "--out", "no/such/folder.zip"],
        &["pay", "--out", "taken.zip/x"],
        &["../pay"],
        &["pay@../../x"],
        &["pay", "--format", "tar.zst", "--out", "other.zip"],
        &["--tag", "v1"],
    ] {
        let mut command = readybook();
        command.env("GIT_CEILING_DIRECTORIES", book.root().parent().unwrap());
        let run = Run::of(command.current_dir(book.root()).arg("archive").args(arguments));
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        let root = book.root().display().to_string();
        told.push(format!("$ archive {}\n{}\n", arguments.join(" "), run.err.replace(&root, "ROOT")));
    }
    insta::assert_snapshot!(told.concat());
    assert_eq!(book.read("taken.zip"), "mine");
    let left = std::fs::read_dir(book.root()).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().ends_with(".zst")));
}

#[test]
fn a_project_that_is_named_like_a_file_of_the_archive_is_refused() {
    for (name, file) in [
        ("README.txt", "README.txt"),
        ("Readme.TXT", "README.txt"),
        ("SHA256SUMS", "SHA256SUMS"),
        ("ledger-heads.txt", "ledger-heads.txt"),
    ] {
        let book = book();
        book.put(&format!("content/{name}/1.0.0.md"), GOOD);
        let run = book.run(&["archive", "pay"]);
        assert_eq!(run.status, 0, "of another project: {}", run.err);
        let run = book.run(&["seal", name, "1.0.0"]);
        assert_eq!(run.status, 0, "{}", run.err);
        let run = book.run(&["archive", name, "--out", "all.zip"]);
        let told = format!(
            "the archive has a file {file}, and {name}/1.0.0.html would stand in a folder of the same name"
        );
        assert!(run.status == 2 && run.err.contains(&told), "{}", run.err);
        assert!(run.err.contains("rename the project") && !book.path("all.zip").exists(), "{}", run.err);
    }
    // A folder of the archive may hold what a project of its name has.
    let book = Book::empty();
    for name in ["data", "rubrics"] {
        book.put(&format!("content/{name}/1.0.0.md"), GOOD);
        let run = book.run(&["archive", name, "--format", "zip"]);
        assert_eq!(run.status, 0, "{}", run.err);
        unpack(&book, &format!("{name}.zip"));
        verify_sums(&book.path(name));
    }
}

#[test]
fn a_name_that_cannot_be_listed_is_refused() {
    let book = Book::good();
    book.put("content/good/a\"b.png", PNG);
    book.put("content/good/1.0.0.md", GOOD.to_owned() + "\n![x](a%22b.png)\n");
    let run = book.run(&["archive", "good"]);
    assert!(run.err.contains("has a name that `sha256sum` cannot list as it is"), "{}", run.err);
    assert!(run.status == 2 && !book.path("good.tar.zst").exists());
}

#[test]
fn a_tag_is_archived_as_it_was_without_a_checkout() {
    let book = Book::empty();
    book.put("notes.txt", "before the book\n");
    let toml = book.read("book.toml");
    std::fs::remove_file(book.path("book.toml")).unwrap();
    git(book.root(), &["init", "-q", "-b", "main"]);
    let commit = |tag: &str| {
        git(book.root(), &["add", "-A"]);
        git(book.root(), &["commit", "-q", "-m", tag]);
        git(book.root(), &["tag", tag]);
    };
    commit("v0");
    book.put("book.toml", toml).put("content/good/1.0.0.md", GOOD);
    commit("v1.0");
    book.put("content/good/1.0.0.md", GOOD.replace("# Good", "# Altered"));
    let run = book.run(&["archive", "--tag", "v1.0", "--format", "zip"]);
    assert_eq!(run.status, 0, "{}", run.err);
    unpack(&book, "v1.0.zip");
    verify_sums(&book.path("v1.0"));
    assert_eq!(book.read("v1.0/content/good/1.0.0.md"), GOOD);
    let run = book.run(&["archive", "good@1.0.0", "--tag", "v1.0", "--format", "zip"]);
    assert!(run.out.ends_with("good-1.0.0-v1.0.zip\n"), "{}", run.err);
    let why = |tag: &str| book.run(&["archive", "--tag", tag]).err;
    assert!(why("v1.o").contains("there is no tag `v1.o`: did you mean `v1.0`?"), "{}", why("v1.o"));
    assert!(why("v0").contains("the tag `v0` holds no book: there is no book.toml in it"), "{}", why("v0"));
    assert!(why("--upload-pack=x").contains("there is no tag"), "{}", why("--upload-pack=x"));
}

/// A shallow clone does not know since when a document is there.
#[test]
fn undated_assessments_are_neither_sealed_nor_archived_in_a_shallow_clone() {
    let book = Book::empty();
    git(book.root(), &["init", "-q", "-b", "main"]);
    book.put("content/pay/1.0.0.md", "---\nformat: 1\ndate: unknown\n---\n# Undated\n");
    book.put("content/dated/1.0.0.md", GOOD);
    let commit = |day: &str| {
        git(book.root(), &["add", "-A"]);
        git_with(
            book.root(),
            &["commit", "-q", "-m", "x"],
            &[("GIT_COMMITTER_DATE", day), ("GIT_AUTHOR_DATE", day)],
        );
    };
    commit("2025-12-01T00:00:00Z");
    book.put("other.txt", "x");
    commit("2025-12-02T00:00:00Z");
    git(book.root(), &["tag", "v1"]);
    let clone = tempfile::tempdir().unwrap();
    let url = format!("file://{}", book.root().display());
    git(clone.path(), &["clone", "-q", "--depth", "1", "--branch", "v1", &url, "shallow"]);
    git(clone.path(), &["clone", "-q", &url, "whole"]);
    let run = |place: &str, arguments: &[&str]| {
        Run::of(readybook().current_dir(clone.path().join(place)).args(arguments))
    };
    for arguments in [
        &["archive", "pay@1.0.0"][..],
        &["archive", "--tag", "v1"],
        &["seal", "pay", "1.0.0"],
        &["seal", "--all-released"],
    ] {
        let refused = run("shallow", arguments);
        assert_ne!(refused.status, 0, "{arguments:?}");
        assert!(
            refused.err.contains("git fetch --unshallow") && refused.err.contains("pay@1.0.0"),
            "{}",
            refused.err
        );
        let done = run("whole", arguments);
        assert_eq!(done.status, 0, "{arguments:?} {}", done.err);
    }
    assert!(!clone.path().join("shallow/content/pay/ledger.jsonl").exists());
    assert!(clone.path().join("shallow/content/dated/ledger.jsonl").exists());
    assert_eq!(run("shallow", &["archive", "dated"]).status, 0);
    let check = run("shallow", &["check", "--format", "short"]);
    assert!(check.out.starts_with("content/pay/1.0.0.md:1:1: warning[unknown-day]"), "{}", check.out);
    assert_eq!(check.out.matches("unknown-day").count(), 1, "{}", check.out);
    assert!(!run("whole", &["check"]).out.contains("unknown-day"));
    // What no commit holds yet is of today, in any clone.
    std::fs::write(
        clone.path().join("shallow/content/pay/2.0.0.md"),
        "---\nformat: 1\ndate: unknown\n---\n# New\n",
    )
    .unwrap();
    assert_eq!(run("shallow", &["seal", "pay", "2.0.0"]).status, 0);
}

#[test]
fn an_image_from_the_top_of_the_repository_stops_the_archive() {
    let book = Book::empty();
    book.put("content/pay/1.0.0.md", format!("{GOOD}\n![a](/img/a.png)\n"));
    let check = book.run(&["check", "--format", "short"]);
    let what = "error[broken-link]: this image leads to `/img/a.png`, which is not below content/: no page can show it";
    assert!(check.status == 1 && check.out.contains(what), "{}", check.out);
    let run = book.run(&["archive", "pay", "--out", "x.zip"]);
    let why = "shows the image /img/a.png, which is not below content/";
    assert!(run.status == 2 && run.err.contains(why), "{}", run.err);
    assert!(!book.path("x.zip").exists());
    book.put("content/pay/1.0.0.md", format!("{GOOD}\n![a](/content/pay/a.png)\n"));
    book.put("content/pay/a.png", PNG);
    assert_eq!(book.run(&["check"]).status, 0);
    assert_eq!(book.run(&["archive", "pay", "--out", "x.zip"]).status, 0);
}

#[test]
fn a_link_from_the_top_of_the_repository_is_looked_for_there() {
    let top = Book::empty();
    top.put("docs/book/book.toml", "").put("src/main.rs", "");
    let document = |link: &str| format!("{GOOD}\n[code]({link})\n");
    let check =
        || Run::of(readybook().current_dir(top.path("docs/book")).args(["check", "--format", "short"]));
    let gone = |run: Run, link: &str| {
        let what = format!("error[broken-link]: this link leads to `{link}`, which does not exist");
        assert!(run.status == 1 && run.out.contains(&what), "{}", run.out);
    };
    top.put("docs/book/content/pay/1.0.0.md", document("/src/main.rs#L3"));
    gone(check(), "/src/main.rs#L3");
    git(top.root(), &["init", "-q"]);
    assert_eq!(check().status, 0, "{}", check().out);
    top.put("docs/book/content/pay/1.0.0.md", document("/src/mian.rs"));
    gone(check(), "/src/mian.rs");
}

#[test]
fn what_an_archive_cannot_be_called_is_asked_for() {
    let book = book();
    git(book.root(), &["init", "-q", "-b", "main"]);
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "x"]);
    git(book.root(), &["tag", "f\u{f6}\u{f6}"]);
    git(book.root(), &["tag", "pay/1.0.0"]);
    for (arguments, file) in [(&["pay@1.0.0"][..], "pay-1.0.0"), (&["--tag", "pay/1.0.0"], "pay_1.0.0")] {
        let run = book.run(&[&["archive"], arguments].concat());
        assert!(run.status == 0 && book.path(&format!("{file}.tar.zst")).exists(), "{}", run.err);
    }
    let tag = ["archive", "--tag", "f\u{f6}\u{f6}"];
    let run = book.run(&tag);
    assert!(run.status == 2 && run.err.contains("such as `--out readiness.tar.zst`"), "{}", run.err);
    assert!(run.err.contains("it may not contain `\u{f6}`"), "as it is written: {}", run.err);
    let run = book.run(&[&tag[..], &["--out", "x.zip"]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    unpack(&book, "x.zip");
    verify_sums(&book.path("x"));
    let run = book.run(&["archive", "pay", "--out", "pay.rar"]);
    assert!(run.status == 2 && run.err.contains("name it *.tar.zst or *.zip"), "{}", run.err);
    assert!(!book.path("pay.rar").exists());
    for (out, more) in [("pay-1.0", None), ("packed", None), ("pay.rar", Some("--format=zip"))] {
        let arguments: Vec<&str> = ["archive", "pay", "--out", out].into_iter().chain(more).collect();
        let run = book.run(&arguments);
        assert_eq!(run.status, 0, "{out} {}", run.err);
    }
}
