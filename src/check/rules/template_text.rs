//! Text of a template that nobody replaced.

use std::sync::LazyLock;

use regex::Regex;

use crate::book::RuleLevel;
use crate::check::{Example, PerLine, Reporter, Rule, Run, TextScope};
use crate::diag::Span;

pub(super) static RULE: Rule = Rule {
    id: "template-text",
    level: RuleLevel::Warn,
    summary: "text of a template was left as it is: `$(date)`, `{{ … }}`, `TODO`, `<your-domain>`",
    why: "where a fact should stand there is none, and readers doubt the rest of the report too",
    help: "write what is meant, or remove the line",
    numbers: &[],
    dated: false,
    failing: Example { front_matter: "", body: "# R\n\n**Date:** $(date)\n\nOwner: TBD\n", beside: &[] },
    passing: Example {
        front_matter: "",
        body: "# R\n\n**Date:** 2026-01-21\n\nOwner: Ada\n\n```sh\necho \"$(date)\"\n```\n",
        beside: &[],
    },
    run: Run::Text(run),
};

/// In this order: a command, a field of a template, a word that stands for a gap, words in brackets.
static LEFTOVERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(\$\((?:date|whoami|hostname|git|pwd|cat|uname)\b[^()\n]{0,60}\))|(\{\{[^{}\n]{1,80}\}\}|\{%[^%\n]{1,80}%\})|\b(TODO|TBD|TBA|FIXME)\b|(<(?i:your|insert|enter|replace)[-_ ][^<>\n]{1,40}>|<(?:[Yy]our|YOUR|[Ii]nsert|[Ee]nter|[Rr]eplace)[A-Z][0-9A-Za-z]{1,40}>|\[(?i:your|insert|enter|replace) [^\[\]\n]{1,40}\])",
    )
    .ok()
});

fn run(scope: &TextScope<'_>, reporter: &mut Reporter<'_>) {
    let Some(leftovers) = LEFTOVERS.as_ref() else {
        return;
    };
    let mut in_field = PerLine::new(scope.text, is_field);
    for found in leftovers.captures_iter(scope.text) {
        let Some(whole) = found.get(0) else {
            continue;
        };
        let place = Span::at(whole.start(), whole.as_str());
        let is_command = found.get(1).is_some();
        let left = if scope.in_code(place, true) {
            // A command is at home in code, but not as the value of a field.
            is_command && !scope.in_code(place, false) && in_field.at(place)
        } else if found.get(3).is_some() {
            stands_alone(scope.text, place)
        } else {
            // Words in brackets that lead somewhere are a link.
            !scope.text[whole.end()..].starts_with(['(', '[', ':'])
        };
        if left {
            reporter.report(place, format!("`{}` was not replaced", whole.as_str()));
        }
    }
}

/// What people count, rather than what they tell themselves to do.
const COUNTED: [&str; 14] = [
    "comment", "comments", "marker", "markers", "item", "items", "list", "lists", "tag", "tags", "note",
    "notes", "entries", "and",
];

/// True where the word begins an order to oneself: `TODO write the runbook`, but not `TODO comments are gone`.
fn is_order(text: &str, place: Span, after: &str) -> bool {
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_note = matches!(place.slice(text), "TODO" | "FIXME");
    is_note && !next.is_empty() && !COUNTED.contains(&&*next.to_lowercase())
}

/// True for a line `**Name:** value`.
fn is_field(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['-', '*', '+', '>', '_', ' ']);
    let name = line.split(':').next().unwrap_or_default();
    line.contains(':') && name.split_whitespace().count() <= 3 && !name.contains('`')
}

/// True where a word fills a place, as a value, a cell or an item does. In a sentence it may be what is talked
/// about, in quotes what is quoted, and after a dash the state of something. Looks no further than the next word on
/// either side.
fn stands_alone(text: &str, place: Span) -> bool {
    let marks = [' ', '\t', '*', '_'];
    let (before, after) = (&text[..place.start as usize], &text[place.end as usize..]);
    let before = before.trim_end_matches(marks);
    let after = after.trim_start_matches(marks);
    let is_heading_of_a_note =
        after.starts_with(':') && !after.starts_with("::") && !before.ends_with(['"', '\'']);
    let before = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| before.strip_suffix(mark)).unwrap_or(before);
    let begins = before.trim_end_matches(['-', '>', '#', ' ', '\t']);
    let fills = begins.is_empty()
        || begins.ends_with(['\n', '\r'])
        || before.ends_with(['|', ':', '(', '[', '{', ',']);
    let ends = after.is_empty()
        || after
            .starts_with(['\n', '\r', '|', ')', '(', ']', '}', ',', '.', '<', ';', '?', '!', '-', '–', '—']);
    is_heading_of_a_note || (fills && (ends || is_order(text, place, after)))
}
