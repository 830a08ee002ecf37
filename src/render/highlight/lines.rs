//! Lines of code as they were read before: reading them is the largest single part of a cold build, and the same lines
//! stand in many blocks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use quick_cache::sync::Cache;
use quick_cache::{Equivalent, Weighter};
use syntect::parsing::{ParseState, ScopeStack};

/// How much of lines is remembered, in bytes; those that nobody asked for again go first.
pub(super) const MOST: u64 = 1_500_000;

/// Lines that are expected to be remembered.
const LINES: usize = 8_000;

/// Most states that are told apart; each is compared with all others.
const MOST_STATES: usize = 256;

/// Where the reader of a language is between two lines.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct State {
    pub(super) parse: ParseState,
    pub(super) scopes: ScopeStack,
}

/// A part of a line: where it ends, and its class.
pub(super) type Piece = (usize, Option<&'static str>);

/// What a line came to.
#[derive(Clone)]
pub(super) struct Read {
    pub(super) pieces: Arc<[Piece]>,
    /// Number of the state behind it.
    pub(super) next: usize,
}

/// A line behind the state of that number.
#[derive(PartialEq, Eq, Hash)]
struct Line {
    state: usize,
    text: Box<str>,
}

/// The same, to ask for.
#[derive(Hash)]
struct Asked<'a> {
    state: usize,
    text: &'a str,
}

impl Equivalent<Line> for Asked<'_> {
    fn equivalent(&self, line: &Line) -> bool {
        self.state == line.state && *self.text == *line.text
    }
}

/// By the bytes that a line takes.
#[derive(Clone)]
struct Bytes;

impl Weighter<Line, Read> for Bytes {
    fn weight(&self, line: &Line, read: &Read) -> u64 {
        (size_of::<(Line, Read)>() + line.text.len() + size_of_val(&*read.pieces)) as u64
    }
}

/// Lines by the state before them.
pub(super) struct Lines {
    states: Mutex<Vec<State>>,
    lines: Cache<Line, Read, Bytes>,
}

impl Default for Lines {
    fn default() -> Lines {
        Lines { states: Mutex::default(), lines: Cache::with_weighter(LINES, MOST, Bytes) }
    }
}

impl Lines {
    fn states(&self) -> MutexGuard<'_, Vec<State>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a state; `None` where there are too many.
    pub(super) fn number(&self, state: &State) -> Option<usize> {
        let mut states = self.states();
        if let Some(number) = states.iter().position(|other| other == state) {
            return Some(number);
        }
        if states.len() >= MOST_STATES {
            return None;
        }
        states.push(state.clone());
        Some(states.len() - 1)
    }

    /// What a line came to behind that state, if it was read before.
    pub(super) fn read(&self, state: usize, text: &str) -> Option<Read> {
        self.lines.get(&Asked { state, text })
    }

    /// The state of that number.
    pub(super) fn state(&self, number: usize) -> Option<State> {
        self.states().get(number).cloned()
    }

    /// Remembers a line.
    pub(super) fn keep(&self, state: usize, text: &str, read: Read) {
        self.lines.insert(Line { state, text: text.into() }, read);
    }

    /// How much is remembered, in bytes.
    #[cfg(test)]
    pub(super) fn weight(&self) -> u64 {
        self.lines.weight()
    }
}
