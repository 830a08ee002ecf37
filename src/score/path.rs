//! The cheapest path to a better verdict: the smallest set of changes that lifts it. Open findings that cap the
//! verdict and gates have to be mended in any case; of checks, those are chosen that reach the thresholds at the
//! least cost. Costs add up, and so do gains while what applies stays as it is, so that the best choice is found
//! category by category, keeping what nothing else beats in cost, score and points earned. How many choices are kept
//! is bounded, so that the search always ends soon; where the bound was reached, a path says that it may not be the
//! shortest.

use super::cap::{CapReason, CapSource};
use super::choice::{Gain, Wanted, cheapest_sets};
use super::items::{Item, ItemState};
use super::scorecard::{CategoryScore, Scorecard, Subject, score};
use super::what_if::{Change, apply};
use crate::book::{Rubric, Thresholds};
use crate::model::{CheckAnswer, CheckState, Details, Effort, Exact, FindingStatus, Verdict};

/// What a path should be short in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The fewest changes.
    Fewest,
    /// The least stated effort: first the fewest changes without a stated one, then the least sum.
    LeastEffort,
    /// The largest gains first, as somebody would work down the list.
    LargestGains,
}

impl Aim {
    /// All of them.
    pub const ALL: [Aim; 3] = [Aim::Fewest, Aim::LargestGains, Aim::LeastEffort];

    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Aim::Fewest => "fewest-changes",
            Aim::LargestGains => "largest-gains",
            Aim::LeastEffort => "least-effort",
        }
    }
}

/// A change on a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What has to change.
    pub change: Change,
    /// Title of the check or finding.
    pub title: String,
    /// By how much the score rises: nought for findings, and for what did not apply.
    pub gain: Exact,
    /// What it takes, where the document says so.
    pub effort: Option<Effort>,
}

/// A set of changes that reaches a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The changes: those without which nothing helps first.
    pub steps: Vec<Step>,
    /// What the document then comes to.
    pub verdict: Verdict,
    /// Its score then.
    pub score: Exact,
    /// False where a shorter path might exist.
    pub shortest: bool,
}

impl Path {
    /// Sum of the stated efforts, and number of steps without one.
    pub fn effort(&self) -> (Effort, usize) {
        let stated = self.steps.iter().filter_map(|step| step.effort);
        let minutes = stated.map(|effort| effort.minutes).fold(0, u32::saturating_add);
        (Effort { minutes }, self.steps.iter().filter(|step| step.effort.is_none()).count())
    }
}

/// Whether a verdict can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// By this path; without steps where it is reached already.
    Open(Path),
    /// Not even with every check passed and every finding resolved: what caps it then.
    Closed(Vec<CapReason>),
}

/// Gains are compared in billionths of a point, which leaves room for sums of thousands of them.
const NANO: u32 = 9;

/// What sums of cut-off gains may lack; what is chosen is scored exactly afterwards.
const TOLERANCE: i64 = 10_000;

fn nano(points: &Exact) -> i64 {
    let scaled = points.cut(NANO) * Exact::from(1_000_000_000);
    scaled.truncated(0).parse().unwrap_or(i64::MAX / 4096)
}

/// The cheapest path of a document to `to`, which is ready or conditional.
pub fn cheapest(subject: Subject<'_>, rubric: &Rubric, to: Verdict, aim: Aim) -> Way {
    let mut search = Search { subject, rubric, to, steps: Vec::new() };
    search.forced();
    let mut shortest = search.not_applicable();
    let chosen = loop {
        match search.chosen(aim) {
            Some(chosen) => break chosen,
            // Only what does not apply is left to be answered.
            None if search.answer_heaviest() => shortest = false,
            None => return search.closed(),
        }
    };
    shortest &= chosen.exact;
    search.steps.extend(chosen.steps);
    let (_, card) = search.state();
    if card.verdict < to {
        return search.closed();
    }
    Way::Open(Path { steps: search.steps, verdict: card.verdict, score: card.points.score(), shortest })
}

/// Checks to pass, the largest gain first.
struct Chosen {
    steps: Vec<Step>,
    /// No other choice is cheaper.
    exact: bool,
}

struct Search<'a> {
    subject: Subject<'a>,
    rubric: &'a Rubric,
    to: Verdict,
    steps: Vec<Step>,
}

