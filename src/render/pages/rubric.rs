//! A rubric: how scores under it are made, and what its checks ask for.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::book::{Category, Check, Rubric};
use crate::model::Exact;
use crate::render::link::rubric_page;
use crate::render::view::RubricLink;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "rubric", plan };

/// What `rubric.html` is given.
#[derive(Serialize)]
struct View {
    rubric: RubricLink,
    /// The whole hash.
    hash: String,
    /// The rubric that it extends.
    extends: Option<String>,
    /// Assessments from that day on are scored under it.
    from: Option<String>,
    ready_from: String,
    conditional_from: String,
    earned_from: String,
    /// In percent.
    max_not_applicable: String,
    /// Sum of the categories' weights.
    weight: String,
    levels: Vec<LevelView>,
    categories: Vec<CategoryView>,
    /// Words and letters of the scale with their points, the highest first.
    scale: Vec<(String, String)>,
}

#[derive(Serialize)]
struct LevelView {
    title: String,
    description: Option<String>,
    checks: usize,
}

#[derive(Serialize)]
struct CategoryView {
    id: String,
    title: String,
    description: Option<String>,
    weight: String,
    floor: Option<String>,
    aliases: Vec<String>,
    checks: Vec<CheckView>,
}

#[derive(Serialize)]
struct CheckView {
    id: String,
    title: String,
    weight: String,
    /// Its share of the category's points where all checks apply.
    share: String,
    level: Option<String>,
    why: String,
    how: String,
    evidence_required: bool,
    fresh_days: Option<u32>,
    accepts: Option<String>,
    tiers: Vec<String>,
    tags: Vec<String>,
    /// What it caps the verdict at while it does not pass, where it is a gate.
    gate: Option<&'static str>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let page = |rubric: &Arc<Rubric>| {
        let path = rubric_page(&rubric.id, rubric.version);
        let fingerprint = renderer.fingerprint(KIND.name, [rubric.hash.as_bytes()]);
        let (renderer, rubric, own) = (Arc::clone(renderer), Arc::clone(rubric), path.clone());
        Page::new(path, fingerprint, move || renderer.template("rubric.html", &own, &view(&rubric)))
    };
    renderer.input.rubrics.iter().map(page).collect()
}

fn view(rubric: &Rubric) -> View {
    let limits = &rubric.thresholds;
    let mut scale: Vec<_> = rubric.scale.iter().collect();
    scale.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    View {
        rubric: RubricLink::of(rubric),
        hash: rubric.hash.clone(),
        extends: rubric.extends.clone(),
        from: rubric.from.map(|from| from.to_string()),
        ready_from: limits.ready_from.plain(),
        conditional_from: limits.conditional_from.plain(),
        earned_from: limits.earned_from.plain(),
        max_not_applicable: (&limits.max_not_applicable * &Exact::hundred()).plain(),
        weight: rubric.categories.iter().map(|category| &category.weight).sum::<Exact>().plain(),
        levels: rubric
            .levels
            .iter()
            .map(|level| LevelView {
                title: level.title.clone(),
                description: level.description.clone(),
                checks: rubric
                    .checks
                    .iter()
                    .filter(|check| check.level.as_deref() == Some(&level.id))
                    .count(),
            })
            .collect(),
        categories: rubric.categories.iter().map(|category| category_view(category, rubric)).collect(),
        scale: scale.into_iter().map(|(word, points)| (word.clone(), points.plain())).collect(),
    }
}

fn category_view(category: &Category, rubric: &Rubric) -> CategoryView {
    let own = rubric.checks.iter().filter(|check| check.category == category.id);
    let checks: Vec<&Check> = own.map(|check| &**check).collect();
    let all: Exact = checks.iter().map(|check| &check.weight).sum();
    CategoryView {
        id: category.id.clone(),
        title: category.title.clone(),
        description: category.description.clone(),
        weight: category.weight.plain(),
        floor: category.floor.as_ref().map(Exact::plain),
        aliases: category.aliases.clone(),
        checks: checks.into_iter().map(|check| check_view(check, &all, rubric)).collect(),
    }
}

fn check_view(check: &Check, all: &Exact, rubric: &Rubric) -> CheckView {
    let share = (&check.weight * &Exact::hundred()).checked_div(all);
    let level = rubric.levels.iter().find(|level| check.level.as_deref() == Some(&level.id));
    CheckView {
        id: check.id.clone(),
        title: check.title.clone(),
        weight: check.weight.plain(),
        share: share.map(|share| share.truncated(1)).unwrap_or_default(),
        level: level.map(|level| level.title.clone()),
        why: check.why.clone(),
        how: check.how.clone(),
        evidence_required: check.evidence.required,
        fresh_days: check.evidence.fresh_days,
        accepts: check.evidence.accepts.clone(),
        tiers: check.applies.tier.clone(),
        tags: check.applies.tags.clone(),
        gate: rubric.gates.iter().find(|gate| gate.check == check.id).map(|gate| gate.caps.id()),
    }
}
