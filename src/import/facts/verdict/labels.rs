//! Verdicts behind labels, and below headings that ask for them.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::{answer, is_brief, lit, state};
use super::caution::tells_time_left;
use super::places::{below_summary, closes, concludes, elsewhen};
use super::sense::implied;
use super::words::{HALF, WHOLE, is_far, is_ready_below, is_template};
use super::{Candidate, IMPLIED, UNTIL};
use crate::import::blocks::{Block, Kind};
use crate::import::icons::{self, undecorated, unnumbered};
use crate::import::lexicon::Topic;
use crate::import::model::Conclusion;
use crate::import::report::{Field, Report};

/// Among how many of the first headings one of a summary counts, and how many blocks below it a status may stand, that
/// is of all.
const FIRST: usize = 2;

/// What a line weighs whose label is one for verdicts.
const VERDICT: i32 = 70;

/// How much less a line of a fence weighs.
const FENCED: i32 = 15;

/// How much it weighs that a share is nearly all.
const SHARE: i32 = 40;

/// What an answer behind the name of the step to production weighs.
const STEP: i32 = 60;

/// How much more it weighs that a label calls it the verdict.
const CALLED: i32 = 4;

/// How much it weighs that a label tells how far it is from being ready.
const FAR: i32 = 60;

/// True for a label that is made of words for a verdict or a status and of what stands beside them: `Final launch
/// verdict`, `Audit status`, but not `Status of the lamps`.
fn asks_for_verdict(report: &Report<'_>, label: &str) -> bool {
    let asks = [Topic::VerdictLabel, Topic::StatusLabel, Topic::Conclusion, Topic::Outcome];
    let beside = [Topic::Overall, Topic::Subject, Topic::Readiness, Topic::VerdictQualifier, Topic::Project];
    let topics = report.lexicon.topics(label);
    let status = report.lexicon.is(label, Topic::StatusLabel);
    // `Decision point`
    topics.has(Topic::VerdictLabel) && topics.has(Topic::Conclusion)
        || !status && topics.any(&asks) && report.lexicon.covers(label, &[&asks[..], &beside[..]].concat())
        // `Can we launch: yes`
        || report.lexicon.begins(label, Topic::Question) && topics.any(&[Topic::Subject, Topic::Ready, Topic::Goal])
}

/// Lines such as `Verdict — GO`: a dash is a colon where nothing but a label stands before it.
fn dashed(report: &Report<'_>) -> Vec<Field> {
    let texts = report.blocks.iter().enumerate().filter(|(at, block)| {
        let text = matches!(block.kind, Kind::Line | Kind::Heading(_) | Kind::Item { depth: 0, .. });
        text && !report.has_fields(*at)
    });
    let parts = texts.filter_map(|(at, block)| {
        let dashes = [" \u{2014} ", " \u{2013} ", " - "];
        let (label, value) = dashes.iter().find_map(|dash| block.text.split_once(dash))?;
        let label = unnumbered(label);
        // `Production readiness - complete checklist` names the document.
        let names = report.lexicon.last_word_is(undecorated(value), Topic::Document);
        (report.lexicon.is(label, Topic::VerdictLabel) && !names).then(|| Field {
            label: label.to_owned(),
            value: value.to_owned(),
            topics: report.lexicon.topics(label),
            block: at,
            line: report.line(at),
            in_head: at < report.head_end(),
        })
    });
    parts.collect()
}

/// True for a value that says how far the work is, and no more.
fn tells_progress(report: &Report<'_>, value: &str) -> bool {
    let topics = report.lexicon.topics(value);
    topics.has(Topic::Resolved) && !topics.any(&[Topic::Ready, Topic::Passed, Topic::Participle])
}

/// True for a value that only answers and tells of no progress: behind the name of a step, `Launch: go`.
fn is_answer(report: &Report<'_>, value: &str) -> bool {
    let says = [Topic::ReadyWeak, Topic::NotReadyWeak, Topic::NotReady, Topic::Conditional];
    !tells_progress(report, value) && report.lexicon.covers(undecorated(value), &says)
}

/// How often one label stands at least where each time a part is meant.
const PARTS: usize = 3;

/// Labels that come again and again, in lower case: `Assessment: strong` below each area.
fn of_parts(report: &Report<'_>) -> BTreeSet<String> {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for field in &report.fields {
        *all.entry(field.label.to_ascii_lowercase()).or_default() += 1;
    }
    all.into_iter().filter(|(_, times)| *times >= PARTS).map(|(label, _)| label).collect()
}

