//! The arithmetic of a scorecard for templates: every line that a reader with a pocket calculator needs.

use serde::Serialize;

use super::chart::Bar;
use super::view::{CapView, VerdictView, category_anchor};
use crate::book::Rubric;
use crate::model::Exact;
use crate::score::{CategoryScore, Claim, Item, ItemState, Scorecard};

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
    /// Points under live waivers, where there are any.
    pub waived: Option<String>,
    /// The day as of which it was judged.
    pub as_of: String,
    /// Sum of the weights of the applicable categories.
    pub weight: String,
    /// Sum of weight times score over them.
    pub weighted: String,
    /// All categories.
    pub categories: Vec<CategoryView>,
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
    /// `declared`, `checklist` or `nothing`: what claims the unanswered part.
    pub claim: &'static str,
    /// That part in percent.
    pub claim_percent: String,
    /// Ticked items of its checklists.
    pub done: usize,
    /// All items of its checklists.
    pub tasks: usize,
    /// The four sums.
    pub bar: Bar,
    /// Weight times score.
    pub product: String,
    /// Number of its checks that are answered, n/a among them.
    pub answered: usize,
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
    /// Points earned, or half of them.
    pub earned: String,
    /// Points claimed.
    pub claimed: String,
    /// Points unanswered.
    pub unanswered: String,
    /// Points lost.
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

/// A piece of evidence.
#[derive(Clone, Serialize)]
pub struct EvidenceView {
    /// As written.
    pub text: String,
    /// Its address, where it is a web address; a path is unverified.
    pub url: Option<String>,
}

impl EvidenceView {
    /// The view of a link or a path.
    pub fn of(text: &str) -> EvidenceView {
        let web = text.starts_with("https://") || text.starts_with("http://");
        EvidenceView { text: text.to_owned(), url: web.then(|| text.to_owned()) }
    }
}

impl ScorecardView {
    /// The view of a scorecard.
    pub fn of(card: &Scorecard, rubric: &Rubric) -> ScorecardView {
        let applicable = || card.categories.iter().filter(|category| category.applicable);
        let weighted: Exact = applicable().map(|category| &category.weight * &category.points.score()).sum();
        let title = |id: &String| rubric.check(id).map_or_else(|| id.clone(), |check| check.title.clone());
        ScorecardView {
            verdict: card.verdict.into(),
            verdict_without_waivers: (card.verdict != card.verdict_without_waivers)
                .then(|| card.verdict_without_waivers.into()),
            caps: card.caps.iter().map(CapView::of).collect(),
            bar: Bar::of(&card.points),
            level: card.level.reached.clone(),
            next_level: card.level.next.clone(),
            blocked_by: card.level.blocked_by.iter().map(|id| (id.clone(), title(id))).collect(),
            waived: (!card.waived.is_zero()).then(|| card.waived.truncated(1)),
            as_of: card.as_of.to_string(),
            weight: card.weight.plain(),
            weighted: weighted.truncated(2),
            categories: card.categories.iter().map(category).collect(),
        }
    }
}

fn category(score: &CategoryScore) -> CategoryView {
    let points = score.points.score();
    CategoryView {
        id: score.id.clone(),
        anchor: category_anchor(&score.id),
        title: score.title.clone(),
        weight: score.weight.plain(),
        floor: score.floor.as_ref().map(Exact::plain),
        below_floor: score.applicable && score.floor.as_ref().is_some_and(|floor| points < *floor),
        applicable: score.applicable,
        declared: score.declared_text.clone(),
        claim: match score.claim {
            Claim::Declared(_) => "declared",
            Claim::Checklist(_) => "checklist",
            Claim::Nothing => "nothing",
        },
        claim_percent: (&score.claim.ratio() * &Exact::hundred()).truncated(1),
        done: score.checklist.0,
        tasks: score.checklist.1,
        bar: Bar::of(&score.points),
        product: (&score.weight * &points).truncated(2),
        answered: score.items.iter().filter(|item| item.state != ItemState::Unknown).count(),
        items: score.items.iter().map(item).collect(),
    }
}

fn item(item: &Item) -> ItemView {
    ItemView {
        check: item.check.clone(),
        title: item.title.clone(),
        weight: item.weight.plain(),
        share: item.share.truncated(2),
        state: item.state.id(),
        reason: match &item.state {
            ItemState::NotApplicable(reason) => Some(reason.clone()),
            _ => None,
        },
        earned: item.points.earned.truncated(2),
        claimed: item.points.claimed.truncated(2),
        unanswered: item.points.unanswered.truncated(2),
        lost: item.points.lost.truncated(2),
        gain: item.gain.truncated(2),
        can_gain: !item.gain.is_zero(),
        waived: item.waived,
        note: item.note.clone(),
        evidence: item.evidence.iter().map(|text| EvidenceView::of(text)).collect(),
    }
}
