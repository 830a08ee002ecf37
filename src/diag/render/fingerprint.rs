//! What makes a diagnostic the same one after lines have moved: its rule, its file, the text of its line, and
//! which of those that are alike it is.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::located::Indexes;
use crate::diag::Diagnostic;
use crate::text::hex;

/// Fingerprints of the diagnostics of one file, in their order.
#[derive(Default)]
pub(super) struct Fingerprints(BTreeMap<[u8; 32], usize>);

impl Fingerprints {
    /// The fingerprint of the next diagnostic: 32 hexadecimal digits, a colon, and its number among equals.
    pub(super) fn of(&mut self, d: &Diagnostic, indexes: &Indexes<'_>) -> String {
        let line = d.span.zip(indexes.of(&d.path)).map(|(span, index)| {
            let (_, line) = index.line(span.start);
            index.text().get(line).unwrap_or_default().trim()
        });
        let mut hasher = Sha256::new();
        // The message tells apart what one rule says of one line.
        for part in [d.rule, &d.path, line.unwrap_or_default(), &d.message] {
            hasher.update(part.len().to_le_bytes());
            hasher.update(part);
        }
        let hash: [u8; 32] = hasher.finalize().into();
        let number = self.0.entry(hash).and_modify(|number| *number += 1).or_insert(1);
        format!("{}:{number}", hex(&hash[..16]))
    }
}
