//! Documents to assessments: each is scored under its rubric and checked, in parallel, in the order of paths.

use std::sync::Arc;

use rayon::prelude::*;

use super::context::{self, Context};
use super::documents::Documents;
use super::rubrics::Rubrics;
use super::{Files, Options};
use crate::book::{Config, Rubric};
use crate::check::{Scope, check_document, check_suppressions};
use crate::diag::Diagnostic;
use crate::model::Assessment;
use crate::portfolio::Assessed;
use crate::score::{Subject, score};

/// The rubric that an assessment is judged under, where not what it asks for decides that.
pub(super) type Judge<'a> = &'a (dyn Fn(&Assessment) -> Option<Arc<Rubric>> + Sync);

/// Scores and checks all documents. Also gives all diagnostics.
pub(super) fn assess(
    files: &dyn Files,
    parsed: Vec<(Assessment, Vec<Diagnostic>)>,
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
    judge: Judge<'_>,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let scored: Vec<Assessed> = parsed
        .into_par_iter()
        .map(|(assessment, of_parsing)| {
            let project = documents.project(&assessment.id.project);
            let as_of = assessment.date.known().unwrap_or(options.today);
            let (rubric, mut diagnostics) = match judge(&assessment) {
                Some(rubric) => (rubric, Vec::new()),
                None => rubrics.of(&assessment, &project, config, assessment.date.known()),
            };
            diagnostics.extend(of_parsing);
            let card = score(Subject { assessment: &assessment, project: &project, as_of }, &rubric);
            Assessed { assessment, rubric, card, diagnostics }
        })
        .collect();
    let context = Context::new(&scored, documents.projects());
    let checked: Vec<Vec<Diagnostic>> = scored
        .par_iter()
        .map(|assessed| {
            let assessment = &assessed.assessment;
            let id = &assessment.id;
            // Under a broken rubric, rules would report what is right.
            let Some(history) = context.history(&id.project).filter(|_| !rubrics.broken) else {
                return assessed.diagnostics.clone();
            };
            let project = documents.project(&id.project);
            let sources = context::sources(assessment, &project, files);
            let scope = Scope {
                assessment,
                card: &assessed.card,
                rubric: &assessed.rubric,
                project: &project,
                today: options.today,
                documents: &documents.paths,
                headings: &|path| context.headings(path),
                files: &documents.files,
                releases: &history.releases,
                earlier: history.earlier(assessment),
                sources: sources.as_ref(),
                latest: history.is_latest(&id.release),
            };
            let mut found = assessed.diagnostics.clone();
            found.extend(check_document(&scope, config));
            check_suppressions(&assessment.path, &assessment.suppressions, config, &mut found);
            found
        })
        .collect();
    let mut all = documents.diagnostics.clone();
    all.extend(context::missing_roots(documents.projects(), files));
    all.iter_mut().for_each(Diagnostic::mask_secrets);
    all.extend(documents.projects().filter_map(|project| rubrics.of_project(project)));
    let assessed = scored
        .into_iter()
        .zip(checked)
        .map(|(assessed, found)| {
            all.extend_from_slice(&found);
            // A page does not change with time: what depends on the day is for checks only.
            let mut diagnostics: Vec<Diagnostic> = found.into_iter().filter(|d| !is_dated(d)).collect();
            Diagnostic::sort(&mut diagnostics);
            Assessed { diagnostics, ..assessed }
        })
        .collect();
    (assessed, all)
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}
