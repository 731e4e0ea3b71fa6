//! Models: their fields and attributes.

use base::{FieldId, ItemId};
use model::schema::FieldType;
use model::schema::item::{Attribute, Expr, Field, Item, Key, KeyKind, KeyOwner, Model};

use crate::convert::edits::BlockEdits;
use crate::convert::facts::Facts;
use crate::convert::junctions::Junctions;
use crate::convert::literal::quoted;
use crate::convert::note::{CONSTRAINT_NAMES, Loss, Message, Notes};
use crate::convert::{keys, relations};

/// Converts one model.
pub(super) struct ModelConverter<'c, 's, 't> {
    pub(super) facts: &'c Facts<'s>,
    pub(super) junctions: &'c Junctions,
    pub(super) notes: &'c mut Notes<'s>,
    pub(super) edits: &'c mut BlockEdits<'t>,
    pub(super) id: ItemId,
    pub(super) item: &'s Item,
    pub(super) model: &'s Model,
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
                relations::convert((self.facts, self.junctions), self.notes, id, field, self.edits);
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

    /// How a field is named in notes.
    pub(super) fn label(&self, field: &Field) -> String {
        format!("{}.{}", self.item.name(), field.name.text)
    }

    /// Turns a field that is left out into a comment.
    fn drop_field(&mut self, field: &Field) {
        let name = self.label(field);
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
            let message = Message::new(
                format!("`{name}` is ignored, but {user} needs it."),
                "Remove `@ignore`, and run `prisma generate` before you convert.",
            );
            self.notes.block("ignored-field", self.id, field.name.span, message);
        }
    }

    /// What needs a field: a key, an index or a relation.
    pub(super) fn user_of(&self, field: &Field) -> Option<&'static str> {
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

    /// Replaces a part of a field, unless it stays the same.
    pub(super) fn replace(&mut self, field: &Field, part: base::text::Span, text: String) {
        if self.edits.slice(part) != text {
            self.edits.replace(field.span, part, text);
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

    pub(super) fn key(&mut self, key: &Key, attribute: &Attribute) -> Option<String> {
        if keys::has_column_arguments(key, attribute) {
            let message = Message::new(
                "An index has `sort`, `length` or `ops`, which indexes of Prisma 8 do not take.",
                "Remove these arguments, and write the index with `expression:` after the conversion.",
            );
            self.notes.lose(Loss::IndexArgument, self.id, attribute.span, message);
        }
        let refusal = match keys::attribute(self.facts.schema, self.item, key) {
            Ok(text) => {
                self.note_key(key);
                return Some(text);
            }
            Err(refusal) => refusal,
        };
        let (what, help) = match refusal {
            keys::Refusal::Argument => {
                ("An argument of the index has no counterpart in Prisma 8.", "Remove it.")
            }
            keys::Refusal::Predicate => (
                "The predicate of the index is no SQL, which Prisma 8 wants.",
                "Write it as `where: raw(\"…\")`.",
            ),
        };
        let message = Message::new(what, help);
        self.notes.block("index-argument", self.id, attribute.span, message);
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
            self.notes.change_once("constraint-name", self.id, map.span, CONSTRAINT_NAMES);
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
