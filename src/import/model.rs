//! The facts of a report, each with its line and how sure the reading is.

use serde::Serialize;

use super::scores::{Scale, Score};

/// How sure a reading is, from 0 to 1.
pub type Confidence = f64;

/// How bad a finding is; in JSON also where only a priority says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; JSON counts it as low.
    #[serde(rename = "low")]
    Info,
    /// Little harm.
    Low,
    /// Some harm.
    Medium,
    /// Great harm.
    High,
    /// Must not go live with it.
    Critical,
}

impl Severity {
    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Critical => "critical",
            Severity::High => "high",
            Severity::Medium => "medium",
            Severity::Low => "low",
            Severity::Info => "info",
        }
    }
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not mended.
    Open,
    /// Mended in part.
    Partial,
    /// Accepted.
    Accepted,
    /// Mended.
    Resolved,
}

impl Status {
    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Partial => "partial",
            Status::Accepted => "accepted",
            Status::Resolved => "resolved",
        }
    }
}

/// What a report concludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// May go on.
    Ready,
    /// May go on with what is named.
    Conditional,
    /// Must not go on.
    NotReady,
}

impl Conclusion {
    /// Its id, as documents write it.
    pub fn id(self) -> &'static str {
        match self {
            Conclusion::Ready => "ready",
            Conclusion::Conditional => "conditional",
            Conclusion::NotReady => "not-ready",
        }
    }
}

/// A fact, its line and how sure its reading is.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// What is stated.
    pub value: T,
    /// The line, from 1.
    pub line: usize,
    /// How sure the reading is.
    pub confidence: Confidence,
}

impl<T> Found<T> {
    /// A fact of a line.
    pub fn new(value: T, line: usize, confidence: Confidence) -> Self {
        Found { value, line, confidence }
    }
}

/// A score of all or of a category, in JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreFact {
    /// The value as a number, or a letter.
    pub value: serde_json::Value,
    /// What it is out of.
    pub scale: Scale,
    /// Out of 100.
    pub percent: Option<f64>,
    /// As it is written in front matter.
    #[serde(skip)]
    pub written: String,
    /// The line.
    pub line: usize,
    /// How sure the reading is.
    pub confidence: Confidence,
}

impl ScoreFact {
    /// A score of a line.
    pub fn new(score: &Score, line: usize, confidence: Confidence) -> ScoreFact {
        let number = score.value.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
        let value = number.filter(|_| matches!(score.scale, Scale::Of(_))).map(serde_json::Value::Number);
        ScoreFact {
            value: value.unwrap_or_else(|| score.value.clone().into()),
            scale: score.scale,
            percent: score.percent(),
            written: score.written(),
            line,
            confidence,
        }
    }
}

/// A category and its score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CategoryFact {
    /// Its name as written.
    pub name: String,
    /// Its score.
    #[serde(flatten)]
    pub score: ScoreFact,
    /// True where our own reader finds it in the body's tables too.
    #[serde(skip)]
    pub in_body: bool,
}

/// Task list items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checklist {
    /// Those that are ticked.
    pub done: usize,
    /// All.
    pub total: usize,
    /// The line of the first one.
    pub line: Option<usize>,
    /// How sure the reading is: the syntax leaves no doubt.
    pub confidence: u8,
}

/// A discrete problem.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingFact {
    /// What the problem is.
    pub title: String,
    /// How bad it is, also where only its priority says so.
    pub severity: Option<Severity>,
    /// The words of its priority, where the severity comes from them.
    pub priority: Option<String>,
    /// What became of it.
    pub status: Option<Status>,
    /// What it belongs to.
    pub category: Option<String>,
    /// The line.
    pub line: usize,
    /// How sure the reading is.
    pub confidence: Confidence,
}

/// What can be read in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// Which fact.
    pub fact: &'static str,
    /// The readings, as they would be written.
    pub readings: Vec<String>,
    /// The line.
    pub line: usize,
    /// The name of the category that it is about.
    #[serde(skip)]
    category: Option<String>,
}

impl Doubt {
    /// A doubt about a fact of the whole: what it says here, and what it says on that line.
    pub fn new(fact: &'static str, readings: [String; 2], line: usize) -> Doubt {
        Doubt { fact, readings: readings.into(), line, category: None }
    }

    /// A doubt about the score of a category: what it says here, and what it says on that line.
    pub fn of_category(name: &str, readings: [String; 2], line: usize) -> Doubt {
        let readings = readings.map(|reading| format!("{name} {reading}"));
        Doubt { category: Some(name.to_owned()), ..Doubt::new("category", readings, line) }
    }

    /// True where it is about the score of this category.
    pub fn is_of_category(&self, name: &str) -> bool {
        self.category.as_deref() == Some(name)
    }
}
