//! `require-id`

use crate::rules::kinds::is_implicit_join_table;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level, Place};
use model::schema::item::{Arity, Attribute, Field, Key, KeyKind, KeyOwner};
use model::schema::{FieldType, edit};

rule! {
    /// A model without a primary key.
    ///
    /// A unique field is enough for Prisma, but not for every tool: logical replication and online schema changes need
    /// a primary key to identify rows, and some clusters reject tables without one. NextAuth tables are exempt.
    ///
    /// ```prisma flagged
    /// model Country {
    ///   code String @unique
    ///   name String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Country {
    ///   code String @id
    ///   name String
    /// }
    ///
    /// model Membership {
    ///   userId  Int
    ///   groupId Int
    ///
    ///   @@id([userId, groupId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-id",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let keys = &model.model.keys;
    let has_id = keys.iter().any(|key| key.kind == KeyKind::Id);
    // Prisma itself rejects a model without a unique criterion.
    let identifying: Vec<&Key> = keys.iter().filter(|key| identifies(cx, model, key)).collect();
    if has_id
        // Prisma itself refuses such a model, except for Prisma 8.
        || identifying.is_empty() && !cx.configuration().is_next()
        // A variant has the key of its base.
        || model.model.attribute("base").is_some()
        || model.item.name.is_none()
        || cx.kinds(model).is_external_auth
        || is_implicit_join_table(model.item)
    {
        return;
    }
    let candidate = candidate(cx, model, &identifying);
    let advice = match candidate {
        Some((field, _)) => format!("Change `{}` to `@id`.", field.name.text),
        None => "Add an `@id` field, or `@@id` over the fields that identify a row.".to_owned(),
    };
    let message = format!("`{}` has no primary key. {advice}", model.item.name());
    let finding = cx.finding(model.id, model.item.head(), message);
    found.push(cx.fix(finding, || {
        let (field, attribute) = candidate?;
        let edit = edit::replace(cx.schema, Place::new(model.id, attribute.span), "@id");
        Some(Fix::choice(format!("Make `{}` the primary key", field.name.text), vec![edit]))
    }));
}

/// Whether the key identifies every row: a unique key whose fields all exist and are required.
fn identifies(cx: &Context<'_>, model: ModelRef<'_>, key: &Key) -> bool {
    let is_required = |name: &str| {
        model.model.field(name).is_some_and(|field| {
            field.arity() == Arity::Required
                && matches!(cx.schema.type_of(field), FieldType::Scalar(_) | FieldType::Enum(_))
        })
    };
    key.kind == KeyKind::Unique
        && key.predicate.is_none()
        && !key.columns.is_empty()
        && key.field_names().all(is_required)
}

/// The `@unique` field that can become the id: the only key that identifies every row, over a single field.
fn candidate<'m>(
    cx: &Context<'_>,
    model: ModelRef<'m>,
    identifying: &[&Key],
) -> Option<(&'m Field, &'m Attribute)> {
    let [key] = identifying else { return None };
    let KeyOwner::Field(index) = key.owner else { return None };
    let field = model.model.fields.get(index)?;
    // Arguments of `@unique`, such as a constraint name, may not be valid for `@id`.
    let attribute = field.attribute("unique").filter(|attribute| attribute.arguments.is_none())?;
    let is_refused = match cx.schema.type_of(field) {
        FieldType::Scalar(scalar) => {
            let provider = cx.configuration().provider;
            provider.is_some_and(|provider| provider.capabilities().refused_in_id.contains(&scalar))
        }
        _ => false,
    };
    (!is_refused).then_some((field, attribute))
}
