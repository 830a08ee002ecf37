//! Every rule's examples, as documents of a book that is compiled as any other.

mod consistency;
mod evidence;
mod form;
mod governance;
mod hygiene;
mod suppressions;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use readybook::check::rules::RULES;
use readybook::check::{Example, LastChanges, Rule};
use readybook::compile::{Compiled, Entry, EntryKind, Files, Options, ReadError, compile};
use readybook::diag::{Diagnostic, Severity};
use readybook::model::Date;

/// A book in memory. What stands below `source/` is no part of it, and only looked up.
pub struct Memory {
    entries: Vec<Entry>,
    files: Vec<(String, Vec<u8>)>,
}

impl Memory {
    /// A book with these files and an empty `book.toml`, unless one is among them.
    pub fn new(files: &[(&str, &[u8])]) -> Memory {
        let mut files: Vec<(String, Vec<u8>)> =
            files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        if !files.iter().any(|(path, _)| path == "book.toml") {
            files.push(("book.toml".to_owned(), Vec::new()));
        }
        files.sort();
        let listed = files.iter().filter(|(path, _)| !path.starts_with("source/") && path != "book.toml");
        let entries =
            listed.map(|(path, _)| Entry { path: path.as_str().into(), kind: EntryKind::File }).collect();
        Memory { entries, files }
    }

    /// Compiles it as of 2026-01-21. Whatever is told says why it matters and how to mend it.
    pub fn compile(&self) -> Compiled {
        let today = Date::constant(2026, 1, 21);
        let compiled = compile(self, Options { today, keep_going: false, drafts: true, internal: true });
        for told in &compiled.diagnostics {
            assert!(told.why.is_some() && told.help.is_some(), "why it matters and how to mend it: {told:?}");
        }
        compiled
    }

    /// What is wrong with one of its files.
    pub fn diagnostics(&self, path: &str) -> Vec<Diagnostic> {
        self.compile().diagnostics.into_iter().filter(|found| &*found.path == path).collect()
    }
}

impl Files for Memory {
    fn entries(&self) -> &[Entry] {
        &self.entries
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let found = self.files.iter().find(|(known, _)| known == path);
        found.map(|(_, bytes)| bytes.clone()).ok_or(ReadError::Missing)
    }

    fn exists(&self, path: &str) -> Option<bool> {
        Some(self.files.iter().any(|(known, _)| known == path || known.starts_with(&format!("{path}/"))))
    }

    /// A file that says `Last changed on` a day was changed then; every commit is of 2026-01-20.
    fn last_changes(
        &self,
        root: &str,
        asked: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeMap<String, LastChanges> {
        let day = |path: &String| {
            let text = String::from_utf8(self.read(&format!("{root}/{path}")).ok()?).ok()?;
            text.trim().strip_prefix("Last changed on ")?.trim_end_matches('.').parse().ok()
        };
        let of_commit = |paths: &BTreeSet<String>| LastChanges {
            commit: Date::constant(2026, 1, 20),
            paths: paths.iter().filter_map(|path| Some((path.clone(), day(path)?))).collect(),
        };
        asked.iter().map(|(commit, paths)| (commit.clone(), of_commit(paths))).collect()
    }
}

const DOCUMENT: &str = "content/demo/1.0.0.md";

/// The text of an example's document.
fn document(front_matter: &str, body: &str) -> String {
    let dated = front_matter.lines().any(|line| line.starts_with("date:"));
    let date = if dated { "" } else { "date: 2026-01-21\n" };
    format!("---\nformat: 1\n{date}{front_matter}\n---\n{body}")
}

/// What is wrong with a document of these parts beside others.
fn found(front_matter: &str, body: &str, beside: &[(&str, &str)]) -> Vec<Diagnostic> {
    let text = document(front_matter, body);
    let mut files: Vec<(&str, &[u8])> = beside.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    files.push((DOCUMENT, text.as_bytes()));
    Memory::new(&files).diagnostics(DOCUMENT)
}

/// What one rule says of a document of these parts.
fn said(rule: &str, front_matter: &str, body: &str, beside: &[(&str, &str)]) -> Vec<String> {
    let of_rule = found(front_matter, body, beside).into_iter().filter(|found| found.rule == rule);
    of_rule.map(|found| found.message).collect()
}

/// A release of the same project, for a document to stand beside.
fn release(name: &str, front_matter: &str, body: &str) -> (String, String) {
    (format!("content/demo/{name}.md"), document(front_matter, body))
}

fn of_example(example: &Example) -> Vec<Diagnostic> {
    found(example.front_matter, example.body, example.beside)
}

#[test]
fn the_failing_example_breaks_only_its_rule_and_the_passing_one_breaks_none() {
    for rule in RULES {
        let failing = of_example(&rule.failing);
        assert!(failing.iter().any(|d| d.rule == rule.id), "{}: the failing example breaks it", rule.id);
        let others: Vec<_> = failing.iter().filter(|d| d.rule != rule.id).collect();
        assert!(others.is_empty(), "{}: the failing example breaks others too: {others:?}", rule.id);
        let passing = of_example(&rule.passing);
        assert!(passing.is_empty(), "{}: the passing example breaks {passing:?}", rule.id);
        let severity = rule.level.severity().expect("a rule that is off by default has no example");
        assert!(failing.iter().all(|d| d.severity == severity && d.span.is_some()), "{}", rule.id);
    }
}

/// What the failing examples say, as people see it: to be read aloud.
#[test]
fn messages() {
    let mut out = String::new();
    for Rule { id, failing, .. } in RULES {
        for diagnostic in of_example(failing) {
            let help = diagnostic.help.as_deref().unwrap_or("-");
            let word = diagnostic.severity.word();
            writeln!(out, "{id}: {word}: {}\n  help: {help}", diagnostic.message).unwrap();
            for label in &diagnostic.labels {
                writeln!(out, "  at {}: {}", label.path, label.message).unwrap();
            }
        }
    }
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(out) });
}

