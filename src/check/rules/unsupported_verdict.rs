//! A declared verdict that is better than what the document supports.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::diag::Span;
use crate::model::Verdict;

pub(super) static RULE: Rule = Rule {
    id: "unsupported-verdict",
    level: RuleLevel::Warn,
    summary: "the declared verdict is better than the one that the document supports",
    why: "a verdict that its own findings and answers contradict makes people distrust every report",
    help: "mend what caps the verdict, answer the open checks, or declare the verdict that is supported",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "verdict: ready\nscore: 95\nfindings:\n  - { id: leak, title: Keys in the repository, severity: critical, owner: ada, due: 2026-02-01 }",
        body: "# R\n",
        beside: &[],
    },
    passing: Example {
        front_matter: "verdict: not-ready\nfindings:\n  - { id: leak, title: Keys in the repository, severity: critical, owner: ada, due: 2026-02-01 }",
        body: "# R\n",
        beside: &[],
    },
    run: Run::Document(run),
};

/// As many caps as a message names; the page of the assessment has all.
const NAMED: usize = 3;

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let Some(declared) = &scope.assessment.verdict else {
        return;
    };
    if declared.value == Verdict::Ready {
        unfinished(scope, declared.span, reporter);
    }
    let supported = scope.card.verdict;
    if declared.value <= supported {
        return;
    }
    let caps: Vec<String> = scope.card.caps.iter().take(NAMED).map(|cap| cap.reason.to_string()).collect();
    let more = scope.card.caps.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let (declared_word, word) = (declared.value.word(), supported.word());
    let message =
        format!("declared {declared_word}, but what is answered supports {word}: {}{more}", caps.join("; "));
    reporter.report(declared.span, message);
}

/// Parts of a heading that make of the items below it what has to be done first.
const FIRST: [&str; 14] = [
    "must fix",
    "must-fix",
    "must be fixed",
    "must have",
    "must-have",
    "blocker",
    "blocking",
    "critical",
    "before go-live",
    "before launch",
    "before the launch",
    "before release",
    "before production",
    "required before",
];

/// A word of its own that says the same.
const FIRST_PRIORITY: &str = "p0";

/// Parts of a heading that make of its items what may as well be left.
const OPTIONAL: [&str; 4] = ["not required", "optional", "nice to have", "nice-to-have"];

/// What makes the contrary of such a part when it stands before it.
const DENIALS: [&str; 4] = ["non-", "non ", "not ", "no "];

/// True where a heading, or the time of an action, says that it has to be done first.
fn comes_first(text: &str) -> bool {
    let text = text.to_lowercase();
    let denied = |before: &str| DENIALS.iter().any(|denial| before.ends_with(denial));
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let says = words.any(|word| word == FIRST_PRIORITY)
        || FIRST.iter().any(|part| text.find(part).is_some_and(|at| !denied(&text[..at])));
    says && !OPTIONAL.iter().any(|part| text.contains(part))
}

/// Reports the first list of what has to be done first that is not done: of the body, else of the front matter.
fn unfinished(scope: &Scope<'_>, declared: Span, reporter: &mut Reporter<'_>) {
    let Scope { assessment, details, .. } = scope;
    for section in &details.checklist {
        // The outermost of them.
        let first = details.leading_to(section.heading).filter(|heading| comes_first(&heading.text)).last();
        let open = section.tasks.iter().find(|task| !task.done);
        if let (Some(heading), Some(task)) = (first, open) {
            let count = section.tasks.iter().filter(|task| !task.done).count();
            let all = section.tasks.len();
            let message =
                format!("declared ready, but {count} of {all} items under `{}` are open", heading.text);
            reporter.report(declared, message).also(task.span, "the first open one");
            return;
        }
    }
    let open = assessment.actions.iter().filter(|action| !action.done);
    let mut first =
        open.filter_map(|action| Some((action, action.when.as_deref().filter(|when| comes_first(when))?)));
    if let Some((action, when)) = first.next() {
        let message =
            format!("declared ready, but the action `{}` is open, which is due `{when}`", action.what);
        reporter.report(declared, message);
    }
}
