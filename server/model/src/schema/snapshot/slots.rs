//! A list with copy-on-write chunks.

use std::sync::Arc;

/// The number of elements copied when one of them changes.
const CHUNK: usize = 64;

/// A list of values by index. A copy of the list copies one pointer per [`CHUNK`], and a change one chunk.
#[derive(Clone, Debug)]
pub(in crate::schema) struct Slots<T> {
    chunks: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for Slots<T> {
    fn default() -> Slots<T> {
        Slots { chunks: Vec::new(), len: 0 }
    }
}

impl<T: Clone + Default> Slots<T> {
    /// The number of elements.
    pub(in crate::schema) fn len(&self) -> usize {
        self.len
    }

    /// The value at an index.
    pub(in crate::schema) fn get(&self, at: usize) -> Option<&T> {
        self.chunks.get(at / CHUNK)?.get(at % CHUNK)
    }

    /// Sets the value at an index; values between the end and the index are empty.
    pub(in crate::schema) fn set(&mut self, at: usize, value: T) {
        while self.len <= at {
            self.push(T::default());
        }
        if let Some(slot) =
            self.chunks.get_mut(at / CHUNK).and_then(|it| Arc::make_mut(it).get_mut(at % CHUNK))
        {
            *slot = value;
        }
    }

    /// Appends a value.
    pub(in crate::schema) fn push(&mut self, value: T) {
        if self.len.is_multiple_of(CHUNK) {
            self.chunks.push(Arc::new(Vec::with_capacity(CHUNK)));
        }
        if let Some(chunk) = self.chunks.last_mut() {
            Arc::make_mut(chunk).push(value);
            self.len += 1;
        }
    }

    /// The indices at which the values may differ from those of another list: those in chunks that are not shared.
    pub(in crate::schema) fn unshared<'a>(&'a self, other: &'a Slots<T>) -> impl Iterator<Item = usize> + 'a {
        let count = self.chunks.len().max(other.chunks.len());
        let differs = move |at: &usize| match (self.chunks.get(*at), other.chunks.get(*at)) {
            (Some(mine), Some(others)) => !Arc::ptr_eq(mine, others),
            _ => true,
        };
        (0..count).filter(differs).flat_map(|at| at * CHUNK..(at + 1) * CHUNK)
    }
}
