//! What documents allow, for a reason.

use std::collections::BTreeMap;

use super::rule::Rule;
use super::rules::RULES;
use crate::diag::{Diagnostic, Kind, Span};
use crate::model::Suppression;

/// A suppression, and what it came to.
pub struct Suppressed<'a> {
    /// As the document has it.
    pub suppression: &'a Suppression,
    /// The rule that it names, where there is one.
    pub rule: Option<&'static Rule>,
    /// It suppressed something.
    pub used: bool,
}

/// Removes what is suppressed. Without a reason, nothing is.
pub(super) fn suppress<'a>(all: &'a [Suppression], found: &mut Vec<Diagnostic>) -> Vec<Suppressed<'a>> {
    let mut results = Vec::with_capacity(all.len());
    let mut by_rule: BTreeMap<&str, Allowed> = BTreeMap::new();
    for (at, suppression) in all.iter().enumerate() {
        let rule = RULES.iter().find(|rule| rule.id == suppression.rule).copied();
        results.push(Suppressed { suppression, rule, used: false });
        if rule.is_some() && suppression.reason.is_some() {
            by_rule.entry(&suppression.rule).or_default().add(suppression.covers, at);
        }
    }
    if by_rule.is_empty() {
        return results;
    }
    found.retain(|diagnostic| {
        let allowed = by_rule.get(diagnostic.rule).filter(|_| diagnostic.kind == Kind::Rule);
        let by = allowed.and_then(|allowed| allowed.covering(diagnostic.span));
        if let Some(by) = by {
            results[by].used = true;
        }
        by.is_none()
    });
    results
}

/// Where one rule is suppressed, by which suppressions.
#[derive(Default)]
struct Allowed {
    /// The first one that is for the whole document.
    whole: Option<usize>,
    /// Those for a block, in the order of the document; each with the last end of all up to it, since a block
    /// may stand within another.
    blocks: Vec<(Span, u32, usize)>,
}

impl Allowed {
    fn add(&mut self, covers: Option<Span>, by: usize) {
        match covers {
            None => self.whole = self.whole.or(Some(by)),
            Some(block) => {
                let last = self.blocks.last().map_or(0, |(_, last, _)| *last);
                self.blocks.push((block, block.end.max(last), by));
            }
        }
    }

    /// The suppression that covers a place; the innermost block before the whole.
    fn covering(&self, place: Option<Span>) -> Option<usize> {
        let Some(place) = place else {
            return self.whole;
        };
        let before = self.blocks.partition_point(|(block, ..)| block.start <= place.start);
        let reaching = self.blocks[..before].iter().rev().take_while(|(_, last, _)| *last > place.start);
        let mut covering = reaching.filter(|(block, ..)| block.end > place.start);
        covering.next().map(|(.., by)| *by).or(self.whole)
    }
}
