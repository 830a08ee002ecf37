//! What stands now where a seal names a file: the file itself, or, where a document is overwritten with each release, the
//! version that the history holds as the release that was sealed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::seals::Held;
use super::versions::version_path;
use super::{Files, ReadError};
use crate::book::Versions;
use crate::ledger::{Ledger, Seal};
use crate::model::Origin;

/// What stands at a path, or why there is nothing.
pub(super) type State = Result<Found, ReadError>;

/// A file that a seal names.
pub(super) struct Found {
    pub(super) hash: String,
    /// The release that it is the document of, where it is one that can be read.
    pub(super) release: Option<String>,
}

/// The files that seals name, as they are now.
pub(super) struct Standing<'a> {
    pub(super) files: &'a dyn Files,
    /// Which versions of its documents the book takes as releases.
    history: Option<Versions>,
    states: BTreeMap<String, State>,
}

impl<'a> Standing<'a> {
    /// The files that those seals name, as `state` reads them.
    pub(super) fn new(
        files: &'a dyn Files,
        history: Option<Versions>,
        seals: &[Held<'_>],
        state: &(dyn Fn(&str) -> State + Sync),
    ) -> Standing<'a> {
        let mut standing = Standing { files, history, states: BTreeMap::new() };
        let named = |&Held { ledger, seal, .. }: &Held<'_>| {
            let others = seal.files.iter().skip(1).map(|file| file.in_book(&ledger.path));
            others.chain(standing.document(ledger, seal)).collect::<Vec<_>>()
        };
        let paths: BTreeSet<String> = seals.iter().flat_map(named).collect();
        let paths: Vec<String> = paths.into_iter().collect();
        let states: Vec<State> = paths.par_iter().map(|path| state(path)).collect();
        standing.states = paths.into_iter().zip(states).collect();
        standing
    }

    /// What stands at a path that a seal names.
    pub(super) fn at(&self, path: &str) -> Option<&State> {
        self.states.get(path)
    }

    /// Where the document of a seal stands now.
    pub(super) fn document(&self, ledger: &Ledger, seal: &Seal) -> Option<String> {
        let named = seal.files.first()?.in_book(&ledger.path);
        Some(self.version(&named, &seal.release).map_or(named, |(path, _)| path))
    }

    /// The version of a document that the history holds as a release, where the document is another one by now: its path,
    /// and what is known of it.
    pub(super) fn version(&self, document: &str, release: &str) -> Option<(String, &Arc<Origin>)> {
        let path = version_path(document, release);
        let origin = self.files.origin(&path)?;
        (origin.past && *origin.document == *document).then_some((path, origin))
    }

    /// True where what a document was as a release is in the history, and not in its file, which is in that state.
    pub(super) fn is_of_history(&self, document: &str, release: &str, state: &State) -> bool {
        let is_other = |found: &Found| found.release.as_deref() != Some(release);
        self.version(document, release).is_some()
            || (self.history.is_some() && state.as_ref().is_ok_and(is_other))
    }

    /// Which versions of its documents the book takes as releases.
    pub(super) fn history(&self) -> Option<Versions> {
        self.history
    }

    /// True where a document may have been overwritten with another release and nobody can look what it was before.
    pub(super) fn is_unknown(&self) -> bool {
        self.history.is_some() && !self.files.knows_past()
    }
}
