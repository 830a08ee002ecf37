//! A book as a tag of its repository holds it.

use std::path::Path;

use super::git::git;
use super::revision::{Beside, Revision};
use crate::compile::{BOOK_FILE, Files, ReadError};
use crate::text::{one_of, visible};

/// The book in a tag. The error is one sentence with what to do.
pub fn open_tag(near: &Path, tag: &str) -> Result<Revision, String> {
    let name = visible(tag);
    let known = git(near, &["tag", "--list"])
        .map_err(|why| format!("{} is in no git repository: {why}", visible(&near.display().to_string())))?;
    let tags: Vec<&str> = known.lines().collect();
    if tags.is_empty() {
        return Err(format!(
            "there is no tag `{name}`: this clone has none; get them with `git fetch --tags`"
        ));
    }
    if !tags.contains(&tag) {
        return Err(format!("there is no tag `{name}`: {}", one_of(tag, &tags)));
    }
    let revision = Revision::open(near, &format!("refs/tags/{tag}"), Beside::WorkingTree)?;
    match revision.read(BOOK_FILE) {
        Err(ReadError::Missing) => {
            Err(format!("the tag `{name}` holds no book: there is no {BOOK_FILE} in it; name a later tag"))
        }
        _ => Ok(revision),
    }
}
