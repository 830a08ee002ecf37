//! The points of one category: every applicable check holds a share of 100 by its weight.

use std::collections::BTreeMap;

use super::points::Points;
use super::scorecard::{CategoryScore, Claim, Item, ItemState, Subject};
use crate::book::{Category, Check, Rubric};
use crate::model::{Assessment, CheckAnswer, CheckState, DeclaredCategory, Exact, Waived};

/// Scores one category. The items' gains are in points of the category; the whole weights them.
pub(super) fn score(
    subject: Subject<'_>,
    statements: &Statements<'_>,
    rubric: &Rubric,
    category: &Category,
) -> CategoryScore {
    let Subject { project, .. } = subject;
    let own = |check: &&Check| check.category == category.id;
    let applying: Vec<&Check> = rubric
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
    let mut items: Vec<Item> = applying.iter().map(|check| item(subject, check)).collect();
    let counts = |item: &&Item| !matches!(item.state, ItemState::NotApplicable(_));
    let all: Exact = items.iter().map(|item| &item.weight).sum();
    let weight: Exact = items.iter().filter(counts).map(|item| &item.weight).sum();
    for item in &mut items {
        if counts(&&*item) {
            let share = &item.weight * &Exact::hundred();
            item.share = share.checked_div(&weight).unwrap_or_else(Exact::zero);
        }
        item.points = points(&item.state, &item.share, &claim);
        item.gain = &item.share - &item.points.score();
    }
    // A category without checks is one unanswered check; one whose checks are all n/a leaves the whole.
    let (applicable, points) = if has_checks {
        (!weight.is_zero(), items.iter().map(|item| item.points.clone()).sum())
    } else {
        (true, points(&ItemState::Unknown, &Exact::hundred(), &claim))
    };
    let waived = items.iter().filter(|item| item.waived).map(|item| item.points.clone()).sum();
    let not_applicable = (&all - &weight).checked_div(&all);
    CategoryScore {
        id: category.id.clone(),
        title: category.title.clone(),
        weight: category.weight.clone(),
        floor: category.floor.clone(),
        applicable,
        points,
        claim,
        declared_text: score.map(|score| score.value.text.clone()),
        declared,
        checklist,
        items,
        waived,
        not_applicable: not_applicable.unwrap_or_else(Exact::zero),
    }
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
    pub(super) fn of(assessment: &'a Assessment, rubric: &'a Rubric) -> Statements<'a> {
        let mut statements = Statements::default();
        for (id, stated) in rubric.stated_by(assessment) {
            statements.declared.extend(stated.counting().map(|counting| (id, counting)));
        }
        for section in &assessment.checklist {
            let mut headings =
                section.headings.iter().rev().filter_map(|index| assessment.headings.get(*index));
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

fn item(subject: Subject<'_>, check: &Check) -> Item {
    let assessment = subject.assessment;
    let answer: Option<&CheckAnswer> = assessment.checks.iter().find(|answer| answer.check.value == check.id);
    let state = match answer.map(|answer| &answer.state.value) {
        Some(CheckState::Pass) => ItemState::Pass,
        Some(CheckState::Partial) => ItemState::Partial,
        Some(CheckState::Fail) => ItemState::Fail,
        Some(CheckState::NotApplicable { reason: Some(reason) }) => ItemState::NotApplicable(reason.clone()),
        Some(CheckState::NotApplicable { reason: None } | CheckState::Unknown) | None => ItemState::Unknown,
    };
    let waived = assessment.waivers.iter().any(|waiver| {
        matches!(&waiver.of.value, Waived::Check(id) if *id == check.id) && waiver.is_live(subject.as_of)
    });
    Item {
        check: check.id.clone(),
        title: check.title.clone(),
        weight: check.weight.clone(),
        share: Exact::zero(),
        state,
        points: Points::none(),
        gain: Exact::zero(),
        waived,
        span: answer.map(|answer| answer.check.span),
        note: answer.and_then(|answer| answer.note.clone()),
        effort: answer.and_then(|answer| Some(answer.effort.as_ref()?.value.clone())),
        evidence: answer.iter().flat_map(|a| a.evidence.iter().map(|e| e.value.clone())).collect(),
    }
}

/// A share by the state of its check: a pass earns it, a fail loses it, a partial half and half; what is
/// not answered is claimed in the ratio of the claim.
fn points(state: &ItemState, share: &Exact, claim: &Claim) -> Points {
    let none = Points::none();
    match state {
        ItemState::Pass => Points { earned: share.clone(), ..none },
        ItemState::Partial => Points { earned: share.half(), lost: share.half(), ..none },
        ItemState::Fail => Points { lost: share.clone(), ..none },
        ItemState::NotApplicable(_) => none,
        ItemState::Unknown => {
            let claimed = share * &claim.ratio();
            Points { unanswered: share - &claimed, claimed, ..none }
        }
    }
}
