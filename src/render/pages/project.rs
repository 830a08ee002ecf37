//! A project: its latest state, its trend, what changed, its releases.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use super::PageKind;
use crate::book::Badges;
use crate::model::{Exact, Verdict};
use crate::portfolio::{Assessed, Series, is_unknown, rescored};
use crate::render::chart::{Trend, TrendPoint};
use crate::render::difference_view::DifferenceView;
use crate::render::link::{badge_path, category_page, difference_page, project_page};
use crate::render::view::{ProjectView, ReleaseView, VerdictView, on_one_scale, trend};
use crate::render::{Page, Renderer, SourceRef, Words};
use crate::score::{Aim, CategoryScore, Change, Scorecard, Step, Subject, Way, cheapest};
use crate::source::outline;
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "project", plan };

/// Width of the trend.
const TREND_WIDTH: usize = 640;

/// Most releases in the trend.
const MOST_IN_TREND: usize = 48;

/// What `project.html` is given.
#[derive(Serialize)]
struct View {
    project: ProjectView,
    latest: Option<ReleaseView>,
    /// All releases, the latest first.
    releases: Vec<ReleaseRow>,
    /// Some release was scored under another rubric than the latest one.
    rescored: bool,
    /// How the verdict of the latest can become better.
    paths: Vec<PathView>,
    trend: Trend,
    /// The scores of categories at the releases of the trend.
    categories: Vec<CategoryTrend>,
    /// What changed since the release before the latest.
    difference: Option<DifferenceView>,
    /// What a README needs to show the badge of the project; absent where the book wants none.
    badge: Option<BadgeView>,
    /// The description as HTML; empty without a `project.md`.
    body: String,
}

/// A category over the releases of the trend.
#[derive(Serialize)]
struct CategoryTrend {
    title: String,
    /// Its page over all projects, from the root.
    href: String,
    /// Corners of its line in the box of the trend.
    line: String,
    /// Its score at each release; absent where it does not apply.
    scores: Vec<Option<String>>,
    /// Whether nothing of it was answered and nothing claimed, at each release.
    unknown: Vec<bool>,
}

#[derive(Serialize)]
struct BadgeView {
    /// The image, from the root.
    src: String,
    /// Its Markdown.
    markdown: String,
    /// The address of the site is known.
    published: bool,
}

/// A release, and what it comes to under the rubric of the latest one where its own is another.
#[derive(Serialize)]
struct ReleaseRow {
    #[serde(flatten)]
    own: ReleaseView,
    /// The page of what changed since the release before, from the root.
    changes: Option<String>,
    rescored: Option<Rescored>,
}

#[derive(Serialize)]
struct Rescored {
    score: String,
    verdict: VerdictView,
    /// The rubric of the latest release.
    rubric: String,
}

/// The fewest changes that lead to a verdict, or what stands in their way.
#[derive(Serialize)]
struct PathView {
    to: VerdictView,
    /// The score then.
    score: String,
    steps: Vec<StepView>,
    /// Sum of the stated efforts, where some are.
    effort: Option<String>,
    /// Steps without a stated effort.
    unstated: usize,
    /// No shorter path exists.
    shortest: bool,
    /// What caps it even with everything mended.
    closed: Vec<String>,
}

#[derive(Serialize)]
struct StepView {
    /// `check` or `finding`.
    kind: &'static str,
    title: String,
    /// By how much the score rises; empty for a finding.
    gain: String,
    effort: Option<String>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    (0..renderer.input.portfolio.projects.len()).map(|index| page(renderer, index)).collect()
}

fn page(renderer: &Arc<Renderer>, index: usize) -> Page {
    let series = &renderer.input.portfolio.projects[index];
    let path = project_page(&series.project.id);
    let led_to =
        renderer.led_to(&series.project.body_links, series.project.path.as_deref().unwrap_or_default());
    let fingerprint = renderer.fingerprint_of_projects(KIND.name, [index], [led_to.as_slice()]);
    let source = series.project.path.clone().map(|path| SourceRef { path, hash: series.project.hash });
    let (renderer, own) = (Arc::clone(renderer), path.clone());
    let make = move |text: &str| {
        let series = &renderer.input.portfolio.projects[index];
        renderer.template("project.html", &own, &view(series, text, &own, &renderer))
    };
    match source {
        None => Page::new(path, fingerprint, move || make("")),
        Some(source) => Page::with_source(path, fingerprint, source, move |bytes| {
            make(std::str::from_utf8(bytes).map_err(|error| error.to_string())?)
        }),
    }
}

