//! Running a child process and saying what it took.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4 as _;

/// What one run took.
pub struct Sample {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of processors, in the program and for it.
    pub cpu: f64,
    /// Largest resident memory, in millions of bytes.
    pub peak_mb: f64,
}

/// Runs a command to its end, which has to be a good one.
pub fn run(command: &mut Command) -> Sample {
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
    let used = child.wait4().expect("the command ends");
    let wall = started.elapsed().as_secs_f64();
    assert!(used.status.success(), "{command:?} failed");
    let cpu = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Sample { wall, cpu, peak_mb: count(usize::try_from(used.rusage.maxrss).unwrap_or(0)) / 1e6 }
}

/// The median of a figure.
pub fn median(samples: &[Sample], figure: impl Fn(&Sample) -> f64) -> f64 {
    let mut all: Vec<f64> = samples.iter().map(figure).collect();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Number and bytes of the files below a folder.
pub fn size(folder: &Path) -> (usize, u64) {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let sizes = files.filter(|entry| entry.file_type().is_file()).filter_map(|entry| entry.metadata().ok());
    sizes.fold((0, 0), |(n, bytes), file| (n + 1, bytes + file.len()))
}

/// A count as a number to divide by.
#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn count(n: usize) -> f64 {
    n as f64
}
