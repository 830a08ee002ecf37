//! Words that say that nothing bad is left, beside a finding that says otherwise.

use std::sync::LazyLock;

use regex::Regex;

use crate::book::RuleLevel;
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

/// What was done about it.
const DONE: &str = r"(?:resolved|fixed|addressed|closed|completed?|done|mended|remediated|mitigated)\b";

/// In this order: all of them are done, they are all done, somebody did all of them, there are none. That none of
/// them is done is no such claim: the group `undone` has it.
static CLAIMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let every = r"\b(?:all|every|each)\s+(?:(?:of|the|single|known|\d+)\s+){0,3}";
    let be = r"(?:(?:are|is|were|was|have|has|been|now|already)\s+){0,4}";
    Regex::new(&format!(
        r"(?i){every}{GRAVE}\s+{be}{DONE}|\b{GRAVE}\s+{be}all\s+{be}{DONE}|\b{DONE}\s+{every}{GRAVE}\b|\b(?:no|zero|0)\s+(?:(?:more|open|remaining|outstanding|unresolved|known)\s+){{0,2}}{GRAVE}\b(?<undone>\s+{be}(?:yet\s+)?{DONE})?"
    ))
    .ok()
});

/// What every claim is about: sought first, since it is rare and found quickly.
static GRAVE_ONES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("(?i){GRAVE}")).ok());

/// Where a sentence, an item or a cell ends.
static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[.!?;|#]|\n[ \t]*\n|\r[ \t]*\r|\r\n[ \t]*\r\n|[\r\n][ \t]*(?:[-*+]|\d{1,9}\))[ \t]").ok()
});

/// Words that make of a claim a condition, a wish, a question or its opposite, when they stand before it in its
/// sentence.
const CONDITIONS: [&str; 30] = [
    "once", "when", "until", "till", "if", "unless", "before", "after", "ensure", "verify", "should", "must",
    "whether", "confirm", "require", "requires", "required", "need", "needs", "expect", "goal", "aim", "not",
    "never", "nearly", "almost", "haven", "hasn", "aren", "isn",
];

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
    if GRAVE_ONES.as_ref().is_some_and(|grave| !grave.is_match(scope.text)) {
        return;
    }
    let mut sentence = Sentence { text: scope.text, at: 0, conditional: false };
    let mut is_unticked = PerLine::new(scope.text, |line| {
        line.trim_start().trim_start_matches(['-', '*', '+', ' ']).starts_with("[ ]")
    });
    for found in claims.captures_iter(scope.text).filter(|found| found.name("undone").is_none()) {
        let Some(claim) = found.get(0) else {
            continue;
        };
        let place = Span::at(claim.start(), claim.as_str());
        let conditional = sentence.conditional_before(claim.start());
        // The last part of a number is no nought.
        let in_number = claim.as_str().starts_with('0') && scope.text[..claim.start()].ends_with(['.', ',']);
        if conditional || in_number || scope.in_code(place, true) || is_unticked.at(place) {
            continue;
        }
        let lower = claim.as_str().to_lowercase();
        let is_critical = ["critical", "blocker", "stopper"].iter().any(|word| lower.contains(word));
        let about = critical.filter(|_| is_critical).or(high.filter(|_| lower.contains("high")));
        if let Some(finding) = about {
            let message = format!("`{}`, but `{}` is open", one_line(claim.as_str()), finding.id.value);
            reporter.report(place, message).also(finding.span, "this finding is open");
        }
    }
}

/// The sentence that is being read; claims are asked about in their order, so that each word is read once.
struct Sentence<'t> {
    text: &'t str,
    at: usize,
    conditional: bool,
}

impl Sentence<'_> {
    /// True where a word before the claim, in its sentence, makes it less than a claim.
    fn conditional_before(&mut self, claim: usize) -> bool {
        let mut since = self.text.get(self.at..claim).unwrap_or_default();
        if let Some(end) = ENDS.as_ref().and_then(|ends| ends.find_iter(since).last()) {
            since = &since[end.end()..];
            self.conditional = false;
        }
        let mut words = since.split(|c: char| !c.is_alphanumeric());
        self.conditional |= words.any(|word| CONDITIONS.contains(&&*word.to_lowercase()));
        self.at = claim;
        self.conditional
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
