//! Enums and their values, that come and go with types of the database, or with the columns that hold them.

use std::collections::BTreeMap;

use base::text::Span;
use base::{FieldId, FileEdit, ItemId};
use model::catalog::capabilities::EnumStorage;
use model::database::{ColumnType, QualifiedName, parts_of};
use model::schema::edit::{indent_of, line_ending, line_span};
use model::schema::item::{Enum, EnumValue};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::schema_text::draft::{Draft, table_key};
use crate::schema_text::field::FieldText;
use crate::schema_text::names::{block_name, quoted, upper_first, value_name};

impl Draft<'_> {
    /// Adds the enums that the database has, and brings the values of the others in line.
    pub(super) fn edit_enums(&mut self) {
        let edits = match self.provider.capabilities().enums {
            EnumStorage::NativeType => self.edits_of_types(),
            EnumStorage::InColumn => self.edits_of_columns(),
            EnumStorage::Text | EnumStorage::None => Vec::new(),
        };
        self.apply(edits);
    }

    /// Removes the enums whose types the database does not have.
    pub(super) fn remove_enums(&mut self) {
        if self.provider.capabilities().enums != EnumStorage::NativeType {
            return;
        }
        let ids = self.schema.enums().map(|(id, _, _)| id);
        let is_gone = |id: &ItemId| {
            let value = parts_of(&self.schema, self.provider, *id).enumeration;
            value.is_some_and(|value| self.state.enumeration(&value.name).is_none())
        };
        let gone: Vec<ItemId> = ids.filter(is_gone).collect();
        let names: Vec<SmolStr> =
            gone.iter().filter_map(|id| Some(self.schema.item(*id)?.name().into())).collect();
        self.remove_blocks(&gone);
        let uses = names.iter().flat_map(|name| self.text_in_place_of(name)).collect();
        self.apply(uses);
    }

    /// Makes the fields that still have the type of an enum, which are those of views, fields of text.
    fn text_in_place_of(&self, name: &str) -> Vec<FileEdit> {
        let edit = |id: FieldId| {
            let field = self.schema.field(id)?;
            let mut text = FieldText::of(self, id.item, field)?;
            text.ty = text.ty.replacen(name, "String", 1);
            text.set("default", None);
            Some(self.replace(id.item, field.span, text.text()))
        };
        self.schema.fields_of_type(name).filter_map(edit).collect()
    }

    fn edits_of_types(&self) -> Vec<FileEdit> {
        let mut edits = Vec::new();
        let mut blocks = Vec::new();
        let mut names = FxHashSet::default();
        let ids = self.schema.enums().map(|(id, _, _)| id);
        let mut known = FxHashMap::default();
        for id in ids {
            if let Some(value) = parts_of(&self.schema, self.provider, id).enumeration {
                known.entry(table_key(&value.name, self.provider)).or_insert((id, value));
            }
        }
        for wanted in &self.state.enums {
            match known.get(&table_key(&wanted.name, self.provider)) {
                Some((id, value)) => {
                    // Prisma does not compare the order.
                    let holds = |a: &[SmolStr], b: &[SmolStr]| a.iter().all(|value| b.contains(value));
                    if !holds(&value.values, &wanted.values) || !holds(&wanted.values, &value.values) {
                        edits.extend(self.values_edits(*id, &wanted.values));
                    }
                }
                None => {
                    let name = block_name(&self.schema, &wanted.name.name, &names);
                    blocks.push(self.enum_lines(&name, Some(&wanted.name), &wanted.values));
                    names.insert(name);
                }
            }
        }
        edits.extend(self.blocks_at_end(&blocks));
        edits
    }

    /// The edits of enums whose columns all have other values than the enum, and the same ones.
    fn edits_of_columns(&self) -> Vec<FileEdit> {
        let mut values: BTreeMap<ItemId, Vec<&[SmolStr]>> = BTreeMap::new();
        for table in self.tables() {
            let (Some(wanted), Some(model)) = (table.wanted, self.schema.model(table.id)) else { continue };
            for column in &table.table.columns {
                let field = column.field.and_then(|at| model.fields.get(at as usize));
                let id = field.and_then(|field| self.schema.type_of(field).item());
                if let (Some(id), Some(ColumnType::EnumValues(wanted))) =
                    (id, wanted.column(&column.name).map(|it| &it.ty))
                {
                    values.entry(id).or_default().push(wanted);
                }
            }
        }
        let agreed = values.into_iter().filter_map(|(id, all)| {
            let first = *all.first()?;
            let value = self.schema.enumeration(id)?;
            let is_same = first.iter().eq(value.values.iter().map(|it| it.database_name()));
            (!is_same && all.iter().all(|it| *it == first)).then_some((id, first))
        });
        agreed.flat_map(|(id, values)| self.values_edits(id, values)).collect()
    }

    /// Adds an enum for each column that holds values which no enum has.
    pub(super) fn add_column_enums(&mut self) {
        if self.provider.capabilities().enums != EnumStorage::InColumn {
            return;
        }
        let mut names = FxHashSet::default();
        let mut added: FxHashSet<&[SmolStr]> = FxHashSet::default();
        let mut blocks = Vec::new();
        for table in self.wanted_tables() {
            for column in &table.columns {
                let ColumnType::EnumValues(values) = &column.ty else { continue };
                if self.enum_with_values(values).is_some() || added.contains(&**values) {
                    continue;
                }
                let database = format!("{}{}", upper_first(&table.name.name), upper_first(&column.name));
                let name = block_name(&self.schema, &database, &names);
                blocks.push(self.enum_lines(&name, None, values));
                names.insert(name);
                added.insert(values);
            }
        }
        let edits = self.blocks_at_end(&blocks);
        self.apply(edits);
    }

    fn enum_lines(&self, name: &str, database: Option<&QualifiedName>, values: &[SmolStr]) -> Vec<String> {
        let mut lines = vec![format!("enum {name} {{")];
        let mut taken: Vec<String> = Vec::new();
        for value in values {
            let (name, line) = value_line(value, |name| !taken.iter().any(|other| other == name));
            lines.push(format!("  {line}"));
            taken.push(name);
        }
        let map = database.filter(|it| it.name != name).map(|it| format!("@@map({})", quoted(&it.name)));
        let namespace = database.and_then(|it| self.namespace_of(it));
        let namespace = namespace.map(|name| format!("@@schema({})", quoted(&name)));
        let attributes: Vec<String> = [map, namespace].into_iter().flatten().collect();
        if !attributes.is_empty() {
            lines.push(String::new());
        }
        lines.extend(attributes.iter().map(|attribute| format!("  {attribute}")));
        lines.push("}".to_owned());
        lines
    }

    /// The edits that give an enum these values, in this order.
    fn values_edits(&self, id: ItemId, wanted: &[SmolStr]) -> Vec<FileEdit> {
        let Some(value) = self.schema.enumeration(id) else { return Vec::new() };
        let place = |stored: &str| value.values.iter().position(|it| it.database_name() == stored);
        let kept: Vec<usize> = wanted.iter().filter_map(|stored| place(stored)).collect();
        let mut taken: Vec<String> = Vec::new();
        let mut new_line = |stored: &str| {
            // The name of a value that goes is free.
            let is_kept = |value: &EnumValue| wanted.iter().any(|stored| stored == value.database_name());
            let is_free =
                |name: &str| !value.value(name).is_some_and(is_kept) && !taken.iter().any(|it| it == name);
            let (name, line) = value_line(stored, is_free);
            taken.push(name);
            line
        };
        if kept.is_empty() || !kept.is_sorted() {
            return self.all_values(id, value, wanted, new_line).into_iter().collect();
        }
        let mut edits = Vec::new();
        let mut above: Option<usize> = None;
        for stored in wanted {
            match (place(stored), above.and_then(|at| value.values.get(at))) {
                (Some(at), _) => above = Some(at),
                (None, Some(above)) => edits.push(self.lines_below(id, above.span.end, &[new_line(stored)])),
                (None, None) => edits.extend(self.line_above_values(id, value, new_line(stored))),
            }
        }
        let gone = value.values.iter().filter(|it| !wanted.iter().any(|stored| stored == it.database_name()));
        let gone = gone.map(|it| self.member(id, it.span, it.documentation.as_deref()));
        edits.extend(self.without(gone.collect()));
        edits
    }

    fn line_above_values(&self, id: ItemId, value: &Enum, line: String) -> Option<FileEdit> {
        let first = value.values.first()?;
        let block = self.schema.text(id);
        let start = unit(&block, first).start;
        let text = format!("{}{line}{}", indent_of(&block, first.span.start), line_ending(&block));
        Some(self.replace(id, Span::at(start), text))
    }

    /// Writes all values anew, with the lines of those that stay.
    fn all_values(
        &self,
        id: ItemId,
        value: &Enum,
        wanted: &[SmolStr],
        mut new_line: impl FnMut(&str) -> String,
    ) -> Option<FileEdit> {
        let block = self.schema.text(id);
        let (first, last) = (value.values.first()?, value.values.last()?);
        let indent = indent_of(&block, first.span.start);
        let line = |stored: &SmolStr| {
            let known = value.values.iter().find(|it| it.database_name() == stored);
            match known {
                Some(known) => unit(&block, known).of(&block).to_owned(),
                None => format!("{indent}{}", new_line(stored)),
            }
        };
        let lines: Vec<String> = wanted.iter().map(line).collect();
        let all = Span::new(unit(&block, first).start, unit(&block, last).end);
        Some(self.replace(id, all, lines.join(line_ending(&block))))
    }
}

/// The lines of a value with its documentation, without the last line break.
fn unit(block: &str, value: &EnumValue) -> Span {
    let first =
        value.documentation.as_deref().map_or(value.span.start, |docs| docs.span.start.min(value.span.start));
    Span::new(line_span(block, first).start, line_span(block, value.span.end).end)
}

/// A name for the value, and its line.
fn value_line(stored: &str, is_free: impl Fn(&str) -> bool) -> (String, String) {
    let name = value_name(stored, is_free);
    let line = if name == stored { name.clone() } else { format!("{name} @map({})", quoted(stored)) };
    (name, line)
}
