//! What `prisma.config.*` puts together for Prisma 8: the target, and extensions.

use std::path::Path;

use crate::catalog::next::{Catalog, PackSet, Target};
use crate::project::package_json::PackageJson;
use crate::project::paths::ancestors;
use crate::project::vfs::Files;

/// The target and the extensions of a project on Prisma 8, as far as they can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ControlStack {
    /// The database; `None` where it cannot be known.
    pub target: Option<Target>,
    /// The extensions.
    pub extensions: Extensions,
}

/// What is known of the extensions of a project on Prisma 8, which add types, blocks and attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extensions {
    /// The project has no configuration that could name any.
    #[default]
    Unconfigured,
    /// The configuration names these, and no others.
    Known(PackSet),
    /// The configuration names these, and others that are not known.
    Partly(PackSet),
}

impl Default for ControlStack {
    /// PostgreSQL, without a configuration.
    fn default() -> ControlStack {
        ControlStack { target: Some(Target::Postgres), extensions: Extensions::Unconfigured }
    }
}

impl ControlStack {
    /// The stack of a configuration that cannot be read.
    pub const UNKNOWN: ControlStack =
        ControlStack { target: None, extensions: Extensions::Partly(PackSet::NONE) };

    /// A target without extensions.
    pub fn of(target: Target) -> ControlStack {
        ControlStack { target: Some(target), extensions: Extensions::Known(PackSet::NONE) }
    }

    /// What a schema can name; `None` where the target cannot be known.
    pub fn catalog(self) -> Option<Catalog> {
        let packs = match self.extensions {
            Extensions::Unconfigured => PackSet::NONE,
            Extensions::Known(packs) | Extensions::Partly(packs) => packs,
        };
        Some(Catalog { target: self.target?, packs })
    }

    /// The stack, with the target that the nearest `package.json` above `path` depends on where nothing else says which it is.
    #[must_use]
    pub fn or_target_of_package(self, files: &dyn Files, path: &Path) -> ControlStack {
        if self.target.is_some() && self.extensions != Extensions::Unconfigured {
            return self;
        }
        let dependent = |dir: &Path| {
            let package = PackageJson::in_dir(files, dir)?;
            let depends = |target: &Target| target.packages().any(|name| package.range_of(name).is_some());
            let targets: Vec<Target> = Target::ALL.into_iter().filter(depends).collect();
            (!targets.is_empty()).then_some(targets)
        };
        match ancestors(path).find_map(dependent).as_deref() {
            Some([target]) => ControlStack { target: Some(*target), ..self },
            Some(_) => ControlStack { target: None, ..self },
            None => self,
        }
    }
}

impl Extensions {
    /// Whether a name in a namespace that Prisma does not have is certainly wrong.
    pub fn lack_namespaces(self) -> bool {
        matches!(self, Extensions::Known(_))
    }

    /// Whether a block or attribute that Prisma does not have is certainly wrong.
    pub fn lack_names(self) -> bool {
        matches!(self, Extensions::Unconfigured | Extensions::Known(_))
    }
}
