//! The arithmetic of a scorecard for templates: every line that a reader with a pocket calculator needs.

use serde::Serialize;

use super::Words;
use super::chart::Bar;
use super::evidence_view::{EvidenceView, Supporting};
use super::view::{AnswersView, CapView, VerdictView, category_anchor};
use crate::book::Config;
use crate::model::{CheckAnswer, Details, Exact};
use crate::portfolio::{Answers, Assessed};
use crate::score::{CategoryLines, CategoryScore, Column, Explanation, Item, ItemState, explain};

/// How the score, the level and the verdict came about.
#[derive(Serialize)]
pub struct ScorecardView {
    /// The verdict.
    pub verdict: VerdictView,
    /// The verdict without waivers, where it is another one.
    pub verdict_without_waivers: Option<VerdictView>,
    /// Every cap, the worst first.
    pub caps: Vec<CapView>,
    /// The whole.
    pub bar: Bar,
    /// Title of the level reached.
    pub level: Option<String>,
    /// Title of the next level.
    pub next_level: Option<String>,
    /// Id and title of the checks that the next level still needs.
    pub blocked_by: Vec<(String, String)>,
    /// Points that are missing under live waivers, where there are any.
    pub waived: Option<String>,
    /// The score as caps see it, with what live waivers cover, where they cover any.
    pub seen: Option<String>,
    /// The day as of which it was judged.
    pub as_of: String,
    /// Sum of the weights of the applicable categories.
    pub weight: String,
    /// What cutting off lost in the sums of weight times figure.
    pub rounding: FiguresView,
    /// Sums of weight times figure over the applicable categories.
    pub weighted: FiguresView,
    /// The figures of the whole: those sums, divided by the sum of weights.
    pub whole: FiguresView,
    /// What cutting off lost in the four states of the whole, which sum to 100 with it.
    pub hundred_rounding: Option<String>,
    /// All categories.
    pub categories: Vec<CategoryView>,
}

/// One figure for each state, and the score; empty where it is nought and says nothing.
#[derive(Serialize)]
pub struct FiguresView {
    /// Points earned.
    pub earned: String,
    /// Points claimed.
    pub claimed: String,
    /// Points unanswered.
    pub unanswered: String,
    /// Points lost.
    pub lost: String,
    /// Earned and claimed.
    pub score: String,
}

/// A category with its lines.
#[derive(Serialize)]
pub struct CategoryView {
    /// Its id.
    pub id: String,
    /// Its anchor on the page.
    pub anchor: String,
    /// Its title.
    pub title: String,
    /// Its weight.
    pub weight: String,
    /// Its floor.
    pub floor: Option<String>,
    /// It is below its floor.
    pub below_floor: bool,
    /// False where all of it is n/a.
    pub applicable: bool,
    /// The declared score as written.
    pub declared: Option<String>,
    /// A remark of the authors.
    pub note: Option<String>,
    /// Links or paths that support what they declare.
    pub evidence: Vec<EvidenceView>,
    /// `declared`, `checklist` or `nothing`: what claims the unanswered part.
    pub claim: &'static str,
    /// That part in percent.
    pub claim_percent: String,
    /// Ticked items of its checklists.
    pub done: usize,
    /// All items of its checklists.
    pub tasks: usize,
    /// The four sums as a bar.
    pub bar: Bar,
    /// The four sums and the score.
    pub figures: Option<FiguresView>,
    /// What cutting off lost in the lines of the checks; absent where it lost nothing.
    pub rounding: Option<FiguresView>,
    /// Shares of the checks: what cutting off lost in them.
    pub share_rounding: String,
    /// Weight times score.
    pub product: String,
    /// Number of its checks that are answered, n/a among them.
    pub answered: usize,
    /// The answers, counted.
    pub answers: AnswersView,
    /// Its checks.
    pub items: Vec<ItemView>,
}

/// A check with its share.
#[derive(Serialize)]
pub struct ItemView {
    /// Its id.
    pub check: String,
    /// Its title.
    pub title: String,
    /// Its weight.
    pub weight: String,
    /// Its share of the category's 100 points.
    pub share: String,
    /// `pass`, `partial`, `fail`, `n/a` or `unknown`.
    pub state: &'static str,
    /// Why it does not apply.
    pub reason: Option<String>,
    /// The share by state; empty where it is nought.
    pub earned: String,
    /// See `earned`.
    pub claimed: String,
    /// See `earned`.
    pub unanswered: String,
    /// See `earned`.
    pub lost: String,
    /// By how much the whole score rises if it passes.
    pub gain: String,
    /// It could still rise.
    pub can_gain: bool,
    /// A live waiver covers it.
    pub waived: bool,
    /// A remark of the authors.
    pub note: Option<String>,
    /// Links or paths that support it.
    pub evidence: Vec<EvidenceView>,
}

