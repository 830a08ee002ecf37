//! What an assessment comes to under a rubric.

use std::sync::Arc;

use super::cap::Cap;
use super::points::Points;
use super::{caps, category, level};
use crate::book::{Category, Check, Rubric};
use crate::model::{Assessment, CheckAnswer, CheckState, Date, Details, Exact, Project, Verdict};

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

/// Which rubric a score is of. Scores compare only where all of it is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RubricRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its file, in hexadecimal.
    pub hash: String,
}

/// What an assessment comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scorecard {
    /// The yardstick.
    pub rubric: RubricRef,
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
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.categories.iter().flat_map(|category| &category.items)
    }

    /// The check of that id, with its category.
    pub fn item(&self, check: &str) -> Option<(&CategoryScore, &Item)> {
        let found = |item: &&Item| item.check.id == check;
        self.categories.iter().find_map(|category| Some((category, category.items.iter().find(found)?)))
    }

    /// The score as caps see it: what live waivers cover is not missing.
    pub fn score_with_waivers(&self) -> Exact {
        &self.points.score() + &self.waived.missing()
    }
}

/// One category of a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryScore {
    /// The category; a book holds it once for all its scorecards.
    pub category: Arc<Category>,
    /// False where all of it is n/a: it then has no points and no part in the whole.
    pub applicable: bool,
    /// The four sums; 100 in all where it is applicable.
    pub points: Points,
    /// What claims the unanswered part, if anything.
    pub claim: Claim,
    /// The declared score as written, on its own scale.
    pub declared_text: Option<String>,
    /// The declared score out of 100; `None` where it is not stated, or cannot be read.
    pub declared: Option<Exact>,
    /// Done and all items of its checklists.
    pub checklist: (usize, usize),
    /// Its checks that apply to the project, in the rubric's order.
    pub items: Box<[Item]>,
    /// Points of the category that a check holds for each unit of its weight; 0 where none counts.
    pub per_weight: Exact,
    /// Its part of the whole, 0 to 1; 0 where it is not applicable.
    pub part: Exact,
}

impl CategoryScore {
    /// It applies, and its score is below its floor: also where that is so because nothing is known.
    pub fn is_below_floor(&self) -> bool {
        self.applicable && self.category.floor.as_ref().is_some_and(|floor| self.points.score() < *floor)
    }

    /// The share of its 100 points that one of its checks holds; 0 where that is n/a.
    pub fn share(&self, item: &Item) -> Exact {
        if item.counts() { &item.check.weight * &self.per_weight } else { Exact::zero() }
    }

    /// The points of one of its checks.
    pub fn points_of(&self, item: &Item) -> Points {
        item.state.points(self.share(item), &self.claim)
    }

    /// By how much the whole score rises if one of its checks passes instead.
    pub fn gain(&self, item: &Item) -> Exact {
        &self.points_of(item).missing() * &self.part
    }

    /// Points of its checks under live waivers.
    pub fn waived(&self) -> Points {
        self.items.iter().filter(|item| item.waived).map(|item| self.points_of(item)).sum()
    }

    /// Share of its points, 0 to 1, that are n/a.
    pub fn not_applicable(&self) -> Exact {
        let weight =
            |items: &mut dyn Iterator<Item = &Item>| items.map(|item| &item.check.weight).sum::<Exact>();
        let out = weight(&mut self.items.iter().filter(|item| !item.counts()));
        out.checked_div(&weight(&mut self.items.iter())).unwrap_or_else(Exact::zero)
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
    /// The part, 0 to 1, of what is unanswered that is claimed.
    pub fn ratio(&self) -> Exact {
        match self {
            Claim::Declared(ratio) | Claim::Checklist(ratio) => ratio.clone(),
            Claim::Nothing => Exact::zero(),
        }
    }
}

/// One check in a scorecard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The check; a book holds it once for all its scorecards.
    pub check: Arc<Check>,
    /// The document's answer to it.
    pub answer: Option<Arc<CheckAnswer>>,
    /// What it came to.
    pub state: ItemState,
    /// A live waiver covers it.
    pub waived: bool,
}

impl Item {
    /// False where it is n/a: it then has no share.
    pub fn counts(&self) -> bool {
        self.state != ItemState::NotApplicable
    }

    /// Why it does not apply, where it does not.
    pub fn reason(&self) -> Option<&str> {
        match &self.answer.as_ref()?.state.value {
            CheckState::NotApplicable { reason } => reason.as_deref(),
            _ => None,
        }
    }

    /// A remark of the authors.
    pub fn note(&self) -> Option<&str> {
        self.answer.as_ref()?.note.as_deref()
    }

    /// What meeting it takes, as stated.
    pub fn effort(&self) -> Option<&str> {
        Some(&self.answer.as_ref()?.effort.as_ref()?.value)
    }

    /// Links or paths that support it.
    pub fn evidence(&self) -> impl Iterator<Item = &str> {
        self.answer.iter().flat_map(|answer| &answer.evidence).map(|evidence| evidence.value.as_str())
    }
}

/// What a check came to, for the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Met.
    Pass,
    /// Met in part.
    Partial,
    /// Not met.
    Fail,
    /// Does not apply, for a reason that is given.
    NotApplicable,
    /// Not answered.
    Unknown,
}

impl ItemState {
    /// A share by state: a pass earns it, a fail loses it, a partial half and half; what is not answered is claimed in the
    /// ratio of the claim.
    pub(super) fn points(self, share: Exact, claim: &Claim) -> Points {
        let none = Points::none();
        match self {
            ItemState::Pass => Points { earned: share, ..none },
            ItemState::Partial => Points { earned: share.half(), lost: share.half(), ..none },
            ItemState::Fail => Points { lost: share, ..none },
            ItemState::NotApplicable => none,
            ItemState::Unknown => Points::open(&share, &share * &claim.ratio()),
        }
    }

    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            ItemState::Pass => "pass",
            ItemState::Partial => "partial",
            ItemState::Fail => "fail",
            ItemState::NotApplicable => "n/a",
            ItemState::Unknown => "unknown",
        }
    }
}

/// A step of the ladder, and what blocks the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelResult {
    /// Title of the step reached; `None` below the first.
    pub reached: Option<String>,
    /// Title of the next step; `None` at the top.
    pub next: Option<String>,
    /// The checks that the next step still needs.
    pub blocked_by: Vec<Arc<Check>>,
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
    let stated: Points = applicable().map(|category| category.points.times(&category.part)).sum();
    // Of what does not apply at all nothing is known.
    let points =
        if weight.is_zero() { Points { unanswered: Exact::hundred(), ..Points::none() } } else { stated };
    let waived: Points = applicable().map(|category| category.waived().times(&category.part)).sum();
    let all: Exact = categories.iter().map(|category| &category.category.weight).sum();
    let not_applicable: Exact = categories.iter().map(|c| &c.category.weight * &c.not_applicable()).sum();
    let assessment = subject.assessment;
    let mut card = Scorecard {
        rubric: RubricRef { id: rubric.id.clone(), version: rubric.version, hash: rubric.hash.clone() },
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
    card.verdict_without_waivers = caps::worst(&caps::caps(&card, subject, rubric, caps::Waivers::Ignored));
    card.caps = caps::caps(&card, subject, rubric, caps::Waivers::Honoured);
    card.verdict = caps::worst(&card.caps);
    card
}
