//! What the default theme says is said by keys of its files of words: no template has words of its own, and no key is
//! missing or left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;

use crate::book::Book;

/// Words that are the same in every language.
const NAMES: [&str; 2] = ["SHA-256", "JavaScript"];

fn theme(folder: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files
        .map(|file| {
            (
                file.file_name().into_string().unwrap(),
                std::fs::read_to_string(file.path()).unwrap_or_default(),
            )
        })
        .collect()
}

/// A template with its expressions and statements replaced by a mark that is no letter.
fn bare(template: &str) -> String {
    let code = Regex::new(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}").unwrap();
    code.replace_all(template, "§").into_owned()
}

/// Every run of letters that a reader would see or hear: texts between tags, and attributes that are read out.
fn own_words(template: &str) -> Vec<String> {
    let bare = bare(template);
    let tag = Regex::new(r#"(?s)<!--.*?-->|<[a-zA-Z/!](?:[^<>"]|"[^"]*")*>"#).unwrap();
    let heard =
        Regex::new(r#"\s(?:title|alt|placeholder|label|aria-label|aria-description|data-label)="([^"]*)""#)
            .unwrap();
    let word = Regex::new(r"\p{Alphabetic}{2,}").unwrap();
    let mut texts: Vec<String> = tag.split(&bare).map(str::to_owned).collect();
    for tag in tag.find_iter(&bare) {
        texts.extend(heard.captures_iter(tag.as_str()).map(|found| found[1].to_owned()));
    }
    texts.retain(|text| word.is_match(&NAMES.iter().fold(text.clone(), |text, name| text.replace(name, ""))));
    texts
}

/// The texts in double quotes that components are given.
fn given_to_components(template: &str) -> Vec<String> {
    let call = Regex::new(r"\{\{ <\w+ .*?/> \}\}").unwrap();
    let label = Regex::new(r#"(?:label|what|title)="([^"]*)""#).unwrap();
    let calls = call.find_iter(template).map(|found| found.as_str());
    calls.flat_map(|call| label.captures_iter(call).map(|found| found[1].to_owned())).collect()
}

#[test]
fn no_template_has_words_of_its_own() {
    for (name, text) in theme("templates") {
        assert_eq!(own_words(&text), Vec::<String>::new(), "{name}: say it by a key of words/en.toml");
        assert_eq!(given_to_components(&text), Vec::<String>::new(), "{name}: say it by a key");
    }
    let broken = "<p title=\"{{ x }} of\">{% if a %}none{% endif %}</p>";
    assert_eq!(own_words(broken), ["§none§", "§ of"], "the test sees them");
}

/// Keys of a language with the values that each asks for.
fn keys(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    fn lift(prefix: &str, table: &toml::Table, keys: &mut BTreeMap<String, BTreeSet<String>>) {
        let place = Regex::new(r"\{([\w-]+)\}").unwrap();
        let values =
            |text: &str| place.captures_iter(text).map(|found| found[1].to_owned()).collect::<Vec<_>>();
        for (name, value) in table {
            let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            match value {
                toml::Value::Table(forms) if forms.contains_key("other") => {
                    let texts = forms.values().filter_map(toml::Value::as_str);
                    keys.insert(key, texts.flat_map(values).chain(["n".to_owned()]).collect());
                }
                toml::Value::Table(table) => lift(&key, table, keys),
                text => {
                    keys.insert(key, values(text.as_str().unwrap()).into_iter().collect());
                }
            }
        }
    }
    let mut all = BTreeMap::new();
    lift("", &theme("words")[&format!("{language}.toml")].parse().unwrap(), &mut all);
    all
}

/// Every call of `say` and `rich` in a template: its key, whether more is put behind it, and the names of its values.
fn calls(template: &str) -> Vec<(String, bool, BTreeSet<String>)> {
    let start = Regex::new(r#"\b(?:say|rich)\(key="([^"]*)"( ~)?"#).unwrap();
    let name = Regex::new(r"\b(\w+)=").unwrap();
    start
        .captures_iter(template)
        .map(|found| {
            let rest = &template[found.get(0).unwrap().end()..];
            // Up to the bracket that closes the call; names inside of other calls are theirs.
            let (mut depth, mut own) = (0, String::new());
            for character in rest.chars() {
                match character {
                    '(' => depth += 1,
                    ')' if depth == 0 => break,
                    ')' => depth -= 1,
                    _ if depth == 0 => own.push(character),
                    _ => {}
                }
            }
            let values = name.captures_iter(&own).map(|found| found[1].to_owned()).collect();
            (found[1].to_owned(), found.get(2).is_some(), values)
        })
        .collect()
}

#[test]
fn every_key_is_said_and_every_key_that_is_said_is_there_with_its_values() {
    let known = keys("en");
    let mut said = BTreeSet::new();
    for (name, text) in theme("templates") {
        for (key, more, values) in calls(&text) {
            if more {
                assert!(
                    known.keys().any(|known| known.starts_with(&key)),
                    "{name}: no key begins with {key}"
                );
                said.extend(known.keys().filter(|known| known.starts_with(&key)).cloned());
            } else {
                assert_eq!(known.get(&key), Some(&values), "{name}: `{key}` in words/en.toml");
                said.insert(key);
            }
        }
    }
    let script = Regex::new(r#"\bsay\((?:"|`|[^"`()]*\? ")([\w./-]+)(\$\{)?(?:" : "([\w-]+))?"#).unwrap();
    for (name, text) in theme("assets") {
        for found in script.captures_iter(&text) {
            for key in [found.get(1), found.get(3)].into_iter().flatten().map(|key| key.as_str()) {
                let own = if key.contains('.') { key.to_owned() } else { format!("script.{key}") };
                let more = found.get(2).is_some();
                let of = known.keys().filter(|known| **known == own || (more && known.starts_with(&own)));
                let of: Vec<String> = of.cloned().collect();
                assert!(!of.is_empty(), "{name} says `{key}`, which words/en.toml does not have");
                said.extend(of);
            }
        }
    }
    // What the program says itself: words that stand in Markdown, and facts that it words.
    said.extend(known.keys().filter(|key| key.starts_with("report.")).cloned());
    let phrases = include_str!("../src/render/phrases.rs");
    said.extend(known.keys().filter(|key| phrases.contains(&format!("\"{key}\""))).cloned());
    let unsaid: Vec<&String> = known.keys().filter(|key| !said.contains(*key)).collect();
    assert_eq!(unsaid, Vec::<&String>::new(), "keys that nothing says");
}

#[test]
fn a_language_says_every_key_with_the_same_values() {
    assert_eq!(keys("de"), keys("en"));
}

#[test]
fn whatever_a_fact_can_be_has_a_word() {
    let known = keys("en");
    let facts = [
        ("verdict", vec!["ready", "conditional", "incomplete", "not-ready"]),
        ("severity", vec!["critical", "high", "medium", "low", "info", "unrated"]),
        ("status", vec!["open", "partial", "resolved", "accepted"]),
        ("answer", vec!["pass", "partial", "fail", "n/a", "unknown"]),
        ("waiver", vec!["active", "expiring", "expired", "void"]),
        ("kind", vec!["finding", "check"]),
        ("tone", vec!["better", "worse", "changed"]),
        ("diagnostic", vec!["error", "warning", "note"]),
    ];
    for (section, values) in facts {
        for value in values {
            assert!(known.contains_key(&format!("{section}.{value}")), "{section}.{value}");
        }
    }
}

#[test]
fn a_book_in_german_is_german_all_over() {
    let book = Book::good();
    let config = std::fs::read_to_string(book.path("book.toml")).unwrap();
    book.put("book.toml", config.replacen("[book]\n", "[book]\nlanguage = \"de\"\n", 1));
    assert_eq!(book.run(&["build"]).status, 0);
    let page = |path: &str| std::fs::read_to_string(book.path("output").join(path)).unwrap();
    for (path, words) in [
        ("index.html", ["<html lang=\"de\">", "Reife von 1 Projekt", "Offene Befunde"]),
        ("matrix.html", ["Projekte und Kategorien", "Streuung", "entfällt"]),
        ("archive.html", ["1 Bewertung von 1 Projekt,", "Maßstab", "Siegel"]),
        ("compare.html", ["Zwei bis vier Versionen", "Was sich zwischen Versionen änderte", "Vergleich"]),
        ("projects/good/1.0.0/index.html", ["Wie die Punktzahl entstand", "Herkunft", "Angegeben"]),
    ] {
        let page = page(path);
        for word in words {
            assert!(page.contains(word), "{path}: {word}");
        }
    }
    assert!(page("assets/words.js").contains("Bitte zwei Versionen wählen."));
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "html");
    let capped = book.files("output").into_iter().filter(|(path, _)| is_page(path));
    let english = [
        "still be reached",
        "can be reached",
        "that ready needs",
        "open critical finding",
        "below its floor",
    ];
    for (path, bytes) in capped.filter(|(path, _)| !path.starts_with("rules/")) {
        let page = String::from_utf8(bytes).unwrap();
        assert!(english.iter().all(|words| !page.contains(words)), "{path}: a cap in English");
    }
}