impl ScorecardView {
    /// The view of an assessment's scorecard.
    pub fn of(assessed: &Assessed, config: &Config, words: &Words) -> ScorecardView {
        let card = &assessed.card;
        let (supporting, details) = (Supporting::of(assessed, config), assessed.assessment.details.open());
        let lines = explain(card);
        ScorecardView {
            verdict: card.verdict.into(),
            verdict_without_waivers: (card.verdict != card.verdict_without_waivers)
                .then(|| card.verdict_without_waivers.into()),
            caps: card.caps.iter().map(|cap| CapView::of(cap, words)).collect(),
            bar: Bar::of(&card.points),
            level: card.level.reached_title().map(str::to_owned),
            next_level: card.level.next_title().map(str::to_owned),
            blocked_by: card.blocking().map(|check| (check.id.clone(), check.title.clone())).collect(),
            waived: some(&card.waived.missing()),
            seen: (!card.waived.missing().is_zero()).then(|| card.score_with_waivers().truncated(2)),
            as_of: card.as_of.to_string(),
            weight: card.weight.plain(),
            rounding: means(&lines, |mean| filled(&mean.products.rounding)),
            weighted: means(&lines, |mean| full(&mean.products.sum)),
            whole: means(&lines, |mean| mean.result.truncated(2)),
            hundred_rounding: some(&lines.hundred.rounding),
            categories: card
                .categories
                .iter()
                .zip(&lines.categories)
                .map(|(score, lines)| category(score, lines.as_ref(), &supporting, &details))
                .collect(),
        }
    }
}

/// A figure, cut off; empty where it is nought.
fn filled(figure: &Exact) -> String {
    if figure.is_zero() { String::new() } else { figure.truncated(2) }
}

/// A product with all its decimals, of which there are two at least.
fn full(product: &Exact) -> String {
    product.truncated(product.decimals().max(2))
}

fn some(figure: &Exact) -> Option<String> {
    (!figure.is_zero()).then(|| figure.truncated(2))
}

fn means(lines: &Explanation, show: impl Fn(&crate::score::Mean) -> String) -> FiguresView {
    FiguresView {
        earned: show(&lines.earned),
        claimed: show(&lines.claimed),
        unanswered: show(&lines.unanswered),
        lost: show(&lines.lost),
        score: show(&lines.score),
    }
}

fn figures(lines: &CategoryLines, show: impl Fn(&Column) -> String) -> FiguresView {
    FiguresView {
        earned: show(&lines.earned),
        claimed: show(&lines.claimed),
        unanswered: show(&lines.unanswered),
        lost: show(&lines.lost),
        score: show(&lines.score),
    }
}

fn category(
    score: &CategoryScore,
    lines: Option<&CategoryLines>,
    supporting: &Supporting<'_>,
    details: &Details,
) -> CategoryView {
    let (points, claim) = (score.points(), score.claim());
    let lost_to_cutting = |lines: &CategoryLines| {
        let columns = [&lines.share, &lines.earned, &lines.claimed, &lines.unanswered, &lines.lost];
        columns.iter().any(|column| !column.rounding.is_zero())
    };
    // Remarks and evidence stand in the front matter only, under its id.
    let stated =
        details.categories.iter().find(|own| own.category.value == score.category.id && !own.in_body);
    CategoryView {
        id: score.category.id.clone(),
        anchor: category_anchor(&score.category.id),
        title: score.category.title.clone(),
        weight: score.category.weight.plain(),
        floor: score.category.floor.as_ref().map(Exact::plain),
        below_floor: score.is_below_floor(),
        applicable: score.applicable,
        declared: score.declared_text().map(str::to_owned),
        note: stated.and_then(|own| own.note.clone()),
        evidence: stated
            .into_iter()
            .flat_map(|own| &own.evidence)
            .map(|text| supporting.view(&text.value))
            .collect(),
        claim: claim.id(),
        claim_percent: (&claim.ratio() * &Exact::hundred()).truncated(2),
        done: score.checklist.0,
        tasks: score.checklist.1,
        bar: Bar::of(&points),
        figures: lines.map(|lines| figures(lines, |column| column.sum.truncated(2))),
        rounding: lines
            .filter(|lines| lost_to_cutting(lines))
            .map(|lines| figures(lines, |column| filled(&column.rounding))),
        share_rounding: lines.map(|lines| filled(&lines.share.rounding)).unwrap_or_default(),
        product: full(&(&score.category.weight * &points.score().cut(2))),
        answered: score.items.iter().filter(|item| item.state != ItemState::Unknown).count(),
        answers: AnswersView::of(&Answers::of(score.items.iter().map(|item| item.state))),
        items: score.items.iter().map(|one| item(score, one, supporting, details)).collect(),
    }
}

fn item(
    category: &CategoryScore,
    item: Item<'_>,
    supporting: &Supporting<'_>,
    details: &Details,
) -> ItemView {
    let answer = details.answer(&item.check.id);
    let (points, gain) = (category.points_of(item), category.gain(item));
    ItemView {
        check: item.check.id.clone(),
        title: item.check.title.clone(),
        weight: item.check.weight.plain(),
        share: category.share(item).truncated(2),
        state: item.state.id(),
        reason: answer.and_then(CheckAnswer::reason).map(str::to_owned),
        earned: filled(&points.earned),
        claimed: filled(&points.claimed),
        unanswered: filled(&points.unanswered),
        lost: filled(&points.lost),
        gain: gain.truncated(2),
        can_gain: !gain.is_zero(),
        waived: item.waived,
        note: answer.and_then(|answer| answer.note.clone()),
        evidence: answer
            .into_iter()
            .flat_map(CheckAnswer::evidence)
            .map(|text| supporting.view(text))
            .collect(),
    }
}
