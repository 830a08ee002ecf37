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
    // A release before it by date that should have come after it.
    let before =
        scope.earlier.iter().rev().take(LOOKED_BACK).map(|earlier| earlier.assessment).find(|other| {
            other.date.known().is_some_and(|other| other < date)
                && release_order(&other.id.release, &own.id.release).is_gt()
                && follows(&own.id.release, &other.id.release)
        });
    if let Some(before) = before {
        let message = format!("{} is dated after {}, which follows it", own.id.release, before.id.release);
        report(before, message);
    }
}

/// As many releases before one are compared with it.
const LOOKED_BACK: usize = 50;

/// True where a release of the higher version cannot have come before one of the lower: an old line is kept up beside
/// a newer one, but not begun after it. So 1.4.7 may come after 1.5.0, and 1.4.0 may not.
fn follows(low: &str, high: &str) -> bool {
    let (Some(low), Some(high)) = (Line::of(low), Line::of(high)) else {
        return false;
    };
    if low.major != high.major {
        return low.minor == 0 && low.patch == 0;
    }
    low.minor == high.minor || low.patch == 0
}

/// The line of versions that a release is of: 1.4.2 is of line 1.4.
struct Line {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Line {
    fn of(release: &str) -> Option<Line> {
        let mut parts = release.trim_start_matches(['v', 'V']).split(['.', '-', '+']);
        let major = parts.next()?.parse().ok()?;
        let mut next = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
        Some(Line { major, minor: next(), patch: next() })
    }
}
