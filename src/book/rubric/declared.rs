//! What a document declares of the categories of a rubric. Different names are different facts: `Logging` may be scored
//! otherwise than `Monitoring`, though both are names of one category.

use std::collections::{BTreeMap, BTreeSet};

use super::{Category, Rubric};
use crate::model::{DeclaredCategory, Details};
use crate::source::agree;

/// All that a document says of the score of one category.
pub struct Stated<'a> {
    /// The category.
    pub category: &'a Category,
    /// What the front matter says.
    pub front: Option<&'a DeclaredCategory>,
    /// What the body says by each name, in the order of the document.
    pub names: Vec<Named<'a>>,
}

/// What the body says of a category by one name.
pub struct Named<'a> {
    /// It is the category's id or title, and no alias.
    pub own: bool,
    /// The statements, all with a score.
    pub all: Vec<&'a DeclaredCategory>,
    /// None of them stands outside of the category's own section: it is of a part of the category.
    pub within: bool,
}

impl<'a> Stated<'a> {
    /// The statements of the body that speak for the category: those by its own name, or those by the only one.
    pub fn speaking(&self) -> Option<&Named<'a>> {
        let mut outer = self.names.iter().filter(|named| !named.within);
        let only = outer.next().filter(|_| outer.next().is_none());
        self.names.iter().find(|named| named.own).or(only)
    }

    /// The statement that declares the category's score: the front matter's, or the first that speaks for it. By several
    /// names it is declared where they say the same.
    pub fn counting(&self) -> Option<&'a DeclaredCategory> {
        let first = |named: &Named<'a>| named.all.first().copied();
        let agreeing = || {
            let mut outer = self.names.iter().filter(|named| !named.within).filter_map(first);
            let one = outer.next()?;
            outer.all(|other| say_the_same(one, other)).then_some(one)
        };
        self.front.or_else(|| self.speaking().and_then(first)).or_else(agreeing)
    }
}

fn say_the_same(a: &DeclaredCategory, b: &DeclaredCategory) -> bool {
    a.score.as_ref().zip(b.score.as_ref()).is_none_or(|(a, b)| agree(&a.value, &b.value))
}

impl Rubric {
    /// What a document declares of categories. What does not say that it is of categories is so where its names are of
    /// enough of them, and half of its names are names of one; the others are about something else.
    pub fn declared_by<'a>(&self, details: &'a Details) -> Vec<&'a DeclaredCategory> {
        let all = &details.categories;
        if all.iter().all(|declared| declared.guessed.is_none()) {
            return all.iter().collect();
        }
        let known = |declared: &DeclaredCategory| self.category_named(&declared.category.value);
        let mut groups: BTreeMap<usize, (BTreeSet<&str>, usize, usize)> = BTreeMap::new();
        for (guess, declared) in all.iter().filter_map(|declared| Some((declared.guessed?, declared))) {
            let (categories, names, rows) = groups.entry(guess.group).or_default();
            if let Some(category) = known(declared) {
                categories.insert(&category.id);
                *names += 1;
            }
            *rows += 1;
        }
        let is_meant = |declared: &&DeclaredCategory| {
            let (Some(guess), Some(_)) = (declared.guessed, known(declared)) else {
                return declared.guessed.is_none();
            };
            let reads = declared.score.as_ref().is_none_or(|score| self.percent(&score.value).is_some());
            let enough = |(categories, names, rows): &(BTreeSet<&str>, usize, usize)| {
                categories.len() >= guess.least && names * 2 >= *rows
            };
            reads && groups.get(&guess.group).is_some_and(enough)
        };
        all.iter().filter(is_meant).collect()
    }

    /// The same by category, in the order of their ids, without what has no score.
    pub fn stated_by<'a>(&'a self, details: &'a Details) -> BTreeMap<&'a str, Stated<'a>> {
        let mut stated: BTreeMap<&str, Stated<'_>> = BTreeMap::new();
        let mut places: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for declared in self.declared_by(details).into_iter().filter(|declared| declared.score.is_some()) {
            let name = declared.category.value.trim().to_lowercase();
            let Some(category) = self.category_named(&name) else {
                continue;
            };
            let new = || Stated { category, front: None, names: Vec::new() };
            let of = stated.entry(&category.id).or_insert_with(new);
            if !declared.in_body {
                // The front matter calls a category by its id; another name of it is told of.
                if declared.category.value == category.id {
                    of.front.get_or_insert(declared);
                }
                continue;
            }
            let own = name == category.id || name == category.title.to_lowercase();
            let is_about = |at: &usize| {
                let about = details.headings.get(*at).and_then(|it| self.category_of_heading(&it.text));
                about.is_some_and(|about| about.id == category.id)
            };
            let within = !own && declared.under.iter().any(is_about);
            let key = (category.id.as_str(), if own { String::new() } else { name });
            let at = *places.entry(key).or_insert(of.names.len());
            match of.names.get_mut(at) {
                Some(named) => {
                    named.within &= within;
                    named.all.push(declared);
                }
                None => of.names.push(Named { own, all: vec![declared], within }),
            }
        }
        stated
    }
}
