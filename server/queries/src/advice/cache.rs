//! What calls ask, and the advice on that, kept from one state of schema and code to the next.

use std::sync::Arc;

use model::database::Database;
use model::schema::{Changes, Schema};

use crate::advice::advise::advise;
use crate::advice::gather::{queries, raw_sql, shapes_of_calls};
use crate::advice::proposal::Advice;
use crate::advice::workload::Workload;
use crate::link::{FileCache, FileQueries, ProjectCode};
use crate::shape::Shape;

/// What calls ask, file by file, and the last advice.
#[derive(Debug, Default)]
pub struct AdviceCache {
    by_file: FileCache<Vec<Arc<[Shape]>>>,
    last: Option<LastAdvice>,
}

#[derive(Debug)]
struct LastAdvice {
    schema: Arc<Schema>,
    workload: Workload,
    advice: Advice,
}

impl AdviceCache {
    /// What the code of a schema asks, as [`Workload::of_code`] has it, and what [`advise`] says on that. `database` is the one that
    /// the schema makes.
    pub fn advise(
        &mut self,
        schema: &Arc<Schema>,
        code: &ProjectCode,
        database: &Database,
    ) -> (Workload, Advice) {
        let files: Vec<FileQueries<'_>> = code.queries_by_file(schema).collect();
        let shapes = self.by_file.update(schema, &files, |file| shapes_of_calls(schema, file));
        let queries = files.iter().zip(shapes).flat_map(|(file, shapes)| queries(file, shapes.to_vec()));
        let workload = Workload { queries: queries.collect(), raw_sql: raw_sql(code) };
        let is_same = |last: &LastAdvice| {
            last.workload.asks_same(&workload) && Changes::between(&last.schema, schema).is_empty()
        };
        let advice = match self.last.take().filter(is_same) {
            Some(last) => last.advice,
            None => advise(schema, database, &workload),
        };
        self.last =
            Some(LastAdvice { schema: schema.clone(), workload: workload.clone(), advice: advice.clone() });
        (workload, advice)
    }
}
