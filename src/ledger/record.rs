//! One line of a ledger. There is one way to write it, byte for byte, so that tools without a JSON parser find their
//! way in it, and nothing can be said twice in one line.

use serde::{Deserialize, Serialize};

use super::{LEDGER_FILE, is_hash};
use crate::model::{Date, Exact, Verdict, valid_release};

/// Version of the ledger's format.
const FORMAT: u32 = 1;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// An assessment was sealed, or sealed anew.
    Seal(Box<Seal>),
    /// Two ledgers that went separate ways are one again.
    Merge(Merge),
}

/// What was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Hash of the line that it follows.
    pub prev: String,
    /// The release.
    pub release: String,
    /// Hash of the line that it corrects.
    pub amends: Option<String>,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// The document, and after it the rubric with all that it extends.
    pub files: Vec<SealedFile>,
    /// The rubric, as `id@version`.
    pub rubric: String,
    /// The score as an exact fraction.
    pub score: String,
    /// Id of the verdict.
    pub verdict: String,
    /// The day as of which it was judged.
    pub as_of: String,
    /// Tier of the project then: it decides which checks apply.
    pub tier: Option<String>,
    /// Tags of the project then, for the same reason.
    pub tags: Vec<String>,
    /// When and by whom.
    pub written: Written,
}

/// A merge of two ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// Hash of one end.
    pub prev: String,
    /// Hash of the other end.
    pub other: String,
    /// When and by whom.
    pub written: Written,
}

/// When a line was written, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The day.
    pub on: String,
    /// Who, where they say so.
    pub by: Option<String>,
    /// Name and version of the program.
    pub with: String,
}

/// A file as it was when it was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedFile {
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Its path from the folder of the ledger.
    pub path: String,
}

/// A line as it is written: keys in this order, those that are absent left out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Raw {
    ledger: u32,
    prev: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merge: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seal: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amends: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rubric: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tier: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    on: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    with: String,
}

impl Record {
    /// Reads a line without its line end. The error says what it is instead.
    pub fn read(line: &str) -> Result<Record, String> {
        let raw: Raw = serde_json::from_str(line).map_err(|error| format!("it is no seal: {error}"))?;
        if raw.ledger != FORMAT {
            return Err(format!("its format is {}, and this program knows {FORMAT}", raw.ledger));
        }
        let record = raw.record()?;
        if record.line() != line {
            return Err("it is not as `readybook seal` writes it".to_owned());
        }
        Ok(record)
    }

    /// The line, without its line end.
    pub fn line(&self) -> String {
        // A value of texts can always be written.
        serde_json::to_string(&Raw::of(self)).unwrap_or_default()
    }

    /// Hashes of the lines that it follows.
    pub fn parents(&self) -> impl Iterator<Item = &str> {
        let (prev, other) = match self {
            Record::Seal(seal) => (&seal.prev, None),
            Record::Merge(merge) => (&merge.prev, Some(merge.other.as_str())),
        };
        std::iter::once(prev.as_str()).chain(other)
    }
}

impl SealedFile {
    /// Reads `<hash>  <path>`, the line of `sha256sum`. A path that leads elsewhere than to a file beside the ledger
    /// or to a rubric is none: a ledger is no way out of the book.
    fn read(text: &str) -> Option<SealedFile> {
        let (hash, path) = text.split_once("  ")?;
        let name = path.strip_prefix("../../rubrics/").unwrap_or(path);
        let plain = !name.is_empty() && !name.starts_with('.') && !name.contains('/') && name != LEDGER_FILE;
        let known = is_hash(hash) && plain && SealedFile::can_be_listed(path);
        known.then(|| SealedFile { hash: hash.to_owned(), path: path.to_owned() })
    }

    /// True for a path that `sha256sum` and JSON write as it is.
    pub fn can_be_listed(path: &str) -> bool {
        !path.contains(['"', '\\']) && !path.chars().any(char::is_control) && path.trim() == path
    }

    /// Its path from the folder of the book, for the ledger at `ledger`.
    pub fn in_book(&self, ledger: &str) -> String {
        match self.path.strip_prefix("../../") {
            Some(rest) => rest.to_owned(),
            None => ledger.strip_suffix(LEDGER_FILE).unwrap_or_default().to_owned() + &self.path,
        }
    }
}

