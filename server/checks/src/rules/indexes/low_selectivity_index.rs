//! `low-selectivity-index`

use crate::rules::indexes::key;
use crate::rules::indexes::unindexed_discriminator::discriminator;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, Fix, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::KeyKind;

rule! {
    /// An index over a single field with few distinct values.
    ///
    /// With two or three distinct values, each one matches so many rows that the database scans the table instead. Such
    /// a field is more useful as part of a compound index with what queries sort or filter by, or in its `where:`. The
    /// index does help if the value queried for is rare, as in a queue: models named like queues, jobs or tasks, and
    /// fields named like a status or state, are exempt.
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
            docs: "Enums with more values than this are exempt.",
        }],
        check: Check::Model(check),
    };
}

/// Last words of the names of work queues, in which the value queried for is rare.
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
        // Deletes of the referenced row look the foreign key up, however few values it has.
        let is_foreign_key = model.model.relations_over(&field.name.text).next().is_some();
        // Every query for a variant filters by it, so `unindexed-discriminator` asks for an index.
        let is_discriminator = discriminator(model) == Some(field.name.as_str());
        if is_state
            || is_foreign_key
            || is_discriminator
            || !key::is_btree(key)
            || !key::is_whole(model.model, key)
        {
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
            "{} is rarely used by the database: `{}` has only {count} values. Use it in a compound index with what \
             queries sort or filter by.",
            key::label(model.model, key),
            field.name.text
        );
        found.push(cx.fix(cx.finding(model.id, key.span, message), || {
            let edit = key::remove(cx.schema, model.id, model.model, key)?;
            Some(Fix::choice(format!("Remove {}", key::label(model.model, key)), vec![edit]))
        }));
    }
}
