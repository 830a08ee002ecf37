//! Plan, compare, write, swap: the only module that writes a site. A build that fails changes nothing, a file
//! that is not ours is never touched, and what did not change is neither made nor written again.

// An I/O module: writing sites is its purpose.
#![allow(clippy::disallowed_methods)]

mod error;
mod lock;
mod manifest;
mod path;
mod place;
mod plan;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::cache::{Built, Digest, Files, Record, Stamp};
use crate::render::Page;

pub use error::OutputError;
pub use lock::Lock;
use manifest::Manifest;
pub use path::resolve;
use place::Place;
use plan::{Plan, Site};
use stage::{Made, Outcome, Stage};

/// Hands in again the bytes of the book's files.
pub trait Sources: Sync {
    /// The bytes of a file of the book, by the path in [`crate::render::SourceRef`].
    fn bytes(&self, path: &str) -> std::io::Result<Vec<u8>>;
}

/// Where a site goes.
pub struct Target {
    /// The output folder; made if it is missing.
    pub root: PathBuf,
    /// The book's `.readybook` folder, for the lock and for what is remembered.
    pub scratch: PathBuf,
}

/// What a build did to the output folder.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Written {
    /// How many pages were new or changed.
    pub written: usize,
    /// How many pages were there already.
    pub unchanged: usize,
    /// How many files of pages that are gone were removed.
    pub removed: usize,
    /// Files of pages that are gone, left because somebody edited them; they are no longer ours.
    pub kept: Vec<String>,
}

/// Writes a site. `tool` names this program and its version. `tick` is told, from any thread, how many more
/// pages are done. Pages are taken, so that each is freed when it is made.
pub fn write(
    pages: Vec<Page>,
    target: &Target,
    tool: &str,
    sources: &dyn Sources,
    tick: &(dyn Fn(usize) + Sync),
) -> Result<Written, OutputError> {
    let Target { root, scratch } = target;
    // A `..` after a folder that does not exist yet would lead elsewhere once that folder is made.
    let root = &resolve(root)?;
    let all = pages.len();
    let paths: Vec<&str> = pages.iter().map(|page| &*page.path).collect();
    path::check(&paths)?;
    let _lock = Lock::take(scratch)?;
    let _place = Place::take(root)?;
    let (site, built) = rayon::join(|| Site::open(root), || Built::load(scratch, root, tool));
    let site = site?;
    for leftover in &site.leftovers {
        // One that cannot be removed is in nobody's way.
        let _ = fs::remove_dir_all(leftover);
    }
    let old = site.manifest.clone().unwrap_or_else(|| Manifest::new(tool, BTreeMap::new()));
    let mut plan = Plan::new(pages, root, &old, &built)?;
    tick(plan.done.len());

    let stage = Stage::new(root);
    let made = stage.make(std::mem::take(&mut plan.todo), std::mem::take(&mut plan.places), sources, tick)?;
    let new = Manifest::new(tool, contents(&plan, &made));
    let staged = made.iter().filter(|made| matches!(made.result, Outcome::Staged(_))).count();
    if staged > 0 {
        swap::set_manifest(root, &stage, &old.union(&new))?;
    }
    let moves = staged > 0 || !plan.obsolete.is_empty();
    let interrupted = |error| {
        if moves { OutputError::Interrupted(Box::new(error)) } else { error }
    };
    let taken = swap::swap(root, &plan, &stage, &made, &old).map_err(interrupted)?;
    let is_listed = staged == 0 && site.manifest.as_ref() == Some(&new);
    let list = || if is_listed { Ok(()) } else { swap::set_manifest(root, &stage, &new) };
    let records = Files { records: records(root, &plan, &made), closer: std::mem::take(&mut plan.closer) };
    let remember = || {
        if *built.files() != records {
            // What is not remembered is made again: slower, and nothing worse.
            let _ = built.with(records).save(scratch, root);
        }
    };
    let (listed, ()) = rayon::join(list, remember);
    listed.map_err(interrupted)?;
    drop(stage);

    Ok(Written { written: staged, unchanged: all - staged, removed: taken.removed, kept: taken.kept })
}

/// The stamp of the list of what is ours in an output folder; `None` where there is none.
pub fn manifest_stamp(root: &Path) -> Option<Stamp> {
    fs::symlink_metadata(root.join(manifest::NAME)).ok().as_ref().and_then(Stamp::of)
}

/// True where an output folder holds so many files, each as the last build left it, and that build's list of them.
/// Files are looked at, not read. False while another build is at work.
pub fn is_as_left(target: &Target, tool: &str, files: usize, manifest: Stamp) -> bool {
    let Target { root, scratch } = target;
    let Ok(_lock) = Lock::take(scratch) else { return false };
    if manifest_stamp(root) != Some(manifest) {
        return false;
    }
    let built = Built::load(scratch, root, tool);
    let all: Vec<(&String, &Record)> = built.files().records.iter().collect();
    let as_left = |(path, record): &(&String, &Record)| {
        let found = fs::symlink_metadata(root.join(path)).ok().filter(fs::Metadata::is_file);
        found.as_ref().and_then(Stamp::of) == Some(record.stamp)
    };
    all.len() == files && all.par_iter().all(as_left)
}

/// The hash of every page.
fn contents(plan: &Plan, made: &[Made]) -> BTreeMap<String, Digest> {
    let done = plan.done.iter().map(|(path, record)| (path.to_string(), record.content));
    let made = made.iter().map(|made| (made.path.to_string(), made.content));
    done.chain(made).collect()
}

/// What is remembered of every page.
fn records(root: &Path, plan: &Plan, made: &[Made]) -> BTreeMap<String, Record> {
    let made = made.par_iter().filter_map(|made| {
        let Made { path, fingerprint, content, result } = made;
        let stamp = match result {
            Outcome::Unchanged(stamp) => stamp.as_deref().copied(),
            Outcome::Staged(_) => fs::symlink_metadata(root.join(&**path)).ok().as_ref().and_then(Stamp::of),
        };
        Some((path.to_string(), Record { fingerprint: *fingerprint, content: *content, stamp: stamp? }))
    });
    let mut records: BTreeMap<String, Record> = made.collect();
    records.extend(plan.done.iter().map(|(path, record)| (path.to_string(), *record)));
    records
}
