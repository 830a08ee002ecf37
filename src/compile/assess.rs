//! All documents of a book, judged: for its pages, or for what is wrong with them alone.

use rayon::prelude::*;

use super::documents::Documents;
use super::judge::{Book, Judged, Parsed, Under, by_project};
use super::{Files, Options, context, hidden};
use crate::diag::Diagnostic;
use crate::portfolio::Assessed;

/// Scores and checks all documents, and keeps what they came to. Also gives all diagnostics.
pub(super) fn assess(
    files: &dyn Files,
    parsed: Vec<Parsed>,
    documents: &Documents,
    under: Under<'_>,
    options: Options,
) -> (Vec<Assessed>, Vec<Diagnostic>) {
    let (book, mut all) = look_at(files, &parsed, documents, under, options);
    let judged = judge(&book, &parsed, &mut all, |judged| judged);
    all.extend(judged.iter().flat_map(|judged| judged.found.iter().cloned()));
    let mut shown = hidden::shown(&book, &parsed, &judged);
    let one = |(at, ((assessment, _), judged)): (usize, (Parsed, Judged))| {
        let Judged { rubric, card, seal, sources, found, .. } = judged;
        let found = shown.remove(&at).unwrap_or(found);
        // A page does not change with time: what depends on the day is for checks only.
        let mut diagnostics: Vec<Diagnostic> = found.into_iter().filter(|d| !is_dated(d)).collect();
        Diagnostic::sort(&mut diagnostics);
        Assessed { assessment, rubric, card, diagnostics, seal: seal.map(|seal| seal.sealed), sources }
    };
    (parsed.into_iter().zip(judged).enumerate().map(one).collect(), all)
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
    let found = judge(&book, parsed, &mut all, |judged| judged.found);
    all.extend(found.into_iter().flatten());
    all
}

/// The whole book, and what is wrong with it beside its assessments.
fn look_at<'a>(
    files: &'a dyn Files,
    parsed: &'a [Parsed],
    documents: &'a Documents,
    under: Under<'a>,
    options: Options,
) -> (Book<'a>, Vec<Diagnostic>) {
    let anchors = context::anchors(parsed.iter().map(|(assessment, _)| assessment), documents.projects());
    let (paths, of_files) = (&documents.paths, &documents.files);
    let mut all = documents.diagnostics.clone();
    all.extend(context::missing_roots(documents.projects(), files));
    all.iter_mut().for_each(Diagnostic::mask_secrets);
    all.extend(documents.projects().filter_map(|project| under.rubrics.of_project(project)));
    (Book { files, documents, under, options, anchors, paths, of_files }, all)
}

/// What is kept of each document, in their order. What is wrong with seals alone is added to `all`.
fn judge<T: Send>(
    book: &Book<'_>,
    parsed: &[Parsed],
    all: &mut Vec<Diagnostic>,
    keep: impl Fn(Judged) -> T + Sync,
) -> Vec<T> {
    let assessments: Vec<_> = parsed.iter().map(|(assessment, _)| assessment).collect();
    let (seals, of_seals) = book.documents.ledgers.check(book.files, &assessments, book.under.rubrics);
    all.extend(of_seals);
    let projects = by_project(parsed.iter().enumerate(), |(_, (assessment, _))| assessment);
    let kept = projects.into_par_iter().flat_map_iter(|releases| {
        let places: Vec<usize> = releases.iter().map(|(at, _)| *at).collect();
        let releases: Vec<_> = releases.into_iter().map(|(at, parsed)| (parsed, seals.get(&at))).collect();
        places.into_iter().zip(book.judge(&releases).into_iter().map(&keep))
    });
    let mut kept: Vec<(usize, T)> = kept.collect();
    kept.sort_unstable_by_key(|(at, _)| *at);
    kept.into_iter().map(|(_, kept)| kept).collect()
}

fn is_dated(diagnostic: &Diagnostic) -> bool {
    crate::check::rules::RULES.iter().any(|rule| rule.dated && rule.id == diagnostic.rule)
}
