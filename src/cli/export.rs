//! `readybook export`.

use std::path::{Path, PathBuf};

use clap::builder::TypedValueParser;

use super::arguments::one_of_these;
use super::report::{failed, refused, shown, tell_left_out};
use super::today::today_or_fail;
use super::{Outcome, say};
use crate::compile::{Options, survey};
use crate::diag::render::count;
use crate::export::formats::{FORMATS, Format, format};
use crate::load::Folder;
use crate::model::Date;
use crate::output::{Target, write};
use crate::portfolio::{Portfolio, Series};
use crate::render::{Fingerprint, Page};

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
    let survey = survey(&folder, options).map_err(|found| refused(&found, &folder))?;
    let whole = tell_left_out(&survey.diagnostics, &folder);
    let root = args.out_dir.clone().unwrap_or_else(|| book.join("export").join(args.format.name));
    let portfolio = published(survey.portfolio, options);
    say!("{}", export(args.format, &portfolio, &root, book, &folder).map_err(failed)?);
    if whole {
        return Ok(Outcome::Fine);
    }
    say!("what is above is left out");
    Ok(Outcome::ContentErrors)
}

/// The portfolio without documents that are not asked for.
fn published(portfolio: Portfolio, options: Options) -> Portfolio {
    let kept = portfolio.projects.into_iter().filter_map(|series| {
        let releases = series.releases.into_iter().filter(|one| options.publishes(&one.assessment)).collect();
        let series = Series { releases, ..series };
        (!series.releases.is_empty()).then_some(series)
    });
    Portfolio { projects: kept.collect() }
}

fn export(
    format: &Format,
    portfolio: &Portfolio,
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
    let mut pages: Vec<Page> = (format.write)(portfolio)?
        .into_iter()
        .map(|(path, bytes)| Page::new(path, Fingerprint::of([&*bytes]), move || Ok(bytes.clone())))
        .collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let target = Target { root: root.to_path_buf(), scratch: book.join(".readybook") };
    let written =
        write(&pages, &target, crate::VERSION, folder, &|_| ()).map_err(|error| error.to_string())?;
    let (assessments, files) = (count(portfolio.assessments(), "assessment"), count(pages.len(), "file"));
    let at = shown(root);
    let (written, removed) = (written.written, written.removed);
    Ok(format!("{assessments} in {files} below {at}: {written} written, {removed} removed"))
}
