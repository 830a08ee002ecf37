//! The whole book: every project with its latest assessment.

use serde_json::{Value, json};

use super::release::release;
use super::{Pages, Shard, document, findings_path, link, project_path};
use crate::book::{Config, Rubric};
use crate::model::Verdict;
use crate::portfolio::{Portfolio, Series};

/// The document of the whole book, with some of its projects.
pub fn portfolio<'a>(
    shard: Shard<'_>,
    projects: &[Series],
    config: &Config,
    portfolio: &Portfolio,
    rubrics: impl Iterator<Item = &'a Rubric>,
    pages: Pages,
) -> String {
    let counts = Verdict::ALL.map(|verdict| {
        let latest = portfolio.projects.iter().filter_map(Series::latest);
        (verdict.id().to_owned(), json!(latest.filter(|one| one.card.verdict == verdict).count()))
    });
    let rubric = |rubric: &Rubric| json!({ "id": rubric.id, "version": rubric.version, "hash": rubric.hash, "title": rubric.title });
    document(
        "portfolio",
        shard.path,
        [
            ("next", json!(shard.next)),
            ("title", json!(config.title)),
            ("description", json!(config.description)),
            ("findings", json!(findings_path())),
            ("verdicts", Value::Object(counts.into_iter().collect())),
            ("rubrics", rubrics.map(rubric).collect()),
            ("projects", projects.iter().map(|series| entry(series, pages)).collect()),
        ],
    )
}

fn entry(series: &Series, pages: Pages) -> Value {
    let mut entry = super::project::facts(series, pages);
    entry["data"] = json!(link(&project_path(&series.project.id)));
    entry["releases"] = json!(series.releases.len());
    entry["latest"] = series.latest().map(|one| release(one, pages)).into();
    entry
}
