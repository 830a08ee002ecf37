//! `readybook build`.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::kept::Documents;
use super::progress::Progress;
use super::report::{failed, shown, to_stderr};
use super::today::today_or_fail;
use super::unchanged::Key;
use super::{Outcome, say};
use crate::book::site_address;
use crate::cache::Told;
use crate::compile::{Files, Options, compile_after};
use crate::diag::render::{count, tally};
use crate::diag::{Diagnostic, Kind, Severity};
use crate::load::{FOLDERS, Folder};
use crate::model::Date;
use crate::output::{Sources, Target, Written, resolve, write};

/// Build the site into the book's output folder
///
/// Structural errors (a document that cannot be read or identified, a broken book.toml, rubric or template) stop
/// the build, and nothing is written. Everything else that `readybook check` finds is shown on the pages.
/// Only files that a build wrote are ever replaced or removed.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Where to build to; without it, `output` of [build] in book.toml
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Leave broken documents out, with a page that names them, instead of stopping
    #[arg(long)]
    keep_going: bool,
    /// Make the exit status 1 when there are diagnostics of this kind: `errors`, or `warnings` too
    #[arg(long, value_name = "WHAT", value_parser = ["errors", "warnings"])]
    deny: Option<String>,
    /// Publish drafts too
    #[arg(long)]
    drafts: bool,
    /// Publish internal documents too
    #[arg(long)]
    internal: bool,
    /// Where the site is published, such as <https://example.org/readiness/>: only what needs a whole address uses it.
    /// Without it, `base-url` of [publish] in book.toml
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    base_url: Option<String>,
    /// The day to count ages from, such as 2026-01-21; without it that of `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

impl Sources for Folder {
    fn bytes(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.read(path).map_err(|why| std::io::Error::other(why.to_string()))
    }
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let started = Instant::now();
    let today = today_or_fail(args.today)?;
    let folder = Folder::whole(book);
    let options =
        Options { today, keep_going: args.keep_going, drafts: args.drafts, internal: args.internal };
    let scratch = book.join(".readybook");
    let key = Key::of(&folder, options, args.out_dir.as_deref(), args.base_url.as_deref());
    if let Some((root, told)) =
        key.as_ref().filter(|_| args.deny.is_none()).and_then(|key| key.done(book, &scratch))
    {
        tell(&told, &Written { unchanged: told.files, ..Written::default() }, &root, started);
        return Ok(Outcome::Fine);
    }
    let mut documents = Documents::load(&scratch);
    let compiled = compile_after(&folder, options, args.base_url.as_deref(), &mut documents.before);
    let found = super::check::denied(compiled.diagnostics, args.deny.as_deref());
    let Some(pages) = compiled.site else {
        let stopping: Vec<Diagnostic> = found.iter().filter(|d| d.stops_build()).cloned().collect();
        to_stderr(&stopping, &folder);
        say!("nothing was built: mend what is above; `readybook check` names everything else too");
        let of_setup = found.iter().any(|d| d.kind == Kind::Setup);
        return Err(if of_setup { Outcome::Failed } else { Outcome::ContentErrors });
    };
    let root = args.out_dir.clone().unwrap_or_else(|| book.join(&compiled.config.output));
    if let Some(why) = misplaced(&root, book) {
        return Err(failed(why));
    }
    let target = Target { root: root.clone(), scratch };
    // Before the pages, which then are all that holds documents, and free them.
    documents.save(&target.scratch);
    let told = Told {
        files: pages.len(),
        assessments: compiled.assessments,
        pages: pages.iter().filter(|page| is_html(&page.path)).count(),
        tally: tally(&found),
    };
    let progress = Progress::new(started, pages.len(), "pages");
    let so_far = AtomicUsize::new(0);
    let tick = |done: usize| progress.tick(done, so_far.fetch_add(done, Ordering::Relaxed) + done);
    let written = write(pages, &target, crate::VERSION, &folder, &tick);
    progress.finish();
    let written = written.map_err(failed)?;
    for path in &written.kept {
        say!("readybook: {path} was changed by hand and is kept; it is no part of the site any more");
    }
    let errors: Vec<Diagnostic> = found.iter().filter(|d| d.severity == Severity::Error).cloned().collect();
    to_stderr(&errors, &folder);
    tell(&told, &written, &root, started);
    if let Some(key) = key.filter(|_| errors.is_empty()) {
        key.remember(&folder, &target, told);
    }
    let denied = args.deny.is_some() || found.iter().any(Diagnostic::stops_build);
    Ok(if denied && !errors.is_empty() { Outcome::ContentErrors } else { Outcome::Fine })
}

/// Says what was built.
fn tell(told: &Told, written: &Written, root: &Path, started: Instant) {
    say!(
        "{} on {}: {} written, {} unchanged, {} removed; {}; {:.2} s",
        count(told.assessments, "assessment"),
        count(told.pages, "page"),
        count(written.written, "file"),
        written.unchanged,
        written.removed,
        told.tally,
        started.elapsed().as_secs_f64(),
    );
    say!("open {} in a browser", shown(&root.join("index.html")));
}

fn address(text: &str) -> Result<String, &'static str> {
    site_address(text)
        .ok_or("it is no web address: write it with its scheme, such as https://example.org/readiness/")
}

/// Why a site may not be built there: into what it is made from, around it, or where a person lives.
pub(super) fn misplaced(root: &Path, book: &Path) -> Option<String> {
    let (root, book) = (resolve(root).ok()?, resolve(book).ok()?);
    let home = std::env::home_dir().and_then(|home| resolve(&home).ok());
    let own = FOLDERS.iter().chain(&[".readybook"]).any(|part| root.starts_with(book.join(part)));
    let why = if root.parent().is_none() || home.is_some_and(|home| home == root) {
        "it holds much else"
    } else if own || book.starts_with(&root) {
        "the book itself is there"
    } else {
        return None;
    };
    Some(format!("nothing is written into {}: {why}; use a folder of its own, such as output", shown(&root)))
}

fn is_html(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}
