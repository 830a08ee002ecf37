//! Files in the `.readybook` folder: JSON that may be missing or damaged, and is replaced in one step.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a file holds; `None` where it is missing or damaged.
pub(super) fn read<T: DeserializeOwned>(scratch: &Path, name: &str) -> Option<T> {
    serde_json::from_slice(&fs::read(scratch.join(name)).ok()?).ok()
}

/// Replaces a file. It is renamed into place, so that a kill leaves the old one or the new one.
pub(super) fn replace(scratch: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    fs::create_dir_all(scratch)?;
    let new = scratch.join(format!("{name}.new"));
    let mut file = BufWriter::new(create_anew(&new)?);
    serde_json::to_writer(&mut file, value)?;
    file.into_inner()?;
    fs::rename(&new, scratch.join(name))
}

/// Writes a file in place of whatever has its name: a link that came with the book is not followed out of it.
pub(super) fn write_anew(path: &Path, bytes: &[u8]) -> io::Result<()> {
    create_anew(path)?.write_all(bytes)
}

fn create_anew(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => File::create_new(path),
    }
}
