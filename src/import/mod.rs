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
mod letters;
mod lexicon;
mod markup;
mod model;
mod phrases;
mod prose;
mod reader;
mod report;
mod scores;
mod topics;

use std::collections::BTreeMap;

use serde::Serialize;

pub use document::{Document, UNVERSIONED, Wishes, document, names_among};
pub use front::{Front, front};
pub use lexicon::Lexicon;
pub use model::{
    CategoryFact, Checklist, Conclusion, Doubt, FindingFact, Found, ScoreFact, Severity, Status,
};
pub use prose::{Prose, ProseSection};
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
    /// Ids of categories, by their names in languages that rubrics need not speak.
    pub areas: BTreeMap<String, String>,
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

/// Where a fact of one value stands; no line where the command line says it.
#[derive(Serialize)]
struct Source {
    line: Option<usize>,
    confidence: f64,
}

/// What a wish says, else what the report says.
fn source<T>(wish: Option<&String>, fact: Option<&Found<T>>) -> Option<Source> {
    match (wish, fact) {
        (Some(_), _) => Some(Source { line: None, confidence: 1.0 }),
        (None, fact) => fact.map(|fact| Source { line: Some(fact.line), confidence: fact.confidence }),
    }
}

impl Facts {
    /// Reads the facts of a text. `body` is where its Markdown begins, after front matter of any kind.
    pub fn read(text: &str, body: usize, lexicon: &Lexicon) -> Facts {
        let report = Report::open(text, body, lexicon);
        let (date, date_doubt) = facts::date::read(&report);
        let (overall, overall_doubt) = facts::overall::read(&report);
        let findings = findings::read(&report);
        let (verdict, verdict_doubt) = facts::verdict::read(&report, overall.as_ref(), &findings);
        let about_readiness = facts::title::is_about_readiness(&report);
        let (categories, category_doubts) = facts::categories::read(&report);
        let mut facts = Facts {
            areas: BTreeMap::new(),
            about_readiness,
            title: facts::title::read(&report),
            project: facts::project::read(&report),
            release: facts::release::read(&report),
            date,
            overall,
            verdict,
            categories,
            checklist: facts::checklist::read(&report),
            findings,
            doubts: [date_doubt, overall_doubt, verdict_doubt]
                .into_iter()
                .flatten()
                .chain(category_doubts)
                .collect(),
            prose: Prose::default(),
        };
        let named = facts.categories.iter().map(|category| &category.name);
        let of_findings = facts.findings.iter().filter_map(|finding| finding.category.as_ref());
        facts.areas = named
            .chain(of_findings)
            .filter_map(|name| Some((name.clone(), lexicon.area(name)?.to_owned())))
            .collect();
        facts.prose = prose::read(&facts, &report);
        facts
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

    /// The facts as JSON: nulls where the report does not say, and where each value stands. What is wished for takes
    /// the place of what the report says.
    pub fn json(&self, wishes: &Wishes) -> serde_json::Value {
        let text = |wish: &Option<String>, fact: &Option<Found<String>>| {
            wish.clone().or_else(|| fact.as_ref().map(|fact| fact.value.clone()))
        };
        serde_json::json!({
            "title": text(&None, &self.title),
            "project": text(&wishes.project, &self.project),
            "release": text(&wishes.release, &self.release),
            "date": text(&wishes.date, &self.date),
            "overall": self.overall,
            "verdict": self.verdict.as_ref().map(|verdict| verdict.value),
            "categories": self.categories,
            "checklist": self.checklist,
            "findings": self.findings,
            "sources": {
                "title": source(None, self.title.as_ref()),
                "project": source(wishes.project.as_ref(), self.project.as_ref()),
                "release": source(wishes.release.as_ref(), self.release.as_ref()),
                "date": source(wishes.date.as_ref(), self.date.as_ref()),
                "verdict": source(None, self.verdict.as_ref()),
            },
            "ambiguous": self.doubts(wishes),
            "prose": self.prose.without,
        })
    }

    /// What can be read in two ways and was not decided on the command line.
    pub fn doubts(&self, wishes: &Wishes) -> Vec<&Doubt> {
        let open = |doubt: &&Doubt| doubt.fact != "date" || wishes.date.is_none();
        self.doubts.iter().filter(open).collect()
    }
}
