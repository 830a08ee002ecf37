//! Free comparison: a page whose script shows two to four releases side by side, the facts of each release in a small
//! script of its own, and lists of projects and releases to choose from. A script, unlike data, can be loaded from a
//! file system too. There are as many files as releases, never as pairs of them.

use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::model::Finding;
use crate::portfolio::{Assessed, MOST_SPREAD, Series, is_unknown};
use crate::render::chart::Bar;
use crate::render::link::difference_page;
use crate::render::pager::{MOST_ROWS, Pager};
use crate::render::view::{
    CapView, ProjectView, ReleaseView, RubricLink, VerdictView, category_anchor, finding_anchor,
};
use crate::render::{Page, Renderer, Words, part};
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "compare", plan };

/// What `compare.html` is given.
#[derive(Serialize)]
struct View {
    /// Number of scripts that list the projects.
    lists: usize,
    /// Points by which what is answered, or only claimed, of comparable scores differs at most.
    most_spread: i64,
    verdicts: Vec<VerdictView>,
    /// What changed between neighbours, which needs no script.
    differences: Vec<Pair>,
    pager: Pager,
}

#[derive(Serialize)]
struct Pair {
    project: ProjectView,
    before: String,
    after: String,
    /// From the root.
    href: String,
}

/// The facts of a release, as the script takes them.
#[derive(Serialize)]
struct Facts<'a> {
    name: &'a str,
    tier: Option<&'a str>,
    release: &'a str,
    href: String,
    date: Option<String>,
    verdict: &'static str,
    caps: Vec<CapView>,
    level: Option<&'a str>,
    /// Verdict and score.
    declared: (Option<&'static str>, Option<String>),
    rubric: RubricLink,
    /// The whole hash.
    hash: &'a str,
    points: [String; 5],
    categories: Vec<CategoryFacts<'a>>,
    checks: Vec<[&'a str; 3]>,
    findings: Vec<FindingFacts<'a>>,
    objectives: Vec<[Option<&'a str>; 3]>,
}

#[derive(Serialize)]
struct CategoryFacts<'a> {
    id: &'a str,
    title: &'a str,
    anchor: String,
    below_floor: bool,
    /// Nothing of it is answered and nothing claimed.
    unknown: bool,
    /// Earned, claimed, unanswered, lost and score; absent where it does not apply.
    points: Option<[String; 5]>,
}

#[derive(Serialize)]
struct FindingFacts<'a> {
    id: &'a str,
    title: &'a str,
    anchor: String,
    severity: &'static str,
    status: &'static str,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let input = &renderer.input;
    let projects = &input.portfolio.projects;
    let per_page = input.config.rows_per_page;
    let pairs = pairs(renderer).0.len();
    let mut pages: Vec<Page> = Pager::all("compare.html", pairs, per_page.min(MOST_ROWS))
        .into_iter()
        .map(|one| choice(renderer, one))
        .collect();
    pages.extend(
        Pager::all("1.js", projects.len(), per_page)
            .into_iter()
            .map(|(_, pager)| project_list(renderer, pager)),
    );
    for (project, series) in projects.iter().enumerate() {
        pages.push(release_list(renderer, project));
        pages.extend((0..series.releases.len()).map(|at| release_facts(renderer, project, at)));
    }
    pages
}

/// Releases that have one before them, the latest of each project first: places of the project and of the release.
struct Pairs(Vec<[usize; 2]>);

fn pairs(renderer: &Renderer) -> Arc<Pairs> {
    let projects = &renderer.input.portfolio.projects;
    let of_project = |(project, series): (usize, &Series)| {
        (1..series.releases.len()).rev().map(move |after| [project, after])
    };
    renderer.shared(|| Pairs(projects.iter().enumerate().flat_map(of_project).collect()))
}

/// The page on which one chooses, with one page of the list of differences: made from the projects in that.
fn choice(renderer: &Arc<Renderer>, (path, pager): (String, Pager)) -> Page {
    let pairs = pairs(renderer);
    let named = pager.of(&pairs.0);
    // Which of a project's releases are named moves with the rows of other projects.
    let after = named.iter().flat_map(|[_, after]| after.to_le_bytes()).collect::<Vec<u8>>();
    let all = pairs.0.len().to_le_bytes();
    let projects = named.iter().map(|[project, _]| *project);
    let parts = [path.as_bytes(), &after, &all];
    let fingerprint = renderer.fingerprint_of_projects(KIND.name, projects, parts);
    let (renderer, own) = (Arc::clone(renderer), path.clone());
    Page::new(path, fingerprint, move || {
        let projects = &renderer.input.portfolio.projects;
        let pair = |[project, after]: &[usize; 2]| {
            let series = &projects[*project];
            let [before, after] =
                [after - 1, *after].map(|at| series.releases[at].assessment.id.release.clone());
            let href = uri_path(&difference_page(&series.project.id, &before, &after));
            Pair { project: ProjectView::of(series), before, after, href }
        };
        let view = View {
            lists: projects.len().div_ceil(renderer.input.config.rows_per_page).max(1),
            most_spread: MOST_SPREAD,
            verdicts: crate::model::Verdict::ALL.map(VerdictView::from).into(),
            differences: pager.of(&pairs.0).iter().map(pair).collect(),
            pager: pager.clone(),
        };
        renderer.template("compare.html", &own, &view)
    })
}

