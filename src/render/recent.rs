//! What two pages need that are made one after the other: made for the first, taken by the second.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Most values that wait: each worker makes a few pages at once, and where the other page is not made at all the oldest goes.
const MOST: usize = 32;

/// Values by their keys, each for the second one that asks for it.
pub(super) struct Recent<K, V>(Mutex<VecDeque<(K, V)>>);

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Recent(Mutex::default())
    }
}

impl<K: PartialEq, V: Clone> Recent<K, V> {
    /// The value that waits for that key, and then no longer does; else makes it, and leaves it for the other page.
    pub(super) fn take_or_make<E>(&self, key: K, make: impl FnOnce() -> Result<V, E>) -> Result<V, E> {
        let waiting = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = {
            let mut all = waiting();
            let at = all.iter().position(|(own, _)| *own == key);
            at.and_then(|at| all.remove(at))
        };
        if let Some((_, value)) = found {
            return Ok(value);
        }
        let value = make()?;
        let mut all = waiting();
        if all.len() == MOST {
            all.pop_front();
        }
        all.push_back((key, value.clone()));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_for_one_page_and_taken_by_the_other() {
        let recent = Recent::default();
        let made = std::cell::Cell::new(0);
        let get = |key: usize| {
            let value = recent.take_or_make(key, || {
                made.set(made.get() + 1);
                Ok::<_, ()>(key * 10)
            });
            assert_eq!(value, Ok(key * 10));
            made.get()
        };
        assert_eq!([get(1), get(2), get(1), get(2)], [1, 2, 2, 2]);
        assert_eq!([get(1), get(1)], [3, 3], "nobody else asks for what was taken");
        for key in 0..=MOST {
            get(key);
        }
        let before = made.get();
        assert_eq!((get(MOST), get(0)), (before, before + 1), "the oldest has gone");
        assert_eq!(recent.take_or_make(0, || Err::<usize, _>("trouble")), Ok(0));
        assert_eq!(recent.take_or_make(0, || Err::<usize, _>("trouble")), Err("trouble"));
    }
}
