//! What the site says, as JSON for programs, with the schemas of it.

use std::sync::Arc;

use super::PageKind;
use crate::export::data::{self, Pages, SCHEMAS, Shard};
use crate::render::link::{document_page, project_page};
use crate::render::pager::Pager;
use crate::render::{Page, Renderer};

pub(super) const KIND: PageKind = PageKind { name: "data", plan };

const PAGES: Pages = Pages { project: project_page, release: document_page };

fn plan(renderer: &Arc<Renderer>) -> Vec<Page> {
    let schema = |(name, text): (&str, &str)| Page::held(data::schema_path(name), text);
    let mut pages: Vec<Page> = SCHEMAS.into_iter().map(schema).collect();
    pages.extend(of_the_book(renderer));
    for (project, series) in renderer.input.portfolio.projects.iter().enumerate() {
        let described = series.project.hash.unwrap_or_default();
        let fingerprint = renderer.fingerprint_of_projects("data project", [project], []);
        let shared = Arc::clone(renderer);
        pages.push(Page::new(data::project_path(&series.project.id), fingerprint, move || {
            Ok(data::project(&shared.input.portfolio.projects[project], PAGES).into_bytes())
        }));
        for (at, one) in series.releases.iter().enumerate() {
            let id = &one.assessment.id;
            let document = renderer.document_of(one);
            let fingerprint = renderer.fingerprint("data assessment", [document.as_slice(), &described]);
            let shared = Arc::clone(renderer);
            pages.push(Page::new(data::assessment_path(&id.project, &id.release), fingerprint, move || {
                Ok(data::assessment(&shared.input.portfolio.projects[project].releases[at], PAGES)
                    .into_bytes())
            }));
        }
    }
    pages
}

/// Lists over the book go on in further documents, as those of pages do.
fn of_the_book(renderer: &Arc<Renderer>) -> Vec<Page> {
    let input = &renderer.input;
    let shards = |first: &str, rows| Pager::all(first, rows, input.config.rows_per_page);
    let page =
        |(path, pager): (String, Pager), kind: &str, make: fn(&Renderer, Shard<'_>, &Pager) -> String| {
            let fingerprint = renderer.fingerprint_of_all(kind, [path.as_bytes()]);
            let (renderer, own) = (Arc::clone(renderer), path.clone());
            Page::new(path, fingerprint, move || {
                let shard = Shard { path: &own, next: pager.next.as_deref() };
                Ok(make(&renderer, shard, &pager).into_bytes())
            })
        };
    let projects = shards(&data::portfolio_path(), input.portfolio.projects.len());
    let findings = shards(&data::findings_path(), input.portfolio.latest_findings());
    let projects = projects.into_iter().map(|one| page(one, "data portfolio", projects_of));
    let findings = findings.into_iter().map(|one| page(one, "data findings", findings_of));
    projects.chain(findings).collect()
}

fn projects_of(renderer: &Renderer, shard: Shard<'_>, pager: &Pager) -> String {
    let input = &renderer.input;
    let rubrics = input.rubrics.iter().map(|rubric| &**rubric);
    let projects = pager.of(&input.portfolio.projects);
    data::portfolio(shard, projects, &input.config, &input.portfolio, rubrics, PAGES)
}

fn findings_of(renderer: &Renderer, shard: Shard<'_>, pager: &Pager) -> String {
    let all = data::latest_findings(&renderer.input.portfolio, renderer.latest());
    data::findings(shard, pager.of(&all), PAGES)
}
