//! What a report says of itself at its beginning holds to its end: a limit or a no in its own status is not lifted by a
//! yes further down, which is of a part, of a plan or of a day to come.

use super::Candidate;
use crate::import::lexicon::Topic;
use crate::import::model::Conclusion;
use crate::import::report::{Field, Report};

/// With how many headings a report begins that its own status may stand below: the title and two of its sections.
const FIRST: usize = 3;

/// From what weight on a labelled line is the status of all.
const OWN: i32 = 62;

/// The limit or the no of the labelled lines that a report begins with, the heaviest of them.
pub(super) fn stated_first<'c>(report: &Report<'_>, labelled: &'c [Candidate]) -> Option<&'c Candidate> {
    let end = report.headings().get(FIRST).map_or(usize::MAX, |heading| report.line(*heading));
    let limits = |candidate: &&Candidate| {
        let mut fields = report.fields.iter().filter(|field| field.line == candidate.line);
        candidate.line < end
            && candidate.weight >= OWN
            && candidate.conclusion != Conclusion::Ready
            && fields.any(|field| says_less(report, field))
    };
    labelled.iter().filter(limits).max_by_key(|candidate| candidate.weight)
}

/// True for a value that says less than yes in words of its own; `ready (with recommendations)` only adds to a yes.
fn says_less(report: &Report<'_>, field: &Field) -> bool {
    let less = [Topic::NotReady, Topic::NotReadyWeak, Topic::Conditional, Topic::ConditionalWeak];
    let plain = field.value.split(['(', '\u{FF08}']).next().unwrap_or_default();
    let topics = |text| report.lexicon.topics_without(text, Topic::VerdictNoise);
    // `A prototype (not ready)`
    topics(plain).any(&less) || topics(&field.value).has(Topic::NotReady)
}
