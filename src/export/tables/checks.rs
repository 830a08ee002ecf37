//! Answers to checks.

use super::{Row, Table, flag, identity, lines, number, text};
use crate::model::{CheckAnswer, Details};
use crate::portfolio::{Assessed, Series};

pub(super) static TABLE: Table = Table {
    name: "checks",
    about: "a check of the rubric that applies, in an assessment",
    columns: &[
        text("project", "id of the project"),
        text("release", "the release"),
        text("category", "id of its category"),
        text("check_id", "id of the check"),
        text("title", "its title"),
        text("state", "pass, partial, fail, n/a or unknown"),
        text("reason", "why it is n/a"),
        number("share", "its share of the category's 100 points"),
        number("gain", "by how much the whole score rises if it passes"),
        flag("waived", "a live waiver covers it"),
        text("note", "a remark"),
        text("effort", "what meeting it takes, as stated"),
        text("evidence", "links and paths, a line each"),
    ],
    rows,
};

fn rows<'a>(_: &'a Series, one: &'a Assessed, details: &'a Details) -> Vec<Row<'a>> {
    let all = one.card.categories.iter().flat_map(|category| {
        category.items.iter().map(|item| {
            let answer = details.answer(&item.check.id);
            let mut row = Row::from(identity(one));
            row.extend([
                (&category.category.id).into(),
                (&item.check.id).into(),
                (&item.check.title).into(),
                item.state.id().into(),
                answer.and_then(CheckAnswer::reason).into(),
                (&category.share(item)).into(),
                (&category.gain(item)).into(),
                item.waived.into(),
                answer.and_then(|answer| answer.note.as_deref()).into(),
                answer.and_then(CheckAnswer::effort).into(),
                lines(answer.into_iter().flat_map(CheckAnswer::evidence)),
            ]);
            row
        })
    });
    all.collect()
}
