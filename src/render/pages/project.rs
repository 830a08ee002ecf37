//! A project: its latest state, its trend, what changed, its releases.

use std::sync::Arc;

use serde::Serialize;

use super::{PageKind, release_parts};
use crate::book::Badges;
use crate::model::Verdict;
use crate::portfolio::{Assessed, Difference, Series, difference, rescored};
use crate::render::chart::Trend;
use crate::render::link::{badge_path, project_page, root_of};
use crate::render::view::{ProjectView, ReleaseView, VerdictView, trend};
use crate::render::{Page, Renderer, SourceRef};
use crate::score::{Aim, Change, Step, Subject, Way, cheapest};
use crate::source::outline;
use crate::text::uri_path;

pub(super) const KIND: PageKind = PageKind { name: "project", plan };

/// Width of the trend.
const TREND_WIDTH: usize = 640;

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
    /// What changed since the release before the latest.
    difference: Option<DifferenceView>,
    /// What a README needs to show the badge of the project; absent where the book wants none.
    badge: Option<BadgeView>,
    /// The description as HTML; empty without a `project.md`.
    body: String,
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

/// What changed between two releases.
#[derive(Serialize)]
struct DifferenceView {
    /// Name of the older release.
    before: String,
    /// Name of the newer release.
    after: String,
    /// Page of the newer release, from the root.
    href: String,
    /// Why the two scores do not compare.
    incomparable: Vec<String>,
    verdict_before: VerdictView,
    verdict_after: VerdictView,
    /// Difference of the scores with its sign.
    score: String,
    /// What of it the rubric did, and what the project did, where there is more than one rubric.
    parts: Option<[String; 2]>,
    categories: Vec<CategoryView>,
    findings: Vec<FindingView>,
}

#[derive(Serialize)]
struct CategoryView {
    title: String,
    before: String,
    after: String,
    /// It rose.
    better: bool,
}

#[derive(Serialize)]
struct FindingView {
    title: String,
    what: &'static str,
    anchor: Option<String>,
}

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    (0..renderer.input.portfolio.projects.len()).map(|index| page(renderer, index)).collect()
}

fn page(renderer: &Arc<Renderer>, index: usize) -> Page {
    let series = &renderer.input.portfolio.projects[index];
    let path = project_page(&series.project.id);
    let mut parts: Vec<Vec<u8>> = series.releases.iter().map(|release| release_parts(release)).collect();
    parts.push(series.project.hash.unwrap_or_default().to_vec());
    let fingerprint = renderer.fingerprint(KIND.name, parts.iter().map(Vec::as_slice));
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
    let body = match (&series.project.path, series.project.body) {
        (Some(source), Some(start)) => {
            let markdown = text.get(start as usize..).unwrap_or_default();
            let headings = outline(markdown, 0).headings;
            renderer.body(markdown, &headings, &series.project.name, source, page)
        }
        _ => String::new(),
    };
    let changed = match series.releases.as_slice() {
        [.., before, after] => {
            let root = root_of(page);
            Some(view_of(
                &difference(&series.project, before, after),
                &ReleaseView::of(before),
                &ReleaseView::of(after),
                &root,
            ))
        }
        _ => None,
    };
    let rubric = series.latest().map(|latest| &latest.card.rubric);
    View {
        project: ProjectView::of(series),
        latest: series.latest().map(|latest| ReleaseView::of(latest)),
        rescored: series.releases.iter().any(|release| Some(&release.card.rubric) != rubric),
        releases: series.releases.iter().rev().map(|release| release_row(series, release)).collect(),
        paths: series.latest().map(|latest| paths(series, latest)).unwrap_or_default(),
        trend: trend(series, TREND_WIDTH),
        difference: changed,
        badge: badge(&series.project.id, renderer),
        body,
    }
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

fn release_row(series: &Series, release: &Assessed) -> ReleaseRow {
    let latest = series.latest().filter(|latest| latest.card.rubric != release.card.rubric);
    let rescored = latest.map(|latest| {
        let card = rescored(&series.project, release, &latest.rubric);
        let score = card.points.score().truncated(1);
        Rescored { score, verdict: card.verdict.into(), rubric: latest.rubric.reference() }
    });
    ReleaseRow { own: ReleaseView::of(release), rescored }
}

fn paths(series: &Series, latest: &Assessed) -> Vec<PathView> {
    let subject =
        Subject { assessment: &latest.assessment, project: &series.project, as_of: latest.card.as_of };
    let better = [Verdict::Conditional, Verdict::Ready].into_iter().filter(|to| *to > latest.card.verdict);
    better.map(|to| path_view(to, cheapest(subject, &latest.rubric, to, Aim::Fewest))).collect()
}

fn path_view(to: Verdict, way: Way) -> PathView {
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
                closed,
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

fn view_of(difference: &Difference, before: &ReleaseView, after: &ReleaseView, root: &str) -> DifferenceView {
    let signed = |score: &crate::model::Exact| {
        let text = score.truncated(1);
        if score.is_negative() { text.replacen('-', "\u{2212}", 1) } else { format!("+{text}") }
    };
    DifferenceView {
        before: before.release.clone(),
        after: after.release.clone(),
        href: format!("{root}{}", after.href),
        incomparable: difference.incomparable.iter().map(ToString::to_string).collect(),
        verdict_before: difference.verdict.0.into(),
        verdict_after: difference.verdict.1.into(),
        score: signed(&difference.score.total()),
        parts: (before.rubric.href != after.rubric.href || before.rubric.hash != after.rubric.hash)
            .then(|| [signed(&difference.score.rubric), signed(&difference.score.project)]),
        categories: difference
            .categories
            .iter()
            .map(|change| CategoryView {
                title: change.title.clone(),
                before: change.before.truncated(1),
                after: change.after.truncated(1),
                better: change.after > change.before,
            })
            .collect(),
        findings: difference
            .findings
            .iter()
            .map(|change| FindingView {
                title: change.title.clone(),
                what: change.what,
                anchor: change.anchor.clone(),
            })
            .collect(),
    }
}
