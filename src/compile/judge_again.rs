//! Judging a book again: projects of which nothing has changed that was looked at come to the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::FirstDay;
use super::assess::{in_order, judge};
use super::judge::{Book, Followed, Judged, Parsed, Release};
use super::memo::{JudgedBefore, JudgedProjects};
use crate::diag::Diagnostic;
use crate::model::Assessment;

/// Hashes of the bytes of documents, by path.
type Hashes<'a> = BTreeMap<&'a str, [u8; 32]>;

/// What each document came to: taken over from `before` for projects that are made from the same. `before` then holds
/// what was judged now.
pub(super) fn judge_again(
    book: &Book<'_>,
    parsed: &[Parsed],
    all: &mut Vec<Diagnostic>,
    before: &mut JudgedProjects,
) -> Vec<Arc<Judged>> {
    let of_book = of_book(book);
    let described = book.documents.projects().filter_map(|one| Some((one.path.as_deref()?, one.hash?)));
    let own = parsed.iter().map(|(assessment, _)| (&*assessment.path, assessment.hash));
    let hashes: Hashes<'_> = own.chain(described).collect();
    let known = std::mem::take(before);
    let projects = judge(book, parsed, all, |releases| {
        let id = releases.first().map_or("", |((first, _), _)| first.id.project.as_str());
        let made_from = made_from(book, &of_book, id, releases);
        let same = known.get(id).filter(|before| {
            Some(before.made_from) == made_from
                && before.followed.iter().all(|(path, hash)| hashes.get(&**path) == hash.as_ref())
        });
        let kept = same.cloned().or_else(|| Some(JudgedBefore::anew(book, releases, made_from?, &hashes)));
        let judged = kept.as_ref().map(|kept| kept.judged.clone());
        let judged = judged.unwrap_or_else(|| book.judge(releases, None).into_iter().map(Arc::new).collect());
        (judged, kept.map(|kept| (id.to_owned(), kept)))
    });
    let judged = projects.into_iter().map(|(places, (judged, kept))| {
        before.extend(kept);
        (places, judged)
    });
    in_order(judged.collect())
}

impl JudgedBefore {
    fn anew(
        book: &Book<'_>,
        releases: &[Release<'_>],
        made_from: [u8; 32],
        hashes: &Hashes<'_>,
    ) -> JudgedBefore {
        let followed = Followed::default();
        let judged = book.judge(releases, Some(&followed)).into_iter().map(Arc::new).collect();
        let hash = |path: Arc<str>| {
            let hash = hashes.get(&*path).copied();
            (path, hash)
        };
        JudgedBefore { made_from, followed: followed.into_paths().into_iter().map(hash).collect(), judged }
    }
}

/// What all projects are made from, beside the configuration: the day, the rubrics, and which files there are.
fn of_book(book: &Book<'_>) -> Sha256 {
    let mut all = Sha256::new();
    let mut add = |part: &str| {
        all.update(part.len().to_le_bytes());
        all.update(part);
    };
    let rubrics = book.under.rubrics;
    add(&format!("{:?} {} {}", book.options, rubrics.broken, rubrics.all.len()));
    for rubric in &rubrics.all {
        add(&rubric.path);
        add(&rubric.hash);
    }
    for paths in [book.paths, book.of_files] {
        add(&paths.len().to_string());
        for path in paths {
            add(path);
        }
    }
    all
}

/// What a project is made from; `None` where that is more than what stands in the book: its code, or its history.
fn made_from(book: &Book<'_>, of_book: &Sha256, id: &str, releases: &[Release<'_>]) -> Option<[u8; 32]> {
    let project = book.documents.project(id);
    let looks_beside =
        |one: &Assessment| one.origin.is_some() || one.links.iter().any(|link| link.target.starts_with('/'));
    if project.source_root.is_some() || releases.iter().any(|((one, _), _)| looks_beside(one)) {
        return None;
    }
    let mut all = of_book.clone();
    all.update(project.hash.unwrap_or_default());
    for ((assessment, _), seal) in releases {
        all.update(assessment.path.len().to_le_bytes());
        all.update(assessment.path.as_bytes());
        all.update(assessment.hash);
        // One without a date is judged as of the day that the history knows.
        let day = match assessment.date.known() {
            Some(day) => FirstDay::Day(day),
            None => book.files.first_day(&assessment.path),
        };
        let beside = format!("{day:?} {seal:?}");
        all.update(beside.len().to_le_bytes());
        all.update(beside);
    }
    Some(all.finalize().into())
}
