//! How heavy pages are: what stands around a report, and a page with many projects.

use readybook::compile::{Options, compile};
use readybook::load::Folder;
use readybook::model::Date;
use readybook::render::Page;

use crate::book::{Book, Run, readybook};

/// Most bytes of an assessment's page beside the report itself.
const MOST_BESIDE_REPORT: usize = 25 * 1024;

#[test]
fn an_assessment_weighs_little_more_than_its_report() {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = tempfile::tempdir().unwrap();
    let site = output.path().join("site");
    let build = Run::of(readybook().current_dir(root).args(["build", "--out-dir"]).arg(&site));
    assert_eq!(build.status, 0, "{}", build.err);
    let mut seen = 0;
    for (path, bytes) in crate::book::files(&site.join("projects")) {
        let page = String::from_utf8(bytes).unwrap();
        let Some((before, rest)) = page.split_once("id=\"page:report\">") else { continue };
        let (_, after) = rest.split_once("</article>").unwrap();
        let beside = before.len() + after.len();
        assert!(beside <= MOST_BESIDE_REPORT, "{path}: {beside} bytes beside the report");
        seen += 1;
    }
    assert_eq!(seen, 8);
}

/// A book of so many projects, each with two releases.
fn many(projects: usize, settings: &str) -> Book {
    let book = Book::empty();
    book.put("book.toml", format!("[book]\ntitle = \"Many\"\n{settings}"));
    for n in 0..projects {
        let id = format!("payments-{n:04}");
        book.put(
            &format!("content/{id}/project.md"),
            format!(
                "---\nname: Payments service {n:04}\nowner: team-{}\ntier: \"{}\"\ntags: [http, jobs]\n---\n",
                n % 40,
                n % 3 + 1
            ),
        );
        for (release, month) in [("1.0.0", 1), ("1.1.0", 6)] {
            let text = format!(
                "---\nformat: 1\ndate: 2025-{month:02}-10\nscore: {}\nchecks: {{ backups: fail, rate-limiting: pass }}\n\
                 findings: [{{ id: a, title: Alerts wake nobody, severity: high }}]\n\
                 waivers: [{{ check: backups, reason: rebuilt, approved-by: ada, expires: 2026-06-30 }}]\n---\n# Report\n",
                n % 100
            );
            book.put(&format!("content/{id}/{release}.md"), text);
        }
    }
    book
}

/// The planned pages of a book that are not of one project alone.
fn planned(book: &Book) -> (Vec<Page>, usize) {
    let options =
        Options { today: Date::constant(2026, 1, 22), keep_going: false, drafts: false, internal: false };
    let compiled = compile(&Folder::open(book.root()), options);
    let site = compiled.site.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    // The index of the search has measures of its own: how many files its words fill.
    let words = |path: &str| {
        path.strip_prefix("search/").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let all = site.iter().filter(|page| !words(&page.path)).count();
    let own = [
        "projects/",
        "parts/compare/",
        "parts/releases/",
        "data/v1/projects/",
        "data/v1/assessments/",
        "data/v1/schema/",
        "search/",
        "rules/",
        "assets/",
    ];
    (site.into_iter().filter(|page| !own.iter().any(|folder| page.path.starts_with(folder))).collect(), all)
}

fn text(page: &Page) -> String {
    String::from_utf8(page.make(None).unwrap().into_owned()).unwrap()
}

#[test]
fn the_start_page_of_a_thousand_projects_is_light() {
    let (site, _) = planned(&many(1000, ""));
    let pages: Vec<&Page> = site.iter().filter(|page| page.path.starts_with("index")).collect();
    let mut rows = 0;
    for page in pages {
        let text = text(page);
        assert!(text.len() <= 400_000, "{} has {} bytes", page.path, text.len());
        rows += text.matches("<tr data-verdict").count();
    }
    assert_eq!(rows, 1000);
    // What sorting and filtering bring together from all pages.
    let parts = site.iter().filter(|page| page.path.starts_with("parts/rows/"));
    let rows: usize = parts.map(|page| text(page).matches("<tr data-verdict").count()).sum();
    assert_eq!(rows, 1000);
}

#[test]
fn every_list_of_a_thousand_projects_is_light() {
    let (site, _) = planned(&many(1000, ""));
    let (mut heavy, mut cells) = (Vec::new(), 0);
    for page in &site {
        let html = std::path::Path::new(&*page.path).extension().is_some_and(|end| end == "html");
        if !html && !page.path.starts_with("parts/matrix/") {
            continue;
        }
        let text = text(page);
        if text.len() > 400_000 {
            heavy.push(format!("{}: {} bytes", page.path, text.len()));
        }
        if page.path.starts_with("parts/matrix/") {
            cells += text.matches("<th scope").count();
        }
    }
    assert_eq!(heavy, Vec::<String>::new());
    assert_eq!(cells, 1000, "sorting brings all rows of the matrix together");
}

#[test]
fn no_page_holds_all_projects_and_pages_grow_with_assessments() {
    let settings = "[build]\nrows-per-page = 10\n";
    let (site, all) = planned(&many(60, settings));
    for page in &site {
        let text = text(page);
        let named: std::collections::BTreeSet<&str> =
            text.match_indices("payments-").map(|(at, _)| &text[at..at + 13]).collect();
        // A file for spreadsheets holds ten pages of rows.
        let most = if std::path::Path::new(&*page.path).extension().is_some_and(|end| end == "csv") {
            100
        } else {
            10
        };
        assert!(named.len() <= most, "{} names {} projects", page.path, named.len());
    }
    let (_, less) = planned(&many(20, settings));
    let (_, more) = planned(&many(40, settings));
    // Lists have one page for ten rows, so that both steps of twenty projects add the same.
    assert_eq!(all - more, more - less, "{less}, {more}, {all} pages");
}
