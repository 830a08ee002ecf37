//! What changed between two releases, for templates.

use serde::Serialize;

use super::Words;
use super::link::{check_page, compare_address, difference_page, score_page};
use super::view::{CapView, ReleaseView, category_anchor, finding_anchor};
use crate::model::{Exact, Waived};
use crate::portfolio::{Assessed, Difference, Series, Tone, difference, shown_difference};
use crate::text::uri_path;

/// What changed between two releases.
#[derive(Serialize)]
pub struct DifferenceView {
    /// The older release.
    pub before: ReleaseView,
    /// The newer release.
    pub after: ReleaseView,
    /// Its own page, from the root.
    pub href: String,
    /// The address at which the two stand side by side, from the root.
    pub beside: String,
    /// Why the two scores do not compare.
    pub incomparable: Vec<String>,
    /// Difference of the scores, as they are shown, with its sign.
    pub score: String,
    /// `better`, `worse` or `changed`.
    pub tone: &'static str,
    /// What of it the rubric did, and what the project did, where there is more than one rubric.
    pub parts: Option<[String; 2]>,
    /// Caps of the older release that are lifted.
    pub caps_gone: Vec<CapView>,
    /// Caps that the newer release has and the older one had not.
    pub caps_new: Vec<CapView>,
    /// All categories.
    pub categories: Vec<CategoryRow>,
    /// How many of them changed.
    pub categories_changed: usize,
    /// Findings that came, went or changed.
    pub findings: Vec<FindingRow>,
    /// Checks whose answer changed.
    pub checks: Vec<CheckRow>,
    /// Waivers that came, went or changed.
    pub waivers: Vec<WaiverRow>,
}

/// A category before and after.
#[derive(Serialize)]
pub struct CategoryRow {
    /// Its title.
    pub title: String,
    /// Its arithmetic in the newer release, from the root.
    pub href: String,
    /// Score before; absent where all of it was n/a.
    pub before: Option<String>,
    /// Score after; absent where all of it is n/a.
    pub after: Option<String>,
    /// Whether nothing of it was answered or claimed before, and after.
    pub unknown: [bool; 2],
    /// The difference of both, as they are shown, with its sign, where there is one.
    pub change: Option<String>,
    /// `better`, `worse` or `changed`.
    pub tone: &'static str,
}

/// A finding that came, went or changed.
#[derive(Serialize)]
pub struct FindingRow {
    /// Its title.
    pub title: String,
    /// Where the newer report, or else the older one, shows it, from the root.
    pub href: String,
    /// How bad it is, or was last.
    pub severity: Option<&'static str>,
    /// What happened, each in a few words.
    pub what: Vec<String>,
    /// `better`, `worse` or `changed`.
    pub tone: &'static str,
}

/// A check whose answer changed.
#[derive(Serialize)]
pub struct CheckRow {
    /// Its title.
    pub title: String,
    /// Its page, from the root.
    pub href: String,
    /// The answer before.
    pub before: &'static str,
    /// The answer after.
    pub after: &'static str,
    /// `better`, `worse` or `changed`.
    pub tone: &'static str,
}

/// A waiver that came, went or changed.
#[derive(Serialize)]
pub struct WaiverRow {
    /// Title of what it is for.
    pub title: String,
    /// `finding` or `check`.
    pub kind: &'static str,
    /// What happened.
    pub what: String,
}

impl DifferenceView {
    /// What changed between two neighbours of a project's releases.
    pub fn of(series: &Series, before: &Assessed, after: &Assessed, words: &Words) -> DifferenceView {
        let difference = difference(&series.project, before, after);
        let id = &after.assessment.id;
        let path = difference_page(&id.project, &before.assessment.id.release, &id.release);
        let (old, new) = (ReleaseView::of(before, words), ReleaseView::of(after, words));
        let other_rubric = old.rubric.href != new.rubric.href || old.rubric.hash != new.rubric.hash;
        let [was, is] = [before, after].map(|one| one.card.points.score());
        let cap = |cap| CapView::of(cap, words);
        let between = &was + &difference.score.rubric;
        let shown = |from, to| signed(&shown_difference(from, to, 1));
        DifferenceView {
            href: uri_path(&path),
            beside: compare_address(&[
                (&id.project, &before.assessment.id.release),
                (&id.project, &id.release),
            ]),
            incomparable: difference.incomparable.iter().map(|why| words.incomparable(why)).collect(),
            score: shown(&was, &is),
            tone: tone(&difference.score.total()),
            parts: other_rubric.then(|| [shown(&was, &between), shown(&between, &is)]),
            caps_gone: difference.caps_gone.iter().map(cap).collect(),
            caps_new: difference.caps_new.iter().map(cap).collect(),
            categories_changed: difference.categories.iter().filter(|change| change.is_change()).count(),
            categories: categories(&difference, &uri_path(&score_page(&id.project, &id.release))),
            findings: findings(&difference, &old.href, &new.href, words),
            checks: checks(&difference),
            waivers: waivers(&difference, words),
            before: old,
            after: new,
        }
    }
}

/// A number with its sign.
fn signed(number: &Exact) -> String {
    let text = number.truncated(1);
    if number.is_zero() {
        return text;
    }
    if number.is_negative() { text.replacen('-', "\u{2212}", 1) } else { format!("+{text}") }
}

fn tone(change: &Exact) -> &'static str {
    match (change.is_zero(), change.is_negative()) {
        (true, _) => Tone::Neutral.word(),
        (_, true) => Tone::Worse.word(),
        (_, false) => Tone::Better.word(),
    }
}

fn categories(difference: &Difference, page: &str) -> Vec<CategoryRow> {
    let row = |change: &crate::portfolio::CategoryChange| CategoryRow {
        title: change.title.clone(),
        href: format!("{page}#{}", uri_path(&category_anchor(&change.id))),
        before: change.before.as_ref().map(|score| score.truncated(1)),
        after: change.after.as_ref().map(|score| score.truncated(1)),
        unknown: change.unknown,
        change: match (&change.before, &change.after) {
            (Some(before), Some(after)) if before != after => {
                Some(signed(&shown_difference(before, after, 1)))
            }
            _ => None,
        },
        tone: change.tone().word(),
    };
    difference.categories.iter().map(row).collect()
}

fn findings(difference: &Difference, old: &str, new: &str, words: &Words) -> Vec<FindingRow> {
    let row = |change: &crate::portfolio::FindingChange| {
        let page = if change.present { new } else { old };
        FindingRow {
            title: change.title.clone(),
            href: format!("{page}#{}", uri_path(&finding_anchor(&change.id))),
            severity: change.severity.map(crate::model::FindingSeverity::id),
            what: change.events.iter().map(|event| words.finding_event(*event)).collect(),
            tone: change.tone().word(),
        }
    };
    difference.findings.iter().map(row).collect()
}

fn checks(difference: &Difference) -> Vec<CheckRow> {
    let row = |change: &crate::portfolio::CheckChange| CheckRow {
        title: change.title.clone(),
        href: uri_path(&check_page(&change.check)),
        before: change.before,
        after: change.after,
        tone: change.tone.word(),
    };
    difference.checks.iter().map(row).collect()
}

fn waivers(difference: &Difference, words: &Words) -> Vec<WaiverRow> {
    let row = |change: &crate::portfolio::WaiverChange| WaiverRow {
        title: change.title.clone(),
        kind: if matches!(change.of, Waived::Finding(_)) { "finding" } else { "check" },
        what: words.waiver_event(change.event),
    };
    difference.waivers.iter().map(row).collect()
}
