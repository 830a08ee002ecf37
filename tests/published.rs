//! What a site has for those who read it from elsewhere: feed, sitemap, robots, addresses.

use crate::book::Book;

const BOOK: &str = "[book]\ntitle = \"Services & more\"\nlanguage = \"de-CH\"\n[publish]\nbase-url = \"https://example.org/team/readiness\"\n";

fn report(date: &str, title: &str) -> String {
    format!(
        "---\nformat: 1\ndate: {date}\nscore: 70\n---\n# {title}\n\n## Größe\n\nEin Text über Sicherungen.\n"
    )
}

fn published() -> Book {
    let book = Book::empty();
    book.put("book.toml", BOOK);
    book.put("content/alpha/1.0.0.md", report("2026-01-05", "Alpha <one>"));
    book.put("content/beta/1.0.0.md", report("2026-02-07", "Beta"));
    book.put("content/beta/0.9.0.md", report("unknown", "Beta before"));
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    book
}

fn text(book: &Book, path: &str) -> String {
    let files = book.files("output");
    let found = files.into_iter().find(|(name, _)| name == path);
    String::from_utf8(found.unwrap_or_else(|| panic!("{path} is there")).1).unwrap()
}

#[test]
fn a_feed_tells_of_dated_assessments_the_latest_first() {
    let feed = text(&published(), "feed.xml");
    insta::assert_snapshot!(hashless(&feed));
}

/// The hash that makes a changed document a new entry.
fn hashless(feed: &str) -> String {
    let mut parts = feed.split("/#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "/#HASH" + &part[12..])
}

#[test]
fn a_changed_document_is_a_new_entry() {
    let book = published();
    let before = text(&book, "feed.xml");
    book.put("content/alpha/1.0.0.md", report("2026-01-05", "Alpha, mended"));
    assert_eq!(book.run(&["build"]).status, 0);
    let after = text(&book, "feed.xml");
    assert_ne!(before, after);
    assert_eq!(hashless(&before), hashless(&after));
}

#[test]
fn addresses_are_those_of_the_published_site() {
    let book = published();
    assert_eq!(
        text(&book, "robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://example.org/team/readiness/sitemap.xml\n"
    );
    let map = text(&book, "sitemap.xml");
    assert!(map.contains("<loc>https://example.org/team/readiness/projects/alpha/1.0.0/</loc>"), "{map}");
    assert!(
        map.contains("<loc>https://example.org/team/readiness/</loc>") && !map.contains("404.html"),
        "{map}"
    );
    let page = text(&book, "projects/alpha/1.0.0/index.html");
    assert!(page.contains(
        "<link rel=\"canonical\" href=\"https://example.org/team/readiness/projects/alpha/1.0.0/\">"
    ));
    assert!(
        page.contains("<meta property=\"og:title\" content=\"alpha 1.0.0: Services &amp; more\">"),
        "{page}"
    );
    assert!(page.contains("<meta property=\"og:type\" content=\"website\">"), "{page}");
    // Shown at any depth, a page that is not there leads to the root of the site all the same.
    let lost = text(&book, "404.html");
    assert!(
        lost.contains("href=\"/team/readiness/assets/style.css\"") && !lost.contains("=\"assets/"),
        "{lost}"
    );
}

#[test]
fn nothing_absolute_is_made_up_without_an_address() {
    let book = Book::good();
    assert_eq!(book.run(&["build"]).status, 0);
    let names: Vec<String> = book.files("output").into_iter().map(|(name, _)| name).collect();
    assert!(names.contains(&"robots.txt".to_owned()) && names.contains(&"404.html".to_owned()));
    assert!(!names.iter().any(|name| name == "feed.xml" || name == "sitemap.xml"));
    assert_eq!(text(&book, "robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn the_interface_speaks_the_language_of_the_book() {
    let book = published();
    let page = text(&book, "404.html");
    assert!(page.contains("<html lang=\"de-CH\">") && page.contains("Keine solche Seite"), "{page}");
    assert!(text(&book, "assets/words.js").contains("Nirgends steht"));
    assert!(text(&book, "search/reports/alpha/1.0.0.js").contains("Ein Text über Sicherungen."));
}

#[test]
fn a_mistake_in_words_or_templates_of_a_theme_names_its_place() {
    let book = Book::good();
    book.put("book.toml", "[build]\ntheme = \"mine\"\n");
    book.put("themes/mine/words/en.toml", "[nav]\nportfolio = [1]\n");
    book.put("themes/mine/templates/matrix.html", "<p>\n{{ x");
    let run = book.run(&["check", "--format", "short"]);
    assert_eq!(run.status, 2);
    for place in ["themes/mine/words/en.toml:2:13", "themes/mine/templates/matrix.html:2:4"] {
        assert!(run.out.contains(place), "{place} in {}", run.out);
    }
    book.put("themes/mine/words/en.toml", "[nav]\nportfolio = \"All of it\"\n");
    book.put("themes/mine/templates/matrix.html", "<p>\n{{ say(key=\"no.such\") }}");
    let run = book.run(&["build"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(
        run.err.contains("themes/mine/templates/matrix.html:2:4") && run.err.contains("`no.such`"),
        "{}",
        run.err
    );
}

#[test]
fn a_file_of_the_default_theme_is_taken_over_and_changed() {
    let book = Book::good();
    let run = book.run(&["theme", "eject", "templates/not-found.html"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("theme = \"own\""), "{}", run.err);
    let again = book.run(&["theme", "eject", "templates/not-found.html"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("exists already and is not overwritten"), "{}", again.err);
    book.put("book.toml", "[build]\ntheme = \"own\"\n");
    let changed = book.read("themes/own/templates/not-found.html").replace("<h1>", "<h1>Sorry: ");
    book.put("themes/own/templates/not-found.html", changed);
    assert_eq!(book.run(&["build"]).status, 0);
    assert!(text(&book, "404.html").contains("<h1>Sorry: No such page"));
    let list = book.run(&["theme", "list"]).out;
    assert!(
        list.contains("templates/not-found.html  replaced by themes/own/templates/not-found.html\n"),
        "{list}"
    );
    assert!(list.contains("\nwords/en.toml\n"), "{list}");
    let wrong = book.run(&["theme", "eject", "templates/matrx.html"]);
    assert!(wrong.status == 2 && wrong.err.contains("templates/matrix.html"), "{}", wrong.err);
    assert_eq!(book.run(&["theme", "eject", "--name", "../x"]).status, 2);
}
