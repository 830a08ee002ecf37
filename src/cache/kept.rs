//! Documents as the last build read them, packed, a file for each folder of the book: what did not change is not read anew.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Digest, Stamp, file};

const FILE: &str = "documents.json";
const FOLDER: &str = "documents";
const VERSION: u32 = 1;

/// What is kept of the documents of a book.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    version: u32,
    /// The program that packed them.
    program: Digest,
    /// The configuration under which they were read.
    pub config: Digest,
    /// By the folder of the book.
    folders: BTreeMap<String, Pack>,
}

/// The documents of one folder.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pack {
    /// What they were read from.
    read_from: Digest,
    /// The hash of the file.
    content: Digest,
    /// The file as it was left. Nobody can foretell when a file is written: one that came with the book is not taken for ours.
    stamp: Stamp,
}

impl Kept {
    /// What a program kept; `None` where it is missing, damaged, or by another program.
    pub fn load(scratch: &Path, program: Digest) -> Option<Kept> {
        let kept = file::read::<Kept>(scratch, FILE)?;
        (kept.version == VERSION && kept.program == program).then_some(kept)
    }

    /// Opens the packs that are as they were left. The others are forgotten, so that they are packed anew.
    pub fn open<T: Send>(&mut self, scratch: &Path, open: impl Fn(&[u8]) -> T + Sync) -> Vec<T> {
        // The kernel has to find and clear all room that is new, so that each is read where another one was.
        let read = |bytes: &mut Vec<u8>, (folder, pack): (String, Pack)| {
            let path = scratch.join(FOLDER).join(name(&folder));
            let found = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
            if Stamp::of(&found)? != pack.stamp {
                return None;
            }
            bytes.clear();
            File::open(&path).ok()?.read_to_end(bytes).ok()?;
            (Digest::of(bytes) == pack.content).then(|| ((folder, pack), open(bytes)))
        };
        let folders = std::mem::take(&mut self.folders).into_par_iter();
        let read: Vec<_> = folders.map_init(Vec::new, read).flatten_iter().collect();
        let (folders, opened): (_, Vec<_>) = read.into_iter().unzip();
        self.folders = folders;
        opened
    }

    /// Keeps what `folders` names, each with what its documents were read from: packed are those that changed since `before`.
    /// What could not be written is not kept.
    pub fn save(
        before: Option<Kept>,
        scratch: &Path,
        [program, config]: [Digest; 2],
        folders: &BTreeMap<&str, [u8; 32]>,
        pack: &(dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    ) -> io::Result<()> {
        let root = scratch.join(FOLDER);
        let same_config = before.as_ref().is_some_and(|kept| kept.config == config);
        let mut known = before.map(|kept| kept.folders).unwrap_or_default();
        let old: Vec<Option<Pack>> = folders
            .iter()
            .map(|(folder, from)| {
                known.remove(*folder).filter(|pack| same_config && pack.read_from.0 == *from)
            })
            .collect();
        if known.is_empty() && old.iter().all(Option::is_some) {
            return Ok(());
        }
        // A link would lead out of the folder.
        if fs::symlink_metadata(&root).is_ok_and(|found| !found.is_dir()) {
            fs::remove_file(&root)?;
        }
        fs::create_dir_all(&root)?;
        for gone in known.keys() {
            // What is left of a project that is gone only takes room.
            let _ = fs::remove_file(root.join(name(gone)));
        }
        let one = |((folder, from), old): ((&&str, &[u8; 32]), Option<Pack>)| {
            if let Some(pack) = old {
                return Some(((*folder).to_owned(), pack));
            }
            let (bytes, path) = (pack(folder)?, root.join(name(folder)));
            file::write_anew(&path, &bytes).ok()?;
            let stamp = Stamp::of(&fs::symlink_metadata(&path).ok()?)?;
            let pack = Pack { read_from: Digest(*from), content: Digest::of(&bytes), stamp };
            Some(((*folder).to_owned(), pack))
        };
        let all: Vec<_> = folders.iter().zip(old).collect();
        let folders = all.into_par_iter().filter_map(one).collect();
        file::replace(scratch, FILE, &Kept { version: VERSION, program, config, folders })
    }
}

/// The name of a file for a folder of any name.
fn name(folder: &str) -> String {
    Digest::of(folder.as_bytes()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is packed is opened without another look at it: only its hash says that it is what was kept.
    #[test]
    fn other_bytes_under_a_known_stamp_are_not_given_back() {
        let scratch = tempfile::tempdir().unwrap();
        let program = Digest::of(b"program");
        let folders = BTreeMap::from([("content/p", [1; 32])]);
        let pack = |_: &str| Some(b"documents".to_vec());
        Kept::save(None, scratch.path(), [program; 2], &folders, &pack).unwrap();
        let mut kept = Kept::load(scratch.path(), program).unwrap();
        assert_eq!(kept.open(scratch.path(), <[u8]>::to_vec), [b"documents"]);
        let path = scratch.path().join(FOLDER).join(name("content/p"));
        fs::write(&path, b"docUments").unwrap();
        let stamp = Stamp::of(&fs::symlink_metadata(&path).unwrap()).unwrap();
        kept.folders.values_mut().for_each(|pack| pack.stamp = stamp);
        assert!(kept.open(scratch.path(), <[u8]>::to_vec).is_empty());
    }
}
