//! What is advised, with everything that the output formats need.

use std::fmt::Write as _;
use std::sync::Arc;

use base::ItemId;
use migrations::cost::rows;
use model::database::Database;
use model::schema::Schema;
use model::schema::item::Key;
use queries::advice::{Access, Advice, Measured, NewIndex, Site, Workload, advise};
use queries::link::ProjectCode;
use rustc_hash::FxHashSet;
use statistics::Statistics;

use crate::cli::code_base::CodeBase;
use crate::cli::code_places::CodePlaces;
use crate::cli::sources::Sources;

/// The advice on one schema.
pub(super) struct SchemaAdvice<'a> {
    /// The displayed path of the schema.
    pub(super) shown: String,
    /// The advice.
    pub(super) advice: Advice,
    /// How many indexes are left out because their confidence is low.
    pub(super) left_out: usize,
    /// What the database has said of itself, if that is known.
    pub(super) statistics: Option<Arc<Statistics>>,
    /// What that has changed in the advice.
    pub(super) measured: Measured,
    /// The calls that it rests on.
    pub(super) workload: Workload,
    schema: &'a Schema,
    code: &'a ProjectCode,
    sources: &'a Sources,
    places: CodePlaces<'a>,
}

/// A call that an index serves.
pub(super) struct ShownCall {
    /// The displayed path of its file.
    pub(super) file: String,
    /// The line of the name of the method, from 1.
    pub(super) line: u32,
    /// The column, from 1, in characters.
    pub(super) column: u32,
    /// `Post.findMany`.
    pub(super) name: String,
}

/// The advice on each schema that code asks, with indexes of low confidence or without.
pub(super) fn advice_of<'a>(
    sources: &'a Sources,
    base: &'a CodeBase,
    takes_low: bool,
) -> Vec<SchemaAdvice<'a>> {
    let mut all = Vec::new();
    for (((project, analysis), code), set) in base.schemas.iter().zip(&base.code).zip(&sources.sets) {
        let schema = &*analysis.schema;
        let Some(database) = Database::of(schema) else { continue };
        let workload = Workload::of_code(schema, code);
        if !workload.queries.is_empty() {
            let advice = advise(schema, &database, &workload);
            let (advice, left_out) = if takes_low { (advice, 0) } else { advice.without_low() };
            let statistics = project.statistics.clone();
            let (advice, measured) = match &statistics {
                Some(statistics) => advice.measured(schema, &database, statistics),
                None => (advice, Measured::default()),
            };
            all.push(SchemaAdvice {
                shown: sources.shown(&set.root),
                advice,
                left_out,
                statistics,
                measured,
                workload,
                schema,
                code,
                sources,
                places: CodePlaces::new(&sources.files),
            });
        }
    }
    all
}

impl SchemaAdvice<'_> {
    /// The name of a model.
    pub(super) fn model(&self, id: ItemId) -> &str {
        self.schema.item(id).map_or("", |item| item.name())
    }

    /// A key of a model as it is written.
    pub(super) fn key(&self, model: ItemId, key: u32) -> String {
        let found: Option<&Key> = self.schema.model(model).and_then(|it| it.keys.get(key as usize));
        let text = self.schema.text(model);
        found.map(|key| key.span.of(&text).to_owned()).unwrap_or_default()
    }

    /// How many rows the table of an index has, and how often statements ran that it could serve: `12 M rows, 40 k statements ran`.
    pub(super) fn measure(&self, at: usize) -> Option<String> {
        let statistics = self.statistics.as_deref()?;
        let index = self.advice.add.get(at)?;
        let table = statistics.table_named(self.schema.item(index.model)?.database_name())?;
        let calls = self.measured.calls.get(at).copied().filter(|calls| *calls > 0);
        let calls = calls.map(|calls| format!("; statements that it may serve ran {} times", rows(calls)));
        Some(format!("{} rows{}", rows(table.rows), calls.unwrap_or_default()))
    }

    /// What statistics of the database have changed, as a sentence.
    pub(super) fn measured_note(&self) -> Option<String> {
        let statistics = self.statistics.as_deref()?;
        let mut note = format!("By the statistics of {}.", statistics.day());
        if self.measured.small > 0 {
            let _ = write!(note, " Not advised, since their tables are small: {}.", self.measured.small);
        }
        if self.measured.used > 0 {
            let _ = write!(note, " Not to be dropped, since the database uses them: {}.", self.measured.used);
        }
        Some(note)
    }

    /// The calls that an index serves, each once, the heaviest first.
    pub(super) fn calls(&self, index: &NewIndex) -> Vec<ShownCall> {
        let mut seen = FxHashSet::default();
        let queries = index.serves.iter().map(|Access { query, .. }| *query).filter(|it| seen.insert(*it));
        queries.filter_map(|at| self.call(at)).collect()
    }

    fn call(&self, at: u32) -> Option<ShownCall> {
        let query = self.workload.queries.get(at as usize)?;
        let Site { file, span } = query.site;
        let path = &self.code.application().files().get(file as usize)?.path;
        let place = self.places.position(path, span.start);
        Some(ShownCall {
            file: self.sources.shown(path),
            line: place.line + 1,
            column: place.column + 1,
            name: format!("{}.{}", self.model(query.model), query.operation.name()),
        })
    }
}
