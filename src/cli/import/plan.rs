//! What becomes of each report, and where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Read;
use crate::book::Rubric;
use crate::import::{Document, UNVERSIONED, Wishes, document, front, names_among};

/// A report, the assessment that is made of it, and where that goes.
pub(super) struct Planned<'a> {
    pub read: &'a Read,
    pub made: Document,
    pub target: PathBuf,
}

/// Plans the assessments. Reports of one project that state no version are told apart by their days, or else by their
/// names.
pub(super) fn plan<'a>(
    book: &Path,
    reports: &[&'a Read],
    rubric: &Rubric,
    wishes: &Wishes,
) -> Vec<Planned<'a>> {
    let make = |read: &'a Read, wishes: &Wishes| {
        let made = document(&read.facts, &front(&read.text), &stem(read), wishes, rubric);
        let target = book.join("content").join(&made.project).join(format!("{}.md", made.release));
        Planned { read, made, target }
    };
    let mut plan: Vec<Planned<'a>> = reports.iter().map(|read| make(read, wishes)).collect();
    if wishes.release.is_some() {
        return plan;
    }
    let mut unnamed: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, planned) in plan.iter().enumerate().filter(|(_, planned)| planned.made.release == UNVERSIONED) {
        unnamed.entry(planned.made.project.clone()).or_default().push(at);
    }
    for places in unnamed.into_values().filter(|places| places.len() > 1) {
        let stems: Vec<String> = places.iter().map(|at| stem(plan[*at].read)).collect();
        let days = places.iter().map(|at| plan[*at].read.facts.date.as_ref().map(|date| date.value.as_str()));
        let reports: Vec<(Option<&str>, &str)> = days.zip(stems.iter().map(String::as_str)).collect();
        for (at, name) in places.iter().zip(names_among(&reports)) {
            plan[*at] = make(plan[*at].read, &Wishes { among: Some(name), ..wishes.clone() });
        }
    }
    plan
}

/// The name of a report's file without its ending.
fn stem(read: &Read) -> String {
    read.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
