//! Primary keys, unique constraints and indexes, that come and go with those of the tables.

use base::{FileEdit, ItemId};
use model::catalog::capabilities::ConstraintKind;
use model::catalog::index_types::IndexType;
use model::catalog::{Provider, operator_classes};
use model::database::{Index, IndexColumn, IndexKind, PrimaryKey, Table, constraint_name};
use model::schema::edit::{self, indent_of, line_ending};
use model::schema::item::{Field, KeyOwner, Model, Sort};

use crate::diff::{same_index, same_primary_key};
use crate::schema_text::draft::{Draft, ModelTable};
use crate::schema_text::names::quoted;

impl Draft<'_> {
    /// Removes the keys that the tables are not to have.
    pub(super) fn remove_keys(&mut self) {
        let edits = self.tables().iter().flat_map(|table| self.removed_keys(table)).collect();
        self.apply(edits);
    }

    /// Adds the keys that the tables are to have.
    pub(super) fn add_keys(&mut self) {
        let edits = self.tables().iter().flat_map(|table| self.added_keys(table)).collect();
        self.apply(edits);
    }

    fn is_same_index(&self, a: &Index, b: &Index) -> bool {
        a.name == b.name && same_index(self.provider, a, b)
    }

    fn is_same_primary_key(&self, a: &PrimaryKey, b: &PrimaryKey) -> bool {
        a.name == b.name && same_primary_key(self.provider, a, b)
    }

    fn removed_keys(&self, table: &ModelTable<'_>) -> Vec<FileEdit> {
        let Some(wanted) = table.wanted else { return Vec::new() };
        let is_gone = |index: &&Index| !wanted.indexes.iter().any(|it| self.is_same_index(index, it));
        let indexes = table.table.indexes.iter().filter(is_gone).map(|index| index.key);
        let is_other = |key: &&PrimaryKey| {
            !wanted.primary_key.as_ref().is_some_and(|it| self.is_same_primary_key(key, it))
        };
        let primary = table.table.primary_key.as_ref().filter(is_other).map(|key| key.key);
        let keys = indexes.chain(primary).flatten();
        keys.filter_map(|key| self.without_key(table.id, key)).collect()
    }

    fn without_key(&self, id: ItemId, key: u32) -> Option<FileEdit> {
        let model = self.schema.model(id)?;
        let key = model.keys.get(key as usize)?;
        let attribute = model.key_attribute(key)?;
        Some(match key.owner {
            KeyOwner::Field(_) => edit::remove_attribute(&self.schema, id, attribute),
            KeyOwner::Block(_) => edit::remove_block_attribute(&self.schema, id, attribute),
        })
    }

    fn added_keys(&self, table: &ModelTable<'_>) -> Vec<FileEdit> {
        let (Some(wanted), Some(model)) = (table.wanted, self.schema.model(table.id)) else {
            return Vec::new();
        };
        let mut keys = Vec::new();
        if let Some(key) = &wanted.primary_key
            && !table.table.primary_key.as_ref().is_some_and(|it| self.is_same_primary_key(it, key))
        {
            keys.push(self.primary_key_text(wanted, key));
        }
        let is_new = |index: &&Index| !table.table.indexes.iter().any(|it| self.is_same_index(index, it));
        keys.extend(wanted.indexes.iter().filter(is_new).map(|index| self.index_text(wanted, index)));
        let mut edits = Vec::new();
        let mut of_block: Vec<(&str, String)> = Vec::new();
        let mut of_fields: Vec<(&str, &str)> = Vec::new();
        for key in &keys {
            match single_field(table, model, key)
                .filter(|field| !field.has(key.name) && !of_fields.contains(&(key.name, field.name.as_str())))
            {
                Some(field) => {
                    let text = format!("@{}{}", key.name, in_brackets(&key.arguments_of_field()));
                    edits.push(edit::add_attribute(&self.schema, table.id, field, &text));
                    of_fields.push((key.name, &field.name.text));
                }
                None => {
                    let text = self.block_attribute(table, model, key);
                    of_block.extend(text.map(|text| (key.name, text)));
                }
            }
        }
        edits.extend(self.block_attributes(table.id, &of_block));
        edits
    }

    /// Adds block attributes, on lines of their own, with one edit.
    fn block_attributes(&self, id: ItemId, attributes: &[(&str, String)]) -> Option<FileEdit> {
        let (name, _) = attributes.first()?;
        let block = self.schema.text(id);
        let first = self.schema.model(id)?.fields.first()?;
        let separator = format!("{}{}", line_ending(&block), indent_of(&block, first.span.start));
        let lines: Vec<&str> = attributes.iter().map(|(_, text)| text.as_str()).collect();
        edit::add_block_attribute(&self.schema, id, name, &lines.join(&separator))
    }

    fn block_attribute(&self, table: &ModelTable<'_>, model: &Model, key: &KeyText<'_>) -> Option<String> {
        let column = |column: &IndexColumn| {
            let name = table.field_of(model, &column.name)?;
            let arguments = column_arguments(column, Some((self.provider, key.method)));
            Some(format!("{name}{}", in_brackets(&arguments)))
        };
        let columns: Option<Vec<String>> = key.columns.iter().map(column).collect();
        let mut all = vec![format!("[{}]", columns?.join(", "))];
        all.extend(key.arguments.iter().cloned());
        Some(format!("@@{}{}", key.name, in_brackets(&all)))
    }

    fn primary_key_text<'k>(&self, table: &Table, key: &'k PrimaryKey) -> KeyText<'k> {
        let mut arguments = Vec::new();
        if let Some(name) = &key.name {
            arguments.extend(self.map_argument(ConstraintKind::PrimaryKey, table, &[], name));
        }
        if self.provider.capabilities().clustered && !key.clustered {
            arguments.push("clustered: false".to_owned());
        }
        KeyText { name: "id", columns: &key.columns, method: IndexType::BTree, arguments }
    }

    fn index_text<'k>(&self, table: &Table, index: &'k Index) -> KeyText<'k> {
        let (name, kind) = match index.kind {
            IndexKind::Unique => ("unique", ConstraintKind::Unique),
            IndexKind::Normal => ("index", ConstraintKind::Index),
            IndexKind::Fulltext => ("fulltext", ConstraintKind::Index),
        };
        let columns: Vec<&str> = index.column_names().collect();
        let mut arguments = Vec::new();
        if index.kind == IndexKind::Normal && index.method != IndexType::BTree {
            arguments.push(format!("type: {}", index.method.name()));
        }
        arguments.extend(self.map_argument(kind, table, &columns, &index.name));
        if self.provider.capabilities().clustered && index.clustered {
            arguments.push("clustered: true".to_owned());
        }
        if let Some(predicate) = &index.predicate {
            arguments.push(format!("where: raw({})", quoted(predicate)));
        }
        KeyText { name, columns: &index.columns, method: index.method, arguments }
    }

    /// The argument `map:`, where the name is not the one that Prisma generates.
    fn map_argument(
        &self,
        kind: ConstraintKind,
        table: &Table,
        columns: &[&str],
        name: &str,
    ) -> Option<String> {
        let usual = constraint_name(self.provider, kind, &table.name.name, columns);
        (usual != name).then(|| format!("map: {}", quoted(name)))
    }
}

