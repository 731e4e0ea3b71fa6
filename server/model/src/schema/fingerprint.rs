//! Values that are compared by what they hash to.

use std::hash::Hash;

use siphasher::sip128::{Hasher128 as _, SipHasher13};

/// A 128-bit fingerprint of a value. Equal values have equal fingerprints, and two different ones may be taken to differ:
/// among a million values two with the same fingerprint are to be expected once in 10^26 tries.
///
/// It is for deciding that something is *unchanged*, where an accident would keep a result that is wrong. What a value's
/// [`Hash`] leaves out, such as [`Span`](base::text::Span)s, does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of a value.
    pub fn of(value: impl Hash) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        value.hash(&mut hasher);
        Fingerprint(hasher.finish128().as_u128())
    }

    /// Half of it, for uses where an accident costs no more than time.
    pub(in crate::schema) fn half(self) -> u64 {
        self.0 as u64
    }
}
