//! The findings of the latest assessment of each project, resolved ones too.

use serde_json::{Value, json};

use super::{Pages, Shard, document, link, release};
use crate::model::Finding;
use crate::portfolio::{Assessed, Portfolio, Series};

/// All of them, each with its assessment, in the order of the projects.
pub fn latest_findings(portfolio: &Portfolio) -> Vec<(&Assessed, &Finding)> {
    let latest = portfolio.projects.iter().filter_map(Series::latest);
    latest.flat_map(|one| one.assessment.findings.iter().map(move |finding| (&**one, finding))).collect()
}

/// A document of findings.
pub fn findings(shard: Shard<'_>, findings: &[(&Assessed, &Finding)], pages: Pages) -> String {
    let entry = |(one, finding): &(&Assessed, &Finding)| {
        let id = &one.assessment.id;
        let mut entry: Value = release::finding(one, finding);
        entry["project"] = json!(id.project);
        entry["release"] = json!(id.release);
        entry["page"] = json!(link(&(pages.release)(&id.project, &id.release)));
        entry
    };
    document(
        "findings",
        shard.path,
        [("next", json!(shard.next)), ("findings", findings.iter().map(entry).collect())],
    )
}
