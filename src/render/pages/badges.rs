//! Badges for the READMEs of services: for each project, and, where the book wants them, for each of its categories.

use std::sync::Arc;

use super::PageKind;
use crate::book::Badges;
use crate::check::rules::RULES;
use crate::export::badge::{Badge, endpoint, of_categories, of_project, svg};
use crate::portfolio::Series;
use crate::render::link::badge_path;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "badges", plan };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let projects = renderer.input.portfolio.projects.iter().enumerate();
    let wanted = renderer.input.config.badges;
    let mut pages = Vec::new();
    for (at, series) in projects.filter(|_| wanted != Badges::None) {
        let id = &series.project.id;
        pages.extend(pair(renderer, at, &badge_path(id, None), |renderer, series| {
            of_project(series, renderer.input.today, most_days(renderer))
        }));
        let Some(latest) = series.latest().filter(|_| wanted == Badges::Categories) else { continue };
        for category in &latest.card.categories {
            let own = category.category.id.clone();
            pages.extend(pair(
                renderer,
                at,
                &badge_path(id, Some(&category.category.id)),
                move |_, series| {
                    let latest = series.latest()?;
                    of_categories(&latest.card, &latest.rubric)
                        .find(|(id, _)| *id == own)
                        .map(|(_, badge)| badge)
                },
            ));
        }
    }
    pages
}

/// A badge as an image and as JSON.
fn pair(
    renderer: &Arc<Renderer>,
    at: usize,
    path: &str,
    make: impl Fn(&Renderer, &Series) -> Option<Badge> + Clone + Send + Sync + 'static,
) -> [Page; 2] {
    let series = &renderer.input.portfolio.projects[at];
    let today = renderer.input.today.to_string();
    let latest = series.latest().map(|latest| renderer.figures_of(latest)).unwrap_or_default();
    let described = series.project.hash.unwrap_or_default();
    let fingerprint =
        renderer.fingerprint(KIND.name, [latest.as_slice(), &described, today.as_bytes(), path.as_bytes()]);
    let page = |ending: &str, write: fn(&Badge) -> String| {
        let (shared, make) = (Arc::clone(renderer), make.clone());
        Page::new(format!("{path}.{ending}"), fingerprint, move || {
            let badge = make(&shared, &shared.input.portfolio.projects[at]);
            Ok(badge.map(|badge| write(&badge)).unwrap_or_default().into_bytes())
        })
    };
    [page("json", endpoint), page("svg", svg)]
}

/// After how many days an assessment is outdated: what the rule about that says; `None` where the book does not want
/// the rule.
fn most_days(renderer: &Renderer) -> Option<u32> {
    let (rule, name) = ("stale-assessment", "max-age-days");
    let set = renderer.input.config.rules.get(rule);
    let known = RULES.iter().find(|known| known.id == rule)?;
    set.and_then(|set| set.level).unwrap_or(known.level).severity()?;
    let own = known.numbers.iter().find(|(known, _)| *known == name).map(|(_, number)| *number);
    set.and_then(|set| set.numbers.get(name)).map(|number| number.value).or(own)
}