/// A page of the list of projects: id, name, latest release.
fn project_list(renderer: &Arc<Renderer>, pager: Pager) -> Page {
    let path = part::path(&["projects", &pager.number.to_string()]);
    let fingerprint = renderer.fingerprint_of_all(KIND.name, [path.as_bytes()]);
    let renderer = Arc::clone(renderer);
    Page::new(path, fingerprint, move || {
        let row = |series: &Series| {
            let latest = series.latest().map(|latest| latest.assessment.id.release.clone());
            [series.project.id.clone(), series.project.name.clone(), latest.unwrap_or_default()]
        };
        let rows: Vec<_> = pager.of(&renderer.input.portfolio.projects).iter().map(row).collect();
        part::script("projects", &pager.number, &rows)
    })
}

/// The releases of a project, the latest first: name, date, verdict, score.
fn release_list(renderer: &Arc<Renderer>, project: usize) -> Page {
    let series = &renderer.input.portfolio.projects[project];
    let path = part::path(&["releases", &series.project.id]);
    let fingerprint = renderer.fingerprint_of_projects(KIND.name, [project], []);
    let renderer = Arc::clone(renderer);
    Page::new(path, fingerprint, move || {
        let series = &renderer.input.portfolio.projects[project];
        let row = |release: &Arc<Assessed>| {
            let date = release.assessment.date.known().map(|date| date.to_string()).unwrap_or_default();
            let score = release.card.points.score().truncated(1);
            [release.assessment.id.release.clone(), date, release.card.verdict.id().to_owned(), score]
        };
        let rows: Vec<_> = series.releases.iter().rev().map(row).collect();
        part::script("releases", &series.project.id, &rows)
    })
}

fn release_facts(renderer: &Arc<Renderer>, project: usize, at: usize) -> Page {
    let series = &renderer.input.portfolio.projects[project];
    let release = &series.releases[at];
    let id = &release.assessment.id;
    let path = part::path(&["compare", &id.project, &id.release]);
    let parts = [renderer.figures_of(release), series.project.hash.unwrap_or_default().to_vec()];
    let fingerprint = renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice));
    let renderer = Arc::clone(renderer);
    Page::new(path, fingerprint, move || {
        let series = &renderer.input.portfolio.projects[project];
        let release = &series.releases[at];
        let findings = release.assessment.details.open().findings;
        let facts = facts(series, release, &findings, &renderer.words);
        part::script("facts", &release.assessment.id.to_string(), &facts)
    })
}

fn facts<'a>(
    series: &'a Series,
    assessed: &'a Assessed,
    findings: &'a [Finding],
    words: &Words,
) -> Facts<'a> {
    let (assessment, card) = (&assessed.assessment, &assessed.card);
    let view = ReleaseView::of(assessed, words);
    let categories = card.categories.iter().map(|category| CategoryFacts {
        id: &category.category.id,
        title: &category.category.title,
        anchor: category_anchor(&category.category.id),
        below_floor: category.is_below_floor(),
        unknown: is_unknown(category),
        points: category.applicable.then(|| figures(&Bar::of(&category.points()))),
    });
    Facts {
        name: &series.project.name,
        tier: series.project.tier.as_deref(),
        release: &assessment.id.release,
        href: view.href,
        date: view.date,
        verdict: card.verdict.id(),
        caps: view.caps,
        level: card.level.reached_title(),
        declared: (view.declared_verdict.map(|verdict| verdict.id), view.declared_score),
        rubric: view.rubric,
        hash: &assessed.rubric.hash,
        points: figures(&view.bar),
        categories: categories.collect(),
        checks: card
            .items()
            .map(|item| [item.check.id.as_str(), &item.check.title, item.state.id()])
            .collect(),
        findings: findings.iter().filter(|finding| finding.is_open()).map(finding).collect(),
        objectives: assessment
            .objectives
            .iter()
            .map(|one| [Some(one.scenario.as_str()), one.rto.as_deref(), one.rpo.as_deref()])
            .collect(),
    }
}

fn finding(finding: &Finding) -> FindingFacts<'_> {
    FindingFacts {
        id: &finding.id.value,
        title: &finding.title,
        anchor: finding_anchor(&finding.id.value),
        severity: finding.severity.as_ref().map_or("unrated", |severity| severity.value.id()),
        status: finding.status.value.id(),
    }
}

/// Earned, claimed, unanswered, lost, and the score.
fn figures(bar: &Bar) -> [String; 5] {
    let pieces = [&bar.earned, &bar.claimed, &bar.unanswered, &bar.lost].map(|piece| piece.points.clone());
    let [earned, claimed, unanswered, lost] = pieces;
    [earned, claimed, unanswered, lost, bar.score.clone()]
}
