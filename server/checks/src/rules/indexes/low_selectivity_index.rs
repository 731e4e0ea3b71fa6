//! `low-selectivity-index`

use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::KeyKind;

rule! {
    /// An index over a single field that has only a few values.
    ///
    /// With two or three values in a column, each of them is in so many rows that the database reads the table instead.
    /// Such a field does better as a part of an index that goes on with what queries sort or filter by, or as its
    /// `where:`. The index helps where the value looked for is rare, as in a queue: models called so, or jobs, tasks
    /// and the like, and fields called status or state are left alone.
    ///
    /// ```prisma flagged
    /// model Post {
    ///   id        Int     @id
    ///   published Boolean
    ///
    ///   @@index([published])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Post {
    ///   id        Int      @id
    ///   published Boolean
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([published, createdAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "low-selectivity-index",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[OptionSpec {
            name: "maxValues",
            kind: OptionKind::Number(5),
            docs: "An enum with more values than this is left alone.",
        }],
        check: Check::Model(check),
    };
}

/// Last words of names of models that are worked off, in which the value looked for is rare.
const QUEUES: &[&str] = &[
    "job",
    "task",
    "queue",
    "outbox",
    "inbox",
    "delivery",
    "email",
    "message",
    "notification",
    "run",
    "import",
];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let parts = words(model.item.name());
    let last = parts.last();
    if QUEUES.contains(&last) || QUEUES.contains(&last.strip_suffix('s').unwrap_or(last)) {
        return;
    }
    for key in model.model.keys.iter().filter(|key| key.kind == KeyKind::Index && key.predicate.is_none()) {
        let [column] = &*key.columns else { continue };
        let Some(field) = model.model.field(&column.path.text) else { continue };
        let is_state = matches!(words(&field.name.text).last(), "status" | "state");
        if is_state || !key::is_btree(key) || !key::is_whole(model.model, key) {
            continue;
        }
        let count = match cx.schema.type_of(field) {
            FieldType::Scalar(ScalarType::Boolean) => 2,
            FieldType::Enum(id) => cx.schema.enumeration(id).map_or(usize::MAX, |it| it.values.len()),
            _ => continue,
        };
        let is_boolean = field.type_name() == "Boolean";
        if !is_boolean && count > cx.options.number("maxValues") as usize {
            continue;
        }
        let message = format!(
            "{} rarely helps: `{}` has only {count} values. Let it be a part of an index with what queries sort or \
             filter by.",
            key::label(model.model, key),
            field.name.text
        );
        found.push(cx.fix(cx.finding(model.id, key.span, message), || {
            let edit = key::remove(cx.schema, model.id, model.model, key)?;
            Some(Fix::choice(format!("Remove {}", key::label(model.model, key)), vec![edit]))
        }));
    }
}
