//! Words that say that nothing bad is left, beside a finding that says otherwise.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use crate::book::RuleLevel;
use crate::check::sentence::{OTHERS, Sentence, behind, ends_its_sentence, is_affirmed, is_denied};
use crate::check::{Example, PerLine, Reporter, Rule, Run, TextScope};
use crate::diag::Span;
use crate::model::{Finding, FindingSeverity};

pub(super) static RULE: Rule = Rule {
    id: "contradicted-claim",
    level: RuleLevel::Warn,
    summary: "the text says that all critical or high findings are resolved, but one of them is open",
    why: "somebody who reads only the summary goes live on the strength of it",
    help: "correct the sentence, or the finding's status",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "findings:\n  - { id: leak, title: Keys in the repository, severity: critical, owner: ada, due: 2026-02-01 }",
        body: "# R\n\nAll critical issues have been resolved.\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "findings:\n  - { id: leak, title: Keys in the repository, severity: critical, status: resolved }",
        body: "# R\n\nAll critical issues have been resolved.\n",
        beside: &[],
    },
    run: Run::Text(run),
};

/// What a claim is about: `critical issues`, `critical and high-severity findings`, `blockers`.
const GRAVE: &str = r"(?:(?:critical|high)(?:(?:\s*/\s*|\s+(?:and|or|&)\s+)(?:critical|high))?(?:[\s-]+(?:severity|priority|risk))?\s+(?:issues?|findings?|problems?|blockers?|items?|bugs?|gaps?|vulnerabilit(?:y|ies))|blockers?|show-?stoppers?)";

/// What a claim about everything is about.
const ANY: &str = r"(?:issues?|findings?|problems?|bugs?|gaps?|vulnerabilit(?:y|ies))";

/// What was done about it.
const DONE: &str = r"(?:resolved|fixed|addressed|closed|completed?|done|mended|remediated|mitigated)\b";

/// Claims about grave findings, in this order: all of them are done, they are all done, somebody did all of them, there
/// are none, their number is nought. That none of them is done is no such claim: the group `undone` has it. Then those
/// about all findings, which only hold of all where nothing else stands beside them.
static CLAIMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let every =
        r"\b(?:all|every|each)\s+(?:(?:of|the|single|known|open|reported|identified|remaining|\d+)\s+){0,3}";
    let be = r"(?:(?:are|is|were|was|have|has|been|now|already)\s+){0,4}";
    let none = r"\b(?:no|zero|0)\s+";
    let open = r"(?:more|open|remaining|outstanding|unresolved|known)\s+";
    let nought = r"[*_]*\s*[:=|]\s*[*_]*\s*(?:0|none|zero)\b";
    Regex::new(&format!(
        r"(?i){every}{GRAVE}\s+{be}{DONE}|\b{GRAVE}\s+{be}all\s+{be}{DONE}|\b{DONE}\s+{every}{GRAVE}\b|{none}(?:{open}){{0,2}}{GRAVE}\b(?<undone>\s+{be}(?:yet\s+)?{DONE})?|(?<count>\b{GRAVE}{nought})|(?<all>{every}{ANY}\s+{be}{DONE}|{none}(?:{open}){{1,2}}{ANY}\b)"
    ))
    .ok()
});

/// How the words begin that every claim is about. The last two are grave without another word.
const NOUNS: [&str; 9] =
    ["issue", "finding", "problem", "bug", "gap", "vulnerabilit", "item", "blocker", "stopper"];

/// The number of the first noun that is grave by itself.
const GRAVE_NOUNS: usize = NOUNS.len() - 2;

static FIND_NOUNS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(NOUNS).ok());

/// What stands before the other nouns of every claim.
static QUALIFIERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)(?:all|every|each|no|zero|0|critical|high)(?-u:\b)").ok());

/// False for a text without a claim, which is quicker to say than to look for claims.
fn may_claim(text: &str) -> bool {
    let (Some(nouns), Some(qualifiers)) = (FIND_NOUNS.as_ref(), QUALIFIERS.as_ref()) else { return true };
    nouns.find_iter(text).any(|noun| {
        let from = text.floor_char_boundary(noun.start().saturating_sub(BEFORE_NOUN));
        noun.pattern().as_usize() >= GRAVE_NOUNS || qualifiers.is_match(&text[from..noun.start()])
    })
}

