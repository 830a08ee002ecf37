//! Registers over all projects: the findings and the waivers of the latest assessments, as of a day.

use std::cmp::Reverse;

use super::{Assessed, Latest, Portfolio, Series};
use crate::model::{Date, Details, Exact, Finding, FindingStatus, Verdict, Waived, Waiver};
use crate::score::{Scorecard, Subject, score};

/// Days before its end from which a waiver is said to expire.
const EXPIRING_DAYS: i32 = 30;

/// A finding of the latest assessment of a project.
#[derive(Clone, Copy)]
pub struct RegisteredFinding<'a> {
    /// Its project.
    pub series: &'a Series,
    /// The assessment that states it.
    pub assessed: &'a Assessed,
    /// The finding.
    pub finding: &'a Finding,
    /// Where it stands in the register.
    pub row: FindingRow,
}

/// A row of the register of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingRow {
    /// Place of its project in the portfolio.
    project: usize,
    /// Its place among the findings of that.
    finding: usize,
    /// By how many days it is overdue: open, under no live waiver, and past its due date.
    pub overdue: Option<i32>,
    /// The last day of the live waiver over it.
    pub waived_until: Option<Date>,
}

impl FindingRow {
    /// The finding, in what the register was made from.
    pub fn of<'a>(self, portfolio: &'a Portfolio, latest: &'a [Latest]) -> Option<RegisteredFinding<'a>> {
        let series = portfolio.projects.get(self.project)?;
        let finding = latest.get(self.project)?.findings.get(self.finding)?;
        Some(RegisteredFinding { series, assessed: series.latest()?, finding, row: self })
    }
}

impl RegisteredFinding<'_> {
    /// It is accepted, and no live waiver says so: it counts as open.
    pub fn is_accepted_without_waiver(&self) -> bool {
        self.finding.status.value == FindingStatus::Accepted && self.row.waived_until.is_none()
    }
}

/// All findings of the latest assessments: overdue ones first, then open ones, then those under a live waiver, then the
/// resolved; the worst first among each, then those that are due first.
pub fn finding_register(portfolio: &Portfolio, latest: &[Latest], today: Date) -> Vec<FindingRow> {
    let mut all = Vec::new();
    for (project, (series, own)) in portfolio.projects.iter().zip(latest).enumerate() {
        let Some(assessed) = series.latest() else { continue };
        for (place, finding) in own.findings.iter().enumerate() {
            let waived_until = live_waiver(assessed, &finding.id.value, today);
            let due = finding.due.as_ref().map(|due| due.value);
            let late = due.filter(|due| *due < today && finding.is_open() && waived_until.is_none());
            let overdue = late.map(|due| days_between(due, today));
            let severity = finding.severity.as_ref().map(|severity| severity.value);
            let rank = (
                overdue.is_none(),
                !finding.is_open(),
                waived_until.is_some(),
                Reverse(severity),
                due.is_none(),
                due,
            );
            all.push((rank, FindingRow { project, finding: place, overdue, waived_until }));
        }
    }
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, row)| row).collect()
}

/// The last day of the waivers of a finding that hold on a day.
pub fn live_waiver(assessed: &Assessed, finding: &str, today: Date) -> Option<Date> {
    let of = |waiver: &&Waiver| matches!(&waiver.of.value, Waived::Finding(id) if id == finding);
    let live = assessed.assessment.waivers.iter().filter(of).filter(|waiver| waiver.is_live(today));
    live.filter_map(|waiver| waiver.expires.as_ref().map(|expires| expires.value)).max()
}

/// Days from one day to another; negative where it lies before.
pub fn days_between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}

/// How a waiver stands on a day. Ordered: what needs somebody soonest is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WaiverState {
    /// Live, with so many days left, which are 30 at most.
    Expiring(i32),
    /// Live, with so many days left.
    Active(i32),
    /// Ended so many days ago: what it accepted counts as open.
    Expired(i32),
    /// Without a reason, an approver or an end: it never held.
    Void,
}

