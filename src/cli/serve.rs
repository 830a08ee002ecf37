//! `readybook serve`.

use std::path::Path;
use std::sync::Mutex;

use super::report::{failed, render, stderr_has_colour};
use super::today::{today, today_or_fail};
use super::{Outcome, say};
use crate::compile::Options;
use crate::diag::Diagnostic;
use crate::diag::render::format;
use crate::load::Folder;
use crate::model::Date;
use crate::serve::{Serving, serve};

/// Serve the site while it is being written, and keep the open page up to date
///
/// Nothing is written: the site is built in memory, from the book as it is on disk. What is broken is shown on the page and
/// here, and the last good site stays served until it is mended. Ctrl-C stops.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// The port; the next free one where it is taken
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The name or address to listen on; without it only this machine can look at the site
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Look for changes again and again, where the system does not tell of them, as in some containers and on some
    /// network drives
    #[arg(long)]
    poll: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Show internal documents too
    #[arg(long)]
    internal: bool,
    /// The day to count ages from, such as 2026-01-21; without it that of `SOURCE_DATE_EPOCH`, else today in UTC
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let first = today_or_fail(args.today)?;
    let options = || {
        // It may have become another day.
        let today = today(args.today).unwrap_or(first);
        Options { today, keep_going: false, drafts: args.drafts, internal: args.internal }
    };
    let written = |found: &[Diagnostic], folder: &Folder, terminal: bool| {
        let colour = terminal && stderr_has_colour();
        format("human").map_or_else(String::new, |human| render(found, folder, human, None, colour))
    };
    let ready = |address: &str| {
        if args.open
            && let Err(error) = open::that_detached(address)
        {
            say!("readybook: no browser can be opened: {error}");
        }
    };
    let serving = Serving {
        book,
        host: &args.host,
        port: args.port,
        poll: args.poll,
        options: &options,
        now: &std::time::SystemTime::now,
        remembered: &Mutex::default(),
        render: &written,
        say: &|text| say!("{text}"),
        ready: &ready,
    };
    serve(&serving).map_err(failed)?;
    Ok(Outcome::Fine)
}
