//! Seals: what an assessment was when it was sealed, one line each, and each line with the hash of the line before it.
//! Over bytes alone, so that `sha256sum` and a shell verify them too (docs/archive.md). Pure.

mod chain;
mod merge;
mod record;
mod twins;

pub use chain::{Ledger, Line, START, mend_line_ends};
pub use merge::{Joined, NotJoined, join};
pub use record::{Merge, Record, Seal, SealedFile, Written, rubric_path};

use sha2::{Digest, Sha256};

/// Name of a project's ledger, in the folder of the project.
pub const LEDGER_FILE: &str = "ledger.jsonl";

/// Path of the ledger of a project, relative to the book.
pub fn ledger_path(project: &str) -> String {
    format!("content/{project}/{LEDGER_FILE}")
}

/// The project whose ledger has that path.
pub fn project_of_ledger(path: &str) -> Option<&str> {
    let project = path.strip_prefix("content/")?.strip_suffix(LEDGER_FILE)?.strip_suffix('/')?;
    (!project.contains('/')).then_some(project)
}

/// How an assessment stands to its seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The day it was sealed, or its correction was.
    pub on: String,
    /// By whom, where they said so.
    pub by: Option<String>,
    /// Number of the line in the ledger.
    pub line: usize,
    /// Hash of that line.
    pub hash: String,
    /// Why it was corrected, if it was.
    pub reason: Option<String>,
    /// The document and its rubric are what was sealed.
    pub intact: bool,
}

/// SHA-256 in hexadecimal, as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    crate::text::hex(&Sha256::digest(bytes))
}

/// True for a hash as `sha256sum` prints it.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
