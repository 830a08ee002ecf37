//! Texts that would run something if any place forgot to escape them: in every field and in the body, looked for in every
//! output. The same book is opened in a browser (tests/browser/hostile.mjs).

mod elsewhere;
mod inert;
mod vectors;

use std::fmt::Write as _;

use serde_json::Value;

use crate::book::{Book, Run, readybook};
use crate::since::git;
use inert::running;
use vectors::vectors;

/// Texts in one document.
const AT_ONCE: usize = 45;

/// Ends whatever a text began, so that it does not hide the next one.
const CLOSED: &str = "--> ]]> ?> </script></style></textarea></title></noscript></template></svg></math></xmp></iframe></select></table>";

/// A text as a value of YAML. It holds no controls there, which front matter refuses.
fn quoted(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    serde_json::to_string(&kept).unwrap()
}

/// A document that has these texts in every field and in every part of its body.
fn document(texts: &[String], verdict: &str) -> String {
    let all = quoted(&texts.concat());
    let mut out = format!(
        "---\nformat: 1\ndate: 2026-01-21\nverdict: {verdict}\ntitle: {all}\nowner: {all}\nenvironment: {all}\ncommit: {all}\n\
         authors: [{all}]\nreviewers: [{all}]\nsignoff: [{{ name: {all}, role: {all}, date: 2026-01-21, decision: approved }}]\n\
         objectives: [{{ scenario: {all}, rto: {all}, rpo: {all} }}]\nlimits: [{{ service: {all}, cpu: {all}, memory: {all} }}]\n\
         actions: [{{ when: {all}, what: {all}, done: false }}]\nextra: {{ a: {all} }}\n\
         categories:\n  security: {{ score: 40, note: {all}, evidence: [{all}] }}\n\
         checks:\n  backups: {{ result: fail, note: {all}, evidence: [{all}] }}\n  redundancy: {{ result: n/a, reason: {all} }}\nfindings:\n"
    );
    for (at, text) in texts.iter().enumerate() {
        let text = quoted(text);
        let _ = writeln!(
            out,
            "  - {{ id: f{at}, title: {text}, severity: high, priority: {text}, category: {text}, impact: {text}, owner: {text}, evidence: [{text}] }}"
        );
    }
    let _ = write!(
        out,
        "waivers:\n  - {{ finding: f0, reason: {all}, approved-by: {all}, expires: 2026-12-31 }}\n---\n# Report\n\n"
    );
    for (at, text) in texts.iter().enumerate() {
        let line = text.replace(['\n', '\r'], " ");
        let cell = line.replace('|', "\\|");
        let _ = write!(
            out,
            "{text}\n\n{CLOSED}\n\n## {line}\n\n- {line}\n- [ ] {line}\n\n> {line}\n\n{CLOSED}\n\n| {cell} | b |\n| --- | --- |\n| {cell} | `{cell}` |\n\n\
             ```{line}\n{line}\n```\n\n**Owner:** {line}\n\n[{line}](x.md \"{cell}\") ![{line}](x.png)[^{at}]\n\n[^{at}]: {line}\n\n{CLOSED}\n\n"
        );
    }
    out
}

/// All of the texts in a book: a release for each lot of them, and documents that are broken by them.
fn hostile() -> Vec<(String, String)> {
    let all = vectors();
    let mut out = Vec::new();
    for (at, texts) in all.chunks(AT_ONCE).enumerate() {
        let project = ["alpha", "beta", "gamma"][at % 3];
        let verdict = if at % 2 == 0 { "ready" } else { "not-ready" };
        out.push((format!("content/{project}/1.{at}.0.md"), document(texts, verdict)));
        let all = quoted(&texts.concat());
        let key = quoted(&texts[0]);
        for (kind, front) in [
            ("verdict", format!("verdict: {all}")),
            ("release", format!("release: {all}")),
            ("score", format!("score: {all}")),
            ("key", format!("{key}: {all}")),
            ("check", format!("checks: {{ {key}: {{ result: {all} }} }}")),
            ("id", format!("findings: [{{ id: {all}, title: x, severity: {all}, due: {all} }}]")),
            ("waiver", format!("waivers: [{{ finding: {all}, reason: x, expires: {all} }}]")),
            ("rubric", format!("rubric: {all}")),
            ("supersedes", format!("supersedes: {all}")),
        ] {
            let text = format!("---\nformat: 1\ndate: 2026-01-20\n{front}\n---\n# R\n");
            out.push((format!("content/broken/{kind}-{at}.md"), text));
        }
    }
    let all = quoted(&all[..200].concat());
    let project =
        format!("---\nname: {all}\nowner: {all}\ntags: [{all}]\ntier: {all}\ndescription: {all}\n---\n# P\n");
    for id in ["alpha", "beta", "gamma"] {
        out.push((format!("content/{id}/project.md"), project.clone()));
    }
    out.push((
        "content/a<img src=x onerror=hit()>b/1.0.md".to_owned(),
        "---\nformat: 1\n---\n# R\n".to_owned(),
    ));
    out.push((
        "book.toml".to_owned(),
        format!("[book]\ntitle = {all}\n[publish]\nbase-url = \"https://book.example/r/\"\nbadges = \"categories\"\n"),
    ));
    out
}

