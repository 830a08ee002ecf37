//! What of documents that are kept out of a site could still get into it: by a file that names them, or by what is
//! wrong with them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Files, Options};
use crate::diag::Diagnostic;
use crate::ledger::ledger_path;
use crate::portfolio::Assessed;

/// The files that reports may link to: not the ledger of a project with hidden documents, which names their releases
/// and scores.
pub(super) fn files(all: &BTreeSet<Arc<str>>, hidden: &[Assessed]) -> BTreeSet<Arc<str>> {
    let mut files = all.clone();
    for one in hidden {
        files.remove(ledger_path(&one.assessment.id.project).as_str());
    }
    files
}

/// The problems that a site may tell of: none that names a hidden document, nor one that could not be read and says
/// that it wants to be hidden.
pub(super) fn problems(
    files: &dyn Files,
    all: Vec<Diagnostic>,
    hidden: &[Assessed],
    options: Options,
) -> Vec<Diagnostic> {
    let paths: BTreeSet<&str> = hidden.iter().map(|one| &*one.assessment.path).collect();
    let is_hidden = |path: &str| paths.contains(path) || wants_to_be_hidden(files, path, options);
    all.into_iter()
        .filter(|found| !is_hidden(&found.path) && !found.labels.iter().any(|label| is_hidden(&label.path)))
        .collect()
}

/// True where a line of a text looks as if it kept the document out of the site. It need not be readable.
fn wants_to_be_hidden(files: &dyn Files, path: &str, options: Options) -> bool {
    let bytes = files.read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let says = |line: &str, key: &str, words: &[&str]| {
        let (name, value) = line.split_once(':').unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        name.trim().trim_matches(['"', '\'']) == key && words.iter().any(|word| value.starts_with(word))
    };
    text.lines().any(|line| {
        (!options.drafts && says(line, "draft", &["true", "yes", "on"]))
            || (!options.internal && says(line, "visibility", &["internal"]))
    })
}
