//! `readybook init`.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::report::{failed, refused, shown};
use super::today::today_or_fail;
use super::{Outcome, say};
use crate::book::Config;
use crate::compile::{BOOK_FILE, read_book};
use crate::load::{Folder, branch_and_folder};
use crate::text::visible;

/// Make a new book, with one example assessment, that builds at once
///
/// Writes book.toml, an example project below content/, .gitignore and .gitattributes; with `--pages` a workflow too, and for a book that
/// exists the workflow alone. Nothing that exists is ever overwritten: where one of these files is there already, nothing is
/// written at all.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Folder of the new book; made where it does not exist. Without it: the current folder
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Write .github/workflows/pages.yml too, which publishes the book with GitHub Pages and installs readybook from that
    /// repository
    #[arg(long, value_name = "OWNER/NAME", num_args = 0..=1, require_equals = true, default_missing_value = NOWHERE)]
    pages: Option<String>,
}

/// What stands for the repository that readybook is installed from.
const NOWHERE: &str = "OWNER/readybook";

/// The workflow that publishes a book.
const PAGES: (&str, &str) = (".github/workflows/pages.yml", include_str!("starter/pages.yml"));

/// The files of a new book; `{today}` and `{due}`, a month later, are replaced in them.
const FILES: [(&str, &str); 5] = [
    (BOOK_FILE, include_str!("starter/book.toml")),
    (".gitignore", include_str!("starter/gitignore")),
    (".gitattributes", include_str!("starter/gitattributes")),
    ("content/example-service/project.md", include_str!("starter/project.md")),
    ("content/example-service/1.0.0.md", include_str!("starter/assessment.md")),
];

pub(super) fn run(args: &Args, book: Option<&Path>) -> Result<Outcome, Outcome> {
    let here = PathBuf::from(".");
    let root = args.dir.as_deref().or(book).unwrap_or(&here);
    let begun = args.pages.is_some() && root.join(BOOK_FILE).exists();
    let of_book = FILES.into_iter().filter(|_| !begun);
    let wanted = of_book.chain(args.pages.as_ref().map(|_| PAGES));
    let from = args.pages.as_deref().unwrap_or(NOWHERE);
    let parts: Vec<&str> = from.split('/').collect();
    if !matches!(parts[..], [owner, name] if is_plain(owner) && is_plain(name)) {
        return Err(failed(format!("`{}` names no repository: write `--pages=OWNER/NAME`", visible(from))));
    }
    let output = match begun {
        true => {
            let folder = Folder::open(root);
            read_book(&folder).map_err(|found| refused(&found, &folder))?.config.output
        }
        false => Config::default().output,
    };
    let (branch, below) = if args.pages.is_some() { in_repository(root) } else { Default::default() };
    let today = today_or_fail(None)?;
    let due = today.saturating_add(jiff::Span::new().months(1));
    let used = format!("{from}/action/install@v{}", crate::VERSION);
    let dated = |text: &str| {
        let text = text.replace("{today}", &today.to_string()).replace("{due}", &due.to_string());
        text.replace("OWNER/readybook/action/install@VERSION", &used)
            .replace(
                "branches: [main]",
                &format!("branches: [{}]", pattern(branch.as_deref().unwrap_or("main"))),
            )
            .replace("path: output\n", &format!("path: {}\n", scalar(&output)))
    };
    let files: Vec<(PathBuf, String)> = wanted.map(|(path, text)| (root.join(path), dated(text))).collect();
    write_new(&files).map_err(failed)?;
    for (path, _) in files {
        say!("wrote {}", shown(&path));
    }
    let change = if root == here { String::new() } else { format!("cd {} && ", shown(root)) };
    say!("next: {change}readybook build");
    if args.pages.is_some() {
        if from == NOWHERE {
            say!(
                "in {}, write where you have the repository of readybook in the place of {NOWHERE}",
                PAGES.0
            );
        }
        if !below.is_empty() {
            say!(
                "the book is in {below} of its repository, and a workflow runs from the top only: move {} there, write `--book {below}` behind each `readybook`, and {below}/{output} as the path to upload (docs/publish.md)",
                PAGES.0
            );
        }
        say!("in the settings of the repository, Pages: choose GitHub Actions as the source");
    } else {
        say!("to publish with GitHub Pages, begin with `readybook init --pages` (docs/publish.md)");
    }
    Ok(Outcome::Fine)
}

/// The branch that is checked out where a book is or will be, and its folder in that repository, without a `/` at the end.
fn in_repository(root: &Path) -> (Option<String>, String) {
    let here = Path::new(".");
    let begun = root.ancestors().find(|folder| folder.is_dir()).filter(|folder| *folder != Path::new(""));
    let (branch, folder) = branch_and_folder(begun.unwrap_or(here));
    let new = begun.map_or(root, |begun| root.strip_prefix(begun).unwrap_or(here));
    let below = if branch.is_none() && folder.is_empty() {
        // Of no repository yet, a new book is the top.
        String::new()
    } else {
        visible(&format!("{folder}{}", new.display())).trim_matches(['.', '/']).to_owned()
    };
    (branch, below)
}

/// A branch as a pattern that fits no other one.
fn pattern(branch: &str) -> String {
    scalar(&branch.replace('+', "\\+").replace('!', "\\!"))
}

/// A text as YAML: in quotes where it could be anything else.
fn scalar(text: &str) -> String {
    let is_word = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.len() > 3;
    let is_plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/.".contains(&b));
    let is_other = ["true", "false", "null"].contains(&text.to_ascii_lowercase().as_str());
    if is_word(text) && is_plain && !is_other {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

/// True for what may name an owner or a repository.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

/// Writes files that must not exist yet: all of them, or none.
pub(super) fn write_new(files: &[(PathBuf, String)]) -> Result<(), String> {
    let taken: Vec<String> =
        files.iter().filter(|(p, _)| p.symlink_metadata().is_ok()).map(|(p, _)| shown(p)).collect();
    if !taken.is_empty() {
        let exist = if taken.len() == 1 { "exists already and is" } else { "exist already and are" };
        return Err(format!("{} {exist} not overwritten; nothing was written", taken.join(", ")));
    }
    for (path, text) in files {
        let failed = |error: std::io::Error| {
            let why = if error.kind() == ErrorKind::NotADirectory {
                "a part of its path is a file".to_owned()
            } else {
                error.to_string()
            };
            format!("{} cannot be written: {why}", shown(path))
        };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
    }
    Ok(())
}
