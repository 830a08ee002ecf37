//! How reports call the categories of a rubric.

use std::collections::BTreeMap;

use super::{Category, Rubric};
use crate::model::{Assessment, DeclaredCategory};

impl Rubric {
    /// Notes which category each name means; of two with one name, the first.
    pub(super) fn index_names(&mut self) {
        self.names.clear();
        for (at, category) in self.categories.iter().enumerate() {
            let own = [category.id.clone(), category.title.to_lowercase()];
            for name in own.into_iter().chain(category.aliases.iter().cloned()) {
                self.names.entry(name).or_insert(at);
            }
        }
    }

    /// The category that a report calls so: by id, title or alias, whatever the case.
    pub fn category_named(&self, name: &str) -> Option<&Category> {
        self.categories.get(*self.names.get(&name.trim().to_lowercase())?)
    }

    /// What a document declares of categories. What does not say that it is of categories is so where enough of its
    /// names, and half of them, are names of one; the others are about something else.
    pub fn declared_by<'a>(&self, assessment: &'a Assessment) -> Vec<&'a DeclaredCategory> {
        let all = &assessment.categories;
        if all.iter().all(|declared| declared.guessed.is_none()) {
            return all.iter().collect();
        }
        let is_known = |declared: &DeclaredCategory| self.category_named(&declared.category.value).is_some();
        let mut groups: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (guess, declared) in all.iter().filter_map(|declared| Some((declared.guessed?, declared))) {
            let (known, rows) = groups.entry(guess.group).or_default();
            *known += usize::from(is_known(declared));
            *rows += 1;
        }
        let is_meant = |declared: &&DeclaredCategory| {
            let Some(guess) = declared.guessed else {
                return true;
            };
            let (known, rows) = groups.get(&guess.group).copied().unwrap_or_default();
            let reads = declared.score.as_ref().is_none_or(|score| self.percent(&score.value).is_some());
            known >= guess.least && known * 2 >= rows && reads && is_known(declared)
        };
        all.iter().filter(is_meant).collect()
    }

    /// The category that a heading is about: its text without ordinal, icons and words such as `checklist`.
    pub fn category_of_heading(&self, heading: &str) -> Option<&Category> {
        const FILLERS: [&str; 9] = [
            "checklist",
            "requirements",
            "items",
            "setup",
            "configuration",
            "hardening",
            "status",
            "review",
            "plan",
        ];
        let plain = heading.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        if let Some(named) = self.category_named(&plain) {
            return Some(named);
        }
        let plain = plain.trim_end_matches(|c: char| !c.is_alphanumeric());
        self.category_named(plain).or_else(|| {
            let (rest, last) = plain.rsplit_once(' ')?;
            FILLERS.contains(&last).then(|| self.category_of_heading(rest)).flatten()
        })
    }
}
