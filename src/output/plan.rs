//! What has to be done, found out by looking only: nothing is changed here.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::manifest::Manifest;
use super::{OutputError, path, stage};
use crate::cache::{Built, Digest, Record, Stamp};
use crate::render::Page;

/// What has to be done to an output folder.
pub(super) struct Plan {
    /// The pages that have to be made, by path.
    pub(super) todo: Vec<Page>,
    /// What stands where each of them goes.
    pub(super) places: Vec<Place>,
    /// The pages that are there already, by path.
    pub(super) done: Vec<(Box<str>, Record)>,
    /// The closer fingerprints of those pages that have one, by path.
    pub(super) closer: BTreeMap<String, Digest>,
    /// The files of ours that are no longer in the site.
    pub(super) obsolete: BTreeSet<String>,
    /// Those of them that have to go before the new files come.
    pub(super) first: BTreeSet<String>,
    /// Folders, empty without the obsolete files, where a page has to go.
    pub(super) blocked: Vec<PathBuf>,
}

/// What stands where a page goes.
pub(super) enum Place {
    /// Nothing, or nothing that will stay.
    Free,
    /// A file of ours.
    Ours(Option<Box<Stamp>>),
    /// A file that is not ours: it may stay if it is the same.
    Foreign(Option<Box<Stamp>>),
}

/// What one page needs.
enum Step {
    /// Nothing: it is there as the record says.
    Done(Box<Record>),
    /// To be made, and the folder, empty without the obsolete files, that stands in its place.
    Make(Place, Option<Box<Path>>),
}

/// What the output folder is before the build.
pub(super) struct Site {
    /// What is ours in it; `None` for a new one.
    pub(super) manifest: Option<Manifest>,
    /// Folders that builds left behind which were cut short.
    pub(super) leftovers: Vec<PathBuf>,
}

/// What may stand in a folder that is not in use: what git and file managers put there.
const HARMLESS: [&str; 5] = [".git", ".gitignore", ".gitattributes", ".gitkeep", ".DS_Store"];

impl Site {
    /// Looks at the output folder, and refuses one that is in use for something else.
    pub(super) fn open(root: &Path) -> Result<Site, OutputError> {
        let mut site = Site { manifest: None, leftovers: Vec::new() };
        let entries = match fs::read_dir(root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(site),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(OutputError::NoFolder { root: root.to_owned() });
            }
            Err(error) => return Err(OutputError::io("list", root)(error)),
        };
        let mut in_use = false;
        for entry in entries {
            let entry = entry.map_err(OutputError::io("list", root))?;
            let name = entry.file_name();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let is_staging = is_folder && name.as_encoded_bytes().starts_with(stage::PREFIX.as_bytes());
            in_use |= !is_staging && !HARMLESS.iter().any(|harmless| name == **harmless);
            if is_staging {
                site.leftovers.push(entry.path());
            }
        }
        site.manifest = Manifest::read(root)?;
        if in_use && site.manifest.is_none() {
            return Err(OutputError::NotOurs { root: root.to_owned() });
        }
        Ok(site)
    }
}

impl Plan {
    /// Compares the pages with what is there.
    pub(super) fn new(
        mut pages: Vec<Page>,
        root: &Path,
        old: &Manifest,
        built: &Built,
    ) -> Result<Plan, OutputError> {
        pages.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let looking = Looking::new(&pages, root, old, built);
        looking.folders(&pages)?;

        let mut plan = Plan {
            todo: Vec::new(),
            places: Vec::new(),
            done: Vec::new(),
            closer: pages.par_iter().filter_map(|page| looking.closer(page)).collect(),
            obsolete: BTreeSet::new(),
            first: looking.first(&pages),
            blocked: Vec::new(),
        };
        // Collected before errors are looked at, so that the first by path is the one that is told.
        let steps: Vec<_> = pages
            .par_iter()
            .map(|page| looking.page(page, plan.closer.get(&*page.path)).map_err(Box::new))
            .collect();
        let steps = steps.into_iter().collect::<Result<Vec<Step>, _>>().map_err(|error| *error)?;
        let done = steps.iter().filter(|step| matches!(step, Step::Done(_))).count();
        plan.done.reserve_exact(done);
        plan.places.reserve_exact(pages.len() - done);
        let mut steps = steps.into_iter();
        // In place: a large site has few lists that are longer.
        pages.retain_mut(|page| match steps.next() {
            Some(Step::Done(record)) => {
                plan.done.push((std::mem::take(&mut page.path), *record));
                false
            }
            Some(Step::Make(place, blocked)) => {
                plan.places.push(place);
                plan.blocked.extend(blocked.map(PathBuf::from));
                true
            }
            None => false,
        });
        plan.todo = pages;
        plan.obsolete = looking.obsolete.into_values().flatten().map(str::to_owned).collect();
        Ok(plan)
    }
}

