//! The findings of the latest assessment of each project, resolved ones too.

use serde_json::{Value, json};

use super::{Pages, Shard, document, link, release};
use crate::model::Finding;
use crate::portfolio::{Assessed, Latest, Portfolio};

/// All of them, each with its assessment, in the order of the projects.
pub fn latest_findings<'a>(
    portfolio: &'a Portfolio,
    latest: &'a [Latest],
) -> Vec<(&'a Assessed, &'a Finding)> {
    let all = portfolio.projects.iter().zip(latest).filter_map(|(series, own)| Some((series.latest()?, own)));
    all.flat_map(|(one, own)| own.findings.iter().map(move |finding| (&**one, finding))).collect()
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
