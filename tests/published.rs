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
fn a_language_without_words_is_that_of_reports_only() {
    let book = published();
    book.put("book.toml", BOOK.replace("de-CH", "nl"));
    assert_eq!(book.run(&["build"]).status, 0);
    let page = text(&book, "projects/alpha/1.0.0/index.html");
    assert!(page.contains("<html lang=\"en\">"), "what is said in English is to be read as such");
    assert!(page.contains("<article class=\"prose\" id=\"page:report\" lang=\"nl\">"), "{page}");
    book.put("themes/own/words/nl.toml", "[nav]\nmatrix = \"Overzicht\"\n");
    book.put("book.toml", format!("{}[build]\ntheme = \"own\"\n", BOOK.replace("de-CH", "nl")));
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let page = text(&book, "projects/alpha/1.0.0/index.html");
    assert!(page.contains("<html lang=\"nl\">") && page.contains("id=\"page:report\">"), "{page}");
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

/// What `check` says of a book with those files in its theme, in short.
fn told_of_theme(files: &[(&str, &str)]) -> String {
    let book = Book::good();
    book.put("book.toml", "[build]\ntheme = \"mine\"\n");
    for (path, text) in files {
        book.put(&format!("themes/mine/{path}"), *text);
    }
    let run = book.run(&["check", "--format", "short"]);
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
    run.out
}

#[test]
fn what_templates_ask_for_and_nobody_has_is_named_with_its_place() {
    let first = "{% extends \"base.html\" %}\n{% block main %}\n<p>ä ";
    for (text, place, message) in [
        ("{{ nofn(x=1) }}", "3:9", "there is no function `nofn`"),
        ("{{ 1 | plus }}", "3:13", "there is no filter `plus`"),
        ("{% if x is nosuchtest %}{% endif %}", "3:17", "there is no test `nosuchtest`"),
        ("{% include \"nope.html\" %}", "3:17", "there is no template `nope.html`"),
        ("{{<nocomp />}}", "3:8", "there is no component `nocomp`"),
    ] {
        let text = format!("{first}{text}\n{{% endblock main %}}\n");
        let told = told_of_theme(&[("templates/portfolio.html", &text)]);
        assert!(told.contains(&format!("themes/mine/templates/portfolio.html:{place}:")), "{place}: {told}");
        assert!(told.contains(message) && told.lines().count() < 4, "{told}");
    }
    let told = told_of_theme(&[("templates/portfolio.html", "\n{% extends \"bse.html\" %}")]);
    assert!(
        told.contains("themes/mine/templates/portfolio.html:2:12") && told.contains("`bse.html`"),
        "{told}"
    );
    let told = told_of_theme(&[("templates/base.html", "<p>\n{% extends \"base.html\" %}")]);
    assert!(told.contains("themes/mine/templates/base.html:"), "{told}");
    let loops = "<p>\n{% include \"rule.html\" %}";
    let told = told_of_theme(&[("templates/rule.html", loops)]);
    assert!(
        told.contains("themes/mine/templates/rule.html:2:12") && told.contains("within itself"),
        "{told}"
    );
    let twice = "{% component verdict(of) %}{% endcomponent verdict %}";
    let told = told_of_theme(&[("templates/more.html", twice)]);
    assert!(told.contains("themes/mine/templates/more.html:1:14") && told.contains("`verdict`"), "{told}");
    // Several of one file, each at its place.
    let told = told_of_theme(&[("templates/rule.html", "{{ a() }}\n{{ b() }}\n")]);
    assert!(told.contains("rule.html:1:") && told.contains("rule.html:2:"), "{told}");
    // What the default theme's templates need is told of the file that lacks it.
    let told = told_of_theme(&[("templates/components.html", "")]);
    assert!(
        told.contains("themes/mine/templates/components.html") && !told.contains("archive.html:"),
        "{told}"
    );
}

#[test]
fn a_template_that_no_page_is_made_with_is_told() {
    let told = told_of_theme(&[("templates/portfolo.html", "<p>")]);
    assert!(
        told.contains("themes/mine/templates/portfolo.html") && told.contains("unused-template"),
        "{told}"
    );
    let book = Book::good();
    book.put("book.toml", "[build]\ntheme = \"mine\"\n");
    book.put("themes/mine/templates/part.html", "<p>Ours");
    book.put("themes/mine/templates/rule.html", "{% include \"part.html\" %}");
    assert_eq!(book.run(&["check"]).status, 0);
}

#[test]
fn slips_in_a_file_of_words_are_told_with_their_place() {
    for (text, place, message) in [
        ("[nav]\nportfolo = \"All\"\n", "2:1", "unknown key `nav.portfolo`"),
        ("[nav]\nportfolio = \"All {nope}\"\n", "2:13", "`{nope}` is no value of `nav.portfolio`"),
        ("[nav]\nportfolio = 5\n", "2:13", "`nav.portfolio` is no text"),
        ("[archive]\nprojects = { one = \"a project\" }\n", "2:1", "has no form `other`"),
        ("[nav]\nportfolio = { one = \"a\", other = \"b\" }\n", "2:1", "no number is given"),
    ] {
        let told = told_of_theme(&[("words/en.toml", text)]);
        let place = format!("themes/mine/words/en.toml:{place}");
        assert!(told.contains(&place) && told.contains(message), "{told}");
    }
    let book = Book::good();
    book.put("book.toml", "[build]\ntheme = \"mine\"\n");
    book.put(
        "themes/mine/words/en.toml",
        "[mine]\nown = \"Ours\"\n[kinds]\na = \"A\"\n[archive]\nprojects = \"{n} of them\"\n",
    );
    let says = "{{ say(key=\"mine.own\") }}{{ say(key=\"kinds.\" ~ \"a\") }}";
    book.put("themes/mine/templates/not-found.html", says);
    assert_eq!(book.run(&["build"]).status, 0);
    assert_eq!(text(&book, "404.html"), "OursA");
}

#[test]
fn all_files_of_the_theme_are_taken_over_but_those_that_are_there() {
    let book = Book::good();
    book.put("themes/own/templates/rule.html", "<p>Ours");
    let run = book.run(&["theme", "eject"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let name = "themes/own/templates/rule.html";
    assert!(run.err.lines().any(|line| line.starts_with("kept") && line.contains(name)), "{}", run.err);
    assert_eq!(book.read(name), "<p>Ours");
    assert!(book.read("themes/own/words/en.toml").contains("[nav]"));
}

#[test]
fn a_place_in_an_address_that_nobody_fills_is_told() {
    let book = Book::good();
    book.put("book.toml", "[publish]\nevidence-url = \"https://example.org/{comit}/{path}\"\n");
    let run = book.run(&["check"]);
    assert!(run.status == 2 && run.out.contains("`{comit}`"), "{}{}", run.out, run.err);
    assert!(run.out.contains("did you mean `commit`?"), "{}", run.out);
    book.put("book.toml", "[publish]\nedit-url = \"https://example.org/{commit}/{path}\"\n");
    assert_eq!(book.run(&["check"]).status, 2);
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
