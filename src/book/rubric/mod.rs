//! The yardstick of a book: what it holds once it is valid. Drafts are what files say, `extend` puts those that
//! extend each other together, `valid` refuses what makes no sense, `lock` tells when a published one changed.

mod declared;
mod draft;
mod extend;
mod lock;
mod names;
mod valid;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Date, Declared, Exact, Project, Reading, Verdict};

pub use declared::{Named, Stated};
pub use draft::{RubricDraft, read_rubric};
pub use extend::{parse_rubric, resolve_rubrics};
pub(crate) use lock::check_lock;
pub use lock::{LOCK_FILE, RubricLock, parse_lock};

/// A valid rubric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    /// Its id.
    pub id: String,
    /// Its version, from 1.
    pub version: u32,
    /// Its title.
    pub title: String,
    /// SHA-256 in hexadecimal: of its file's text with `\n` line ends; for one that extends another, of its own
    /// and the other's hash, a line each.
    pub hash: String,
    /// Path of its file, relative to the book.
    pub path: Arc<str>,
    /// Assessments from that day on are scored under it where they name no version.
    pub from: Option<Date>,
    /// The rubric that it extends, as `id@version`.
    pub extends: Option<String>,
    /// When a verdict is reached.
    pub thresholds: Thresholds,
    /// The ladder, the lowest first.
    pub levels: Vec<Arc<Level>>,
    /// The dimensions, in their order on pages.
    pub categories: Vec<Arc<Category>>,
    /// The controls, in their order on pages.
    pub checks: Vec<Arc<Check>>,
    /// Checks without which a verdict is not reached.
    pub gates: Vec<Gate>,
    /// Words and letters that stand for a score out of 100, in lower case.
    pub scale: BTreeMap<String, Exact>,
    /// Which category each name means, by index: ids, titles and aliases in lower case.
    names: BTreeMap<String, usize>,
    /// What scorecards say that they are of.
    exact_reference: Arc<RubricRef>,
    /// The checks of each category that has some, by its id, in their order on pages.
    by_category: BTreeMap<String, Arc<[Arc<Check>]>>,
    /// Those of a category that has none.
    no_checks: Arc<[Arc<Check>]>,
}

/// Exactly which rubric a score is of. Scores compare only where all of it is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RubricRef {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its file, in hexadecimal.
    pub hash: String,
}

/// When a verdict is reached, in points out of 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Score from which an assessment may be ready.
    pub ready_from: Exact,
    /// Score from which it may be conditional.
    pub conditional_from: Exact,
    /// Points earned, not only claimed, that ready needs.
    pub earned_from: Exact,
    /// Share of the points, 0 to 1, that may be not applicable.
    pub max_not_applicable: Exact,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            ready_from: Exact::from(80),
            conditional_from: Exact::from(60),
            earned_from: Exact::from(50),
            max_not_applicable: Exact::one() / 4,
        }
    }
}

/// A step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it means.
    pub description: Option<String>,
}

/// A dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What belongs to it.
    pub description: Option<String>,
    /// Other names by which reports call it, in lower case.
    pub aliases: Vec<String>,
    /// Its share of the whole, relative to the others.
    pub weight: Exact,
    /// Points that nobody may fall below in it.
    pub floor: Option<Exact>,
}

/// A control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Id of its category.
    pub category: String,
    /// Its share of the category, relative to the others.
    pub weight: Exact,
    /// Id of the level that needs it.
    pub level: Option<String>,
    /// Why it matters.
    pub why: String,
    /// How to meet it.
    pub how: String,
    /// What has to support a pass.
    pub evidence: EvidenceNeed,
    /// Which projects it applies to.
    pub applies: Applies,
}

/// A check that caps the verdict by itself unless it passes or does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Id of the check.
    pub check: String,
    /// The best verdict that is left while it fails or is partial. Not answered, it leaves `incomplete` at
    /// best, or this one where that is better.
    pub caps: Verdict,
}