fn view(series: &Series, text: &str, page: &str, renderer: &Renderer) -> View {
    let words = &*renderer.words;
    let body = match (&series.project.path, series.project.body) {
        (Some(source), Some(start)) => {
            let markdown = text.get(start as usize..).unwrap_or_default();
            let headings = outline(markdown, 0).headings;
            renderer.body(markdown, &headings, &series.project.name, source, page)
        }
        _ => String::new(),
    };
    let changed = match series.releases.as_slice() {
        [.., before, after] => Some(DifferenceView::of(series, before, after, words)),
        _ => None,
    };
    let rubric = series.latest().map(|latest| &latest.card.rubric);
    let scaled = on_one_scale(series, MOST_IN_TREND);
    let trend = trend(&scaled, TREND_WIDTH);
    View {
        project: ProjectView::of(series),
        latest: series.latest().map(|latest| ReleaseView::of(latest, words)),
        rescored: series.releases.iter().any(|release| Some(&release.card.rubric) != rubric),
        releases: (0..series.releases.len()).rev().map(|at| release_row(series, at, words)).collect(),
        paths: series.latest().map(|latest| paths(series, latest, words)).unwrap_or_default(),
        categories: category_trends(&scaled, &trend),
        trend,
        difference: changed,
        badge: badge(&series.project.id, renderer),
        body,
    }
}

/// The categories over the releases that the trend shows, which are all scored under one rubric.
fn category_trends(scaled: &[(&Assessed, Cow<'_, Scorecard>)], trend: &Trend) -> Vec<CategoryTrend> {
    let Some((_, latest)) = scaled.last() else { return Vec::new() };
    let of = |(at, category): (usize, &CategoryScore)| {
        let each =
            || scaled.iter().map(move |(_, card)| card.categories.get(at).filter(|own| own.applicable));
        let scores: Vec<Option<Exact>> = each().map(|own| Some(own?.points().score())).collect();
        let corner = |(point, score): (&TrendPoint, &Option<Exact>)| {
            let y = Exact::hundred() - score.clone()?;
            Some(format!("{},{}", point.x, y.truncated(1)))
        };
        CategoryTrend {
            title: category.category.title.clone(),
            href: uri_path(&category_page(&category.category.id)),
            line: trend.points.iter().zip(&scores).filter_map(corner).collect::<Vec<_>>().join(" "),
            scores: scores.iter().map(|score| score.as_ref().map(|score| score.truncated(1))).collect(),
            unknown: each().map(|own| own.is_some_and(is_unknown)).collect(),
        }
    };
    latest.categories.iter().enumerate().map(of).collect()
}

fn badge(project: &str, renderer: &Renderer) -> Option<BadgeView> {
    let config = &renderer.input.config;
    (config.badges != Badges::None).then(|| {
        let src = uri_path(&format!("{}.svg", badge_path(project, None)));
        let page = uri_path(&project_page(project));
        let base = config.base_url.as_deref().unwrap_or("ADDRESS-OF-THIS-SITE/");
        let markdown = format!("[![readiness]({base}{src})]({base}{page})");
        BadgeView { src, markdown, published: config.base_url.is_some() }
    })
}

fn release_row(series: &Series, at: usize, words: &Words) -> ReleaseRow {
    let release = &series.releases[at];
    let before = at.checked_sub(1).and_then(|before| series.releases.get(before));
    let changes = before.map(|before| {
        let id = &release.assessment.id;
        uri_path(&difference_page(&id.project, &before.assessment.id.release, &id.release))
    });
    let latest = series.latest().filter(|latest| latest.card.rubric != release.card.rubric);
    let rescored = latest.map(|latest| {
        let card = rescored(&series.project, release, &latest.rubric);
        let score = card.points.score().truncated(1);
        Rescored { score, verdict: card.verdict.into(), rubric: latest.rubric.reference() }
    });
    ReleaseRow { own: ReleaseView::of(release, words), changes, rescored }
}

fn paths(series: &Series, latest: &Assessed, words: &Words) -> Vec<PathView> {
    let (assessment, project) = (&latest.assessment, &series.project);
    let details = &assessment.details.open();
    let subject = Subject { assessment, details, project, as_of: latest.card.as_of };
    let better = [Verdict::Conditional, Verdict::Ready].into_iter().filter(|to| *to > latest.card.verdict);
    better.map(|to| path_view(to, cheapest(subject, &latest.rubric, to, Aim::Fewest), words)).collect()
}

fn path_view(to: Verdict, way: Way, words: &Words) -> PathView {
    let path = match way {
        Way::Open(path) => path,
        Way::Closed(closed) => {
            return PathView {
                to: to.into(),
                score: String::new(),
                steps: Vec::new(),
                effort: None,
                unstated: 0,
                shortest: true,
                closed: closed.iter().map(|reason| words.cap(reason)).collect(),
            };
        }
    };
    let (effort, unstated) = path.effort();
    let step = |step: &Step| StepView {
        kind: if matches!(step.change, Change::Finding(..)) { "finding" } else { "check" },
        title: step.title.clone(),
        gain: if step.gain.is_zero() { String::new() } else { step.gain.truncated(2) },
        effort: step.effort.map(|effort| effort.to_string()),
    };
    PathView {
        to: to.into(),
        score: path.score.truncated(1),
        effort: (unstated < path.steps.len()).then(|| effort.to_string()),
        unstated,
        shortest: path.shortest,
        steps: path.steps.iter().map(step).collect(),
        closed: Vec::new(),
    }
}
