//! What the words of a heading say that its section is for.

use super::rate;
use super::section::{Class, Section};
use super::titles::{after_prefix, strip_ordinal};
use crate::import::blocks::Block;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Topic, Topics};
use crate::import::model::Status;
use crate::import::report::Report;

/// The class that a heading's own words say: `topics` without what only looks like a severity, `all` with it.
pub(super) fn of_words(
    report: &Report<'_>,
    block: &Block,
    (topics, all): (Topics, Topics),
    rated: bool,
    parent: &Section,
) -> Option<Class> {
    let good_icon = icons::any_status(&block.text) == Some(Status::Resolved);
    let bad_icon = matches!(icons::leading_status(&block.text), Some(Status::Open));
    let first = strip_ordinal(undecorated(&block.text)).split([' ', ':', '-']).next().unwrap_or_default();
    // `Known limitations & future work` is of the limitations.
    let part = block.text.split(['&', '(', ',']).next().unwrap_or(&block.text).split_whitespace();
    let part: Vec<&str> = part.take_while(|word| !report.lexicon.is(word, Topic::Joint)).collect();
    let part = report.lexicon.topics_without(&part.join(" "), Topic::SeverityNoise);
    // `Limitations to be mended before sign-off` is, too.
    let before = report.lexicon.topics(first).has(Topic::Gaps) && topics.has(Topic::Precondition);
    let gap_first = part.has(Topic::Gaps) && !part.has(Topic::Plan) || before;
    let plan = (topics.has(Topic::Plan) && !gap_first) || report.lexicon.topics(first).has(Topic::PlanStart);
    let gap = topics.has(Topic::Gaps);
    // A line in bold that names problems is nearer than the section around it.
    let step =
        parent.class == Class::Plan && after_prefix(report, undecorated(&block.text)).is_some_and(|(_, n)| n);
    if block.level() == Some(7) && gap && (rated || bad_icon || !plan) && !good_icon && !step {
        return Some(Class::Gaps);
    }
    if good_icon && !gap {
        return Some(Class::Good);
    }
    // `Phase 1: critical issues` says when they are mended, not what they are.
    if report.lexicon.topics(first).has(Topic::PlanStart) && block.level() != Some(7) {
        return Some(Class::Plan);
    }
    if rated && !topics.has(Topic::Good) {
        // A plan stays one, whatever the priorities of its parts; `P0` alone says what must be mended, and `High
        // priority` below recommendations what is not yet as it should be.
        let name = strip_ordinal(undecorated(&block.text));
        let advised = || block.path.last().is_some_and(|above| report.topics[*above].has(Topic::Advised));
        let ranked = || topics.any(&[Topic::PriorityLabel, Topic::PriorityPhrase]) && advised();
        let lacks =
            || topics.has(Topic::PriorityPhrase) && topics.has(Topic::Gaps) && !topics.has(Topic::Wanted);
        let lists =
            rate::is_only_code(name) || rate::only_announces(name, report.lexicon) && ranked() || lacks();
        // `Critical (before the launch)` is what is still to be done until then.
        let until = || topics.has(Topic::Precondition) && topics.any(&[Topic::Critical, Topic::High]);
        return Some(if parent.class == Class::Plan && !lists && !until() {
            Class::Plan
        } else {
            Class::Gaps
        });
    }
    if parent.class == Class::Plan && !topics.has(Topic::Gaps) {
        return Some(Class::Plan);
    }
    // `⚠️ Recommendations before launch` are what is not yet as it must be.
    if plan && bad_icon && topics.has(Topic::Precondition) && parent.class != Class::Plan {
        return Some(Class::Gaps);
    }
    if gap && plan && !bad_icon {
        return Some(Class::Plan);
    }
    if gap {
        return Some(if parent.class == Class::Plan { Class::Plan } else { Class::Gaps });
    }
    let warns = block.level().is_some_and(|level| level < 7) && !plan;
    if bad_icon && (topics.has(Topic::Open) || warns) {
        return Some(Class::Gaps);
    }
    if plan {
        return Some(Class::Plan);
    }
    all.has(Topic::Good).then_some(Class::Good)
}
