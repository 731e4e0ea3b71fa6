//! The workload of an application: what all of its calls ask.

use std::sync::Arc;

use model::schema::Schema;

use crate::advice::workload::{Query, Site, Workload};
use crate::link::ProjectCode;
use crate::shape::shapes;

impl Workload {
    /// What the code of a schema asks. The files of the sites are those of [`Application::files`](crate::link::Application::files).
    pub fn of_code(schema: &Schema, code: &ProjectCode) -> Workload {
        let files = code.application().files();
        let mut number = 0;
        let mut queries = Vec::new();
        for found in code.queries(schema) {
            // Both are in the order of the files.
            number +=
                files.iter().skip(number).position(|it| Arc::ptr_eq(it, found.file)).unwrap_or_default();
            let argument = found.call.argument.as_ref().map(|it| &it.value);
            queries.push(Query {
                model: found.model,
                operation: found.call.operation,
                shapes: shapes(schema, found.model, found.call.operation, argument),
                kind: found.file.kind,
                site: Site {
                    file: u32::try_from(number).unwrap_or(u32::MAX),
                    span: found.call.operation_span,
                },
            });
        }
        let raw = files.iter().flat_map(|file| &file.raw);
        let raw_sql = raw.map(|it| it.sql.known().into()).collect();
        Workload { queries, raw_sql }
    }
}
