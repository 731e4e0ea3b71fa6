//! What a schema itself tells about its Prisma version. It is asked only where nothing else does.

use crate::project::scan::Scan;
use crate::project::version::PrismaVersion;

/// Generators in other languages than JavaScript, by a part of their `provider`, and the last major version of Prisma that
/// they came out for.
const GENERATORS: [(&str, u64); 8] = [
    ("prisma-client-py", 5),
    ("python", 5),
    ("prisma-client-go", 5),
    ("prisma-client-rust", 4),
    ("prisma-client-rs", 4),
    ("cargo prisma", 4),
    ("cargo run", 4),
    ("dart", 6),
];

/// The last major version that takes addresses in the datasource.
const LAST_WITH_URL: u64 = 6;

/// Something in a schema that only some versions have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// This generator, which never came out for later versions.
    Generator(String),
    /// An address in the `datasource` block, which Prisma 7 refuses.
    Url,
}

/// The version that the files of a schema speak for.
pub(super) fn version_of(scans: &[Scan]) -> Option<(PrismaVersion, Evidence)> {
    let providers = scans.iter().flat_map(|scan| &scan.providers);
    let found = providers.filter_map(|provider| {
        let (_, major) = GENERATORS.iter().find(|(part, _)| provider.contains(part))?;
        Some((PrismaVersion::last_of(*major)?, Evidence::Generator(provider.clone())))
    });
    found.min_by_key(|(version, _)| *version).or_else(|| {
        let version = scans.iter().any(|scan| scan.has_url).then(|| PrismaVersion::last_of(LAST_WITH_URL))?;
        Some((version?, Evidence::Url))
    })
}