impl Search<'_> {
    /// The document with all steps taken, and what it comes to.
    fn state(&self) -> (Details, Scorecard) {
        self.with(&[])
    }

    /// The same with further steps.
    fn with(&self, more: &[Step]) -> (Details, Scorecard) {
        let changes: Vec<Change> = self.steps.iter().chain(more).map(|step| step.change.clone()).collect();
        let mended = apply(self.subject.details, &changes);
        let card = score(Subject { details: &mended, ..self.subject }, self.rubric);
        (mended, card)
    }

    /// What has to change whatever else does: findings and gates that cap the verdict.
    fn forced(&mut self) {
        let (changed, card) = self.state();
        for cap in card.caps.iter().filter(|cap| cap.verdict < self.to) {
            let step = match cap.reason.source() {
                CapSource::Finding(id) => {
                    let finding = changed.findings.iter().find(|finding| finding.id.value == id);
                    finding.map(|finding| Step {
                        change: Change::Finding(id.to_owned(), FindingStatus::Resolved),
                        title: finding.title.clone(),
                        gain: Exact::zero(),
                        effort: finding.effort.as_ref().and_then(|effort| Effort::read(&effort.value)),
                    })
                }
                CapSource::Gate { check, .. } => {
                    card.item(check).map(|(category, item)| pass(category, item, &changed))
                }
                CapSource::Category(_) | CapSource::Threshold(_) => None,
            };
            // Two findings of one id are one change.
            self.steps
                .extend(step.filter(|step| !self.steps.iter().any(|known| known.change == step.change)));
        }
    }

    /// Answers to the heaviest n/a checks, until something applies and, for ready, few enough are left. False
    /// where some were needed: another choice might then be shorter. Otherwise what does not apply stays so.
    fn not_applicable(&mut self) -> bool {
        let too_many = |card: &Scorecard| {
            self.to == Verdict::Ready && card.not_applicable > self.rubric.thresholds.max_not_applicable
        };
        let mut needed = Vec::new();
        let mut card = self.state().1;
        while card.verdict < self.to && (card.weight.is_zero() || too_many(&card)) {
            let Some(step) = heaviest(&card, self.subject.details) else { break };
            needed.push(step);
            card = self.with(&needed).1;
        }
        let none = needed.is_empty();
        self.steps.extend(needed);
        none
    }

    /// An answer to the heaviest n/a check; false where there is none.
    fn answer_heaviest(&mut self) -> bool {
        let step = heaviest(&self.state().1, self.subject.details);
        let found = step.is_some();
        self.steps.extend(step);
        found
    }

    /// What to pass beside the steps that are there; `None` where no choice is enough.
    fn chosen(&self, aim: Aim) -> Option<Chosen> {
        let (mended, card) = self.state();
        if card.verdict >= self.to {
            return Some(Chosen { steps: Vec::new(), exact: true });
        }
        let candidates = candidates(&card, &mended);
        let needs = Needs::of(&card, &self.rubric.thresholds, self.to);
        let (chosen, exact) = match aim {
            Aim::LargestGains => (greedy(&candidates, &needs, &card), true),
            Aim::Fewest | Aim::LeastEffort => best(&candidates, &needs, &card, aim),
        };
        let mut taken: Vec<&Candidate> = chosen?.iter().map(|at| &candidates[*at]).collect();
        taken.sort_by(|a, b| b.score.cmp(&a.score));
        Some(Chosen { steps: taken.into_iter().map(|candidate| candidate.step.clone()).collect(), exact })
    }

    /// What caps the verdict with everything passed and resolved.
    fn closed(&self) -> Way {
        let all = self.rubric.checks.iter().map(|check| Change::Check(check.id.clone(), CheckState::Pass));
        let findings = self.subject.details.findings.iter();
        let resolved = findings.map(|f| Change::Finding(f.id.value.clone(), FindingStatus::Resolved));
        let changed = apply(self.subject.details, &all.chain(resolved).collect::<Vec<_>>());
        let card = score(Subject { details: &changed, ..self.subject }, self.rubric);
        Way::Closed(card.caps.into_iter().filter(|cap| cap.verdict < self.to).map(|cap| cap.reason).collect())
    }
}

/// A pass of the n/a check that holds the most of the whole.
fn heaviest(card: &Scorecard, details: &Details) -> Option<Step> {
    let out = |item: &Item<'_>| item.state == ItemState::NotApplicable;
    let all = card.categories.iter().flat_map(|category| {
        let weight = category.category.weight.clone();
        category.items.iter().filter(out).map(move |item| (&weight * &item.check.weight, category, item))
    });
    all.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, category, item)| pass(category, item, details))
}

fn pass(category: &CategoryScore, item: Item<'_>, details: &Details) -> Step {
    Step {
        change: Change::Check(item.check.id.clone(), CheckState::Pass),
        title: item.check.title.clone(),
        gain: category.gain(item),
        effort: details.answer(&item.check.id).and_then(CheckAnswer::effort).and_then(Effort::read),
    }
}

/// A check that could pass.
struct Candidate {
    /// Index of its category.
    category: usize,
    /// What its pass adds to the score of its category, as caps see it: what a waiver covers is there already.
    in_category: Exact,
    /// The same for the whole.
    score: Exact,
    /// What its pass adds to the points earned of the whole.
    earned: Exact,
    step: Step,
}

