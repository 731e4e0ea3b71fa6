//! Findings about settings and configuration files.

use std::path::Path;

use base::text::Span;
use base::{Anchor, Finding, Level, Origin};

/// The code of a problem in the settings: `prisma-lens.toml`, the editor's settings, prisma-lint's configuration.
pub const SETTINGS_CODE: &str = "settings";

/// The code of a part of `prisma.config.*` that cannot be evaluated without running the file.
pub const PRISMA_CONFIG_CODE: &str = "prisma-config";

/// Settings that are wrong.
pub fn settings_warning(anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Warning, anchor, message)
}

/// Settings that are valid for another tool and not supported here.
pub fn settings_info(anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, SETTINGS_CODE, Level::Info, anchor, message)
}

/// A part of a `prisma.config.*` that cannot be evaluated.
pub(super) fn config_info(path: &Path, span: Span, message: impl Into<String>) -> Finding {
    Finding::new(Origin::PrismaLens, PRISMA_CONFIG_CODE, Level::Info, Anchor::file(path, span), message)
}
