//! What the schema says of columns, as far as it decides which index helps.

use base::{FieldId, ItemId};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Arity, Field};
use model::schema::{FieldType, Schema};
use rustc_hash::FxHashSet;

use crate::shape::Column;

/// Last words of names of columns with few values, where the type does not say it.
const FEW_VALUES: &[&str] = &[
    "status",
    "state",
    "type",
    "kind",
    "role",
    "level",
    "category",
    "visibility",
    "scope",
    "locale",
    "language",
    "currency",
    "gender",
    "priority",
    "provider",
];

/// The schema, with what is asked of it again and again.
pub(super) struct Facts<'s> {
    pub schema: &'s Schema,
    pub provider: Provider,
    /// The scalar fields of foreign keys.
    foreign_keys: FxHashSet<FieldId>,
}

impl<'s> Facts<'s> {
    pub fn new(schema: &'s Schema, provider: Provider) -> Facts<'s> {
        let mut foreign_keys = FxHashSet::default();
        for (id, _, model) in schema.models() {
            for field in &model.fields {
                let names = field.relation.iter().flat_map(|relation| relation.field_names());
                foreign_keys.extend(names.filter_map(|name| schema.field_named(id, name)));
            }
        }
        Facts { schema, provider, foreign_keys }
    }

    fn field(&self, column: &Column) -> Option<&Field> {
        self.schema.field(column.field?)
    }

    /// Whether the column is part of a foreign key.
    pub fn is_foreign_key(&self, column: &Column) -> bool {
        column.field.is_some_and(|id| self.foreign_keys.contains(&id))
    }

    /// Whether the column has few values, so that one of them narrows little.
    pub fn has_few_values(&self, column: &Column) -> bool {
        let Some(field) = self.field(column) else { return false };
        if self.is_foreign_key(column) {
            return false;
        }
        match self.schema.type_of(field) {
            FieldType::Enum(_) | FieldType::Scalar(ScalarType::Boolean) => true,
            FieldType::Scalar(ScalarType::String | ScalarType::Int) => {
                let name = field.name.text.as_str();
                let last = |word: &&str| {
                    name.eq_ignore_ascii_case(word)
                        || name.strip_suffix(*word).is_some_and(|it| it.ends_with('_'))
                        || capitalized(word).is_some_and(|word| name.ends_with(&word))
                };
                FEW_VALUES.iter().any(last)
            }
            _ => false,
        }
    }

    /// Whether the column takes null.
    pub fn is_nullable(&self, column: &Column) -> bool {
        self.field(column).is_some_and(|field| field.arity() == Arity::Optional)
    }

    /// Whether a B-tree index can have the column.
    pub fn is_indexable(&self, column: &Column) -> bool {
        let Some(field) = self.field(column) else { return false };
        if field.has("ignore") || field.arity() == Arity::List && self.provider != Provider::Mongodb {
            return false;
        }
        let native = field.native_type().and_then(|attribute| attribute.native_type());
        let is_long = native.is_some_and(|(_, name)| {
            matches!(name.text.as_str(), "Text" | "MediumText" | "LongText" | "TinyText" | "NText" | "Xml")
        });
        // PostgreSQL indexes texts of any length, as long as they are short enough.
        if is_long && matches!(self.provider, Provider::Mysql | Provider::Sqlserver) {
            return false;
        }
        !matches!(
            self.schema.type_of(field),
            FieldType::Scalar(ScalarType::Json | ScalarType::Bytes)
                | FieldType::Unsupported
                | FieldType::Model(_)
                | FieldType::Unknown
                | FieldType::Missing
        )
    }

    /// Whether the column is a point in time.
    pub fn is_time(&self, column: &Column) -> bool {
        let ty = self.field(column).map(|field| self.schema.type_of(field));
        ty == Some(FieldType::Scalar(ScalarType::DateTime))
    }

    /// The name of a model.
    pub fn model_name(&self, model: ItemId) -> &str {
        self.schema.head(model).map_or("", |item| item.name())
    }
}

fn capitalized(word: &str) -> Option<String> {
    let mut letters = word.chars();
    Some(letters.next()?.to_uppercase().chain(letters).collect())
}
