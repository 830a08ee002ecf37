//! A heading with all by which is told what its section is for.

use super::below::Below;
use super::headings::name_of;
use super::rate::{self, Rating};
use super::section::{Class, Section};
use super::status;
use super::titles::{after_prefix, strip_ordinal};
use crate::import::blocks::Block;
use crate::import::icons::{self, undecorated};
use crate::import::lexicon::{Lexicon, Topic, Topics};
use crate::import::model::{Severity, Status};
use crate::import::report::Report;
use crate::import::scores::scores;

/// What stands around a heading.
pub(super) struct Around<'h> {
    /// The section that it stands in.
    pub parent: &'h Section,
    /// True where a heading above is a problem of its own.
    pub within: bool,
    /// True for a numbered heading after one that is a problem.
    pub serial: bool,
}

/// A heading, what stands around it and what directly below it.
pub(super) struct Heading<'h> {
    pub report: &'h Report<'h>,
    /// Its index among the blocks.
    pub at: usize,
    pub block: &'h Block,
    /// One to six; seven for a line in bold.
    pub level: u8,
    /// Its text without what decorates it.
    pub plain: &'h str,
    /// What it touches, without what only looks like a severity.
    pub topics: Topics,
    /// The severity that it announces.
    pub rating: Option<Rating>,
    /// The section that it stands in, with its own rating where that says more.
    pub inherited: Section,
    pub around: Around<'h>,
    pub below: &'h Below,
}

impl<'h> Heading<'h> {
    pub fn new(
        report: &'h Report<'h>,
        at: usize,
        level: u8,
        around: Around<'h>,
        below: &'h Below,
    ) -> Heading<'h> {
        let (parent, block) = (around.parent, &report.blocks[at]);
        let plain = undecorated(&block.text);
        let topics = report.lexicon.topics_without(&block.text, Topic::SeverityNoise);
        let rating = rate::announced(&block.text, report.lexicon);
        // `Observation 3: …` names a problem, `Observations` what is only worth knowing.
        let numbered = || after_prefix(report, plain).is_some_and(|(_, numbered)| numbered);
        let rating = rating.filter(|rating| rating.severity != Severity::Info || !numbered());
        // A light in the heading of a part says less than the words of the heading above.
        let worded = |rating: &&Rating| rating.worded;
        let said = rating.as_ref().filter(worded).or(parent.rating.as_ref().filter(worded));
        let said = said.or(rating.as_ref()).or(parent.rating.as_ref()).cloned();
        let inherited = Section { rating: said, ..parent.clone() };
        Heading { report, at, block, level, plain, topics, rating, inherited, around, below }
    }

    pub fn lexicon(&self) -> &'h Lexicon {
        self.report.lexicon
    }

    pub fn parent(&self) -> &'h Section {
        self.around.parent
    }

    /// True for one that stands directly in a section of this class.
    pub fn is_in(&self, class: Class) -> bool {
        self.parent().class == class
    }

    /// Its text without its number.
    pub fn title(&self) -> &'h str {
        strip_ordinal(self.plain)
    }

    /// The same up to its first mark or bracket.
    pub fn name(&self) -> &'h str {
        name_of(self.plain)
    }

    /// True where it says how bad what is below it is in words, not only by a light.
    pub fn is_rated_in_words(&self) -> bool {
        self.rating.as_ref().is_some_and(|rating| rating.worded)
    }

    /// What the section around it is for, with the area that it names.
    pub fn part(&self) -> Section {
        Section { category: self.category(), ..self.inherited.clone() }
    }

    /// The problem that it is; nothing where what it names is well.
    pub fn finding(&self) -> Section {
        let (block, topics) = (self.block, self.topics);
        let inherited = self.inherited.clone();
        let passed = icons::any_status(&block.text) == Some(Status::Resolved);
        let marked = status::marked_status(&block.text, self.lexicon());
        // How bad the problems around it are says nothing of what is well.
        let own = rate::announced(&block.text, self.lexicon());
        let well = Section { class: Class::Good, rating: own, status: None, ..inherited.clone() };
        if status::marked_passed(&block.text, self.lexicon()) {
            return well;
        }
        let unmended = passed && marked.is_none() && !topics.has(Topic::Resolved);
        if unmended && (topics.has(Topic::Passed) || inherited.status != Some(Status::Resolved)) {
            return well;
        }
        let begun = icons::any_status(&block.text).filter(|status| *status == Status::Partial);
        let told = if block.struck || passed { Some(Status::Resolved) } else { marked.or(begun) };
        let status = told.or(inherited.status);
        Section { class: Class::Finding, status, ..inherited }
    }

    /// What it says became of what is below it.
    pub fn status(&self) -> Option<Status> {
        let (text, topics) = (self.block.text.as_str(), self.topics);
        // `60 % complete` tells how far the work is, not what became of the problems.
        if !scores(text).is_empty() {
            return topics.has(Topic::Partial).then_some(Status::Partial);
        }
        // `To be fixed` and `not yet fixed` are not fixed.
        let denied = self.lexicon().negates(text, Topic::Resolved);
        let resolved = !denied && self.lexicon().topics_without(text, Topic::Open).has(Topic::Resolved);
        if (topics.has(Topic::Open) || denied) && !resolved {
            Some(Status::Open)
        } else if topics.has(Topic::Partial) {
            Some(Status::Partial)
        } else if resolved {
            Some(Status::Resolved)
        } else {
            None
        }
    }

    /// The area that it names, for what is below it.
    pub fn category(&self) -> Option<String> {
        let marks = [':', '(', '\u{FF1A}', '—', '–'];
        let name = self.title().split(marks).next().map(undecorated).unwrap_or_default();
        let tail = name.rsplit_once(' ').filter(|(_, last)| self.lexicon().is(last, Topic::NameTail));
        let name = tail.map_or(name, |(before, _)| before);
        let few = name.split_whitespace().count() <= 5 && name.chars().count() <= 40;
        let announces = self.lexicon().topics(name).any(&[
            Topic::Gaps,
            Topic::Good,
            Topic::Plan,
            Topic::Summary,
            Topic::Conclusion,
            Topic::Mended,
        ]) || rate::only_rates(name, self.lexicon())
            || rate::only_announces(name, self.lexicon())
            || rate::is_only_code(name);
        let is_area = few && !announces && self.level != 7 && name.chars().any(char::is_alphabetic);
        if is_area { Some(name.to_owned()) } else { self.parent().category.clone() }
    }
}
