//! Timestamps of creation and modification.

use crate::rules::audit::names::{CREATED_WORDS, UPDATED_WORDS};
use crate::rules::{Context, ModelRef, Words, same_words, words};
use base::Fix;
use model::catalog::{Provider, ScalarType};
use model::schema::edit::FieldPlace;
use model::schema::item::{Arity, Expr, Field, KeyKind, Model};
use model::schema::{FieldType, edit};

/// Which moment a timestamp records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stamp {
    /// Creation of the row.
    Created,
    /// Last change of the row.
    Updated,
}

/// What a model has of a timestamp.
#[derive(Clone, Copy, Debug)]
pub(super) enum Presence<'m> {
    /// A field that holds it.
    Present,
    /// A field with its name, but not of a date and time type.
    OtherType(&'m Field),
    /// None.
    Missing,
}

/// Documentation of the option `kinds`: the model kinds that it accepts.
pub(super) const KINDS_DOCS: &str = "Kinds of exempt models: `join` (join tables), `append-only` (logs, events, \
     versions, votes and reactions), `derived` (metrics, ranks, statistics), `settings`, `lookup` (an id, at most two more columns, no foreign key), `part` (rows that are created and deleted with one of a model \
     that has the timestamp, and are named after it), `auth` (tables of an authentication \
     library).";

/// Whether the field has one of these names, in the schema or in the database; case and `_` are ignored.
pub(super) fn is_named(field: &Field, names: &[&str]) -> bool {
    let (own, mapped) = (&field.name.text, field.mapped_name());
    names.iter().any(|name| same_words(name, own) || mapped.is_some_and(|mapped| same_words(name, mapped)))
}

/// Finds a timestamp by one of these names, or by another name with the same meaning.
pub(super) fn search<'m>(
    cx: &Context<'_>,
    model: ModelRef<'m>,
    stamp: Stamp,
    names: &[&str],
) -> Presence<'m> {
    let is_time = |field: &Field, ty: FieldType| {
        ty == FieldType::Scalar(ScalarType::DateTime) && field.arity() != Arity::List
    };
    let is_known = |field: &Field, known: &[&str]| {
        words(&field.name.text).contain_any(known)
            || field.mapped_name().is_some_and(|mapped| words(mapped).contain_any(known))
    };
    let does_it = |field: &Field| match stamp {
        Stamp::Created if field.has("updatedAt") => false,
        // Such a row is written when the deed is done.
        Stamp::Created if cx.kinds(model).is_written_once && field.default().is_some_and(is_current_time) => {
            true
        }
        Stamp::Created if is_known(field, &["deleted"]) => false,
        Stamp::Created if is_known(field, UPDATED_WORDS) => is_known(field, &["created"]),
        Stamp::Created => {
            is_known(field, CREATED_WORDS)
                || field.default().is_some_and(is_current_time)
                || (field.arity() == Arity::Required && is_deed(&words(&field.name.text)))
        }
        Stamp::Updated => field.has("updatedAt") || is_known(field, UPDATED_WORDS),
    };
    let mut fields = cx.fields(model.id, model.model);
    if fields.any(|(field, ty)| is_time(field, ty) && (is_named(field, names) || does_it(field))) {
        return Presence::Present;
    }
    let other = cx.fields(model.id, model.model).find(|(field, ty)| {
        use ScalarType::{BigInt, Decimal, Float, Int, String as Text};
        let could_hold_it = match ty {
            FieldType::Scalar(scalar) => matches!(scalar, BigInt | Decimal | Float | Int | Text),
            _ => false,
        };
        could_hold_it && is_named(field, names)
    });
    other.map_or(Presence::Missing, |(field, _)| Presence::OtherType(field))
}

/// Whether the words name the time of what a row records: `authorizedTime`, `performed_at`.
fn is_deed(words: &Words) -> bool {
    let (before, last) = words.split_last();
    let verb = before.rsplit(' ').next().unwrap_or("");
    let is_deed = matches!(
        verb,
        "authorized"
            | "performed"
            | "executed"
            | "joined"
            | "granted"
            | "issued"
            | "submitted"
            | "sent"
            | "received"
            | "invited"
            | "subscribed"
            | "purchased"
            | "claimed"
            | "followed"
            | "viewed"
            | "visited"
    );
    matches!(last, "at" | "on" | "time" | "date") && is_deed
}

/// Whether a default is the time of the insert.
fn is_current_time(default: &Expr) -> bool {
    match default.as_call() {
        Some(("now", _)) => true,
        Some(("dbgenerated", arguments)) => {
            let sql = arguments.unnamed().and_then(Expr::as_str).unwrap_or("").to_ascii_lowercase();
            let names = ["now()", "current_timestamp", "getdate()", "sysdatetime()", "sysutcdatetime()"];
            names.iter().any(|name| sql.contains(name)) && !sql.contains("on update")
        }
        _ => false,
    }
}

/// Whether the rule's option `kinds` exempts the model.
pub(super) fn is_exempt(cx: &Context<'_>, model: ModelRef<'_>) -> bool {
    let kinds = cx.kinds(model);
    let is_of_kind = cx.options.list("kinds").iter().any(|kind| match *kind {
        "join" => kinds.is_join_table,
        "append-only" => kinds.is_written_once,
        "derived" => kinds.is_derived,
        "settings" => kinds.is_settings,
        "lookup" => kinds.is_lookup,
        "auth" => kinds.is_external_auth,
        "part" => is_part_of_stamped_row(cx, model),
        _ => false,
    });
    // A variant has the columns of its base.
    let is_variant = model.model.attribute("base").is_some();
    // A model that has no name yet is still being typed.
    is_variant || is_of_kind || kinds.is_name_list || model.item.name.is_none()
}

