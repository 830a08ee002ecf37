//! What a build keeps of the documents that it read, for the next one.

use std::path::Path;

use super::unchanged::program;
use crate::cache::{Digest, Kept};
use crate::compile::{ReadBefore, Unpacked};

/// Documents of the last build, and where those of this one are kept.
pub(super) struct Documents {
    program: Option<Digest>,
    kept: Option<Kept>,
    /// As the last build read them.
    pub(super) before: ReadBefore,
}

impl Documents {
    /// What the last build kept.
    pub(super) fn load(scratch: &Path) -> Documents {
        let program = program();
        let mut kept = program.and_then(|program| Kept::load(scratch, program));
        let before = kept.as_mut().map(|kept| {
            let folders = kept.open(scratch, Unpacked::of);
            ReadBefore::of(kept.config.0, folders)
        });
        Documents { program, kept, before: before.unwrap_or_default() }
    }

    /// Keeps them. What cannot be kept is read again: slower, and nothing worse.
    pub(super) fn save(self, scratch: &Path) {
        let Some(program) = self.program else { return };
        let before = self.before;
        let keys = [program, Digest(before.config())];
        let _ = Kept::save(self.kept, scratch, keys, &before.folders(), &|folder| before.pack(folder));
    }
}
