//! `wide-index`

use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::FieldType;
use model::schema::item::{Arity, Column, KeyKind};

rule! {
    /// An index over too many fields, or over more bytes than MySQL allows.
    ///
    /// A query that does not filter by a leading field cannot use the fields after it, so beyond three fields each
    /// further one is rarely used and always written. Unique constraints are exempt, because their width is their
    /// meaning. On MySQL a key is limited to 3072 bytes, and a character counts as four: `VarChar(800)` is too long.
    ///
    /// ```prisma flagged
    /// model Event {
    ///   id        Int      @id
    ///   tenantId  Int
    ///   kind      String
    ///   actorId   Int
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([tenantId, kind, actorId, createdAt])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Event {
    ///   id        Int      @id
    ///   tenantId  Int
    ///   kind      String
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([tenantId, kind, createdAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "wide-index",
        levels: Levels::new(Level::Hint, Level::Info),
        options: &[OptionSpec {
            name: "maxColumns",
            kind: OptionKind::Number(3),
            docs: "Maximum number of fields per index.",
        }],
        check: Check::Model(check),
    };
}

/// The maximum number of bytes in an InnoDB key.
///
/// Source: the MySQL manual, "InnoDB Limits", for the row formats that are the default since 5.7.
const MYSQL_KEY_BYTES: u64 = 3072;

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let is_mysql = cx.configuration().provider == Some(Provider::Mysql);
    let most = cx.options.number("maxColumns") as usize;
    for key in model.model.keys.iter().filter(|key| key.kind != KeyKind::Fulltext) {
        let is_long = key.kind == KeyKind::Index && key::is_btree(key) && key.columns.len() > most;
        if !(is_mysql || is_long) || !key::is_whole(model.model, key) {
            continue;
        }
        let label = key::label(model.model, key);
        let bytes: u64 = key.columns.iter().filter_map(|column| mysql_bytes(cx, model, column)).sum();
        let message = if is_mysql && bytes > MYSQL_KEY_BYTES {
            format!(
                "{label} takes up to {bytes} bytes per row, and MySQL allows {MYSQL_KEY_BYTES}. Shorten its columns, \
                 or index a prefix with `length:`."
            )
        } else if is_long {
            format!(
                "{label} has {} fields. Fields beyond {most} are rarely used and always written.",
                key.columns.len()
            )
        } else {
            continue;
        };
        found.push(cx.finding(model.id, key.span, message));
    }
}

/// The maximum number of bytes of the column in a MySQL key, if known; text counts as `utf8mb4`.
fn mysql_bytes(cx: &Context<'_>, model: ModelRef<'_>, column: &Column) -> Option<u64> {
    let field = model.model.field(&column.path.text)?;
    if field.arity() == Arity::List {
        return None;
    }
    let native = column::named_native(cx, field);
    let argument = || u64::try_from(column::first_number(native?.1)?).ok();
    let native = native.map(|(name, _)| name);
    let declared = match (cx.schema.type_of(field), native) {
        (FieldType::Scalar(ScalarType::String), None) => Some(191 * 4),
        (FieldType::Scalar(ScalarType::String), Some("VarChar" | "Char")) => Some(argument()? * 4),
        (FieldType::Scalar(ScalarType::Bytes), Some("VarBinary" | "Binary")) => argument(),
        (FieldType::Scalar(ScalarType::Boolean), _) => Some(1),
        (FieldType::Scalar(ScalarType::Int), _) => Some(4),
        (FieldType::Scalar(ScalarType::BigInt | ScalarType::Float | ScalarType::DateTime), _) => Some(8),
        (FieldType::Enum(_), _) => Some(2),
        _ => None,
    };
    let per_unit = if field.type_name() == "String" { 4 } else { 1 };
    match column.length {
        Some(length) => Some(u64::from(length) * per_unit),
        None => declared,
    }
}
