//! Which paths pages may have, one by one and together.

use std::borrow::Cow;
use std::fs;
use std::path::{Component, Path, PathBuf};

use icu_normalizer::ComposingNormalizerBorrowed;
use rayon::prelude::*;

use super::OutputError;
use crate::model::is_device;

/// The one hidden file that a site may want: with it, GitHub Pages serves the files as they are.
const NO_JEKYLL: &str = ".nojekyll";

/// Refuses paths that lead out of the site, and paths of which only one can exist on some file system.
pub(super) fn check(paths: &[&str]) -> Result<(), OutputError> {
    if let Some(path) = paths.par_iter().filter(|path| !is_safe(path)).min() {
        return Err(OutputError::UnsafePath { path: (*path).to_owned() });
    }
    let collision = |a: &str, b: &str| {
        let (path, other) = if a <= b { (a, b) } else { (b, a) };
        OutputError::Collision { path: path.to_owned(), other: other.to_owned() }
    };
    let mut folded: Vec<(Cow<'_, str>, &str)> = paths.par_iter().map(|path| (fold(path), *path)).collect();
    folded.par_sort_unstable();
    if let Some([a, b]) = folded.array_windows().find(|[a, b]| a.0 == b.0) {
        return Err(collision(a.1, b.1));
    }
    let page_at = |folder: &str| {
        let at = folded.binary_search_by(|(page, _)| (**page).cmp(folder)).ok()?;
        Some(folded[at].1)
    };
    let within = |(folded, path): &(Cow<'_, str>, &str)| {
        Some((folders(folded).find_map(page_at)?, (*path).to_owned()))
    };
    match folded.par_iter().find_map_first(within) {
        Some((page, other)) => Err(OutputError::Collision { path: page.to_owned(), other }),
        None => Ok(()),
    }
}

/// True for a path that stays in the site on every system, and that a web server does not hide.
pub(super) fn is_safe(path: &str) -> bool {
    let plain = |name: &str| {
        let mut parts = Path::new(name).components();
        !name.starts_with('.')
            && name.len() <= LONGEST_NAME
            && !is_device(name)
            && !name.contains(|c: char| c == '\\' || c.is_control())
            && matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
    };
    path == NO_JEKYLL || path.split('/').all(plain)
}

/// Most bytes in a name, on most file systems.
const LONGEST_NAME: usize = 255;

/// The same for paths that some file system takes for one: by case, by how letters are put together, or because it drops
/// dots and spaces at the end of a name.
pub(super) fn fold(path: &str) -> Cow<'_, str> {
    const DROPPED: [char; 2] = [' ', '.'];
    let is_folded = |name: &str| {
        !name.ends_with(DROPPED) && name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    };
    if path.split('/').all(is_folded) {
        return path.into();
    }
    let composed = ComposingNormalizerBorrowed::new_nfc();
    let names = path.split('/').map(|name| {
        if name.is_ascii() {
            return name.trim_end_matches(DROPPED).to_ascii_lowercase();
        }
        let name = composed.normalize(name).to_lowercase();
        composed.normalize(name.trim_end_matches(DROPPED)).into_owned()
    });
    names.collect::<Vec<_>>().join("/").into()
}

/// The folders that a path lies in, outermost first.
pub(super) fn folders(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The folder that a path leads to, absolute and without `..`; links are followed as far as the path exists.
pub fn resolve(path: &Path) -> Result<PathBuf, OutputError> {
    let absolute = std::path::absolute(path).map_err(OutputError::io("find", path))?;
    let mut out = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                out = real(&out);
                out.pop();
            }
            other => out.push(other),
        }
    }
    Ok(real(&out))
}

/// The same with the links in that part of it that exists followed.
fn real(path: &Path) -> PathBuf {
    let exists = |folder: &Path| Some((fs::canonicalize(folder).ok()?, path.strip_prefix(folder).ok()?));
    match path.ancestors().find_map(exists) {
        Some((real, rest)) if rest.as_os_str().is_empty() => real,
        Some((real, rest)) => real.join(rest),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_paths_are_safe() {
        for safe in ["index.html", "a/b/c.html", ".nojekyll", "größe/ü.html", "a..b/c d.png", "a/b.."] {
            assert!(is_safe(safe), "{safe}");
        }
        let unsafe_paths = [
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            ".hidden",
            "a/.hidden",
            "a/.nojekyll",
            ".git/config",
            ".readybook-manifest.json",
            "a\0b",
            "a\nb",
            "files/NUL",
            "files/aux.png",
            "com1 .txt/x",
            &"x".repeat(300),
        ];
        for path in unsafe_paths {
            assert!(!is_safe(path), "{path:?}");
            assert!(matches!(check(&["ok", path]), Err(OutputError::UnsafePath { path: p }) if p == path));
        }
    }

    #[test]
    fn paths_that_cannot_stand_side_by_side_are_named_both() {
        let both = |paths: &[&str]| match check(paths) {
            Err(OutputError::Collision { path, other }) => (path, other),
            other => panic!("{other:?}"),
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(both(&["b", "a", "b"]), pair("b", "b"));
        assert_eq!(both(&["x/a.html", "X/A.html"]), pair("X/A.html", "x/a.html"));
        assert_eq!(both(&["Ä", "ä"]), pair("Ä", "ä"));
        assert_eq!(both(&["\u{e9}.png", "E\u{301}.png"]), pair("E\u{301}.png", "\u{e9}.png"));
        assert_eq!(both(&["a/b", "a./b"]), pair("a./b", "a/b"));
        assert_eq!(both(&["a/b/c", "a"]), pair("a", "a/b/c"));
        assert_eq!(both(&["A/b", "A-", "a"]), pair("a", "A/b"));
        assert!(check(&["a", "a.html", "ab/c", "a-/d"]).is_ok());
    }

    proptest::proptest! {
        /// What is folded already is left as it is, and what is ASCII is not normalized: neither makes a difference.
        #[test]
        fn shorter_ways_to_fold_come_to_the_same(path in "[aZ9é\u{301}İß ./-]{0,12}") {
            let composed = ComposingNormalizerBorrowed::new_nfc();
            let whole = |name: &str| {
                let name = composed.normalize(name).to_lowercase();
                composed.normalize(name.trim_end_matches([' ', '.'])).into_owned()
            };
            let names: Vec<String> = path.split('/').map(whole).collect();
            proptest::prop_assert_eq!(fold(&path), names.join("/"));
        }
    }

    #[test]
    fn folders_come_outermost_first() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("a").count(), 0);
    }
}
