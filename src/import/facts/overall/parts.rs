//! Figures that are of a part, or of something else than all: of sections, of areas, of what is measured.

use std::collections::{BTreeMap, BTreeSet};

use super::OF_ALL;
use crate::import::icons::undecorated;
use crate::import::lexicon::Topic;
use crate::import::report::Report;
use crate::import::scores::{is_share, scores};

/// From how many headings on, each with a figure, they are a series.
const SERIES: usize = 3;

/// The levels of which several headings have figures, the title's aside.
pub(super) fn serial_levels(report: &Report<'_>) -> [bool; 7] {
    let mut counts = [0; 7];
    for block in &report.blocks {
        let level = block.level().map_or(0, usize::from);
        if (2..7).contains(&level) && !scores(&block.text).is_empty() {
            counts[level] += 1;
        }
    }
    counts.map(|count| count >= SERIES)
}

/// The blocks below headings of one level that each have a score of their own, such as `Score: 7/10`, or that differ in
/// what they call the score of all.
pub(super) fn own_of_sections(report: &Report<'_>) -> BTreeSet<usize> {
    let of_all = [Topic::Overall, Topic::Readiness, Topic::Summary, Topic::Conclusion, Topic::Score];
    let mut levels: [BTreeMap<usize, usize>; 7] = Default::default();
    let mut sums: BTreeMap<(usize, String), BTreeMap<usize, (usize, String)>> = BTreeMap::new();
    for field in &report.fields {
        let score = report.lexicon.is(&field.label, Topic::Score) && !field.topics.has(Topic::Overall);
        let scored = score || field.topics.any(&[Topic::Overall, Topic::Score]);
        // A line that only introduces a list heads nothing behind it.
        let path = report.blocks.get(field.block).map(|block| block.path.as_slice()).unwrap_or_default();
        let real = |at: &&usize| report.blocks[**at].level().is_some_and(|level| level < 7);
        let Some(heading) = path.iter().rev().find(real).copied().filter(|_| scored) else {
            continue;
        };
        let level = report.blocks[heading].level().map_or(0, usize::from);
        let of_section = (2..7).contains(&level) && !report.topics[heading].any(&of_all);
        let Some(first) = scores(&field.value).into_iter().next().filter(|_| of_section) else {
            continue;
        };
        if score {
            levels[level].insert(heading, field.block);
        } else {
            let sections = sums.entry((level, field.label.to_lowercase())).or_default();
            sections.insert(heading, (field.block, first.written()));
        }
    }
    let differ = |sections: &BTreeMap<usize, (usize, String)>| {
        sections.values().map(|(_, written)| written).collect::<BTreeSet<_>>().len() > 1
    };
    let sums = sums.into_values().filter(differ).flat_map(BTreeMap::into_values).map(|(block, _)| block);
    let own = levels.into_iter().filter(|sections| sections.len() > 1).flat_map(BTreeMap::into_values);
    own.chain(sums).collect()
}

/// True for a text that says of itself that it is of all, whatever stands around it.
pub(super) fn is_named_of_all(report: &Report<'_>, at: usize) -> bool {
    let label = report.blocks[at].text.split([':', '\u{FF1A}']).next().map(undecorated).unwrap_or_default();
    report.topics[at].has(Topic::Overall) || report.lexicon.is(label, Topic::VerdictLabel)
}

/// True for the score of an area of a report that is not about this area: `Overall security rating`.
pub(super) fn is_of_area(report: &Report<'_>, label: &str) -> bool {
    let of_scores = [&OF_ALL[..], &[Topic::Area]].concat();
    let topics = report.lexicon.topics(label);
    let title = report.title().map(|at| &report.blocks[at]);
    let area = report.lexicon.first(label, Topic::Area).unwrap_or_default();
    topics.has(Topic::Area)
        && !report.lexicon.covers(label, &OF_ALL)
        && !topics.any(&[Topic::Readiness, Topic::Subject])
        && report.lexicon.covers(label, &of_scores)
        && !title.is_some_and(|title| title.text.to_lowercase().contains(&area))
}

/// True below a heading of what is measured, such as tests and their coverage, and is no readiness.
pub(super) fn is_of_measures(report: &Report<'_>, at: usize) -> bool {
    report.heading(at).is_some_and(|heading| {
        let topics = report.topics[heading];
        let whole = [
            Topic::Score,
            Topic::Overall,
            Topic::Readiness,
            Topic::Subject,
            Topic::Conclusion,
            Topic::Summary,
        ];
        topics.has(Topic::Measure) && !topics.any(&whole)
    })
}

/// True for a share that goes on with what it is of: `100 % of the doors`, `98 % security score`, `100 % phase 2`.
pub(super) fn is_share_of_other(report: &Report<'_>, written: &str, after: &str) -> bool {
    if !is_share(written) {
        return false;
    }
    let after = after.trim_start_matches(['*', '_', '`', ' ']);
    let end = after.find([',', '.', ';', ':', '(', ')', '|', '\u{2014}', '\u{2013}', '\u{3002}', '\u{FF0C}']);
    let noun = after[..end.unwrap_or(after.len())].split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let topics = report.lexicon.topics(&noun);
    let whole = [Topic::Ready, Topic::Readiness, Topic::Overall, Topic::Subject];
    let begins = |topic| report.lexicon.begins(&noun, topic);
    let other =
        topics.any(&[Topic::Area, Topic::Measure]) || begins(Topic::ShareOf) || begins(Topic::PlanStart);
    other && !topics.any(&whole)
}

/// True for a sum or an average of something that is no score: `Average rate`, `Total requests`.
pub(super) fn sums_other(report: &Report<'_>, label: &str) -> bool {
    let of_scores = [&OF_ALL[..], &[Topic::Area, Topic::NameColumn]].concat();
    let topics = report.lexicon.topics(label);
    topics.has(Topic::Sum)
        && !topics.any(&[Topic::Score, Topic::Readiness])
        && !report.lexicon.covers(label, &of_scores)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::lexicon::Lexicon;

    #[test]
    fn the_score_of_an_area_is_of_all_where_the_title_names_the_area() {
        let lexicon = Lexicon::new();
        let is_of = |title| is_of_area(&Report::open(title, 0, &lexicon), "Overall security rating");
        assert!(is_of("# Readiness report"));
        assert!(!is_of("# Security audit"));
    }
}
