//! Prisma releases by major and minor number: the unit in which the catalog says since when a fact holds.

use std::fmt;

use crate::project::PrismaVersion;

/// A Prisma release line such as 7.4. Patch numbers never change what the schema language accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// The major number.
    pub major: u16,
    /// The minor number.
    pub minor: u16,
}

impl Release {
    /// The first release that reads names of any alphabet, and refuses those that the generated client cannot export.
    pub const V6: Release = Release::new(6, 0);

    /// The first release that takes connection URLs out of the schema.
    pub const V7: Release = Release::new(7, 0);

    /// A release from its two numbers.
    pub const fn new(major: u16, minor: u16) -> Self {
        Release { major, minor }
    }
}

impl From<PrismaVersion> for Release {
    /// Numbers beyond 65535 stand for that one.
    fn from(version: PrismaVersion) -> Release {
        let clamp = |number: u64| u16::try_from(number).unwrap_or(u16::MAX);
        Release::new(clamp(version.major), clamp(version.minor))
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// The releases in which something may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Availability {
    /// The first release that has it; `None` when it is older than what the catalog describes (Prisma 5.22).
    pub since: Option<Release>,
    /// The first release that refuses it; `None` while it is accepted.
    pub until: Option<Release>,
}

impl Availability {
    /// Accepted by every release that the catalog describes.
    pub const ALWAYS: Availability = Availability { since: None, until: None };

    /// Accepted from this release on.
    pub const fn since(release: Release) -> Self {
        Availability { since: Some(release), until: None }
    }

    /// Accepted before this release only.
    pub const fn until(release: Release) -> Self {
        Availability { since: None, until: Some(release) }
    }

    /// Whether this release accepts it.
    pub fn contains(self, release: Release) -> bool {
        self.since.is_none_or(|first| release >= first) && self.until.is_none_or(|gone| release < gone)
    }
}
