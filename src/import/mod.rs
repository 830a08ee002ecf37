//! Free-form reports to facts: what a report states, with the line of each fact and how sure its reading is. Pure.
//!
//! A report is opened up into blocks; each kind of fact has a file that reads it; the words of all languages are
//! data. Nothing is invented: what a report does not say is nothing here.

mod blocks;
mod columns;
mod document;
mod facts;
mod findings;
mod front;
mod icons;
mod lexicon;
mod model;
mod report;
mod scores;

use std::fmt;

use serde::Serialize;

pub use document::{Document, Wishes, document};
pub use front::{Front, front};
pub use lexicon::Lexicon;
pub use model::{
    CategoryFact, Checklist, Conclusion, Doubt, FindingFact, Found, ScoreFact, Severity, Status,
};
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
    /// What no fact was read from.
    pub prose: Prose,
    /// True where the title says that it is about readiness.
    pub about_readiness: bool,
}

/// How much of a report holds no fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// Sections without a fact.
    pub without: usize,
    /// All sections.
    pub sections: usize,
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} sections hold no fact", self.without, self.sections)
    }
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
        let about_readiness = facts::title::is_about_readiness(&report);
        let mut facts = Facts {
            about_readiness,
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
            prose: Prose::default(),
        };
        facts.prose = facts.prose(&report);
        facts
    }

    /// Counts the sections that no fact stands in.
    fn prose(&self, report: &Report<'_>) -> Prose {
        let mut lines: Vec<usize> = self.findings.iter().map(|finding| finding.line).collect();
        lines.extend(self.categories.iter().map(|category| category.score.line));
        lines.extend(self.overall.iter().map(|score| score.line));
        lines.extend(self.verdict.iter().map(|verdict| verdict.line));
        lines.extend(
            [&self.title, &self.project, &self.release, &self.date]
                .into_iter()
                .flatten()
                .map(|fact| fact.line),
        );
        lines.sort_unstable();
        let starts: Vec<usize> = report.headings();
        let holds = |(at, start): (usize, &usize)| {
            let end = starts.get(at + 1).copied().unwrap_or(usize::MAX);
            lines[lines.partition_point(|line| line < start)..].first().is_some_and(|line| *line < end)
        };
        let with = starts.iter().enumerate().filter(|section| holds(*section)).count();
        Prose { without: starts.len() - with, sections: starts.len() }
    }

    /// True where nothing says that the text is a readiness report.
    pub fn is_no_report(&self) -> bool {
        let concluded = self.verdict.as_ref().is_some_and(|verdict| verdict.confidence >= 0.6);
        let rated = self.findings.iter().filter(|finding| finding.severity.is_some()).count();
        let scored = self.overall.is_some() || self.categories.len() >= 2;
        let states_any = concluded || scored || !self.findings.is_empty() || self.checklist.total > 0;
        !(scored
            || rated >= 3
            || (self.about_readiness && (states_any || self.verdict.is_some()))
            || (concluded && states_any && rated > 0))
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