fn candidates(card: &Scorecard, details: &Details) -> Vec<Candidate> {
    let answered = |id: &str| details.answer(id).is_some();
    let mut all = Vec::new();
    for (at, category) in card.categories.iter().enumerate().filter(|(_, category)| category.applicable) {
        let Some(part) = category.category.weight.checked_div(&card.weight) else { continue };
        for item in category.items.iter() {
            if matches!(item.state, ItemState::Pass | ItemState::NotApplicable) {
                continue;
            }
            let points = category.points_of(item);
            let share = category.share(item);
            let relief = if item.waived { points.missing() } else { Exact::zero() };
            let in_category = &points.missing() - &relief;
            all.push(Candidate {
                category: at,
                score: &in_category * &part,
                earned: &(&share - &points.earned) * &part,
                in_category,
                step: pass(category, item, details),
            });
        }
    }
    // Of equal ones, a failed check before one that nobody has answered.
    all.sort_by_key(|candidate| match &candidate.step.change {
        Change::Check(id, _) => (candidate.category, !answered(id)),
        _ => (candidate.category, true),
    });
    all
}

/// What is lacking: for the whole, and for each category by index.
struct Needs {
    score: Exact,
    earned: Exact,
    floors: Vec<Exact>,
}

impl Needs {
    fn of(card: &Scorecard, limits: &Thresholds, to: Verdict) -> Needs {
        let lacking = |from: &Exact, has: Exact| {
            let lack = from - &has;
            if lack.is_negative() { Exact::zero() } else { lack }
        };
        let (from, earned_from) = match to {
            Verdict::Ready => (&limits.ready_from, limits.earned_from.clone()),
            _ => (&limits.conditional_from, Exact::zero()),
        };
        let floor = |category: &CategoryScore| match &category.category.floor {
            Some(floor) if category.applicable => {
                lacking(floor, &category.points().score() + &category.waived().missing())
            }
            _ => Exact::zero(),
        };
        Needs {
            score: lacking(from, &card.points.score() + &card.waived.missing()),
            earned: lacking(&earned_from, card.points.earned.clone()),
            floors: card.categories.iter().map(floor).collect(),
        }
    }
}

/// The largest gains first; what turns out not to be needed is left out again, the smallest first.
fn greedy(candidates: &[Candidate], needs: &Needs, card: &Scorecard) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| candidates[*b].score.cmp(&candidates[*a].score));
    let mut chosen: Vec<usize> = Vec::new();
    for at in order {
        if enough(&chosen, candidates, needs, card) {
            break;
        }
        chosen.push(at);
    }
    let reached = enough(&chosen, candidates, needs, card);
    reached.then(|| without_spare(chosen, candidates, needs, card))
}

fn enough(chosen: &[usize], candidates: &[Candidate], needs: &Needs, card: &Scorecard) -> bool {
    let all = || chosen.iter().map(|at| &candidates[*at]);
    let sum = |of: fn(&Candidate) -> &Exact| all().map(of).sum::<Exact>();
    let floor = |category: usize| {
        let own = all().filter(|candidate| candidate.category == category);
        own.map(|candidate| &candidate.in_category).sum::<Exact>() >= needs.floors[category]
    };
    sum(|candidate| &candidate.score) >= needs.score
        && sum(|candidate| &candidate.earned) >= needs.earned
        && (0..card.categories.len()).all(floor)
}

/// The cheapest choice that meets the needs; false where choices had to be given up on the way.
fn best(candidates: &[Candidate], needs: &Needs, card: &Scorecard, aim: Aim) -> (Option<Vec<usize>>, bool) {
    let gain = |candidate: &Candidate| Gain {
        category: candidate.category,
        // Changes without a stated effort, minutes, changes; the first two are nought where only the number counts.
        cost: match (aim, candidate.step.effort) {
            (Aim::LeastEffort, None) => [1, 0, 1],
            (Aim::LeastEffort, Some(effort)) => [0, u64::from(effort.minutes), 1],
            _ => [0, 0, 1],
        },
        gains: [&candidate.in_category, &candidate.score, &candidate.earned].map(nano),
    };
    let gains: Vec<Gain> = candidates.iter().map(gain).collect();
    let enough_of = |need: &Exact| nano(need) - TOLERANCE;
    let wanted = Wanted {
        floors: needs.floors.iter().map(enough_of).collect(),
        score: enough_of(&needs.score),
        earned: enough_of(&needs.earned),
    };
    let (sets, exact) = cheapest_sets(&gains, &wanted);
    // What cutting off let through is refused; of what giving up choices left too much, the rest goes.
    let chosen = sets.into_iter().find(|set| enough(set, candidates, needs, card));
    match chosen {
        Some(chosen) => (Some(without_spare(chosen, candidates, needs, card)), exact),
        None => (greedy(candidates, needs, card), false),
    }
}

/// Leaves out what turns out not to be needed, the smallest gain first.
fn without_spare(
    mut chosen: Vec<usize>,
    candidates: &[Candidate],
    needs: &Needs,
    card: &Scorecard,
) -> Vec<usize> {
    chosen.sort_by(|a, b| candidates[*b].score.cmp(&candidates[*a].score));
    for at in chosen.clone().into_iter().rev() {
        let without: Vec<usize> = chosen.iter().copied().filter(|other| *other != at).collect();
        if enough(&without, candidates, needs, card) {
            chosen = without;
        }
    }
    chosen
}
