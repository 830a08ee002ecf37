//! Reports that went through hands and programs that damaged them: whatever is left of a text, it is imported, checked,
//! scored, compared and built without a panic, and what a reader sees of it runs nothing.

use std::fs;
use std::path::Path;

use crate::book::files;
use crate::fuzzed::targets;

/// Chance that is the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap()
    }
}

/// Pieces that mean something to one of the parsers.
const PIECES: [&[u8]; 24] = [
    b"---\n",
    b"\n\n",
    b"| a | b |\n|---|---|\n",
    b"- [x] ",
    b"**Status:** ",
    b"```\n",
    b"<!--",
    b"-->",
    b"<details>",
    b"{",
    b"[",
    b"&a ",
    b"*a",
    b": ",
    b"100/100",
    b"\xff\xfe",
    b"\0",
    b"\xe2\x80\xae",
    b"\xc3",
    b"#",
    b"[^1]",
    b"](",
    b"99999999999999999999",
    b"\r",
];

/// A text with some damage.
fn damaged(text: &[u8], others: &[(String, Vec<u8>)], chance: &mut Chance) -> Vec<u8> {
    let mut out = text.to_vec();
    for _ in 0..=chance.below(6) {
        let at = chance.below(out.len() + 1);
        let end = (at + chance.below(200)).min(out.len());
        match chance.below(7) {
            0 => out.truncate(at),
            1 => drop(out.drain(at..end)),
            2 => {
                let again = out[at..end].to_vec();
                out.splice(at..at, again);
            }
            3 => {
                let piece = PIECES[chance.below(PIECES.len())];
                out.splice(at..at, piece.iter().copied());
            }
            4 if at < out.len() => out[at] = chance.next().to_le_bytes()[0],
            5 => {
                let other = &others[chance.below(others.len())].1;
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(400)).min(other.len());
                out.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                let from = chance.below(out.len() + 1).min(at);
                out[from..at].reverse();
            }
        }
    }
    out
}

/// 60 texts, unless `SOAK` asks for another number; of this project's own reports, and of `SOAK_FROM`, folders with a colon
/// between them.
#[test]
fn damaged_reports_are_survived() {
    let number = std::env::var("SOAK").ok().and_then(|number| number.parse().ok()).unwrap_or(60);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["tests/reports", "content", "fuzz/corpus/book"] {
        texts.extend(files(&root.join(folder)));
    }
    for folder in
        std::env::var("SOAK_FROM").unwrap_or_default().split(':').filter(|folder| !folder.is_empty())
    {
        let found = files(Path::new(folder));
        assert!(!found.is_empty(), "{folder} is empty");
        texts.extend(found);
    }
    // As they are, and then damaged.
    let whole = if number > 1000 { texts.len() } else { 0 };
    let mut chance = Chance(number as u64);
    for round in 0..number + whole {
        let (name, text) = &texts[round % texts.len()];
        let text = if round < whole { text.clone() } else { damaged(text, &texts, &mut chance) };
        // What stops the run can be found again.
        let kept = root.join("target").join("soak.last");
        let _ = fs::write(kept, &text);
        println!("{round}: {name}");
        targets::document(&text);
        targets::importer(&text);
        targets::imported(&text);
        if round % 4 == 0 || round < whole {
            targets::book(&text);
            targets::diff(&[&text, targets::BETWEEN.as_bytes(), &texts[0].1].concat());
        }
    }
}
