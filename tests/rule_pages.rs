//! docs/rules is made from the rules themselves, and the catalogue knows every id that is ever reported.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use readybook::check::{catalogue, page, rules::RULES};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn expected() -> Vec<(String, String)> {
    let mut list = "# Rules\n\nWhat `readybook check` holds documents to; made from the rules themselves.\n\n| rule | level | what it reports |\n| --- | --- | --- |\n".to_owned();
    let mut all = Vec::new();
    for doc in catalogue() {
        let level = RULES.iter().find(|rule| rule.id == doc.id).map_or("always", |rule| rule.level.word());
        writeln!(list, "| [{0}]({0}.md) | {level} | {1} |", doc.id, doc.summary).unwrap();
        all.push((format!("{}.md", doc.id), page(doc.id).unwrap()));
    }
    all.push(("README.md".to_owned(), list));
    all
}

#[test]
fn the_pages_are_what_the_rules_say() {
    let folder = root().join("docs/rules");
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let expected = expected();
    let names: BTreeSet<&str> = expected.iter().map(|(name, _)| name.as_str()).collect();
    if update {
        std::fs::create_dir_all(&folder).unwrap();
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        if !names.contains(entry.file_name().to_str().unwrap()) {
            assert!(update, "{} is the page of no rule", entry.path().display());
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    for (name, text) in &expected {
        let path = folder.join(name);
        if update {
            std::fs::write(&path, text).unwrap();
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == *text,
            "docs/rules/{name}: write it anew with UPDATE_EXPECTED=1, and read the difference"
        );
    }
}

/// Ids in sources, where a diagnostic is made.
fn reported(text: &str) -> Vec<String> {
    let makers =
        ["::error(", "::warning(", "::structural(", "::setup(", ".error(", "structural(", "at(", "::new("];
    let mut found = Vec::new();
    for maker in makers {
        for rest in text.split(maker).skip(1) {
            let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
            let id = rest.split('"').next().unwrap();
            if id.contains('-')
                && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            {
                found.push(id.to_owned());
            }
        }
    }
    found
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_id_that_is_reported_is_explained() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let known: BTreeSet<&str> = catalogue().iter().map(|doc| doc.id).collect();
    let mut seen = BTreeSet::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let production = text.split("#[cfg(test)]").next().unwrap();
        for id in reported(production) {
            assert!(known.contains(id.as_str()), "{}: `{id}` has no entry in the catalogue", path.display());
            seen.insert(id);
        }
    }
    assert!(seen.len() > 25, "{seen:?}");
    for doc in readybook::check::FORM {
        assert!(seen.contains(doc.id) || ["not-a-file"].contains(&doc.id), "`{}` is never reported", doc.id);
    }
}

#[test]
fn every_entry_of_the_catalogue_says_what_why_and_how() {
    let all = catalogue();
    assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id), "sorted, each once");
    for doc in all {
        for text in [doc.summary, doc.why, doc.help] {
            assert!(
                text.len() > 15 && !text.ends_with('.') && !text.starts_with(char::is_uppercase),
                "{}: `{text}`",
                doc.id
            );
        }
    }
}
