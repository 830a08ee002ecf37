//! Brings documents that are kept elsewhere into `.readybook/sources/`, one folder for each state, named after its digest.

mod admit;
mod fetch;
mod folder;
mod kept;
mod watched;

pub use kept::read_pins;
pub(super) use kept::{Collection, collection};

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::book::{Pin, Place, Source};
use crate::compile::is_assessment_path;
use crate::ledger::{is_hash, sha256};
use crate::text::visible;

/// Files of a source, by their paths in it.
type Tree = BTreeMap<String, Vec<u8>>;

/// What became of a source.
pub struct Collected {
    /// Its name.
    pub name: String,
    /// The state that it is pinned at now, or why there is no new one.
    pub pin: Result<Pin, String>,
}

/// Where all of that is kept, relative to the book.
const KEPT: &str = ".readybook/sources";

/// Where the states of a source are kept.
fn states(book: &Path, name: &str) -> PathBuf {
    book.join(KEPT).join(name)
}

/// Refuses links on the way to where the states of a source are kept: what is written and removed there would be
/// somewhere else.
fn no_link(book: &Path, name: &str) -> Result<(), String> {
    let of_source = format!("{KEPT}/{name}");
    for path in [".readybook", KEPT, &of_source] {
        if std::fs::symlink_metadata(book.join(path)).is_ok_and(|found| found.is_symlink()) {
            return Err(format!("{path} is a link, and could lead out of the book: remove it"));
        }
    }
    Ok(())
}

/// Where a state of a source is kept.
pub(super) fn state(book: &Path, pin: &Pin) -> PathBuf {
    states(book, &pin.name).join(&pin.digest)
}

/// Brings all sources in, in parallel: as they are pinned, or, where `newest` says so, as they are now. Nothing that is
/// there is replaced; `done` is told of each.
pub fn collect(
    book: &Path,
    sources: &[Source],
    pins: &[Pin],
    newest: &(dyn Fn(&str) -> bool + Sync),
    done: &(dyn Fn() + Sync),
) -> Vec<Collected> {
    let one = |source: &Source| {
        let name = &source.name.value;
        let pinned = pins.iter().find(|pin| pin.is_of(source)).filter(|_| !newest(name));
        let pin = bring(book, source, pinned).map_err(|why| visible(&why).into_owned());
        done();
        Collected { name: name.clone(), pin }
    };
    sources.par_iter().map(one).collect()
}

fn bring(book: &Path, source: &Source, pinned: Option<&Pin>) -> Result<Pin, String> {
    no_link(book, &source.name.value)?;
    if let Some(pin) = pinned.filter(|pin| is_kept(book, pin)) {
        return Ok(pin.clone());
    }
    let (tree, commit) = match &source.place {
        Place::Folder(path) => (folder::read(&book.join(path), &source.path)?, String::new()),
        Place::Git { url, revision } => {
            let scratch = states(book, &source.name.value);
            let pinned = pinned.map(|pin| pin.commit.as_str());
            fetch::fetch(book, &scratch, url, pinned.unwrap_or(revision), &source.path).map_err(|why| match pinned {
                Some(commit) => format!(
                    "the state that is pinned, commit {commit}, cannot be had: {why}; where it is gone for good, `readybook collect --update {}` takes the newest",
                    source.name.value
                ),
                None => why,
            })?
        }
    };
    if !tree.keys().any(|path| is_assessment_path(&format!("content/{}/{path}", source.name.value))) {
        let place = if source.path.is_empty() { "it".to_owned() } else { format!("`{}`", source.path) };
        return Err(format!("{place} holds no assessment: if they have moved, correct `path` in book.toml"));
    }
    let (from, revision) = source.place.words();
    let pin = Pin {
        name: source.name.value.clone(),
        from: from.to_owned(),
        revision: revision.to_owned(),
        path: source.path.clone(),
        commit,
        digest: digest(&tree),
    };
    // A folder bears no commits: that it changed is all that can be told of it.
    if let Some(old) = pinned.filter(|old| old.digest != pin.digest) {
        let what = if old.commit.is_empty() {
            "it has changed since it was pinned"
        } else {
            "it is not what was pinned"
        };
        return Err(format!("{what}: `readybook collect --update {}` takes it as it is now", old.name));
    }
    keep(book, &pin, &tree).map_err(|error| format!("it cannot be kept in .readybook: {error}"))?;
    Ok(pin)
}

/// Removes states that nothing is pinned at, and nothing else that may stand beside them. Of a source whose pinned state
/// is not here all stay: an earlier lock may pin one that can be had nowhere else.
pub fn forget(book: &Path, pins: &[Pin]) {
    for pin in pins.iter().filter(|pin| no_link(book, &pin.name).is_ok()) {
        let all = std::fs::read_dir(states(book, &pin.name)).into_iter().flatten().flatten();
        let is_other = |other: &std::fs::DirEntry| {
            let (name, is_folder) = (other.file_name(), other.file_type().is_ok_and(|kind| kind.is_dir()));
            is_folder && name.to_str().is_some_and(is_state) && *name != *pin.digest
        };
        let others: Vec<PathBuf> = all.filter(is_other).map(|other| other.path()).collect();
        if others.is_empty() || !is_kept(book, pin) {
            continue;
        }
        for other in others {
            // What cannot be removed takes space, and nothing worse.
            let _ = std::fs::remove_dir_all(other);
        }
    }
}

/// True for the name of a folder that holds a state, or one that was not finished.
fn is_state(name: &str) -> bool {
    is_hash(name.strip_prefix('.').unwrap_or(name))
}

fn digest(tree: &Tree) -> String {
    let line = |(path, bytes): (&String, &Vec<u8>)| [&sha256(bytes), "  ", path, "\n"].concat();
    sha256(tree.iter().map(line).collect::<String>().as_bytes())
}

/// True where a state is there as it was kept.
pub fn is_kept(book: &Path, pin: &Pin) -> bool {
    whole(book, pin).is_some()
}

/// The files of a state, where it is there as it was kept.
fn whole(book: &Path, pin: &Pin) -> Option<Tree> {
    no_link(book, &pin.name).ok()?;
    folder::read(&state(book, pin), "").ok().filter(|tree| digest(tree) == pin.digest)
}

/// Writes a state beside its place, and moves it there in one step.
fn keep(book: &Path, pin: &Pin, tree: &Tree) -> std::io::Result<()> {
    let place = state(book, pin);
    let staged = place.with_file_name(format!(".{}", pin.digest));
    for leftover in [&staged, &place] {
        if leftover.symlink_metadata().is_ok() {
            // Of a link, this removes the link.
            std::fs::remove_dir_all(leftover)?;
        }
    }
    for (path, bytes) in tree {
        let path = staged.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    std::fs::rename(staged, place)
}
