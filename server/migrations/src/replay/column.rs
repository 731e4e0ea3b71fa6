//! Columns as a database has them, from their definitions.

use std::sync::Arc;

use model::catalog::{Provider, ScalarType};
use model::database::{
    Column, ColumnDefault, ColumnType, DefaultValue, EnumType, Literal, Nullability, QualifiedName,
};
use smol_str::SmolStr;

use super::default::default_value;
use super::{Replay, names};
use crate::sql::table::{ColumnDefinition, ConstraintKind, Generated};

/// A type as it is written, in the terms of a database.
pub(super) struct TypeRead {
    pub(super) ty: ColumnType,
    pub(super) is_list: bool,
    /// Whether it is a serial type, which counts.
    pub(super) is_serial: bool,
}

impl Replay {
    /// The column that a definition makes in a table.
    pub(super) fn column(&self, table: &QualifiedName, definition: &ColumnDefinition) -> Column {
        let written = definition.ty.as_ref().map_or("", |ty| ty.text.as_str());
        let read = self.column_type(written);
        let mut column = Column::new(definition.name.text.clone(), read.ty);
        let is_key = definition.constraints.iter().any(|it| matches!(it.kind, ConstraintKind::PrimaryKey(_)));
        column.autoincrement = read.is_serial
            || matches!(definition.generated, Some(Generated::Identity | Generated::AutoIncrement));
        let is_sqlite = self.database.provider == Provider::Sqlite;
        let is_required =
            definition.nullable == Some(false) || !is_sqlite && (is_key || column.autoincrement);
        column.nullability = nullability(read.is_list, !is_required);
        if is_sqlite {
            column.autoincrement = is_key && written.eq_ignore_ascii_case("INTEGER");
        }
        if read.is_serial {
            let value = match self.database.provider {
                Provider::Cockroachdb => DefaultValue::UniqueRowId,
                _ => DefaultValue::Sequence(Box::default()),
            };
            column.default = Some(ColumnDefault { value, constraint: None });
        }
        let is_computed = matches!(definition.generated, Some(Generated::Stored | Generated::Virtual));
        if let Some(default) = definition.default.as_ref().filter(|_| !is_computed) {
            let constraint = definition.default_name.as_ref().map(|name| name.text.clone());
            self.set_default(table, &mut column, &default.text, constraint);
        }
        column
    }

    /// Gives a column of a table the default of this text, by a constraint of this name or the one that the database takes.
    pub(super) fn set_default(
        &self,
        table: &QualifiedName,
        column: &mut Column,
        text: &str,
        constraint: Option<SmolStr>,
    ) {
        let provider = self.database.provider;
        let value = default_value(provider, &column.ty, column.nullability == Nullability::List, text);
        if matches!(provider, Provider::Postgresql | Provider::Cockroachdb) {
            column.autoincrement = matches!(value, Some(DefaultValue::Sequence(_)));
        }
        let constraint = constraint.or_else(|| names::default(provider, &table.name, &column.name));
        column.default = value.map(|value| ColumnDefault { value, constraint });
    }

    /// Reads the default of a column again after its type changed: the meaning of its text depends on the type.
    pub(super) fn reread_default(&self, column: &mut Column) {
        let text = match column.default_value() {
            Some(DefaultValue::Expression(Some(text))) => text.to_string(),
            Some(DefaultValue::Literal(Literal::Int(number))) => number.to_string(),
            Some(DefaultValue::Literal(Literal::Number(number))) => number.to_string(),
            Some(DefaultValue::Literal(Literal::Boolean(value))) => u8::from(*value).to_string(),
            Some(DefaultValue::Literal(Literal::String(text))) => format!("'{}'", text.replace('\'', "''")),
            _ => return,
        };
        let is_list = column.nullability == Nullability::List;
        let value = default_value(self.database.provider, &column.ty, is_list, &text);
        if let Some((default, value)) = column.default.as_mut().zip(value) {
            default.value = value;
        }
    }

