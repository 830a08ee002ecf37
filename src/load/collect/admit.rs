//! What may come from somewhere else: plain files with plain names, and not too much of them.

use std::collections::BTreeSet;

use crate::model::is_device;
use crate::text::visible;

/// Largest file, in bytes.
const LARGEST: u64 = 8 * 1024 * 1024;
/// All files together, in bytes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// How many files.
const MOST_FILES: usize = 5000;

/// Counts what comes in.
#[derive(Default)]
pub(super) struct Admitted {
    names: BTreeSet<String>,
    bytes: u64,
}

impl Admitted {
    /// Whether a file comes in; some stay out without harm. The error says what is wrong with all of the source.
    pub(super) fn admit(&mut self, path: &str, size: u64) -> Result<bool, String> {
        let name = visible(path);
        let parts: Vec<&str> = path.split('/').collect();
        let plain = |part: &&str| {
            !part.is_empty()
                && *part != ".."
                && *part != "."
                // Windows takes none of these.
                && !part.contains(['\\', ':', '<', '>', '"', '|', '?', '*'])
                && !part.ends_with(['.', ' '])
                && !is_device(part)
        };
        if !parts.iter().all(plain) || path.chars().any(char::is_control) || path.len() > 1000 {
            return Err(format!("it holds a file of the unsafe name `{name}`"));
        }
        // A ledger is verified where it was written: the rubrics that it names are there.
        if parts.iter().any(|part| part.starts_with('.')) || path == crate::ledger::LEDGER_FILE {
            return Ok(false);
        }
        if !self.names.insert(path.to_lowercase()) {
            return Err(format!("it holds two files whose names differ only by case: `{name}`"));
        }
        if size > LARGEST {
            return Err(format!("its file `{name}` has {size} bytes, and {LARGEST} are allowed"));
        }
        self.bytes += size;
        if self.bytes > MOST_BYTES || self.names.len() > MOST_FILES {
            return Err(format!(
                "it holds more than {MOST_FILES} files or {MOST_BYTES} bytes: name the folder of its assessments with `path`"
            ));
        }
        Ok(true)
    }

    /// The error for what is neither a plain file nor a folder.
    pub(super) fn refused(what: &str, path: &str) -> String {
        format!("it holds {what}, `{}`, which is not followed", visible(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_unsafe_or_too_much_is_refused() {
        let mut all = Admitted::default();
        assert_eq!(all.admit("1.0.0.md", 10), Ok(true));
        assert_eq!(all.admit("img/a.png", 10), Ok(true));
        assert_eq!(all.admit(".git/config", 10), Ok(false));
        assert_eq!(all.admit("ledger.jsonl", 10), Ok(false));
        for bad in [
            "../x",
            "a/../b",
            "/etc/passwd",
            "a//b",
            "a\\b",
            "c:x",
            "a\nb",
            "x.",
            "con.md",
            "img/NUL",
            "a b?.md",
            "a*b",
            "a|b",
            "1.0.0.MD",
        ] {
            assert!(all.admit(bad, 1).is_err(), "{bad}");
        }
        assert!(all.admit("big", LARGEST + 1).unwrap_err().contains("8388609 bytes"));
        let mut many = Admitted::default();
        assert!((0..8).all(|at| many.admit(&format!("{at}"), LARGEST) == Ok(true)));
        assert!(many.admit("one more", 1).unwrap_err().contains("67108864 bytes"));
        let mut many = Admitted::default();
        assert!((0..MOST_FILES).all(|at| many.admit(&format!("{at}"), 0) == Ok(true)));
        assert!(many.admit("one more", 0).is_err());
    }
}
