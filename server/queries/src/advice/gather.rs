//! The workload of an application: what all of its calls ask.

use std::sync::Arc;

use model::schema::Schema;

use crate::advice::workload::{Query, Site, Workload};
use crate::link::{FileQueries, ProjectCode};
use crate::shape::{Shape, shapes};

impl Workload {
    /// What the code of a schema asks. The files of the sites are those of [`Application::files`](crate::link::Application::files).
    pub fn of_code(schema: &Schema, code: &ProjectCode) -> Workload {
        let queries =
            code.queries_by_file(schema).flat_map(|file| queries(&file, shapes_of_calls(schema, &file)));
        Workload { queries: queries.collect(), raw_sql: raw_sql(code) }
    }
}

/// What each call of a file asks.
pub(super) fn shapes_of_calls(schema: &Schema, file: &FileQueries<'_>) -> Vec<Arc<[Shape]>> {
    let shapes = file.queries.iter().map(|query| {
        let argument = query.call.argument.as_ref().map(|it| &it.value);
        shapes(schema, query.model, query.call.operation, argument).into()
    });
    shapes.collect()
}

pub(super) fn queries(file: &FileQueries<'_>, shapes: Vec<Arc<[Shape]>>) -> Vec<Query> {
    let query = |(found, shapes): (&crate::link::Query<'_>, Arc<[Shape]>)| Query {
        model: found.model,
        operation: found.call.operation,
        shapes,
        kind: found.file.kind,
        site: Site { file: file.index, span: found.call.operation_span },
    };
    file.queries.iter().zip(shapes).map(query).collect()
}

pub(super) fn raw_sql(code: &ProjectCode) -> Vec<smol_str::SmolStr> {
    let raw = code.application().files().iter().flat_map(|file| &file.raw);
    raw.map(|it| it.sql.known().into()).collect()
}
