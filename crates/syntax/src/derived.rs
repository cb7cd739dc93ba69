//! What is derived from tables when it is first asked for.

use std::sync::{Arc, OnceLock};

/// A value that is derived from its neighbours when it is first asked for. Copies share it; whoever changes the
/// neighbours puts a new one in its place.
#[derive(Debug)]
pub(crate) struct Derived<T>(Arc<OnceLock<T>>);

impl<T> Default for Derived<T> {
    fn default() -> Self {
        Derived(Arc::new(OnceLock::new()))
    }
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        Derived(self.0.clone())
    }
}

impl<T> Derived<T> {
    /// The value, by `derive` if it is not there yet.
    pub(crate) fn get(&self, derive: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(derive)
    }
}
