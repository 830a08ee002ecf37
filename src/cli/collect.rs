//! `readybook collect`.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::progress::Progress;
use super::replace::replace;
use super::report::{failed, refused};
use super::{Outcome, say};
use crate::book::{PINS_FILE, Pin, Source, pins_text};
use crate::compile::read_book;
use crate::diag::render::count;
use crate::load::{Collected, Folder, collect, forget, is_kept, read_pins};
use crate::text::one_of;

/// Bring in the documents of projects that are kept elsewhere, as `[[source]]` in book.toml names them
///
/// Folders are copied and git repositories are fetched, in parallel, into .readybook, and readybook.lock pins the state of
/// each: the build takes exactly that. Without `--update`, what is pinned is brought in again where it is missing. What
/// fails is told, and its last state stays. Exit status: 0, 1 when a source failed, 2 when nothing could be begun.
/// docs/collect.md says more.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Take the newest state of these sources, or of all
    #[arg(long, value_name = "NAME", num_args = 0..)]
    update: Option<Vec<String>>,
}

pub(super) fn run(args: &Args, book: &Path) -> Result<Outcome, Outcome> {
    let started = Instant::now();
    let folder = Folder::open(book);
    let read = read_book(&folder).and_then(|read| Ok((read.config.sources, read_pins(book)?)));
    let (sources, pins) = read.map_err(|found| refused(&found, &folder))?;
    let names: Vec<&str> = sources.iter().map(|source| source.name.value.as_str()).collect();
    if let Some(wrong) = args.update.iter().flatten().find(|name| !names.contains(&name.as_str())) {
        return Err(failed(format!("book.toml names no source `{wrong}`: {}", one_of(wrong, &names))));
    }
    if sources.is_empty() {
        say!("nothing to collect: book.toml names no source");
    }
    let newest = |name: &str| {
        args.update.as_ref().is_some_and(|names| names.is_empty() || names.iter().any(|one| one == name))
    };
    let progress = Progress::new(started, sources.len(), "sources");
    let so_far = AtomicUsize::new(0);
    let done = || progress.tick(1, so_far.fetch_add(1, Ordering::Relaxed) + 1);
    let collected = collect(book, &sources, &pins, &newest, &done);
    progress.finish();
    let lost = collected.iter().filter(|one| one.pin.is_err()).count();
    let new: Vec<Pin> =
        sources.iter().zip(collected).filter_map(|(source, one)| settle(book, source, one, &pins)).collect();
    let (path, text) = (book.join(PINS_FILE), pins_text(&new));
    if new != pins || (!sources.is_empty() && !path.exists()) {
        replace(&path, text.as_bytes()).map_err(failed)?;
    }
    forget(book, &new);
    say!("collected {}; {lost} failed", count(sources.len() - lost, "source"));
    Ok(if lost == 0 { Outcome::Fine } else { Outcome::ContentErrors })
}

/// What a source is pinned at now; the last state where it failed.
fn settle(book: &Path, source: &Source, collected: Collected, pins: &[Pin]) -> Option<Pin> {
    let Collected { name, pin } = collected;
    let old = pins.iter().find(|pin| pin.name == name);
    match (pin, old) {
        (Err(why), old) => {
            let stays = match old.filter(|old| old.is_of(source)) {
                Some(old) if is_kept(book, old) => "; its last state stays",
                Some(_) => {
                    "; the state that readybook.lock pins is not in .readybook/, so that nothing can be built under this lock until it can be collected"
                }
                None => "",
            };
            say!("readybook: {name} failed: {why}{stays}");
            old.cloned()
        }
        (Ok(pin), Some(old)) if *old == pin => Some(pin),
        (Ok(pin), old) => {
            match old {
                None => say!("{name}: pinned at {}", told(&pin)),
                Some(old) if old.from != pin.from => {
                    say!("{name}: moved from {} to {}, pinned at {}", old.from, pin.from, told(&pin));
                }
                Some(old) => say!("{name}: from {} to {}", told(old), told(&pin)),
            }
            Some(pin)
        }
    }
}

/// A state, for people.
fn told(pin: &Pin) -> String {
    let name = if pin.commit.is_empty() { &pin.digest } else { &pin.commit };
    name.get(..10).unwrap_or(name).to_owned()
}
