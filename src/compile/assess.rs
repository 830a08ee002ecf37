//! Documents to assessments: each is scored under its rubric and checked, in parallel, in the order of paths.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::context::{self, Context};
use super::documents::Documents;
use super::rubrics::Rubrics;
use super::{Files, Options};
use crate::book::Config;
use crate::check::{Scope, check_document, check_suppressions};
use crate::diag::Diagnostic;
use crate::model::Assessment;
use crate::portfolio::Assessed;
use crate::score::{Subject, score};
use crate::text::link::{Destination, destination};

type Paths = BTreeSet<Arc<str>>;

/// Scores and checks all documents. Also gives all diagnostics.
pub(super) fn assess(
    files: &dyn Files,
    parsed: Vec<(Assessment, Vec<Diagnostic>)>,
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let mut scored: Vec<Assessed> = parsed
        .into_par_iter()
        .map(|(assessment, of_parsing)| {
            let project = documents.project(&assessment.id.project);
            let as_of = assessment.date.known().unwrap_or(options.today);
            let (rubric, mut diagnostics) =
                rubrics.of(&assessment, &project, config, assessment.date.known());
            diagnostics.extend(of_parsing);
            let card = score(Subject { assessment: &assessment, project: &project, as_of }, &rubric);
            Assessed { assessment, rubric, card, diagnostics, seal: None }
        })
        .collect();
    let of_seals = documents.ledgers.check(files, &mut scored, rubrics);
    let context = Context::new(scored.iter(), documents.projects());
    let look = |assessed: &Assessed, context: &Context<'_>, paths: &Paths, of_files: &Paths| {
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
            documents: paths,
            headings: &|path| context.headings(path),
            files: of_files,
            releases: &history.releases,
            earlier: history.earlier(assessment),
            sources: sources.as_ref(),
            latest: history.is_latest(&id.release),
        };
        let mut found = assessed.diagnostics.clone();
        found.extend(check_document(&scope, config));
        check_suppressions(&assessment.path, &assessment.suppressions, config, &mut found);
        found
    };
    let checked: Vec<Vec<Diagnostic>> =
        scored.par_iter().map(|one| look(one, &context, &documents.paths, &documents.files)).collect();
    let shown = shown(&scored, &checked, documents, options, look);
    let mut all = documents.diagnostics.clone();
    all.extend(of_seals);
    all.extend(context::missing_roots(documents.projects(), files));
    all.iter_mut().for_each(Diagnostic::mask_secrets);
    all.extend(documents.projects().filter_map(|project| rubrics.of_project(project)));
    all.extend(checked.iter().flatten().cloned());
    let assessed = scored
        .into_iter()
        .zip(shown.unwrap_or_else(|| checked.clone()))
        .map(|(assessed, found)| {
            // A page does not change with time: what depends on the day is for checks only.
            let mut diagnostics: Vec<Diagnostic> = found.into_iter().filter(|d| !is_dated(d)).collect();
            Diagnostic::sort(&mut diagnostics);
            Assessed { diagnostics, ..assessed }
        })
        .collect();
    (assessed, all)
}

/// What pages show, where some documents are kept out of the site: no message may name what is in one of them. So
/// published documents are looked at a second time, as if the others did not exist, and of that stays what is true in
/// the whole book too. `None` where all documents are published.
fn shown(
    scored: &[Assessed],
    checked: &[Vec<Diagnostic>],
    documents: &Documents,
    options: Options,
    look: impl Fn(&Assessed, &Context<'_>, &Paths, &Paths) -> Vec<Diagnostic> + Sync,
) -> Option<Vec<Vec<Diagnostic>>> {
    // A broken document may be one that wants to be hidden.
    let all = scored.len() + documents.projects().count() == documents.paths.len();
    if all && scored.iter().all(|one| options.publishes(&one.assessment)) {
        return None;
    }
    let published = || scored.iter().filter(|one| options.publishes(&one.assessment));
    let context = Context::new(published(), documents.projects());
    // A file that only a hidden document names is as hidden.
    let is_document = |path: &str| documents.paths.contains(path);
    let named = published().flat_map(|one| one.assessment.links.iter().map(move |link| (one, link)));
    let named = named.filter_map(|(one, link)| {
        match destination(&link.target, &one.assessment.path, &is_document, &documents.files) {
            Destination::File(path) => Some(Arc::from(path)),
            _ => None,
        }
    });
    let of_files: Paths = named.collect();
    let descriptions = documents.projects().filter(|project| context.history(&project.id).is_some());
    let descriptions = descriptions.filter_map(|project| project.path.clone());
    let paths: Paths = published().map(|one| Arc::clone(&one.assessment.path)).chain(descriptions).collect();
    let again = scored.par_iter().zip(checked).map(|(assessed, found)| {
        let mut seen = look(assessed, &context, &paths, &of_files);
        seen.retain(|one| found.iter().any(|other| (other.rule, other.span) == (one.rule, one.span)));
        seen
    });
    Some(again.collect())
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}
