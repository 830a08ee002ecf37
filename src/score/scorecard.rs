//! What an assessment comes to under a rubric.

use std::sync::Arc;

use super::cap::Cap;
use super::items::{Item, Items};
use super::points::Points;
use super::{caps, category, level};
use crate::book::{Category, Check, Level, Rubric, RubricRef};
use crate::model::{Assessment, Date, Details, Exact, Project, Verdict};

/// What is scored: a document, its project, and the day as of which it is judged.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The document.
    pub assessment: &'a Assessment,
    /// What else it states, opened once: a document is scored again and again.
    pub details: &'a Details,
    /// Its project: tier and tags decide which checks apply.
    pub project: &'a Project,
    /// The day on which waivers have to hold.
    pub as_of: Date,
}

/// What an assessment comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// The yardstick.
    pub rubric: Arc<RubricRef>,
    /// The day as of which it was judged.
    pub as_of: Date,
    /// The whole: the categories' points, weighted. They sum to 100; where everything is n/a, all of them are
    /// unanswered.
    pub points: Points,
    /// Sum of the weights of the applicable categories.
    pub weight: Exact,
    /// All categories of the rubric, in its order.
    pub categories: Vec<CategoryScore>,
    /// The ladder's step.
    pub level: LevelResult,
    /// The verdict: the worst cap, or ready where there is none.
    pub verdict: Verdict,
    /// The verdict as it were without any waiver.
    pub verdict_without_waivers: Verdict,
    /// Every cap, the worst first.
    pub caps: Vec<Cap>,
    /// Points of the whole of checks under live waivers. What of them is lost or unanswered caps nothing.
    pub waived: Points,
    /// Share of the points, 0 to 1, that are n/a.
    pub not_applicable: Exact,
    /// The declared overall score out of 100, where it can be read.
    pub declared: Option<Exact>,
}

impl Scorecard {
    /// The checks of all categories, in the rubric's order.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        self.categories.iter().flat_map(|category| category.items.iter())
    }

    /// The check of that id, with its category.
    pub fn item(&self, check: &str) -> Option<(&CategoryScore, Item<'_>)> {
        self.categories.iter().find_map(|category| {
            let at = category.items.position(check)?;
            Some((category, category.items.get(at)?))
        })
    }

    /// The checks that the next step of the ladder still needs, in the rubric's order.
    pub fn blocking(&self) -> impl Iterator<Item = &Check> {
        let next = self.level.next.as_ref();
        let blocks = move |item: &Item<'_>| {
            next.is_some_and(|next| item.check.level.as_ref() == Some(&next.id)) && item.state.blocks()
        };
        self.items().filter(blocks).map(|item| &**item.check)
    }

    /// The score as caps see it: what live waivers cover is not missing.
    pub fn score_with_waivers(&self) -> Exact {
        &self.points.score() + &self.waived.missing()
    }
}

/// One category of a scorecard. A book has them for each of its documents, so that what follows from the rest is worked out
/// where it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryScore {
    /// The category; a book holds it once for all its scorecards.
    pub category: Arc<Category>,
    /// False where all of it is n/a: it then has no points and no part in the whole.
    pub applicable: bool,
    /// The score that is declared of it, if any.
    pub declared: Option<Box<DeclaredScore>>,
    /// Done and all items of its checklists.
    pub checklist: (usize, usize),
    /// Its checks that apply to the project, in the rubric's order.
    pub items: Items,
    /// Points of the category that a check holds for each unit of its weight; 0 where none counts.
    pub per_weight: Exact,
    /// Its part of the whole, 0 to 1; 0 where it is not applicable.
    pub part: Exact,
}

/// A score that the authors declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredScore {
    /// As written, on its own scale.
    pub text: String,
    /// Out of 100; `None` where it cannot be read.
    pub percent: Option<Exact>,
}

impl CategoryScore {
    /// The four sums; 100 in all where it is applicable. Weights, mostly small whole numbers, are summed by state before
    /// they become points; what no answer holds is unanswered, all of it in a category without checks.
    pub fn points(&self) -> Points {
        if !self.applicable {
            return Points::none();
        }
        let [pass, partial, fail] = self.items.answered();
        let half = partial.half();
        let (earned, lost) = (&(&pass + &half) * &self.per_weight, &(&fail + &half) * &self.per_weight);
        let open = &(&Exact::hundred() - &earned) - &lost;
        let claimed = &open * &self.claim().ratio();
        Points { earned, lost, ..Points::open(&open, claimed) }
    }

    /// What claims the unanswered part, if anything: what is declared before what is ticked.
    pub fn claim(&self) -> Claim {
        if let Some(percent) = self.declared_percent() {
            return Claim::Declared(percent.clone() / 100);
        }
        let whole = |n: usize| Exact::from(i64::try_from(n).unwrap_or(i64::MAX));
        let (done, all) = self.checklist;
        whole(done).checked_div(&whole(all)).map_or(Claim::Nothing, Claim::Checklist)
    }

    /// The declared score as written.
    pub fn declared_text(&self) -> Option<&str> {
        Some(&self.declared.as_ref()?.text)
    }