impl Seal {
    /// Holds what it says to what a seal may say. The error says what is wrong.
    fn check(&self) -> Result<(), String> {
        let [document, rubric, bases @ ..] = self.files.as_slice() else {
            return Err(WRONG_FILES.to_owned());
        };
        if document.path.contains('/') || document.path.strip_suffix(".md").is_none() {
            return Err(WRONG_FILES.to_owned());
        }
        if rubric.path != rubric_path(&self.rubric) || !bases.iter().all(|base| base.path.contains('/')) {
            return Err(format!("of `{}` it names no file", self.rubric));
        }
        // Longer than any that can come about would only take time.
        let score = Exact::read_plain(&self.score).filter(|score| score.plain() == self.score);
        if !score.is_some_and(|score| score >= Exact::from(0) && score <= Exact::from(100)) {
            return Err("its score is none from 0 to 100".to_owned());
        }
        if !Verdict::ALL.iter().any(|verdict| verdict.id() == self.verdict) {
            return Err("its verdict is none".to_owned());
        }
        if !is_day(&self.as_of) {
            return Err("it does not say as of which day it was judged".to_owned());
        }
        Ok(())
    }
}

/// Path of the file of a rubric from the folder of a ledger: its name says id and version.
pub fn rubric_path(reference: &str) -> String {
    format!("../../rubrics/{reference}.toml")
}

fn is_day(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|day| day.to_string() == text)
}

const WRONG_FILES: &str = "it has to name the document and the rubric, each with its hash";

impl Raw {
    fn of(record: &Record) -> Raw {
        let empty = |prev: &str, written: &Written| Raw {
            ledger: FORMAT,
            prev: prev.to_owned(),
            merge: None,
            seal: None,
            amends: None,
            files: Vec::new(),
            rubric: None,
            score: None,
            verdict: None,
            as_of: None,
            tier: None,
            tags: Vec::new(),
            reason: None,
            on: written.on.clone(),
            by: written.by.clone(),
            with: written.with.clone(),
        };
        match record {
            Record::Merge(merge) => {
                Raw { merge: Some(merge.other.clone()), ..empty(&merge.prev, &merge.written) }
            }
            Record::Seal(seal) => Raw {
                seal: Some(seal.release.clone()),
                amends: seal.amends.clone(),
                files: seal.files.iter().map(|file| format!("{}  {}", file.hash, file.path)).collect(),
                rubric: Some(seal.rubric.clone()),
                score: Some(seal.score.clone()),
                verdict: Some(seal.verdict.clone()),
                as_of: Some(seal.as_of.clone()),
                tier: seal.tier.clone(),
                tags: seal.tags.clone(),
                reason: seal.reason.clone(),
                ..empty(&seal.prev, &seal.written)
            },
        }
    }

