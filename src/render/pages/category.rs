//! A category over all projects: the spread of scores, and how each of its checks stands.

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::PageKind;
use crate::book::{Category, Rubric};
use crate::model::Exact;
use crate::portfolio::{Answers, Assessed, Series, is_unknown, stands};
use crate::render::chart::{Bar, Spread};
use crate::render::check_parts::CheckParts;
use crate::render::link::{category_page, check_page, score_page};
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{AnswersView, ProjectView, RubricLink, VerdictView, category_anchor};
use crate::render::{Fingerprint, Page, Renderer};
use crate::score::CategoryScore;
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "category", plan };

/// Width of the spread.
const WIDTH: usize = 640;

/// What `category.html` is given.
#[derive(Serialize)]
struct View {
    id: String,
    title: String,
    description: Option<String>,
    /// The rubrics in use that have it.
    rubrics: Vec<RubricLink>,
    /// Projects that are scored in it.
    scored: usize,
    /// Projects of which nothing is known in it: they have no points, and no part in the spread.
    unknown: usize,
    /// Projects that it does not apply to.
    not_applicable: usize,
    /// Projects below its floor, with those of which nothing is known.
    below_floor: usize,
    /// The score in the middle; of an even number, the lower one of the two.
    median: Option<String>,
    spread: Spread,
    checks: Vec<CheckRow>,
    rows: Vec<Row>,
    pager: Pager,
    /// Why not all rows compare.
    incomparable: Vec<String>,
}

#[derive(Clone, Serialize)]
struct CheckRow {
    title: String,
    href: String,
    answers: AnswersView,
}

#[derive(Serialize)]
struct Row {
    project: ProjectView,
    release: String,
    /// Its arithmetic, from the root.
    href: String,
    verdict: VerdictView,
    /// Absent where it does not apply.
    bar: Option<Bar>,
    below_floor: bool,
    /// Nothing of it is answered and nothing claimed.
    unknown: bool,
    declared: Option<String>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    categories(renderer).into_iter().flat_map(|category| pages(renderer, category)).collect()
}

/// The categories of the rubrics in use, each id once, as the latest rubric has it.
fn categories(renderer: &Renderer) -> Vec<&Category> {
    let mut all: Vec<&Category> = Vec::new();
    for category in renderer.input.rubrics.iter().rev().flat_map(|rubric| &rubric.categories) {
        if !all.iter().any(|known| known.id == category.id) {
            all.push(category);
        }
    }
    all
}

fn pages(renderer: &Arc<Renderer>, category: &Category) -> Vec<Page> {
    let count = scores(renderer, &category.id).count();
    let path = category_page(&category.id);
    let overview = Arc::new(OnceLock::new());
    let page = |(path, pager): (String, Pager)| {
        let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes(), category.id.as_bytes()]);
        let (renderer, own, id) = (Arc::clone(renderer), path.clone(), category.id.clone());
        let overview = Arc::clone(&overview);
        let closer = {
            let (renderer, category, own) = (Arc::clone(&renderer), category.clone(), own.clone());
            move || closer(&renderer, &category, &own)
        };
        Page::closely(path, fingerprint, closer, move || {
            let category = categories(&renderer).into_iter().find(|category| category.id == id);
            let category = category.ok_or("the rubric has no such category")?;
            let overview = overview.get_or_init(|| Overview::of(&renderer, category));
            renderer.template("category.html", &own, &view(&renderer, category, overview, &pager))
        })
    };
    Pager::all(&path, count, renderer.input.config.rows_per_page.min(MOST_ROWS))
        .into_iter()
        .map(page)
        .collect()
}

/// What a page is made from: what its checks came to, and the latest scores in the category.
fn closer(renderer: &Renderer, category: &Category, path: &str) -> Fingerprint {
    let mut rows = String::new();
    for (at, (_, assessed, score)) in scores(renderer, &category.id) {
        let (verdict, points, declared) = (assessed.card.verdict, score.points(), score.declared_text());
        // Writing to a text cannot fail.
        let _ = write!(rows, "{at} {verdict:?} {} {points:?} {declared:?}", score.applicable);
    }
    let (incomparable, checks) = (super::incomparable_rows(renderer), CheckParts::shared(renderer));
    let own = having(renderer, category).flat_map(|rubric| rubric.checks_of(&category.id).iter());
    let own = own.flat_map(|check| checks.check(&check.id));
    let texts = [path, &category.id, &rows].into_iter().chain(incomparable.0.iter().map(String::as_str));
    renderer.fingerprint(KIND.name, texts.map(str::as_bytes).chain(own))
}

type Score<'a> = (&'a Series, &'a Assessed, &'a CategoryScore);

