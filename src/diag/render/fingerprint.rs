//! What makes a diagnostic the same one after lines have moved: its rule, its file, the text of its line, and
//! which of those that are alike it is. Its message is no part of it: that may count days.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::located::Indexes;
use crate::diag::Diagnostic;
use crate::text::hex;

/// Fingerprints of the diagnostics of one file, in their order.
#[derive(Default)]
pub(super) struct Fingerprints {
    /// How many there were of each.
    seen: BTreeMap<[u8; 32], usize>,
    /// Hashes of lines by where they begin: a line may be long, and have many diagnostics.
    lines: BTreeMap<usize, [u8; 32]>,
}

impl Fingerprints {
    /// The fingerprint of the next diagnostic: 32 hexadecimal digits, a colon, and its number among equals.
    pub(super) fn of(&mut self, d: &Diagnostic, indexes: &Indexes<'_>) -> String {
        let line = d.span.zip(indexes.of(&d.path)).map(|(span, index)| {
            let (_, line) = index.line(span.start);
            let text = || index.text().get(line.clone()).unwrap_or_default().trim();
            *self.lines.entry(line.start).or_insert_with(|| Sha256::digest(text()).into())
        });
        let mut hasher = Sha256::new();
        for part in [d.rule.as_bytes(), d.path.as_bytes(), &line.unwrap_or_default()] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let hash: [u8; 32] = hasher.finalize().into();
        let number = self.seen.entry(hash).and_modify(|number| *number += 1).or_insert(1);
        format!("{}:{number}", hex(&hash[..16]))
    }
}
