//! How fast a site is built, and how far from the limit: `cargo bench --bench site -- [--assessments N] [--seed S]
//! [--rounds R] [--keep DIR]`.
//!
//! Generates a book of N assessments (1,000 unless told otherwise), ten releases a project, from a seed; then, in one
//! run and alternating, measures as child processes: a cold build, a build with nothing changed, a build with one
//! assessment changed, and `cp -r` of the finished site; and `check`, every `export`, `diff` and `verify`, beside reading and
//! parsing the documents alone.
//! Prints medians. With `--keep`, the book stays in DIR.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a benchmark works on files and measures time"
)]

#[path = "site/corpus.rs"]
mod corpus;
#[path = "site/measure.rs"]
mod measure;

use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{Sample, median};
use mimalloc::MiMalloc;
use readybook::compile::Files;
use readybook::load::Folder;
use readybook::source::{Limits, parse_assessment};
use sha2::Digest;

/// What the program has, so that parsing alone is measured under the same conditions.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const READYBOOK: &str = env!("CARGO_BIN_EXE_readybook");

const FORMATS: [&str; 4] = ["csv", "json", "sqlite", "parquet"];

struct Settings {
    assessments: usize,
    seed: u64,
    rounds: usize,
    keep: Option<PathBuf>,
}

fn settings() -> Settings {
    let mut settings = Settings { assessments: 1000, seed: 1, rounds: 5, keep: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut number = || arguments.next().and_then(|value| value.parse::<u64>().ok());
        match name.as_str() {
            "--assessments" => {
                settings.assessments = number().map_or(1000, |n| usize::try_from(n).unwrap_or(1000));
            }
            "--seed" => settings.seed = number().unwrap_or(1),
            "--rounds" => settings.rounds = number().map_or(5, |n| usize::try_from(n).unwrap_or(5)).max(1),
            "--keep" => settings.keep = arguments.next().map(PathBuf::from),
            // What `cargo bench` itself passes.
            _ => {}
        }
    }
    settings
}

fn build(book: &Path, output: &Path) -> Sample {
    let mut command = Command::new(READYBOOK);
    command.args(["build", "--today", "2026-01-31", "--out-dir"]).arg(output).current_dir(book);
    measure::run(&mut command)
}

