//! Several seals of one release: one that follows another has to be a correction of it, and of two that do not follow
//! each other, a later correction has to say which one holds.

use std::collections::BTreeMap;

use super::chain::RESTORE;
use super::{Ledger, Line, Seal};
use crate::diag::Diagnostic;

/// How many lines are asked at once for what leads to them.
const AT_ONCE: usize = 64;

/// What is wrong with seals of releases that were sealed more than once, or corrected.
pub(super) fn check(ledger: &Ledger) -> Vec<Diagnostic> {
    let places: Places<'_> =
        ledger.lines.iter().enumerate().map(|(at, line)| (line.hash.as_str(), at)).collect();
    let corrects = |line: &Line| line.seal().is_some_and(|seal| seal.amends.is_some());
    let place = |line: &Line| places.get(line.hash.as_str()).copied();
    let releases: Vec<(&str, Vec<usize>)> = ledger
        .by_release()
        .into_iter()
        .filter(|(_, lines)| lines.len() > 1 || lines.iter().any(|line| corrects(line)))
        .map(|(release, lines)| (release, lines.into_iter().filter_map(place).collect()))
        .collect();
    let all: Vec<Again<'_>> = releases
        .iter()
        .flat_map(|(release, lines)| (0..lines.len()).map(move |nth| Again { release, lines, nth }))
        .collect();
    let parents = parents(ledger, &places);
    let mut found = Vec::new();
    for some in all.chunks(AT_ONCE) {
        let leads = leading(&parents, some);
        for (bit, one) in some.iter().enumerate() {
            let follows = |at: usize| leads[at] >> bit & 1 == 1;
            found.extend(one.wrong(ledger, &places, &follows));
        }
    }
    found
}

/// Places of lines by their hashes.
type Places<'a> = BTreeMap<&'a str, usize>;

/// For each line the places of those that it follows.
fn parents(ledger: &Ledger, places: &Places<'_>) -> Vec<Vec<usize>> {
    let of = |(at, line): (usize, &Line)| {
        let all = line.record.parents().filter_map(|hash| places.get(hash).copied());
        all.filter(|parent| *parent < at).collect()
    };
    ledger.lines.iter().enumerate().map(of).collect()
}

/// For each line a bit for each of some seals that it leads to. One walk over the ledger for all of them: each seal
/// with a walk of its own would take the square of the ledger's length where many are corrections.
fn leading(parents: &[Vec<usize>], to: &[Again<'_>]) -> Vec<u64> {
    let mut leads = vec![0_u64; parents.len()];
    for (bit, one) in to.iter().enumerate() {
        leads[one.own()] |= 1 << bit;
    }
    for at in (0..parents.len()).rev() {
        for parent in &parents[at] {
            leads[*parent] |= leads[at];
        }
    }
    leads
}

/// A seal of a release that has several, or that is a correction.
struct Again<'a> {
    release: &'a str,
    /// Places of all seals of the release.
    lines: &'a [usize],
    /// Which of them it is.
    nth: usize,
}

impl Again<'_> {
    fn own(&self) -> usize {
        self.lines[self.nth]
    }

    /// What is wrong with it; `follows` tells whether it follows the line at a place.
    fn wrong(
        &self,
        ledger: &Ledger,
        places: &Places<'_>,
        follows: &dyn Fn(usize) -> bool,
    ) -> Option<Diagnostic> {
        let line = &ledger.lines[self.own()];
        let seal = line.seal()?;
        let earlier = &self.lines[..self.nth];
        let broken = |message: String| {
            Diagnostic::error("broken-ledger", &ledger.path, message)
                .at(line.span)
                .why("who asks for a sealed release would find something else in it, and not that it was corrected")
                .help(RESTORE)
        };
        let number = line.number;
        if let Some(corrected) = &seal.amends {
            let known = places
                .get(corrected.as_str())
                .filter(|at| earlier.binary_search(at).is_ok() && follows(**at));
            if known.is_none() {
                let release = self.release;
                return Some(broken(format!(
                    "line {number} corrects a line that is no earlier seal of `{release}`"
                )));
            }
        } else if let Some(first) = earlier.iter().find(|at| follows(**at)) {
            let message = format!(
                "line {number} seals `{}` again, which line {} sealed, and names no line that it corrects",
                self.release, ledger.lines[*first].number
            );
            return Some(broken(message).label(&ledger.path, ledger.lines[*first].span, "the earlier seal"));
        }
        if self.nth + 1 < self.lines.len() {
            return None;
        }
        let differs = |at: &&usize| ledger.lines[**at].seal().is_some_and(|other| other.files != seal.files);
        let twin = earlier.iter().filter(differs).find(|at| !follows(**at))?;
        Some(undecided(ledger, line, &ledger.lines[*twin], seal))
    }
}