    /// The declared score out of 100; `None` where it is not stated, or cannot be read.
    pub fn declared_percent(&self) -> Option<&Exact> {
        self.declared.as_ref()?.percent.as_ref()
    }

    /// It applies, and its score is below its floor: also where that is so because nothing is known.
    pub fn is_below_floor(&self) -> bool {
        self.applicable && self.category.floor.as_ref().is_some_and(|floor| self.points().score() < *floor)
    }

    /// The share of its 100 points that one of its checks holds; 0 where that is n/a.
    pub fn share(&self, item: Item<'_>) -> Exact {
        if item.counts() { &item.check.weight * &self.per_weight } else { Exact::zero() }
    }

    /// The points of one of its checks.
    pub fn points_of(&self, item: Item<'_>) -> Points {
        item.state.points(self.share(item), &self.claim())
    }

    /// By how much the whole score rises if one of its checks passes instead.
    pub fn gain(&self, item: Item<'_>) -> Exact {
        &self.points_of(item).missing() * &self.part
    }

    /// Points of its checks under live waivers.
    pub fn waived(&self) -> Points {
        self.items.waived().map(|item| self.points_of(item)).sum()
    }

    /// Share of its points, 0 to 1, that are n/a.
    pub fn not_applicable(&self) -> Exact {
        if !self.items.some_out() {
            return Exact::zero();
        }
        let weight = |counts: fn(Item<'_>) -> bool| {
            self.items.iter().filter(|item| counts(*item)).map(|item| &item.check.weight).sum::<Exact>()
        };
        weight(|item| !item.counts()).checked_div(&weight(|_| true)).unwrap_or_else(Exact::zero)
    }
}

/// What claims the unanswered part of a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The declared score; the ratio is from 0 to 1.
    Declared(Exact),
    /// Ticked items of its checklists; the ratio is from 0 to 1.
    Checklist(Exact),
    /// Nothing.
    Nothing,
}

impl Claim {
    /// What it is: `declared`, `checklist` or `nothing`.
    pub fn id(&self) -> &'static str {
        match self {
            Claim::Declared(_) => "declared",
            Claim::Checklist(_) => "checklist",
            Claim::Nothing => "nothing",
        }
    }

    /// The part, 0 to 1, of what is unanswered that is claimed.
    pub fn ratio(&self) -> Exact {
        match self {
            Claim::Declared(ratio) | Claim::Checklist(ratio) => ratio.clone(),
            Claim::Nothing => Exact::zero(),
        }
    }
}

/// A step of the ladder, and the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelResult {
    /// The step reached; `None` below the first.
    pub reached: Option<Arc<Level>>,
    /// The next step; `None` at the top.
    pub next: Option<Arc<Level>>,
}

impl LevelResult {
    /// Title of the step reached.
    pub fn reached_title(&self) -> Option<&str> {
        Some(&self.reached.as_ref()?.title)
    }

    /// Title of the next step.
    pub fn next_title(&self) -> Option<&str> {
        Some(&self.next.as_ref()?.title)
    }
}

/// Scores a document under a rubric.
pub fn score(subject: Subject<'_>, rubric: &Rubric) -> Scorecard {
    let statements = category::Statements::of(subject, rubric);
    let one = |category| category::score(subject, &statements, rubric, category);
    let mut categories: Vec<CategoryScore> = rubric.categories.iter().map(one).collect();
    let weight: Exact = categories.iter().filter(|c| c.applicable).map(|c| &c.category.weight).sum();
    for category in categories.iter_mut().filter(|category| category.applicable) {
        category.part = category.category.weight.checked_div(&weight).unwrap_or_else(Exact::zero);
    }
    let applicable = || categories.iter().filter(|category| category.applicable);
    let stated: Points = applicable().map(|category| category.points().times(&category.part)).sum();
    // Of what does not apply at all nothing is known.
    let points =
        if weight.is_zero() { Points { unanswered: Exact::hundred(), ..Points::none() } } else { stated };
    let waived: Points = applicable().map(|category| category.waived().times(&category.part)).sum();
    let all: Exact = categories.iter().map(|category| &category.category.weight).sum();
    let not_applicable: Exact = categories.iter().map(|c| &c.category.weight * &c.not_applicable()).sum();
    let assessment = subject.assessment;
    let mut card = Scorecard {
        rubric: Arc::clone(rubric.exact_reference()),
        as_of: subject.as_of,
        points,
        weight,
        level: level::reached(rubric, &categories),
        verdict: Verdict::Ready,
        verdict_without_waivers: Verdict::Ready,
        caps: Vec::new(),
        waived,
        not_applicable: not_applicable.checked_div(&all).unwrap_or_else(Exact::zero),
        declared: assessment.score.as_ref().and_then(|declared| rubric.percent(&declared.value)),
        categories,
    };
    card.caps = caps::caps(&card, subject, rubric, caps::Waivers::Honoured);
    card.caps.shrink_to_fit();
    card.verdict = caps::worst(&card.caps);
    card.verdict_without_waivers = if assessment.waivers.is_empty() {
        card.verdict
    } else {
        caps::worst(&caps::caps(&card, subject, rubric, caps::Waivers::Ignored))
    };
    card
}