/// The latest score of a project in a category.
fn score<'a>(series: &'a Series, id: &str) -> Option<Score<'a>> {
    let assessed: &Assessed = series.latest()?;
    Some((series, assessed, assessed.card.categories.iter().find(|category| category.category.id == id)?))
}

/// The latest scores of all projects in a category, each with the index of its project.
fn scores<'a>(renderer: &'a Renderer, id: &str) -> impl Iterator<Item = (usize, Score<'a>)> {
    let projects = renderer.input.portfolio.projects.iter().enumerate();
    projects.filter_map(move |(at, series)| Some((at, score(series, id)?)))
}

/// What is the same on all pages of a category: made once.
struct Overview {
    /// Indices of the projects in the order of their rows: the best score first.
    order: Vec<usize>,
    scored: usize,
    unknown: usize,
    not_applicable: usize,
    below_floor: usize,
    median: Option<String>,
    spread: Spread,
    checks: Vec<CheckRow>,
}

impl Overview {
    fn of(renderer: &Renderer, category: &Category) -> Overview {
        let all: Vec<(usize, Score<'_>)> = scores(renderer, &category.id).collect();
        let mut ranked: Vec<(bool, Reverse<Exact>, usize)> = all
            .iter()
            .map(|(at, (_, _, score))| (!score.applicable, Reverse(score.points().score()), *at))
            .collect();
        ranked.sort();
        let unknown = all.iter().filter(|(_, (_, _, score))| score.applicable && is_unknown(score)).count();
        let known = all.iter().filter(|(_, (_, _, score))| score.applicable && !is_unknown(score));
        let mut points: Vec<Exact> = known.map(|(_, (_, _, score))| score.points().score()).collect();
        points.sort();
        let mut checks: Vec<CheckRow> = Vec::new();
        for check in having(renderer, category).rev().flat_map(|rubric| rubric.checks_of(&category.id).iter())
        {
            let href = uri_path(&check_page(&check.id));
            if !checks.iter().any(|known| known.href == href) {
                let stands = stands(&renderer.input.portfolio, &check.id);
                let answers = Answers::of(stands.iter().map(|stand| stand.item.state));
                checks.push(CheckRow {
                    title: check.title.clone(),
                    href,
                    answers: AnswersView::of(&answers),
                });
            }
        }
        Overview {
            order: ranked.into_iter().map(|(_, _, at)| at).collect(),
            scored: points.len(),
            unknown,
            not_applicable: all.iter().filter(|(_, (_, _, score))| !score.applicable).count(),
            below_floor: all.iter().filter(|(_, (_, _, score))| score.is_below_floor()).count(),
            median: points.get(points.len().saturating_sub(1) / 2).map(|score| score.truncated(1)),
            spread: Spread::of(&points, WIDTH),
            checks,
        }
    }
}

/// The rubrics in use that have a category.
fn having<'a>(renderer: &'a Renderer, category: &'a Category) -> impl DoubleEndedIterator<Item = &'a Rubric> {
    let rubrics = renderer.input.rubrics.iter().map(|rubric| &**rubric);
    rubrics.filter(|rubric| rubric.category(&category.id).is_some())
}

fn view(renderer: &Renderer, category: &Category, overview: &Overview, pager: &Pager) -> View {
    let projects = &renderer.input.portfolio.projects;
    let rows = pager.of(&overview.order).iter();
    View {
        id: category.id.clone(),
        title: category.title.clone(),
        description: category.description.clone(),
        rubrics: having(renderer, category).map(RubricLink::of).collect(),
        scored: overview.scored,
        unknown: overview.unknown,
        not_applicable: overview.not_applicable,
        below_floor: overview.below_floor,
        median: overview.median.clone(),
        spread: overview.spread.clone(),
        checks: overview.checks.clone(),
        rows: rows.filter_map(|at| Some(row(&score(projects.get(*at)?, &category.id)?))).collect(),
        pager: pager.clone(),
        incomparable: super::incomparable_rows(renderer).0.clone(),
    }
}

fn row((series, assessed, score): &Score<'_>) -> Row {
    let id = &assessed.assessment.id;
    let page = uri_path(&score_page(&id.project, &id.release));
    Row {
        project: ProjectView::of(series),
        release: id.release.clone(),
        href: format!("{page}#{}", uri_path(&category_anchor(&score.category.id))),
        verdict: assessed.card.verdict.into(),
        bar: score.applicable.then(|| Bar::of(&score.points())),
        below_floor: score.is_below_floor(),
        unknown: score.applicable && is_unknown(score),
        declared: score.declared_text().map(str::to_owned),
    }
}
