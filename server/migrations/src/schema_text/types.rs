//! The types of columns as a schema writes them.

use model::catalog::Provider;
use model::catalog::ScalarType;
use model::catalog::capabilities::EnumStorage;
use model::database::{Column, ColumnType, Native, Nullability, QualifiedName};
use model::schema::Schema;
use model::schema::item::Enum;
use smol_str::SmolStr;

use crate::schema_text::draft::Draft;
use crate::schema_text::names::quoted;

/// The type of a field: its name, and its `@db` attribute where it needs one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldTypeText {
    /// `Int`, `Role`, `Unsupported("circle")`
    pub(super) name: String,
    /// `@db.VarChar(20)`
    pub(super) native: Option<String>,
}

impl Draft<'_> {
    /// The type of the column in the schema. `None` for an enum that the schema does not declare.
    pub(super) fn type_text(&self, column: &Column) -> Option<FieldTypeText> {
        let plain = |name: String| FieldTypeText { name, native: None };
        Some(match &column.ty {
            ColumnType::Native(native) => {
                FieldTypeText { name: native.scalar.name().to_owned(), native: self.native_text(native) }
            }
            ColumnType::Scalar(scalar) => plain(scalar.name().to_owned()),
            ColumnType::Enum(name) => plain(self.enum_of_type(name)?.0.to_owned()),
            ColumnType::EnumValues(values) => plain(self.enum_with_values(values)?.to_owned()),
            ColumnType::Unsupported(text) => plain(format!("Unsupported({})", quoted(text))),
        })
    }

    fn native_text(&self, native: &Native) -> Option<String> {
        let is_boolean = self.provider == Provider::Mysql
            && native.scalar == ScalarType::Boolean
            && native.native.name == "TinyInt";
        if is_boolean || Native::default_of(self.provider, native.scalar).as_ref() == Some(native) {
            return None;
        }
        let datasource = self.schema.configuration().datasource_name.as_deref().unwrap_or("db");
        Some(format!("@{datasource}.{}", native.written()))
    }

    /// The enum of the schema that is this type of the database, with its name.
    pub(super) fn enum_of_type(&self, name: &QualifiedName) -> Option<(&str, &Enum)> {
        let key = name.key(self.provider);
        let found = enum_types(&self.schema, self.provider).find(|(_, _, it)| it.key(self.provider) == key);
        found.map(|(item, value, _)| (item, value))
    }

    /// The name of the enum of the schema whose stored values are these, in this order.
    pub(super) fn enum_with_values(&self, values: &[SmolStr]) -> Option<&str> {
        let is_it = |value: &Enum| values.iter().eq(value.values.iter().map(|it| it.database_name()));
        self.schema.enums().find(|(_, _, value)| is_it(value)).map(|(_, item, _)| item.name())
    }
}

/// The enums of the schema, each with its name, its body and the name of its type in the database.
fn enum_types(schema: &Schema, provider: Provider) -> impl Iterator<Item = (&str, &Enum, QualifiedName)> {
    schema.enums().filter(move |_| provider.capabilities().enums == EnumStorage::NativeType).map(
        |(_, item, value)| {
            let namespace = value.attribute("schema").and_then(|it| it.named_or_first("map")?.as_str());
            (item.name(), value, QualifiedName::in_namespace(namespace, item.database_name()))
        },
    )
}

/// What stands behind the name of the type.
pub(super) fn arity_text(nullability: Nullability) -> &'static str {
    match nullability {
        Nullability::Required => "",
        Nullability::Nullable => "?",
        Nullability::List => "[]",
    }
}
