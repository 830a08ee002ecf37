//! What several pages are made from: worked out once, for the first that asks.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A value of any type, once it is there.
type Cell = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

/// Values by their types, so that a kind of page says in its own file what its pages share.
#[derive(Default)]
pub(super) struct Shared(Mutex<BTreeMap<TypeId, Cell>>);

impl Shared {
    /// The value of that type, which the first that asks for it makes. Those that ask in the meantime wait, so that making
    /// it must not lead to another page that asks: it works on one thread.
    pub(super) fn get<T: Any + Send + Sync>(&self, make: impl Fn() -> T) -> Arc<T> {
        let cell = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry(TypeId::of::<T>()).or_default())
        };
        let value = Arc::clone(cell.get_or_init(|| Arc::new(make())));
        // It has that type: it stands under it.
        value.downcast().unwrap_or_else(|_| Arc::new(make()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn each_type_is_made_once_however_many_ask() {
        #[derive(Debug, PartialEq)]
        struct Count(usize);
        let (shared, made) = (Shared::default(), AtomicUsize::new(0));
        let ask = || shared.get(|| Count(made.fetch_add(1, Ordering::SeqCst)));
        std::thread::scope(|scope| {
            let asked: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
            for one in asked {
                assert_eq!(*one.join().unwrap(), Count(0));
            }
        });
        assert_eq!(*shared.get(|| "another type".to_owned()), "another type");
        assert_eq!(*ask(), Count(0));
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }
}
