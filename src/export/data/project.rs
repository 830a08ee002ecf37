//! A project with all its assessments.

use serde_json::{Value, json};

use super::release::release;
use super::{Pages, document, link, project_path};
use crate::portfolio::Series;

/// The document of a project: its releases, the oldest first.
pub fn project(series: &Series, pages: Pages) -> String {
    let id = &series.project.id;
    document(
        "project",
        &project_path(id),
        [
            ("project", facts(series, pages)),
            ("releases", series.releases.iter().map(|one| release(one, pages)).collect()),
        ],
    )
}

/// What a project says of itself.
pub(super) fn facts(series: &Series, pages: Pages) -> Value {
    let project = &series.project;
    json!({
        "id": project.id,
        "name": project.name,
        "page": link(&(pages.project)(&project.id)),
        "owner": series.owner(),
        "tier": project.tier,
        "tags": project.tags,
        "lifecycle": project.lifecycle,
        "repository": project.repository,
        "formerly": project.formerly,
    })
}
