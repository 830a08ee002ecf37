//! Files in the `.readybook` folder, as JSON or packed: they may be missing or damaged, and are replaced in one step.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a file holds; `None` where it is missing or damaged.
pub(super) fn read<T: DeserializeOwned>(scratch: &Path, name: &str) -> Option<T> {
    serde_json::from_slice(&plain(scratch, name)?).ok()
}

/// Replaces a file. It is renamed into place, so that a kill leaves the old one or the new one.
pub(super) fn replace(scratch: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    replace_with(scratch, name, |file| Ok(serde_json::to_writer(file, value)?))
}

/// What a packed file holds; `None` where it is missing, damaged, or of another version. A long list is read in a tenth of
/// the time that JSON takes.
pub(super) fn read_packed<T: DeserializeOwned>(scratch: &Path, name: &str, version: u32) -> Option<T> {
    let bytes = plain(scratch, name)?;
    let (found, rest) = postcard::take_from_bytes::<u32>(&bytes).ok()?;
    let (value, rest) = (found == version).then(|| postcard::take_from_bytes(rest).ok())??;
    rest.is_empty().then_some(value)
}

/// The bytes of a plain file. A book may come from a stranger: a link or a pipe there is not read.
fn plain(scratch: &Path, name: &str) -> Option<Vec<u8>> {
    let path = scratch.join(name);
    fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
    fs::read(path).ok()
}

/// Replaces a packed file.
pub(super) fn replace_packed(
    scratch: &Path,
    name: &str,
    version: u32,
    value: &impl Serialize,
) -> io::Result<()> {
    replace_with(scratch, name, |file| {
        postcard::to_io(&(version, value), file).map(drop).map_err(io::Error::other)
    })
}

fn replace_with(
    scratch: &Path,
    name: &str,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    fs::create_dir_all(scratch)?;
    let new = scratch.join(format!("{name}.new"));
    let mut file = BufWriter::new(create_anew(&new)?);
    write(&mut file)?;
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
