//! `where:` of partial indexes.

use crate::validate::ValidityContext;
use crate::validate::attributes::key_columns::UNKNOWN_FIELD;
use crate::validate::code::codes;
use base::ItemId;
use base::text::Span;
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::{Expr, Item, Key, ModelKind, ObjectMember};

codes! {
    /// An invalid predicate of a partial index.
    ///
    /// It is `raw("…")` with SQL, or an object such as `{ deleted: false }` with fields of the model and literal
    /// values.
    #[removes(Argument(&["where"]))]
    WRONG_CONDITION = "wrong-condition";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { return };
    for key in &model.keys {
        if let Some(predicate) = &key.predicate {
            check_one(cx, id, item, key, predicate);
        }
    }
}

fn check_one(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, key: &Key, predicate: &Expr) {
    let message = match predicate {
        Expr::Call(call) if call.name.text == "raw" => {
            match call.arguments.list.first().and_then(|argument| argument.value.as_ref()?.as_str()) {
                Some("") => "Empty predicate. Write SQL between the quotes, or remove `where`.",
                Some(_) => return,
                None => "`raw` requires the predicate as an SQL string: `raw(\"deleted_at IS NULL\")`.",
            }
        }
        Expr::Object { members, .. } if members.is_empty() => {
            "Empty predicate. Add a field and its value, or remove `where`."
        }
        Expr::Object { members, .. } => {
            for member in members {
                condition(cx, id, item, member);
            }
            return;
        }
        _ => "`where` must be fields with values, `{ published: true }`, or SQL: `raw(\"…\")`.",
    };
    let span = if predicate.span().is_empty() { key.span } else { predicate.span() };
    cx.error(&WRONG_CONDITION, id, span, message);
}

/// One field and the value that it has, or does not have.
fn condition(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, member: &ObjectMember) {
    let name = member.key.as_str();
    let Some(value) = &member.value else { return };
    let Some(field) = item.model().and_then(|model| model.field(name)) else {
        let message = format!("`{}` has no field `{name}`.", item.name());
        cx.error(&UNKNOWN_FIELD, id, member.key.span, message);
        return;
    };
    let value = match value {
        Expr::Object { members, .. } => match &**members {
            [one] if one.key.text == "not" => match &one.value {
                Some(value) => value,
                None => return,
            },
            _ => {
                let message = "A condition must be a value or `{ not: … }`.";
                cx.error(&WRONG_CONDITION, id, value.span(), message);
                return;
            }
        },
        value => value,
    };
    let is_plain = matches!(value, Expr::String(_) | Expr::Number(_) | Expr::Boolean(..) | Expr::Null(_));
    let is_null = matches!(value, Expr::Null(_));
    let wanted = match cx.schema.type_of(field) {
        _ if !is_plain => "a string, a number, `true`, `false` or `null`",
        FieldType::Model(_) => {
            return mismatch(cx, id, member.key.span, name, "no column: it is a relation field");
        }
        FieldType::Unsupported if !is_null => {
            return mismatch(
                cx,
                id,
                member.key.span,
                name,
                "an unsupported type: write the condition as `raw(\"…\")`",
            );
        }
        _ if is_null => return,
        FieldType::Enum(_) if value.as_str().is_none() => "the name of a value in quotes",
        FieldType::Scalar(scalar) => match scalar {
            ScalarType::String | ScalarType::DateTime if value.as_str().is_none() => "a string",
            ScalarType::Boolean if value.as_bool().is_none() => "`true` or `false`",
            ScalarType::Int | ScalarType::BigInt | ScalarType::Float | ScalarType::Decimal
                if !matches!(value, Expr::Number(_)) =>
            {
                "a number"
            }
            ScalarType::Json | ScalarType::Bytes => "only `null`: write other conditions as `raw(\"…\")`",
            _ => return,
        },
        _ => return,
    };
    let message = format!("In a predicate, `{name}` must be {wanted}.");
    cx.error(&WRONG_CONDITION, id, value.span(), message);
}

fn mismatch(cx: &mut ValidityContext<'_>, id: ItemId, span: Span, name: &str, what: &str) {
    cx.error(
        &WRONG_CONDITION,
        id,
        span,
        format!("`{name}` cannot be in a predicate, because it has {what}."),
    );
}
