//! `readybook export`.

use std::path::{Path, PathBuf};

use clap::builder::TypedValueParser;
use rayon::prelude::*;

use super::arguments::one_of_these;
use super::report::{failed, refused, shown, tell_left_out};
use super::today::today_or_fail;
use super::{Outcome, say};
use crate::compile::{Options, Tabulated, tabulate};
use crate::diag::render::count;
use crate::export::formats::{FORMATS, Format, Parts, format};
use crate::load::Folder;
use crate::model::Date;
use crate::output::{Target, write};
use crate::render::Page;

/// Write the facts of the book as tables, for spreadsheets, databases and query engines
///
/// Five tables, one row a fact: assessments, categories, checks, findings and waivers; docs/fleet.md lists their columns.
/// Only files that an export wrote are ever replaced or removed.
#[derive(clap::Args)]
pub(super) struct Args {
    /// What to write
    #[arg(long, value_parser = formats())]
    format: &'static Format,
    /// Where to write to, a folder of its own; without it, `export/FORMAT` in the book
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Export drafts too
    #[arg(long)]
    drafts: bool,
    /// Export internal documents too
    #[arg(long)]
    internal: bool,
    /// The day as of which undated assessments are judged, such as 2026-01-21; without it that of
    /// `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    one_of_these(FORMATS.iter().map(|format| (format.name, format.summary)), format)
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let today = today_or_fail(args.today)?;
    let folder = Folder::whole(book);
    let options = Options { today, keep_going: true, drafts: args.drafts, internal: args.internal };
    let done = tabulate(&folder, options, |projects| (args.format.write)(projects));
    let Tabulated { made, assessments, left_out } = done.map_err(|found| refused(&found, &folder))?;
    let whole = tell_left_out(&left_out, &folder);
    let root = args.out_dir.clone().unwrap_or_else(|| book.join("export").join(args.format.name));
    let written = made.and_then(|made| export(made, assessments, &root, book, &folder));
    say!("{}", written.map_err(failed)?);
    if whole {
        return Ok(Outcome::Fine);
    }
    say!("what cannot be read is left out");
    Ok(Outcome::ContentErrors)
}

fn export(
    made: Vec<(String, Parts)>,
    assessments: usize,
    root: &Path,
    book: &Path,
    folder: &Folder,
) -> Result<String, String> {
    if let Some(why) = super::build::misplaced(root, book) {
        return Err(why);
    }
    // A site bears a manifest of ours as well, and would be taken for an older export.
    if root.join("index.html").symlink_metadata().is_ok() {
        return Err(format!("{} holds a site: export into a folder of its own", shown(root)));
    }
    let mut pages: Vec<Page> = made
        .into_par_iter()
        .map(|(path, parts)| {
            let one = <[Vec<u8>; 1]>::try_from(parts);
            Page::held(path, one.map_or_else(|parts| parts.concat(), |[bytes]| bytes))
        })
        .collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let target = Target { root: root.to_path_buf(), scratch: book.join(".readybook") };
    let files = pages.len();
    let written =
        write(pages, &target, crate::VERSION, folder, &|_| ()).map_err(|error| error.to_string())?;
    let (assessments, files) = (count(assessments, "assessment"), count(files, "file"));
    let at = shown(root);
    let (written, removed) = (written.written, written.removed);
    Ok(format!("{assessments} in {files} below {at}: {written} written, {removed} removed"))
}
