//! What of a column changes.

use model::catalog::{Provider, ScalarType};
use model::database::{Column, ColumnType, DefaultValue, Literal};

use crate::diff::casts;
use crate::diff::dialect::Dialect;
use crate::step::{ColumnChanges, Pair};

/// What of the column changes.
pub(super) fn changes(
    columns: Pair<&Column>,
    provider: Provider,
    dialect: Dialect,
    covered: bool,
) -> ColumnChanges {
    ColumnChanges {
        nullability: columns.from.nullability != columns.to.nullability,
        cast: casts::cast(columns, provider, covered),
        default: !same_default(columns, dialect),
        autoincrement: !dialect.ignores_autoincrement
            && columns.from.autoincrement != columns.to.autoincrement,
    }
}

/// What differs between two columns, whichever of them is there first.
pub(crate) fn differences(columns: Pair<&Column>, provider: Provider) -> ColumnChanges {
    let dialect = Dialect::of(provider);
    let there = changes(columns, provider, dialect, false);
    let back = changes(Pair { from: columns.to, to: columns.from }, provider, dialect, false);
    ColumnChanges {
        nullability: there.nullability,
        default: there.default || back.default,
        cast: there.cast.or(back.cast),
        autoincrement: there.autoincrement,
    }
}

/// Whether the defaults are the same, as far as Prisma compares them.
fn same_default(columns: Pair<&Column>, dialect: Dialect) -> bool {
    let is = |scalar| move |column: &Column| column.ty.scalar() == Some(scalar);
    let any = |scalar| is(scalar)(columns.from) || is(scalar)(columns.to);
    if dialect.ignores_json_defaults && any(ScalarType::Json) {
        return true;
    }
    let constraint = |column: &Column| column.default.as_ref().and_then(|it| it.constraint.clone());
    let same_name = constraint(columns.from) == constraint(columns.to);
    let (Some(from), to) = (columns.from.default_value(), columns.to.default_value()) else {
        // A serial column gets its sequence otherwise, and an expression that is left open may be none.
        return matches!(
            columns.to.default_value(),
            None | Some(DefaultValue::Sequence(_) | DefaultValue::Expression(None))
        );
    };
    let Some(to) = to else { return matches!(from, DefaultValue::Sequence(_)) };
    use DefaultValue::{Expression, Literal as Constant, Now, Sequence, UniqueRowId};
    match (from, to) {
        (Expression(_), Constant(Literal::List(_))) | (Constant(Literal::List(_)), Expression(_))
            if any(ScalarType::DateTime) =>
        {
            true
        }
        (Constant(Literal::List(from)), Constant(Literal::List(to))) => same_list(from, to),
        (Constant(Literal::Json(from)), Constant(Literal::Json(to) | Literal::String(to)))
        | (Constant(Literal::String(from)), Constant(Literal::Json(to))) => same_json(from, to) && same_name,
        // Times are not compared.
        (Constant(Literal::DateTime(_)), _) | (_, Constant(Literal::DateTime(_))) => true,
        (
            Constant(Literal::Enum(from) | Literal::String(from)),
            Constant(Literal::Enum(to) | Literal::String(to)),
        ) => from == to && same_name,
        (Constant(Literal::Int(from)), Constant(Literal::Int(to))) if !same_integer_type(columns) => {
            from == to
        }
        (Constant(from), Constant(to)) => from == to && same_name,
        (Now, Now) | (UniqueRowId, UniqueRowId) => true,
        (_, Expression(None)) => true,
        (UniqueRowId, _) | (_, UniqueRowId) => false,
        (Expression(Some(from)), Expression(Some(to))) => from.eq_ignore_ascii_case(to) && same_name,
        (Constant(_) | Now | Expression(_) | Sequence(_), Sequence(_)) => true,
        _ => false,
    }
}

/// Whether both columns hold the same kind of integers.
fn same_integer_type(columns: Pair<&Column>) -> bool {
    let is_big = |ty: &ColumnType| ty.scalar() == Some(ScalarType::BigInt);
    is_big(&columns.from.ty) == is_big(&columns.to.ty)
}

fn same_json(from: &str, to: &str) -> bool {
    let parse = |text| serde_json::from_str::<serde_json::Value>(text);
    match (parse(from), parse(to)) {
        (Ok(from), Ok(to)) => from == to,
        _ => true,
    }
}

fn same_list(from: &[Literal], to: &[Literal]) -> bool {
    let same = |(from, to): (&Literal, &Literal)| match (from, to) {
        (Literal::String(from), Literal::Json(to)) | (Literal::Json(from), Literal::String(to)) => {
            same_json(from, to)
        }
        (Literal::DateTime(_), _) | (_, Literal::DateTime(_)) => true,
        (Literal::Enum(text), Literal::Bytes(bytes)) | (Literal::Bytes(bytes), Literal::Enum(text)) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            text.strip_prefix("\\x").is_some_and(|text| text.eq_ignore_ascii_case(&hex))
        }
        _ => from == to,
    };
    from.len() == to.len() && from.iter().zip(to).all(same)
}
