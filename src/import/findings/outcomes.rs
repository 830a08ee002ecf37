//! Headings that say what became of the problems below them.

use super::heading::Heading;
use super::headings;
use super::section::{Class, Section};
use crate::import::lexicon::Topic;
use crate::import::model::Status;

/// Problems that a heading says to be mended, begun, open or accepted.
pub(super) fn read(heading: &Heading<'_>) -> Option<Section> {
    let of_problems = |status, rating| Section { class: Class::Gaps, status, rating, category: None };
    // What was wrong and is mended is listed like what is wrong.
    if heading.topics.has(Topic::Mended) && !heading.is_in(Class::Plan) {
        let status = heading.status().unwrap_or(Status::Resolved);
        return Some(of_problems(Some(status), heading.rating.clone()));
    }
    // `High priority (done)` says what became of each problem below it.
    if heading.is_rated_in_words()
        && heading.below.subsections > 0
        && headings::ranks_what_is_done(heading.report, heading.plain)
    {
        return Some(of_problems(Some(Status::Resolved), heading.rating.clone()));
    }
    // `Resolved` below problems says what became of them, and `Partly done` what is not yet as it should be.
    let covers = |topics: &[Topic]| heading.lexicon().covers(heading.name(), topics);
    let outcomes = [Topic::Resolved, Topic::Partial, Topic::Open, Topic::Accepted];
    let told = heading.is_in(Class::Gaps) && !heading.topics.has(Topic::Good) && covers(&outcomes);
    let begun = heading.level > 1
        && !(heading.is_in(Class::Plan) || heading.is_in(Class::Good))
        && heading.topics.has(Topic::Partial)
        && covers(&[Topic::Partial, Topic::Collection]);
    (told || begun).then(|| {
        let accepted = heading.topics.has(Topic::Accepted).then_some(Status::Accepted);
        let status = accepted.or_else(|| heading.status()).or(heading.parent().status);
        // A light beside a state shows the state.
        let rating = heading.rating.clone().filter(|rating| rating.worded);
        let rating = rating.or_else(|| heading.parent().rating.clone());
        Section { class: Class::Gaps, status, rating, ..heading.inherited.clone() }
    })
}
