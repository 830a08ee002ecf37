//! A check over all projects: who does it well and what shows it, who lacks it, and its adoption over time.

use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::PageKind;
use crate::book::{Check, Config};
use crate::model::{CheckAnswer, Exact};
use crate::portfolio::{AdoptionPoint, Answers, LatestAnswer, Stand, adoption, days_between, stands};
use crate::render::chart::{Timeline, share};
use crate::render::check_parts::CheckParts;
use crate::render::evidence_view::{EvidenceView, Supporting};
use crate::render::link::{category_page, check_page, rubric_page, score_page};
use crate::render::pager::Pager;
use crate::render::view::{AnswersView, ProjectView, RubricLink, category_anchor, check_anchor};
use crate::render::{Page, Renderer};
use crate::score::ItemState;
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "check", plan };

/// Width of the chart.
const WIDTH: usize = 640;

/// What `check.html` is given.
#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    why: String,
    how: String,
    /// Title and page of its category, from the root.
    category: (String, String),
    /// The rubrics in use that have it, each with the place where it says so.
    rubrics: Vec<(RubricLink, String)>,
    counts: AnswersView,
    /// Rows of this page: those that pass, with evidence first; those that do not; those that it does not apply to.
    well: Vec<Row>,
    lacking: Vec<Row>,
    not_applicable: Vec<Row>,
    pager: Pager,
    /// The share of passes over time.
    timeline: Timeline,
    /// The numbers of the timeline.
    adoption: Vec<AdoptionRow>,
    /// Projects whose latest assessment has no date: they count above, and not over time.
    undated: usize,
    /// Some row of those that do not pass has an owner.
    owned: bool,
    /// Some row has a remark.
    remarked: bool,
    /// Some row of those that pass has a remark.
    well_remarked: bool,
    /// Some row of those that do not pass has a remark or evidence.
    lacking_explained: bool,
}

#[derive(Serialize)]
struct Row {
    project: ProjectView,
    release: String,
    /// Its arithmetic, from the root.
    href: String,
    state: &'static str,
    waived: bool,
    /// A remark, or why it does not apply.
    note: Option<String>,
    evidence: Vec<EvidenceView>,
}

#[derive(Serialize)]
struct AdoptionRow {
    day: String,
    answers: AnswersView,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    checks(renderer).into_iter().flat_map(|check| pages(renderer, check)).collect()
}

/// The checks of the rubrics in use, each id once, as the latest rubric has it.
fn checks(renderer: &Renderer) -> Vec<&Check> {
    let mut checks: Vec<&Check> = Vec::new();
    for check in renderer.input.rubrics.iter().rev().flat_map(|rubric| &rubric.checks) {
        if !checks.iter().any(|known| known.id == check.id) {
            checks.push(check);
        }
    }
    checks
}

fn pages(renderer: &Arc<Renderer>, check: &Check) -> Vec<Page> {
    let count = stands(&renderer.input.portfolio, &check.id).len();
    let overview = Arc::new(OnceLock::new());
    let page = |(path, pager): (String, Pager)| {
        let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes(), check.id.as_bytes()]);
        let (renderer, own, id) = (Arc::clone(renderer), path.clone(), check.id.clone());
        let overview = Arc::clone(&overview);
        let closer = {
            let (renderer, own, id) = (Arc::clone(&renderer), own.clone(), id.clone());
            move || {
                let parts = CheckParts::shared(&renderer);
                let own = [own.as_bytes(), id.as_bytes()].into_iter();
                renderer.fingerprint(KIND.name, own.chain(parts.check(&id)))
            }
        };
        Page::closely(path, fingerprint, closer, move || {
            let check = checks(&renderer).into_iter().find(|check| check.id == id);
            let check = check.ok_or("the rubric has no such check")?;
            let overview = overview.get_or_init(|| Overview::of(&renderer, check));
            renderer.template("check.html", &own, &view(&renderer, check, overview, &pager))
        })
    };
    Pager::all(&check_page(&check.id), count, renderer.input.config.rows_per_page)
        .into_iter()
        .map(page)
        .collect()
}

/// What is the same on all pages of a check: made once.
struct Overview {
    /// The places in [`stands`] in the order of their rows.
    order: Vec<usize>,
    counts: Answers,
    undated: usize,
    points: Vec<AdoptionPoint>,
}

