//! What the git history says of a version of a document, for its page.

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Claim, Commit, Origin};

/// What the git history says of a version of a document.
#[derive(Serialize)]
pub(super) struct HistoryView<'a> {
    /// Only the history holds it.
    past: bool,
    tag: Option<&'a str>,
    commit: Option<CommitView<'a>>,
    claims: Vec<ClaimView<'a>>,
}

#[derive(Serialize)]
struct CommitView<'a> {
    hash: &'a str,
    date: &'a str,
    author: &'a str,
}

/// Something that the document states, with the commit that last changed it.
#[derive(Serialize)]
struct ClaimView<'a> {
    kind: &'static str,
    title: &'a str,
    anchor: Option<&'a str>,
    commit: Option<CommitView<'a>>,
}

impl<'a> HistoryView<'a> {
    /// The view of where a document comes from.
    pub(super) fn of(origin: &'a Origin) -> HistoryView<'a> {
        HistoryView {
            past: origin.past,
            tag: origin.tag.as_deref(),
            commit: origin.commit.as_ref().map(commit),
            claims: origin.claims.iter().map(claim).collect(),
        }
    }
}

fn commit(commit: &Arc<Commit>) -> CommitView<'_> {
    let Commit { hash, date, author } = &**commit;
    CommitView { hash, date, author }
}

fn claim(claim: &Claim) -> ClaimView<'_> {
    let Claim { kind, title, anchor, commit: since } = claim;
    ClaimView { kind, title, anchor: anchor.as_deref(), commit: since.as_ref().map(commit) }
}