/// Compares a book with its last commit: with ten assessments changed, and with the title of the book changed as well.
fn compare(book: &Path, rounds: usize) -> (Vec<Sample>, Vec<Sample>) {
    let git = |arguments: &[&str]| {
        let own = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0"];
        let done =
            Command::new("git").args(own).args(arguments).current_dir(book).output().expect("git runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let diff = || {
        measure::run(
            Command::new(READYBOOK).args(["diff", "HEAD", "--today", "2026-01-31"]).current_dir(book),
        )
    };
    git(&["init", "-q"]);
    git(&["add", "--force", "book.toml", "content"]);
    git(&["commit", "-q", "--allow-empty", "-m", "before"]);
    corpus::answer_newest(book, 0..10).expect("documents can be changed");
    let compared = (0..rounds).map(|_| diff()).collect();
    std::fs::write(book.join("book.toml"), "[book]\ntitle = \"Another\"\n").expect("it can be changed");
    let retitled = (0..rounds).map(|_| diff()).collect();
    (compared, retitled)
}

/// Exports the book in that format, anew.
fn export(book: &Path, scratch: &Path, format: &str) -> Sample {
    let folder = scratch.join(format);
    let _ = std::fs::remove_dir_all(&folder);
    let mut command = Command::new(READYBOOK);
    command.args(["export", "--today", "2026-01-31", "--format", format, "--out-dir"]).arg(&folder);
    measure::run(command.current_dir(book))
}

/// Reads and parses all documents and nothing else, as a process of its own: the least that a check can take.
fn parse_alone(book: &Path) {
    use rayon::prelude::*;
    let folder = Folder::open(book);
    let parsed: usize = folder
        .entries()
        .par_iter()
        .filter(|entry| entry.path.ends_with(".md") && !entry.path.ends_with("/project.md"))
        .map(|entry| {
            let text =
                String::from_utf8(folder.read(&entry.path).expect("it was written")).expect("it is UTF-8");
            let hash = sha2::Sha256::digest(text.as_bytes()).into();
            usize::from(
                parse_assessment(&Limits::default(), &entry.path, "p", "r", &text, hash).value.is_some(),
            )
        })
        .sum();
    println!("{parsed}");
}

/// After so long the time of a file tells of its next change.
const SETTLED: std::time::Duration = std::time::Duration::from_secs(4);

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, what, book] = arguments.as_slice()
        && what == "--parse-alone"
    {
        return parse_alone(Path::new(book));
    }
    let Settings { assessments, seed, rounds, keep } = settings();
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let book = keep.unwrap_or_else(|| scratch.path().join("book"));
    let bytes = corpus::write(&book, assessments, seed).expect("the book can be written");
    let remembered = book.join(".readybook");
    let (mut cold, mut warm, mut copied) = (Vec::new(), Vec::new(), Vec::new());
    let (mut edited, mut answered) = (Vec::new(), Vec::new());
    let (mut checked, mut parsed, mut verified) = (Vec::new(), Vec::new(), Vec::new());
    let mut exported = FORMATS.map(|format| (format!("export --format {format}"), Vec::new()));
    let own = std::env::current_exe().expect("this program has a path");
    for round in 0..rounds {
        // New folders for each round: some file systems create files slowly just after others were deleted.
        let site = scratch.path().join(format!("site-{round}"));
        let copy = scratch.path().join(format!("copy-{round}"));
        let _ = std::fs::remove_dir_all(&remembered);
        // A build of files that were changed just now remembers nothing by their times.
        std::thread::sleep(SETTLED);
        cold.push(build(&book, &site));
        warm.push(build(&book, &site));
        corpus::touch(&book, round).expect("a document can be changed");
        edited.push(build(&book, &site));
        corpus::answer_newest(&book, 20 + round..21 + round).expect("an answer can be changed");
        answered.push(build(&book, &site));
        parsed.push(measure::run(Command::new(&own).arg("--parse-alone").arg(&book)));
        let mut check = Command::new(READYBOOK);
        check.args(["check", "--today", "2026-01-31", "--format", "short"]).current_dir(&book);
        checked.push(measure::run(&mut check));
        for ((_, samples), format) in exported.iter_mut().zip(FORMATS) {
            samples.push(export(&book, scratch.path(), format));
        }
        copied.push(measure::run(Command::new("cp").arg("-r").arg(&site).arg(&copy)));
    }
    let (compared, retitled) = compare(&book, rounds);
    // Sealed last: what was sealed may not be changed any more. An assessment with errors is not sealed.
    let mut seal = Command::new(READYBOOK);
    let _ = seal.args(["seal", "--all-released", "--today", "2026-01-31"]).current_dir(&book).output();
    for _ in 0..rounds {
        verified.push(measure::run(Command::new(READYBOOK).arg("verify").current_dir(&book)));
    }
    let (files, site_bytes) = measure::size(&scratch.path().join("site-0"));
    println!(
        "{assessments} assessments of {} bytes on average, seed {seed}; {rounds} rounds, medians",
        bytes / assessments.max(1) as u64
    );
    println!("{files} files of {:.1} MB in all; {} cores\n", megabytes(site_bytes), cores());
    println!("| what | wall s | CPU s | peak MB | files/s | x cp -r |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let limit = median(&copied, |sample| sample.wall);
    let exported = exported.iter().map(|(what, samples)| (what.as_str(), samples));
    let all = [
        ("cold build", &cold),
        ("nothing changed", &warm),
        ("one assessment changed", &edited),
        ("one answer changed", &answered),
        ("cp -r of the site", &copied),
        ("check", &checked),
        ("read and parse alone", &parsed),
        ("diff of ten assessments", &compared),
        ("diff with another title in book.toml", &retitled),
        ("verify of what is sealed", &verified),
    ];
    for (what, samples) in all.into_iter().chain(exported) {
        let wall = median(samples, |sample| sample.wall);
        println!(
            "| {what} | {wall:.3} | {:.3} | {:.1} | {:.0} | {:.2} |",
            median(samples, |sample| sample.cpu),
            median(samples, |sample| sample.peak_mb),
            measure::count(files) / wall,
            wall / limit,
        );
    }
}

fn megabytes(bytes: u64) -> f64 {
    measure::count(usize::try_from(bytes).unwrap_or(usize::MAX)) / 1e6
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}
