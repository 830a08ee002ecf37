//! Projects by categories: the latest score of each.

use super::Series;
use crate::book::Rubric;
use crate::score::{CategoryScore, ItemState};

/// Projects by categories.
#[derive(Clone, Debug, Default)]
pub struct Matrix<'a> {
    /// Id and title of each column.
    pub categories: Vec<(String, String)>,
    /// A row for each project, in their order.
    pub rows: Vec<MatrixRow<'a>>,
}

/// The row of one project.
#[derive(Clone, Debug)]
pub struct MatrixRow<'a> {
    /// The project.
    pub series: &'a Series,
    /// A cell for each column.
    pub cells: Vec<MatrixCell<'a>>,
}

/// One project in one category.
#[derive(Clone, Debug)]
pub enum MatrixCell<'a> {
    /// Something is answered or claimed.
    Scored(&'a CategoryScore),
    /// Nothing is answered and nothing claimed.
    Unknown {
        /// Its 0 points are below its floor.
        below_floor: bool,
    },
    /// All of it is n/a.
    NotApplicable,
    /// The project's rubric has no such category.
    Absent,
}

/// The matrix of the latest assessments of some projects. Columns are the categories of `rubrics`, in their order, each id
/// once.
pub fn matrix<'a, 'r>(projects: &'a [Series], rubrics: impl IntoIterator<Item = &'r Rubric>) -> Matrix<'a> {
    let mut categories: Vec<(String, String)> = Vec::new();
    for category in rubrics.into_iter().flat_map(|rubric| &rubric.categories) {
        if !categories.iter().any(|(id, _)| *id == category.id) {
            categories.push((category.id.clone(), category.title.clone()));
        }
    }
    let rows = projects.iter().filter_map(|series| {
        let card = &series.latest()?.card;
        let cell = |(id, _): &(String, String)| match card.categories.iter().find(|c| c.category.id == *id) {
            None => MatrixCell::Absent,
            Some(category) if !category.applicable => MatrixCell::NotApplicable,
            Some(category) if is_unknown(category) => {
                MatrixCell::Unknown { below_floor: category.is_below_floor() }
            }
            Some(category) => MatrixCell::Scored(category),
        };
        Some(MatrixRow { series, cells: categories.iter().map(cell).collect() })
    });
    let rows = rows.collect();
    Matrix { categories, rows }
}

/// Nothing of it is answered and nothing claimed.
pub fn is_unknown(category: &CategoryScore) -> bool {
    let answered = |state: ItemState| !matches!(state, ItemState::Unknown | ItemState::NotApplicable);
    category.declared_percent().is_none()
        && category.points().claimed.is_zero()
        && !category.items.iter().any(|item| answered(item.state))
}
