//! A book as tables, one row a fact: one file, one table. Formats write them; docs/fleet.md lists their columns.

mod assessments;
mod categories;
mod checks;
mod findings;
mod waivers;

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::{Details, Exact, Fact};
use crate::portfolio::{Assessed, Portfolio, Series};

/// A table.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row of it is, in one line.
    pub about: &'static str,
    /// Its columns; the first is the project.
    pub columns: &'static [Column],
    /// The rows of one assessment.
    pub rows: for<'a> fn(&'a Series, &'a Assessed, &'a Details) -> Vec<Row<'a>>,
}

/// A column.
pub struct Column {
    /// Its name: fit for every engine as it is.
    pub name: &'static str,
    /// What its cells are.
    pub kind: Kind,
    /// What it says, in one line.
    pub about: &'static str,
}

/// What the cells of a column are; each may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts; dates are texts such as `2026-01-21`.
    Text,
    /// Numbers, cut off after two decimals.
    Number,
    /// Whole numbers.
    Whole,
    /// True or false.
    Flag,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell<'a> {
    /// Nothing.
    Nothing,
    /// A text; mostly one that the assessment holds already.
    #[serde(borrow)]
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// True or false.
    Flag(bool),
}

/// A cell for each column.
pub type Row<'a> = Vec<Cell<'a>>;

/// All tables, sorted by name.
pub const TABLES: &[&Table] =
    &[&assessments::TABLE, &categories::TABLE, &checks::TABLE, &findings::TABLE, &waivers::TABLE];

/// The projects of a book, which may be judged while they are handed over: so that none has to be kept until the last is.
pub trait Projects: Sync {
    /// Hands over each project once, in parallel, with its place among all.
    fn each(&self, one: &(dyn Fn(usize, &Series) + Sync));
}

impl Projects for Portfolio {
    fn each(&self, one: &(dyn Fn(usize, &Series) + Sync)) {
        self.projects.par_iter().enumerate().for_each(|(at, series)| one(at, series));
    }
}

/// What is made of each project, in their order.
pub fn of_each<T: Send>(projects: &dyn Projects, make: impl Fn(&Series) -> T + Sync) -> Vec<T> {
    let all = Mutex::new(Vec::new());
    projects.each(&|at, series| {
        let one = (at, make(series));
        all.lock().unwrap_or_else(PoisonError::into_inner).push(one);
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, one)| one).collect()
}

/// A project with what its releases state, opened once for all tables.
pub struct Opened<'a> {
    series: &'a Series,
    details: Vec<Details>,
}

impl<'a> Opened<'a> {
    /// Opens what the releases of a project state.
    pub fn of(series: &'a Series) -> Opened<'a> {
        let details = series.releases.iter().map(|one| one.assessment.details.open()).collect();
        Opened { series, details }
    }
}

impl Table {
    /// All rows of a project, the oldest release first.
    pub fn of_project<'a>(&self, project: &'a Opened<'a>) -> impl Iterator<Item = Row<'a>> {
        let Opened { series, details } = project;
        let rows = self.rows;
        series.releases.iter().zip(details).flat_map(move |(one, details)| rows(series, one, details))
    }
}

/// Each table as text, in parts: what `begin` gives, and the rows of each project as `line` adds them.
pub fn texts(
    projects: &dyn Projects,
    begin: impl Fn(&Table) -> String,
    line: impl Fn(&Table, &mut String, &Row<'_>) + Sync,
) -> Vec<Vec<Vec<u8>>> {
    let of_projects = of_each(projects, |series| {
        let project = Opened::of(series);
        TABLES
            .iter()
            .map(|table| {
                let mut out = String::new();
                table.of_project(&project).for_each(|row| line(table, &mut out, &row));
                out.into_bytes()
            })
            .collect::<Vec<Vec<u8>>>()
    });
    let mut tables: Vec<Vec<Vec<u8>>> = TABLES.iter().map(|table| vec![begin(table).into_bytes()]).collect();
    for parts in of_projects {
        tables.iter_mut().zip(parts).for_each(|(table, part)| table.push(part));
    }
    tables
}

/// A column of texts.
const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Text, about }
}

/// A column of numbers.
const fn number(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Number, about }
}

/// A column of whole numbers.
const fn whole(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Whole, about }
}

/// A column of true and false.
const fn flag(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Flag, about }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Cell<'a> {
        Cell::Text(text.into())
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Cell<'a> {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Cell::Flag(flag)
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or(Cell::Nothing, Cell::Whole)
    }
}

impl From<&Exact> for Cell<'_> {
    fn from(figure: &Exact) -> Self {
        Cell::Number(figure.cut_to_float(2))
    }
}

impl From<jiff::civil::Date> for Cell<'_> {
    fn from(date: jiff::civil::Date) -> Self {
        date.to_string().into()
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Cell<'a> {
        cell.map_or(Cell::Nothing, Into::into)
    }
}

/// Links and paths in one cell, a line each.
fn lines<'a>(mut all: impl Iterator<Item = &'a str>) -> Cell<'a> {
    let Some(first) = all.next() else { return Cell::Nothing };
    let mut text = Cow::from(first);
    for more in all {
        text.to_mut().extend(["\n", more]);
    }
    Cell::Text(text)
}

/// The texts of facts in one cell, a line each.
fn facts(all: &[Fact<String>]) -> Cell<'_> {
    lines(all.iter().map(|fact| fact.value.as_str()))
}

/// Project and release, with which every row begins.
fn identity(one: &Assessed) -> [Cell<'_>; 2] {
    [(&one.assessment.id.project).into(), (&one.assessment.id.release).into()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_everywhere_and_every_row_begins_with_project_and_release() {
        for table in TABLES {
            let mut names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names[..2], ["project", "release"], "{}", table.name);
            for name in names.iter().chain([&table.name]) {
                assert!(
                    name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit()),
                    "{name}"
                );
            }
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
        }
        assert!(TABLES.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
