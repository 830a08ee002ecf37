//! The list, in the site itself, of the files that are ours: only these are ever replaced or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{OutputError, path};
use crate::cache::Digest;

/// Its name in the output folder.
pub(super) const NAME: &str = ".readybook-manifest.json";
const VERSION: u32 = 1;

/// The files that are ours. It holds no time and no path of the machine: the same site has the same manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    tool: String,
    /// Each path with the hash of its bytes.
    pub(super) files: BTreeMap<String, Digest>,
    /// Only while new files are being put in place: what a path may still hold, where that was cut short.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    earlier: BTreeMap<String, BTreeSet<Digest>>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Manifest {
    /// A manifest of these files.
    pub(super) fn new(tool: &str, files: BTreeMap<String, Digest>) -> Manifest {
        Manifest { version: VERSION, tool: tool.to_owned(), files, earlier: BTreeMap::new() }
    }

    /// The manifest of a site; `None` where there is none.
    pub(super) fn read(root: &Path) -> Result<Option<Manifest>, OutputError> {
        let path = root.join(NAME);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OutputError::io("read", path)(error)),
        };
        Manifest::parse(&bytes).map(Some).map_err(|why| OutputError::Manifest { path, why })
    }

    fn parse(bytes: &[u8]) -> Result<Manifest, String> {
        let damaged = |error: serde_json::Error| format!("it is damaged ({error})");
        // Of another version it may be of any form; the version alone is read where the whole is not ours.
        let read = serde_json::from_slice::<Manifest>(bytes);
        let version = match &read {
            Ok(manifest) => manifest.version,
            Err(_) => serde_json::from_slice::<Version>(bytes).map_err(damaged)?.version,
        };
        if version != VERSION {
            return Err(format!("it is of version {version}, and this tool knows only version {VERSION}"));
        }
        let manifest = read.map_err(damaged)?;
        // It says what may be deleted, so it must not lead out of the site.
        let listed = manifest.files.keys().chain(manifest.earlier.keys());
        match listed.into_iter().find(|path| !path::is_safe(path)) {
            Some(path) => Err(format!("it lists {path:?}, which no page can have as its path")),
            None => Ok(manifest),
        }
    }

    /// Its bytes in the file.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, OutputError> {
        let mut bytes = serde_json::to_vec_pretty(self)
            .map_err(|error| OutputError::io("write", NAME)(io::Error::from(error)))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// True where these bytes are something that this tool wrote to this path.
    pub(super) fn knows(&self, path: &str, content: Digest) -> bool {
        self.files.get(path) == Some(&content)
            || self.earlier.get(path).is_some_and(|earlier| earlier.contains(&content))
    }

    /// What is true from the first new file put in place to the last: each path may hold old or new bytes.
    pub(super) fn union(&self, new: &Manifest) -> Manifest {
        let mut union = new.clone();
        union.earlier.clone_from(&self.earlier);
        for (path, old) in &self.files {
            if union.files.entry(path.clone()).or_insert(*old) != old {
                union.earlier.entry(path.clone()).or_default().insert(*old);
            }
        }
        union
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(files: &[(&str, &str)]) -> Manifest {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), Digest::of(text.as_bytes())));
        Manifest::new("readybook 1.0", files.collect())
    }

    #[test]
    fn the_file_is_pretty_sorted_and_read_back() {
        let written = manifest(&[("b", "2"), ("a", "1")]);
        let text = String::from_utf8(written.bytes().unwrap()).unwrap();
        let (a, b) = (Digest::of(b"1"), Digest::of(b"2"));
        let expected = format!(
            "{{\n  \"version\": 1,\n  \"tool\": \"readybook 1.0\",\n  \"files\": {{\n    \"a\": \"{a}\",\n    \
             \"b\": \"{b}\"\n  }}\n}}\n"
        );
        assert_eq!(text, expected);
        assert_eq!(Manifest::parse(text.as_bytes()), Ok(written));
    }

    #[test]
    fn a_union_knows_the_old_and_the_new_however_often_it_is_cut_short() {
        let [first, second, third] = ["1", "2", "3"].map(|text| manifest(&[("a", text), ("same", "0")]));
        let union = first.union(&second).union(&third).union(&manifest(&[("b", "4")]));
        for (path, text, known) in [
            ("a", "1", true),
            ("a", "2", true),
            ("a", "3", true),
            ("a", "4", false),
            ("b", "4", true),
            ("c", "1", false),
        ] {
            assert_eq!(union.knows(path, Digest::of(text.as_bytes())), known, "{path} {text}");
        }
        assert!(!union.earlier.contains_key("same"));
        assert_eq!(Manifest::parse(&union.bytes().unwrap()), Ok(union));
    }

    #[test]
    fn what_cannot_be_trusted_is_refused_with_a_reason() {
        let why = |text: &str| Manifest::parse(text.as_bytes()).unwrap_err();
        assert!(why("{").contains("damaged"));
        assert!(why("{\"version\":2,\"files\":[]}").contains("version 2"));
        let bytes = manifest(&[("../../etc/passwd", "1")]).bytes().unwrap();
        assert!(why(&String::from_utf8(bytes).unwrap()).contains("../../etc/passwd"));
    }
}
