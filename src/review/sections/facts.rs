//! What assessments state: findings, checks, waivers, and the rest.

use std::cmp::Reverse;

use super::{Body, Line, Piece, Section, counted, subject, text};
use crate::model::FindingSeverity;
use crate::portfolio::Tone;
use crate::review::checks::rank;
use crate::review::formats::brief;
use crate::review::{
    Change, CheckChange, FindingChange, FindingMove, Review, Stated, WaiverChange, WaiverMove,
};

/// Findings that came, went or changed: the worst of what got worse first.
pub(super) fn findings(changes: &[Change]) -> Option<Section> {
    let all = changes.iter().flat_map(|change| change.findings.iter().map(move |finding| (change, finding)));
    let mut all: Vec<(&Change, &FindingChange)> = all.collect();
    let severity = |finding: &FindingChange| finding.severity.1.or(finding.severity.0);
    let is_bad = |finding: &FindingChange| {
        finding.what.iter().any(|what| what.is_worse()) && severity(finding) >= Some(FindingSeverity::High)
    };
    all.sort_by_key(|(_, finding)| {
        let bad = Some(severity(finding)).filter(|_| is_bad(finding));
        (Reverse(bad), finding.what.first().copied(), Reverse(severity(finding)))
    });
    let rows: Vec<Vec<Line>> = all.iter().map(|(change, finding)| finding_row(change, finding)).collect();
    let of = |kind: FindingMove| all.iter().filter(|(_, one)| one.what.first() == Some(&kind)).count();
    let counts = counted(FindingMove::ALL.map(|kind| (of(kind), kind.words())));
    (!rows.is_empty()).then(|| Section {
        name: "findings",
        title: format!("Findings: {counts}"),
        open: all.iter().any(|(_, finding)| is_bad(finding)),
        weight: 2,
        weighty: usize::MAX,
        body: Body::Table { head: &["Assessment", "What", "Severity", "Finding"], figures: 0..0, rows },
    })
}

fn finding_row(change: &Change, finding: &FindingChange) -> Vec<Line> {
    let words: Vec<&str> = finding.what.iter().map(|what| what.words()).collect();
    let name = |severity: Option<FindingSeverity>| severity.map_or("unrated", FindingSeverity::id);
    let stays = finding.status.0.is_some() && finding.status.1.is_some();
    let rated = match finding.severity {
        (before, after) if stays && before != after => format!("{} → {}", name(before), name(after)),
        (before, after) => name(after.or(before)).to_owned(),
    };
    let mut title = text(finding.title.clone());
    title.extend(finding.stated.iter().map(|one| {
        let [before, after] =
            [&one.before, &one.after].map(|value| brief(value.as_deref().unwrap_or("nothing")));
        Piece::Text(format!("; {}: {before} → {after}", one.what))
    }));
    vec![subject(change), text(words.join(", ")), text(rated), title]
}

/// Checks whose answer changed: what got worse first, then what got better without showing why.
pub(super) fn checks(changes: &[Change]) -> Option<Section> {
    let all = changes.iter().flat_map(|change| change.checks.iter().map(move |check| (change, check)));
    let mut all: Vec<(&Change, &CheckChange)> = all.collect();
    all.sort_by_key(|(_, check)| (rank(check.tone), check.new_evidence));
    let row = |(change, check): &(&Change, &CheckChange)| {
        vec![
            subject(change),
            text(check.title.clone()),
            text(format!("{} → {}", check.answer.0, check.answer.1)),
            text(if check.new_evidence { "new evidence" } else { "no new evidence" }),
        ]
    };
    let rows: Vec<Vec<Line>> = all.iter().map(row).collect();
    let of = |tone: Tone| all.iter().filter(|(_, check)| check.tone == tone).count();
    let counts = [Tone::Worse, Tone::Better, Tone::Neutral].map(|tone| (of(tone), tone.word()));
    (!rows.is_empty()).then(|| Section {
        name: "checks",
        title: format!("Checks: {}", counted(counts)),
        open: false,
        weight: 8,
        weighty: usize::MAX,
        body: Body::Table { head: &["Assessment", "Check", "Answer", "Evidence"], figures: 0..0, rows },
    })
}

/// Waivers that came, went, changed, or run out.
pub(super) fn waivers(changes: &[Change]) -> Option<Section> {
    let all = changes.iter().flat_map(|change| change.waivers.iter().map(move |waiver| (change, waiver)));
    let mut all: Vec<(&Change, &WaiverChange)> = all.collect();
    all.sort_by_key(|(_, waiver)| waiver.what.first().copied());
    let row = |(change, waiver): &(&Change, &WaiverChange)| {
        let words: Vec<&str> = waiver.what.iter().map(|what| what.word()).collect();
        vec![
            subject(change),
            text(format!("{} {}", waiver.kind, waiver.id)),
            text(words.join(", ")),
            text(waiver.expires.map_or("no end".to_owned(), |day| day.to_string())),
            text(waiver.approved_by.clone().unwrap_or_else(|| "nobody".to_owned())),
            text(waiver.reason.clone().unwrap_or_default()),
        ]
    };
    let rows: Vec<Vec<Line>> = all.iter().map(row).collect();
    let expired = all.iter().any(|(_, waiver)| waiver.what.contains(&WaiverMove::Expired));
    (!rows.is_empty()).then(|| Section {
        name: "waivers",
        title: format!("Waivers: {}{}", rows.len(), if expired { ", some expired" } else { "" }),
        open: expired,
        weight: 4,
        weighty: usize::MAX,
        body: Body::Table {
            head: &["Assessment", "Of", "What", "Until", "Approved by", "Reason"],
            figures: 0..0,
            rows,
        },
    })
}

/// What else is stated otherwise.
pub(super) fn stated(review: &Review) -> Option<Section> {
    let or_nothing = |value: &Option<String>| text(value.clone().unwrap_or_else(|| "nothing".to_owned()));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    let mut tell = |subject: Line, stated: &[Stated]| {
        for one in stated {
            let (before, after) = (or_nothing(&one.before), or_nothing(&one.after));
            rows.push(vec![subject.clone(), text(one.what.clone()), before, after]);
        }
    };
    for one in &review.described {
        tell(vec![Piece::Link(one.name.clone(), one.path.to_string())], &one.stated);
    }
    for change in &review.changes {
        tell(subject(change), &change.stated);
    }
    (!rows.is_empty()).then(|| Section {
        name: "what is stated",
        title: format!("Stated otherwise: {}", rows.len()),
        open: false,
        weight: 10,
        weighty: usize::MAX,
        body: Body::Table { head: &["Of", "What", "Before", "After"], figures: 0..0, rows },
    })
}
