//! Titles of findings: what stands before them, what they are cut out of, and what only names an area.

use std::sync::LazyLock;

use regex::Regex;

use super::columns::is_known;
use super::rate;
use super::status;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::Topic;
use crate::import::report::Report;

static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let code = r"(?:[A-Z]{1,5}(?:-[A-Z0-9]{1,6}){0,2}[-_ ]?#?\d{1,4}|[A-Z]{1,5}\d{0,2}-[A-Z]?\d{1,4})";
    // A rating may stand in brackets between the code and its colon.
    Regex::new(&format!(r"^[\[(]?{code}(?:\s\([^()]{{1,16}}\)\s*[:—–]|\s*[:)\]—–]|[.-]\s|\s[.·|-]\s)\s*\S"))
        .ok()
});
static ORDINAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let dense = "[（(]?[0-9一二三四五六七八九十]{1,3}[）、]";
    Regex::new(&format!(r"^(?:(?:\(?\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[.):、]|\d{{1,3}}(?:\s[-–—]|(?:\.\d{{1,3}}){{1,3}})|[A-Z]\d?[.)]|#\d{{1,3}}[.:)]?|[IVX]{{1,4}}[.)])\s+|{dense})\S"))
        .ok()
});
static NUMBERED_PREFIX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\p{L}+(?:\s\p{L}+)?)\s*(?:#\s*)?\d{1,3}(?:[.\-–]\d{1,3})*\s*[:.)\u{FF1A}—–-]\s*(\S.*)$")
        .ok()
});
static NAMED_PREFIX: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(\p{L}+(?:\s\p{L}+)?)\s*[:\u{FF1A}]\s*(\S.*)$").ok());

/// What a title says after a prefix such as `Risk #3:`, and whether the prefix was numbered.
pub(super) fn after_prefix<'t>(report: &Report<'_>, plain: &'t str) -> Option<(&'t str, bool)> {
    for (pattern, numbered) in [(&*NUMBERED_PREFIX, true), (&*NAMED_PREFIX, false)] {
        if let Some(hit) = pattern.as_ref().and_then(|pattern| pattern.captures(plain))
            && report.lexicon.is(&hit[1], Topic::Prefix)
        {
            return hit.get(2).map(|rest| (rest.as_str(), numbered));
        }
    }
    None
}

/// True for a title after any word with a number, but that of a step: `Scenario 2: ice in port`.
pub(super) fn is_counted(report: &Report<'_>, plain: &str) -> bool {
    let hit = NUMBERED_PREFIX.as_ref().and_then(|pattern| pattern.captures(plain));
    hit.is_some_and(|hit| !report.lexicon.topics(&hit[1]).any(&[Topic::PlanStart, Topic::Plan]))
}

/// True for a text of nothing but names of general areas.
pub(super) fn is_area(report: &Report<'_>, plain: &str) -> bool {
    let title = plain.split(['(', '[', ':']).next().unwrap_or(plain);
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    report.lexicon.is(title, Topic::Area)
        || words.peek().is_some()
            && words.all(|word| {
                report.lexicon.is(word, Topic::Area)
                    || report.lexicon.is(word, Topic::Measure)
                    || report.lexicon.is(word, Topic::Readiness)
            })
}

/// True for a text with a number or a code before it.
pub(super) fn is_numbered(plain: &str) -> bool {
    // `P2 - annoying` is of a priority, and `CVE-2025-12345` says which one it is.
    let code = !rate::is_only_code(plain) && !is_known(plain);
    let numbered = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(plain));
    numbered(&ORDINAL) || code && numbered(&CODE)
}

/// A text without the number before it.
pub(super) fn strip_ordinal(plain: &str) -> &str {
    let Some(pattern) = &*ORDINAL else {
        return plain;
    };
    if !pattern.is_match(plain) {
        return plain;
    }
    // Scripts without spaces put none after a number either.
    let end = plain.find(|c: char| c.is_whitespace() || matches!(c, '、' | '）')).unwrap_or(0);
    undecorated(plain[end..].trim_start_matches(['、', '）']))
}

