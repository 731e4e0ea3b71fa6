//! Fields that are columns.

use model::catalog::ScalarType;
use model::catalog::next::updated_at_preset;
use model::schema::FieldType;
use model::schema::item::{Arity, Attribute, Expr, Field, Item, Key, KeyKind, KeyOwner};

use crate::convert::defaults::{self, Default};
use crate::convert::facts::namespace;
use crate::convert::literal::quoted;
use crate::convert::models::ModelConverter;
use crate::convert::note::{Loss, Message};
use crate::convert::types::{ColumnType, MissingType, column_type};

/// The type of a column: that of a scalar field, or an enum.
enum Column<'s> {
    Scalar(ColumnType),
    Enum(&'s Item),
}

/// What is different for the code that reads and writes times.
const TEMPORAL: &str = "Times are `Temporal` values in code, not `Date`. Node.js has them from 26.8.2 on; before, import \
     `temporal-polyfill/full/global`.";

impl<'s> ModelConverter<'_, 's, '_> {
    /// Converts a field that is a column.
    pub(super) fn column(&mut self, at: usize, field: &'s Field, unique: &mut Vec<String>) {
        let Some(ty) = &field.ty else { return };
        let Some(column) = self.column_type(field) else { return };
        let default = self.default(field, &column);
        let is_optional = field.arity() == Arity::Optional;
        let preset = self.preset(field, &column).filter(|_| !is_optional);
        let clash = field.attribute("default").filter(|_| field.has("updatedAt") && !is_optional);
        if let Some(attribute) = clash {
            let message = Message::new(
                format!("`{}` has `@updatedAt` and `@default`.", self.label(field)),
                "Prisma 8 takes one of them. Remove `@default`: `@updatedAt` sets the value on create as well. The next migration \
                 of Prisma 7 then drops the default of the column.",
            );
            self.notes.lose(Loss::UpdatedAtDefault, self.id, attribute.span, message);
        }
        let is_generated = matches!(default, Some(Default::Generated(_))) || field.has("updatedAt");
        if is_generated && is_optional {
            let name = if field.has("updatedAt") { "updatedAt" } else { "default" };
            let span = field.attribute(name).map_or(field.span, |attribute| attribute.span);
            let message = Message::new(
                format!("`{}` is optional, and `@{name}` fills it.", self.label(field)),
                format!(
                    "Prisma 8 generates values of required fields only. Remove `@{name}`, and set the value in your code; or make \
                     the field required."
                ),
            );
            self.notes.lose(Loss::GeneratedOptional, self.id, span, message);
        }
        let is_lost = clash.is_some() || is_optional && matches!(default, Some(Default::Generated(_)));
        let default = if is_lost { Some(Default::Nothing) } else { default };
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

    fn column_type(&mut self, field: &'s Field) -> Option<Column<'s>> {
        let schema = self.facts.schema;
        match schema.type_of(field) {
            FieldType::Enum(id) => {
                let item = schema.item(id)?;
                let (own, theirs) = (namespace(self.item), namespace(item));
                if own != theirs {
                    let message = format!(
                        "`{}` has the enum `{}` of the database schema `{theirs}`, but its model is in `{own}`. Prisma 8 \
                         takes enums of the same schema only: move one of them.",
                        self.label(field),
                        item.name()
                    );
                    self.notes.block("enum-namespace", self.id, field.span, message);
                }
                return Some(Column::Enum(item));
            }
            FieldType::Scalar(_) => {}
            _ => {
                let ty = field.ty.as_ref().map_or("", |ty| self.edits.slice(ty.span));
                let message = Message::new(
                    format!("`{}` has the type `{ty}`, which Prisma 8 cannot express.", self.label(field)),
                    "Add `@@ignore` to the model to leave it out, or change the type of the column with a migration.",
                );
                self.notes.block("unsupported-type", self.id, field.span, message);
                return None;
            }
        }
        match column_type(schema, field) {
            Ok(ty) => {
                if ty.scalar == ScalarType::DateTime {
                    self.notes.change_once("temporal", self.id, field.span, TEMPORAL);
                }
                Some(Column::Scalar(ty))
            }
            Err(missing) => {
                self.block_native_type(field, &missing);
                None
            }
        }
    }

    fn block_native_type(&mut self, field: &Field, missing: &MissingType) {
        let label = self.label(field);
        let message = format!("`{label}` has the type `@db.{}`, which Prisma 8 does not have.", missing.name);
        let message = match self.user_of(field) {
            Some(user) => Message::new(
                format!("{message} It is part of {user}."),
                "`@ignore` does not help there, as the database needs the column. Add `@@ignore` to the model, or change the type of \
                 the column with a migration.",
            ),
            None => Message::new(
                message,
                "Add `@ignore` to leave the column out, or change its type with a migration.",
            ),
        };
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
                    self.notes.change_once(
                        "cuid",
                        self.id,
                        value.span(),
                        "`cuid()` becomes `cuid(2)`: new values are CUIDs of version 2, here and wherever it is used.",
                    );
                }
                Some(default)
            }
            Err(refusal) => {
                let (what, help) = match refusal {
                    defaults::Refusal::JsonNull => (
                        "the JSON value null as default, which Prisma 8 takes for a missing value",
                        "Remove the default, or choose another.",
                    ),
                    defaults::Refusal::OtherType => (
                        "a generated default that Prisma 8 does not make for this type of column",
                        "Set the value in your code, or use `dbgenerated(…)`.",
                    ),
                    defaults::Refusal::Unknown => {
                        ("a default that Prisma 8 cannot express", "Write it as `dbgenerated(…)`.")
                    }
                };
                let message = Message::new(format!("`{}` has {what}.", self.label(field)), help);
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
            let message = Message::new(
                format!("`{}` has `@updatedAt`, which Prisma 8 has for timestamps only.", self.label(field)),
                "Remove it, and set the value in your code.",
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
                let message = format!("`@{name}` of `{}` has no counterpart in Prisma 8.", self.label(field));
                self.notes.block("attribute", self.id, attribute.span, message);
            }
        }
    }
}
