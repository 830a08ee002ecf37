//! What the core states as facts, in the words of a site: caps of verdicts, why scores do not compare, what happened to
//! findings and waivers.

use super::Words;
use crate::model::{Date, FindingSeverity};
use crate::portfolio::{FindingEvent, Incomparable, WaiverEvent};
use crate::score::{CapReason, Short, percent};

impl Words {
    /// Why a verdict is capped.
    pub(super) fn cap(&self, reason: &CapReason) -> String {
        let with = |short: &Short| if short.with_waived { self.word("cap.with-waived") } else { "" };
        let short = |key: &str, title: &str, short: &Short| {
            let (points, needed) = (short.shown(), short.needed.plain());
            let values = [("title", title), ("points", &points), ("with", with(short)), ("needed", &needed)];
            self.say(key, &values)
        };
        let said = match reason {
            CapReason::Finding { severity, title, .. } => {
                let key = severity_key(Some(*severity));
                self.say("cap.finding", &[("severity", self.word(&key)), ("title", title)])
            }
            CapReason::Gate { check, answer } => {
                let key = format!("answer.{}", answer.id());
                self.say("cap.gate", &[("title", &check.title), ("answer", self.word(&key))])
            }
            CapReason::NothingApplies => self.say("cap.nothing-applies", &[]),
            CapReason::OutOfReach(points) => short("cap.out-of-reach", "", points),
            CapReason::NotYet(points) => short("cap.not-yet", "", points),
            CapReason::Below(points) => short("cap.below", "", points),
            CapReason::FloorOutOfReach(category, points) => {
                short("cap.floor-out-of-reach", &category.title, points)
            }
            CapReason::BelowFloor(category, points) => short("cap.below-floor", &category.title, points),
            CapReason::Earned { earned, needed } => {
                let (earned, needed) = (earned.truncated(1), needed.plain());
                self.say("cap.earned", &[("earned", &earned), ("needed", &needed)])
            }
            CapReason::NotApplicable { share, most } => {
                self.say("cap.not-applicable", &[("share", &percent(share)), ("most", &percent(most))])
            }
        };
        said.unwrap_or_else(|| reason.to_string())
    }

    /// Why scores do not compare.
    pub(super) fn incomparable(&self, why: &Incomparable) -> String {
        let said = match why {
            Incomparable::Rubric(all) => self.say("script.other-rubrics", &[("all", &all.join(", "))]),
            Incomparable::Tier(all) => self.say("script.other-tiers", &[("all", &all.join(", "))]),
            Incomparable::Answered(spread) => {
                self.say("script.answered-differs", &[("points", &spread.truncated(1))])
            }
            Incomparable::Claimed(spread) => {
                self.say("script.claimed-differs", &[("points", &spread.truncated(1))])
            }
        };
        said.unwrap_or_else(|| why.to_string())
    }

    /// What happened to a finding.
    pub(super) fn finding_event(&self, event: FindingEvent) -> String {
        let from_to = |from: &str, to: &str| {
            let values = [("from", self.word(from)), ("to", self.word(to))];
            self.say("change.from-to", &values).unwrap_or_default()
        };
        match event {
            FindingEvent::New => self.word("change.new").to_owned(),
            FindingEvent::Resolved => self.word("status.resolved").to_owned(),
            FindingEvent::Reopened => self.word("change.reopened").to_owned(),
            FindingEvent::Gone => self.word("change.not-mentioned").to_owned(),
            FindingEvent::Status(from, to) => {
                from_to(&format!("status.{}", from.id()), &format!("status.{}", to.id()))
            }
            FindingEvent::Severity(from, to) => from_to(&severity_key(from), &severity_key(to)),
        }
    }

    /// What happened to a waiver.
    pub(super) fn waiver_event(&self, event: WaiverEvent) -> String {
        let day = |date: Option<Date>| {
            date.map_or_else(|| self.word("change.unknown-day").to_owned(), |date| date.to_string())
        };
        let said = match event {
            WaiverEvent::New(until) => self.say("change.new-until", &[("day", &day(until))]),
            WaiverEvent::Gone => self.say("change.gone", &[]),
            WaiverEvent::Moved(from, to) => {
                self.say("change.end-moved", &[("from", &day(from)), ("to", &day(to))])
            }
        };
        said.unwrap_or_default()
    }
}

