//! The points of one category: every applicable check holds a share of 100 by its weight.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::items::{ItemState, Items};
use super::scorecard::{CategoryScore, DeclaredScore, Subject};
use crate::book::{Category, Check, Rubric};
use crate::model::{DeclaredCategory, Exact, Fact, Waived};

/// Scores one category. Its part of the whole is for the whole to say.
pub(super) fn score(
    subject: Subject<'_>,
    statements: &Statements<'_>,
    rubric: &Rubric,
    category: &Arc<Category>,
) -> CategoryScore {
    let Subject { assessment, details, project, .. } = subject;
    let all = rubric.checks_of(&category.id);
    let applies = |check: &&Arc<Check>| check.applies.to(project);
    let applying = if all.iter().all(|check| applies(&check)) {
        Arc::clone(all)
    } else {
        all.iter().filter(applies).cloned().collect()
    };
    let items = Items::new(applying, |check| {
        let answer = details.answer(&check.id);
        let waived = assessment.waivers.iter().any(|waiver| {
            matches!(&waiver.of.value, Waived::Check(id) if *id == check.id) && waiver.is_live(subject.as_of)
        });
        (answer.map_or(ItemState::Unknown, |answer| ItemState::of(&answer.state.value)), waived)
    });
    let weight: Exact = items.iter().filter(|item| item.counts()).map(|item| &item.check.weight).sum();
    let score = statements.declared.get(category.id.as_str()).and_then(|stated| stated.score.as_ref());
    let declared = score
        .map(|Fact { value, .. }| DeclaredScore { text: value.text.clone(), percent: rubric.percent(value) });
    CategoryScore {
        category: Arc::clone(category),
        // One whose checks are all n/a leaves the whole.
        applicable: all.is_empty() || !weight.is_zero(),
        declared: declared.map(Box::new),
        checklist: statements.checklists.get(category.id.as_str()).copied().unwrap_or_default(),
        items,
        per_weight: Exact::hundred().checked_div(&weight).unwrap_or_else(Exact::zero),
        part: Exact::zero(),
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
