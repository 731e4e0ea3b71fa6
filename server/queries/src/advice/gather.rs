//! The workload of an application: what all of its calls ask.

use std::sync::Arc;

use model::schema::Schema;

use crate::advice::workload::{Query, Site, Workload};
use crate::link::{FileCache, FileQueries, ProjectCode};
use crate::shape::{Shape, shapes};

/// What calls ask, kept from one state of schema and code to the next.
#[derive(Debug, Default)]
pub struct ShapeCache {
    by_file: FileCache<Vec<Arc<[Shape]>>>,
}

impl Workload {
    /// What the code of a schema asks. The files of the sites are those of [`Application::files`](crate::link::Application::files).
    pub fn of_code(schema: &Schema, code: &ProjectCode) -> Workload {
        let queries =
            code.queries_by_file(schema).flat_map(|file| queries(&file, shapes_of_calls(schema, &file)));
        Workload { queries: queries.collect(), raw_sql: raw_sql(code) }
    }
}

impl ShapeCache {
    /// What the code of a schema asks, as [`Workload::of_code`] has it.
    pub fn workload(&mut self, schema: &Arc<Schema>, code: &ProjectCode) -> Workload {
        let files: Vec<FileQueries<'_>> = code.queries_by_file(schema).collect();
        let shapes = self.by_file.update(schema, &files, |file| shapes_of_calls(schema, file));
        let queries = files.iter().zip(shapes).flat_map(|(file, shapes)| queries(file, shapes.to_vec()));
        Workload { queries: queries.collect(), raw_sql: raw_sql(code) }
    }
}

/// What each call of a file asks.
fn shapes_of_calls(schema: &Schema, file: &FileQueries<'_>) -> Vec<Arc<[Shape]>> {
    let shapes = file.queries.iter().map(|query| {
        let argument = query.call.argument.as_ref().map(|it| &it.value);
        shapes(schema, query.model, query.call.operation, argument).into()
    });
    shapes.collect()
}

fn queries(file: &FileQueries<'_>, shapes: Vec<Arc<[Shape]>>) -> Vec<Query> {
    let query = |(found, shapes): (&crate::link::Query<'_>, Arc<[Shape]>)| Query {
        model: found.model,
        operation: found.call.operation,
        shapes,
        kind: found.file.kind,
        site: Site { file: file.index, span: found.call.operation_span },
    };
    file.queries.iter().zip(shapes).map(query).collect()
}

fn raw_sql(code: &ProjectCode) -> Vec<smol_str::SmolStr> {
    let raw = code.application().files().iter().flat_map(|file| &file.raw);
    raw.map(|it| it.sql.known().into()).collect()
}
