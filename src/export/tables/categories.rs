//! Scores of categories.

use super::{Row, Table, flag, identity, number, text};
use crate::model::Details;
use crate::portfolio::{Assessed, Series};

pub(super) static TABLE: Table = Table {
    name: "categories",
    about: "a category of the rubric in an assessment",
    columns: &[
        text("project", "id of the project"),
        text("release", "the release"),
        text("category", "id of the category"),
        text("title", "its title"),
        number("weight", "its weight in the whole"),
        flag("applicable", "not all of it is n/a"),
        number("score", "earned and claimed points"),
        number("earned", "points answered and met"),
        number("claimed", "points declared and not answered"),
        number("unanswered", "points neither answered nor declared"),
        number("lost", "points answered and not met"),
        number("floor", "points that it may not fall below"),
        text("declared", "what the authors declare, as written"),
        text("claim", "what claims its points: declared, checklist or nothing"),
    ],
    rows,
};

fn rows<'a>(_: &'a Series, one: &'a Assessed, _: &'a Details) -> Vec<Row<'a>> {
    let row = |category: &'a crate::score::CategoryScore| {
        let points = category.points();
        let mut row = Row::from(identity(one));
        row.extend([
            (&category.category.id).into(),
            (&category.category.title).into(),
            (&category.category.weight).into(),
            category.applicable.into(),
            (&points.score()).into(),
            (&points.earned).into(),
            (&points.claimed).into(),
            (&points.unanswered).into(),
            (&points.lost).into(),
            category.category.floor.as_ref().into(),
            category.declared_text().into(),
            category.claim().id().into(),
        ]);
        row
    };
    one.card.categories.iter().map(row).collect()
}