/// What is struck out, within a paragraph.
static STRUCK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let inner = r"(?:[^~\r\n]|\r?\n[ \t]*[^\s~]|\r[ \t]*[^\s~])*";
    Regex::new(&format!(r"(?i)~{{1,2}}[^\s~](?:{inner}[^\s~])?~{{1,2}}|<(?:del|s)>[^<]*</(?:del|s)>")).ok()
});

/// As many bytes before its noun hold the beginning of a claim.
const BEFORE_NOUN: usize = 100;

/// As many lines above a row are looked through for the head of its table.
const LINES_ABOVE: usize = 20;

fn run(scope: &TextScope<'_>, reporter: &mut Reporter<'_>) {
    let open = |severity: FindingSeverity| {
        let is =
            |finding: &&Finding| finding.severity.as_ref().is_some_and(|stated| stated.value == severity);
        scope.findings.iter().filter(is).find(|finding| finding.is_open())
    };
    let (critical, high) = (open(FindingSeverity::Critical), open(FindingSeverity::High));
    let Some(claims) = CLAIMS.as_ref().filter(|_| critical.is_some() || high.is_some()) else {
        return;
    };
    if !may_claim(scope.text) {
        return;
    }
    let mut sentence = Sentence::new(scope);
    let mut struck = STRUCK.as_ref().map(|struck| struck.find_iter(scope.text).peekable());
    let mut is_struck = |at: usize| {
        let found = struck.as_mut()?;
        while found.next_if(|found| found.end() <= at).is_some() {}
        found.peek().map(|found| found.start() <= at)
    };
    let mut is_unticked = PerLine::new(scope.text, |line| {
        line.trim_start().trim_start_matches(['-', '*', '+', ' ']).starts_with("[ ]")
    });
    for found in claims.captures_iter(scope.text).filter(|found| found.name("undone").is_none()) {
        let Some(claim) = found.get(0) else {
            continue;
        };
        let (start, words) = (claim.start(), claim.as_str());
        let place = Span::at(start, words);
        sentence.read_to(start);
        let (is_count, is_all) = (found.name("count").is_some(), found.name("all").is_some());
        let is_of_others = is_count && (sentence.said.others || !is_whole_number(scope.text, claim.end()));
        let is_of_some = is_all && (sentence.said.begun || !ends_its_sentence(scope.text, claim.end()));
        // The last part of a number is no nought.
        let in_number = words.starts_with('0') && scope.text[..start].ends_with(['.', ',']);
        if sentence.said.conditional
            || sentence.is_asked_for() && !is_affirmed(scope.text, &claim)
            || is_denied(scope.text, &claim)
            || is_of_others
            || is_of_some
            || in_number
            || is_struck(start) == Some(true)
            || scope.in_code(place, true)
            || is_unticked.at(place)
        {
            continue;
        }
        let lower = words.to_lowercase();
        let is_critical =
            is_all || ["critical", "blocker", "stopper"].iter().any(|word| lower.contains(word));
        let about = critical.filter(|_| is_critical).or(high.filter(|_| is_all || lower.contains("high")));
        if let Some(finding) = about {
            let message = format!("`{}`, but `{}` is open", one_line(words), finding.id.value);
            reporter.report(place, message).also(finding.span, "this finding is open");
        }
    }
}

/// True for a nought that is a whole number, is no share of another one, and stands at the end of its cell in a row of
/// two, below a head that counts what is open.
fn is_whole_number(text: &str, end: usize) -> bool {
    let rest = behind(text, end).trim_start_matches(['*', '_']);
    let is_part = rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches([' ', '\t']);
    if is_part || rest.starts_with(['/', '%', '-', '+', '→']) {
        return false;
    }
    let Some(cell) = rest.strip_prefix('|') else {
        return ends_its_sentence(text, end);
    };
    let is_last =
        cell.trim_start_matches([' ', '\t']).chars().next().is_none_or(|c| matches!(c, '\n' | '\r'));
    let above = text[..end].rsplit(['\n', '\r']).take(LINES_ABOVE).take_while(|line| line.contains('|'));
    let head = above.last().unwrap_or_default().to_lowercase();
    let mut heads = head.split(|c: char| !c.is_alphanumeric());
    is_last && !heads.any(|word| OTHERS.contains(&word))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
