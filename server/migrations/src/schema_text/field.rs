//! The text of one field.

use base::ItemId;
use model::database::{Column, ColumnType, Table};
use model::schema::edit::field_attribute_rank;
use model::schema::item::Field;

use crate::schema_text::draft::Draft;
use crate::schema_text::names::quoted;
use crate::schema_text::types::arity_text;

/// The text of a field, in parts.
pub(super) struct FieldText {
    name: String,
    /// The white space between name and type.
    space: String,
    /// The type with `?` or `[]`.
    pub(super) ty: String,
    /// The names of the attributes with their texts, in order.
    attributes: Vec<(String, String)>,
}

impl FieldText {
    /// A field without attributes.
    pub(super) fn new(name: &str, ty: String) -> FieldText {
        FieldText { name: name.to_owned(), space: " ".to_owned(), ty, attributes: Vec::new() }
    }

    /// A field as the schema writes it. `None` while its type is missing.
    pub(super) fn of(draft: &Draft<'_>, id: ItemId, field: &Field) -> Option<FieldText> {
        let block = draft.schema.text(id);
        let ty = field.ty.as_ref()?;
        let attribute =
            |it: &model::schema::item::Attribute| (kind(it.name()), it.span.of(&block).to_owned());
        Some(FieldText {
            name: field.name.text.to_string(),
            space: base::text::Span::new(field.name.span.end, ty.span.start).of(&block).to_owned(),
            ty: ty.span.of(&block).to_owned(),
            attributes: field.attributes.iter().map(attribute).collect(),
        })
    }

    /// Sets an attribute, replaces the one of this kind, or removes it. All native types are of one kind, `db.`.
    pub(super) fn set(&mut self, name: &str, text: Option<String>) {
        let at = self.attributes.iter().position(|(known, _)| known == name);
        match (at, text) {
            (Some(at), None) => {
                self.attributes.remove(at);
            }
            (Some(at), Some(text)) => {
                if let Some(attribute) = self.attributes.get_mut(at) {
                    attribute.1 = text;
                }
            }
            (None, Some(text)) => {
                let rank = field_attribute_rank(name);
                let behind =
                    self.attributes.iter().rposition(|(known, _)| field_attribute_rank(known) <= rank);
                self.attributes.insert(behind.map_or(0, |at| at + 1), (name.to_owned(), text));
            }
            (None, None) => {}
        }
    }

    /// The line without its indentation.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}{}{}", self.name, self.space, self.ty);
        for (_, attribute) in &self.attributes {
            text.push(' ');
            text.push_str(attribute);
        }
        text
    }
}

/// The name of an attribute; that of all native types is the same.
fn kind(name: &str) -> String {
    if name.contains('.') { "db.".to_owned() } else { name.to_owned() }
}

impl Draft<'_> {
    /// The line of a new field for a column. `None` for an enum that the schema does not declare.
    pub(super) fn field_line(
        &self,
        table: &Table,
        column: &Column,
        name: &str,
        ignored: bool,
    ) -> Option<String> {
        let ty = self.type_text(column)?;
        let mut field = FieldText::new(name, format!("{}{}", ty.name, arity_text(column.nullability)));
        field.set("default", self.default_text(table, column));
        field.set("map", (column.name != name).then(|| format!("@map({})", quoted(&column.name))));
        field.set("db.", ty.native);
        // Prisma Client leaves out what it has no type for in any case.
        let is_unsupported = matches!(column.ty, ColumnType::Unsupported(_));
        field.set("ignore", (ignored && !is_unsupported).then(|| "@ignore".to_owned()));
        Some(field.text())
    }
}
