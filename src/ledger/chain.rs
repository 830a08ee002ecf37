//! A ledger as a whole: its lines, whether they follow each other, and which seal of a release holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Record, Seal, sha256, twins};
use crate::diag::{Diagnostic, Span};

/// What the first line of a ledger follows.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A ledger that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// Its path, relative to the book.
    pub path: Arc<str>,
    /// Its lines, as far as they could be read.
    pub lines: Vec<Line>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A line of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// SHA-256 of its bytes with the line end.
    pub hash: String,
    /// Its number, from 1.
    pub number: usize,
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub record: Record,
}

impl Line {
    /// The seal that it is.
    pub fn seal(&self) -> Option<&Seal> {
        match &self.record {
            Record::Seal(seal) => Some(seal),
            Record::Merge(_) => None,
        }
    }
}

pub(super) const WHY: &str = "what was sealed can only be trusted as long as no line before it was changed";
pub(super) const RESTORE: &str = "put the ledger back as it was, such as by `git checkout`; a correction is a line of its own: `readybook seal --amend`";

/// What to do about a file of a book that differs from what is expected by its line ends only.
pub fn mend_line_ends(path: &str) -> String {
    format!(
        "git changes line ends where it is told to, as by `core.autocrlf`: write the lines `content/** -text` and `rubrics/** -text` into .gitattributes beside book.toml, delete this file, and get it back with `git checkout -- {path}`"
    )
}

impl Ledger {
    /// Reads a ledger. It never fails: what is wrong is told, and what could be read is kept.
    pub fn read(path: &Arc<str>, bytes: &[u8]) -> Ledger {
        let mut ledger = Ledger { path: Arc::clone(path), lines: Vec::new(), diagnostics: Vec::new() };
        if bytes.is_empty() {
            let found = Diagnostic::error("broken-ledger", path, "this ledger is empty");
            ledger
                .diagnostics
                .push(found.why("seals that it held would be gone without a trace").help(RESTORE));
        }
        let mut start = 0;
        let mut changed = None;
        for (at, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            let span = Span::new(start, start + line.strip_suffix(b"\n").unwrap_or(line).len());
            start += line.len();
            match line.strip_suffix(b"\r\n") {
                // As it was written: what it says is still to be looked at.
                Some(text) => {
                    changed = changed.or(Some(span));
                    ledger.add(at + 1, span, &[text, b"\n"].concat());
                }
                None => ledger.add(at + 1, span, line),
            }
        }
        if ledger.diagnostics.is_empty() {
            ledger.check_chain();
            // What follows a line that was changed ends nowhere, and no branch brought it.
            if ledger.diagnostics.is_empty() {
                ledger.check_ends();
            }
            let found = twins::check(&ledger);
            ledger.diagnostics.extend(found);
        }
        if let Some(span) = changed {
            let only = if ledger.is_whole() { ", and nothing else" } else { "" };
            let message = format!("the line ends of this ledger were changed to CR LF{only}");
            let found = Diagnostic::error("broken-ledger", path, message)
                .at(span)
                .why("a line follows another by the hash of its bytes, and line ends are some of them")
                .help(mend_line_ends(path));
            ledger.diagnostics.insert(0, found);
        }
        ledger
    }

    fn add(&mut self, number: usize, span: Span, line: &[u8]) {
        let broken =
            |message: String| Diagnostic::error("broken-ledger", &self.path, message).at(span).why(WHY);
        let Some(text) = line.strip_suffix(b"\n") else {
            self.diagnostics.push(
                broken(format!("line {number} is torn: it has no line end"))
                    .why("a line that was not written to its end seals nothing")
                    .help("put the ledger back as it was, or remove this line, and seal again"),
            );
            return;
        };
        if [b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||"].iter().any(|marker| text.starts_with(*marker)) {
            // One message for each conflict.
            if text.starts_with(b"<<<<<<<") {
                self.diagnostics.push(
                    Diagnostic::error("unmerged-ledger", &self.path, "a merge left its marks in this ledger")
                        .at(span)
                        .why("two branches sealed this project, and the seals of both hold")
                        .help(MERGE),
                );
            }
            return;
        }
        let record =
            std::str::from_utf8(text).map_err(|_| "it is not UTF-8".to_owned()).and_then(Record::read);
        match record {
            Ok(record) => self.lines.push(Line { hash: sha256(line), number, span, record }),
            Err(why) => {
                self.diagnostics.push(broken(format!("line {number} cannot be read: {why}")).help(RESTORE));
            }
        }
    }

