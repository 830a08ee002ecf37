//! docs/themes.md names everything that templates are given: its second half is made from the types.
//!
//! `UPDATE_EXPECTED=1 cargo test themes_page` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use regex::Regex;

use crate::book::{Book, GOOD};

const MARK: &str = "<!-- generated from the types: UPDATE_EXPECTED=1 cargo test themes_page -->\n";

struct Type {
    name: String,
    about: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    type_: String,
    about: String,
    flattened: bool,
}

/// The types of a source file that templates are given: those that can be written out.
fn types(source: &str) -> Vec<Type> {
    let of_type = Regex::new(
        r"(?m)^((?:///.*\n)*)((?:#\[.*\]\n)+)(?:pub(?:\([a-z]+\))? )?struct (\w+)(?:<[^>]*>)? \{\n?((?:.*\n)*?)\}$",
    )
    .unwrap();
    let written = |found: &regex::Captures<'_>| found[2].contains("Serialize");
    of_type
        .captures_iter(source)
        .filter(written)
        .map(|found| Type { name: found[3].to_owned(), about: prose(&found[1]), fields: fields(&found[4]) })
        .collect()
}

fn prose(comments: &str) -> String {
    let lines = comments.lines().map(|line| line.trim().trim_start_matches("///").trim());
    lines.collect::<Vec<_>>().join(" ")
}

fn fields(body: &str) -> Vec<Field> {
    let (mut all, mut about, mut attributes) = (Vec::new(), String::new(), String::new());
    for line in body.lines().map(str::trim) {
        if line.starts_with("///") {
            let _ = writeln!(about, "{line}");
        } else if line.starts_with('#') {
            attributes.push_str(line);
        } else if let Some((name, type_)) = line.trim_end_matches(',').split_once(": ") {
            if !attributes.contains("skip)") {
                all.push(Field {
                    name: name.trim_start_matches("pub ").to_owned(),
                    type_: type_.to_owned(),
                    about: prose(&about),
                    flattened: attributes.contains("flatten"),
                });
            }
            (about, attributes) = (String::new(), String::new());
        }
    }
    all
}

/// A type in plain words; `shared` are those with a section of their own.
fn plain(type_: &str, shared: &BTreeSet<String>) -> String {
    let inner = |start: &str| type_.strip_prefix(start)?.strip_suffix('>');
    if let Some(inner) = inner("Option<") {
        return format!("{}, or nothing", plain(inner, shared));
    }
    if let Some(inner) = inner("Vec<").or_else(|| inner("BTreeSet<")) {
        return format!("list of {}", plain(inner, shared));
    }
    if let Some((inner, count)) =
        type_.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')?.split_once("; "))
    {
        return format!("list of {count} {}", plain(inner, shared));
    }
    if let Some(inner) = type_.strip_prefix("&'a [").and_then(|rest| rest.strip_suffix(']')) {
        return format!("list of {}", plain(inner, shared));
    }
    if let Some(inner) = type_.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        let parts: Vec<String> = inner.split(", ").map(|part| plain(part, shared)).collect();
        return format!("list of {}", parts.join(" and "));
    }
    let bare = Regex::new(r"^&'\w+ |<'\w+>$").unwrap().replace_all(type_, "").into_owned();
    match bare.as_str() {
        "String" | "str" => "text".to_owned(),
        "bool" => "yes or no".to_owned(),
        "usize" | "u32" | "i32" | "i64" | "u8" => "number".to_owned(),
        own if shared.contains(own) => format!("[`{own}`](#{})", own.to_lowercase()),
        own => format!("`{own}`"),
    }
}

fn table(of: &Type, shared: &BTreeSet<String>, out: &mut String) {
    if of.fields.is_empty() {
        out.push_str("Nothing of its own.\n");
        return;
    }
    out.push_str("| key | what it is | |\n| --- | --- | --- |\n");
    for field in &of.fields {
        let name = if field.flattened { "all of".to_owned() } else { format!("`{}`", field.name) };
        let _ = writeln!(
            out,
            "| {name} | {} | {} |",
            plain(&field.type_, shared),
            field.about.replace('|', "\\|")
        );
    }
}

