//! The shortest build: where nothing that the last one was made from has changed, and the site is as it left it, there is
//! nothing to do. Files are looked at, not read.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use crate::cache::{Digest, Last, Told};
use crate::compile::Options;
use crate::load::{Folder, Stamps, is_settled, still_so};
use crate::output::{Target, is_as_left, manifest_stamp, resolve};

/// What a build is made from.
pub(super) struct Key {
    hash: Digest,
    /// No file was changed so lately that another change of it could look the same.
    settled: bool,
}

impl Key {
    /// The key of a build; `None` where files alone do not say what it is made from.
    pub(super) fn of(
        folder: &Folder,
        options: Options,
        out_dir: Option<&Path>,
        base_url: Option<&str>,
    ) -> Option<Key> {
        let Stamps { hash, newest } = folder.stamps()?;
        let out_dir = out_dir.map(resolve).transpose().ok()?;
        let all = format!("{} {options:?} {out_dir:?} {base_url:?}", program()?);
        let hash = Sha256::new().chain_update(hash).chain_update(all).finalize();
        let settled = is_settled(newest, SystemTime::now());
        Some(Key { hash: Digest(hash.into()), settled })
    }

    /// The output folder and what the last build into it told, where a build would do the same again.
    pub(super) fn done(&self, book: &Path, scratch: &Path) -> Option<(PathBuf, Told)> {
        let (root, last) = Last::find(scratch, self.hash)?;
        let target = Target { root, scratch: scratch.to_owned() };
        let same = still_so(book, &last.exists)
            && is_as_left(&target, crate::VERSION, last.told.files, last.manifest);
        same.then_some((target.root, last.told))
    }

    /// Remembers a build that told of no error. What cannot be remembered is done again: slower, and nothing worse.
    pub(super) fn remember(self, folder: &Folder, target: &Target, told: Told) {
        let last = || {
            let (exists, manifest) = (folder.asked()?, manifest_stamp(&target.root)?);
            Some(Last { key: self.hash, exists, manifest, told })
        };
        let Ok(root) = resolve(&target.root) else { return };
        let _ = Last::save(self.settled.then(last).flatten(), &target.scratch, &root);
    }
}

/// The program that runs; one that was built anew may make other pages. `None` where nobody can tell.
pub(super) fn program() -> Option<Digest> {
    let found = std::env::current_exe().and_then(std::fs::symlink_metadata).ok()?;
    let stamp = (crate::VERSION, found.len(), found.modified().ok()?);
    Some(Digest::of(format!("{stamp:?}").as_bytes()))
}