    fn record(self) -> Result<Record, String> {
        let known = [Some(&self.prev), self.merge.as_ref(), self.amends.as_ref()];
        if !known.into_iter().flatten().all(|hash| is_hash(hash)) {
            return Err("a hash in it is none".to_owned());
        }
        if !is_day(&self.on) {
            return Err("it does not say on which day it was written".to_owned());
        }
        let written = Written { on: self.on, by: self.by, with: self.with };
        match (self.merge, self.seal) {
            (Some(other), None) => Ok(Record::Merge(Merge { prev: self.prev, other, written })),
            (None, Some(release)) => {
                valid_release(&release).map_err(|why| format!("`{release}` is no release: {why}"))?;
                let files: Option<Vec<SealedFile>> =
                    self.files.iter().map(|text| SealedFile::read(text)).collect();
                let files = files.ok_or(WRONG_FILES)?;
                if self.amends.is_some() != self.reason.is_some()
                    || self.reason.as_ref().is_some_and(|reason| reason.trim().is_empty())
                {
                    return Err("a correction names what it corrects and why".to_owned());
                }
                let seal = Seal {
                    prev: self.prev,
                    release,
                    amends: self.amends,
                    reason: self.reason,
                    files,
                    rubric: self.rubric.ok_or("it names no rubric")?,
                    score: self.score.ok_or("it has no score")?,
                    verdict: self.verdict.ok_or("it has no verdict")?,
                    as_of: self.as_of.ok_or("it does not say as of which day it was judged")?,
                    tier: self.tier,
                    tags: self.tags,
                    written,
                };
                seal.check()?;
                Ok(Record::Seal(Box::new(seal)))
            }
            _ => Err("it is neither a seal nor a merge".to_owned()),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(crate) fn seal(prev: &str, release: &str, content: &str) -> Record {
        Record::Seal(Box::new(Seal {
            prev: prev.to_owned(),
            release: release.to_owned(),
            amends: None,
            reason: None,
            files: vec![
                SealedFile { hash: crate::ledger::sha256(content.as_bytes()), path: format!("{release}.md") },
                SealedFile { hash: "0".repeat(64), path: "../../rubrics/production@1.toml".to_owned() },
            ],
            rubric: "production@1".to_owned(),
            score: "72.5".to_owned(),
            verdict: "conditional".to_owned(),
            as_of: "2026-01-21".to_owned(),
            tier: None,
            tags: vec![],
            written: Written {
                on: "2026-01-22".to_owned(),
                by: Some("Ada \"A\"".to_owned()),
                with: "readybook 0".to_owned(),
            },
        }))
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let plain = seal(&"a".repeat(64), "1.0.0", "x");
        let Record::Seal(one) = plain.clone() else { unreachable!() };
        let amended = Record::Seal(Box::new(Seal {
            amends: Some("b".repeat(64)),
            reason: Some("a \"prev\":\"x\" typo, ä".to_owned()),
            tier: Some("1".to_owned()),
            tags: vec!["web".to_owned()],
            ..*one.clone()
        }));
        let merge = Record::Merge(Merge {
            prev: "a".repeat(64),
            other: "c".repeat(64),
            written: one.written.clone(),
        });
        for record in [plain, amended, merge] {
            assert_eq!(Record::read(&record.line()), Ok(record.clone()), "{}", record.line());
            assert_eq!(
                record.line().matches("\"prev\":\"").count(),
                1,
                "no text of people looks like a key: {}",
                record.line()
            );
        }
    }

    #[test]
    fn what_seal_does_not_write_is_refused() {
        let good = seal(&"a".repeat(64), "1.0.0", "x").line();
        let with = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            good.replace(from, to)
        };
        for (bad, why) in [
            (good.replace("\",\"", "\", \""), "not as `readybook seal` writes it"),
            (with("\"ledger\":1", "\"ledger\":2"), "its format is 2"),
            (with(&"a".repeat(64), &"A".repeat(64)), "a hash in it is none"),
            (with("  1.0.0.md", "  ../b/1.0.0.md"), "has to name the document"),
            (with("  1.0.0.md", "  /etc/passwd"), "has to name the document"),
            (with("../../rubrics/", "../../../x/"), "has to name the document"),
            (with("  1.0.0.md", "  ledger.jsonl"), "has to name the document"),
            (with("\"seal\":\"1.0.0\"", "\"seal\":\"../x\""), "is no release"),
            (with("\"seal\":\"1.0.0\",", ""), "neither a seal nor a merge"),
            (with("\"on\"", "\"reason\":\"x\",\"on\""), "names what it corrects and why"),
            (with("\"on\"", "\"more\":1,\"on\""), "it is no seal: unknown field `more`"),
            (with("\"score\":\"72.5\",", ""), "it has no score"),
            (with("  1.0.0.md", "  1.0.0.png"), "has to name the document"),
            (
                with(&format!(",\"{}  ../../rubrics/production@1.toml\"", "0".repeat(64)), ""),
                "has to name the document",
            ),
            (with("  ../../rubrics/production@1.toml", "  1.1.0.md"), "of `production@1` it names no file"),
            (with("production@1.toml", "production@2.toml"), "of `production@1` it names no file"),
            (with("\"72.5\"", "\"x\""), "its score is none"),
            (with("\"72.5\"", "\"100.5\""), "its score is none"),
            (with("\"72.5\"", "\"-1\""), "its score is none"),
            (with("\"72.5\"", "\"7.50\""), "its score is none"),
            (with("\"conditional\"", "\"zz\""), "its verdict is none"),
            (with("2026-01-21", "never"), "as of which day"),
            (with("2026-01-21", "2026-02-30"), "as of which day"),
            (with("2026-01-22", "20260122"), "on which day it was written"),
            (good[..good.len() / 2].to_owned(), "it is no seal"),
            ("[]".to_owned(), "it is no seal"),
        ] {
            let found = Record::read(&bad).unwrap_err();
            assert!(found.contains(why), "{bad}: {found}");
        }
    }
}