/// A waiver of the latest assessment of a project.
pub struct RegisteredWaiver {
    /// Place of its project in the portfolio.
    pub project: usize,
    /// Its place among the waivers of that project's latest assessment.
    pub waiver: usize,
    /// Title of the finding or the check.
    pub title: String,
    /// How it stands.
    pub state: WaiverState,
    /// Points of the whole score that are missing under it while it is live; a finding has none.
    pub weight: Exact,
}

/// What the waivers of a project hide.
pub struct ProjectWaivers {
    /// Place of the project in the portfolio.
    pub project: usize,
    /// Points of the whole that are missing under live waivers.
    pub missing: Exact,
    /// The verdict of its latest assessment, judged as of today.
    pub verdict: Verdict,
    /// What it were without waivers.
    pub without: Verdict,
    /// Live waivers.
    pub live: usize,
    /// Those among them that expire soon.
    pub expiring: usize,
    /// Waivers that ended.
    pub expired: usize,
}

/// All waivers of the latest assessments, those that end first before others; and the projects that have some.
pub fn waiver_register(portfolio: &Portfolio, today: Date) -> (Vec<RegisteredWaiver>, Vec<ProjectWaivers>) {
    let (mut waivers, mut projects) = (Vec::new(), Vec::new());
    for (project, series) in portfolio.projects.iter().enumerate() {
        let Some(assessed) = series.latest().filter(|latest| !latest.assessment.waivers.is_empty()) else {
            continue;
        };
        let (assessment, details) = (&assessed.assessment, &assessed.assessment.details.open());
        let subject = Subject { assessment, details, project: &series.project, as_of: today };
        let card = score(subject, &assessed.rubric);
        let own = assessment.waivers.iter().enumerate().map(|(at, waiver)| {
            let (title, weight) = waived(waiver, details, &card, today);
            RegisteredWaiver { project, waiver: at, title, state: state(waiver, today), weight }
        });
        let first = waivers.len();
        waivers.extend(own);
        let count = |is: fn(WaiverState) -> bool| waivers[first..].iter().filter(|one| is(one.state)).count();
        projects.push(ProjectWaivers {
            project,
            missing: card.waived.missing(),
            verdict: card.verdict,
            without: card.verdict_without_waivers,
            live: count(|state| matches!(state, WaiverState::Active(_) | WaiverState::Expiring(_))),
            expiring: count(|state| matches!(state, WaiverState::Expiring(_))),
            expired: count(|state| matches!(state, WaiverState::Expired(_))),
        });
    }
    waivers.sort_by_key(|one| one.state);
    (waivers, projects)
}

fn state(waiver: &Waiver, today: Date) -> WaiverState {
    let Some(expires) = waiver.expires.as_ref().map(|expires| expires.value) else {
        return WaiverState::Void;
    };
    let left = days_between(today, expires);
    if !waiver.is_live(expires) {
        WaiverState::Void
    } else if left < 0 {
        WaiverState::Expired(-left)
    } else if left <= EXPIRING_DAYS {
        WaiverState::Expiring(left)
    } else {
        WaiverState::Active(left)
    }
}

/// Title of what a waiver is for, and the points of the whole that are missing under it.
fn waived(waiver: &Waiver, details: &Details, card: &Scorecard, today: Date) -> (String, Exact) {
    let id = waiver.of.value.id();
    if let Waived::Finding(id) = &waiver.of.value {
        let finding = details.findings.iter().find(|finding| finding.id.value == *id);
        return (finding.map_or_else(|| id.clone(), |finding| finding.title.clone()), Exact::zero());
    }
    let Some((category, item)) = card.item(id) else { return (id.to_owned(), Exact::zero()) };
    let missing = &category.points_of(item).missing() * &category.category.weight;
    let live = waiver.is_live(today) && category.applicable;
    let weight = missing.checked_div(&card.weight).filter(|_| live).unwrap_or_else(Exact::zero);
    (item.check.title.clone(), weight)
}
