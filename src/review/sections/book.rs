//! What is gone, what cannot be read, and what the rules find.

use super::{Body, Line, Piece, Section, counted, text};
use crate::review::formats::Report;
use crate::review::{LostEvidence, NewDiagnostic, SealChange, SealMove, Unread};

/// Assessments that are gone, and projects that are called otherwise.
pub(super) fn removed(report: &Report<'_>) -> Option<Section> {
    let review = report.review;
    let gone = review.removed.iter().map(|one| {
        let latest = if one.latest { ", the latest of its project" } else { "" };
        let was = format!(" is removed: {} with {}{latest}", one.verdict.word(), one.score.truncated(1));
        vec![Piece::Strong(one.id.to_string()), Piece::Text(was)]
    });
    let renamed = review.renamed.iter().map(|(old, new)| text(format!("project {old} is called {new} now")));
    let rows: Vec<Line> = gone.chain(renamed).collect();
    let counts = counted([(review.removed.len(), "removed"), (review.renamed.len(), "renamed")]);
    (!rows.is_empty()).then(|| Section {
        name: "what is removed",
        title: format!("No longer there: {counts}"),
        open: true,
        weight: 1,
        weighty: usize::MAX,
        body: Body::List(rows),
    })
}

/// Documents that cannot be compared.
pub(super) fn unread(report: &Report<'_>) -> Option<Section> {
    let line = |unread: &Unread| {
        let when = if unread.after { "after the change" } else { "before the change" };
        let why = format!(", {when}: {}", unread.message);
        vec![Piece::File(unread.path.to_string(), None), Piece::Text(why)]
    };
    let rows: Vec<Line> = report.review.unread.iter().map(line).collect();
    (!rows.is_empty()).then(|| Section {
        name: "what cannot be compared",
        title: format!("Not compared, since it cannot be read: {}", rows.len()),
        open: true,
        weight: 1,
        weighty: usize::MAX,
        body: Body::List(rows),
    })
}

/// Claims that lost their evidence.
pub(super) fn lost(report: &Report<'_>) -> Option<Section> {
    let row = |lost: &LostEvidence| {
        let how = if lost.gone { "does not exist any more" } else { "is not named any more" };
        vec![text(lost.id.to_string()), text(lost.claim.to_string()), text(lost.evidence.clone()), text(how)]
    };
    let rows: Vec<Vec<Line>> = report.review.lost.iter().map(row).collect();
    (!rows.is_empty()).then(|| Section {
        name: "lost evidence",
        title: format!("Claims that lost their evidence: {}", rows.len()),
        open: true,
        weight: 3,
        weighty: usize::MAX,
        body: Body::Table { head: &["Assessment", "Claim", "Evidence", "How"], figures: 0..0, rows },
    })
}

/// Seals that came, went, or do not hold any more.
pub(super) fn seals(report: &Report<'_>) -> Option<Section> {
    let seals = &report.review.seals;
    let row = |seal: &SealChange| {
        vec![Piece::File(seal.path.to_string(), None), Piece::Text(format!(": {}", seal.message))]
    };
    let rows: Vec<Line> = seals.iter().map(row).collect();
    let of = |what: SealMove| seals.iter().filter(|seal| seal.what == what).count();
    let all = [SealMove::Broken, SealMove::Removed, SealMove::Amended, SealMove::Added];
    (!rows.is_empty()).then(|| Section {
        name: "seals",
        title: format!("Seals: {}", counted(all.map(|what| (of(what), what.word())))),
        open: seals.iter().any(|seal| seal.what.is_worse()),
        weight: 1,
        weighty: usize::MAX,
        body: Body::List(rows),
    })
}

/// Problems that came with the change.
pub(super) fn diagnostics(report: &Report<'_>) -> Option<Section> {
    let review = report.review;
    let row = |told: &NewDiagnostic| {
        vec![
            vec![Piece::File(told.path.to_string(), told.line)],
            text(format!("{} {}", told.severity.word(), told.rule)),
            text(told.message.clone()),
        ]
    };
    let rows: Vec<Vec<Line>> = review.diagnostics.iter().map(row).collect();
    let more = match review.diagnostics_elsewhere {
        0 => String::new(),
        n => format!("; {n} more on lines of changed documents that did not change"),
    };
    let none = Body::List(vec![text("none is on a line that changed; `readybook check` shows them all")]);
    (!rows.is_empty() || !more.is_empty()).then(|| Section {
        name: "new problems",
        title: format!("New problems: {}{more}", rows.len()),
        open: false,
        weight: 9,
        weighty: usize::MAX,
        body: if rows.is_empty() {
            none
        } else {
            Body::Table { head: &["Where", "Rule", "Problem"], figures: 0..0, rows }
        },
    })
}