fn severity_key(severity: Option<FindingSeverity>) -> String {
    format!("severity.{}", severity.map_or("unrated", FindingSeverity::id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::book::{Category, Check, EMBEDDED_RUBRIC, parse_rubric};
    use crate::model::{Exact, FindingStatus};
    use crate::render::Theme;
    use crate::score::ItemState;

    fn reasons() -> Vec<CapReason> {
        let title = || "<i>Title</i>".to_owned();
        let short = |with_waived| Short { points: Exact::from(41), with_waived, needed: Exact::from(60) };
        let (share, most) = (Exact::from(1), Exact::from(0));
        let (path, text) = EMBEDDED_RUBRIC;
        let rubric = parse_rubric(&path.into(), text).0.unwrap();
        let check = Arc::new(Check { title: title(), ..(*rubric.checks[0]).clone() });
        let category = Arc::new(Category { title: title(), ..(*rubric.categories[0]).clone() });
        let finding = |severity| CapReason::Finding { severity, id: "a".to_owned(), title: title() };
        vec![
            finding(FindingSeverity::Critical),
            finding(FindingSeverity::High),
            CapReason::Gate { check, answer: ItemState::Unknown },
            CapReason::NothingApplies,
            CapReason::OutOfReach(short(true)),
            CapReason::NotYet(short(false)),
            CapReason::NotYet(short(true)),
            CapReason::Below(short(false)),
            CapReason::FloorOutOfReach(Arc::clone(&category), short(true)),
            CapReason::BelowFloor(category, short(false)),
            CapReason::Earned { earned: Exact::from(3), needed: Exact::from(50) },
            CapReason::NotApplicable { share, most },
        ]
    }

    fn incomparable() -> Vec<Incomparable> {
        let names = || vec!["a".to_owned(), "b".to_owned()];
        vec![
            Incomparable::Rubric(names()),
            Incomparable::Tier(names()),
            Incomparable::Answered(Exact::from(30)),
            Incomparable::Claimed(Exact::from(30)),
        ]
    }

    fn events(words: &Words) -> BTreeSet<String> {
        use FindingEvent::{Gone, New, Reopened, Resolved, Severity, Status};
        let status = Status(FindingStatus::Open, FindingStatus::Partial);
        let severity = Severity(None, Some(FindingSeverity::High));
        let day = Some(Date::constant(2026, 1, 21));
        let of_waivers = [WaiverEvent::New(day), WaiverEvent::Gone, WaiverEvent::Moved(day, None)];
        let of_findings =
            [New, Resolved, Reopened, Gone, status, severity].map(|one| words.finding_event(one));
        of_findings.into_iter().chain(of_waivers.map(|one| words.waiver_event(one))).collect()
    }

    /// A site in English says what the terminal says, and one in German says none of it in English.
    #[test]
    fn facts_are_said_in_the_language_of_the_site() {
        let [english, german] = ["en", "de"].map(|language| Theme::embedded().words(language).unwrap());
        for reason in reasons() {
            assert_eq!(english.cap(&reason), reason.to_string());
            assert_ne!(german.cap(&reason), reason.to_string());
        }
        for why in incomparable() {
            assert_eq!(english.incomparable(&why), why.to_string());
            assert_ne!(german.incomparable(&why), why.to_string());
        }
        let all = events(&english);
        let expected = [
            "gone",
            "its end moved from 2026-01-21 to an unknown day",
            "new",
            "new, until 2026-01-21",
            "no longer mentioned",
            "open to partial",
            "reopened",
            "resolved",
            "unrated to high",
        ];
        assert_eq!(all.iter().map(String::as_str).collect::<Vec<_>>(), expected);
        assert!(events(&german).is_disjoint(&all));
    }
}
