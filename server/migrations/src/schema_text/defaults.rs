//! The defaults of columns as a schema writes them.

use model::catalog::Provider;
use model::catalog::ScalarType;
use model::catalog::capabilities::ConstraintKind;
use model::database::{
    Column, ColumnType, DateTime, DefaultValue, Literal, Sequence, Table, constraint_name,
};
use model::schema::item::Enum;

use crate::schema_text::draft::Draft;
use crate::schema_text::names::quoted;

impl Draft<'_> {
    /// The `@default` attribute of the column; `None` where the database fills in nothing, or nothing that a schema can
    /// say.
    pub(super) fn default_text(&self, table: &Table, column: &Column) -> Option<String> {
        let value = match column.default_value() {
            // The row id of SQLite counts in any case, and CockroachDB by a default.
            None if column.autoincrement
                && !matches!(self.provider, Provider::Sqlite | Provider::Cockroachdb) =>
            {
                "autoincrement()".to_owned()
            }
            None => return None,
            Some(value) => self.value_text(column, value)?,
        };
        let map = column.default.as_ref().and_then(|default| default.constraint.as_ref()).filter(|name| {
            let usual =
                constraint_name(self.provider, ConstraintKind::Default, &table.name.name, &[&column.name]);
            self.provider.capabilities().named_defaults && **name != usual
        });
        let map = map.map(|name| format!(", map: {}", quoted(name))).unwrap_or_default();
        Some(format!("@default({value}{map})"))
    }

    fn value_text(&self, column: &Column, value: &DefaultValue) -> Option<String> {
        Some(match value {
            DefaultValue::Literal(literal) => self.literal_text(column, literal)?,
            DefaultValue::Now => "now()".to_owned(),
            DefaultValue::Expression(None) => "dbgenerated()".to_owned(),
            DefaultValue::Expression(Some(text)) => format!("dbgenerated({})", quoted(text)),
            DefaultValue::Sequence(sequence) if self.provider == Provider::Cockroachdb => {
                sequence_text(sequence)
            }
            DefaultValue::Sequence(_) => "autoincrement()".to_owned(),
            DefaultValue::UniqueRowId if column.ty.scalar() == Some(ScalarType::BigInt) => {
                "autoincrement()".to_owned()
            }
            DefaultValue::UniqueRowId => "dbgenerated(\"unique_rowid()\")".to_owned(),
        })
    }

    fn literal_text(&self, column: &Column, literal: &Literal) -> Option<String> {
        if let Literal::List(items) = literal {
            let items: Option<Vec<String>> =
                items.iter().map(|item| self.literal_text(column, item)).collect();
            return Some(format!("[{}]", items?.join(", ")));
        }
        let values = self.enum_of_column(column);
        Some(match literal {
            Literal::Enum(stored) | Literal::String(stored) if let Some(values) = values => {
                values.values.iter().find(|value| value.database_name() == stored)?.name.text.to_string()
            }
            Literal::String(text) | Literal::Enum(text) | Literal::Json(text) => quoted(text),
            Literal::Int(number) => number.to_string(),
            Literal::Number(number) => number.to_string(),
            Literal::Boolean(value) => value.to_string(),
            Literal::DateTime(DateTime { date, time, offset }) => {
                // What is read from SQL may have spaces around the fraction.
                let time = time.split_whitespace().next().unwrap_or_default();
                quoted(&format!("{date}T{time}{offset}"))
            }
            Literal::Bytes(bytes) => quoted(&base64(bytes)),
            Literal::List(_) => return None,
        })
    }

    fn enum_of_column(&self, column: &Column) -> Option<&Enum> {
        match &column.ty {
            ColumnType::Enum(name) => self.enum_of_type(name).map(|(_, value)| value),
            ColumnType::EnumValues(values) => {
                let name = self.enum_with_values(values)?;
                self.schema.enumeration(self.schema.find(name)?)
            }
            _ => None,
        }
    }
}

fn sequence_text(sequence: &Sequence) -> String {
    let numbers = [
        ("minValue", sequence.min),
        ("maxValue", sequence.max),
        ("cache", sequence.cache),
        ("increment", sequence.increment),
        ("start", sequence.start),
    ];
    let mut arguments: Vec<String> = numbers
        .iter()
        .filter(|(_, number)| *number != 0)
        .map(|(name, number)| format!("{name}: {number}"))
        .collect();
    if sequence.is_virtual {
        arguments.insert(0, "virtual: true".to_owned());
    }
    format!("sequence({})", arguments.join(", "))
}

/// The bytes in base64, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at) & 0x3F) as usize;
            let letter = LETTERS.get(index).copied().unwrap_or(b'=');
            text.push(if at > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}
