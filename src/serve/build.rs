//! One build after another, each when the files have come to rest.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use super::Serving;
use super::live::{Live, Site};
use super::texts::{Remembering, Texts};
use super::watch::{Change, Watching};
use crate::compile::{Compiled, compile_again};
use crate::diag::Diagnostic;
use crate::diag::render::count;
use crate::load::{Folder, still_so};

/// How long nothing may change before a build begins: editors save in several steps.
const QUIET: Duration = Duration::from_millis(20);
/// How often it is waited for that: files that never come to rest are built as they are.
const ROUNDS: u32 = 150;

/// How often it is waited longer for a document to come back: some editors remove it before they write it anew, and nobody
/// wants to be told then that there is no such page.
const PATIENCE: u32 = 15;

/// How long it takes at most until the system tells of a change, where it does.
const UNTOLD: Duration = Duration::from_secs(2);

/// How often a build is made again because files changed meanwhile: half of a checkout is nobody's book.
const TRIES: u32 = 5;

/// Builds whenever something changes, until watching stops.
pub(super) fn follow(
    serving: &Serving<'_>,
    live: &Live,
    watching: &Watching,
    changes: &Receiver<Change>,
    mut beside: Beside,
) {
    let mut suggested = false;
    loop {
        let mut went = match changes.recv_timeout(UNTOLD) {
            Ok(Change::Files { went }) => went,
            Err(RecvTimeoutError::Timeout) if live.is_outdated() => {
                if !suggested {
                    (serving.say)(
                        "files change without the system telling of it, as in some containers and on some network drives: stop and serve again with --poll",
                    );
                }
                suggested = true;
                false
            }
            Err(RecvTimeoutError::Timeout) if watching.is_elsewhere() => true,
            // What evidence names beside the book may be anywhere, so that it is looked at.
            Err(RecvTimeoutError::Timeout) if !still_so(serving.book, &beside) => false,
            Err(RecvTimeoutError::Timeout) => continue,
            Ok(Change::Stop) | Err(RecvTimeoutError::Disconnected) => return,
        };
        for attempt in 1..=TRIES {
            if !at_rest(live, changes, went) {
                return;
            }
            // Folders may have gone and come back; what changed before they are watched again is seen by the build.
            watching.again(serving.say);
            let built = made(serving);
            match changes.try_recv() {
                Ok(Change::Files { went: more }) if attempt < TRIES => went |= more,
                Ok(Change::Stop) => return,
                _ => {
                    beside = publish(serving, live, built);
                    break;
                }
            }
        }
    }
}

/// Waits until nothing changes any more; false where watching stops.
fn at_rest(live: &Live, changes: &Receiver<Change>, mut went: bool) -> bool {
    let mut patience = PATIENCE;
    for _ in 0..ROUNDS {
        match changes.recv_timeout(QUIET) {
            Ok(Change::Files { went: more }) => went |= more,
            Err(RecvTimeoutError::Timeout) if went && patience > 0 && live.site().misses_some() => {
                patience -= 1;
            }
            Err(RecvTimeoutError::Timeout) => break,
            Ok(Change::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// Builds once and shows it. Where the book is broken, the site stays as it was.
pub(super) fn build(serving: &Serving<'_>, live: &Live) -> Beside {
    publish(serving, live, made(serving))
}

/// Paths beside the book, and whether there is something at each.
type Beside = BTreeMap<String, bool>;

/// A build that nobody sees yet.
struct Build {
    folder: Folder,
    texts: Arc<Texts>,
    compiled: Compiled,
}

fn made(serving: &Serving<'_>) -> Build {
    let mut remembered = serving.remembered.lock().unwrap_or_else(PoisonError::into_inner);
    let now = (serving.now)();
    let folder = Folder::whole(serving.book);
    let files = Remembering::new(&folder, &remembered.texts, now);
    let compiled = compile_again(&files, (serving.options)(), &mut remembered.memo);
    let texts = Arc::new(files.into_texts());
    remembered.texts = Arc::clone(&texts);
    Build { folder, texts, compiled }
}

fn publish(serving: &Serving<'_>, live: &Live, built: Build) -> Beside {
    let Build { folder, texts, compiled } = built;
    let beside = folder.answers();
    let stopping: Vec<Diagnostic> =
        compiled.diagnostics.iter().filter(|d| d.stops_build()).cloned().collect();
    let again = live.state().build > 0;
    match compiled.site {
        Some(pages) => {
            let told =
                format!("{} on {}", count(compiled.assessments, "assessment"), count(pages.len(), "file"));
            let before = live.replace(Site::new(pages, texts, folder));
            live.tell(String::new());
            drop(before);
            (serving.say)(&if again { format!("updated: {told}") } else { told });
        }
        None => {
            (serving.say)((serving.render)(&stopping, &folder, true).trim_end());
            let still = if again { "the last good site stays served" } else { "there is no site yet" };
            (serving.say)(&format!("the site cannot be built, {still}: mend what is above"));
            live.tell((serving.render)(&stopping, &folder, false));
        }
    }
    beside
}
