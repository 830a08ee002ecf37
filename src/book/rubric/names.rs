//! How reports call the categories of a rubric.

use super::{Category, Rubric};

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
        Some(self.categories.get(*self.names.get(&name.trim().to_lowercase())?)?)
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