/// A title without ordinal, code and prefix.
pub(super) fn title(report: &Report<'_>, text: &str) -> String {
    let mut plain = strip_ordinal(undecorated(text));
    if let Some(hit) = CODE.as_ref().filter(|_| !is_known(plain)).and_then(|pattern| pattern.find(plain)) {
        // The pattern ends with the first character of the title.
        let last = plain[..hit.end()].chars().next_back().map_or(0, char::len_utf8);
        plain = undecorated(&plain[hit.end() - last..]);
    }
    if let Some((rest, _)) = after_prefix(report, plain) {
        plain = undecorated(rest);
    }
    plain = without_mark(report, without_rating(report, without_priority(plain)));
    plain = without_end(report, plain);
    plain = rate::apart(plain, report.lexicon).map_or(plain, undecorated);
    let plain: String = plain.chars().filter(|c| !icons::is_icon(*c) || matches!(c, '←'..='⇿')).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['“', '”']).to_owned()
}

/// A title without the rating after it: `… (High)`, `… [Low]`, `… - Medium`.
fn without_end<'t>(report: &Report<'_>, plain: &'t str) -> &'t str {
    let bracket = plain
        .strip_suffix([')', ']', '\u{FF09}', '】'])
        .and_then(|inside| inside.rsplit_once(['(', '[', '\u{FF08}', '【']));
    let dashed = || rate::at_end(plain).map(|end| (&plain[..plain.len() - end.len()], end));
    // Scripts without spaces put none around a dash either.
    if let Some((before, after)) = plain.split_once("——")
        && status::begins_with(after, report.lexicon).is_some()
    {
        return undecorated(before);
    }
    match bracket.or_else(dashed) {
        Some((before, rating)) if rate::only_rates(rating, report.lexicon) && !before.trim().is_empty() => {
            undecorated(before)
        }
        _ => plain,
    }
}

/// A title without the mark at its end: `… ✅ FIXED`, `… 🟡 HIGH`.
fn without_mark<'t>(report: &Report<'_>, plain: &'t str) -> &'t str {
    let light = |c: char| matches!(c, '🔴' | '🟠' | '🟡' | '🟢' | '🔵' | '⚪');
    let Some(at) = plain.rfind(|c: char| icons::status(c).is_some() || light(c)) else {
        return plain;
    };
    let (before, after) = plain.split_at(at);
    let states = [Topic::Resolved, Topic::Passed, Topic::Open, Topic::Partial, Topic::Gaps];
    let rates = [Topic::Critical, Topic::High, Topic::Medium, Topic::Low];
    let topics = report.lexicon.topics(after);
    let says = topics.any(&states) || topics.any(&rates);
    let is_mark = says && after.split_whitespace().count() <= 4 && before.chars().any(char::is_alphabetic);
    if is_mark { undecorated(before).trim_end_matches(['(', '[', ' ']) } else { plain }
}

/// A title without a rating in brackets before it: `[HIGH] …`.
fn without_rating<'t>(report: &Report<'_>, plain: &'t str) -> &'t str {
    let inside = plain.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let inside = inside.or_else(|| plain.strip_prefix('(').and_then(|rest| rest.split_once(')')));
    match inside.or_else(|| plain.strip_prefix('【').and_then(|rest| rest.split_once('】'))) {
        Some((rating, title)) if rate::only_rates(rating, report.lexicon) => undecorated(title),
        _ => plain,
    }
}

/// A title without the code of its priority before it: `P0 …`, `[P1] …`.
fn without_priority(plain: &str) -> &str {
    let bare = plain.trim_start_matches(['[', '(']);
    let mut chars = bare.chars();
    let is_code = matches!((chars.next(), chars.next()), (Some('P'), Some('0'..='4')))
        && !chars.next().is_some_and(char::is_alphanumeric);
    if is_code { undecorated(bare[2..].trim_start_matches([']', ')', '.', '/'])) } else { plain }
}
