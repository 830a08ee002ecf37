//! How fast reports are imported: `cargo bench --bench import -- [--reports N] [--rounds R]`.
//!
//! Writes N reports of some 9 KB (1,000 unless told otherwise) into a folder, and measures `readybook import --format
//! json` on it as a child process. Prints the median.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a benchmark works on files and measures time"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const READYBOOK: &str = env!("CARGO_BIN_EXE_readybook");

/// A report of some 9 KB with everything that is looked for; `n` makes each one different.
fn report(n: usize) -> String {
    let mut text = format!(
        "# Service {n} — Production Readiness Report\n\n**Version:** 1.{n}.0\n**Date:** March 5, 2025\n"
    );
    let _ =
        write!(text, "**Verdict:** ✅ Approved with conditions\n\n## Overall Score: {}/100\n\n", 50 + n % 50);
    text.push_str("| Category | Score | Status |\n|---|---|---|\n");
    for (at, area) in ["Security", "Testing", "Monitoring", "Deployment", "Documentation"].iter().enumerate()
    {
        let _ = writeln!(text, "| {area} | {}/10 | ⚠️ Partial |", (n + at) % 10);
    }
    for section in 0..12 {
        let _ = write!(text, "\n## {section}. Area {section}\n\n### ✅ What works\n\n");
        for item in 0..6 {
            let _ = writeln!(
                text,
                "- ✅ **Part {item}:** runs in both zones and was tried in a drill of week {n}"
            );
        }
        text.push_str("\n### 🔴 Critical issues\n\n");
        for item in 0..4 {
            let _ = writeln!(
                text,
                "- **Problem {section}.{item}** - nobody is called when queue {item} of {n} stands still"
            );
        }
        text.push_str("\n- [x] Runbook read\n- [ ] Alarm tried\n");
    }
    text
}

fn run(folder: &Path) -> Duration {
    let started = Instant::now();
    let status = Command::new(READYBOOK)
        .args(["import", "--format", "json"])
        .arg(folder)
        .stdout(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(status.success(), "the import ended well");
    started.elapsed()
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |name: &str, usual: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1)).and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    let (reports, rounds) = (number("--reports", 1000), number("--rounds", 5));
    let folder = tempfile::tempdir().expect("a folder");
    let mut bytes = 0;
    for n in 0..reports {
        let text = report(n);
        bytes += text.len();
        std::fs::write(folder.path().join(format!("{n:05}.md")), text).expect("a report is written");
    }
    let mut times: Vec<Duration> = (0..rounds.max(1)).map(|_| run(folder.path())).collect();
    times.sort_unstable();
    let median = times[times.len() / 2].as_secs_f64();
    println!(
        "{reports} reports of {} bytes on average: {median:.3} s, median of {}",
        bytes / reports.max(1),
        times.len()
    );
}
