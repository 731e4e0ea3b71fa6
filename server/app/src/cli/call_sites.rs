//! The calls of Prisma Client that statements of a database come from.

use std::collections::BTreeSet;
use std::path::Path;

use queries::advice::Workload;
use queries::shape::{Reach, TableRef};

use crate::cli::code_base::CodeBase;
use crate::cli::code_places::CodePlaces;

/// A call of Prisma Client, with what its statement on the table of the model is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallSite {
    /// The displayed path of its file.
    pub file: String,
    /// The line of the name of the method, from 1.
    pub line: u32,
    /// The name of the model.
    pub model: String,
    /// The method: `findMany`.
    pub operation: &'static str,
    /// The table of the model.
    pub table: String,
    /// The columns that rows are filtered by; of a filter with alternatives those of all.
    pub filtered: BTreeSet<String>,
    /// The columns that rows are sorted by, in order.
    pub sorted: Vec<String>,
    /// Whether the code may ask for more than is known.
    pub is_partial: bool,
    /// Whether the call is part of the application at work, not of scripts or tests.
    pub is_live: bool,
}

/// The calls on the schema at a path: of a folder those in the code below it, of a file those in its repository. None where there is no
/// code.
pub fn call_sites(folder: &Path, path: &Path) -> Vec<CallSite> {
    let (sources, base) = CodeBase::around(folder, path);
    let places = CodePlaces::new(&sources.files);
    let mut found = Vec::new();
    for ((_, analysis), code) in base.schemas.iter().zip(&base.code) {
        let schema = &*analysis.schema;
        for query in &Workload::of_code(schema, code).queries {
            let Some(shape) = query.shapes.iter().find(|shape| shape.reach == Reach::Root) else { continue };
            let TableRef::Model(model) = shape.table else { continue };
            let Some(item) = schema.item(model) else { continue };
            let Some(file) = code.application().files().get(query.site.file as usize) else { continue };
            let conditions = shape.branches.iter().flat_map(|branch| &branch.conditions);
            found.push(CallSite {
                file: sources.shown(&file.path),
                line: places.position(&file.path, query.site.span.start).line + 1,
                model: item.name().to_owned(),
                operation: query.operation.name(),
                table: item.database_name().to_owned(),
                filtered: conditions.map(|it| it.column.column.to_string()).collect(),
                sorted: shape.sorting.columns.iter().map(|it| it.column.column.to_string()).collect(),
                is_partial: shape.is_partial || shape.sorting.is_partial,
                is_live: query.is_live(),
            });
        }
    }
    found
}