fn sources(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn page() -> String {
    let mut shared: Vec<Type> = sources("src/render")
        .iter()
        .chain(&sources("src/portfolio"))
        .flat_map(|source| types(source))
        // What templates are given of the model as it is.
        .chain(
            sources("src/model")
                .iter()
                .flat_map(|source| types(source))
                .filter(|one| one.name == "FindingCounts"),
        )
        .collect();
    let names: BTreeSet<String> = shared.iter().map(|one| one.name.clone()).collect();
    let mut out = String::from("\n");
    let site = shared.iter().position(|one| one.name == "Site").unwrap();
    table(&shared.remove(site), &names, &mut out);
    out.push_str("\n## What each template is given\n");
    let given = Regex::new(r"^What `([a-z-]+\.html)` is given(, with the scorecard)?\.").unwrap();
    for source in sources("src/render/pages") {
        let mut types = types(&source);
        // A type belongs to the template before it.
        let mut belongs = false;
        for one in &mut types {
            if let Some(found) = given.captures(&one.about) {
                belongs = true;
                let _ = writeln!(out, "\n### {}\n", &found[1]);
                let scorecard = found.get(2).map(|_| Field {
                    name: "scorecard".to_owned(),
                    type_: "ScorecardView".to_owned(),
                    about: String::new(),
                    flattened: false,
                });
                one.fields.extend(scorecard);
                table(one, &names, &mut out);
            } else if belongs {
                let about = if one.about.is_empty() { String::new() } else { format!(": {}", one.about) };
                let _ = writeln!(out, "\n`{}`{about}\n", one.name);
                table(one, &names, &mut out);
            }
        }
    }
    out.push_str("\n## What several templates are given\n");
    for one in &shared {
        let _ = writeln!(out, "\n### {}\n\n{}\n", one.name, one.about);
        table(one, &names, &mut out);
    }
    out
}

#[test]
fn the_page_about_themes_says_what_templates_are_given() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/themes.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, said) = text.split_once(MARK).unwrap();
    let page = page();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, format!("{head}{MARK}{page}")).unwrap();
        return;
    }
    assert!(
        said == page,
        "docs/themes.md is old: UPDATE_EXPECTED=1 cargo test themes_page, and look at what changed"
    );
}

#[test]
fn every_template_is_on_the_page() {
    let page = page();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // These are parts of others.
        if !["base.html", "components.html"].contains(&name.as_str()) && !name.ends_with("-rows.html") {
            assert!(page.contains(&format!("\n### {name}\n")), "{name}");
        }
    }
}

#[test]
fn a_theme_for_another_version_is_refused_at_its_line() {
    let book = Book::empty();
    book.put("content/good/1.0.0.md", GOOD);
    book.put("book.toml", "[build]\ntheme = \"mine\"\n");
    let told = |text: &str| {
        book.put("themes/mine/theme.toml", text);
        let run = book.run(&["build"]);
        (run.status, run.err)
    };
    assert_eq!(told("context = 1\n").0, 0);
    let (status, err) = told("# ours\ncontext = 2\n");
    assert_eq!(status, 2, "{err}");
    for part in ["themes/mine/theme.toml:2:11", "theme-version", "version 2", "version 1", "docs/themes.md"] {
        assert!(err.contains(part), "{part}: {err}");
    }
    for (text, part) in [
        ("context = [1]\n", "theme.toml:1:11"),
        ("versoin = 1\n", "unknown key `versoin`"),
        ("context = \n", "malformed-toml"),
    ] {
        let (status, err) = told(text);
        assert!(status == 2 && err.contains(part), "{text}: {err}");
    }
}
