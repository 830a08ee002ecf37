//! What becomes of each report, and where.

use std::collections::{BTreeMap, BTreeSet};
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
    let apart: Vec<Wishes> = if wishes.project.is_some() {
        plan.iter().map(|_| wishes.clone()).collect()
    } else {
        names_apart(&plan).into_iter().map(|apart| Wishes { apart, ..wishes.clone() }).collect()
    };
    for (planned, own) in plan.iter_mut().zip(&apart).filter(|(_, own)| own.apart.is_some()) {
        *planned = make(planned.read, own);
    }
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
            plan[*at] = make(plan[*at].read, &Wishes { among: Some(name), ..apart[*at].clone() });
        }
    }
    plan
}

/// Numbered ids, for reports whose project has another name than an earlier one with the same id; with that name.
fn names_apart(plan: &[Planned<'_>]) -> Vec<Option<(String, String)>> {
    let mut known: BTreeMap<&str, Vec<(String, &str)>> = BTreeMap::new();
    let ids: BTreeSet<&str> = plan.iter().map(|planned| planned.made.project.as_str()).collect();
    plan.iter()
        .map(|planned| {
            let name = planned.read.facts.project.as_ref()?.value.as_str();
            let letters: String = name.to_lowercase().chars().filter(|c| is_of_name(*c)).collect();
            let id = planned.made.project.as_str();
            let names = known.entry(id).or_default();
            let place = names.iter().position(|(other, _)| *other == letters).unwrap_or(names.len());
            if place == names.len() {
                names.push((letters, name));
            }
            let free = |n: &usize| !ids.contains(format!("{id}-{n}").as_str());
            let number = (2..).filter(free).nth(place.checked_sub(1)?)?;
            Some((format!("{id}-{number}"), names[0].1.to_owned()))
        })
        .collect()
}

/// True for what tells names apart: `C++` is not `C#`, but spaces and dashes are alike.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '#' | '&')
}

/// The name of a report's file without its ending.
fn stem(read: &Read) -> String {
    read.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
