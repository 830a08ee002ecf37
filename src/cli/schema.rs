//! `readybook schema`.

use std::path::Path;

use clap::builder::TypedValueParser;

use super::Outcome;
use super::arguments::one_of_these;
use super::report::{refused, to_stdout};
use crate::book::Rubric;
use crate::compile::read_book;
use crate::export::schema::{SCHEMAS, Schema};
use crate::load::Folder;

/// Print a JSON Schema for editors: this book's own categories, checks and rubrics are completed and checked
#[derive(clap::Args)]
pub(super) struct Args {
    /// What to describe
    #[arg(default_value = "assessment", value_parser = schemas())]
    what: &'static Schema,
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let folder = Folder::open(book);
    let read = read_book(&folder).map_err(|found| refused(&found, &folder))?;
    let rubrics: Vec<&Rubric> = read.all().iter().map(|rubric| &**rubric).collect();
    to_stdout(&args.what.text(&rubrics))
}

/// Finds a schema by its name; help and completions list them.
fn schemas() -> impl TypedValueParser<Value = &'static Schema> {
    let find = |name: &str| SCHEMAS.iter().find(|schema| schema.name == name);
    one_of_these(SCHEMAS.iter().map(|schema| (schema.name, schema.summary)), find)
}
