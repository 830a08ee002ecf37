//! Two branches that sealed the same project: the lines of both stay, and one line names both ends.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Ledger, Line, Merge, Record, Written};

/// What joining gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The bytes of the ledger.
    pub text: String,
    /// Hash of its end.
    pub head: String,
}

/// Why a ledger was not joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotJoined {
    /// It has one end already.
    Whole,
    /// It is broken, merge or no merge.
    Broken(Ledger),
}

/// Keeps all lines of a ledger that a merge left two ends in, with or without its marks, each once, and adds a line for
/// each end but one.
pub fn join(path: &Arc<str>, bytes: &[u8], written: &Written) -> Result<Joined, NotJoined> {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    let text = String::from_utf8_lossy(bytes);
    let mut seen = BTreeSet::new();
    // Between `|||||||` and `=======` stands what both began with, and it stands above already or in both.
    let kept = text.split_inclusive('\n').filter(|line| !marks.iter().any(|mark| line.starts_with(mark)));
    let mut kept: String = kept.filter(|line| seen.insert(*line)).collect();
    let mut ledger = Ledger::read(path, kept.as_bytes());
    let marked = kept.len() != bytes.len();
    if ledger.is_whole() && !marked {
        return Err(NotJoined::Whole);
    }
    if ledger.diagnostics.iter().any(|found| !["unmerged-ledger", "sealed-twice"].contains(&found.rule)) {
        return Err(NotJoined::Broken(ledger));
    }
    loop {
        let ends: Vec<&Line> = ledger.ends();
        let [other, .., prev] = ends.as_slice() else { break };
        let (prev, other) = (prev.hash.clone(), other.hash.clone());
        kept.push_str(&Record::Merge(Merge { prev, other, written: written.clone() }).line());
        kept.push('\n');
        ledger = Ledger::read(path, kept.as_bytes());
    }
    let head = ledger.lines.last().map(|line| line.hash.clone()).unwrap_or_default();
    Ok(Joined { text: kept, head })
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::seal;
    use super::super::{START, sha256};
    use super::*;

    fn path() -> Arc<str> {
        "content/a/ledger.jsonl".into()
    }

    #[test]
    fn all_lines_stay_and_the_result_has_one_end() {
        let written = Written { on: "2026-01-22".to_owned(), by: None, with: "readybook 0".to_owned() };
        let base = seal(START, "1.0.0", "x").line() + "\n";
        let next = |release: &str| seal(&sha256(base.as_bytes()), release, release).line() + "\n";
        let (left, right, third) = (next("1.1.0"), next("1.2.0"), next("1.3.0"));
        let marked =
            format!("{base}<<<<<<< HEAD\n{left}||||||| base\n{base}=======\n{right}>>>>>>> other\n{third}");
        let joined = join(&path(), marked.as_bytes(), &written).unwrap();
        assert!(joined.text.starts_with(&format!("{base}{left}{right}{third}{{")), "{}", joined.text);
        let ledger = Ledger::read(&path(), joined.text.as_bytes());
        assert_eq!((ledger.diagnostics.as_slice(), ledger.head()), (&[][..], Some(joined.head.as_str())));
        assert_eq!(ledger.lines.len(), 6, "three ends take two lines");
        assert_eq!(join(&path(), joined.text.as_bytes(), &written), Err(NotJoined::Whole));
        let broken = marked.replacen("72.5", "95", 1);
        assert!(matches!(join(&path(), broken.as_bytes(), &written), Err(NotJoined::Broken(_))));
    }

    #[test]
    fn marks_around_what_is_one_line_are_removed() {
        let written = Written { on: "2026-01-22".to_owned(), by: None, with: "readybook 0".to_owned() };
        let base = seal(START, "1.0.0", "x").line() + "\n";
        let marked = format!("<<<<<<< HEAD\n{base}=======\n{base}>>>>>>> other\n");
        let joined = join(&path(), marked.as_bytes(), &written).unwrap();
        assert_eq!(joined.text, base);
    }
}
