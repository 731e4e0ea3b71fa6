//! `nullable-unique`

use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, soft_delete_field};
use base::{Finding, Level, Place};
use model::catalog::Provider;
use model::catalog::capabilities::NullsInUnique;
use model::schema::item::{Arity, Expr, Field, Key, KeyKind};

rule! {
    /// A unique constraint over a nullable field.
    ///
    /// Databases treat NULL differently. PostgreSQL, CockroachDB, MySQL and SQLite treat NULLs as distinct, so a
    /// compound constraint does not apply to rows in which one of the fields is NULL: `(1, NULL)` can occur any number
    /// of times. This is reported if the field is a foreign key, where rows without a reference form a group of their
    /// own. SQL Server treats NULLs as equal, and MongoDB treats a missing value as one, so there a single optional
    /// field is the problem: only one row may have no value.
    ///
    /// Make the field required, or add a second constraint for the rows without it (`@@unique([a], where: { b: null
    /// })`, with the preview feature `partialIndexes`).
    ///
    /// ```prisma flagged
    /// model Setting {
    ///   id     Int    @id
    ///   key    String
    ///   userId Int?
    ///   user   User?  @relation(fields: [userId], references: [id])
    ///
    ///   @@unique([key, userId])
    /// }
    ///
    /// model User {
    ///   id       Int       @id
    ///   settings Setting[]
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Setting {
    ///   id     Int    @id
    ///   key    String
    ///   userId Int
    ///   user   User   @relation(fields: [userId], references: [id])
    ///
    ///   @@unique([key, userId])
    /// }
    ///
    /// model User {
    ///   id       Int       @id
    ///   settings Setting[]
    /// }
    /// ```
    pub static RULE = Rule {
        code: "nullable-unique",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = cx.configuration().provider else { return };
    let nulls = provider.capabilities().nulls_in_unique;
    let mark = soft_delete_field(cx.schema, model.model).map(|field| field.name.as_str());
    for key in model.model.keys.iter().filter(|key| key.kind == KeyKind::Unique && key.predicate.is_none()) {
        if !key::is_whole(model.model, key) {
            continue;
        }
        let fields = key.field_names().filter_map(|name| model.model.field(name));
        let optional: Vec<&Field> = fields.filter(|field| field.arity() == Arity::Optional).collect();
        let is_single = key.columns.len() == 1;
        // An optional attribute of the row itself, such as an external id, may well be missing in many rows.
        let scope = optional.iter().find(|field| is_single || is_relation_key(model, field));
        let Some(first) = scope else { continue };
        let message = match nulls {
            NullsInUnique::Distinct if is_single || has_id(model, key) => continue,
            // With `deletedAt` it belongs to `soft-delete-unique`.
            NullsInUnique::Distinct if optional.iter().any(|field| mark == Some(field.name.as_str())) => {
                continue;
            }
            NullsInUnique::Distinct if has_companion(model, key, &optional) => continue,
            NullsInUnique::Distinct => format!(
                "{} does not apply to rows in which `{}` is NULL: {provider} treats NULLs as distinct. {}",
                key::label(model.model, key),
                first.name.text,
                remedy(cx, key, first, provider)
            ),
            NullsInUnique::Equal if is_single => format!(
                "{} allows only one row without a value: {provider} treats NULLs as equal. {}",
                key::label(model.model, key),
                remedy_for_one(cx, first, provider)
            ),
            NullsInUnique::Equal => continue,
        };
        let place = Place::new(model.id, first.name.span);
        found.push(cx.finding(model.id, key.span, message).related(place, "This field is nullable"));
    }
}

/// What to do where rows with NULL are not constrained: no NULL, or a second constraint for those rows.
fn remedy(cx: &Context<'_>, key: &Key, field: &Field, provider: Provider) -> String {
    let name = field.name.as_str();
    let rest: Vec<&str> = key.field_names().filter(|it| *it != name).collect();
    match (key::has_partial_indexes(cx.configuration()), provider.capabilities().partial_indexes) {
        (true, _) => format!(
            "Make `{name}` required, or add `{}` for those rows.",
            key::unique_over_null(cx.configuration(), &rest, field, None)
        ),
        (false, true) => format!(
            "Make `{name}` required, or create a unique index over `{}` with `WHERE {} IS NULL` in a migration.",
            rest.join("`, `"),
            field.database_name()
        ),
        (false, false) => format!("Make `{name}` required, or check such rows before they are written."),
    }
}

/// What to do where only one row may have no value.
fn remedy_for_one(cx: &Context<'_>, field: &Field, provider: Provider) -> String {
    let name = field.name.as_str();
    match provider.capabilities().partial_indexes {
        true if key::has_partial_indexes(cx.configuration()) => {
            format!("Make `{name}` required, or add `where: {{ {name}: {{ not: null }} }}`.")
        }
        true => format!(
            "Make `{name}` required, or use a unique index with `WHERE {} IS NOT NULL`.",
            field.database_name()
        ),
        false => format!("Make `{name}` required, or create a partial index outside Prisma."),
    }
}

/// Whether the fields are unique anyway because they contain the id.
fn has_id(model: ModelRef<'_>, key: &Key) -> bool {
    let mut ids = model.model.keys.iter().filter(|it| it.kind == KeyKind::Id);
    ids.any(|id| id.field_names().all(|name| key.field_names().any(|it| it == name)))
}

fn is_relation_key(model: ModelRef<'_>, field: &Field) -> bool {
    let mut relations = model.model.fields.iter().filter_map(|it| it.relation.as_ref());
    relations.any(|relation| relation.field_names().any(|name| name == field.name.text))
}

/// Whether another constraint covers the rows in which one of the optional fields is NULL.
fn has_companion(model: ModelRef<'_>, key: &Key, optional: &[&Field]) -> bool {
    let is_for_null = |predicate: &Expr| match predicate {
        Expr::Object { members, .. } => members.iter().any(|member| {
            matches!(member.value, Some(Expr::Null(_)))
                && optional.iter().any(|field| field.name.text == member.key.text)
        }),
        // Raw SQL may say anything.
        _ => true,
    };
    model.model.keys.iter().any(|other| {
        other.is_unique()
            && other.predicate.as_deref().is_some_and(is_for_null)
            && other.field_names().all(|name| key.field_names().any(|it| it == name))
    })
}
