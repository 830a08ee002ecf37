//! Forms of an archive: one file each. The same members give the same bytes on every machine.

mod tar_zst;
mod zip;

use super::Member;

/// Packs members, which are in the order of their paths, below a folder of that name; seconds since 1970 are the time of
/// all files.
type Write = fn(&[Member], folder: &str, time: i64) -> Result<Vec<u8>, String>;

/// A form of an archive.
pub struct Format {
    /// What it is called, and how the names of its files end.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// Packs an archive.
    pub write: Write,
}

/// All forms.
pub const FORMATS: [Format; 2] = [tar_zst::FORMAT, zip::FORMAT];

/// The form of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
