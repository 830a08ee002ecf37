//! What sentences conclude that have no word of their own for it: what they say of the step to production.

use crate::import::lexicon::Topic;
use crate::import::model::Conclusion;
use crate::import::phrases::Clause;
use crate::import::report::Report;

/// What a clause says of the step to production.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Yes,
    Partly,
    /// Something has to be done first.
    Wanting,
    No,
}

/// What a text says by words that are fit, unfit, denied or demanded beside the step to production.
pub(super) fn implied(report: &Report<'_>, text: &str) -> Option<Conclusion> {
    // `Before going live:` introduces what has to be done.
    let introduces = text.trim_end().ends_with([':', '\u{FF1A}']);
    let (mut all, mut praised) = (Vec::new(), false);
    for sentence in report.lexicon.clauses(text) {
        let has = |topic| sentence.iter().any(|clause| clause.has(topic));
        let asked = introduces || [Topic::Need, Topic::Open, Topic::Gaps, Topic::Limit].into_iter().any(has);
        for (at, clause) in sentence.iter().enumerate() {
            let later = || sentence[at..].iter().any(|clause| clause.joins(Topic::Goal, Topic::Caveat));
            let sense = match of_clause(clause, asked) {
                // What is aimed at, or will be, is not.
                Some(Sense::Yes) if has(Topic::Aim) || has(Topic::Later) => None,
                Some(Sense::Yes) if later() || sentence[at + 1..].iter().any(|c| c.has(Topic::Caveat)) => {
                    Some(Sense::Partly)
                }
                sense => sense,
            };
            let good = [Topic::Good, Topic::Resolved, Topic::Passed, Topic::Fit];
            praised |= sense != Some(Sense::Wanting) && good.into_iter().any(|topic| clause.has(topic));
            all.extend(sense);
        }
    }
    let has = |sense| all.contains(&sense);
    Some(match () {
        () if has(Sense::Partly) || has(Sense::Yes) && (has(Sense::No) || has(Sense::Wanting)) => {
            Conclusion::Conditional
        }
        () if has(Sense::No) => Conclusion::NotReady,
        () if has(Sense::Wanting) && praised => Conclusion::Conditional,
        () if has(Sense::Wanting) => Conclusion::NotReady,
        () if has(Sense::Yes) => Conclusion::Ready,
        () => return None,
    })
}

fn of_clause(clause: &Clause<'_>, asked: bool) -> Option<Sense> {
    let (goal, limited) = (clause.has(Topic::Goal), clause.has(Topic::LimitedUse));
    if !goal && !limited {
        return None;
    }
    // `must be tested before launch`; what was tested before it, was tested.
    if clause.joins_within(Topic::Precondition, Topic::Goal) {
        // `This list says what must hold before launch`
        let asked = asked && !clause.has(Topic::OpenQuestion);
        return asked.then_some(Sense::Wanting);
    }
    if clause.has(Topic::Unfit) {
        let denied = [Topic::Negation, Topic::Nothing, Topic::Unlimited]
            .iter()
            .any(|no| clause.joins(*no, Topic::Unfit));
        return Some(if denied { Sense::Yes } else { Sense::No });
    }
    let denies = |said: &Topic| clause.joins(Topic::Negation, *said);
    if [Topic::Goal, Topic::Fit, Topic::Permit].iter().any(denies) || clause.ends(Topic::Negation) {
        // Not to release without it is not to advise against a release.
        return (!clause.has(Topic::Lacking)).then_some(Sense::No);
    }
    let fit = clause.has(Topic::Fit) || clause.joins(Topic::Permit, Topic::Goal);
    fit.then_some(if limited { Sense::Partly } else { Sense::Yes })
}
