//! The indexes that the advice on code proposes, for the database to judge.

use std::path::Path;

use model::database::{Database, QualifiedName};
use queries::advice::{Method, Workload, advise};
use statistics::Statistics;

use crate::cli::code_base::CodeBase;

/// A B-tree that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedIndex {
    /// Its table.
    pub table: QualifiedName,
    /// Its columns in order, with whether they are descending.
    pub columns: Vec<(String, bool)>,
    /// How a schema declares it: `@@index([authorId])`.
    pub attribute: String,
}

/// The B-trees that `prisma-lens advise` proposes for the schema at a path, by what a database has counted. None where there is no code.
pub fn proposed_indexes(folder: &Path, path: &Path, statistics: &Statistics) -> Vec<ProposedIndex> {
    let (_, base) = CodeBase::around(folder, path);
    let mut found = Vec::new();
    for ((_, analysis), code) in base.schemas.iter().zip(&base.code) {
        let schema = &*analysis.schema;
        let Some(database) = Database::of(schema) else { continue };
        let advice = advise(schema, &database, &Workload::of_code(schema, code));
        let (advice, _) = advice.measured(schema, &database, statistics);
        for index in advice.add.iter().filter(|index| index.method == Method::BTree) {
            let Some(model) = schema.item(index.model) else { continue };
            let table = database.tables.iter().find(|table| table.name.name == model.database_name());
            let Some(table) = table else { continue };
            let columns = index
                .columns
                .iter()
                .map(|(column, is_descending)| (column.column.to_string(), *is_descending));
            found.push(ProposedIndex {
                table: table.name.clone(),
                columns: columns.collect(),
                attribute: index.attribute.clone(),
            });
        }
    }
    found
}