fn book() -> Book {
    let book = Book::empty();
    for (path, text) in hostile() {
        book.put(&path, text);
    }
    book
}

/// Names of headings that scripts and browsers use too.
fn headings() -> String {
    let names = [
        "readybook",
        "document",
        "location",
        "self",
        "top",
        "name",
        "say",
        "words",
        "getElementById",
        "page:main",
        "forms",
    ];
    names.iter().fold("---\nformat: 1\ndate: 2026-01-02\n---\n# R\n\nhit()\n".to_owned(), |out, name| {
        format!("{out}\n## {name}\n\n<a id=\"{name}\" name=\"{name}\">x</a> <div id={name}>y</div> <img name={name} src=x>\n")
    })
}

/// Files beside a report that a browser would run.
const BESIDE: [(&str, &str); 8] = [
    ("page.html", "<script>hit()</script>"),
    ("page.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><script>hit()</script></html>"),
    ("data.xml", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>hit()</x:script>"),
    ("run.js", "hit()"),
    ("noending", "<script>hit()</script>"),
    ("bad.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='hit()'><script>hit()</script></svg>"),
    (
        "worse.SVG",
        "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg xmlns='http://www.w3.org/2000/svg'><script>hit()</script></svg>",
    ),
    ("good.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>fine</text></svg>"),
];

fn put_beside(book: &Book) {
    let mut links = "---\nformat: 1\ndate: 2026-01-01\n---\n# R\n\n".to_owned();
    for (name, text) in BESIDE {
        book.put(&format!("content/beside/{name}"), text);
        let _ = write!(links, "[a]({name}) ![b]({name})\n\n");
    }
    book.put("content/beside/1.0.md", links);
}

#[test]
fn files_beside_a_report_do_not_run_under_the_name_of_the_site() {
    let book = Book::good();
    put_beside(&book);
    let run = book.run(&["build"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let names: Vec<String> = book.files("output/files").into_iter().map(|(path, _)| path).collect();
    let plain = [
        "bad.svg",
        "data.xml.txt",
        "good.svg",
        "noending.txt",
        "page.html.txt",
        "page.xhtml.txt",
        "run.js.txt",
        "worse.SVG",
    ];
    assert_eq!(names, plain.map(|name| format!("beside/{name}")));
    for (name, text) in BESIDE {
        let made =
            book.read(&format!("output/{}", readybook::render::file_page(&format!("content/beside/{name}"))));
        let refused = ["bad.svg", "worse.SVG"].contains(&name);
        assert_eq!(made.contains("hit()") || name == "good.svg", !refused, "{name}: {made}");
        assert!(refused || made == text, "{name}");
    }
    let page = book.read("output/projects/beside/1.0/index.html");
    assert!(
        page.contains("files/beside/page.html.txt\"") && !page.contains("files/beside/page.html\""),
        "{page}"
    );
}

/// Writes the book to `HOSTILE_BOOK`, for a browser to look at what becomes of it.
#[test]
fn the_book_for_a_browser() {
    let Ok(place) = std::env::var("HOSTILE_BOOK") else { return };
    let book = book();
    put_beside(&book);
    book.put("content/alpha/0.1.0.md", headings());
    for (path, bytes) in book.files(".") {
        let to = std::path::Path::new(&place).join(path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
}

/// What can be done with a text of this kind but to read it.
fn wrong_with(path: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending {
        "html" | "svg" | "xml" => running(&text),
        "json" | "webmanifest" => {
            serde_json::from_str::<Value>(&text).err().map(|e| e.to_string()).into_iter().collect()
        }
        "jsonl" => text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).err())
            .map(|e| e.to_string())
            .collect(),
        "csv" => formulas(&text),
        "js" if path.starts_with("search/") || path.starts_with("parts/") => beyond_data(&text),
        "js" | "css" if path.starts_with("assets/") => Vec::new(),
        "txt" | "nojekyll" => Vec::new(),
        _ => vec!["nobody knows what this is".to_owned()],
    }
}

/// Cells that a spreadsheet would execute.
fn formulas(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.retain(|cell| cell.starts_with(['=', '+', '-', '@', '\t']));
    cells
}

/// What a script of data does more than to hand over JSON.
fn beyond_data(text: &str) -> Vec<String> {
    let call = regex::Regex::new(r"\A(?s:readybook\.[a-z]+\((.*)\);\n)\z").unwrap();
    let data = call.captures(text).map(|found| format!("[{}]", &found[1]));
    let fine = data.is_some_and(|data| serde_json::from_str::<Value>(&data).is_ok());
    // Such a file is asked for by its address, so that no text in it ends a script.
    if fine { Vec::new() } else { vec![text.chars().take(300).collect()] }
}

fn check(files: &[(String, Vec<u8>)]) {
    for (path, bytes) in files {
        let wrong = wrong_with(path, bytes);
        assert!(wrong.is_empty(), "{path}: {:?}", &wrong[..wrong.len().min(3)]);
    }
}

#[test]
fn nothing_runs_in_any_file_of_a_site() {
    assert!(vectors().len() > 500);
    let book = book();
    let run = book.run(&["build", "--keep-going"]);
    assert!(run.status < 2, "{}", run.err);
    let site: Vec<_> =
        book.files("output").into_iter().filter(|(path, _)| !path.contains("manifest.json")).collect();
    check(&site);
    // That nothing was found is worth something only where the texts are there.
    let with = |ending: &str| {
        let holds = |(path, bytes): &&(String, Vec<u8>)| {
            path.ends_with(ending) && String::from_utf8_lossy(bytes).contains("hit()")
        };
        site.iter().filter(holds).count()
    };
    assert!(
        with(".html") > 40 && with(".json") > 10 && with(".js") > 10 && with(".csv") > 0,
        "{}",
        with(".csv")
    );
    assert!(with("problems.html") == 1 && with("feed.xml") == 1 && with("index.html") > 10);
}

#[test]
fn nothing_breaks_out_of_what_commands_say() {
    let book = book();
    let controls = |text: &str| {
        text.chars()
            .any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2028}' | '\u{feff}'))
    };
    for format in readybook::diag::render::FORMATS {
        let run = book.run(&["check", "--format", format.name]);
        assert!(!controls(&run.out) && !controls(&run.err), "{}", format.name);
        if matches!(format.name, "json" | "sarif" | "gitlab" | "rdjson") {
            assert!(serde_json::from_str::<Value>(&run.out).is_ok(), "{}", format.name);
        }
        if matches!(format.name, "junit" | "checkstyle") {
            assert_eq!(running(&run.out), [] as [&str; 0], "{}", format.name);
        }
    }
    for format in ["human", "json", "markdown"] {
        let run = book.run(&["score", "alpha", "--format", format]);
        assert!(!controls(&run.out) && !controls(&run.err), "{format}: {}", run.err);
        if format == "markdown" {
            assert_eq!(running(&rendered(&run.out)), [] as [&str; 0]);
        }
    }
}

/// Markdown as GitHub would show it.
fn rendered(markdown: &str) -> String {
    let mut out = String::new();
    pulldown_cmark::html::push_html(
        &mut out,
        pulldown_cmark::Parser::new_ext(markdown, pulldown_cmark::Options::all()),
    );
    out
}

#[test]
fn nothing_breaks_out_of_a_comparison() {
    let book = Book::empty();
    let all = hostile();
    let put = |ready: &str| {
        for (path, text) in
            all.iter().filter(|(path, _)| path.contains("alpha") || path.contains("book.toml"))
        {
            book.put(path, text.replace("severity: high", &format!("severity: {ready}")));
        }
    };
    put("high");
    git(book.root(), &["init", "-q", "-b", "main"]);
    git(book.root(), &["add", "-A"]);
    git(book.root(), &["commit", "-q", "-m", "first"]);
    put("low");
    for format in ["html", "json", "markdown", "short"] {
        let run = Run::of(readybook().current_dir(book.root()).args(["diff", "main", "--format", format]));
        assert!(run.status < 2 && run.out.contains("hit"), "{format}: {}", run.err);
        let wrong = match format {
            "html" => running(&run.out),
            "markdown" => running(&rendered(&run.out)),
            "json" => wrong_with("x.json", run.out.as_bytes()),
            _ => Vec::new(),
        };
        assert_eq!(wrong, [] as [&str; 0], "{format}");
        assert!(!run.out.contains(['\u{1b}', '\u{202e}']), "{format}");
    }
}
