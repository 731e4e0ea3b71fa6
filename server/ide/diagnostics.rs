//! What is wrong in a schema: what Prisma says, then the checklist.

use crate::ide::{Analysis, move_addresses};
use crate::project::Dialect;
use crate::rules;
use crate::schema::Finding;
use crate::validate;

/// All findings of a schema, file by file in the order of its files, each file's in the order of their places.
///
/// Of the dialect of Prisma 8 only that is said: it has no findings until its own validation exists.
pub fn diagnostics(analysis: &Analysis, wants_fixes: bool) -> Vec<Vec<Finding>> {
    let schema = &analysis.schema;
    let mut by_file: Vec<Vec<Finding>> = vec![Vec::new(); schema.files().len()];
    let is_next = analysis.dialect == Dialect::PrismaNext;
    let mut found = if is_next { Vec::new() } else { validate::check(schema, wants_fixes) };
    found.extend(rules::check(schema, &analysis.facts, &|file| analysis.rules_of(file), wants_fixes));
    if is_next {
        found.retain(|finding| finding.code == rules::UNCHECKED_DIALECT);
    }
    for finding in found {
        if let Some(of_file) = by_file.get_mut(schema.file_of(finding.place.item).0 as usize) {
            of_file.push(finding);
        }
    }
    if wants_fixes {
        move_addresses::complete(analysis, by_file.iter_mut().flatten());
    }
    for of_file in &mut by_file {
        of_file.sort_by(|a, b| (a.place, a.origin, a.code).cmp(&(b.place, b.origin, b.code)));
    }
    by_file
}
