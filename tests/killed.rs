//! A build that is killed, whenever that happens: every file is the old or the new one in full, the next build completes,
//! and what is not ours stays as it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::book::{Book, files};
use crate::serve::Server;

/// Rounds in every run; the nightly one asks for many more.
const USUAL: u32 = 200;

/// How many servers are killed where nothing is said.
const SERVERS: u32 = 25;

/// Rounds of a test: that many, unless `KILLS` asks for another number.
fn rounds(usual: u32) -> u32 {
    std::env::var("KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// A number from 0 to 999 that looks like chance, and is the same for the same round.
fn chance(round: u32) -> u32 {
    let mixed = u64::from(round + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    u32::try_from((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32).unwrap() % 1000
}

/// Two states of a book: pages change, come and go, and a name is that of a folder in one and of a file in the other.
fn put(book: &Book, state: u32) {
    let _ = fs::remove_dir_all(book.path("content"));
    for number in 0..4 {
        let text = format!(
            "---\nformat: 1\ndate: 2026-01-2{state}\nscore: {}\n---\n# Number {number} of {state}\n\n[x](x) [y](y/z)\n",
            number * 10 + state
        );
        book.put(&format!("content/p{number}/1.0.md"), &text);
        book.put(&format!("content/p{number}/2.{state}.md"), text);
    }
    book.put("content/p0/own.txt", format!("{state}\n").repeat(3000));
    book.put("content/p0/1.1.md", "---\nformat: 1\ndate: 2026-01-20\n---\n# R\n\n[a](own.txt)\n");
}

fn build(book: &Book) -> Child {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("readybook"));
    command.current_dir(book.root()).arg("build").env("SOURCE_DATE_EPOCH", "1769040000");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Builds, and gives the files of the site.
fn built(book: &Book) -> BTreeMap<String, Vec<u8>> {
    assert!(build(book).wait().unwrap().success());
    site(&book.path("output"))
}

/// What stands in a site, without our list of its files and what is being made.
fn site(root: &Path) -> BTreeMap<String, Vec<u8>> {
    files(root).into_iter().filter(|(path, _)| !path.starts_with(".readybook-")).collect()
}

#[test]
fn every_file_of_a_killed_build_is_old_or_new_in_full() {
    let book = Book::empty();
    let mut states = Vec::new();
    let timed = || {
        let started = Instant::now();
        (built(&book), started.elapsed())
    };
    let mut takes = Duration::ZERO;
    for state in [1, 0] {
        put(&book, state);
        let (site, took) = timed();
        states.push(site);
        takes = took;
    }
    // In the order of their numbers.
    states.reverse();
    book.put("output/foreign/notes.txt", "mine").put("output/projects/p0/mine.html", "mine");
    let foreign = ["foreign/notes.txt", "projects/p0/mine.html"];
    let (mut state, mut cut_short) = (0, 0);
    for round in 0..rounds(USUAL) {
        state = 1 - state;
        put(&book, state);
        let mut child = build(&book);
        std::thread::sleep(takes * chance(round) / 1000);
        child.kill().unwrap();
        cut_short += u32::from(!child.wait().unwrap().success());
        for (path, bytes) in site(&book.path("output")) {
            if foreign.contains(&path.as_str()) {
                assert_eq!(bytes, b"mine", "round {round}: {path}");
                continue;
            }
            let known = states.iter().any(|state| state.get(&path) == Some(&bytes));
            assert!(known, "round {round}: {path} is neither old nor new");
        }
        // Most of them are killed where the one before was killed too.
        if round % 8 == 7 {
            // Other tests make the machine slower or leave it: what a build takes is measured again.
            let (mut after, took) = timed();
            takes = took;
            for path in foreign {
                assert_eq!(after.remove(path).as_deref(), Some(&b"mine"[..]), "round {round}");
            }
            assert!(after == states[state as usize], "round {round}: the site is not the one that was built");
            let left = fs::read_dir(book.path("output")).unwrap();
            let left = left
                .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("staging"));
            assert_eq!(left.count(), 0, "round {round}");
        }
    }
    assert!(cut_short * 4 > rounds(USUAL), "only {cut_short} were killed in time");
}

#[test]
fn a_server_that_is_killed_while_it_builds_anew_leaves_everything_as_it_was() {
    let book = Book::empty();
    put(&book, 0);
    built(&book);
    // A server takes longer to start than a build; each has its 200 rounds where `KILLS` asks for them.
    let rounds = std::env::var("KILLS").map_or(SERVERS, |_| rounds(USUAL).min(USUAL));
    for round in 0..rounds {
        let mut server = Server::of(&book);
        let mut news = server.news();
        put(&book, 1);
        let before = book.files(".");
        // It has begun by then, or not: both are moments of a rebuild.
        if round % 2 == 0 {
            news.next();
            put(&book, 0);
        }
        std::thread::sleep(Duration::from_millis(u64::from(chance(round) / 5)));
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        if round % 2 == 0 {
            put(&book, 1);
        }
        assert!(book.files(".") == before, "round {round}");
        put(&book, 0);
    }
}
