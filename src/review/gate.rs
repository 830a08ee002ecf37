//! What a change must not do.

use super::{FindingMove, Review, ScoreMove, WaiverMove};
use crate::model::{Exact, FindingSeverity};
use crate::text::one_of;

/// Something that a change must not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A verdict gets worse.
    VerdictDrop,
    /// The project makes a score fall by more than so many points.
    ScoreDrop(Exact),
    /// A critical finding comes, comes back, or becomes critical.
    NewCritical,
    /// A finding that is high or critical comes, comes back, or becomes so.
    NewHigh,
    /// An assessment that the change touches has a waiver that has expired.
    ExpiredWaiver,
    /// A claim loses its evidence.
    LostEvidence,
}

const NAMES: [&str; 6] =
    ["verdict-drop", "score-drop", "new-critical", "new-high", "expired-waiver", "lost-evidence"];

impl std::str::FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Condition, String> {
        let text = text.trim();
        let (name, number) = text.split_once('=').map_or((text, None), |(name, number)| (name, Some(number)));
        let condition = match name {
            "verdict-drop" => Condition::VerdictDrop,
            "score-drop" => {
                let points = number.unwrap_or("0").parse::<Exact>().ok();
                let points = points.filter(|points| !points.is_negative() && *points <= Exact::hundred());
                return points.map(Condition::ScoreDrop).ok_or_else(|| {
                    format!("`{text}`: points are a number from 0 to 100, such as `score-drop=5`")
                });
            }
            "new-critical" => Condition::NewCritical,
            "new-high" => Condition::NewHigh,
            "expired-waiver" => Condition::ExpiredWaiver,
            "lost-evidence" => Condition::LostEvidence,
            _ => return Err(one_of(name, &NAMES)),
        };
        if number.is_some() {
            return Err(format!("`{name}` takes no number; only `score-drop` does"));
        }
        Ok(condition)
    }
}

/// Why a change is stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The condition's name; `unreadable` for what could not be judged.
    pub condition: &'static str,
    /// The reason, in one sentence without a full stop.
    pub text: String,
}

/// Why a change is stopped by some conditions; nothing where it is not. What cannot be read after the change cannot be
/// judged, so that it is stopped by every condition.
pub fn reasons(review: &Review, conditions: &[Condition]) -> Vec<Reason> {
    let mut all = Vec::new();
    for condition in conditions {
        condition.look(review, &mut all);
    }
    if !conditions.is_empty() {
        all.extend(review.unread.iter().filter(|unread| unread.after).map(|unread| Reason {
            condition: "unreadable",
            text: format!("{} cannot be judged: {}", unread.path, unread.message),
        }));
    }
    let mut told = Vec::new();
    all.retain(|reason| {
        let again = told.contains(reason);
        told.push(reason.clone());
        !again
    });
    all
}

impl Condition {
    fn look(&self, review: &Review, out: &mut Vec<Reason>) {
        let mut stop = |condition, text| out.push(Reason { condition, text });
        for change in &review.changes {
            let id = &change.id;
            match self {
                Condition::VerdictDrop => {
                    if let (Some(before), true) = (change.verdict.0, change.verdict_step() < 0) {
                        let after = change.verdict.1.word();
                        stop("verdict-drop", format!("{id} falls from {} to {after}", before.word()));
                    }
                }
                Condition::ScoreDrop(most) => {
                    if let Some(fall) = change.moved.as_ref().map(ScoreMove::fall)
                        && fall > *most
                    {
                        let text = format!("the score of {id} falls by {} points", fall.truncated(2));
                        stop("score-drop", text);
                    }
                }
                Condition::NewCritical => worse(change, FindingSeverity::Critical, "new-critical", &mut stop),
                Condition::NewHigh => worse(change, FindingSeverity::High, "new-high", &mut stop),
                Condition::ExpiredWaiver => {
                    for waiver in change.waivers.iter().filter(|w| w.what.contains(&WaiverMove::Expired)) {
                        let day = waiver.expires.map_or_else(String::new, |day| format!(" on {day}"));
                        let text =
                            format!("the waiver of {} {} in {id} expired{day}", waiver.kind, waiver.id);
                        stop("expired-waiver", text);
                    }
                }
                Condition::LostEvidence => {}
            }
        }
        if *self == Condition::LostEvidence {
            for lost in &review.lost {
                let text = format!("{} of {} lost its evidence: {}", lost.claim, lost.id, lost.evidence);
                stop("lost-evidence", text);
            }
        }
    }
}

fn worse(
    change: &super::Change,
    from: FindingSeverity,
    condition: &'static str,
    stop: &mut impl FnMut(&'static str, String),
) {
    let came = |what: &FindingMove| matches!(what, FindingMove::New | FindingMove::Reopened);
    for finding in &change.findings {
        let is_so = finding.severity.1.is_some_and(|severity| severity >= from);
        let was_so = finding.severity.0.is_some_and(|severity| severity >= from);
        let is_open = finding.status.1.is_some_and(|status| status != crate::model::FindingStatus::Resolved);
        if is_so && is_open && (finding.what.iter().any(came) || !was_so) {
            let severity = finding.severity.1.map_or("", FindingSeverity::id);
            let what = finding.what.first().map_or("", |what| what.words());
            stop(condition, format!("{}: {what} {severity} finding: {}", change.id, finding.title));
        }
    }
}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Condition::VerdictDrop => f.write_str("verdict-drop"),
            Condition::ScoreDrop(most) if most.is_zero() => f.write_str("score-drop"),
            Condition::ScoreDrop(most) => write!(f, "score-drop={}", most.plain()),
            Condition::NewCritical => f.write_str("new-critical"),
            Condition::NewHigh => f.write_str("new-high"),
            Condition::ExpiredWaiver => f.write_str("expired-waiver"),
            Condition::LostEvidence => f.write_str("lost-evidence"),
        }
    }
}
