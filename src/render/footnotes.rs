//! Footnotes of a report: their numbers, and where they are referred to.

/// The footnotes of a report, by number from 1: in the order in which they come up first.
#[derive(Default)]
pub(super) struct Footnotes {
    all: Vec<Footnote>,
    /// Index of the one that is being read.
    open: Option<usize>,
}

struct Footnote {
    name: String,
    /// How often it is referred to.
    times: usize,
    defined: bool,
    /// Where it ends in the events.
    end: Option<usize>,
}

impl Footnotes {
    /// The number of a footnote that is referred to, and the how manieth time that is.
    pub(super) fn referred(&mut self, name: &str) -> (usize, usize) {
        let at = self.at(name);
        self.all[at].times += 1;
        (at + 1, self.all[at].times)
    }

    /// The number of a footnote that begins, and whether it is the first of its name.
    pub(super) fn defined(&mut self, name: &str) -> (usize, bool) {
        let at = self.at(name);
        self.open = Some(at);
        (at + 1, !std::mem::replace(&mut self.all[at].defined, true))
    }

    /// The footnote that began last ends at that event.
    pub(super) fn ends(&mut self, event: usize) {
        if let Some(note) = self.open.take().and_then(|at| self.all.get_mut(at)) {
            note.end.get_or_insert(event);
        }
    }

    /// Of each footnote the event at its end, its number, and how often it is referred to.
    pub(super) fn to_end(&self) -> Vec<(usize, usize, usize)> {
        let all = self.all.iter().enumerate();
        all.filter_map(|(at, note)| Some((note.end?, at + 1, note.times))).collect()
    }

    /// The id of a reference. No heading and no part of a page has a name like it.
    pub(super) fn reference(number: usize, nth: usize) -> String {
        if nth == 1 { format!("footnote-from:{number}") } else { format!("footnote-from:{number}.{nth}") }
    }

    fn at(&mut self, name: &str) -> usize {
        self.all.iter().position(|note| note.name == name).unwrap_or_else(|| {
            self.all.push(Footnote { name: name.to_owned(), times: 0, defined: false, end: None });
            self.all.len() - 1
        })
    }
}