/// What the attribute of a key says.
struct KeyText<'k> {
    /// The name of the attribute.
    name: &'static str,
    columns: &'k [IndexColumn],
    method: IndexType,
    /// The arguments after the fields.
    arguments: Vec<String>,
}

impl KeyText<'_> {
    /// The arguments of an attribute of the only field.
    fn arguments_of_field(&self) -> Vec<String> {
        let of_column = self.columns.first().map(|column| column_arguments(column, None));
        self.arguments.iter().cloned().chain(of_column.into_iter().flatten()).collect()
    }
}

/// The only field of a key that can be declared at its field.
fn single_field<'m>(table: &ModelTable<'_>, model: &'m Model, key: &KeyText<'_>) -> Option<&'m Field> {
    match key.columns {
        [column] if matches!(key.name, "id" | "unique") => model.field(table.field_of(model, &column.name)?),
        _ => None,
    }
}

/// The arguments in brackets; nothing where there are none.
fn in_brackets(arguments: &[String]) -> String {
    if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) }
}

/// What is said of a column in a key: `length:`, `sort:`, and `ops:` for an index with this method.
fn column_arguments(column: &IndexColumn, index: Option<(Provider, IndexType)>) -> Vec<String> {
    let mut arguments = Vec::new();
    if let Some(length) = column.length {
        arguments.push(format!("length: {length}"));
    }
    if column.sort == Some(Sort::Desc) {
        arguments.push("sort: Desc".to_owned());
    }
    let class = column.operator_class.as_ref().filter(|class| !class.is_default);
    if let (Some(class), Some((provider, method))) = (class, index)
        && provider.capabilities().operator_classes
    {
        let known = operator_classes::all().iter().find(|it| it.index_type == method && it.sql == class.name);
        let text =
            known.map_or_else(|| format!("raw({})", quoted(&class.name)), |known| known.name.to_owned());
        arguments.push(format!("ops: {text}"));
    }
    arguments
}
