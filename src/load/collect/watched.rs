//! Git while it is watched: a server decides what it sends and how long that takes, and nobody has to take all of it.

use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use crate::load::git::not_run;

/// How much may come.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// What is kept of it, in bytes.
    pub(super) bytes: u64,
    /// How long it may take.
    pub(super) time: Duration,
}

/// Room for what a server sends beside what is asked for, and time for a slow line.
pub(super) const LIMITS: Limits = Limits { bytes: 512 * 1024 * 1024, time: Duration::from_mins(10) };

/// How often it is looked at.
const TICK: Duration = Duration::from_millis(50);

/// What git says is kept up to here: a server may send messages without end.
const MOST_TOLD: u64 = 64 * 1024;

/// Why git was not waited for.
pub(super) enum Stopped {
    /// It keeps more than that many bytes.
    Bytes(u64),
    /// It has not ended by then.
    Time(Duration),
    /// It did not begin, or nobody can tell how it ended.
    Lost(String),
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Stopped {
        Stopped::Lost(not_run(&error))
    }
}

/// Runs git, which is told `input` and keeps what it takes below `kept`: whether it succeeded, and what it said.
pub(super) fn run(
    command: &mut Command,
    input: String,
    kept: &Path,
    limits: Limits,
    since: Instant,
) -> Result<(bool, String), Stopped> {
    let mut child =
        group(command).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut ask) = child.stdin.take() {
        // Where git has ended already, how it ended says more. Nobody waits for these threads: what git began may
        // hold its pipes for longer than git itself.
        std::thread::spawn(move || ask.write_all(input.as_bytes()));
    }
    let (said, all) = channel();
    if let Some(mut stderr) = child.stderr.take() {
        std::thread::spawn(move || {
            let mut told = Vec::new();
            let _ = stderr.by_ref().take(MOST_TOLD).read_to_end(&mut told);
            let _ = std::io::copy(&mut stderr, &mut std::io::sink());
            let _ = said.send(String::from_utf8_lossy(&told).into_owned());
        });
    }
    loop {
        let told = match all.recv_timeout(TICK) {
            Err(RecvTimeoutError::Timeout) => None,
            told => Some(told.unwrap_or_default()),
        };
        let over = if size(kept) > limits.bytes {
            Some(Stopped::Bytes(limits.bytes))
        } else {
            (since.elapsed() > limits.time).then_some(Stopped::Time(limits.time))
        };
        if let Some(why) = over {
            stop(&mut child);
            return Err(why);
        }
        if let Some(told) = told {
            return Ok((child.wait()?.success(), told));
        }
    }
}

/// The bytes of all files below a folder.
fn size(folder: &Path) -> u64 {
    let files = WalkDir::new(folder).into_iter().flatten().filter_map(|item| item.metadata().ok());
    files.filter(std::fs::Metadata::is_file).map(|file| file.len()).sum()
}

/// Makes what git begins a group, so that all of it can be ended: the program that talks to the server does not
/// notice that git is gone.
#[cfg(unix)]
fn group(command: &mut Command) -> &mut Command {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0)
}

#[cfg(not(unix))]
fn group(command: &mut Command) -> &mut Command {
    command
}

/// Ends git and what it began.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // One that has ended already cannot be ended.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
