//! Database schemas and extensions that are created, dropped or changed.

use model::database::{Extension, QualifiedName};
use smol_str::SmolStr;

use crate::diff::Comparison;
use crate::diff::order::{Ranked, rank};
use crate::step::{Pair, Step};

impl Comparison<'_> {
    pub(super) fn schemas(&self, steps: &mut Vec<Ranked>) {
        for (at, name) in self.to.namespaces.iter().enumerate() {
            if self.from.namespaces.contains(name) {
                continue;
            }
            // One that would hold nothing is not created.
            let is_in = |qualified: &QualifiedName| qualified.key(self.provider).0 == Some(name.as_str());
            let has_table = self.to.tables.iter().any(|table| is_in(&table.name) && !self.is_ignored(table));
            let has_enum = self.enums_of(self.to).any(|(_, value)| is_in(&value.name));
            if has_table || has_enum {
                steps.push((rank(0, &[at]), Step::CreateSchema(name.clone())));
            }
        }
    }

    pub(super) fn extensions(&self, steps: &mut Vec<Ranked>) {
        let differ = |a: &SmolStr, b: &SmolStr| !a.is_empty() && !b.is_empty() && a != b;
        for (at, extension) in self.to.extensions.iter().enumerate() {
            let same_name = |it: &(usize, &Extension)| it.1.name == extension.name;
            let Some((was, old)) = self.from.extensions.iter().enumerate().find(same_name) else {
                steps.push((rank(2, &[at]), Step::CreateExtension(extension.clone())));
                continue;
            };
            if !differ(&old.version, &extension.version) && !differ(&old.schema, &extension.schema) {
                continue;
            }
            if old.relocatable || extension.relocatable {
                let pair = Pair { from: old.clone(), to: extension.clone() };
                steps.push((rank(3, &[was, at]), Step::AlterExtension(pair)));
            } else {
                steps.push((rank(1, &[was]), Step::DropExtension(old.clone())));
                steps.push((rank(2, &[at]), Step::CreateExtension(extension.clone())));
            }
        }
    }
}
