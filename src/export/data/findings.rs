//! The findings of the latest assessment of each project, resolved ones too.

use serde_json::{Value, json};

use super::{Pages, document, findings_path, link, release};
use crate::portfolio::{Portfolio, Series};

/// The document of all findings.
pub fn findings(portfolio: &Portfolio, pages: Pages) -> String {
    let latest = portfolio.projects.iter().filter_map(Series::latest);
    let all = latest.flat_map(|one| {
        one.assessment.findings.iter().map(move |finding| {
            let id = &one.assessment.id;
            let mut entry: Value = release::finding(one, finding);
            entry["project"] = json!(id.project);
            entry["release"] = json!(id.release);
            entry["page"] = json!(link(&(pages.release)(&id.project, &id.release)));
            entry
        })
    });
    document("findings", &findings_path(), [("findings", all.collect())])
}
