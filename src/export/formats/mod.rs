//! The tables of a book as files: one file, one format. Adding a format is its file and its line in [`FORMATS`].

mod csv;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "sqlite")]
mod sqlite;

use crate::export::tables::Projects;

/// The path of each file, and its bytes in parts that follow each other; or what the format cannot hold.
pub type Files = Result<Vec<(String, Parts)>, String>;

/// The bytes of a file. A table of a large book is some hundred megabytes: its parts are not put together before they are
/// written.
pub type Parts = Vec<Vec<u8>>;

/// One format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in one line.
    pub summary: &'static str,
    /// Makes the files.
    pub write: fn(&dyn Projects) -> Files,
}

/// All formats, sorted by name.
pub const FORMATS: &[Format] = &[
    csv::FORMAT,
    json::FORMAT,
    #[cfg(feature = "parquet")]
    parquet::FORMAT,
    #[cfg(feature = "sqlite")]
    sqlite::FORMAT,
];

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