/// Two branches that sealed one release differently: a correction has to say which one holds.
fn undecided(ledger: &Ledger, last: &Line, twin: &Line, seal: &Seal) -> Diagnostic {
    let message = format!(
        "`{}` was sealed twice, with different content: in lines {} and {}",
        seal.release, twin.number, last.number
    );
    Diagnostic::error("sealed-twice", &ledger.path, message)
        .at(last.span)
        .why("nobody could tell which of the two holds")
        .help("decide, make the document so, and record it with `readybook seal --amend`")
        .label(&ledger.path, twin.span, "the other one")
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::seal;
    use super::super::{Record, START, sha256};
    use super::*;

    fn hash(record: &Record) -> String {
        sha256((record.line() + "\n").as_bytes())
    }

    fn correction(prev: &Record, release: &str, content: &str, amends: &str) -> Record {
        let Record::Seal(one) = seal(&hash(prev), release, content) else { unreachable!() };
        let reason = Some("a typo".to_owned());
        Record::Seal(Box::new(Seal { amends: Some(amends.to_owned()), reason, ..*one }))
    }

    fn said(records: &[Record]) -> Vec<String> {
        let text: String = records.iter().map(|record| record.line() + "\n").collect();
        let ledger = Ledger::read(&"content/a/ledger.jsonl".into(), text.as_bytes());
        ledger.diagnostics.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect()
    }

    #[test]
    fn a_release_is_sealed_again_only_by_a_correction_of_an_earlier_seal() {
        let first = seal(START, "1.0.0", "x");
        let other = seal(&hash(&first), "2.0.0", "y");
        let good = correction(&other, "1.0.0", "z", &hash(&first));
        let better = correction(&good, "1.0.0", "w", &hash(&good));
        assert_eq!(said(&[first.clone(), other.clone(), good, better]), [] as [&str; 0]);
        for content in ["x", "z"] {
            let again = seal(&hash(&other), "1.0.0", content);
            assert_eq!(
                said(&[first.clone(), other.clone(), again]),
                [
                    "broken-ledger: line 3 seals `1.0.0` again, which line 1 sealed, and names no line that it corrects"
                ]
            );
        }
        for (release, amends) in [("1.0.0", "a".repeat(64)), ("1.0.0", hash(&other)), ("3.0.0", hash(&first))]
        {
            let wrong = correction(&other, release, "z", &amends);
            let what =
                format!("broken-ledger: line 3 corrects a line that is no earlier seal of `{release}`");
            assert_eq!(said(&[first.clone(), other.clone(), wrong]), [what]);
        }
    }

    /// One walk over the ledger answers for many of them.
    #[test]
    fn many_corrections_are_no_twins_and_take_few_walks() {
        let mut records = vec![seal(START, "0", "x")];
        let count = 1500;
        for release in 1..count {
            let prev = hash(&records[release - 1]);
            records.push(seal(&prev, &release.to_string(), "x"));
        }
        for release in 0..count {
            let amended = hash(&records[release]);
            let last = records.last().unwrap();
            records.push(correction(last, &release.to_string(), "y", &amended));
        }
        assert_eq!(said(&records), [] as [&str; 0]);
        let corrections: Vec<usize> = (0..count).collect();
        let parents: Vec<Vec<usize>> = (0..count).map(|at| at.checked_sub(1).into_iter().collect()).collect();
        let all: Vec<Again<'_>> =
            (0..AT_ONCE).map(|nth| Again { release: "x", lines: &corrections, nth }).collect();
        assert_eq!(leading(&parents, &all)[0], u64::MAX, "the first line leads to all that are asked for");
    }
}
