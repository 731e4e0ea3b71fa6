//! Models that come and go with their tables.

use model::database::Table;
use smol_str::SmolStr;

use crate::schema_text::draft::{Added, Draft};
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
        let known = self.tables();
        let key = |table: &Table| {
            let (namespace, name) = table.name.key(self.provider);
            (namespace.map(SmolStr::from), SmolStr::from(name))
        };
        let known: Vec<_> = known.iter().map(|it| key(&it.table)).collect();
        // Those of implicit relations were removed where the database lacks them.
        let implicit = self.implicit_tables();
        let mut names = Vec::new();
        let mut edits = Vec::new();
        for table in self.wanted_tables() {
            if known.contains(&key(table)) || implicit.iter().any(|it| key(it) == key(table)) {
                continue;
            }
            let name = block_name(&self.schema, &table.name.name, &names);
            edits.extend(self.model_lines(table, &name).map(|lines| self.block_at_end(&lines)));
            names.push(name);
        }
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
