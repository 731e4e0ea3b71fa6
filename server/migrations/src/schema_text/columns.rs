//! Fields that come, go and change with their columns.

use base::FileEdit;
use model::catalog::{Provider, ScalarType};
use model::database::{Column, ColumnType, Table};
use model::schema::FieldType;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::Field;

use crate::diff::differences;
use crate::schema_text::draft::{Added, Draft, Member, ModelTable};
use crate::schema_text::field::FieldText;
use crate::schema_text::names::field_name;
use crate::schema_text::types::arity_text;
use crate::step::Pair;

/// The functions whose values Prisma Client fills in for strings.
const STRING_GENERATORS: &[&str] = &["uuid", "cuid", "ulid", "nanoid"];

impl Draft<'_> {
    /// Brings the fields of all models in line with the columns that their tables are to have.
    pub(super) fn edit_columns(&mut self) {
        let removed = self.tables().iter().flat_map(|table| self.removed_fields(table)).collect();
        self.apply(self.without(removed));
        self.add_column_enums();
        let mut edits = Vec::new();
        for table in self.tables() {
            edits.extend(self.changed_fields(&table));
            edits.extend(self.added_fields(&table));
        }
        self.apply(edits);
    }

    fn removed_fields(&self, table: &ModelTable<'_>) -> Vec<Member> {
        let (Some(wanted), Some(model)) = (table.wanted, self.schema.model(table.id)) else {
            return Vec::new();
        };
        let is_gone = |column: &&Column| wanted.column(&column.name).is_none();
        let gone = table.table.columns.iter().filter(is_gone);
        let fields = gone.filter_map(|column| model.fields.get(column.field? as usize));
        fields.map(|field| self.member(table.id, field.span, field.documentation.as_deref())).collect()
    }

    fn changed_fields(&self, table: &ModelTable<'_>) -> Vec<FileEdit> {
        let (Some(wanted), Some(model)) = (table.wanted, self.schema.model(table.id)) else {
            return Vec::new();
        };
        let edit = |column: &Column| {
            let field = model.fields.get(column.field? as usize)?;
            let wanted_column = wanted.column(&column.name)?;
            let text = self.changed_field(table, field, wanted, Pair { from: column, to: wanted_column })?;
            Some(self.replace(table.id, field.span, text))
        };
        table.table.columns.iter().filter_map(edit).collect()
    }

    /// The text of the field with the column that it is to have; `None` where it has that already.
    fn changed_field(
        &self,
        table: &ModelTable<'_>,
        field: &Field,
        wanted: &Table,
        columns: Pair<&Column>,
    ) -> Option<String> {
        let changes = differences(columns, self.provider);
        // SQLite counts a primary key in any case, and nothing else.
        let is_counted = field
            .default()
            .and_then(|value| value.as_call())
            .is_some_and(|(name, _)| name == "autoincrement");
        let lost_default = self.names_lost_value(field)
            || self.provider == Provider::Sqlite && is_counted && !columns.to.autoincrement;
        if !changes.any() && !lost_default {
            return None;
        }
        let Pair { from, to } = columns;
        let mut text = FieldText::of(self, table.id, field)?;
        let arity = arity_text(to.nullability);
        if changes.cast.is_some() {
            let ty = self.type_text(to)?;
            text.ty = format!("{}{arity}", ty.name);
            text.set("db.", ty.native);
            if matches!(to.ty, ColumnType::Unsupported(_)) {
                text.set("ignore", None);
            }
        } else if changes.nullability {
            text.ty = format!("{}{arity}", text.ty.trim_end_matches(['?', ']', '[']));
        }
        let has_default = |column: &Column| column.default.is_some() || column.autoincrement;
        let is_cast = changes.cast.is_some() && (has_default(from) || has_default(to));
        if lost_default || changes.default || changes.autoincrement || is_cast {
            text.set("default", self.default_text(wanted, to));
        } else if from.has_client_default && !takes_client_default(field, to) {
            text.set("default", None);
        }
        if to.ty.scalar() != Some(ScalarType::DateTime) || to.is_list() {
            text.set("updatedAt", None);
        }
        Some(text.text())
    }

    /// Whether the default of the field is an enum value that is no longer there.
    fn names_lost_value(&self, field: &Field) -> bool {
        let FieldType::Enum(id) = self.schema.type_of(field) else { return false };
        let name = field.default().and_then(|value| value.as_word()).map(|(name, _)| name);
        let value = self.schema.enumeration(id);
        name.zip(value).is_some_and(|(name, value)| value.value(name).is_none())
    }

    fn added_fields(&self, table: &ModelTable<'_>) -> Vec<FileEdit> {
        let (Some(wanted), Some(model)) = (table.wanted, self.schema.model(table.id)) else {
            return Vec::new();
        };
        let mut names: Vec<String> = Vec::new();
        let ignored = self.added == Added::Ignored && !model.is_ignored();
        // New lines go below the field of the column before.
        let mut above: Option<&Field> = None;
        let mut groups: Vec<(Option<&Field>, Vec<String>)> = Vec::new();
        for column in &wanted.columns {
            if let Some(known) = table.table.column(&column.name) {
                above = known.field.and_then(|at| model.fields.get(at as usize)).or(above);
                continue;
            }
            let name = field_name(&column.name, |name| {
                model.field(name).is_none() && !names.iter().any(|other| other == name)
            });
            let Some(line) = self.field_line(wanted, column, &name, ignored) else { continue };
            names.push(name);
            match groups.last_mut() {
                Some((place, lines)) if place.map(|it| it.span) == above.map(|it| it.span) => {
                    lines.push(line)
                }
                _ => groups.push((above, vec![line])),
            }
        }
        let edit = |(above, lines): (Option<&Field>, Vec<String>)| {
            let place = above.map_or(FieldPlace::Last, FieldPlace::After);
            edit::add_field(&self.schema, table.id, place, &lines)
        };
        groups.into_iter().filter_map(edit).collect()
    }
}

/// Whether what Prisma Client fills in for the field fits the column.
fn takes_client_default(field: &Field, column: &Column) -> bool {
    let function = field.default().and_then(|value| value.as_call()).map(|(name, _)| name);
    let is_string = column.ty.scalar() == Some(ScalarType::String);
    !column.is_list() && (is_string || !function.is_some_and(|name| STRING_GENERATORS.contains(&name)))
}
