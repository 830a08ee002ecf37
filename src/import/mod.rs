//! Free-form reports to facts: what a report states, with the line of each fact and how sure its reading is. Pure.
//!
//! A report is opened up into blocks; each kind of fact has a file that reads it; the words of all languages are
//! data. Nothing is invented: what a report does not say is nothing here.

mod blocks;
mod facts;
mod findings;
mod icons;
mod lexicon;
mod model;
mod report;
mod scores;

use serde::Serialize;

pub use lexicon::Lexicon;
pub use model::{CategoryFact, Checklist, Conclusion, Doubt, FindingFact, Found, ScoreFact, Severity, Status};
use report::Report;

/// The facts of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Its title.
    pub title: Option<Found<String>>,
    /// The project's name.
    pub project: Option<Found<String>>,
    /// The version that is assessed.
    pub release: Option<Found<String>>,
    /// The day, as YYYY-MM-DD.
    pub date: Option<Found<String>>,
    /// The score of all.
    pub overall: Option<ScoreFact>,
    /// What it concludes.
    pub verdict: Option<Found<Conclusion>>,
    /// Scores of categories.
    pub categories: Vec<CategoryFact>,
    /// Task list items.
    pub checklist: Checklist,
    /// Problems.
    pub findings: Vec<FindingFact>,
    /// What can be read in two ways.
    pub doubts: Vec<Doubt>,
}

/// Where a fact of one value stands.
#[derive(Serialize)]
struct Source {
    line: usize,
    confidence: f64,
}

impl Facts {
    /// Reads the facts of a text. `body` is where its Markdown begins, after front matter of any kind.
    pub fn read(text: &str, body: usize, lexicon: &Lexicon) -> Facts {
        let report = Report::open(text, body, lexicon);
        let (date, date_doubt) = facts::date::read(&report);
        let (overall, overall_doubt) = facts::overall::read(&report);
        let (verdict, verdict_doubt) = facts::verdict::read(&report);
        Facts {
            title: facts::title::read(&report),
            project: facts::project::read(&report),
            release: facts::release::read(&report),
            date,
            overall,
            verdict,
            categories: facts::categories::read(&report),
            checklist: facts::checklist::read(&report),
            findings: findings::read(&report),
            doubts: [date_doubt, overall_doubt, verdict_doubt].into_iter().flatten().collect(),
        }
    }

    /// True where nothing says that the text is a readiness report.
    pub fn is_no_report(&self) -> bool {
        self.verdict.is_none() && self.overall.is_none() && self.categories.is_empty() && self.findings.is_empty() && self.checklist.total == 0
    }

    /// The facts as JSON: nulls where the report does not say, and where each value stands.
    pub fn json(&self) -> serde_json::Value {
        fn text(fact: Option<&Found<String>>) -> serde_json::Value {
            fact.map_or(serde_json::Value::Null, |fact| fact.value.clone().into())
        }
        fn source<T>(fact: Option<&Found<T>>) -> Option<Source> {
            fact.map(|fact| Source { line: fact.line, confidence: fact.confidence })
        }
        serde_json::json!({
            "title": text(self.title.as_ref()),
            "project": text(self.project.as_ref()),
            "release": text(self.release.as_ref()),
            "date": text(self.date.as_ref()),
            "overall": self.overall,
            "verdict": self.verdict.as_ref().map(|verdict| verdict.value),
            "categories": self.categories,
            "checklist": self.checklist,
            "findings": self.findings,
            "sources": {
                "title": source(self.title.as_ref()),
                "project": source(self.project.as_ref()),
                "release": source(self.release.as_ref()),
                "date": source(self.date.as_ref()),
                "verdict": source(self.verdict.as_ref()),
            },
            "ambiguous": self.doubts,
        })
    }
}