/// What has to support a pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceNeed {
    /// A pass without evidence is reported.
    pub required: bool,
    /// For how many days evidence stays fresh.
    pub fresh_days: Option<u32>,
    /// What counts as evidence.
    pub accepts: Option<String>,
}

/// Which projects a check applies to; empty lists are no condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applies {
    /// The project's tier is one of these.
    pub tier: Vec<String>,
    /// The project has one of these tags.
    pub tags: Vec<String>,
}

impl Applies {
    /// True for a project of one of the tiers with one of the tags. A project that states no tier meets every tier
    /// condition: leaving the tier out must not make checks go away.
    pub fn to(&self, project: &Project) -> bool {
        let of_tier = project.tier.as_ref().is_none_or(|tier| self.tier.contains(tier));
        (self.tier.is_empty() || of_tier)
            && (self.tags.is_empty() || self.tags.iter().any(|tag| project.tags.contains(tag)))
    }
}

impl Rubric {
    /// A rubric without anything: what stands in for a broken one, so that the rest can still be checked.
    pub fn empty() -> Rubric {
        Rubric {
            id: String::new(),
            version: 0,
            title: String::new(),
            hash: String::new(),
            path: "".into(),
            from: None,
            extends: None,
            thresholds: Thresholds::default(),
            levels: Vec::new(),
            categories: Vec::new(),
            checks: Vec::new(),
            gates: Vec::new(),
            scale: BTreeMap::new(),
            names: BTreeMap::new(),
            exact_reference: Arc::default(),
            by_category: BTreeMap::new(),
            no_checks: Arc::default(),
        }
    }

    /// Its name with its version, such as `production@1`.
    pub fn reference(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// Exactly which one it is, held once for all its scorecards.
    pub fn exact_reference(&self) -> &Arc<RubricRef> {
        &self.exact_reference
    }

    /// The category with that id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().map(|category| &**category).find(|category| category.id == id)
    }

    /// The check with that id.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().map(|check| &**check).find(|check| check.id == id)
    }

    /// The checks of the category of that id, in their order on pages: one list that scorecards share.
    pub fn checks_of(&self, category: &str) -> &Arc<[Arc<Check>]> {
        self.by_category.get(category).unwrap_or(&self.no_checks)
    }

    /// Notes what follows from the rest, once all of that is known.
    fn complete(&mut self) {
        self.index_names();
        let RubricRef { id, version, hash } = Arc::make_mut(&mut self.exact_reference);
        (*id, *version, *hash) = (self.id.clone(), self.version, self.hash.clone());
        let mut groups: BTreeMap<String, Vec<Arc<Check>>> = BTreeMap::new();
        for check in &self.checks {
            groups.entry(check.category.clone()).or_default().push(Arc::clone(check));
        }
        self.by_category = groups.into_iter().map(|(category, own)| (category, own.into())).collect();
    }

    /// A declared score out of 100: numbers by themselves, words by the scale. `None` is a word that the
    /// scale does not know, or a number outside 0 to 100.
    pub fn percent(&self, declared: &Declared) -> Option<Exact> {
        let percent = match &declared.reading {
            Reading::Of { .. } => declared.percent()?,
            Reading::Word(word) => self.scale.get(word)?.clone(),
        };
        (!percent.is_negative() && percent <= Exact::hundred()).then_some(percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_without_a_tier_escapes_no_check() {
        let bare = Project::bare("demo");
        let of_tier = |tier: &str| Project { tier: Some(tier.to_owned()), ..bare.clone() };
        let applies = Applies { tier: vec!["1".to_owned()], tags: Vec::new() };
        assert!(applies.to(&of_tier("1")) && applies.to(&bare) && !applies.to(&of_tier("2")));
        let http = Project { tags: vec!["http".to_owned()], ..bare.clone() };
        let tagged = Applies { tier: Vec::new(), tags: vec!["http".to_owned()] };
        assert!(tagged.to(&http) && !tagged.to(&bare));
    }
}
