//! What is fuzzed, run over the corpus of the fuzzer: every file that once broke something is there.

#[path = "../fuzz/src/lib.rs"]
pub mod targets;

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
