//! Findings.

use super::{Row, Table, facts, flag, identity, text};
use crate::model::{Details, Finding};
use crate::portfolio::{Assessed, Series};

pub(super) static TABLE: Table = Table {
    name: "findings",
    about: "a finding of an assessment",
    columns: &[
        text("project", "id of the project"),
        text("release", "the release"),
        text("finding", "id of the finding, unique in the assessment"),
        text("title", "what the problem is"),
        text("category", "category as stated"),
        text("severity", "critical, high, medium, low or info; empty where it is unrated"),
        text("priority", "when to mend it, as stated"),
        text("status", "open, partial, accepted or resolved"),
        flag("open", "it is not resolved"),
        text("effort", "what mending takes, as stated"),
        text("impact", "what it does to whom"),
        text("owner", "who mends it"),
        text("due", "until when"),
        text("evidence", "links and paths, a line each"),
    ],
    rows,
};

fn rows<'a>(_: &'a Series, one: &'a Assessed, details: &'a Details) -> Vec<Row<'a>> {
    let row = |finding: &'a Finding| {
        let mut row = Row::from(identity(one));
        row.extend([
            (&finding.id.value).into(),
            (&finding.title).into(),
            finding.category.as_ref().map(|category| &category.value).into(),
            finding.severity.as_ref().map(|severity| severity.value.id()).into(),
            finding.priority.as_ref().into(),
            finding.status.value.id().into(),
            finding.is_open().into(),
            finding.effort.as_ref().map(|effort| &effort.value).into(),
            finding.impact.as_ref().into(),
            finding.owner.as_ref().into(),
            finding.due.as_ref().map(|due| due.value).into(),
            facts(&finding.evidence),
        ]);
        row
    };
    details.findings.iter().map(row).collect()
}
