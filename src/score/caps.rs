//! The verdict: the worst of its caps, each named with its source. Caps never change points.

use super::points::Points;
use super::scorecard::{Cap, CapSource, Item, ItemState, Scorecard, Subject};
use crate::book::Rubric;
use crate::model::{Exact, Finding, FindingSeverity, Verdict, Waived};

/// Whether live waivers lift caps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Waivers {
    Honoured,
    Ignored,
}

/// The verdict under some caps.
pub(super) fn worst(caps: &[Cap]) -> Verdict {
    caps.iter().map(|cap| cap.verdict).min().unwrap_or(Verdict::Ready)
}

/// Every cap, the worst first, in the order of the rules of the design otherwise.
pub(super) fn caps(card: &Scorecard, subject: Subject<'_>, rubric: &Rubric, waivers: Waivers) -> Vec<Cap> {
    let mut caps = Vec::new();
    findings(subject, waivers, &mut caps);
    gates(card, rubric, waivers, &mut caps);
    scores(card, rubric, waivers, &mut caps);
    caps.sort_by_key(|cap| cap.verdict);
    caps
}

fn findings(subject: Subject<'_>, waivers: Waivers, caps: &mut Vec<Cap>) {
    for finding in &subject.assessment.findings {
        let verdict = match finding.severity.as_ref().map(|severity| severity.value) {
            Some(FindingSeverity::Critical) => Verdict::NotReady,
            Some(FindingSeverity::High) => Verdict::Conditional,
            _ => continue,
        };
        if !finding.is_open() || (waivers == Waivers::Honoured && is_waived(subject, finding)) {
            continue;
        }
        let severity = if verdict == Verdict::NotReady { "critical" } else { "high" };
        caps.push(Cap {
            verdict,
            message: format!("open {severity} finding: {}", finding.title),
            source: CapSource::Finding(finding.id.value.clone()),
        });
    }
}

/// A gate's check that does not pass caps the verdict by itself. Not answered, it never caps worse than
/// `incomplete`: an answer could still be a pass.
fn gates(card: &Scorecard, rubric: &Rubric, waivers: Waivers, caps: &mut Vec<Cap>) {
    for gate in &rubric.gates {
        let gated = |item: &&Item| item.check == gate.check;
        let found = card.categories.iter().find_map(|c| Some((c, c.items.iter().find(gated)?)));
        let Some((category, item)) = found else { continue };
        let verdict = match item.state {
            ItemState::Pass | ItemState::NotApplicable(_) => continue,
            ItemState::Unknown => gate.caps.max(Verdict::Incomplete),
            ItemState::Fail | ItemState::Partial => gate.caps,
        };
        if waivers == Waivers::Honoured && item.waived {
            continue;
        }
        let message = format!("{} is a gate: its answer is {}", item.title, item.state.id());
        let source = CapSource::Gate { check: gate.check.clone(), category: category.id.clone() };
        caps.push(Cap { verdict, message, source });
    }
}

fn is_waived(subject: Subject<'_>, finding: &Finding) -> bool {
    subject.assessment.waivers.iter().any(|waiver| {
        matches!(&waiver.of.value, Waived::Finding(id) if *id == finding.id.value)
            && waiver.is_live(subject.as_of)
    })
}

/// Points as caps see them: what live waivers cover counts as if it were not missing. That an unanswered check
/// is covered like a failed one keeps a fail from ever being better than no answer.
struct Seen {
    score: Exact,
    reachable: Exact,
    /// What to say behind a score that is not the one of the bar.
    with: &'static str,
    /// The same for what can be reached.
    reachable_with: &'static str,
}

impl Seen {
    fn of(points: &Points, waived: &Points, waivers: Waivers) -> Seen {
        if waivers == Waivers::Ignored {
            return Seen {
                score: points.score(),
                reachable: points.reachable(),
                with: "",
                reachable_with: "",
            };
        }
        let with = |covered: &Exact| if covered.is_zero() { "" } else { " with what waivers cover" };
        let missing = waived.missing();
        Seen {
            score: &points.score() + &missing,
            reachable: &points.reachable() + &waived.lost,
            with: with(&missing),
            reachable_with: with(&waived.lost),
        }
    }
}

fn scores(card: &Scorecard, rubric: &Rubric, waivers: Waivers, caps: &mut Vec<Cap>) {
    let limits = &rubric.thresholds;
    let whole = Seen::of(&card.points, &card.waived, waivers);
    let mut cap = |verdict, message: String, source| caps.push(Cap { verdict, message, source });
    let show = |points: &Exact| points.truncated(1);
    let from = || limits.conditional_from.plain();
    if card.weight.is_zero() {
        let message = "no check of the rubric applies, so that there is nothing to score".to_owned();
        cap(Verdict::Incomplete, message, CapSource::Threshold("max-not-applicable"));
        return;
    }
    if whole.reachable < limits.conditional_from {
        let (reachable, with) = (show(&whole.reachable), whole.reachable_with);
        let message = format!("at most {reachable} points{with} can still be reached; {} are needed", from());
        cap(Verdict::NotReady, message, CapSource::Threshold("conditional-from"));
    } else if whole.score < limits.conditional_from {
        let (score, with) = (show(&whole.score), whole.with);
        let message = format!("score {score}{with} is below {}, which can still be reached", from());
        cap(Verdict::Incomplete, message, CapSource::Threshold("conditional-from"));
    } else if whole.score < limits.ready_from {
        let (score, with) = (show(&whole.score), whole.with);
        let message = format!("score {score}{with} is below {}", limits.ready_from.plain());
        cap(Verdict::Conditional, message, CapSource::Threshold("ready-from"));
    }
    for category in card.categories.iter().filter(|category| category.applicable) {
        let Some(floor) = &category.floor else { continue };
        let seen = Seen::of(&category.points, &category.waived, waivers);
        let title = &category.title;
        if seen.reachable < *floor {
            let (reachable, needed) = (show(&seen.reachable), floor.plain());
            let with = seen.reachable_with;
            let message = format!(
                "{title}: at most {reachable} points{with} can still be reached; its floor is {needed}"
            );
            cap(Verdict::NotReady, message, CapSource::Category(category.id.clone()));
        } else if seen.score < *floor {
            let (reached, needed) = (show(&seen.score), floor.plain());
            let with = seen.with;
            let message = format!("{title}: {reached} points{with} are below its floor of {needed}");
            cap(Verdict::Incomplete, message, CapSource::Category(category.id.clone()));
        }
    }
    if card.points.earned < limits.earned_from {
        let (earned, needed) = (show(&card.points.earned), limits.earned_from.plain());
        let message = format!("earned {earned} of the {needed} that ready needs");
        cap(Verdict::Conditional, message, CapSource::Threshold("earned-from"));
    }
    if card.not_applicable > limits.max_not_applicable {
        let percent = |share: &Exact| (share * &Exact::hundred()).truncated(1);
        let (share, most) = (percent(&card.not_applicable), percent(&limits.max_not_applicable));
        let message = format!("{share} % of the points are not applicable; at most {most} % may be");
        cap(Verdict::Conditional, message, CapSource::Threshold("max-not-applicable"));
    }
}
