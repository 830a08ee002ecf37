//! Headings that are problems themselves, by their words and by what stands below them.

use super::heading::Heading;
use super::headings::{self, is_title_in, names_what_is_mended, says_what_lacks};
use super::rate;
use super::section::{Class, Section};
use super::titles::{after_prefix, is_area, is_numbered, title};
use crate::import::icons;
use crate::import::lexicon::Topic;
use crate::import::model::Status;

/// The problem that a heading is, or the reasons that it lists for a conclusion.
pub(super) fn read(heading: &Heading<'_>) -> Option<Section> {
    let (report, below) = (heading.report, heading.below);
    if is_rated_below(heading) {
        return Some(heading.finding());
    }
    let of_other = heading.is_in(Class::Plan) || heading.is_in(Class::Good);
    let prefix = after_prefix(report, heading.plain).filter(|_| !of_other);
    let numbered_prefix = prefix.is_some_and(|(_, numbered)| numbered);
    let prefixed = numbered_prefix || prefix.is_some_and(|(rest, _)| rest.split_whitespace().count() >= 2);
    // What the report concludes is no problem of its own; what is listed below it are the reasons.
    let said = heading.lexicon().topics_without(&heading.block.text, Topic::VerdictNoise);
    if said.has(Topic::NotReady) && !prefixed {
        // `Features`, and below it `Ready` and `Not ready`.
        let states = heading.is_in(Class::Good) && heading.lexicon().is(heading.name(), Topic::NotReady);
        let lists = below.items + below.issue_tables > 0 && (!of_other || states);
        let class = if lists { Class::Gaps } else { heading.parent().class };
        return Some(Section { class, ..heading.part() });
    }
    let lists = if numbered_prefix { below.leads + below.gap_leads } else { 0 };
    let whole = below.subsections <= below.field_subsections + lists;
    let line = heading.level < 7 || numbered_prefix && below.fields > 0;
    // `Winch: ✅ FIXED` below problems was one, whatever is listed below it.
    let mended =
        heading.is_in(Class::Gaps) && heading.level < 7 && names_what_is_mended(report, heading.block);
    ((is_title(heading) || mended || prefixed && whole) && line).then(|| heading.finding())
}

/// True for a heading with a severity of its own and nothing below it but what describes it, whatever its words; but what
/// the report concludes is none.
fn is_rated_below(heading: &Heading<'_>) -> bool {
    let below = heading.below;
    let announces = heading.topics.has(Topic::Gaps) && below.items > 0
        || headings::concludes(heading.report, heading.plain);
    // `Issues found:` below `Severity: high` lists what one problem consists of, unless the heading is that of an area.
    let parts = if is_area(heading.report, heading.title()) { below.leads } else { below.introductions };
    (2..7).contains(&heading.level)
        && below.rated == 1
        && below.told == 0
        && below.named < 2
        && below.subsections <= below.field_subsections + parts
        && below.issue_tables == 0
        && !announces
        && !heading.is_in(Class::Plan)
}

/// True for a heading whose words or number make it the title of a problem.
fn is_title(heading: &Heading<'_>) -> bool {
    let below = heading.below;
    let rated = heading.rating.is_some() || heading.around.serial;
    let of_problems = || {
        heading.topics.has(Topic::Gaps)
            && (below.fields == 0 && heading.plain.split_whitespace().count() <= 3
                || heading.lexicon().covers(heading.title(), &[Topic::Gaps]))
    };
    is_rated_title(heading)
        || lacks(heading)
        || is_title_in(heading.report, heading.parent(), (heading.plain, rated), below) && !of_problems()
}

/// `Sessions never expire (CRITICAL)`, with details below it.
fn is_rated_title(heading: &Heading<'_>) -> bool {
    let below = heading.below;
    // With a number before it, what is listed below it describes it.
    let listed = is_numbered(heading.plain) && below.subsections <= below.field_subsections;
    let apart = || (below.items == 0 || listed) && rate::apart(heading.plain, heading.lexicon()).is_some();
    let goes_on = || {
        let other = heading.topics.any(&[Topic::Plan, Topic::PlanStart, Topic::Good]);
        // A rating alone is no title, but an area with one is.
        let announces = rate::only_announces(heading.title(), heading.lexicon())
            && !is_area(heading.report, &title(heading.report, heading.plain));
        heading.around.serial && listed && heading.is_rated_in_words() && !other && !announces
    };
    let described = below.lines > 0 || below.fields > 0 || listed;
    heading.level > 2
        && described
        && (rate::in_brackets(heading.plain, heading.lexicon()) || apart() || goes_on())
        && !(heading.is_in(Class::Plan) || heading.is_in(Class::Good))
        && below.issue_tables == 0
}

/// `⚠️ Missing tide tables`, with its state below it.
fn lacks(heading: &Heading<'_>) -> bool {
    let below = heading.below;
    let warns = icons::leading_status(&heading.block.text) == Some(Status::Open);
    heading.level > 2
        && below.fields > 0
        && below.issue_tables == 0
        && below.subsections <= below.field_subsections + below.leads
        && heading.lexicon().topics(heading.name()).has(Topic::Gaps)
        && says_what_lacks(heading.report, heading.name())
        && !(heading.is_in(Class::Plan) || heading.is_in(Class::Good) && !warns)
}
