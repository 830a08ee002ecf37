//! What is fuzzed, run over the corpus of the fuzzer: every file that once broke something is there.

#[path = "../fuzz/src/lib.rs"]
pub mod targets;

use std::collections::BTreeSet;

use crate::book::files;

#[test]
fn every_input_of_the_corpus_is_survived() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let inputs = files(&corpus.join(name));
        assert!(inputs.len() > 2, "{name} has a corpus");
        for (path, bytes) in inputs {
            println!("{name}/{path}");
            target(&bytes);
        }
    }
}

/// Each target is a program of the fuzzer, and has a folder.
#[test]
fn every_target_can_be_fuzzed() {
    let manifest = include_str!("../fuzz/Cargo.toml");
    for (name, _) in targets::TARGETS {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")), "{name}");
    }
}

/// Names and versions of a lock's packages.
fn packages(lock: &str) -> impl Iterator<Item = (&str, &str)> {
    lock.split("[[package]]").skip(1).filter_map(|package| {
        let of = |key: &str| package.lines().find_map(|line| line.strip_prefix(key)?.strip_suffix('"'));
        Some((of("name = \"")?, of("version = \"")?))
    })
}

/// The fuzzer has a lock of its own, which `scripts/fuzz.sh` does not change: it holds what the project needs, in the same
/// versions, so that what is fuzzed is what is released.
#[test]
fn the_fuzzer_takes_the_dependencies_of_the_project() {
    let (own, manifest) = (include_str!("../fuzz/Cargo.lock"), include_str!("../Cargo.toml"));
    let all: BTreeSet<(&str, &str)> = packages(include_str!("../Cargo.lock")).collect();
    let names: BTreeSet<&str> = all.iter().map(|(name, _)| *name).collect();
    for (name, version) in packages(own).filter(|(name, _)| names.contains(name)) {
        let mend = format!("run `cargo update -p {name} --precise VERSION` in fuzz/");
        assert!(all.contains(&(name, version)), "{name} {version}: {mend}");
    }
    let needed = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    let needed = needed.lines().filter(|line| !line.starts_with('#') && !line.contains("optional = true"));
    // What the project itself needs in that lock: a package that only others need is not enough.
    let itself =
        own.split("[[package]]").find(|package| package.starts_with("\nname = \"readybook\"\n")).unwrap();
    let fuzzed: BTreeSet<&str> =
        itself.lines().filter_map(|line| line.trim().strip_prefix('"')?.split(['"', ' ']).next()).collect();
    let needed: Vec<&str> = needed.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    assert!(needed.len() > 20, "{needed:?}");
    for name in needed {
        assert!(fuzzed.contains(name), "{name}: run `cargo update --workspace` in fuzz/");
    }
}