    /// Each line follows lines that stand before it.
    fn check_chain(&mut self) {
        let mut known = BTreeSet::from([START]);
        for line in &self.lines {
            if let Some(lost) = line.record.parents().find(|parent| !known.contains(parent)) {
                let before = line.number - 1;
                let message = if before == 0 {
                    "line 1 follows a line that is not there".to_owned()
                } else {
                    format!(
                        "line {} does not follow line {before} as it stands: one of them was changed, moved or removed",
                        line.number
                    )
                };
                let lost = &lost[..12];
                self.diagnostics.push(
                    Diagnostic::error("broken-ledger", &self.path, message)
                        .at(line.span)
                        .why(format!("{WHY}; it follows a line with the hash {lost}…"))
                        .help(RESTORE),
                );
            }
            if !known.insert(&line.hash) {
                let message = format!("line {} is there twice", line.number);
                let found = Diagnostic::error("broken-ledger", &self.path, message).at(line.span).why(WHY);
                self.diagnostics.push(found.help(RESTORE));
            }
        }
    }

    /// The lines that no other one follows.
    pub fn ends(&self) -> Vec<&Line> {
        let followed: BTreeSet<&str> = self.lines.iter().flat_map(|line| line.record.parents()).collect();
        self.lines.iter().filter(|line| !followed.contains(line.hash.as_str())).collect()
    }

    /// Hash of the one line that no other one follows: with it, all of the ledger is known.
    pub fn head(&self) -> Option<&str> {
        self.lines.last().map(|line| line.hash.as_str()).filter(|_| self.is_whole())
    }

    /// True where its lines are those that were written, so that one may be added. Which of two seals of a release
    /// holds may still be to decide, and that takes a line.
    pub fn is_whole(&self) -> bool {
        self.diagnostics.iter().all(|found| found.rule == "sealed-twice")
    }

    fn check_ends(&mut self) {
        let Ok([first, second]) = <[&Line; 2]>::try_from(self.ends().into_iter().take(2).collect::<Vec<_>>())
        else {
            return;
        };
        let message = format!("this ledger has two ends: lines {} and {}", first.number, second.number);
        let found = Diagnostic::error("unmerged-ledger", &self.path, message)
            .at(second.span)
            .why("two branches sealed this project; no line says that both belong together, so one could be cut off unseen")
            .help(MERGE)
            .label(&self.path, first.span, "the other end");
        self.diagnostics.push(found);
    }

    /// True where every release that it names is published, as `is_published` says. Of one that cannot be read to its end,
    /// nobody knows what it names.
    pub fn names_only(&self, is_published: impl Fn(&str) -> bool) -> bool {
        self.is_whole() && self.lines.iter().filter_map(Line::seal).all(|seal| is_published(&seal.release))
    }

    /// Seals by release, in the order of their lines.
    pub(super) fn by_release(&self) -> BTreeMap<&str, Vec<&Line>> {
        let mut all: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
        for line in &self.lines {
            if let Some(seal) = line.seal() {
                all.entry(&seal.release).or_default().push(line);
            }
        }
        all
    }

    /// The seal of each release that holds: the last one.
    pub fn holding(&self) -> BTreeMap<&str, &Line> {
        let all = self.by_release();
        all.into_iter().filter_map(|(release, lines)| Some((release, *lines.last()?))).collect()
    }

    /// The seal of a release that holds.
    pub fn of_release(&self, release: &str) -> Option<&Line> {
        self.lines.iter().rfind(|line| line.seal().is_some_and(|seal| seal.release == release))
    }
}

const MERGE: &str = "keep the lines of both and join them with `readybook seal --merge PROJECT`";

#[cfg(test)]
mod tests {
    use super::super::record::tests::seal;
    use super::*;
    use crate::ledger::{Merge, Written};

    fn text(records: &[Record]) -> String {
        records.iter().map(|record| record.line() + "\n").collect()
    }

    fn read(text: impl AsRef<[u8]>) -> Ledger {
        Ledger::read(&"content/a/ledger.jsonl".into(), text.as_ref())
    }

    fn hash(record: &Record) -> String {
        sha256((record.line() + "\n").as_bytes())
    }

    fn merge(prev: &Record, other: &Record) -> Record {
        let written = Written { on: "2026-01-22".to_owned(), by: None, with: "readybook 0".to_owned() };
        Record::Merge(Merge { prev: hash(prev), other: hash(other), written })
    }

    fn said(ledger: &Ledger) -> Vec<String> {
        ledger.diagnostics.iter().map(|d| format!("{}: {}", d.rule, d.message)).collect()
    }

    fn chain(releases: &[&str]) -> Vec<Record> {
        let mut all: Vec<Record> = Vec::new();
        for release in releases {
            let prev = all.last().map_or(START.to_owned(), hash);
            all.push(seal(&prev, release, "x"));
        }
        all
    }

