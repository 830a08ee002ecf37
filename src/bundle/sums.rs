//! The list of an archive's files that `sha256sum -c` verifies.

use std::fmt::Write as _;

use super::Member;
use crate::ledger::{SealedFile, sha256};

/// Name of the list.
pub(super) const SUMS_FILE: &str = "SHA256SUMS";

/// The list, one line a file. The error names a file that cannot be listed.
pub(super) fn sums(members: &[Member]) -> Result<Member, String> {
    let mut text = String::new();
    for Member { path, bytes } in members {
        if !SealedFile::can_be_listed(path) {
            let path = crate::text::visible(path);
            return Err(format!(
                "`{path}` has a name that `sha256sum` cannot list as it is: rename the file"
            ));
        }
        writeln!(text, "{}  {path}", sha256(bytes)).map_err(|error| error.to_string())?;
    }
    Ok(Member { path: SUMS_FILE.to_owned(), bytes: text.into_bytes() })
}
