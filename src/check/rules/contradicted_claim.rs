//! Words that say that nothing bad is left, beside a finding that says otherwise.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, TextScope};
use crate::diag::Span;
use crate::model::{Finding, FindingSeverity};

pub(super) static RULE: Rule = Rule {
    id: "contradicted-claim",
    level: RuleLevel::Warn,
    summary: "the text says that all critical or high findings are resolved, but one of them is open",
    why: "who reads the summary alone goes live with it",
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

/// `All critical issues (are) resolved`, and `no critical issues (remain)`.
static CLAIMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let noun = "(?:issues?|findings?|problems?|blockers?|items?|bugs?|gaps?|vulnerabilit(?:y|ies))";
    let done = "(?:resolved|fixed|addressed|closed|completed?|done|mended|remediated|mitigated)";
    let grave = r"(?:critical|high)(?:(?:\s*/\s*|\s+(?:and|or|&)\s+)(?:critical|high))?";
    let all = format!(
        r"\ball\s+(?:of\s+the\s+|the\s+)?({grave})(?:[\s-]+(?:severity|priority))?\s+{noun}\s+(?:(?:are|were|have|has|been|now|already)\s+){{0,3}}{done}\b"
    );
    let none = format!(
        r"\bno\s+(?:open\s+|remaining\s+|outstanding\s+|unresolved\s+)?({grave})(?:[\s-]+severity)?\s+{noun}\b"
    );
    Regex::new(&format!("(?i){all}|{none}")).ok()
});

/// Words that make of a claim a condition, a wish or a question, when they stand before it in its sentence.
const CONDITIONS: [&str; 15] = [
    "once", "when", "until", "till", "if", "unless", "before", "after", "ensure", "verify", "that", "should",
    "must", "whether", "confirm",
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
    for found in claims.captures_iter(scope.text) {
        let Some((claim, severity)) = claimed(&found) else {
            continue;
        };
        let severity = severity.to_lowercase();
        let finding =
            critical.filter(|_| severity.contains("critical")).or(high.filter(|_| severity.contains("high")));
        let place = Span::at(claim.start(), claim.as_str());
        let Some(finding) = finding.filter(|_| !scope.in_code(place, true) && is_stated(scope, place)) else {
            continue;
        };
        let message = format!("`{}`, but `{}` is open", one_line(claim.as_str()), finding.id.value);
        reporter.report(place, message).also(finding.span, "this finding is open");
    }
}

/// The claim and the severity that it is about.
fn claimed<'t>(found: &Captures<'t>) -> Option<(regex::Match<'t>, &'t str)> {
    let severity = found.get(1).or(found.get(2))?;
    Some((found.get(0)?, severity.as_str()))
}

/// True where the sentence says so itself: neither under a condition nor as an item that is not ticked.
fn is_stated(scope: &TextScope<'_>, claim: Span) -> bool {
    if scope.line(claim).trim_start().trim_start_matches(['-', '*', '+', ' ']).starts_with("[ ]") {
        return false;
    }
    let before = scope.text.get(..claim.start as usize).unwrap_or_default();
    let sentence = before.rsplit(['.', '!', '?', ';', '|', '#']).next().unwrap_or(before);
    let sentence = sentence.rsplit("\n\n").next().unwrap_or(sentence);
    !sentence.split(|c: char| !c.is_alphanumeric()).any(|word| CONDITIONS.contains(&&*word.to_lowercase()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
