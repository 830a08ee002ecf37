//! What the site says, as JSON for programs, with the schemas of it.

use std::sync::Arc;

use super::{PageKind, portfolio_parts, release_parts};
use crate::export::data::{self, Pages, SCHEMAS};
use crate::render::link::{document_page, project_page};
use crate::render::{Fingerprint, Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "data", plan };

const PAGES: Pages = Pages { project: project_page, release: document_page };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let schema = |(name, text): (&str, &'static str)| {
        Page::new(data::schema_path(name), Fingerprint::of([text.as_bytes()]), || Ok(text.into()))
    };
    let mut pages: Vec<Page> = SCHEMAS.into_iter().map(schema).collect();
    pages.extend(of_the_book(renderer));
    for (project, series) in renderer.input.portfolio.projects.iter().enumerate() {
        let described = series.project.hash.unwrap_or_default();
        let of_releases: Vec<Vec<u8>> = series.releases.iter().map(|one| release_parts(one)).collect();
        let parts = of_releases.iter().map(Vec::as_slice).chain([described.as_slice()]);
        let fingerprint = renderer.fingerprint("data project", parts);
        let shared = Arc::clone(renderer);
        pages.push(Page::new(data::project_path(&series.project.id), fingerprint, move || {
            Ok(data::project(&shared.input.portfolio.projects[project], PAGES).into_bytes())
        }));
        for (at, one) in series.releases.iter().enumerate() {
            let id = &one.assessment.id;
            let fingerprint =
                renderer.fingerprint("data assessment", [of_releases[at].as_slice(), &described]);
            let shared = Arc::clone(renderer);
            pages.push(Page::new(data::assessment_path(&id.project, &id.release), fingerprint, move || {
                Ok(data::assessment(&shared.input.portfolio.projects[project].releases[at], PAGES)
                    .into_bytes())
            }));
        }
    }
    pages
}

fn of_the_book(renderer: &Arc<Renderer>) -> [Page; 2] {
    let parts = portfolio_parts(&renderer.input.portfolio);
    let fingerprint = |kind| renderer.fingerprint(kind, [parts.0.as_slice()]);
    let (first, second) = (Arc::clone(renderer), Arc::clone(renderer));
    let portfolio = move || {
        let input = &first.input;
        let rubrics = input.rubrics.iter().map(|rubric| &**rubric);
        Ok(data::portfolio(&input.config, &input.portfolio, rubrics, PAGES).into_bytes())
    };
    let findings = move || Ok(data::findings(&second.input.portfolio, PAGES).into_bytes());
    [
        Page::new(data::portfolio_path(), fingerprint("data portfolio"), portfolio),
        Page::new(data::findings_path(), fingerprint("data findings"), findings),
    ]
}
