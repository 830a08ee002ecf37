//! How diagnostics reach people: the format asked for, with colour only on a terminal.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{IsTerminal, Write as _};
use std::path::Path;

use clap::builder::TypedValueParser;

use super::arguments::one_of_these;
use super::{Outcome, say};
use crate::compile::Files;
use crate::diag::render::{FORMATS, Format, Style, format};
use crate::diag::{Diagnostic, Kind, Severity};
use crate::load::Folder;
use crate::render::rule_page;
use crate::source::Limit;
use crate::text::mask;

/// Finds a format by its name; help and completions list them.
pub(super) fn formats() -> impl TypedValueParser<Value = &'static Format> {
    one_of_these(FORMATS.iter().map(|format| (format.name, format.summary)), format)
}

/// Diagnostics in a format. Texts are read again, each once for a file that points into it.
pub(super) fn render(
    diagnostics: &[Diagnostic],
    folder: &Folder,
    format: &Format,
    base_url: Option<&str>,
    colour: bool,
) -> String {
    render_from(diagnostics, folder, &prefix(folder.root()), format, base_url, colour)
}

fn render_from(
    diagnostics: &[Diagnostic],
    files: &dyn Files,
    prefix: &str,
    format: &Format,
    base_url: Option<&str>,
    colour: bool,
) -> String {
    let text = |path: &str| {
        // Of a file that is too large to be read, nothing has to be shown.
        let is_small = files.size(path).is_none_or(|size| size <= Limit::LOOKED_INTO);
        let bytes = is_small.then(|| files.read(path).ok())??;
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        // An excerpt must not show what a message hides.
        if !format.reads_lines {
            return Some(text);
        }
        Some(match mask(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(masked) => masked,
        })
    };
    let rules = crate::check::catalogue();
    let pages = base_url.map(|base_url| {
        rules.iter().map(|doc| (doc.id, format!("{base_url}{}", rule_page(doc.id)))).collect()
    });
    let style = Style { colour, rules: &rules, prefix, pages: pages.as_ref() };
    (format.render)(diagnostics, &text, style)
}

/// The way from the current folder to a book below it, with a `/` at its end; empty for any other book. Editors
/// and services count paths from the folder that a command was run in.
fn prefix(book: &Path) -> String {
    let book = std::fs::canonicalize(book).ok();
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    let way = book.zip(here).and_then(|(book, here)| Some(book.strip_prefix(here).ok()?.to_path_buf()));
    let mut prefix = String::new();
    for part in way.iter().flat_map(|way| way.components()) {
        prefix.push_str(&part.as_os_str().to_string_lossy());
        prefix.push('/');
    }
    prefix
}

/// True where standard error is a terminal that shows colours.
pub(super) fn stderr_has_colour() -> bool {
    std::io::stderr().is_terminal() && anstream::stderr().current_choice() != anstream::ColorChoice::Never
}

/// Prints diagnostics for people to standard error.
pub(super) fn to_stderr(diagnostics: &[Diagnostic], folder: &Folder) {
    to_stderr_from(diagnostics, folder, &prefix(folder.root()));
}

/// Prints diagnostics for people to standard error; `prefix` stands before their paths.
pub(super) fn to_stderr_from(diagnostics: &[Diagnostic], files: &dyn Files, prefix: &str) {
    if let Some(human) = format("human") {
        let text = render_from(diagnostics, files, prefix, human, None, stderr_has_colour());
        let _ = anstream::stderr().write_all(text.as_bytes());
    }
}

/// Prints what of a book could not be read and is left out of the result; true where the book is whole.
pub(super) fn tell_left_out(diagnostics: &[Diagnostic], folder: &Folder) -> bool {
    let broken: Vec<Diagnostic> =
        diagnostics.iter().filter(|d| d.kind == Kind::Structural).cloned().collect();
    to_stderr(&broken, folder);
    broken.is_empty()
}

/// Prints why a command cannot go on, and how it ends by that.
pub(super) fn failed(why: impl Display) -> Outcome {
    say!("readybook: {why}");
    Outcome::Failed
}

/// Prints what is wrong with the set-up of a book, and how a command ends by that.
pub(super) fn refused(found: &[Diagnostic], folder: &Folder) -> Outcome {
    to_stderr(found, folder);
    Outcome::Failed
}

/// Prints a result to standard output; a closed pipe is the reader's wish. The error is told already.
pub(super) fn to_stdout(text: &str) -> Result<Outcome, Outcome> {
    // A text without escape sequences has none to be taken out for readers that want no colour.
    let mut out = match text.contains('\u{1b}') {
        true => anstream::stdout(),
        false => anstream::AutoStream::always_ansi(std::io::stdout()),
    };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(failed(format_args!("standard output cannot be written: {error}")))
        }
        _ => Ok(Outcome::Fine),
    }
}

/// What diagnostics mean for the exit status of a command that stops at all errors.
pub(super) fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    if diagnostics.iter().any(|d| d.kind == Kind::Setup) {
        Outcome::Failed
    } else if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        Outcome::ContentErrors
    } else {
        Outcome::Fine
    }
}

/// A path for people: relative to the current folder where it is below it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let relative = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    let path = relative.filter(|path| !path.as_os_str().is_empty()).unwrap_or(path);
    crate::text::visible(&path.display().to_string()).into_owned()
}
