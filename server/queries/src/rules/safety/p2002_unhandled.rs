//! Unique keys that are violated.

use base::Level;
use checks::frame::Levels;
use checks::rules::words;
use model::schema::item::{Key, KeyKind, Model};

use crate::code::{Object, Operation, Value};
use crate::rules::argument::{key, keys};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

/// Words in names of values that code makes by chance.
const MADE: [&str; 11] =
    ["token", "uid", "uuid", "guid", "hash", "hashed", "secret", "nonce", "key", "cuid", "ulid"];

rule! {
    /// A write sets a unique key, and nothing catches the error if the value exists (P2002).
    ///
    /// Catch `PrismaClientKnownRequestError` with the code P2002 and say what is wrong, or use `upsert`. To look for the value
    /// before is not enough: another request may write it in between.
    ///
    /// ```ts flagged
    /// await prisma.user.create({ data: { email: body.email, passwordHash } });
    /// ```
    /// ```ts clean
    /// try {
    ///   await prisma.user.create({ data: { email: body.email, passwordHash } });
    /// } catch (error) {
    ///   throw conflict(error);
    /// }
    /// ```
    /// ```ts clean
    /// await prisma.order.create({ data: { userId: user.id, status: "open", total } });
    /// ```
    pub static P2002_UNHANDLED = Rule {
        code: "p2002-unhandled",
        levels: Levels::new(Level::Off, Level::Hint),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries() {
        let call = query.call;
        if !matches!(call.operation, Operation::Create | Operation::Update) || call.surroundings.is_caught {
            continue;
        }
        let (Some(keys), Some(model)) = (keys(call), cx.schema.model(query.model)) else { continue };
        let Some(Value::Object(data)) = key(keys, "data").map(|it| &it.value.value) else { continue };
        let Some(key) = model.keys.iter().find(|key| sets(model, key, data)) else { continue };
        let fields: Vec<&str> = key.field_names().collect();
        report.add(
            call.operation_span,
            format!(
                "`{}.{}` fails with P2002 if `{}` exists, and nothing here catches it. Handle the error.",
                call.delegate.text,
                call.operation.name(),
                fields.join(", ")
            ),
        );
    }
}

/// Whether data sets all fields of a unique key, none of them by its default.
fn sets(model: &Model, key: &Key, data: &Object) -> bool {
    let is_set = |name: &str| {
        let relation = || model.relations_over(name).any(|field| data.entry(&field.name.text).is_some());
        data.entry(name).is_some() || relation()
    };
    let has_fields = !key.columns.is_empty();
    // An id or token that the code makes itself is unique.
    let id = model.keys.iter().find(|key| key.kind == KeyKind::Id);
    let is_id = id.is_some_and(|id| id.field_names().eq(key.field_names())) && key.columns.len() == 1;
    let is_made = |name: &str| words(name).contain_any(&MADE);
    let is_own = is_id || key.columns.len() == 1 && key.field_names().all(is_made);
    key.is_unique() && has_fields && !is_own && key.field_names().all(is_set)
}
