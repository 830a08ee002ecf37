//! `readybook schema`.

use std::path::Path;

use super::report::{to_stderr, to_stdout};
use super::{Outcome, say};
use crate::book::Rubric;
use crate::compile::read_book;
use crate::export::schema::{SCHEMAS, schema};
use crate::load::Folder;
use crate::text::one_of;

/// Print a JSON Schema for editors: this book's own categories, checks and rubrics are completed and checked
#[derive(clap::Args)]
pub(super) struct Args {
    /// What to describe: assessment (the front matter), project (that of project.md), book (book.toml) or rubric
    #[arg(default_value = "assessment")]
    what: String,
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
    if let Some(text) = schema(&args.what, &rubrics) {
        return to_stdout(&text);
    }
    let names: Vec<&str> = SCHEMAS.iter().map(|schema| schema.name).collect();
    say!("readybook: there is no schema of `{}`: {}", args.what, one_of(&args.what, &names));
    Outcome::Failed
}
