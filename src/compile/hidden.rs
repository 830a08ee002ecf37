//! What of documents that are kept out of a site could still get into it: by a file that names them, or by what is
//! wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::context::Targets;
use super::documents::Documents;
use super::judge::{Book, Judged, Parsed, Paths, Scored, by_project};
use super::{Files, Options};
use crate::diag::Diagnostic;
use crate::model::Details;
use crate::portfolio::Assessed;
use crate::source::{Limit, is_about_publication};
use crate::text::link::{Destination, destination};

/// The ledgers that a site must not show, by their paths. A ledger names releases with their scores: it is shown only where
/// each of them is a document that is published.
pub(super) fn ledgers(documents: &Documents, published: &[Assessed]) -> BTreeSet<Arc<str>> {
    let published: BTreeSet<(&str, &str)> = published
        .iter()
        .map(|one| (one.assessment.id.project.as_str(), one.assessment.id.release.as_str()))
        .collect();
    let all = documents.ledgers.all();
    let kept_out = all
        .filter(|(project, ledger)| !ledger.names_only(|release| published.contains(&(*project, release))));
    kept_out.map(|(_, ledger)| Arc::clone(&ledger.path)).collect()
}

/// The problems that a site may tell of: none that names a hidden document, a ledger that is not shown, or a document that
/// could not be read and says that it wants to be hidden.
pub(super) fn problems(
    files: &dyn Files,
    all: Vec<Diagnostic>,
    hidden: &[Assessed],
    ledgers: &BTreeSet<Arc<str>>,
    options: Options,
) -> Vec<Diagnostic> {
    let hidden = hidden.iter().map(|one| &one.assessment.path);
    let paths: BTreeSet<&str> = hidden.chain(ledgers).map(|path| &**path).collect();
    let is_hidden = |path: &str| paths.contains(path) || wants_to_be_hidden(files, path, options);
    all.into_iter()
        .filter(|found| !is_hidden(&found.path) && !found.labels.iter().any(|label| is_hidden(&label.path)))
        .collect()
}

/// True where a line of a text looks as if it kept the document out of the site. It need not be readable.
fn wants_to_be_hidden(files: &dyn Files, path: &str, options: Options) -> bool {
    // Nothing else says of itself that it wants to be hidden; what is too large to be looked at may.
    if path.strip_suffix(".md").is_none() {
        return false;
    }
    if files.size(path).is_some_and(|size| size > Limit::LOOKED_INTO) {
        return true;
    }
    let bytes = files.read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let plain = |text: &str| text.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    let is_shown = |value: &str, words: &[&str]| words.iter().any(|word| plain(value).starts_with(word));
    text.lines().filter_map(|line| line.split_once(':')).any(|(key, value)| match plain(key).as_str() {
        "draft" => !options.drafts && !is_shown(value, &["false", "no", "off"]),
        "visibility" => !options.internal && !is_shown(value, &["public"]),
        key => !(options.drafts && options.internal) && is_about_publication(key),
    })
}

/// True where all documents are published. A broken one may be one that wants to be hidden.
pub(super) fn is_none(documents: &Documents, parsed: &[Parsed], options: Options) -> bool {
    let all = parsed.len() + documents.projects().count() == documents.paths.len();
    all && parsed.iter().all(|(one, _)| options.publishes(one))
}

/// What pages show of published documents, by place, where some documents are kept out of the site: no message may name
/// what is in one of them. So published documents are looked at a second time, as if the others did not exist, and of
/// that stays what is true in the whole book too. Nothing where all documents are published.
pub(super) fn shown(
    book: &Book<'_>,
    parsed: &[Parsed],
    judged: &[Arc<Judged>],
) -> BTreeMap<usize, Vec<Diagnostic>> {
    let Book { documents, options, .. } = book;
    if is_none(documents, parsed, *options) {
        return BTreeMap::new();
    }
    let all =
        parsed.iter().map(|(assessment, _)| &**assessment).zip(judged.iter().map(|one| &**one)).enumerate();
    let published: Vec<_> = all.filter(|(_, (one, _))| options.publishes(one)).collect();
    let assessments = || published.iter().map(|(_, (one, _))| *one);
    // A file that only a hidden document names is as hidden.
    let is_document = |path: &str| documents.paths.contains(path);
    let named = assessments().flat_map(|one| one.links.iter().map(move |link| (one, link)));
    let of_files: Paths = named
        .filter_map(|(one, link)| {
            match destination(&link.target, &one.path, &is_document, &documents.files) {
                Destination::File(path) => Some(Arc::from(path)),
                _ => None,
            }
        })
        .collect();
    let ids: BTreeSet<&str> = assessments().map(|one| one.id.project.as_str()).collect();
    let described = || documents.projects().filter(|project| ids.contains(project.id.as_str()));
    let paths: Paths = assessments()
        .map(|one| Arc::clone(&one.path))
        .chain(described().filter_map(|project| project.path.clone()))
        .collect();
    let targets = Targets::new(assessments(), documents.projects());
    let seen = Book { targets, paths: &paths, of_files: &of_files, ..*book };
    let projects = by_project(published.iter(), |(_, (one, _))| one);
    let again = projects.into_par_iter().flat_map_iter(|releases| {
        let all_details: Vec<Details> = releases.iter().map(|(_, (one, _))| one.details.open()).collect();
        let looked_at: Vec<_> = releases
            .iter()
            .zip(&all_details)
            .map(|((_, (assessment, judged)), details)| Scored { assessment, details, judged })
            .collect();
        let found = seen.look(&looked_at, None);
        releases.into_iter().zip(found).map(|((at, (_, judged)), mut found)| {
            found.retain(|one| {
                judged.found.iter().any(|other| (other.rule, other.span) == (one.rule, one.span))
            });
            (*at, found)
        })
    });
    again.collect()
}
