//! A book as tables, one row a fact: one file, one table. Formats write them; docs/fleet.md lists their columns.

mod assessments;
mod categories;
mod checks;
mod findings;
mod waivers;

use rayon::prelude::*;

use crate::model::{Exact, Fact};
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
    pub rows: fn(&Series, &Assessed) -> Vec<Row>,
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
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// True or false.
    Flag(bool),
}

/// A cell for each column.
pub type Row = Vec<Cell>;

/// All tables, sorted by name.
pub const TABLES: &[&Table] =
    &[&assessments::TABLE, &categories::TABLE, &checks::TABLE, &findings::TABLE, &waivers::TABLE];

impl Table {
    /// All rows of a project, the oldest release first.
    pub fn of_project(&self, series: &Series) -> Vec<Row> {
        series.releases.iter().flat_map(|one| (self.rows)(series, one)).collect()
    }

    /// All rows of a book as one text, worked out in parallel.
    pub fn text(&self, portfolio: &Portfolio, line: impl Fn(Row) -> String + Sync) -> String {
        let of_project = |series: &Series| self.of_project(series).into_iter().map(&line).collect::<String>();
        portfolio.projects.par_iter().map(of_project).collect::<Vec<_>>().concat()
    }
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

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        i64::try_from(number).map_or(Cell::Nothing, Cell::Whole)
    }
}

impl From<&Exact> for Cell {
    fn from(figure: &Exact) -> Cell {
        Cell::Number(figure.cut_to_float(2))
    }
}

impl From<jiff::civil::Date> for Cell {
    fn from(date: jiff::civil::Date) -> Cell {
        Cell::Text(date.to_string())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Nothing, Into::into)
    }
}

/// Links and paths in one cell, a line each.
fn lines<'a>(all: impl Iterator<Item = &'a String>) -> Cell {
    let all: Vec<&str> = all.map(String::as_str).collect();
    if all.is_empty() { Cell::Nothing } else { Cell::Text(all.join("\n")) }
}

/// The texts of facts in one cell, a line each.
fn facts(all: &[Fact<String>]) -> Cell {
    lines(all.iter().map(|fact| &fact.value))
}

/// Project and release, with which every row begins.
fn identity(one: &Assessed) -> [Cell; 2] {
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
