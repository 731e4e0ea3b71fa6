//! Models: their fields and attributes.

use base::{FieldId, ItemId};
use model::catalog::next::updated_at_preset;
use model::schema::FieldType;
use model::schema::item::{Arity, Attribute, Expr, Field, Item, Key, KeyKind, KeyOwner, Model};

use crate::convert::defaults::{self, Default};
use crate::convert::edits::BlockEdits;
use crate::convert::facts::{Facts, namespace};
use crate::convert::note::Notes;
use crate::convert::types::{ColumnType, MissingType, column_type};
use crate::convert::{keys, quoted, relations};

/// Converts one model.
pub(super) struct ModelConverter<'c, 's, 't> {
    pub(super) facts: &'c Facts<'s>,
    pub(super) notes: &'c mut Notes<'s>,
    pub(super) edits: &'c mut BlockEdits<'t>,
    pub(super) id: ItemId,
    pub(super) item: &'s Item,
    pub(super) model: &'s Model,
}

/// The type of a column: that of a scalar field, or an enum.
enum Column<'s> {
    Scalar(ColumnType),
    Enum(&'s Item),
}

impl<'s> ModelConverter<'_, 's, '_> {
    pub(super) fn convert(mut self) {
        let mut unique = Vec::new();
        for (at, field) in self.model.fields.iter().enumerate() {
            let id = FieldId::new(self.id, at);
            if self.facts.is_dropped(id) {
                self.drop_field(field);
                continue;
            }
            if let FieldType::Model(_) = self.facts.schema.type_of(field) {
                relations::convert(self.facts, self.notes, id, field, self.edits);
            } else {
                self.column(at, field, &mut unique);
            }
        }
        for attribute in &self.model.attributes {
            self.attribute(attribute);
        }
        self.add_attributes(&unique);
        self.check_index_names();
    }

    /// Turns a field that is left out into a comment.
    fn drop_field(&mut self, field: &Field) {
        let name = &field.name.text;
        let message = match field.has("ignore") {
            true => format!("`{name}` is ignored, so it becomes a comment: Prisma 8 has no `@ignore`."),
            false => format!("`{name}` refers to what is ignored, so it becomes a comment."),
        };
        self.notes.change("ignored", self.id, field.span, message);
        self.edits.comment_out(field.span);
        let is_relation = matches!(self.facts.schema.type_of(field), FieldType::Model(_));
        if is_relation {
            return;
        }
        if let Some(user) = self.user_of(field) {
            let message = format!(
                "`{name}` is ignored, but {user} needs it. Remove `@ignore`, and run `prisma generate` before you convert."
            );
            self.notes.block("ignored-field", self.id, field.name.span, message);
        }
    }

