//! `readybook import`.
use std::path::{Path, PathBuf};

use super::report::to_stdout;
use super::{Outcome, say};
use crate::import::{Facts, Lexicon};
use crate::text::encoding::decode;
use crate::text::repair::repair;

/// Import
#[derive(clap::Args)]
pub(super) struct Args {
    files: Vec<PathBuf>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long)]
    format: Option<String>,
}

pub(super) fn run(args: &Args, _book: &Path) -> Outcome {
    let lexicon = Lexicon::new();
    let mut all = Vec::new();
    for file in &args.files {
        let bytes = std::fs::read(file).unwrap_or_default();
        match decode(&bytes) {
            Ok(decoded) => {
                let repaired = repair(decoded.text);
                all.push(Facts::read(&repaired.text, 0, &lexicon).json());
            }
            Err(why) => say!("{why}"),
        }
    }
    let json = if all.len() == 1 { all.remove(0) } else { all.into() };
    to_stdout(&json.to_string())
}
