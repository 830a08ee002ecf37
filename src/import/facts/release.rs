//! The version of what is assessed; the document's own version is none.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::blocks::Kind;
use crate::import::icons::undecorated;
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::Found;
use crate::import::report::{Field, Report};

static VERSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[\s(@`])((?:v(?:er)?\.?\s?)?\d+(?:\.\d+){1,3}(?:[-+.]?(?:rc|alpha|beta|dev|pre|build|hotfix|snapshot)[.\w-]*)?(?:\+[\w.]+)?|v\d+[\w.]*)(?:$|[^\w.%]|\.\s|\.$)")
        .ok()
});

/// Longest line that a version is looked for in without a label, in bytes.
const LONGEST: usize = 400;

/// The first version in a text.
fn version(text: &str) -> Option<&str> {
    let hit = VERSION.as_ref()?.captures(text)?;
    hit.get(1).map(|version| version.as_str().trim().trim_end_matches(['.', '-']))
}

/// Reads the version.
pub fn read(report: &Report<'_>) -> Option<Found<String>> {
    let labelled = report.fields.iter().filter(|field| {
        // `Database version: 14.2` is of a part.
        let of_part = field.topics.has(Topic::Area) && !report.lexicon.is(&field.label, Topic::Version);
        field.topics.has(Topic::Version)
            && !of_part
            && !is_of_other(report, &field.label)
            && !field.topics.has(Topic::OwnVersion)
            && matches!(
                report.blocks.get(field.block).map(|block| &block.kind),
                None | Some(Kind::Line | Kind::Item { depth: 0, .. } | Kind::Heading(_) | Kind::Table(_))
            )
    });
    for field in labelled.clone().filter(|field| field.in_head) {
        let value = field.value.split(['(', '|']).next().unwrap_or_default().trim();
        let found = version(&field.value).map(str::to_owned).or_else(|| single(value));
        if let Some(version) = found {
            return Some(Found::new(version, field.line, 0.9));
        }
    }
    let title = report.title()?;
    if let Some(version) =
        version(&report.blocks[title].text).filter(|version| !is_of_report(report, title, version))
    {
        return Some(Found::new(version.to_owned(), report.line(title), 0.8));
    }
    worded(report)
        .or_else(|| of_revision(report))
        .or_else(|| in_prose(report))
        .or_else(|| in_foot(report, labelled.clone()))
        .or_else(|| in_other_words(report))
        .or_else(|| only_one(report, labelled))
}

/// True for a number without points right behind a word for the report, which counts its editions: `Lock audit v2`.
fn is_of_report(report: &Report<'_>, title: usize, version: &str) -> bool {
    let before =
        report.blocks[title].text.split(version).next().and_then(|text| text.split_whitespace().next_back());
    !version.contains('.') && before.is_some_and(|word| report.lexicon.is(word, Topic::Document))
}

/// True for a label with a name that the title does not have: `React version`.
fn is_of_other(report: &Report<'_>, label: &str) -> bool {
    let title = report.title().map_or("", |at| &report.blocks[at].text);
    let own = [Topic::Version, Topic::ReportWord, Topic::Project, Topic::Kind];
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && !own.iter().any(|topic| report.lexicon.is(word, *topic))
            && !title.contains(word)
    };
    // `Version Under Review`
    let looked_at = [Topic::Version, Topic::UnderReview, Topic::Project];
    !report.lexicon.covers(label, &looked_at) && label.split_whitespace().any(is_name)
}

/// True for a label that ends with a name of the title and the word for its version: `Released Harbour version`.
fn is_of_title(report: &Report<'_>, label: &str) -> bool {
    let title = report.title().map(|at| &report.blocks[at]);
    let words: Vec<&str> = label.split_whitespace().collect();
    let [.., name, last] = words.as_slice() else { return false };
    let titled = title.is_some_and(|title| title.text.split_whitespace().any(|word| word == *name));
    let is_name = name.starts_with(char::is_uppercase) && !report.lexicon.is(name, Topic::ReportWord);
    titled && is_name && report.lexicon.is(last, Topic::Version)
}

/// `Version: 1.4.0` in the lines that a report ends with, behind a rule. A number of two parts may be that of the
/// document, unless its label says more.
fn in_foot<'r>(report: &Report<'_>, mut labelled: impl Iterator<Item = &'r Field>) -> Option<Found<String>> {
    let rule = report.blocks.iter().rposition(|block| block.kind == Kind::Break)?;
    let ends =
        report.blocks[rule + 1..].iter().all(|block| matches!(block.kind, Kind::Line | Kind::Item { .. }));
    labelled.find_map(|field| {
        let found = version(&field.value).filter(|_| ends && field.block > rule)?;
        let whole = report.lexicon.is(&field.label, Topic::Version);
        let full = found.matches('.').count() >= 2 || field.label.contains(' ');
        (whole && full).then(|| Found::new(found.to_owned(), field.line, 0.5))
    })
}

/// How many of the last blocks may state what the report is of.
const FOOT: usize = 8;

/// A label in a language that we have no words for, in the last lines, with nothing but a version behind it.
fn in_other_words(report: &Report<'_>) -> Option<Found<String>> {
    let first = report.blocks.len().saturating_sub(FOOT);
    report.fields_of(first..report.blocks.len()).find_map(|field| {
        let other = !field.label.contains(|c: char| c.is_ascii_alphabetic());
        let found = version(&field.value).filter(|found| found.starts_with(['v', 'V']))?;
        let begins = undecorated(&field.value).starts_with(found);
        let unknown = other && field.topics == Topics::default();
        (unknown && begins && found.matches('.').count() >= 2)
            .then(|| Found::new(found.to_owned(), field.line, 0.4))
    })
}

/// The one version that lines named for it state, wherever they stand: `Application version: 1.4.0`. Where there are
/// several, each is of a part, and so may be one that is only called `Version`.
fn only_one<'r>(report: &Report<'_>, labelled: impl Iterator<Item = &'r Field>) -> Option<Found<String>> {
    let stated = labelled.filter(|field| {
        let named = report.lexicon.is(&field.label, Topic::Version) && field.label.contains(' ');
        named || is_of_title(report, &field.label)
    });
    let mut all = stated.filter_map(|field| Some((version(&field.value)?, field)));
    let (first, field) = all.next()?;
    let full = first.matches('.').count() >= 2;
    (full && all.all(|(other, _)| other == first)).then(|| Found::new(first.to_owned(), field.line, 0.4))
}

/// `Subject: Harbour Gate, version 1.4.0`, `the platform release 2026.05`: the word stands before the number.
fn worded(report: &Report<'_>) -> Option<Found<String>> {
    let own = |at: usize| report.fields_of(at..at + 1).any(|field| field.topics.has(Topic::OwnVersion));
    let head = report.blocks.iter().enumerate().take(report.head_end());
    let lines = head
        .filter(|(at, block)| matches!(block.kind, Kind::Line | Kind::Item { depth: 0, .. }) && !own(*at));
    let mut lines = lines.filter(|(_, block)| block.text.len() <= LONGEST);
    lines.find_map(|(at, block)| {
        let named = after_word(&block.text, report)?;
        Some(Found::new(named.to_owned(), report.line(at), 0.5))
    })
}

/// The version that a word for it stands before. Of a name before the word it is that name's: `React version 18.2`.
fn after_word<'t>(text: &'t str, report: &Report<'_>) -> Option<&'t str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).find_map(|at| {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let found = version(words[at]).filter(|found| found.contains('.'))?;
        let short = found.starts_with(['v', 'V']);
        let before = at.checked_sub(1).map(|before| words[before])?;
        let ends = |word: &str| word.ends_with(['.', ',', ';', ':', '(']);
        let word = report.lexicon.is(&bare(before), Topic::Version) && !ends(before);
        let of_other = at
            .checked_sub(2)
            .map(|other| words[other])
            .is_some_and(|other| !ends(other) && bare(other).starts_with(char::is_uppercase));
        let subject = || {
            let (label, _) = text.split_once([':', '\u{FF1A}'])?;
            let is = |topic| report.lexicon.is(undecorated(label), topic);
            (is(Topic::Project) || is(Topic::Scope)).then_some(())
        };
        (word && !of_other || short && subject().is_some()).then_some(found)
    })
}

/// `git: main@0a1b2c3 (v1.4.0)`
fn of_revision(report: &Report<'_>) -> Option<Found<String>> {
    let fields = report.fields.iter().filter(|field| field.in_head);
    let mut fields = fields.filter(|field| report.lexicon.is(&field.label, Topic::Revision));
    fields.find_map(|field| {
        let found = version(&field.value)?;
        let named = found.starts_with(['v', 'V']) && found.contains('.');
        named.then(|| Found::new(found.to_owned(), field.line, 0.5))
    })
}

/// A name of a release without points, such as `build7` or `2`: one word with a digit in it.
fn single(value: &str) -> Option<String> {
    let plain = value.trim_matches(['*', '`', ' ']);
    // A commit is no release.
    let commit = plain.len() >= 7 && plain.chars().all(|c| c.is_ascii_hexdigit());
    let one = !plain.contains(char::is_whitespace) && plain.len() <= 24 && !commit;
    (one && plain.chars().any(|c| c.is_ascii_digit())).then(|| plain.to_owned())
}

/// `Name v1.2 has …` in the first paragraphs of the report.
fn in_prose(report: &Report<'_>) -> Option<Found<String>> {
    // `ORM: Tide v0.30.10` is of what the label names.
    let says = |at: usize| {
        let whole = [Topic::Project, Topic::Scope, Topic::Holder];
        report.fields_of(at..at + 1).all(|field| field.topics.any(&whole))
    };
    let lines = report.blocks.iter().enumerate().filter(|(_, block)| block.kind == Kind::Line);
    let lines = lines.take(12).filter(|(at, _)| says(*at));
    // `## Harbour v1.2` below the title
    let below = report.title().and_then(|title| Some((title + 1, report.blocks.get(title + 1)?)));
    let mut lines = below.filter(|(_, block)| block.level().is_some()).into_iter().chain(lines);
    lines.find_map(|(at, block)| {
        let text = version(&block.text)
            .filter(|version| version.starts_with(['v', 'V']) && version.contains('.'))?;
        let before = block.text.split(text).next().unwrap_or_default().trim_end();
        let named =
            before.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
        (named && before.split_whitespace().count() <= 4)
            .then(|| Found::new(text.to_owned(), report.line(at), 0.5))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lexicon::Lexicon;

    #[test]
    fn a_label_may_name_what_the_title_does_and_its_version() {
        let lexicon = Lexicon::new();
        let of = |name: &str| {
            let text = format!(
                "# Kiosk readiness\n\n## Doors\n\nShut.\n\nCurrent deployable {name} version: **1.4.0**.\n"
            );
            read(&Report::open(&text, 0, &lexicon)).map(|found| found.value)
        };
        assert_eq!(of("Kiosk").as_deref(), Some("1.4.0"));
        assert_eq!(of("Tidal"), None);
    }

    #[test]
    fn versions_are_cut_out_of_what_surrounds_them() {
        for (text, expected) in [
            ("MVP 1.0.0 (patched)", Some("1.0.0")),
            ("v2.2", Some("v2.2")),
            ("1.0.7+9", Some("1.0.7+9")),
            ("1.0.0-rc1.", Some("1.0.0-rc1")),
            ("Aurora v0.99.0", Some("v0.99.0")),
            ("2.1 (new)", Some("2.1")),
            ("99.9% up", None),
            ("Python311", None),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }
}
