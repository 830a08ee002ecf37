//! Sections that say that there is nothing in them: `Critical issues: 0`, `Blockers`, and below it `None.`

use super::items::says_nothing;
use crate::import::blocks::Kind;
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::report::Report;

/// True where the heading, or the first sentence below it, says that there are no problems.
pub(super) fn is_said(report: &Report<'_>, at: usize) -> bool {
    let heading = &report.blocks[at].text;
    let mut parts = heading.split(['(', '[', ':', '\u{FF1A}', '\u{FF08}', '—', '–']).skip(1);
    let none = |part: &str| {
        let plain = undecorated(part.trim_end_matches([')', ']', '\u{FF09}']));
        plain == "0" || is_none(report, plain)
    };
    parts.any(none) || says_none(report, undecorated(heading)) || is_said_below(report, at)
}

/// True for `None found`; `all resolved` says that there were some.
fn is_none(report: &Report<'_>, plain: &str) -> bool {
    report.lexicon.is(plain, Topic::Nothing) && !report.lexicon.topics(plain).has(Topic::Resolved)
}

fn is_said_below(report: &Report<'_>, at: usize) -> bool {
    let Some(below) = report.blocks.get(at + 1).filter(|below| below.kind == Kind::Line) else {
        return false;
    };
    says_none(report, undecorated(&below.text))
}

/// True for a text whose first sentence says so, where the next does not go on with what there is: `No blockers, but
/// two issues:`.
fn says_none(report: &Report<'_>, plain: &str) -> bool {
    let (first, rest) = plain.split_once(['.', '!', ',', '。']).unwrap_or((plain, ""));
    let goes_on =
        report.lexicon.topics(rest).any(&[Topic::Gaps, Topic::Critical, Topic::High, Topic::Medium]);
    let none = is_none(report, first) || first.split_whitespace().count() <= 6 && says_nothing(report, first);
    none && !goes_on
}
