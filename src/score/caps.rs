//! The verdict: the worst of its caps, each named with its source. Caps never change points.

use std::sync::Arc;

use super::cap::{Cap, CapReason, Short};
use super::items::ItemState;
use super::points::Points;
use super::scorecard::{Scorecard, Subject};
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
    for finding in &subject.details.findings {
        let (severity, verdict) = match finding.severity.as_ref().map(|severity| severity.value) {
            Some(severity @ FindingSeverity::Critical) => (severity, Verdict::NotReady),
            Some(severity @ FindingSeverity::High) => (severity, Verdict::Conditional),
            _ => continue,
        };
        if !finding.is_open() || (waivers == Waivers::Honoured && is_waived(subject, finding)) {
            continue;
        }
        caps.push(Cap {
            verdict,
            reason: CapReason::Finding {
                severity,
                id: finding.id.value.clone(),
                title: finding.title.clone(),
            },
        });
    }
}

/// A gate's check that does not pass caps the verdict by itself. Not answered, it never caps worse than
/// `incomplete`: an answer could still be a pass.
fn gates(card: &Scorecard, rubric: &Rubric, waivers: Waivers, caps: &mut Vec<Cap>) {
    for gate in &rubric.gates {
        let Some((_, item)) = card.item(&gate.check) else { continue };
        let verdict = match item.state {
            ItemState::Pass | ItemState::NotApplicable => continue,
            ItemState::Unknown => gate.caps.max(Verdict::Incomplete),
            ItemState::Fail | ItemState::Partial => gate.caps,
        };
        if waivers == Waivers::Honoured && item.waived {
            continue;
        }
        let reason = CapReason::Gate { check: Arc::clone(item.check), answer: item.state };
        caps.push(Cap { verdict, reason });
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
    /// What they miss is covered in part, so that the score is not the one of the bar.
    score_waived: bool,
    /// The same for what can be reached.
    reachable_waived: bool,
}

impl Seen {
    fn of(points: &Points, waived: &Points, waivers: Waivers) -> Seen {
        if waivers == Waivers::Ignored {
            let (score, reachable) = (points.score(), points.reachable());
            return Seen { score, reachable, score_waived: false, reachable_waived: false };
        }
        let missing = waived.missing();
        Seen {
            score: &points.score() + &missing,
            reachable: &points.reachable() + &waived.lost,
            score_waived: !missing.is_zero(),
            reachable_waived: !waived.lost.is_zero(),
        }
    }

    fn short_of(&self, needed: &Exact) -> Short {
        Short { points: self.score.clone(), with_waived: self.score_waived, needed: needed.clone() }
    }

    fn out_of_reach_of(&self, needed: &Exact) -> Short {
        Short { points: self.reachable.clone(), with_waived: self.reachable_waived, needed: needed.clone() }
    }
}

fn scores(card: &Scorecard, rubric: &Rubric, waivers: Waivers, caps: &mut Vec<Cap>) {
    let limits = &rubric.thresholds;
    let whole = Seen::of(&card.points, &card.waived, waivers);
    let mut cap = |verdict, reason: CapReason| caps.push(Cap { verdict, reason });
    if card.weight.is_zero() {
        cap(Verdict::Incomplete, CapReason::NothingApplies);
        return;
    }
    let from = &limits.conditional_from;
    if whole.reachable < *from {
        cap(Verdict::NotReady, CapReason::OutOfReach(whole.out_of_reach_of(from)));
    } else if whole.score < *from {
        cap(Verdict::Incomplete, CapReason::NotYet(whole.short_of(from)));
    } else if whole.score < limits.ready_from {
        cap(Verdict::Conditional, CapReason::Below(whole.short_of(&limits.ready_from)));
    }
    for category in card.categories.iter().filter(|category| category.applicable) {
        let Some(floor) = &category.category.floor else { continue };
        let seen = Seen::of(&category.points(), &category.waived(), waivers);
        let own = Arc::clone(&category.category);
        if seen.reachable < *floor {
            cap(Verdict::NotReady, CapReason::FloorOutOfReach(own, seen.out_of_reach_of(floor)));
        } else if seen.score < *floor {
            cap(Verdict::Incomplete, CapReason::BelowFloor(own, seen.short_of(floor)));
        }
    }
    if card.points.earned < limits.earned_from {
        let (earned, needed) = (card.points.earned.clone(), limits.earned_from.clone());
        cap(Verdict::Conditional, CapReason::Earned { earned, needed });
    }
    if card.not_applicable > limits.max_not_applicable {
        let (share, most) = (card.not_applicable.clone(), limits.max_not_applicable.clone());
        cap(Verdict::Conditional, CapReason::NotApplicable { share, most });
    }
}
