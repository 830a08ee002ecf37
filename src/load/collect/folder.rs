//! A source that is a folder.

use std::path::Path;

use walkdir::WalkDir;

use super::Tree;
use super::admit::Admitted;
use crate::text::visible;

/// The files below a folder of a folder. The error says why there are none.
pub(super) fn read(folder: &Path, inner: &str) -> Result<Tree, String> {
    let there = |path: &Path| {
        let name = visible(&path.display().to_string()).into_owned();
        std::fs::canonicalize(path).map_err(|_| format!("there is no folder {name}"))
    };
    let (top, root) = (there(folder)?, there(&folder.join(inner))?);
    if !root.starts_with(&top) {
        return Err(format!("`{inner}` leads out of the source: it is a link"));
    }
    if !root.is_dir() {
        return Err("it is a file, and not a folder".to_owned());
    }
    let (mut tree, mut admitted) = (Tree::new(), Admitted::default());
    let hidden = |item: &walkdir::DirEntry| item.file_name().to_string_lossy().starts_with('.');
    let items = WalkDir::new(&root).min_depth(1).sort_by_file_name();
    for item in items.into_iter().filter_entry(|item| item.depth() == 0 || !hidden(item)) {
        let item = item.map_err(|error| format!("it cannot be listed: {error}"))?;
        let kind = item.file_type();
        let parts: Option<Vec<&str>> = item
            .path()
            .strip_prefix(&root)
            .ok()
            .and_then(|path| path.components().map(|part| part.as_os_str().to_str()).collect());
        let path = parts.ok_or("it holds a file whose name is not UTF-8")?.join("/");
        if kind.is_symlink() {
            return Err(Admitted::refused("a link", &path));
        }
        if kind.is_dir() {
            continue;
        }
        if !kind.is_file() {
            return Err(Admitted::refused("what is no plain file", &path));
        }
        let unread = |error: &dyn std::fmt::Display| format!("{} cannot be read: {error}", visible(&path));
        let size = item.metadata().map_err(|error| unread(&error))?.len();
        if admitted.admit(&path, size)? {
            let bytes = std::fs::read(item.path()).map_err(|error| unread(&error))?;
            tree.insert(path, bytes);
        }
    }
    Ok(tree)
}
