//! Waivers.

use super::{Row, Table, flag, identity, text};
use crate::model::{Details, Waiver};
use crate::portfolio::{Assessed, Series};

pub(super) static TABLE: Table = Table {
    name: "waivers",
    about: "an accepted failure in an assessment",
    columns: &[
        text("project", "id of the project"),
        text("release", "the release"),
        text("kind", "finding or check"),
        text("waived", "id of the finding or the check"),
        text("reason", "why it is accepted"),
        text("approved_by", "by whom"),
        text("expires", "the last day on which it holds"),
        flag("live", "it holds on the day as of which the assessment is judged"),
    ],
    rows,
};

fn rows<'a>(_: &'a Series, one: &'a Assessed, _: &'a Details) -> Vec<Row<'a>> {
    let row = |waiver: &'a Waiver| {
        let mut row = Row::from(identity(one));
        row.extend([
            waiver.of.value.kind().into(),
            waiver.of.value.id().into(),
            waiver.reason.as_ref().into(),
            waiver.approved_by.as_ref().map(|name| &name.value).into(),
            waiver.expires.as_ref().map(|date| date.value).into(),
            waiver.is_live(one.card.as_of).into(),
        ]);
        row
    };
    one.assessment.waivers.iter().map(row).collect()
}