/// All that has to be at hand to judge one page.
struct Looking<'a> {
    root: &'a Path,
    old: &'a Manifest,
    built: &'a Built,
    /// The files of ours that are no longer in the site, by their folded paths.
    obsolete: BTreeMap<Cow<'a, str>, Vec<&'a str>>,
}

impl<'a> Looking<'a> {
    /// `pages` are ordered by path.
    fn new(pages: &[Page], root: &'a Path, old: &'a Manifest, built: &'a Built) -> Looking<'a> {
        let is_planned = |path: &str| pages.binary_search_by(|page| (*page.path).cmp(path)).is_ok();
        let mut obsolete: BTreeMap<Cow<'_, str>, Vec<&str>> = BTreeMap::new();
        for path in old.files.keys().filter(|path| !is_planned(path)) {
            obsolete.entry(path::fold(path)).or_default().push(path);
        }
        Looking { root, old, built, obsolete }
    }

    /// The obsolete files that stand in the way: under the same name on some file system, as a file where a
    /// folder has to be, or in a folder where a file has to be.
    fn first(&self, pages: &[Page]) -> BTreeSet<String> {
        if self.obsolete.is_empty() {
            return BTreeSet::new();
        }
        let planned: BTreeSet<Cow<'_, str>> = pages.iter().map(|page| path::fold(&page.path)).collect();
        let folders: BTreeSet<&str> = planned.iter().flat_map(|path| path::folders(path)).collect();
        let in_the_way = |folded: &str| {
            planned.contains(folded)
                || folders.contains(folded)
                || path::folders(folded).any(|folder| planned.contains(folder))
        };
        let obsolete = self.obsolete.iter().filter(|(folded, _)| in_the_way(folded));
        obsolete.flat_map(|(_, paths)| paths).map(|path| (*path).to_owned()).collect()
    }

    /// Refuses folders that are not folders. `pages` are ordered by path.
    fn folders(&self, pages: &[Page]) -> Result<(), OutputError> {
        let folders = folders(pages.iter().map(|page| &*page.path));
        let found: Vec<Result<(), OutputError>> =
            folders.par_iter().map(|folder| self.folder(folder)).collect();
        found.into_iter().collect()
    }

    fn folder(&self, folder: &str) -> Result<(), OutputError> {
        let path = self.root.join(folder);
        match look(&path)? {
            None => Ok(()),
            Some(found) if found.is_dir() => Ok(()),
            Some(found) if found.is_symlink() => Err(OutputError::Symlink { path }),
            Some(_) if self.is_obsolete(folder)? => Ok(()),
            Some(_) => Err(OutputError::Foreign { path }),
        }
    }

    /// True where the file at this path is one that this tool wrote, and that can go.
    fn is_obsolete(&self, path: &str) -> Result<bool, OutputError> {
        if self.obsolete.is_empty() {
            return Ok(false);
        }
        let Some(known) = self.obsolete.get(&*path::fold(path)) else {
            return Ok(false);
        };
        let content = digest(&self.root.join(path))?;
        Ok(content.is_some_and(|content| known.iter().any(|known| self.old.knows(known, content))))
    }

    /// The closer fingerprint of a page that has one, with its path; the one of the last build where that made it from the
    /// same things.
    fn closer(&self, page: &Page) -> Option<(String, Digest)> {
        let same =
            self.built.get(&page.path).is_some_and(|record| record.fingerprint == Digest(page.fingerprint.0));
        let known = self.built.files().closer.get(&*page.path).copied().filter(|_| same);
        let closer = known.or_else(|| Some(Digest(page.closer()?.0)))?;
        Some((page.path.to_string(), closer))
    }

    /// True where the last build made a page from the same things: by its fingerprint, or by its closer one.
    fn is_made(&self, page: &Page, closer: Option<&Digest>, record: &Record) -> bool {
        let known = self.built.files().closer.get(&*page.path);
        record.fingerprint == Digest(page.fingerprint.0) || known.is_some() && known == closer
    }

    fn page(&self, page: &Page, closer: Option<&Digest>) -> Result<Step, OutputError> {
        let at = self.root.join(&*page.path);
        let Some(found) = look(&at)? else {
            return Ok(Step::Make(Place::Free, None));
        };
        if found.is_dir() {
            self.can_go(&at)?;
            return Ok(Step::Make(Place::Free, Some(at.into())));
        }
        // A file system that ignores case finds the old file under the new name, and it is removed first.
        if found.is_file() && self.is_obsolete(&page.path)? {
            return Ok(Step::Make(Place::Free, None));
        }
        let listed = self.old.files.get(&*page.path);
        let stamp = if found.is_file() { Stamp::of(&found) } else { None };
        let place = match (listed, self.built.get(&page.path)) {
            (Some(content), Some(record))
                if page.is_known()
                    && record.content == *content
                    && Some(record.stamp) == stamp
                    && self.is_made(page, closer, record) =>
            {
                return Ok(Step::Done(Box::new(Record {
                    fingerprint: Digest(page.fingerprint.0),
                    ..*record
                })));
            }
            (Some(_), _) => Place::Ours(stamp.map(Box::new)),
            (None, _) if found.is_file() => Place::Foreign(stamp.map(Box::new)),
            (None, _) => return Err(OutputError::Foreign { path: at }),
        };
        Ok(Step::Make(place, None))
    }

    /// Refuses a folder that holds anything but obsolete files.
    fn can_go(&self, folder: &Path) -> Result<(), OutputError> {
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| OutputError::io("list", folder)(error.into()))?;
            if entry.file_type().is_dir() {
                continue;
            }
            let path = relative(self.root, entry.path());
            if !entry.file_type().is_file() || !self.is_obsolete(&path)? {
                return Err(OutputError::Foreign { path: entry.into_path() });
            }
        }
        Ok(())
    }
}