/// Whether the rows are parts of a row with a creation timestamp: they belong to it alone, are deleted with it, and bear its name.
fn is_part_of_stamped_row(cx: &Context<'_>, model: ModelRef<'_>) -> bool {
    let keys = cx.owning_fields(model.id);
    let [key] = keys.as_slice() else { return false };
    let Some(parent) = cx.model(key.info.target).filter(|parent| parent.id != model.id) else { return false };
    let (own, whole) = (words(model.item.name()), words(parent.item.name()));
    let bears_name = own.count() > whole.count() && own.iter().zip(whole.iter()).all(|(a, b)| a == b);
    bears_name
        && key.field.arity() == Arity::Required
        && key.cascades(cx.schema)
        && matches!(search(cx, parent, Stamp::Created, &[]), Presence::Present)
}

/// The default that is the time of the insert, as the argument of `@default`.
///
/// For `now()`, Prisma writes `CURRENT_TIMESTAMP` with the precision of the native type, or 3 without one. MySQL accepts
/// this only for a type of the same precision, so not for a date, a time, or a timestamp without arguments.
pub(super) fn current_time(cx: &Context<'_>, field: &Field) -> &'static str {
    let native = field.native_type().filter(|_| cx.configuration().provider == Some(Provider::Mysql));
    let Some((_, name)) = native.and_then(|native| native.native_type()) else { return "now()" };
    match name.text.as_str() {
        "DateTime" | "Timestamp" if native.is_some_and(|it| it.arguments().is_empty()) => {
            "dbgenerated(\"CURRENT_TIMESTAMP\")"
        }
        "Date" => "dbgenerated(\"(CURRENT_DATE)\")",
        "Time" => "dbgenerated(\"(CURRENT_TIME)\")",
        _ => "now()",
    }
}

/// The type of the Prisma 8 dialect for which Prisma sets the time of each change, in place of that of the field.
pub(super) fn updating_type(field: &Field) -> String {
    let name = field.type_name();
    let native = field.native_type();
    let precision = native.and_then(|native| native.arguments().first()?.value.as_ref()?.as_int());
    let precision = precision.map(|precision| format!("precision: {precision}, ")).unwrap_or_default();
    match name {
        "Timestamp" => format!("temporal.timestamp({precision}onCreate: now, onUpdate: now)"),
        "TimestampString" => format!("temporal.timestampString({precision}onCreate: now, onUpdate: now)"),
        "TimestamptzJsDate" => format!("temporal.timestamptzJsDate({precision}onCreate: now, onUpdate: now)"),
        "TimestamptzString" => format!("temporal.timestamptzString({precision}onCreate: now, onUpdate: now)"),
        _ if precision.is_empty() => "temporal.updatedAt()".into(),
        _ => format!("temporal.timestamptz({precision}onCreate: now, onUpdate: now)"),
    }
}

/// The type of the Prisma 8 dialect for which Prisma sets the time of creation.
pub(super) const CREATED_PRESET: &str = "temporal.createdAt()";

/// The line that declares a timestamp with this name, in the style of the project.
pub(super) fn line(cx: &Context<'_>, stamp: Stamp, name: &str) -> String {
    if cx.configuration().is_next() {
        let rest = match stamp {
            Stamp::Created if cx.has_defaults() => "DateTime @default(now())",
            Stamp::Created => CREATED_PRESET,
            Stamp::Updated => "temporal.updatedAt()",
        };
        return cx.field_line(name, rest);
    }
    let attributes = match stamp {
        Stamp::Created => "@default(now())",
        // Existing rows need a value when the column is added.
        Stamp::Updated if cx.facts.has_migrations => "@default(now()) @updatedAt",
        Stamp::Updated => "@updatedAt",
    };
    let native = cx.style().date_time_suffix();
    // A project that mostly uses date-only or time-only types does not want them for timestamps.
    let is_stamp = ["Timestamp", "DateTime"].iter().any(|name| native.contains(name));
    // MySQL rejects `now()` for a type without precision.
    let takes_now = cx.configuration().provider != Some(Provider::Mysql) || native.contains('(');
    let is_stamp = is_stamp && takes_now;
    let native = if is_stamp { native.as_str() } else { "" };
    cx.field_line(name, &format!("DateTime {attributes}{native}"))
}

/// The fix that adds these lines. New fields go below `above`, else below the id.
pub(super) fn add(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    title: impl Into<String>,
    above: Option<&Field>,
    lines: &[String],
) -> Option<Fix> {
    let place = match above.or_else(|| id_field(model.model)) {
        Some(field) => FieldPlace::After(field),
        None => FieldPlace::Last,
    };
    let edit = edit::add_field(cx.schema, model.id, place, lines)?;
    Some(Fix::choice(title, vec![edit]))
}

/// The id field; for a compound id, its last field in the model.
fn id_field(model: &Model) -> Option<&Field> {
    let id = model.keys.iter().find(|key| key.kind == KeyKind::Id)?;
    model.fields.iter().rfind(|field| id.field_names().any(|name| name == field.name.text))
}

/// The name of the field that a line declares.
pub(super) fn field_name(line: &str) -> &str {
    line.split(' ').next().unwrap_or(line)
}
