//! All documents of a book, judged: for its pages, or for what is wrong with them alone.

use std::sync::Arc;

use rayon::prelude::*;

use super::context::{self, Targets};
use super::documents::{Documents, unassessed};
use super::judge::{Book, Judged, Parsed, Release, Under, by_project};
use super::judge_again::judge_again;
use super::memo::JudgedProjects;
use super::{Files, Options, hidden};
use crate::diag::Diagnostic;
use crate::model::Assessment;
use crate::portfolio::Assessed;

/// Scores and checks all documents, and keeps what they came to. Also gives all diagnostics. What of `before` is made from
/// the same is taken over, and it then holds what they come to now.
pub(super) fn assess(
    files: &dyn Files,
    parsed: Vec<Parsed>,
    documents: &Documents,
    under: Under<'_>,
    options: Options,
    before: Option<&mut JudgedProjects>,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let (book, mut all) = look_at(files, &parsed, documents, under, options);
    let judged = match before {
        Some(before) => judge_again(&book, &parsed, &mut all, before),
        None => in_order(judge(&book, &parsed, &mut all, |releases| {
            book.judge(releases, None).into_iter().map(Arc::new).collect()
        })),
    };
    all.extend(judged.iter().flat_map(|judged| judged.found.iter().cloned()));
    let mut shown = hidden::shown(&book, &parsed, &judged);
    let one = |(at, ((assessment, _), judged)): (usize, (Parsed, Arc<Judged>))| {
        assessed(assessment, Arc::unwrap_or_clone(judged), shown.remove(&at))
    };
    (parsed.into_iter().zip(judged).enumerate().map(one).collect(), all)
}

/// A document with what it came to. Of what is wrong with it, `shown` is what its page says, where that is not all.
pub(super) fn assessed(
    assessment: Arc<Assessment>,
    judged: Judged,
    shown: Option<Vec<Diagnostic>>,
) -> Assessed {
    let Judged { rubric, card, seal, sources, found, .. } = judged;
    // A page does not change with time: what depends on the day is for checks only.
    let mut diagnostics: Vec<Diagnostic> =
        shown.unwrap_or(found).into_iter().filter(|found| !is_dated(found)).collect();
    Diagnostic::sort(&mut diagnostics);
    Assessed { assessment, rubric, card, diagnostics, seal: seal.map(|seal| Box::new(seal.sealed)), sources }
}

/// Scores and checks all documents, and keeps no score beyond its project: the diagnostics.
pub(super) fn find(
    files: &dyn Files,
    parsed: &[Parsed],
    documents: &Documents,
    under: Under<'_>,
    options: Options,
) -> Vec<Diagnostic> {
    let (book, mut all) = look_at(files, parsed, documents, under, options);
    let found = in_order(judge(&book, parsed, &mut all, |releases| {
        book.judge(releases, None).into_iter().map(|judged| judged.found).collect()
    }));
    all.extend(found.into_iter().flatten());
    all
}

/// The whole book, and what is wrong with it beside its assessments.
pub(super) fn look_at<'a>(
    files: &'a dyn Files,
    parsed: &'a [Parsed],
    documents: &'a Documents,
    under: Under<'a>,
    options: Options,
) -> (Book<'a>, Vec<Diagnostic>) {
    let targets = Targets::new(parsed.iter().map(|(assessment, _)| &**assessment), documents.projects());
    let (paths, of_files) = (&documents.paths, &documents.files);
    let mut all = documents.diagnostics.clone();
    all.extend(context::missing_roots(documents.projects(), files));
    all.extend(documents.unassessed().filter_map(|project| unassessed(project)));
    all.iter_mut().for_each(Diagnostic::mask_secrets);
    all.extend(documents.projects().filter_map(|project| under.rubrics.of_project(project)));
    let book = Book { files, documents, under, options, targets, paths, of_files };
    let described = documents.parsed_projects();
    all.extend(described.flat_map(|(project, found)| book.check_project(project, found.to_vec())));
    (book, all)
}

/// What projects come to, each with the places of its documents: `each` is given the releases of one, in their order.
/// What is wrong with seals alone is added to `all`.
pub(super) fn judge<T: Send>(
    book: &Book<'_>,
    parsed: &[Parsed],
    all: &mut Vec<Diagnostic>,
    each: impl Fn(&[Release<'_>]) -> T + Sync,
) -> Vec<(Vec<usize>, T)> {
    let assessments: Vec<_> = parsed.iter().map(|(assessment, _)| &**assessment).collect();
    let history = book.under.config.history.as_ref().map(|history| history.value);
    let (seals, of_seals) =
        book.documents.ledgers.check(book.files, &assessments, book.under.rubrics, history);
    all.extend(of_seals);
    let projects = by_project(parsed.iter().enumerate(), |(_, (assessment, _))| assessment);
    // One after the other in their order, as far as workers go: who takes them in order then never has to keep many.
    let judged = projects.into_iter().par_bridge().map(|releases| {
        let places: Vec<usize> = releases.iter().map(|(at, _)| *at).collect();
        let releases: Vec<_> = releases.into_iter().map(|(at, parsed)| (parsed, seals.get(&at))).collect();
        (places, each(&releases))
    });
    judged.collect()
}

/// What is kept of the documents of projects, in the order of all documents.
pub(super) fn in_order<T>(projects: Vec<(Vec<usize>, Vec<T>)>) -> Vec<T> {
    let mut all: Vec<(usize, T)> =
        projects.into_iter().flat_map(|(places, kept)| places.into_iter().zip(kept)).collect();
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, kept)| kept).collect()
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}