    /// What needs a field: a key, an index or a relation.
    fn user_of(&self, field: &Field) -> Option<&'static str> {
        let name = field.name.as_str();
        let key = self.model.keys.iter().find(|key| key.field_names().any(|it| it == name));
        let of_key = |key: &Key| match key.kind {
            KeyKind::Id => "the primary key",
            KeyKind::Unique => "a unique index",
            KeyKind::Index | KeyKind::Fulltext => "an index",
        };
        let uses = |other: &Field| {
            !other.has("ignore")
                && other.relation.as_ref().is_some_and(|it| it.field_names().any(|used| used == name))
        };
        let is_key_of_relation = self.model.fields.iter().any(uses);
        key.map(of_key).or(is_key_of_relation.then_some("a relation"))
    }

    /// Converts a field that is a column.
    fn column(&mut self, at: usize, field: &'s Field, unique: &mut Vec<String>) {
        let Some(ty) = &field.ty else { return };
        let Some(column) = self.column_type(field) else { return };
        let default = self.default(field, &column);
        let preset = self.preset(field, &column);
        if let Some(attribute) = field.attribute("default").filter(|_| field.has("updatedAt")) {
            let message = format!(
                "`{}` has `@updatedAt` and `@default`, and Prisma 8 takes one of them. Remove `@default`: `@updatedAt` sets the \
                 value on create as well; the next migration drops the default of the column.",
                field.name.text
            );
            self.notes.block("updated-at-default", self.id, attribute.span, message);
        }
        let is_generated = matches!(default, Some(Default::Generated(_))) || field.has("updatedAt");
        if is_generated && field.arity() == Arity::Optional {
            let name = if field.has("updatedAt") { "updatedAt" } else { "default" };
            let span = field.attribute(name).map_or(field.span, |attribute| attribute.span);
            let message = format!(
                "`{}` is optional, and `@{name}` fills it: Prisma 8 generates values of required fields only. Remove \
                 `@{name}`, and set the value in your code, or make the field required.",
                field.name.text
            );
            self.notes.block("generated-optional", self.id, span, message);
        }
        let base = preset.unwrap_or_else(|| match &column {
            Column::Scalar(ty) => ty.text(),
            Column::Enum(item) => format!("pg.enum({})", item.name()),
        });
        let arity = match field.arity() {
            Arity::Required => "",
            Arity::Optional => "?",
            // A list of Prisma 7 may be null in the database, as may its elements.
            Arity::List => "[]?",
        };
        self.replace(field, ty.span, base + arity);
        for attribute in &field.attributes {
            self.field_attribute(at, field, attribute, &default, unique);
        }
        if field.arity() == Arity::List {
            let after = field.attribute("default").filter(|_| !matches!(default, Some(Default::Nothing)));
            let offset = after.map_or(ty.span.end, |attribute| attribute.span.end);
            self.edits.insert(offset, " @noCheck(elementNotNull)");
        }
    }

    /// Replaces a part of a field, unless it stays the same.
    fn replace(&mut self, field: &Field, part: base::text::Span, text: String) {
        if self.edits.slice(part) != text {
            self.edits.replace(field.span, part, text);
        }
    }

    fn column_type(&mut self, field: &'s Field) -> Option<Column<'s>> {
        let schema = self.facts.schema;
        let name = &field.name.text;
        match schema.type_of(field) {
            FieldType::Enum(id) => {
                let item = schema.item(id)?;
                let (own, theirs) = (namespace(self.item), namespace(item));
                if own != theirs {
                    let message = format!(
                        "`{name}` has the enum `{}` of the database schema `{theirs}`, but its model is in `{own}`. Prisma 8 \
                         takes enums of the same schema only: move one of them.",
                        item.name()
                    );
                    self.notes.block("enum-namespace", self.id, field.span, message);
                }
                return Some(Column::Enum(item));
            }
            FieldType::Scalar(_) => {}
            _ => {
                let message = format!(
                    "`{name}` has the type `{}`, which Prisma 8 cannot express. Add `@@ignore` to the model to leave it out, or \
                     change the type of the column with a migration.",
                    field.ty.as_ref().map_or("", |ty| self.edits.slice(ty.span))
                );
                self.notes.block("unsupported-type", self.id, field.span, message);
                return None;
            }
        }
        match column_type(schema, field) {
            Ok(ty) => Some(Column::Scalar(ty)),
            Err(missing) => {
                self.block_native_type(field, &missing);
                None
            }
        }
    }

    fn block_native_type(&mut self, field: &Field, missing: &MissingType) {
        let what = match self.user_of(field) {
            Some(user) => {
                format!("The field is part of {user}, so only `@@ignore` on the model leaves it out")
            }
            None => "Add `@ignore` to leave the column out".to_owned(),
        };
        let message = format!(
            "`{}` has the type `@db.{}`, which Prisma 8 does not have. {what}; or change the type of the column with a migration.",
            field.name.text, missing.name
        );
        self.notes.block("native-type", self.id, missing.span, message);
    }

    fn default(&mut self, field: &Field, column: &Column<'_>) -> Option<Default> {
        let value = field.default()?;
        let default = match column {
            Column::Scalar(ty) => defaults::of_scalar(value, ty, field.arity() == Arity::List),
            Column::Enum(item) => defaults::of_enum(value, item.enumeration()?),
        };
        match default {
            Ok(default) => {
                if value.as_call().is_some_and(|(name, arguments)| {
                    name == "cuid" && arguments.unnamed().and_then(Expr::as_int) != Some(2)
                }) {
                    let message =
                        format!("New values of `{}` are CUIDs of version 2, as `cuid(2)`.", field.name.text);
                    self.notes.change("cuid", self.id, value.span(), message);
                }
                Some(default)
            }
            Err(refusal) => {
                let name = &field.name.text;
                let message = match refusal {
                    defaults::Refusal::JsonNull => format!(
                        "`{name}` has the JSON value null as default, which Prisma 8 takes for a missing value. Remove the \
                         default, or choose another."
                    ),
                    defaults::Refusal::OtherType => format!(
                        "`{name}` has a generated default that Prisma 8 does not make for this type of column. Set the value in \
                         your code, or use `dbgenerated(…)`."
                    ),
                    defaults::Refusal::Unknown => {
                        format!(
                            "`{name}` has a default that Prisma 8 cannot express. Write it as `dbgenerated(…)`."
                        )
                    }
                };
                self.notes.block("default", self.id, value.span(), message);
                None
            }
        }
    }

    /// The type with which a field sets the time of its changes.
    fn preset(&mut self, field: &Field, column: &Column<'_>) -> Option<String> {
        let attribute = field.attribute("updatedAt")?;
        let preset = match column {
            Column::Scalar(ty) => updated_at_preset(ty.name).map(|preset| (preset, &ty.arguments)),
            Column::Enum(_) => None,
        };
        let Some((preset, arguments)) = preset else {
            let message = format!(
                "`{}` has `@updatedAt`, which Prisma 8 has for timestamps only. Remove it, and set the value in your code.",
                field.name.text
            );
            self.notes.block("updated-at-type", self.id, attribute.span, message);
            return None;
        };
        let phases = ["onCreate: now".to_owned(), "onUpdate: now".to_owned()];
        let arguments: Vec<String> = arguments.iter().cloned().chain(phases).collect();
        Some(format!("{preset}({})", arguments.join(", ")))
    }

    fn field_attribute(
        &mut self,
        at: usize,
        field: &Field,
        attribute: &Attribute,
        default: &Option<Default>,
        unique: &mut Vec<String>,
    ) {
        match attribute.name() {
            "map" => {
                let name = attribute.named_or_first("name").and_then(Expr::as_str).unwrap_or_default();
                self.replace(field, attribute.span, format!("@map({})", quoted(name)));
            }
            "default" => match default {
                Some(Default::Stored(text) | Default::Generated(text)) => {
                    self.replace(field, attribute.span, format!("@default({text})"));
                }
                Some(Default::Nothing) => self.edits.remove(field.span, attribute.span),
                None => {}
            },
            "id" | "unique" => {
                let is_it = |key: &&Key| key.owner == KeyOwner::Field(at) && key.span == attribute.span;
                let Some(key) = self.model.keys.iter().find(is_it) else { return };
                let Some(text) = self.key(key, attribute) else { return };
                if key.kind == KeyKind::Id {
                    self.replace(field, attribute.span, "@id".to_owned());
                } else {
                    self.edits.remove(field.span, attribute.span);
                    unique.push(text);
                }
            }
            "updatedAt" => self.edits.remove(field.span, attribute.span),
            _ if attribute.native_type().is_some() => self.edits.remove(field.span, attribute.span),
            name => {
                let message = format!("`@{name}` of `{}` has no counterpart in Prisma 8.", field.name.text);
                self.notes.block("attribute", self.id, attribute.span, message);
            }
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        match attribute.name() {
            "map" => {
                let name = attribute.named_or_first("name").and_then(Expr::as_str).unwrap_or_default();
                self.replace_attribute(attribute, format!("@@map({})", quoted(name)));
            }
            "schema" => self.edits.remove_member(attribute.span),
            "id" | "unique" | "index" => {
                let is_it =
                    |key: &&Key| matches!(key.owner, KeyOwner::Block(_)) && key.span == attribute.span;
                let Some(key) = self.model.keys.iter().find(is_it) else { return };
                if let Some(text) = self.key(key, attribute) {
                    self.replace_attribute(attribute, text);
                }
            }
            name => {
                let message = format!(
                    "`@@{name}` has no counterpart in Prisma 8. Remove it, or see `@@index` with an expression in Prisma 8."
                );
                self.notes.block("attribute", self.id, attribute.span, message);
            }
        }
    }

    fn replace_attribute(&mut self, attribute: &Attribute, text: String) {
        if self.edits.slice(attribute.span) != text {
            self.edits.replace(attribute.span, attribute.span, text);
        }
    }

    fn key(&mut self, key: &Key, attribute: &Attribute) -> Option<String> {
        let refusal = match keys::attribute(self.facts.schema, self.item, key, attribute) {
            Ok(text) => {
                self.note_key(key);
                return Some(text);
            }
            Err(refusal) => refusal,
        };
        let message = match refusal {
            keys::Refusal::Column => {
                "Indexes of Prisma 8 take no `sort`, `length` or `ops`. Remove these arguments, and write the index with \
                 `expression:` after the conversion."
            }
            keys::Refusal::Argument => "An argument of this index has no counterpart in Prisma 8. Remove it.",
            keys::Refusal::Predicate => {
                "Prisma 8 takes the predicate of an index in SQL. Write it as `where: raw(\"…\")`."
            }
        };
        self.notes.block("index-argument", self.id, attribute.span, message.to_owned());
        None
    }

    /// Prisma 8 refuses several indexes of a name.
    fn check_index_names(&mut self) {
        let mut names = Vec::new();
        for key in self.model.keys.iter().filter(|key| key.kind != KeyKind::Id) {
            let name = self.facts.schema.key_name(self.item, key).text;
            if names.contains(&name) {
                let message = format!(
                    "Another index of the model is named `{name}` as well. Name one of them with `map:`."
                );
                self.notes.block("index-name", self.id, key.span, message);
            }
            names.push(name);
        }
    }

    /// Says what of a key is lost.
    fn note_key(&mut self, key: &Key) {
        if let Some(map) = key.map.as_ref().filter(|_| key.kind == KeyKind::Id) {
            let message = format!(
                "The name {} of the primary key is left out, as Prisma 8 does when it reads a Prisma 7 schema. The constraint in \
                 the database stays as it is.",
                quoted(&map.value)
            );
            self.notes.change("constraint-name", self.id, map.span, message);
        }
        if let Some(name) = key.name.as_ref().filter(|_| key.is_unique()) {
            let message = format!(
                "The name {} for the client is left out: Prisma 8 has no such names.",
                quoted(&name.value)
            );
            self.notes.change("client-name", self.id, name.span, message);
        }
        if let Some(predicate) = &key.predicate {
            let message = "`where:` is compared with the text that PostgreSQL gives back for it. Check it with \
                           `prisma contract infer`.";
            self.notes.change("predicate", self.id, predicate.span(), message.to_owned());
        }
    }

    /// Adds attributes of the block: behind its keys, or else behind its fields.
    fn add_attributes(&mut self, added: &[String]) {
        if added.is_empty() {
            return;
        }
        let lines = added.join("\n");
        let is_key = |attribute: &&Attribute| matches!(attribute.name(), "id" | "unique");
        if let Some(last) = self.model.attributes.iter().rfind(is_key) {
            self.edits.insert(self.edits.line_end(last.span.end), format!("\n{lines}"));
            return;
        }
        let Some(last) = self.model.fields.last() else { return };
        let start = self.edits.line_end(last.span.end);
        let end = self.edits.end_of_white_space(start);
        let white_space = base::text::Span::new(start, end);
        self.edits.replace(white_space, white_space, format!("\n\n{lines}\n"));
    }
}

/// Whether the database has a default for the column of a field.
pub(super) fn has_stored_default(field: &Field) -> bool {
    let Some(value) = field.default() else { return false };
    match value.as_call() {
        Some(("uuid" | "cuid" | "ulid" | "nanoid", _)) => false,
        Some(("dbgenerated", arguments)) => !arguments.list.is_empty(),
        _ => true,
    }
}
