//! Lines of code as they were read before: reading them is the largest single part of a cold build, and the same lines
//! stand in many blocks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use syntect::parsing::{ParseState, ScopeStack};

/// Most lines that are remembered: some 20 MB.
const MOST_LINES: usize = 100_000;

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

/// Lines by the state before them.
#[derive(Default)]
pub(super) struct Lines(Mutex<Known>);

#[derive(Default)]
struct Known {
    states: Vec<State>,
    /// By number of the state.
    lines: Vec<HashMap<Box<str>, Read>>,
    count: usize,
}

impl Lines {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a state; `None` where there are too many.
    pub(super) fn number(&self, state: &State) -> Option<usize> {
        let mut known = self.known();
        if let Some(number) = known.states.iter().position(|other| other == state) {
            return Some(number);
        }
        if known.states.len() >= MOST_STATES {
            return None;
        }
        known.states.push(state.clone());
        known.lines.push(HashMap::new());
        Some(known.states.len() - 1)
    }

    /// What a line came to behind that state, if it was read before.
    pub(super) fn read(&self, state: usize, line: &str) -> Option<Read> {
        self.known().lines.get(state)?.get(line).cloned()
    }

    /// The state of that number.
    pub(super) fn state(&self, number: usize) -> Option<State> {
        self.known().states.get(number).cloned()
    }

    /// Remembers a line.
    pub(super) fn keep(&self, state: usize, line: &str, read: Read) {
        let mut known = self.known();
        if known.count >= MOST_LINES {
            return;
        }
        if let Some(lines) = known.lines.get_mut(state)
            && lines.insert(line.into(), read).is_none()
        {
            known.count += 1;
        }
    }
}