    /// What a type as written is in this database.
    pub(super) fn column_type(&self, written: &str) -> TypeRead {
        let provider = self.database.provider;
        let mut text = written.trim();
        let mut is_list = false;
        if matches!(provider, Provider::Postgresql | Provider::Cockroachdb) {
            let before = text.find(" ARRAY").or_else(|| text.find(" array")).unwrap_or(text.len());
            is_list = text.contains('[') || before < text.len();
            text = text.get(..before.min(text.find('[').unwrap_or(text.len()))).unwrap_or(text).trim_end();
            let serial = match text.to_ascii_lowercase().as_str() {
                "serial" | "serial4" => Some("integer"),
                "bigserial" | "serial8" => Some("bigint"),
                "smallserial" | "serial2" => Some("smallint"),
                _ => None,
            };
            if let Some(integer) = serial {
                return TypeRead { ty: ColumnType::read(provider, integer), is_list: false, is_serial: true };
            }
            if let Some(found) = self.enum_named(text) {
                return TypeRead { ty: ColumnType::Enum(found.name.clone()), is_list, is_serial: false };
            }
        }
        TypeRead { ty: plain_type(provider, text), is_list, is_serial: false }
    }

    /// The enum that a type as written names.
    fn enum_named(&self, text: &str) -> Option<&Arc<EnumType>> {
        let parts: Vec<SmolStr> = text.split('.').map(|part| unquoted(part.trim())).collect();
        let name = match parts.as_slice() {
            [name] => QualifiedName { namespace: None, name: name.clone() },
            [namespace, name] => QualifiedName { namespace: Some(namespace.clone()), name: name.clone() },
            _ => return None,
        };
        self.enumeration(&name).or_else(|| {
            // Without a schema, the search path decides; with one candidate only, it is that.
            let mut named = self.database.enums.iter().filter(|it| it.name.name == name.name);
            named.next().filter(|_| name.namespace.is_none() && named.next().is_none())
        })
    }
}

fn unquoted(part: &str) -> SmolStr {
    match part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => SmolStr::new(inner.replace("\"\"", "\"")),
        None => SmolStr::new(part.to_ascii_lowercase()),
    }
}

/// A type of the database itself.
fn plain_type(provider: Provider, text: &str) -> ColumnType {
    if provider == Provider::Mysql && text.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("enum")) {
        return ColumnType::EnumValues(enum_values(text));
    }
    let text = text.trim_matches(|quote| matches!(quote, '"' | '[' | ']'));
    let text = text.strip_prefix("pg_catalog.").unwrap_or(text);
    match ColumnType::read(provider, text) {
        ColumnType::Unsupported(written) if provider != Provider::Sqlite => {
            ColumnType::Unsupported(SmolStr::new(written.to_ascii_lowercase().replace('"', "")))
        }
        // SQLite takes any word for a type, and decides by what it sounds like.
        ColumnType::Unsupported(written) => {
            sqlite_affinity(&written).map_or(ColumnType::Unsupported(written), ColumnType::Scalar)
        }
        other => other,
    }
}

/// The scalar that Prisma takes a type of SQLite for, where it is not one of the types that it writes itself.
fn sqlite_affinity(written: &str) -> Option<ScalarType> {
    let lower = written.to_ascii_lowercase();
    let name = lower.split('(').next().unwrap_or_default().trim();
    Some(match name {
        "int2" | "int8" | "smallint" | "mediumint" | "tinyint" | "serial" => ScalarType::Int,
        "unsigned big int" => ScalarType::BigInt,
        "double" | "double precision" | "float" => ScalarType::Float,
        "numeric" => ScalarType::Decimal,
        "date" | "timestamp" => ScalarType::DateTime,
        "bool" => ScalarType::Boolean,
        "binary" => ScalarType::Bytes,
        "json" => ScalarType::Json,
        "char" | "varchar" | "character" | "varying character" | "nchar" | "native character"
        | "nvarchar" | "clob" => ScalarType::String,
        _ => return None,
    })
}

/// The values of `ENUM('a', 'b')`.
fn enum_values(text: &str) -> Arc<[SmolStr]> {
    let inner = text.split_once('(').map_or("", |(_, rest)| rest);
    let (mut values, mut current, mut is_open) = (Vec::new(), String::new(), false);
    let mut characters = inner.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\'' if is_open && characters.peek() == Some(&'\'') => {
                current.push('\'');
                characters.next();
            }
            '\'' if is_open => {
                values.push(SmolStr::new(std::mem::take(&mut current)));
                is_open = false;
            }
            '\'' => is_open = true,
            '\\' if is_open => current.extend(characters.next()),
            other if is_open => current.push(other),
            _ => {}
        }
    }
    values.into()
}

/// Whether a column takes NULL, and whether it is an array.
pub(super) fn nullability(is_list: bool, is_nullable: bool) -> Nullability {
    match (is_list, is_nullable) {
        (true, _) => Nullability::List,
        (false, true) => Nullability::Nullable,
        (false, false) => Nullability::Required,
    }
}
