//! What the score of all says of a conclusion: words behind it explain it, and half of the points is no yes.

use super::blockers::open;
use super::statements::SAID;
use super::words::{HALF, strong};
use super::{Candidate, Conclusion};
use crate::import::blocks::Kind;
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::model::{FindingFact, Found, ScoreFact};
use crate::import::report::Report;

/// What words behind the score of all weigh: more than a sentence of the summary, less than one of the conclusion.
const EXPLAINED: i32 = 66;

/// Below this share, in per cent, something is not ready, whatever follows later.
const LEAST: f64 = 60.0;

/// From this share on, in per cent, an open problem does not outweigh a yes.
const MOST: f64 = 90.0;

/// Up to what weight a condition is a no below that share: what weighs more is stated as the verdict. Below half of the
/// points, one that a sentence of the conclusion says is a no as well.
const UNSTATED: i32 = 69;

/// How sure it is what a score alone says.
const SURE: f64 = 0.4;

/// What a yes weighs less than that is only said in passing.
const PASSING: i32 = 62;

/// What the line of the score goes on with: `Overall: 45 % - not ready`.
pub(super) fn explained(report: &Report<'_>, overall: Option<&ScoreFact>, all: &mut Vec<Candidate>) {
    let Some(line) = overall.map(|score| score.line) else { return };
    let own = report.blocks.iter().enumerate().find(|(at, _)| report.line(*at) == line);
    let plain = own.filter(|(_, block)| {
        matches!(block.kind, Kind::Line | Kind::Heading(_) | Kind::Item { .. })
            && !block.text.contains('\u{2192}')
    });
    let behind = plain.and_then(|(_, block)| {
        let last = block.text.rfind(|c: char| c.is_ascii_digit() || c == '%')?;
        block.text.get(last + 1..)
    });
    // `84 % ready` is all of a score.
    let apart = behind.filter(|behind| behind.trim_start().starts_with(|c: char| !c.is_alphanumeric()));
    // `92/100 — below the mark for launch-ready` has the words and says the opposite.
    let begins = |behind: &str| {
        let mut parts = behind.split([',', '\u{FF0C}']).map(undecorated);
        parts.any(|part| report.lexicon.begins(part.trim_start_matches(['(', '\u{FF08}']), Topic::Ready))
    };
    let conclusion = apart.and_then(|behind| match strong(report, behind)? {
        Conclusion::NotReady => Some(Conclusion::NotReady),
        said => begins(behind).then_some(said),
    });
    all.extend(conclusion.map(|conclusion| Candidate { weight: EXPLAINED, conclusion, line }));
}

/// What a score that is nearly all, or hardly more than half, says by itself where nothing else concludes.
pub(super) fn implied(overall: Option<&ScoreFact>) -> Option<Found<Conclusion>> {
    let score = overall?;
    let said = |conclusion| Some(Found::new(conclusion, score.line, SURE));
    match score.percent? {
        share if share >= MOST => said(Conclusion::Ready),
        share if share < LEAST => said(Conclusion::NotReady),
        _ => None,
    }
}

/// The no of a report that says less than it looks like: its score is low, or its yes is said in passing and critical
/// problems are open.
pub(super) fn denied(
    best: &Candidate,
    overall: Option<&ScoreFact>,
    findings: &[FindingFact],
) -> Option<Found<Conclusion>> {
    let share = overall.and_then(|score| score.percent);
    let overruled = match share {
        Some(share) if share < HALF => SAID,
        Some(share) if share < LEAST => UNSTATED,
        _ => 0,
    };
    if best.conclusion == Conclusion::Conditional && best.weight <= overruled {
        return Some(Found::new(Conclusion::NotReady, best.line, 0.6));
    }
    let high = share.is_some_and(|share| share >= MOST);
    let passing = best.conclusion == Conclusion::Ready && best.weight < PASSING;
    if passing && !high { open(findings) } else { None }
}
