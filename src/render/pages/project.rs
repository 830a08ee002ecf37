//! A project: its latest state, its trend, what changed, its releases.

use std::sync::Arc;

use serde::Serialize;

use super::{PageKind, release_parts};
use crate::portfolio::{Difference, Series, difference};
use crate::render::chart::Trend;
use crate::render::link::{project_page, root_of};
use crate::render::view::{ProjectView, ReleaseView, VerdictView, trend};
use crate::render::{Page, Renderer, SourceRef};
use crate::source::outline;

pub(super) const KIND: PageKind = PageKind { name: "project", plan };

/// Width of the trend.
const TREND_WIDTH: usize = 640;

/// What `project.html` is given.
#[derive(Serialize)]
struct View {
    project: ProjectView,
    latest: Option<ReleaseView>,
    /// All releases, the latest first.
    releases: Vec<ReleaseView>,
    trend: Trend,
    /// What changed since the release before the latest.
    difference: Option<DifferenceView>,
    /// The description as HTML; empty without a `project.md`.
    body: String,
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
    /// Both were scored under one rubric.
    comparable: bool,
    verdict_before: VerdictView,
    verdict_after: VerdictView,
    /// Difference of the scores with its sign, where they compare.
    score: Option<String>,
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
                &difference(before, after),
                &ReleaseView::of(before),
                &ReleaseView::of(after),
                &root,
            ))
        }
        _ => None,
    };
    View {
        project: ProjectView::of(series),
        latest: series.latest().map(|latest| ReleaseView::of(latest)),
        releases: series.releases.iter().rev().map(|release| ReleaseView::of(release)).collect(),
        trend: trend(series, TREND_WIDTH),
        difference: changed,
        body,
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
        comparable: difference.comparable,
        verdict_before: difference.verdict.0.into(),
        verdict_after: difference.verdict.1.into(),
        score: difference.score.as_ref().map(signed),
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
