//! A release that is dated after one that follows it.

use crate::book::RuleLevel;
use crate::check::{Example, Reporter, Rule, Run, Scope};
use crate::diag::Span;
use crate::model::{Assessment, release_order};

pub(super) static RULE: Rule = Rule {
    id: "release-order",
    level: RuleLevel::Warn,
    summary: "the dates of two releases are in another order than their versions, or than `supersedes`",
    why: "trends and differences go by date; with a wrong one, an older state stands as the newer",
    help: "correct the date, the name of the release, or `supersedes`",
    numbers: &[],
    dated: false,
    failing: Example {
        front_matter: "date: 2026-01-20",
        body: "# R\n",
        beside: &[("content/demo/1.1.0.md", "---\nformat: 1\ndate: 2026-01-10\n---\n# R\n")],
    },
    passing: Example {
        front_matter: "date: 2026-01-20",
        body: "# R\n",
        beside: &[("content/demo/0.9.0.md", "---\nformat: 1\ndate: 2026-01-10\n---\n# R\n")],
    },
    run: Run::Document(run),
};

fn run(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let own = scope.assessment;
    let (Some(date), Some(span)) = (own.date.known(), own.date_span) else {
        return;
    };
    let mut report = |other: &Assessment, what: String| {
        let there = other.date_span.unwrap_or(Span::new(0, 3));
        reporter.report(span, what).elsewhere(&other.path, there, "the other date");
    };
    let superseded = own.supersedes.as_ref().and_then(|named| scope.releases.get(named.value.as_str()));
    if let Some(older) = superseded
        && older.date.known().is_some_and(|other| other > date)
    {
        let message = format!("{} supersedes {}, but is dated before it", own.id.release, older.id.release);
        report(older, message);
        return;
    }
    // The release before it by date: of the same line, and yet with a higher version. Another line may be kept
    // up beside a newer one.
    if let Some(before) = scope.previous().map(|previous| previous.assessment)
        && before.date.known().is_some_and(|other| other < date)
        && line(&before.id.release) == line(&own.id.release)
        && release_order(&before.id.release, &own.id.release).is_gt()
    {
        let message = format!("{} is dated after {}, which follows it", own.id.release, before.id.release);
        report(before, message);
    }
}

/// The line of versions that a release is of: 1.4.2 is of line 1.
fn line(release: &str) -> &str {
    let digits =
        release.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    digits.unwrap_or(release).split(['.', '-', '+']).next().unwrap_or_default()
}
