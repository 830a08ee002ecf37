//! The points of one category: every applicable check holds a share of 100 by its weight.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::points::Points;
use super::scorecard::{CategoryScore, Claim, Item, ItemState, Subject};
use crate::book::{Category, Check, Rubric};
use crate::model::{CheckState, DeclaredCategory, Exact, Waived};

/// Scores one category. Its part of the whole is for the whole to say.
pub(super) fn score(
    subject: Subject<'_>,
    statements: &Statements<'_>,
    rubric: &Rubric,
    category: &Arc<Category>,
) -> CategoryScore {
    let Subject { project, .. } = subject;
    let own = |check: &&Arc<Check>| check.category == category.id;
    let applying: Vec<&Arc<Check>> = rubric
        .checks
        .iter()
        .filter(own)
        .filter(|check| check.applies.to(project.tier.as_deref(), &project.tags))
        .collect();
    let has_checks = rubric.checks.iter().any(|check| own(&check));
    let stated = statements.declared.get(category.id.as_str());
    let score = stated.and_then(|stated| stated.score.as_ref());
    let declared = score.and_then(|score| rubric.percent(&score.value));
    let checklist = statements.checklists.get(category.id.as_str()).copied().unwrap_or_default();
    let claim = claim(declared.as_ref(), checklist);
    let items: Box<[Item]> = applying.into_iter().map(|check| item(subject, check)).collect();
    let weight: Exact = items.iter().filter(|item| item.counts()).map(|item| &item.check.weight).sum();
    let per_weight = Exact::hundred().checked_div(&weight).unwrap_or_else(Exact::zero);
    // A category without checks is one unanswered check; one whose checks are all n/a leaves the whole.
    let (applicable, points) = if has_checks {
        (!weight.is_zero(), points(&items, &per_weight, &claim))
    } else {
        (true, Points::open(&Exact::hundred(), &Exact::hundred() * &claim.ratio()))
    };
    CategoryScore {
        category: Arc::clone(category),
        applicable,
        points,
        claim,
        declared_text: score.map(|score| score.value.text.clone()),
        declared,
        checklist,
        items,
        per_weight,
        part: Exact::zero(),
    }
}

/// What its checks hold in all: weights, mostly small whole numbers, are summed by state before they become points.
fn points(items: &[Item], per_weight: &Exact, claim: &Claim) -> Points {
    let held = |state: ItemState| {
        let own = items.iter().filter(|item| item.state == state).map(|item| &item.check.weight);
        state.points(&own.sum::<Exact>() * per_weight, claim)
    };
    [ItemState::Pass, ItemState::Partial, ItemState::Fail, ItemState::Unknown].map(held).into_iter().sum()
}

/// What a document states of the categories of a rubric, by their ids.
#[derive(Default)]
pub(super) struct Statements<'a> {
    /// What it declares; the front matter before the body.
    declared: BTreeMap<&'a str, &'a DeclaredCategory>,
    /// Done and all task items of the sections whose nearest named heading is about the category.
    checklists: BTreeMap<&'a str, (usize, usize)>,
}

impl<'a> Statements<'a> {
    pub(super) fn of(subject: Subject<'a>, rubric: &'a Rubric) -> Statements<'a> {
        let details = subject.details;
        let mut statements = Statements::default();
        for (id, stated) in rubric.stated_by(details) {
            statements.declared.extend(stated.counting().map(|counting| (id, counting)));
        }
        for section in &details.checklist {
            let mut headings = details.leading_to(section.heading);
            if let Some(about) = headings.find_map(|heading| rubric.category_of_heading(&heading.text)) {
                let (done, all) = statements.checklists.entry(&about.id).or_default();
                *done += section.tasks.iter().filter(|task| task.done).count();
                *all += section.tasks.len();
            }
        }
        statements
    }
}

fn claim(declared: Option<&Exact>, (done, all): (usize, usize)) -> Claim {
    if let Some(percent) = declared {
        return Claim::Declared(percent.clone() / 100);
    }
    let whole = |n: usize| Exact::from(i64::try_from(n).unwrap_or(i64::MAX));
    whole(done).checked_div(&whole(all)).map_or(Claim::Nothing, Claim::Checklist)
}

fn item(subject: Subject<'_>, check: &Arc<Check>) -> Item {
    let assessment = subject.assessment;
    let answer = assessment.checks.iter().find(|answer| answer.check.value == check.id);
    let state = match answer.map(|answer| &answer.state.value) {
        Some(CheckState::Pass) => ItemState::Pass,
        Some(CheckState::Partial) => ItemState::Partial,
        Some(CheckState::Fail) => ItemState::Fail,
        Some(CheckState::NotApplicable { reason: Some(_) }) => ItemState::NotApplicable,
        Some(CheckState::NotApplicable { reason: None } | CheckState::Unknown) | None => ItemState::Unknown,
    };
    let waived = assessment.waivers.iter().any(|waiver| {
        matches!(&waiver.of.value, Waived::Check(id) if *id == check.id) && waiver.is_live(subject.as_of)
    });
    Item { check: Arc::clone(check), answer: answer.cloned(), state, waived }
}
