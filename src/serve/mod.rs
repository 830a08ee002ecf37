//! Serving a site while it is being written: watch, compile, serve from memory, tell pages. Nothing is written anywhere.

// An I/O module: it watches files and listens on a port.
#![allow(clippy::disallowed_methods)]

mod build;
mod connections;
mod listen;
mod live;
mod texts;
mod watch;

pub use watch::Watching;

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::compile::{Memo, Options};
use crate::diag::Diagnostic;
use crate::load::{FOLDERS, Folder, plain};
use crate::preview::Host;
use live::Live;
use texts::Texts;

/// What is asked of a server.
pub struct Serving<'a> {
    /// The book's folder.
    pub book: &'a Path,
    /// The name or address to listen on.
    pub host: &'a str,
    /// The port, and those after it where it is taken.
    pub port: u16,
    /// Look for changes again and again instead of being told of them.
    pub poll: bool,
    /// What is asked of each build; the day may have become another.
    pub options: &'a (dyn Fn() -> Options + Sync),
    /// The time: by it a file is known to have been left alone for long enough that its next change shows.
    pub now: &'a (dyn Fn() -> SystemTime + Sync),
    /// What builds remember of those before them.
    pub remembered: &'a Mutex<Remembered>,
    /// Writes diagnostics for a terminal, with colour where it has some, and without for a page.
    pub render: &'a (dyn Fn(&[Diagnostic], &Folder, bool) -> String + Sync),
    /// Tells people something, in one line or more.
    pub say: &'a (dyn Fn(&str) + Sync),
    /// Is told the address once the site can be looked at.
    pub ready: &'a (dyn Fn(&str) + Sync),
}

/// What a build remembers of the one before it.
#[derive(Default)]
pub struct Remembered {
    memo: Memo,
    /// What it was made from.
    texts: Arc<Texts>,
}

/// Serves a book until it is told to stop. The error is one sentence with what to do.
pub fn serve(serving: &Serving<'_>) -> Result<(), String> {
    // Some systems tell of files by their real paths, and the folder may be replaced by another one of its name.
    let book = &std::fs::canonicalize(serving.book).unwrap_or_else(|_| serving.book.to_path_buf());
    let serving = &Serving { book, ..*serving };
    let (listener, host) = open(serving)?;
    let live = Arc::new(Live::new(host.clone()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the server cannot be started: {error}"))?;
    let (watching, changes) = Watching::start(serving.book, serving.poll, serving.say)?;
    let beside = build::build(serving, &live);
    let address = host.address();
    let everywhere = if host.is_everywhere() { ", and every address of this machine" } else { "" };
    (serving.say)(&format!("serving {address}{everywhere}; Ctrl-C stops"));
    (serving.ready)(&address);
    std::thread::scope(|scope| {
        let (watched, shown) = (&watching, Arc::clone(&live));
        let builder = scope.spawn(move || build::follow(serving, &shown, watched, &changes, beside));
        let ended = runtime.block_on(connections::listen(listener, Arc::clone(&live)));
        watching.stop();
        // A builder that panicked has said so itself.
        let _ = builder.join();
        ended
    })
}

/// How many ports are tried.
const PORTS: u16 = 20;

/// The first free port, beginning with the one that is asked for.
fn open(serving: &Serving<'_>) -> Result<(TcpListener, Host), String> {
    let Serving { host, port, .. } = *serving;
    let mut taken = None;
    for next in (port..=port.saturating_add(PORTS - 1)).take(if port == 0 { 1 } else { PORTS.into() }) {
        match TcpListener::bind((host, next)) {
            Ok(listener) => {
                let found =
                    listener.local_addr().map_err(|error| format!("no port can be opened: {error}"))?;
                if next != port {
                    (serving.say)(&format!("port {port} is taken: this is port {next}"));
                }
                return Ok((listener, Host { name: host.to_owned(), port: found.port() }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                return Err(format!(
                    "port {next} is for administrators only: use one above 1023, such as `--port 3000`"
                ));
            }
            Err(error) => {
                return Err(format!(
                    "`{}` is no host of this machine: {}; without --host it is this machine alone",
                    crate::text::visible(host),
                    plain(&error)
                ));
            }
        }
    }
    let why = taken.map_or_else(|| "no port is free".to_owned(), |error| plain(&error));
    let last = port.saturating_add(PORTS - 1);
    let tried =
        if last == port { format!("port {port} is") } else { format!("the ports {port} to {last} are") };
    Err(format!("{tried} taken: {why}; name another with --port"))
}

/// Where a book's parts are.
fn parts(book: &Path) -> [PathBuf; 3] {
    FOLDERS.map(|part| book.join(part))
}
