//! `readybook check --fix`: makes the changes that need nobody's judgement.

use std::collections::BTreeMap;
use std::path::Path;

use super::replace::replace;
use super::say;
use crate::book::reads_as_toml;
use crate::compile::Files;
use crate::diag::{Diagnostic, Fix, LineIndex, apply_fixes_that_read};
use crate::load::Folder;
use crate::source::front_matter_reads;
use crate::text::{mask, visible};

/// As many fixes of a file are named one by one.
const MOST_NAMED: usize = 100;

/// Makes all fixes of some diagnostics, each file in one step, and says what it did. Gives how many were made.
pub(super) fn fix(diagnostics: &[Diagnostic], folder: &Folder, book: &Path) -> Result<usize, String> {
    let mut by_path: BTreeMap<&str, Vec<&Fix>> = BTreeMap::new();
    for diagnostic in diagnostics {
        if folder.is_own(&diagnostic.path) {
            by_path
                .entry(&diagnostic.path)
                .or_default()
                .extend(diagnostic.fix.iter().chain(&diagnostic.more_fixes));
        }
    }
    let mut all = 0;
    for (path, fixes) in by_path {
        let Some(text) = folder.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            continue;
        };
        let (fixed, made) = apply_fixes_that_read(&text, &fixes, |text| reads(path, text));
        if made.is_empty() {
            continue;
        }
        replace(&book.join(path), fixed.as_bytes())?;
        let index = LineIndex::new(&text);
        for fix in made.iter().take(MOST_NAMED) {
            let at = index.position(fix.span.start);
            let (wrong, right) = (shown(&fix.wrong), shown(&fix.right));
            say!("fixed {}:{}:{}: `{wrong}` is now `{right}`", visible(path), at.line, at.column);
        }
        if made.len() > MOST_NAMED {
            say!("fixed {} more in {}", made.len() - MOST_NAMED, visible(path));
        }
        all += made.len();
    }
    Ok(all)
}

/// A text that holds no secret and can do nothing to a terminal.
fn shown(text: &str) -> String {
    visible(&mask(text)).into_owned()
}

/// True where what a file states can still be read, whatever it says.
fn reads(path: &str, text: &str) -> bool {
    if Path::new(path).extension().is_some_and(|extension| extension == "toml") {
        return reads_as_toml(text);
    }
    front_matter_reads(text)
}