/// True for a line that concludes nothing, whatever its label: a plan's, a form's, a question, advice that depends on the
/// reader.
fn is_no_answer(report: &Report<'_>, field: &Field) -> bool {
    // The head of a plan says what holds now, whatever is planned below it.
    let planned = elsewhen(report, field.block) && !field.in_head;
    // `Decision: which gates are ready to open?` is what the report is to answer.
    let asks = field.value.trim_end().ends_with(['?', '\u{FF1F}']);
    // `Recommendation: if you have time, mend the lamps`
    let supposes = || report.lexicon.begins(undecorated(&field.value), Topic::Hypothesis);
    let says = || report.lexicon.topics(&field.value).any(&[Topic::Ready, Topic::NotReady, Topic::ReadyWeak]);
    planned || asks || is_template(&field.value) || supposes() && !says()
}

/// Where a labelled line stands, and what its label is.
struct Label<'f> {
    report: &'f Report<'f>,
    field: &'f Field,
    /// True where it stands in the head, a summary, a conclusion, or at the end.
    stands: bool,
    /// True where the label is one for verdicts, in one of its words.
    named: bool,
    /// True where it asks for the verdict, whatever it is made of.
    asks: bool,
}

impl<'f> Label<'f> {
    /// `early`: the first headings of the report.
    fn new(report: &'f Report<'f>, field: &'f Field, early: &[usize]) -> Label<'f> {
        let heading = report.heading(field.block);
        let opens = heading.is_some_and(|heading| {
            early.contains(&heading)
                && field.block <= heading + FIRST
                && report.topics[heading].has(Topic::Summary)
        });
        let asked = |heading: usize| asks_for_verdict(report, unnumbered(&report.blocks[heading].text));
        let stands = field.in_head
            || opens
            || heading.is_some_and(asked)
            || concludes(report, field.block)
            || below_summary(report, field.block)
            || closes(report, field.block);
        let named = report.lexicon.is(&field.label, Topic::VerdictLabel);
        let asks = named || asks_for_verdict(report, &field.label);
        Label { report, field, stands, named, asks }
    }

    fn is(&self, topic: Topic) -> bool {
        self.report.lexicon.is(&self.field.label, topic)
    }

    /// What a value behind it weighs, before its place counts.
    fn base(&self) -> Option<i32> {
        // `## Overall status: blocked` says so wherever it stands.
        let level = self.report.blocks.get(self.field.block).and_then(Block::level);
        let of_all = || self.field.topics.has(Topic::Overall) && level.is_some_and(|level| level <= 2);
        if self.asks {
            // `Assessment: sound, production-ready` is of its section, wherever a report does not begin or end with it.
            let of_section = !self.stands && self.is(Topic::Document);
            return Some(if self.named && !of_section { VERDICT } else { 58 });
        }
        (self.is(Topic::StatusLabel) && (self.stands || of_all())).then_some(62)
    }

    /// How much more it weighs where it stands: what is labelled as the verdict outweighs a sentence of the conclusion.
    fn place(&self, base: i32) -> i32 {
        let place = if concludes(self.report, self.field.block) {
            20
        } else if self.field.in_head || below_summary(self.report, self.field.block) {
            if base == VERDICT { 12 } else { 5 }
        } else {
            0
        };
        // Of lines side by side the one that is called the verdict is it.
        place + if self.named && self.is(Topic::Conclusion) { CALLED } else { 0 }
    }

    /// What the value says; `of_parts`: the labels that come again and again.
    fn said(&self, of_parts: &BTreeSet<String>) -> Option<Conclusion> {
        let (report, field) = (self.report, self.field);
        // A status tells how far the work is; only a verdict is answered with yes or no.
        let said = match self.asks {
            // `Audit status: completed` says that the audit is.
            true => answer(report, &field.value).filter(|said| {
                self.named || *said != Conclusion::Ready || !tells_progress(report, &field.value)
            }),
            false => state(report, &field.value),
        };
        // A yes of one part is none of the whole; what one lacks, the whole lacks.
        let said = said.filter(|said| {
            *said != Conclusion::Ready || self.stands || !of_parts.contains(&field.label.to_ascii_lowercase())
        });
        // `Overall status: GO`
        let goes = || field.topics.has(Topic::Overall) && report.lexicon.is(&field.value, Topic::ReadyWeak);
        said.or_else(|| goes().then_some(Conclusion::Ready))
    }

    /// What a share says that stands beside a yes or a condition: `60 % ready` is not, `90 %` is outweighed by words.
    fn shared(&self, said: Conclusion) -> Option<(i32, Conclusion)> {
        let (report, value) = (self.report, self.field.value.as_str());
        let far = match said {
            Conclusion::Ready => is_far(report, value),
            Conclusion::Conditional => is_ready_below(report, value, HALF),
            Conclusion::NotReady => false,
        };
        if far {
            return Some((if self.stands { FAR } else { UNTIL }, Conclusion::NotReady));
        }
        let nearly =
            said == Conclusion::Conditional && !is_far(report, value) && is_ready_below(report, value, WHOLE);
        nearly.then_some((SHARE, Conclusion::Conditional))
    }

    /// What a light, or the rest of the value, implies where it says nothing outright: `Status: seven tasks must be done
    /// before launch`.
    fn hinted(&self) -> Option<Conclusion> {
        let value = self.field.value.as_str();
        let light = lit(value).filter(|_| icons::severity(value).is_some());
        light.or_else(|| implied(self.report, value)).or_else(|| lit(value))
    }

    /// What the line concludes, and what that weighs.
    fn read(&self, of_parts: &BTreeSet<String>) -> Option<(i32, Conclusion)> {
        let (report, field) = (self.report, self.field);
        let Some(base) = self.base() else {
            let answers = self.stands && self.is(Topic::Goal) && is_answer(report, &field.value);
            return answer(report, &field.value).filter(|_| answers).map(|said| (STEP, said));
        };
        let said = self.said(of_parts);
        if let Some(shared) = said.and_then(|said| self.shared(said)) {
            return Some(shared);
        }
        let (base, conclusion) = match said {
            Some(said) => (base, said),
            None => (base - IMPLIED, self.hinted()?),
        };
        let fenced = matches!(report.blocks.get(field.block).map(|block| &block.kind), Some(Kind::Fence(_)));
        if fenced && !field.in_head && !concludes(report, field.block) {
            return None;
        }
        // `Original verdict: not ready` holds where no other does.
        if report.lexicon.begins(&field.label, Topic::Past) {
            return Some((UNTIL, conclusion));
        }
        Some((base + self.place(base) - if fenced { FENCED } else { 0 }, conclusion))
    }
}

/// Lines such as `Verdict: approved`.
pub(super) fn labelled(report: &Report<'_>, all: &mut Vec<Candidate>) {
    let of_parts = of_parts(report);
    let early: Vec<usize> = report.headings().into_iter().take(FIRST).collect();
    for field in report.fields.iter().chain(&dashed(report)) {
        if is_no_answer(report, field) {
            continue;
        }
        // `Time to production: 3 weeks` concludes where nothing else does.
        let found = match tells_time_left(field) {
            true => Some((UNTIL, Conclusion::NotReady)),
            false => Label::new(report, field, &early).read(&of_parts),
        };
        all.extend(found.map(|(weight, conclusion)| Candidate { weight, conclusion, line: field.line }));
    }
}

/// The first line below a heading that asks for the verdict, such as `Decision`, where it only answers.
pub(super) fn headed(report: &Report<'_>, all: &mut Vec<Candidate>) {
    for at in report.headings() {
        let heading = &report.blocks[at];
        // `Deploy a proxy first` is advice, in bold it would be the answer.
        let stands_out = |below: &Block| {
            let marked = !below.lead.is_empty() || icons::any_status(&below.text).is_some();
            let first = below.text.split(['.', ',', ';', '\u{2013}', '\u{2014}']).next().unwrap_or_default();
            let answers = (1..=2).contains(&first.split_whitespace().count());
            answers || below.text.split_whitespace().count() <= 3 || is_brief(&below.text) && marked
        };
        let below = report.blocks.get(at + 1);
        let below = below.filter(|below| below.kind == Kind::Line && stands_out(below));
        let asks = heading.level() != Some(1)
            && report.lexicon.is(unnumbered(&heading.text), Topic::VerdictLabel)
            && !elsewhen(report, at + 1);
        let labelled = report.has_fields(at + 1);
        let conclusion = below.filter(|_| asks && !labelled).and_then(|below| answer(report, &below.text));
        all.extend(conclusion.map(|conclusion| Candidate {
            weight: 76,
            conclusion,
            line: report.line(at + 1),
        }));
    }
}
