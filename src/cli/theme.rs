//! `readybook theme`.

use std::path::{Path, PathBuf};

use super::init::write_new;
use super::report::{failed, shown, to_stdout};
use super::{Outcome, say};
use crate::compile::{BOOK_FILE, Files as _};
use crate::load::Folder;
use crate::render::Theme;
use crate::text::one_of;

/// Look at the files of the default theme, and copy those that you want to change
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// List the files of the default theme, and which of them the book's theme replaces
    List,
    /// Copy a file of the default theme to `themes/NAME/` of the book, or all of them
    Eject {
        /// The file, such as templates/base.html; all files without it
        file: Option<String>,
        /// Name of the theme that they are copied to; the one that book.toml names, or `own`
        #[arg(long)]
        name: Option<String>,
    },
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let folder = Folder::open(book);
    let theme = folder.read(BOOK_FILE).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let theme = theme.map(|text| crate::book::parse_config(&BOOK_FILE.into(), &text).0.theme.value);
    let theme = theme.unwrap_or_else(|| "default".to_owned());
    match &args.command {
        Command::List => list(&folder, &theme),
        Command::Eject { file, name } => {
            let own = if theme == "default" { "own".to_owned() } else { theme.clone() };
            eject(book, file.as_deref(), name.as_ref().unwrap_or(&own), &theme).map_err(failed)
        }
    }
}

fn list(folder: &Folder, theme: &str) -> Result<Outcome, Outcome> {
    let prefix = format!("themes/{theme}/");
    let own: Vec<&str> =
        folder.entries().iter().filter_map(|entry| entry.path.strip_prefix(&*prefix)).collect();
    let embedded: Vec<&str> = Theme::defaults().map(|(path, _)| path).collect();
    let mut lines: Vec<String> = embedded
        .iter()
        .map(|path| {
            if own.contains(path) {
                format!("{path}  replaced by {prefix}{path}")
            } else {
                (*path).to_owned()
            }
        })
        .collect();
    lines.extend(
        own.iter()
            .filter(|path| !embedded.contains(path))
            .map(|path| format!("{path}  added by {prefix}{path}")),
    );
    lines.sort();
    to_stdout(&(lines.join("\n") + "\n"))
}

fn eject(book: &Path, file: Option<&str>, name: &str, theme: &str) -> Result<Outcome, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
        return Err(format!("`{name}` cannot be the name of a theme: use letters, digits, `-` and `_`"));
    }
    let wanted = |path: &str| file.is_none_or(|file| file.trim_start_matches("./") == path);
    let target = |path: &str| -> PathBuf { book.join("themes").join(name).join(path) };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let files: Vec<(PathBuf, String)> = Theme::defaults()
        .filter(|(path, _)| wanted(path))
        .map(|(path, bytes)| (target(path), text(bytes)))
        .collect();
    if files.is_empty() {
        let all: Vec<&str> = Theme::defaults().map(|(path, _)| path).collect();
        let file = file.unwrap_or_default();
        return Err(format!("the default theme has no file `{file}`: {}", one_of(file, &all)));
    }
    // Of all files, those that were copied before are kept: they may have been changed.
    let (kept, files): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(path, _)| file.is_none() && path.symlink_metadata().is_ok());
    write_new(&files)?;
    for (path, _) in &files {
        say!("wrote {}", shown(path));
    }
    for (path, _) in &kept {
        say!("kept {}, which was there already", shown(path));
    }
    if theme != name {
        say!("to use it, say `theme = \"{name}\"` below `[build]` in book.toml");
    }
    Ok(Outcome::Fine)
}
