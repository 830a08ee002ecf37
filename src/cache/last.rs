//! What the last build into a folder was made from, and what it told: where both are as they were, there is nothing to do.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Digest, Stamp, file};

const FILE: &str = "last.json";
const VERSION: u32 = 1;

/// A build that told of no error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// The hash of all that it was made from: the program, its arguments, the files of the book.
    pub key: Digest,
    /// What stood, or did not, at paths that are not among those files.
    pub exists: BTreeMap<String, bool>,
    /// The list of what is ours in the output folder, as it was left.
    pub manifest: Stamp,
    /// What it told.
    pub told: Told,
}

/// What a build tells of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Number of files in the site.
    pub files: usize,
    /// Number of assessments.
    pub assessments: usize,
    /// Number of HTML pages.
    pub pages: usize,
    /// What was found, counted in words.
    pub tally: String,
}

#[derive(Default, Serialize, Deserialize)]
struct File {
    version: u32,
    roots: BTreeMap<PathBuf, Last>,
}

fn read(scratch: &Path) -> BTreeMap<PathBuf, Last> {
    let file = file::read::<File>(scratch, FILE).filter(|file| file.version == VERSION);
    file.map(|file| file.roots).unwrap_or_default()
}

impl Last {
    /// The output folder and the last build into it that was made from what this key says.
    pub fn find(scratch: &Path, key: Digest) -> Option<(PathBuf, Last)> {
        read(scratch).into_iter().find(|(_, last)| last.key == key)
    }

    /// Remembers it; `None` forgets what was built into that folder. Other folders that are no longer there are
    /// forgotten too.
    pub fn save(last: Option<Last>, scratch: &Path, root: &Path) -> io::Result<()> {
        let mut roots = read(scratch);
        roots.retain(|other, _| other != root && other.is_dir());
        roots.extend(last.map(|last| (root.to_owned(), last)));
        file::replace(scratch, FILE, &File { version: VERSION, roots })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn last(text: &str) -> Last {
        Last {
            key: Digest::of(text.as_bytes()),
            exists: BTreeMap::from([("../code".to_owned(), true)]),
            manifest: Stamp { len: 3, mtime: 7 },
            told: Told { files: 3, assessments: 1, pages: 2, tally: text.to_owned() },
        }
    }

    #[test]
    fn each_folder_has_its_last_build_until_it_is_forgotten_or_gone() {
        let temp = tempfile::tempdir().unwrap();
        let [scratch, one, two] = ["scratch", "one", "two"].map(|name| temp.path().join(name));
        fs::create_dir(&one).unwrap();
        fs::create_dir(&two).unwrap();
        Last::save(Some(last("a")), &scratch, &one).unwrap();
        Last::save(Some(last("b")), &scratch, &two).unwrap();
        assert_eq!(Last::find(&scratch, last("a").key), Some((one.clone(), last("a"))));
        Last::save(Some(last("c")), &scratch, &one).unwrap();
        assert_eq!(Last::find(&scratch, last("a").key), None);
        Last::save(None, &scratch, &one).unwrap();
        assert_eq!(Last::find(&scratch, last("c").key), None);
        fs::remove_dir(&two).unwrap();
        Last::save(None, &scratch, &one).unwrap();
        assert_eq!(Last::find(&scratch, last("b").key), None);
    }

    #[test]
    fn a_damaged_file_is_as_none() {
        let temp = tempfile::tempdir().unwrap();
        for bad in ["", "{", "[]", "{\"version\":9,\"roots\":{}}"] {
            fs::write(temp.path().join(FILE), bad).unwrap();
            assert_eq!(Last::find(temp.path(), last("a").key), None, "{bad}");
        }
    }
}
