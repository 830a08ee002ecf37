//! Documents to what they come to: each is scored under its rubric and checked, project by project and in parallel.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::context::{self, History};
use super::documents::Documents;
use super::rubrics::Rubrics;
use super::{Files, Options};
use crate::book::{Config, Rubric};
use crate::check::{Earlier, LastChanges, Scope, check_document, check_suppressions};
use crate::diag::Diagnostic;
use crate::model::{Assessment, Heading, Project};
use crate::portfolio::Assessed;
use crate::score::{Scorecard, Subject, score};

/// A document as it was read, with what is wrong with it.
pub(super) type Parsed = (Assessment, Vec<Diagnostic>);

/// What one document came to.
struct Judged {
    rubric: Arc<Rubric>,
    card: Scorecard,
    diagnostics: Vec<Diagnostic>,
}

/// What rules see of the book, the same for every document.
struct Book<'a> {
    files: &'a dyn Files,
    documents: &'a Documents,
    rubrics: &'a Rubrics,
    config: &'a Config,
    options: Options,
    headings: BTreeMap<&'a str, &'a [Heading]>,
}

/// Scores and checks all documents, and keeps what they came to. Also gives all diagnostics.
pub(super) fn assess(
    files: &dyn Files,
    parsed: Vec<Parsed>,
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let (judged, mut all) = judge(files, &parsed, documents, rubrics, config, options, |judged| judged);
    let assessed = parsed.into_iter().zip(judged).map(|((assessment, _), judged)| {
        let Judged { rubric, card, diagnostics } = judged;
        all.extend_from_slice(&diagnostics);
        // A page does not change with time: what depends on the day is for checks only.
        let mut diagnostics: Vec<Diagnostic> = diagnostics.into_iter().filter(|d| !is_dated(d)).collect();
        Diagnostic::sort(&mut diagnostics);
        Assessed { assessment, rubric, card, diagnostics }
    });
    (assessed.collect(), all)
}

/// Scores and checks all documents, and keeps no score beyond its project: the diagnostics.
pub(super) fn find(
    files: &dyn Files,
    parsed: &[Parsed],
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
) -> Vec<Diagnostic> {
    let (found, mut all) =
        judge(files, parsed, documents, rubrics, config, options, |judged| judged.diagnostics);
    all.extend(found.into_iter().flatten());
    all
}

/// What is kept of each document, in their order; and what is wrong with everything else.
fn judge<T: Send>(
    files: &dyn Files,
    parsed: &[Parsed],
    documents: &Documents,
    rubrics: &Rubrics,
    config: &Config,
    options: Options,
    keep: impl Fn(Judged) -> T + Sync,
) -> (Vec<T>, Vec<Diagnostic>) {
    let assessments = parsed.iter().map(|(assessment, _)| assessment);
    let headings = context::headings(assessments.clone(), documents.projects());
    let book = Book { files, documents, rubrics, config, options, headings };
    let mut by_project: BTreeMap<&str, Vec<(usize, &Parsed)>> = BTreeMap::new();
    for (at, parsed) in parsed.iter().enumerate() {
        by_project.entry(&parsed.0.id.project).or_default().push((at, parsed));
    }
    let projects: Vec<Vec<(usize, &Parsed)>> = by_project.into_values().collect();
    let kept = projects.into_par_iter().flat_map_iter(|releases| {
        let (places, releases): (Vec<usize>, Vec<&Parsed>) = releases.into_iter().unzip();
        places.into_iter().zip(book.project(&releases).into_iter().map(&keep))
    });
    let mut kept: Vec<(usize, T)> = kept.collect();
    kept.sort_unstable_by_key(|(at, _)| *at);
    let mut all = documents.diagnostics.clone();
    all.extend(context::missing_roots(documents.projects(), files));
    all.iter_mut().for_each(Diagnostic::mask_secrets);
    all.extend(documents.projects().filter_map(|project| rubrics.of_project(project)));
    (kept.into_iter().map(|(_, kept)| kept).collect(), all)
}

impl Book<'_> {
    /// Judges the releases of one project: each may look at those before it.
    fn project(&self, releases: &[&Parsed]) -> Vec<Judged> {
        let Some((first, _)) = releases.first() else { return Vec::new() };
        let project = self.documents.project(&first.id.project);
        let mut judged: Vec<Judged> =
            releases.par_iter().map(|parsed| self.score(parsed, &project)).collect();
        // Under a broken rubric, rules would report what is right.
        if self.rubrics.broken {
            return judged;
        }
        let found: Vec<Vec<Diagnostic>> = {
            let all = releases.iter().zip(&judged);
            let history = History::new(
                all.map(|(parsed, judged)| Earlier { assessment: &parsed.0, card: &judged.card }).collect(),
            );
            let changes = context::last_changes(releases.iter().map(|(own, _)| own), &project, self.files);
            let each = releases.par_iter().zip(&judged);
            each.map(|(parsed, judged)| self.check(&parsed.0, judged, &project, &history, &changes)).collect()
        };
        for ((judged, found), (assessment, _)) in judged.iter_mut().zip(found).zip(releases) {
            judged.diagnostics.extend(found);
            let diagnostics = &mut judged.diagnostics;
            check_suppressions(&assessment.path, &assessment.suppressions, self.config, diagnostics);
        }
        judged
    }

    fn score(&self, (assessment, of_parsing): &Parsed, project: &Project) -> Judged {
        let as_of = assessment.date.known().unwrap_or(self.options.today);
        let (rubric, mut diagnostics) =
            self.rubrics.of(assessment, project, self.config, assessment.date.known());
        diagnostics.extend_from_slice(of_parsing);
        let card = score(Subject { assessment, project, as_of }, &rubric);
        Judged { rubric, card, diagnostics }
    }

    fn check(
        &self,
        assessment: &Assessment,
        judged: &Judged,
        project: &Project,
        history: &History<'_>,
        changes: &BTreeMap<String, LastChanges>,
    ) -> Vec<Diagnostic> {
        let sources = context::sources(assessment, project, self.files);
        let scope = Scope {
            assessment,
            card: &judged.card,
            rubric: &judged.rubric,
            project,
            today: self.options.today,
            documents: &self.documents.paths,
            headings: &|path| self.headings.get(path).copied(),
            files: &self.documents.files,
            releases: &history.releases,
            earlier: history.earlier(assessment),
            sources: sources.as_ref(),
            changes: assessment.commit.as_ref().and_then(|commit| changes.get(commit)),
            latest: history.is_latest(&assessment.id.release),
        };
        check_document(&scope, self.config)
    }
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}
