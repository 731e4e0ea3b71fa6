//! The defaults of columns.

use smol_str::SmolStr;

use crate::catalog::capabilities::ConstraintKind;
use crate::catalog::{Provider, ScalarType};
use crate::database::compute::Computation;
use crate::database::names::constraint_name;
use crate::database::{ColumnDefault, ColumnType, DateTime, DefaultValue, Literal, Sequence};
use crate::schema::FieldType;
use crate::schema::item::{Arguments, Attribute, Enum, Expr, Field};

/// What `@default` means for a column.
#[derive(Default)]
pub(super) struct Defaults {
    /// What the database fills in.
    pub(super) in_database: Option<ColumnDefault>,
    /// Whether the client fills in a value.
    pub(super) in_client: bool,
    /// Whether the database counts.
    pub(super) autoincrement: bool,
}

/// What `@default` means for the column of the field.
pub(super) fn defaults(
    cx: &Computation<'_>,
    field: &Field,
    resolved: FieldType,
    ty: &ColumnType,
) -> Defaults {
    let mut defaults = Defaults::default();
    let Some(attribute) = field.attribute("default") else { return defaults };
    let Some(expr) = attribute.named_or_first("value") else { return defaults };
    let value = match expr.as_call() {
        Some(("dbgenerated", arguments)) => Some(DefaultValue::Expression(expression(arguments))),
        Some(("now", _)) => Some(DefaultValue::Now),
        Some(("autoincrement", _)) => {
            defaults.autoincrement = true;
            match cx.provider {
                Provider::Postgresql => Some(DefaultValue::Sequence(Box::default())),
                Provider::Cockroachdb => Some(DefaultValue::UniqueRowId),
                _ => None,
            }
        }
        Some(("sequence", arguments)) => {
            Some(DefaultValue::Sequence(Box::new(sequence(cx, field, arguments))))
        }
        Some(_) => {
            defaults.in_client = true;
            None
        }
        None => {
            let item = resolved.item().and_then(|id| cx.schema.item(id)?.enumeration());
            literal(expr, ty.scalar(), item).map(DefaultValue::Literal)
        }
    };
    let constraint = || constraint_of(cx, field, attribute);
    defaults.in_database = value.map(|value| ColumnDefault { value, constraint: constraint() });
    defaults
}

/// The name of the constraint of a default, which only SQL Server keeps.
fn constraint_of(cx: &Computation<'_>, field: &Field, attribute: &Attribute) -> Option<SmolStr> {
    if !cx.provider.capabilities().named_defaults {
        return None;
    }
    if let Some(map) = attribute.named("map").and_then(Expr::as_str) {
        return Some(map.into());
    }
    let table = cx.item.database_name();
    Some(constraint_name(cx.provider, ConstraintKind::Default, table, &[field.database_name()]).into())
}

fn expression(arguments: &Arguments) -> Option<SmolStr> {
    arguments.unnamed().or_else(|| arguments.named("value")).and_then(Expr::as_str).map(SmolStr::from)
}

fn sequence(cx: &Computation<'_>, field: &Field, arguments: &Arguments) -> Sequence {
    let number = |name| arguments.named(name).and_then(Expr::as_int).unwrap_or_default();
    Sequence {
        name: format!("prisma_sequence_{}_{}", cx.item.database_name(), field.database_name()).into(),
        min: number("minValue"),
        max: number("maxValue"),
        start: number("start"),
        cache: number("cache"),
        increment: number("increment"),
        is_virtual: arguments.named("virtual").and_then(Expr::as_bool).unwrap_or_default(),
    }
}

/// The constant that the expression stands for in a column of this type.
fn literal(expr: &Expr, scalar: Option<ScalarType>, values: Option<&Enum>) -> Option<Literal> {
    if let Some(items) = expr.as_array() {
        return Some(Literal::List(items.iter().filter_map(|item| literal(item, scalar, values)).collect()));
    }
    if let Some(values) = values {
        let (name, _) = expr.as_word()?;
        return Some(Literal::Enum(values.value(name).map_or(name, |it| it.database_name()).into()));
    }
    Some(match (expr, scalar?) {
        (Expr::Number(_), ScalarType::Int | ScalarType::BigInt) => Literal::Int(expr.as_int()?),
        (Expr::Number(number), _) => Literal::number(&number.text),
        (Expr::String(text), ScalarType::DateTime) => Literal::DateTime(DateTime::parse(&text.value)?),
        (Expr::String(text), ScalarType::Json) => Literal::Json(text.value.clone()),
        (Expr::String(text), ScalarType::Bytes) => Literal::bytes(&text.value)?,
        (Expr::String(text), ScalarType::Decimal | ScalarType::Float) => Literal::number(&text.value),
        (Expr::String(text), _) => Literal::String(text.value.clone()),
        (Expr::Boolean(value, _), _) => Literal::Boolean(*value),
        _ => return None,
    })
}
