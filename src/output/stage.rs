//! Makes the pages into a folder of their own, so that the site changes only when all of them are there.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::error::MAKE_FOLDER;
use super::plan::Place;
use super::{OutputError, Sources};
use crate::cache::{Digest, Stamp};
use crate::render::{Page, RenderError};

/// How the names of these folders begin.
pub(super) const PREFIX: &str = ".readybook-staging-";

/// Into how many folders new files are sorted: moving a file locks the folder that it comes from.
const FOLDERS: usize = 16;

/// A folder for new files, on the same file system as the site. It is made when the first file comes, and removed when
/// this is dropped.
pub(super) struct Stage {
    root: PathBuf,
    folder: PathBuf,
    open: Mutex<bool>,
}

/// A page that was made. What it was made from is freed by then: nothing of the model is left when a site is put in place.
pub(super) struct Made {
    /// Its path.
    pub(super) path: Box<str>,
    /// What it was made from.
    pub(super) fingerprint: Digest,
    /// The hash of its bytes.
    pub(super) content: Digest,
    /// What became of it.
    pub(super) result: Outcome,
}

/// What became of a page.
pub(super) enum Outcome {
    /// The file in the site has these bytes already.
    Unchanged(Option<Box<Stamp>>),
    /// The new file waits, under this number.
    Staged(usize),
}

/// Why a page was not made.
enum Trouble {
    Output(OutputError),
    Render(RenderError),
    /// Another page's trouble ended the work.
    Stopped,
}

impl Stage {
    pub(super) fn new(root: &Path) -> Stage {
        let folder = root.join(format!("{PREFIX}{}", std::process::id()));
        Stage { root: root.to_owned(), folder, open: Mutex::default() }
    }

    /// Writes a file that waits to be put in place.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, OutputError> {
        self.open()?;
        let path = self.folder.join(name);
        fs::write(&path, bytes).map_err(OutputError::io("write", &path))?;
        Ok(path)
    }

    /// Where the new file of that number waits.
    pub(super) fn waiting(&self, number: usize) -> PathBuf {
        self.folder.join(name(number))
    }

    fn open(&self) -> Result<(), OutputError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if !*open {
            fs::create_dir(&self.folder).map_err(OutputError::io(MAKE_FOLDER, &self.folder))?;
            *open = true;
            for number in 0..FOLDERS {
                let inner = self.folder.join(number.to_string());
                fs::create_dir(&inner).map_err(OutputError::io(MAKE_FOLDER, &inner))?;
            }
        }
        Ok(())
    }

    /// Makes all pages, each given with what stands in its place, in parallel, and tells all that is wrong with them. The answers are in the same order.
    pub(super) fn make(
        &self,
        todo: Vec<Page>,
        places: Vec<Place>,
        sources: &dyn Sources,
        tick: &(dyn Fn(usize) + Sync),
    ) -> Result<Vec<Made>, OutputError> {
        let stop = AtomicBool::new(false);
        let results: Vec<Result<Made, Box<Trouble>>> = (todo, places)
            .into_par_iter()
            .enumerate()
            .map(|(number, todo)| {
                if stop.load(Ordering::Relaxed) {
                    return Err(Box::new(Trouble::Stopped));
                }
                let made = self.make_one(number, todo, sources, &stop).map_err(Box::new);
                tick(1);
                made
            })
            .collect();
        all_or_trouble(results)
    }

    fn make_one(
        &self,
        number: usize,
        (page, place): (Page, Place),
        sources: &dyn Sources,
        stop: &AtomicBool,
    ) -> Result<Made, Trouble> {
        let bytes = make_bytes(&page, sources)?;
        let content = page.hash().map_or_else(|| Digest::of(&bytes), Digest);
        let path = self.root.join(&*page.path);
        let result = match place {
            Place::Ours(stamp) | Place::Foreign(stamp) if same(&path, stamp.as_deref(), &bytes)? => {
                Outcome::Unchanged(stamp)
            }
            Place::Foreign(_) => return Err(Trouble::Output(OutputError::Foreign { path })),
            Place::Free | Place::Ours(_) => {
                let staged = self.put(&name(number), &bytes);
                // A full disk would fail for every page that follows.
                staged.inspect_err(|_| stop.store(true, Ordering::Relaxed))?;
                Outcome::Staged(number)
            }
        };
        Ok(Made { fingerprint: Digest(page.fingerprint.0), content, result, path: page.path })
    }
}

/// The name of a new file, below the folder of the stage.
fn name(number: usize) -> String {
    format!("{}/{number}", number % FOLDERS)
}

impl Drop for Stage {
    /// What cannot be removed is removed by the next build.
    fn drop(&mut self) {
        if *self.open.get_mut().unwrap_or_else(PoisonError::into_inner) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl From<OutputError> for Trouble {
    fn from(error: OutputError) -> Trouble {
        Trouble::Output(error)
    }
}

fn make_bytes<'a>(page: &'a Page, sources: &dyn Sources) -> Result<Cow<'a, [u8]>, Trouble> {
    let source = match &page.source {
        Some(source) => {
            Some(sources.bytes(&source.path).map_err(OutputError::io("read", source.path.as_ref()))?)
        }
        None => None,
    };
    page.make(source.as_deref()).map_err(Trouble::Render)
}

/// True where a plain file holds these bytes.
fn same(path: &Path, stamp: Option<&Stamp>, bytes: &[u8]) -> Result<bool, OutputError> {
    match stamp {
        Some(stamp) if stamp.len == bytes.len() as u64 => {
            Ok(fs::read(path).map_err(OutputError::io("read", path))? == bytes)
        }
        _ => Ok(false),
    }
}

/// Trouble with files comes first, since the rest may follow from it; then pages, all of them; then what stands
/// in the way.
fn all_or_trouble(results: Vec<Result<Made, Box<Trouble>>>) -> Result<Vec<Made>, OutputError> {
    let mut troubles = Vec::new();
    let all = results.into_iter().filter_map(|result| result.map_err(|trouble| troubles.push(*trouble)).ok());
    let all: Vec<Made> = all.collect();
    let mut render = Vec::new();
    let mut foreign = None;
    for trouble in troubles {
        match trouble {
            Trouble::Render(error) => render.push(error),
            Trouble::Output(error @ OutputError::Foreign { .. }) => foreign = foreign.or(Some(error)),
            Trouble::Output(error) => return Err(error),
            Trouble::Stopped => {}
        }
    }
    match foreign {
        _ if !render.is_empty() => Err(OutputError::Render(render)),
        Some(error) => Err(error),
        None => Ok(all),
    }
}
