//! `list-default-empty`

use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::catalog::Provider;
use model::schema::item::Arity;
use model::schema::{FieldType, edit};

rule! {
    /// A scalar list without a default, on PostgreSQL and CockroachDB.
    ///
    /// A list column is nullable whatever the schema says. Prisma Client reads NULL as an empty list, but its filters
    /// do not: `isEmpty: true` and `NOT { has: … }` do not match such rows, and neither does SQL. With `@default([])`
    /// new rows get an empty list. Relation lists have no column and are exempt.
    ///
    /// ```prisma flagged
    /// model Post {
    ///   id   Int      @id
    ///   tags String[]
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Post {
    ///   id       Int       @id
    ///   tags     String[]  @default([])
    ///   comments Comment[]
    /// }
    ///
    /// model Comment {
    ///   id     Int  @id
    ///   postId Int
    ///   post   Post @relation(fields: [postId], references: [id])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "list-default-empty",
        levels: Levels::new(Level::Info, Level::Info),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if !matches!(cx.configuration().provider, Some(Provider::Postgresql | Provider::Cockroachdb)) {
        return;
    }
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_column = matches!(ty, FieldType::Scalar(_) | FieldType::Enum(_));
        if field.arity() != Arity::List || !is_column || field.has("default") || field.has("ignore") {
            continue;
        }
        let message = format!(
            "`{}.{}` defaults to NULL, not to an empty list, and `isEmpty` does not match NULL. Add `@default([])`.",
            model.item.name(),
            field.name.text
        );
        found.push(cx.fix(cx.finding(model.id, field.name.span, message), || {
            let edit = edit::add_attribute(cx.schema, model.id, field, "@default([])");
            [Fix::safe("Add `@default([])`", vec![edit])]
        }));
    }
}
