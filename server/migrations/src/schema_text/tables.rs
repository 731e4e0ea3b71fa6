//! Models that come and go with their tables.

use model::database::Table;
use rustc_hash::FxHashSet;

use crate::schema_text::draft::{Added, Draft, TableKey, table_key};
use crate::schema_text::names::{block_name, field_name, quoted};

impl Draft<'_> {
    /// Removes the models whose tables the database does not have.
    pub(super) fn remove_tables(&mut self) {
        let gone: Vec<_> =
            self.tables().into_iter().filter(|it| it.wanted.is_none()).map(|it| it.id).collect();
        self.remove_blocks(&gone);
    }

    /// Adds a model, without keys, for each table that no model has.
    pub(super) fn add_tables(&mut self) {
        let key = |table: &Table| table_key(&table.name, self.provider);
        let mut known: FxHashSet<TableKey> = self.tables().iter().map(|it| key(&it.table)).collect();
        // Those of implicit relations were removed where the database lacks them.
        known.extend(self.implicit_tables().iter().map(key));
        let mut names = FxHashSet::default();
        let mut blocks = Vec::new();
        for table in self.wanted_tables().filter(|table| !known.contains(&key(table))) {
            let name = block_name(&self.schema, &table.name.name, &names);
            blocks.extend(self.model_lines(table, &name));
            names.insert(name);
        }
        let edits = self.blocks_at_end(&blocks);
        self.apply(edits);
    }

    fn model_lines(&self, table: &Table, name: &str) -> Option<Vec<String>> {
        let mut lines = vec![format!("model {name} {{")];
        let mut fields: Vec<String> = Vec::new();
        for column in &table.columns {
            let field = field_name(&column.name, |name| !fields.iter().any(|it| it == name));
            lines.push(format!("  {}", self.field_line(table, column, &field, false)?));
            fields.push(field);
        }
        let map = (table.name.name != name).then(|| format!("@@map({})", quoted(&table.name.name)));
        let namespace = self.namespace_of(&table.name).map(|name| format!("@@schema({})", quoted(&name)));
        let ignored = (self.added == Added::Ignored).then(|| "@@ignore".to_owned());
        let attributes: Vec<String> = [map, namespace, ignored].into_iter().flatten().collect();
        if !attributes.is_empty() {
            lines.push(String::new());
        }
        lines.extend(attributes.iter().map(|attribute| format!("  {attribute}")));
        lines.push("}".to_owned());
        Some(lines)
    }
}
