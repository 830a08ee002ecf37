//! `readybook schema`.

use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::Outcome;
use super::report::{to_stderr, to_stdout};
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

pub(super) fn run(args: &Args, book: &Path) -> Outcome {
    let folder = Folder::open(book);
    let read = match read_book(&folder) {
        Ok(read) => read,
        Err(found) => {
            to_stderr(&found, &folder);
            return Outcome::Failed;
        }
    };
    let rubrics: Vec<&Rubric> = read.all().iter().map(|rubric| &**rubric).collect();
    to_stdout(&args.what.text(&rubrics))
}

/// Finds a schema by its name; help and completions list them.
fn schemas() -> impl TypedValueParser<Value = &'static Schema> {
    let values = SCHEMAS.iter().map(|schema| PossibleValue::new(schema.name).help(schema.summary));
    let find = |name: String| SCHEMAS.iter().find(|schema| schema.name == name).ok_or("it is not known");
    PossibleValuesParser::new(values).try_map(find)
}
