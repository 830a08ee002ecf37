//! `readybook migrate`.

use std::path::Path;

use similar::TextDiff;

use super::replace::replace;
use super::report::{failed, to_stderr, to_stdout};
use super::{Outcome, say};
use crate::check::explain;
use crate::compile::{EntryKind, Files, read_text};
use crate::diag::{Diagnostic, Kind};
use crate::load::Folder;
use crate::source::{FORMAT, Lifted, lift};

/// Lift documents of an older format to the one that this program reads
///
/// Shows what would change, as a diff; with `--write` the files are changed, each in one step. Nothing but the
/// lines that the formats differ in is touched.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Change the files
    #[arg(long)]
    write: bool,
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let folder = Folder::open(book);
    let (mut broken, mut changed): (Vec<Diagnostic>, usize) = (Vec::new(), 0);
    let documents = folder.entries().iter().filter(|entry| {
        entry.kind == EntryKind::File
            && entry.path.starts_with("content/")
            && entry.path.ends_with(".md")
            && !entry.path.ends_with("/project.md")
    });
    for entry in documents {
        let Some(text) = read_text(&folder, &entry.path, Kind::Structural, &mut broken) else {
            continue;
        };
        match lift(&entry.path, &text) {
            Lifted::Current => {}
            Lifted::Unknown(diagnostic) => broken.push(*diagnostic),
            Lifted::To(lifted) => {
                changed += 1;
                let diff = TextDiff::from_lines(&text, &lifted);
                let header = (format!("a/{}", entry.path), format!("b/{}", entry.path));
                let shown_diff = diff.unified_diff().header(&header.0, &header.1).to_string();
                to_stdout(&shown_diff)?;
                if args.write {
                    replace(&book.join(&*entry.path), lifted.as_bytes()).map_err(failed)?;
                }
            }
        }
    }
    explain(&mut broken);
    to_stderr(&broken, &folder);
    match (changed, args.write) {
        (0, _) if !broken.is_empty() => {
            let n = broken.len();
            let plural = if n == 1 { "" } else { "s" };
            say!(
                "of {n} document{plural} nobody can tell the format; no other is of an older one than {FORMAT}"
            );
        }
        (0, _) => say!("no document is of an older format than {FORMAT}"),
        (n, true) => say!("lifted {n} to format {FORMAT}"),
        (n, false) => say!("{n} would be lifted to format {FORMAT}; run it with `--write` to change them"),
    }
    Ok(if broken.is_empty() { Outcome::Fine } else { Outcome::ContentErrors })
}
