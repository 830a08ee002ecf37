//! Footnotes of a report: their numbers, where they are referred to, and what they say.

use std::collections::HashMap;

use pulldown_cmark::Event;

/// The footnotes of a report, by number from 1: in the order in which they are referred to first, and those that nobody
/// refers to after them.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    all: Vec<Footnote<'a>>,
    /// The index of each, by its name.
    by_name: HashMap<String, usize>,
    /// The one that is being read: its index, and where it begins in the events.
    open: Option<(usize, usize)>,
}

#[derive(Default)]
struct Footnote<'a> {
    /// How often it is referred to.
    times: usize,
    defined: bool,
    /// What it says; several times where several footnotes have its name.
    events: Vec<Event<'a>>,
}

impl<'a> Footnotes<'a> {
    /// The footnotes of a body, none of them read yet.
    pub(super) fn of(events: &[Event<'_>]) -> Footnotes<'a> {
        let mut notes = Footnotes::default();
        for event in events {
            if let Event::FootnoteReference(name) = event {
                notes.at(name);
            }
        }
        notes
    }

    /// The number of a footnote that is referred to, and the how manieth time that is.
    pub(super) fn referred(&mut self, name: &str) -> (usize, usize) {
        let at = self.at(name);
        self.all[at].times += 1;
        (at + 1, self.all[at].times)
    }

    /// The number of a footnote that begins with that event, and whether it is the first of its name.
    pub(super) fn begins(&mut self, name: &str, event: usize) -> (usize, bool) {
        let at = self.at(name);
        self.open = Some((at, event));
        (at + 1, !std::mem::replace(&mut self.all[at].defined, true))
    }

    /// Takes the footnote that began last out of the events.
    pub(super) fn ends(&mut self, events: &mut Vec<Event<'a>>) {
        if let Some((at, start)) = self.open.take()
            && let Some(note) = self.all.get_mut(at)
        {
            note.events.extend(events.split_off(start.min(events.len())));
        }
    }

    /// What is said: the number of each, how often it is referred to, and its events.
    pub(super) fn said(&mut self) -> Vec<(usize, usize, Vec<Event<'a>>)> {
        let all = self.all.iter_mut().enumerate();
        let said = all.filter(|(_, note)| !note.events.is_empty());
        said.map(|(at, note)| (at + 1, note.times, std::mem::take(&mut note.events))).collect()
    }

    /// The id of a reference. No heading and no part of a page has a name like it.
    pub(super) fn reference(number: usize, nth: usize) -> String {
        if nth == 1 { format!("footnote-from:{number}") } else { format!("footnote-from:{number}.{nth}") }
    }

    fn at(&mut self, name: &str) -> usize {
        if let Some(at) = self.by_name.get(name) {
            return *at;
        }
        self.by_name.insert(name.to_owned(), self.all.len());
        self.all.push(Footnote::default());
        self.all.len() - 1
    }
}