impl Overview {
    fn of(renderer: &Renderer, check: &Check) -> Overview {
        let portfolio = &renderer.input.portfolio;
        let all = stands(portfolio, &check.id);
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_cached_key(|at| rank(all[*at].item.state, answer(renderer, &all[*at], check)));
        Overview {
            order,
            counts: Answers::of(all.iter().map(|stand| stand.item.state)),
            undated: all.iter().filter(|one| one.assessed.assessment.date.known().is_none()).count(),
            points: adoption(portfolio, &check.id),
        }
    }
}

/// What the latest assessment of a project answers to a check.
fn answer<'a>(renderer: &'a Renderer, stand: &Stand<'_>, check: &Check) -> Option<&'a LatestAnswer> {
    renderer.latest().get(stand.at)?.answer(&check.id)
}

fn view(renderer: &Renderer, check: &Check, overview: &Overview, pager: &Pager) -> View {
    let all = stands(&renderer.input.portfolio, &check.id);
    let (mut well, mut lacking, mut not_applicable) = (Vec::new(), Vec::new(), Vec::new());
    for stand in pager.of(&overview.order).iter().filter_map(|at| all.get(*at)) {
        match stand.item.state {
            ItemState::Pass => &mut well,
            ItemState::NotApplicable => &mut not_applicable,
            _ => &mut lacking,
        }
        .push(row(
            stand,
            answer(renderer, stand, check).and_then(|own| own.answer.open()).as_ref(),
            &renderer.input.config,
        ));
    }
    let having = renderer.input.rubrics.iter().filter(|rubric| rubric.check(&check.id).is_some());
    let place = |rubric: &crate::book::Rubric| {
        format!(
            "{}#{}",
            uri_path(&rubric_page(&rubric.id, rubric.version)),
            uri_path(&check_anchor(&check.id))
        )
    };
    let title = renderer.input.rubrics.iter().rev().find_map(|rubric| rubric.category(&check.category));
    let (timeline, adoption) = over_time(&overview.points);
    View {
        undated: overview.undated,
        owned: lacking.iter().any(|row| row.project.owner.is_some()),
        remarked: well.iter().chain(&lacking).any(|row| row.note.is_some()),
        well_remarked: well.iter().any(|row| row.note.is_some()),
        lacking_explained: lacking.iter().any(|row| row.note.is_some() || !row.evidence.is_empty()),
        id: check.id.clone(),
        title: check.title.clone(),
        why: check.why.clone(),
        how: check.how.clone(),
        category: (
            title.map_or_else(|| check.category.clone(), |category| category.title.clone()),
            uri_path(&category_page(&check.category)),
        ),
        rubrics: having.map(|rubric| (RubricLink::of(rubric), place(rubric))).collect(),
        counts: AnswersView::of(&overview.counts),
        well,
        lacking,
        not_applicable,
        pager: pager.clone(),
        timeline,
        adoption,
    }
}

/// Passes with evidence first, then other passes, then what is nearest to one.
fn rank(state: ItemState, answer: Option<&LatestAnswer>) -> (u8, bool) {
    let rank = match state {
        ItemState::Pass => 0,
        ItemState::Partial => 1,
        ItemState::Fail => 2,
        ItemState::Unknown => 3,
        ItemState::NotApplicable => 4,
    };
    (rank, answer.is_none_or(|answer| !answer.has_evidence))
}

fn row(stand: &Stand<'_>, answer: Option<&CheckAnswer>, config: &Config) -> Row {
    let supporting = Supporting::of(stand.assessed, config);
    let id = &stand.assessed.assessment.id;
    let page = uri_path(&score_page(&id.project, &id.release));
    Row {
        project: ProjectView::of(stand.series),
        release: id.release.clone(),
        href: format!("{page}#{}", uri_path(&category_anchor(&stand.category.category.id))),
        state: stand.item.state.id(),
        waived: stand.item.waived,
        note: answer.and_then(|own| own.reason().or(own.note.as_deref())).map(str::to_owned),
        evidence: answer
            .into_iter()
            .flat_map(CheckAnswer::evidence)
            .map(|text| supporting.view(text))
            .collect(),
    }
}

fn over_time(points: &[AdoptionPoint]) -> (Timeline, Vec<AdoptionRow>) {
    let first = points.first().map(|point| point.day);
    let shares: Vec<(i32, Exact)> = points
        .iter()
        .map(|point| {
            let days = first.map_or(0, |first| days_between(first, point.day));
            (days, share(point.answers.pass, point.answers.asked()))
        })
        .collect();
    let row = |point: &AdoptionPoint| AdoptionRow {
        day: point.day.to_string(),
        answers: AnswersView::of(&point.answers),
    };
    (Timeline::of(&shares, WIDTH), points.iter().map(row).collect())
}