/// The folders of paths that are in order, each once.
fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let is_in =
        |path: &str, folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let mut all: Vec<&str> = Vec::new();
    let mut before = "";
    for path in paths {
        // What is in one folder stands together: each is new to one path only.
        all.extend(path::folders(path).filter(|folder| !is_in(before, folder)));
        before = path;
    }
    all
}

/// What stands at a path, without following a link; `None` where there is nothing.
pub(super) fn look(path: &Path) -> Result<Option<Metadata>, OutputError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(OutputError::io("look at", path)(error)),
    }
}

/// The hash of a file; `None` where there is no plain file.
pub(super) fn digest(path: &Path) -> Result<Option<Digest>, OutputError> {
    match look(path)? {
        Some(found) if found.is_file() => {
            let bytes = fs::read(path).map_err(OutputError::io("read", path))?;
            Ok(Some(Digest::of(&bytes)))
        }
        _ => Ok(None),
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_folder_is_looked_at_once(paths in proptest::collection::btree_set("[aAé-]{1,2}(/[aAé-]{1,2}){0,3}", 0..12)) {
            let expected: BTreeSet<&str> = paths.iter().flat_map(|path| path::folders(path)).collect();
            let found = folders(paths.iter().map(String::as_str));
            proptest::prop_assert_eq!(found.len(), expected.len());
            proptest::prop_assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
        }
    }
}
