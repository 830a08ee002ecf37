//! What `git log --raw -z` tells: which file became what in which commit.

/// How to ask for it: each change with whole object ids, each commit as [`Change`] takes it apart.
pub(super) const RAW: [&str; 7] =
    ["--raw", "--no-abbrev", "-z", "--no-renames", "--relative", "-m", "--format=%x01%H%x09%cs%x09%an"];

/// A file that a commit changed.
pub(super) struct Change<'a> {
    /// `HASH<tab>DAY<tab>AUTHOR`.
    pub(super) commit: &'a str,
    /// Which of the commits it is, from 1.
    pub(super) nth: usize,
    /// What the file was, and what it is since then; `None` where it was none, or no plain file.
    pub(super) objects: [Option<&'a str>; 2],
    /// Its path.
    pub(super) path: &'a str,
}

/// The changes that git tells of.
pub(super) fn changes(told: &str) -> impl Iterator<Item = Change<'_>> {
    let (mut commit, mut nth, mut objects) = ("", 0, None);
    let parts = told.split('\0').map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty());
    parts.filter_map(move |part| {
        if let Some(header) = part.strip_prefix('\u{1}') {
            commit = header;
            nth += 1;
        } else if let Some(change) = part.strip_prefix(':') {
            objects = Some(plain_files(change));
        } else if let Some(objects) = objects.take() {
            return Some(Change { commit, nth, objects, path: part });
        }
        None
    })
}

/// Reads `MODE MODE OBJECT OBJECT STATUS`: what a path was and what it is.
fn plain_files(change: &str) -> [Option<&str>; 2] {
    let parts: Vec<&str> = change.split(' ').collect();
    [0, 1].map(|at| {
        let is_file = parts.get(at).is_some_and(|mode| mode.starts_with("100"));
        parts.get(at + 2).filter(|_| is_file).copied()
    })
}
