//! Documents as they were read, as bytes: what one build keeps for the next, project by project.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

use super::memo::{ReadBefore, Remembered};
use crate::check::catalogue;
use crate::diag::{Diagnostic, Fix, Kind, Label, RuleId, Severity, Span};
use crate::model::Assessment;
use crate::render::Terms;
use crate::text::link::folder_of;

/// The documents of one project, in the order of their paths.
#[derive(Serialize, Deserialize)]
struct Packed(Vec<Document>);

#[derive(Serialize, Deserialize)]
struct Document {
    assessment: Arc<Assessment>,
    diagnostics: Vec<Told>,
    terms: Option<Arc<Terms>>,
}

#[derive(Serialize, Deserialize)]
struct Told(#[serde(with = "Form")] Diagnostic);

/// A diagnostic as data: the name of its rule becomes the one that the program has.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Diagnostic")]
struct Form {
    #[serde(deserialize_with = "rule")]
    rule: RuleId,
    severity: Severity,
    kind: Kind,
    path: Arc<str>,
    span: Option<Span>,
    message: String,
    why: Option<String>,
    help: Option<String>,
    labels: Vec<Label>,
    fix: Option<Fix>,
    more_fixes: Vec<Fix>,
    depends_on: Option<Arc<str>>,
}

fn rule<'de, D: Deserializer<'de>>(from: D) -> Result<RuleId, D::Error> {
    static RULES: LazyLock<Vec<RuleId>> =
        LazyLock::new(|| catalogue().into_iter().map(|doc| doc.id).collect());
    let name = String::deserialize(from)?;
    let known = RULES.iter().find(|id| **id == name).copied();
    known.ok_or_else(|| serde::de::Error::custom("no rule of this program"))
}

/// The documents of a folder, as they were kept.
pub struct Unpacked(Vec<(Arc<str>, Remembered)>);

impl Unpacked {
    /// What [`ReadBefore::pack`] packed; who kept it knows by a hash that it is the same. What cannot be read is left out.
    pub fn of(bytes: &[u8]) -> Unpacked {
        let documents =
            postcard::from_bytes(bytes).map_or_else(|_| Vec::new(), |Packed(documents)| documents);
        let remembered = documents.into_iter().map(|document| {
            let Document { assessment, diagnostics, terms } = document;
            let diagnostics = diagnostics.into_iter().map(|told| told.0).collect();
            (Arc::clone(&assessment.path), Remembered { assessment, diagnostics, terms })
        });
        Unpacked(remembered.collect())
    }
}

impl ReadBefore {
    /// What was kept under a configuration, given as its SHA-256.
    pub fn of(config: [u8; 32], folders: Vec<Unpacked>) -> ReadBefore {
        ReadBefore { config, known: folders.into_iter().flat_map(|folder| folder.0).collect() }
    }

    /// SHA-256 of the configuration under which all of it was read.
    pub fn config(&self) -> [u8; 32] {
        self.config
    }

    /// The folders of projects, each with the SHA-256 of the documents in it.
    pub fn folders(&self) -> BTreeMap<&str, [u8; 32]> {
        let mut folders: BTreeMap<&str, Sha256> = BTreeMap::new();
        for (path, Remembered { assessment, .. }) in &self.known {
            let all = folders.entry(folder_of(path)).or_default();
            all.update(path.len().to_le_bytes());
            all.update(path.as_bytes());
            all.update(assessment.hash);
        }
        folders.into_iter().map(|(folder, all)| (folder, all.finalize().into())).collect()
    }

    /// The documents in a folder as bytes; `None` where they cannot be written.
    pub fn pack(&self, folder: &str) -> Option<Vec<u8>> {
        let from = self.known.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
        let own = from
            .take_while(|(path, _)| path.starts_with(folder))
            .filter(|(path, _)| folder_of(path) == folder);
        let own = own.map(|(_, remembered)| remembered);
        let document = |one: &Remembered| Document {
            assessment: Arc::clone(&one.assessment),
            diagnostics: one.diagnostics.iter().cloned().map(Told).collect(),
            terms: one.terms.clone(),
        };
        postcard::to_stdvec(&Packed(own.map(document).collect())).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Limits, parse_assessment};

    fn read_before() -> ReadBefore {
        let text = "---\nformat: 1\ndate: 2026-01-21\n---\n# Report\n\n## Backups\n\n- [x] kept apart\n";
        let path: Arc<str> = "content/p/1.md".into();
        let parsed = parse_assessment(&Limits::default(), &path, "p", "1", text, [0; 32]);
        let assessment = parsed.value.map(Arc::new).unwrap();
        let remembered = Remembered { assessment, diagnostics: parsed.diagnostics, terms: None };
        ReadBefore { config: [1; 32], known: BTreeMap::from([(path, remembered)]) }
    }

    #[test]
    fn what_is_packed_is_unpacked_with_its_details() {
        let before = read_before();
        let packed = before.pack("content/p").unwrap();
        let after = ReadBefore::of([1; 32], vec![Unpacked::of(&packed)]);
        let details = |before: &ReadBefore| before.known["content/p/1.md"].assessment.details.open();
        assert_eq!(details(&after), details(&before));
    }
}