    #[test]
    fn a_chain_holds_until_a_line_is_changed_removed_moved_or_doubled() {
        let good = chain(&["1.0.0", "1.1.0", "1.2.0"]);
        let ledger = read(text(&good));
        assert_eq!((said(&ledger), ledger.head()), (vec![], Some(hash(&good[2]).as_str())));
        assert_eq!(ledger.holding().keys().copied().collect::<Vec<_>>(), ["1.0.0", "1.1.0", "1.2.0"]);
        let changed = text(&good).replacen("72.5", "95", 1);
        assert!(
            said(&read(&changed))[0].contains("line 2 does not follow line 1"),
            "{:?}",
            said(&read(changed))
        );
        for (order, what) in [
            (vec![0, 2], "line 2 does not follow line 1"),
            (vec![1, 2], "line 1 follows a line that is not there"),
            (vec![1, 0, 2], "line 1 follows a line that is not there"),
            (vec![0, 1, 1, 2], "line 3 is there twice"),
        ] {
            let records: Vec<Record> = order.iter().map(|at| good[*at].clone()).collect();
            let ledger = read(text(&records));
            assert!(said(&ledger)[0].contains(what), "{order:?}: {:?}", said(&ledger));
            assert_eq!(ledger.head(), None);
        }
    }

    #[test]
    fn a_torn_an_empty_and_a_foreign_ledger_are_told_apart() {
        let good = text(&chain(&["1.0.0", "1.1.0"]));
        for (bad, what) in [
            (good[..good.len() - 1].to_owned(), "broken-ledger: line 2 is torn"),
            (good[..good.len() - 40].to_owned(), "broken-ledger: line 2 is torn"),
            (String::new(), "broken-ledger: this ledger is empty"),
            (
                good.replace('\n', "\r\n"),
                "broken-ledger: the line ends of this ledger were changed to CR LF, and nothing else",
            ),
            (
                good.replacen('\n', "\r\n", 1),
                "broken-ledger: the line ends of this ledger were changed to CR LF, and",
            ),
            (format!("\u{feff}{good}"), "broken-ledger: line 1 cannot be read"),
            (format!("{good}\n"), "broken-ledger: line 3 cannot be read"),
        ] {
            assert!(said(&read(&bad))[0].starts_with(what), "{:?}", said(&read(bad)));
        }
        assert!(said(&read(b"\xff\n"))[0].contains("not UTF-8"));
        // What line ends cannot explain is told too.
        let moved = text(&chain(&["1.0.0", "1.1.0"]).split_off(1)).replace('\n', "\r\n");
        let told = said(&read(&moved));
        assert!(told.len() == 2 && told[0].ends_with("CR LF") && told[1].contains("not there"), "{told:?}");
        let ledger = read(good.replace('\n', "\r\n"));
        assert_eq!((ledger.lines.len(), ledger.head()), (2, None), "nothing is added to it");
    }

    #[test]
    fn two_branches_are_one_again_by_a_line_that_names_both() {
        let base = chain(&["1.0.0"]);
        let left = seal(&hash(&base[0]), "1.1.0", "left");
        let right = seal(&hash(&base[0]), "1.2.0", "right");
        let both = [base[0].clone(), left.clone(), right.clone()];
        assert_eq!(said(&read(text(&both))), ["unmerged-ledger: this ledger has two ends: lines 2 and 3"]);
        let joined = [&both[..], &[merge(&right, &left)]].concat();
        assert_eq!(said(&read(text(&joined))), [] as [&str; 0]);
        // A line that was changed is no branch.
        let changed =
            text(&both[..2]).replace("left", "l3ft") + &text(&[seal(&hash(&left), "1.3.0", "next")]);
        assert!(said(&read(changed)).iter().all(|found| found.starts_with("broken-ledger")));
        let conflict = format!(
            "{}<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n",
            text(&base),
            text(std::slice::from_ref(&left)),
            text(&[right])
        );
        assert_eq!(said(&read(conflict)), ["unmerged-ledger: a merge left its marks in this ledger"]);
    }

    #[test]
    fn one_release_sealed_differently_on_two_branches_needs_a_decision() {
        let base = chain(&["1.0.0"]);
        let left = seal(&hash(&base[0]), "1.1.0", "left");
        let right = seal(&hash(&base[0]), "1.1.0", "right");
        let joined = [base[0].clone(), left.clone(), right.clone(), merge(&right, &left)];
        let what = "sealed-twice: `1.1.0` was sealed twice, with different content: in lines 2 and 3";
        assert_eq!(said(&read(text(&joined))), [what]);
        let same = [base[0].clone(), left.clone(), seal(&hash(&base[0]), "1.1.0", "left")];
        assert!(said(&read(text(&same)))[0].contains("is there twice"));
        let Record::Seal(decided) = seal(&hash(&joined[3]), "1.1.0", "left") else { unreachable!() };
        let decided = Record::Seal(Box::new(Seal {
            amends: Some(hash(&right)),
            reason: Some("left".to_owned()),
            ..*decided
        }));
        let all = [&joined[..], &[decided]].concat();
        assert_eq!(said(&read(text(&all))), [] as [&str; 0], "what follows both decides");
    }
}
