//! Findings about settings and configuration files.

use std::path::Path;

use base::text::Span;
use base::{Anchor, Finding, Level, Origin};

/// The code of a problem in the settings: `prisma-lens.toml`, the editor's settings, prisma-lint's configuration.
pub const SETTINGS_CODE: &str = "settings";

/// The code of a part of `prisma.config.*` that cannot be evaluated without running the file.
pub const PRISMA_CONFIG_CODE: &str = "prisma-config";

/// The code of a version of Prisma that does not exist, or that a manifest does not name properly.
pub const PRISMA_VERSION_CODE: &str = "prisma-version";

/// The code of a hint that nothing names the version of Prisma.
pub const ASSUMED_VERSION_CODE: &str = "assumed-version";

/// The code of an information that a folder has files of both dialects.
pub const MIXED_DIALECTS_CODE: &str = "mixed-dialects";

/// The code of an information that migrations are of Prisma 8.
pub const NEXT_MIGRATIONS_CODE: &str = "prisma-8-migrations";

/// Something wrong in a configuration file of this program: what was meant does not hold.
pub(super) fn settings_error(anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Error, anchor, message)
}

/// Settings of an editor, or a configuration of another tool, that are wrong.
pub fn settings_warning(anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Warning, anchor, message)
}

/// Settings that are valid for another tool and not supported here.
pub fn settings_info(anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Info, anchor, message)
}

/// A version of Prisma that cannot be.
pub(super) fn version_warning(path: &Path, span: Span, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, PRISMA_VERSION_CODE, Level::Warning, Anchor::file(path, span), message)
}

/// A schema that a `prisma.config.*` names and that does not exist, which Prisma refuses as well.
pub(super) fn config_error(path: &Path, span: Span, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, PRISMA_CONFIG_CODE, Level::Error, Anchor::file(path, span), message)
}

/// A part of a `prisma.config.*` that cannot be evaluated.
pub(super) fn config_info(path: &Path, span: Span, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, PRISMA_CONFIG_CODE, Level::Info, Anchor::file(path, span), message)
}
