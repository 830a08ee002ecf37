//! What the report concludes: negatives before positives, a caveat makes it conditional, and what stands in the
//! conclusion outweighs the summary. What was, or will be, is no conclusion.

mod answers;
mod blockers;
mod caution;
mod choices;
mod labels;
mod parts;
mod places;
mod rows;
mod sense;
mod shares;
mod sides;
mod statements;
mod targets;
mod words;

use crate::import::model::{Conclusion, Doubt, FindingFact, Found, ScoreFact};
use crate::import::report::Report;

/// How much it weighs that something takes time until it is ready.
const UNTIL: i32 = 30;

/// How much less a sentence weighs that only implies what it concludes.
const IMPLIED: i32 = 30;

struct Candidate {
    weight: i32,
    conclusion: Conclusion,
    line: usize,
}

/// Reads the verdict; a doubt where two places of equal standing differ. Where nothing concludes, open problems that are
/// critical do.
pub fn read(
    report: &Report<'_>,
    overall: Option<&ScoreFact>,
    findings: &[FindingFact],
) -> (Option<Found<Conclusion>>, Option<Doubt>) {
    let mut all = Vec::new();
    labels::labelled(report, &mut all);
    let labelled = all.len();
    labels::headed(report, &mut all);
    let introduce = sides::listed(report, &mut all);
    statements::stated(report, &introduce, &mut all);
    choices::ticked(report, &mut all);
    choices::chosen(report, &mut all);
    targets::differing(report, &mut all);
    shares::explained(report, overall, &mut all);
    let heavier = |best: usize, next: usize| if all[next].weight > all[best].weight { next } else { best };
    let Some(heaviest) = (0..all.len()).reduce(heavier) else {
        return (blockers::open(findings).or_else(|| shares::implied(overall)), None);
    };
    let limit = || caution::stated_first(report, &all[..labelled]);
    let limited = match all[heaviest].conclusion {
        Conclusion::Ready => limit(),
        Conclusion::Conditional => {
            limit().filter(|first| caution::denies(report, first) && !caution::grants(report, &all[heaviest]))
        }
        Conclusion::NotReady => None,
    };
    let best = limited.unwrap_or(&all[heaviest]);
    if best.conclusion == Conclusion::Ready
        && heaviest >= labelled
        && let Some(held) = caution::held_back(report)
    {
        return (Some(held), None);
    }
    if let Some(denied) = shares::denied(best, overall, findings) {
        return (Some(denied), None);
    }
    let other = all.iter().find(|next| next.weight + 8 >= best.weight && next.conclusion != best.conclusion);
    let doubt = other.map(|other| {
        let readings = [best.conclusion, other.conclusion].map(|conclusion| conclusion.id().to_owned());
        Doubt::new("verdict", readings, other.line)
    });
    let confidence = f64::from(best.weight.clamp(40, 98)) / 100.0;
    (Some(Found::new(best.conclusion, best.line, confidence)), doubt)
}
