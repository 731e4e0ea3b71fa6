//! The errors of Prisma 8 in its own dialect.
//!
//! Prisma 8 reads all files of a schema as one, so they are checked as a whole: read, put into one table of names, then
//! interpreted in the order in which Prisma does it. What depends on extensions that cannot be known is not reported.

mod arguments;
mod blocks;
mod calls;
mod checked;
mod columns;
mod default_forms;
mod defaults;
mod directives;
mod enums;
mod fixes;
mod foreign_keys;
mod indexes;
mod literals;
mod models;
mod mongo;
mod parsed;
mod references;
mod relations;
mod report;
mod spaces;
mod symbols;
mod syntax;
mod tables;
mod types;
mod variants;

use base::{FileId, Finding};
use model::catalog::next::Target;
use model::project::ControlStack;
use model::schema::Schema;

use crate::validate::code::Code;
use crate::validate::next::checked::Checked;
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Symbols;

/// The codes of this topic, file by file.
pub(super) const CODES: &[&[&Code]] = &[
    directives::CODES,
    syntax::CODES,
    symbols::CODES,
    references::CODES,
    parsed::CODES,
    blocks::CODES,
    enums::CODES,
    calls::CODES,
    types::CODES,
    columns::CODES,
    default_forms::CODES,
    defaults::CODES,
    models::CODES,
    foreign_keys::CODES,
    relations::CODES,
    spaces::CODES,
    variants::CODES,
    mongo::CODES,
    mongo::FIELD_CODES,
    mongo::INDEX_CODES,
    mongo::FAMILY_CODES,
];

/// The errors that Prisma 8 reports for those files of a schema that are in its dialect, in no order, with fixes. Files without
/// the directive are not read, as Prisma does not read them. Where the target cannot be known, only syntax and names are
/// checked.
pub fn check(schema: &Schema, files: &[FileId], stack: ControlStack) -> Vec<Finding> {
    let texts: Vec<(FileId, String)> = files
        .iter()
        .filter_map(|id| Some((*id, schema.file(*id)?.content.source().source().to_string())))
        .collect();
    let mut report = Report::new(schema);
    let (members, others): (Vec<_>, Vec<_>) =
        texts.iter().partition(|(_, text)| ::syntax::directive(text).is_some());
    if members.is_empty() {
        others.iter().for_each(|(file, text)| directives::missing(&mut report, *file, text));
    }
    let documents: Vec<_> =
        members.into_iter().map(|(id, text)| (*id, text.as_str(), ::syntax::next::read(text))).collect();
    for (file, _, document) in &documents {
        syntax::report(&mut report, *file, &document.errors);
    }
    let symbols = Symbols::collect(&documents, &mut report);
    let Some(catalog) = stack.catalog() else { return report.into_findings() };
    report.end_of_reading();
    let checked = Checked { symbols: &symbols, catalog, extensions: stack.extensions };
    references::check(&checked, &mut report);
    if catalog.target == Target::Mongo {
        mongo::check(&checked, &mut report);
        return report.into_findings();
    }
    let enums = blocks::check(&checked, &mut report);
    models::check(&checked, &enums, &mut report);
    report.into_findings()
}
