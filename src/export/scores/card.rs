//! The arithmetic of a scorecard as JSON for programs, written as it goes: a site has one for each assessment. Keys are
//! sorted; figures are numbers cut off after two decimals, and `exact` gives them as fractions.

use serde::Serialize;

use crate::model::{CheckAnswer, Details, Exact};
use crate::score::{Cap, CapSource, CategoryScore, Item, Points, Scorecard};

/// A scorecard.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::export) struct Card<'a> {
    as_of: String,
    caps: Vec<CapJson<'a>>,
    categories: Vec<CategoryJson<'a>>,
    interval: [f64; 2],
    level: Option<&'a str>,
    next_level: Option<&'a str>,
    next_level_needs: Vec<&'a str>,
    not_applicable: f64,
    points: PointsJson,
    rubric: RubricJson<'a>,
    score: f64,
    score_exact: String,
    verdict: &'static str,
    verdict_without_waivers: &'static str,
    waived: f64,
    weight: String,
}

impl<'a> Card<'a> {
    /// The whole arithmetic, with what the document says of each check.
    pub(in crate::export) fn of(card: &'a Scorecard, details: &'a Details) -> Card<'a> {
        let score = card.points.score();
        Card {
            as_of: card.as_of.to_string(),
            caps: card.caps.iter().map(CapJson::of).collect(),
            categories: card.categories.iter().map(|score| CategoryJson::of(score, details)).collect(),
            interval: [shown(&card.points.earned), shown(&card.points.reachable())],
            level: card.level.reached_title(),
            next_level: card.level.next_title(),
            next_level_needs: card.blocking().map(|check| check.id.as_str()).collect(),
            not_applicable: shown(&(&card.not_applicable * &Exact::hundred())),
            points: PointsJson::of(&card.points),
            rubric: RubricJson { hash: &card.rubric.hash, id: &card.rubric.id, version: card.rubric.version },
            score: shown(&score),
            score_exact: score.plain(),
            verdict: card.verdict.id(),
            verdict_without_waivers: card.verdict_without_waivers.id(),
            waived: shown(&card.waived.missing()),
            weight: card.weight.plain(),
        }
    }
}

/// A number for programs, cut off after two decimals: what people are shown.
pub(in crate::export) fn shown(figure: &Exact) -> f64 {
    figure.cut_to_float(2)
}

#[derive(Serialize)]
struct RubricJson<'a> {
    hash: &'a str,
    id: &'a str,
    version: u32,
}

#[derive(Serialize)]
struct PointsJson {
    claimed: f64,
    earned: f64,
    exact: ExactPoints,
    lost: f64,
    unanswered: f64,
}

#[derive(Serialize)]
struct ExactPoints {
    claimed: String,
    earned: String,
    lost: String,
    unanswered: String,
}

impl PointsJson {
    fn of(points: &Points) -> PointsJson {
        let Points { earned, claimed, unanswered, lost } = points;
        PointsJson {
            claimed: shown(claimed),
            earned: shown(earned),
            exact: ExactPoints {
                claimed: claimed.plain(),
                earned: earned.plain(),
                lost: lost.plain(),
                unanswered: unanswered.plain(),
            },
            lost: shown(lost),
            unanswered: shown(unanswered),
        }
    }
}

#[derive(Serialize)]
struct CapJson<'a> {
    id: &'a str,
    message: String,
    source: &'static str,
    verdict: &'static str,
}

impl<'a> CapJson<'a> {
    fn of(cap: &'a Cap) -> CapJson<'a> {
        let (source, id) = match cap.reason.source() {
            CapSource::Finding(id) => ("finding", id),
            CapSource::Category(id) => ("category", id),
            CapSource::Gate { check, .. } => ("gate", check),
            CapSource::Threshold(key) => ("threshold", key),
        };
        CapJson { id, message: cap.reason.to_string(), source, verdict: cap.verdict.id() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CategoryJson<'a> {
    applicable: bool,
    checklist: ChecklistJson,
    claim: &'static str,
    claim_ratio: String,
    declared: Option<&'a str>,
    declared_percent: Option<f64>,
    floor: Option<f64>,
    id: &'a str,
    items: Vec<ItemJson<'a>>,
    points: PointsJson,
    score: f64,
    title: &'a str,
    waived: f64,
    weight: String,
}

#[derive(Serialize)]
struct ChecklistJson {
    done: usize,
    total: usize,
}

impl<'a> CategoryJson<'a> {
    fn of(score: &'a CategoryScore, details: &'a Details) -> CategoryJson<'a> {
        let (claim, points) = (score.claim(), score.points());
        CategoryJson {
            applicable: score.applicable,
            checklist: ChecklistJson { done: score.checklist.0, total: score.checklist.1 },
            claim: claim.id(),
            claim_ratio: claim.ratio().plain(),
            declared: score.declared_text(),
            declared_percent: score.declared_percent().map(shown),
            floor: score.category.floor.as_ref().map(shown),
            id: &score.category.id,
            items: score
                .items
                .iter()
                .map(|item| ItemJson::of(score, item, details.answer(&item.check.id)))
                .collect(),
            points: PointsJson::of(&points),
            score: shown(&points.score()),
            title: &score.category.title,
            waived: shown(&score.waived().missing()),
            weight: score.category.weight.plain(),
        }
    }
}

#[derive(Serialize)]
struct ItemJson<'a> {
    check: &'a str,
    effort: Option<&'a str>,
    evidence: Vec<&'a str>,
    gain: f64,
    note: Option<&'a str>,
    points: PointsJson,
    reason: Option<&'a str>,
    share: f64,
    state: &'static str,
    title: &'a str,
    waived: bool,
    weight: String,
}

impl<'a> ItemJson<'a> {
    fn of(category: &CategoryScore, item: Item<'a>, answer: Option<&'a CheckAnswer>) -> ItemJson<'a> {
        ItemJson {
            check: &item.check.id,
            effort: answer.and_then(CheckAnswer::effort),
            evidence: answer.into_iter().flat_map(CheckAnswer::evidence).collect(),
            gain: shown(&category.gain(item)),
            note: answer.and_then(|answer| answer.note.as_deref()),
            points: PointsJson::of(&category.points_of(item)),
            reason: answer.and_then(CheckAnswer::reason),
            share: shown(&category.share(item)),
            state: item.state.id(),
            title: &item.check.title,
            waived: item.waived,
            weight: item.check.weight.plain(),
        }
    }
}