#[test]
fn a_level_of_the_book_holds_for_every_rule() {
    for rule in RULES {
        let text = document(rule.failing.front_matter, rule.failing.body);
        let severities = |level: &str| {
            let book = format!("[check.rules]\n{} = \"{level}\"\n", rule.id);
            let mut files: Vec<(&str, &[u8])> =
                rule.failing.beside.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
            files.push((DOCUMENT, text.as_bytes()));
            files.push(("book.toml", book.as_bytes()));
            let found = Memory::new(&files).diagnostics(DOCUMENT);
            found.into_iter().filter(|d| d.rule == rule.id).map(|d| d.severity).collect::<Vec<_>>()
        };
        assert_eq!(severities("allow"), [], "{}", rule.id);
        for (level, severity) in [("warn", Severity::Warning), ("deny", Severity::Error)] {
            let found = severities(level);
            assert!(!found.is_empty() && found.iter().all(|s| *s == severity), "{}: {level}", rule.id);
        }
    }
}

/// Each number of each rule, set so that the rule's failing example is allowed.
#[test]
fn numbers_of_the_book_hold() {
    let mut tried = std::collections::BTreeSet::new();
    for (id, number, value) in [
        ("copied-section", "min-words", 100),
        ("expiring-waiver", "within-days", 19),
        ("long-waiver", "max-days", 891),
        ("mismatched-score", "tolerance", 19),
        ("outdated-evidence", "max-days", 628),
        ("renewed-waiver", "max-renewals", 3),
        ("stale-assessment", "max-age-days", 385),
        ("unsupported-score", "tolerance", 70),
        ("unsupported-score", "items-from", 6),
    ] {
        let rule = RULES.iter().find(|rule| rule.id == id).unwrap();
        let text = document(rule.failing.front_matter, rule.failing.body);
        let book = format!("[check.rules]\n{id} = {{ {number} = {value} }}\n");
        let mut files: Vec<(&str, &[u8])> =
            rule.failing.beside.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
        files.extend([(DOCUMENT, text.as_bytes()), ("book.toml", book.as_bytes())]);
        assert_eq!(Memory::new(&files).diagnostics(DOCUMENT), [], "{id}: {number} = {value}");
        tried.insert((id, number));
    }
    // It needs answers, which the example has none of.
    let front = "categories: { recovery: 70 }\nchecks: { backups: fail, restore-test: { result: pass, evidence: a.md } }";
    let text = document(front, "# R\n");
    for (from, reports) in [(50, 1), (51, 0)] {
        let book = format!("[check.rules]\nunsupported-score = {{ answered-from = {from} }}\n");
        let files: [(&str, &[u8]); 2] = [(DOCUMENT, text.as_bytes()), ("book.toml", book.as_bytes())];
        assert_eq!(Memory::new(&files).diagnostics(DOCUMENT).len(), reports, "{from}");
    }
    tried.insert(("unsupported-score", "answered-from"));
    let all = RULES.iter().flat_map(|rule| rule.numbers.iter().map(|(number, _)| (rule.id, *number)));
    assert_eq!(tried, all.collect(), "every number is tried");
}
