//! Verdicts behind labels, and below headings that ask for them.

use super::places::{below_summary, concludes, elsewhen};
use super::words::{answer, is_brief, is_far, is_template, state};
use super::{Candidate, UNTIL};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, unnumbered};
use crate::import::lexicon::Topic;
use crate::import::model::Conclusion;
use crate::import::report::Report;

/// Lines such as `Verdict: approved`.
pub(super) fn labelled(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for field in &report.fields {
        // The head of a plan says what holds now, whatever is planned below it.
        if elsewhen(report, field.block) && !field.in_head || is_template(&field.value) {
            continue;
        }
        // `Decision: which gates are ready to open?` is what the report is to answer.
        if field.value.trim_end().ends_with(['?', '\u{FF1F}']) {
            continue;
        }
        let is = |topic| report.lexicon.is(&field.label, topic);
        // `Time to production: 3 weeks` concludes where nothing else does.
        let lasts =
            field.value.contains(|c: char| c.is_ascii_digit()) && !field.value.trim().starts_with('0');
        if field.topics.has(Topic::TimeToReady) && lasts {
            all.push(Candidate { weight: UNTIL, conclusion: Conclusion::NotReady, line: field.line });
            continue;
        }
        let asks = is(Topic::VerdictLabel)
            || (field.topics.has(Topic::VerdictLabel)
                && report.lexicon.topics(&field.label).has(Topic::Conclusion));
        let base = if asks {
            if is(Topic::VerdictLabel) { 70 } else { 55 }
        } else if is(Topic::StatusLabel) && (field.in_head || concludes(report, field.block)) {
            62
        } else {
            continue;
        };
        let fenced = matches!(report.blocks.get(field.block).map(|block| &block.kind), Some(Kind::Fence(_)));
        // A status tells how far the work is; only a verdict is answered with yes or no.
        let conclusion = if asks { answer(report, &field.value) } else { state(report, &field.value) };
        // `Overall status: GO`
        let goes = || field.topics.has(Topic::Overall) && report.lexicon.is(&field.value, Topic::ReadyWeak);
        let conclusion = conclusion.or_else(|| goes().then_some(Conclusion::Ready));
        // `Status: 60 % ready` concludes that it is not, where nothing else concludes.
        if conclusion == Some(Conclusion::Ready) && is_far(report, &field.value) {
            all.push(Candidate { weight: UNTIL, conclusion: Conclusion::NotReady, line: field.line });
            continue;
        }
        if let Some(conclusion) =
            conclusion.filter(|_| !fenced || field.in_head || concludes(report, field.block))
        {
            let place = if concludes(report, field.block) {
                20
            } else if field.in_head || below_summary(report, field.block) {
                // What is labelled as the verdict outweighs a sentence of the conclusion.
                if base == 70 { 12 } else { 5 }
            } else {
                0
            };
            let weight = base + place - if fenced { 15 } else { 0 };
            all.push(Candidate { weight, conclusion, line: field.line });
        }
    }
}

/// The first line below a heading that asks for the verdict, such as `Decision`, where it only answers.
pub(super) fn headed(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for at in report.headings() {
        let heading = &report.blocks[at];
        // `Deploy a proxy first` is advice, in bold it would be the answer.
        let stands_out = |below: &Block| {
            let marked = !below.lead.is_empty() || icons::any_status(&below.text).is_some();
            below.text.split_whitespace().count() <= 2 || is_brief(&below.text) && marked
        };
        let below = report.blocks.get(at + 1);
        let below = below.filter(|below| below.kind == Kind::Line && stands_out(below));
        let asks = heading.level() != Some(1)
            && report.lexicon.is(unnumbered(&heading.text), Topic::VerdictLabel)
            && !elsewhen(report, at + 1);
        let labelled = report.fields_of(at + 1..at + 2).next().is_some();
        let conclusion = below.filter(|_| asks && !labelled).and_then(|below| answer(report, &below.text));
        all.extend(conclusion.map(|conclusion| Candidate {
            weight: 76,
            conclusion,
            line: report.line(at + 1),
        }));
    }
}
