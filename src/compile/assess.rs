//! Documents to assessments: each is scored under its rubric and checked, in parallel, in the order of paths.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Options;
use super::documents::Documents;
use super::rubrics::Rubrics;
use crate::book::Config;
use crate::check::{Scope, check_document};
use crate::diag::Diagnostic;
use crate::model::Assessment;
use crate::portfolio::{Assessed, order};
use crate::score::{Subject, score};

/// Scores and checks all documents. Also gives all diagnostics.
pub(super) fn assess(
    parsed: Vec<(Assessment, Vec<Diagnostic>)>,
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let mut releases: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (assessment, _) in &parsed {
        releases.entry(assessment.id.project.clone()).or_default().insert(assessment.id.release.clone());
    }
    let scored: Vec<Assessed> = parsed
        .into_par_iter()
        .map(|(assessment, of_parsing)| {
            let project = documents.project(&assessment.id.project);
            let as_of = assessment.date.known().unwrap_or(options.today);
            let (rubric, mut diagnostics) = rubrics.of(&assessment, &project, config, as_of);
            diagnostics.extend(of_parsing);
            let card = score(Subject { assessment: &assessment, project: &project, as_of }, &rubric);
            Assessed { assessment, rubric, card, diagnostics }
        })
        .collect();
    let latest = latest(&scored);
    let checked: Vec<(Assessed, Vec<Diagnostic>)> = scored
        .into_par_iter()
        .map(|assessed| {
            let none = BTreeSet::new();
            let id = &assessed.assessment.id;
            let project = documents.project(&id.project);
            let scope = Scope {
                assessment: &assessed.assessment,
                card: &assessed.card,
                rubric: &assessed.rubric,
                project: &project,
                today: options.today,
                documents: &documents.paths,
                files: &documents.files,
                releases: releases.get(id.project.as_str()).unwrap_or(&none),
                latest: latest.get(&id.project).is_some_and(|release| *release == id.release),
            };
            let found = check_document(&scope, config);
            (assessed, found)
        })
        .collect();
    let mut all = documents.diagnostics.clone();
    all.extend(documents.projects().filter_map(|project| rubrics.of_project(project)));
    let assessed = checked
        .into_iter()
        .map(|(mut assessed, found)| {
            all.extend_from_slice(&assessed.diagnostics);
            all.extend_from_slice(&found);
            // A page does not change with time: what depends on the day is for checks only.
            assessed.diagnostics.extend(found.into_iter().filter(|d| !is_dated(d)));
            Diagnostic::sort(&mut assessed.diagnostics);
            assessed
        })
        .collect();
    (assessed, all)
}

/// Name of the latest release of each project.
fn latest(scored: &[Assessed]) -> BTreeMap<String, String> {
    let mut by_project: BTreeMap<&str, Vec<&Assessed>> = BTreeMap::new();
    for assessed in scored {
        by_project.entry(&assessed.assessment.id.project).or_default().push(assessed);
    }
    let last = |(project, mut releases): (&str, Vec<&Assessed>)| {
        order(&mut releases);
        Some((project.to_owned(), releases.last()?.assessment.id.release.clone()))
    };
    by_project.into_iter().filter_map(last).collect()
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}
