//! A value as bytes: what every document of a book keeps until its site is made, and few are looked into at a time.

use std::fmt;
use std::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes as data that are copied at once, not one by one: for `#[serde(with = "…")]`.
pub mod bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes them.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    /// Reads them from data that lends them.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<[u8]>, D::Error> {
        Ok(<&[u8]>::deserialize(deserializer)?.into())
    }
}

/// A value, packed. It takes less than half of its room, and is opened where it is looked into.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed<T> {
    bytes: Box<[u8]>,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned + Default> Packed<T> {
    /// Packs a value.
    pub fn of(value: &T) -> Packed<T> {
        let bytes = postcard::to_stdvec(value).unwrap_or_default().into_boxed_slice();
        debug_assert!(postcard::from_bytes::<T>(&bytes).is_ok(), "what is packed can be opened");
        Packed { bytes, of: PhantomData }
    }

    /// The value as it is packed: equal bytes are of equal values.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The value.
    pub fn open(&self) -> T {
        postcard::from_bytes(&self.bytes).unwrap_or_default()
    }
}

impl<T: fmt::Debug + Serialize + DeserializeOwned + Default> fmt::Debug for Packed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Packed").field(&self.open()).finish()
    }
}

impl<T> Serialize for Packed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        bytes::serialize(&self.bytes, serializer)
    }
}

impl<'de, T> Deserialize<'de> for Packed<T> {
    /// Does not open it, which takes as long as all the rest: who keeps it elsewhere knows by a hash that it is the same.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Packed<T>, D::Error> {
        Ok(Packed { bytes: bytes::deserialize(deserializer)?, of: PhantomData })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;
    use crate::model::{
        CheckAnswer, CheckState, ChecklistSection, Code, Counting, Date, Declared, DeclaredCategory, Details,
        Disagreement, Exact, Fact, FactSort, Finding, FindingSeverity, FindingStatus, Guess, Heading,
        Passage, Suppression, Task, Total,
    };

    fn fact(text: &str) -> Fact<String> {
        Fact::new(text.to_owned(), Span::new(1, 300))
    }

    /// With something of everything.
    fn details() -> Details {
        let span = Span::new(70_000, 70_010);
        Details {
            categories: vec![DeclaredCategory {
                category: fact("security"),
                score: Some(Fact::new(Declared::read("9.5/10"), span)),
                note: Some("seen".to_owned()),
                evidence: vec![fact("docs/tls.md")],
                in_body: true,
                under: vec![0],
                guessed: Some(Guess { group: 1, least: 2 }),
                weight: Some(Exact::from(3)),
            }],
            checks: vec![CheckAnswer {
                check: fact("backups"),
                state: Fact::new(CheckState::NotApplicable { reason: Some("none".to_owned()) }, span),
                note: None,
                effort: Some(fact("2 days")),
                evidence: vec![fact("docs/backups.md")],
            }],
            findings: vec![Finding {
                id: fact("f-1"),
                title: "Keys in the log".to_owned(),
                category: Some(fact("security")),
                severity: Some(Fact::new(FindingSeverity::High, span)),
                priority: Some("P1".to_owned()),
                status: Fact::new(FindingStatus::Partial, span),
                effort: None,
                impact: Some("leaks".to_owned()),
                owner: Some("ada".to_owned()),
                due: Some(Fact::new(Date::constant(2026, 3, 1), span)),
                evidence: vec![fact("runs/1")],
                anchor: None,
                span,
            }],
            checklist: vec![ChecklistSection {
                heading: Some(0),
                tasks: vec![Task { text: "Backups: räumlich getrennt".into(), done: true, span }],
            }],
            headings: vec![Heading {
                level: 2, text: "Backups 🚀".into(), anchor: "backups-".into(), span
            }],
            anchors: vec!["top".to_owned()],
            statuses: vec![(0, fact("open"))],
            disagreements: vec![Disagreement {
                what: "the owner".to_owned(),
                sort: FactSort::Project,
                here: fact("ada"),
                there: fact("bo"),
                counting: Counting::Body,
            }],
            totals: vec![Total {
                column: "Score".to_owned(),
                stated: fact("7 1/3"),
                value: Exact::from(22).checked_div(&Exact::from(3)).unwrap(),
                sum: Exact::from(-7),
                rows: 3,
            }],
            passages: vec![Passage { heading: None, words: 40, digest: u64::MAX }],
            code: vec![Code { span, block: true }],
            suppressions: vec![Suppression {
                rule: "broken-link".to_owned(),
                name: span,
                reason: Some("gone on purpose".to_owned()),
                span,
                covers: None,
            }],
        }
    }

    #[test]
    fn what_is_packed_is_opened_as_it_was() {
        for details in [details(), Details::default()] {
            let packed = Packed::of(&details);
            assert_eq!(packed.open(), details);
            let written = postcard::to_stdvec(&packed).unwrap();
            let read: Packed<Details> = postcard::from_bytes(&written).unwrap();
            assert_eq!((&read, read.open()), (&packed, details));
        }
    }
}
