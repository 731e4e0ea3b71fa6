//! `json-btree-index`

use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level, Place};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Arity, Field, Key, KeyKind};
use model::schema::{FieldType, edit};

rule! {
    /// A B-tree index over a `Json` or list field, on PostgreSQL.
    ///
    /// A B-tree compares whole values, so it finds a document or a list only by its complete value. For containment
    /// (`has`, `hasSome`, `@>`) PostgreSQL has GIN indexes. The `path` filter of Prisma Client does not use GIN: it
    /// needs an expression index, written in a migration. A `json` column (`@db.Json`) cannot be indexed at all.
    ///
    /// ```prisma flagged
    /// model Product {
    ///   id   Int      @id
    ///   tags String[]
    ///
    ///   @@index([tags])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Product {
    ///   id   Int      @id
    ///   tags String[]
    ///
    ///   @@index([tags], type: Gin)
    /// }
    /// ```
    pub static RULE = Rule {
        code: "json-btree-index",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if cx.configuration().provider != Some(Provider::Postgresql) {
        return;
    }
    for key in model.model.keys.iter().filter(|key| key.kind == KeyKind::Index && key::is_btree(key)) {
        if !key::is_whole(model.model, key) || key.columns.iter().any(|column| column.ops.is_some()) {
            continue;
        }
        let fields: Vec<&Field> = key.field_names().filter_map(|name| model.model.field(name)).collect();
        let Some(field) = fields.iter().find(|field| is_many_in_one(cx, field)) else { continue };
        let native = cx.schema.native_type_of(field).and_then(|attribute| attribute.native_type());
        let label = key::label(model.model, key);
        let is_next = cx.configuration().is_next();
        let message = if native.is_some_and(|(_, name)| name.text == "Json") {
            format!(
                "{label} cannot be created: PostgreSQL cannot sort `json`. Change `{}` to `{}`, and the index to \
                 `type: {}`.",
                field.name.text,
                if is_next { "Jsonb" } else { "JsonB" },
                gin(is_next)
            )
        } else {
            format!(
                "{label} finds `{}` only by its complete value. Use `type: {}` for containment queries.",
                field.name.text,
                gin(is_next)
            )
        };
        found.push(cx.fix(cx.finding(model.id, key.span, message), || fixes(cx, model, key, &fields)));
    }
}

fn is_many_in_one(cx: &Context<'_>, field: &Field) -> bool {
    let ty = cx.schema.type_of(field);
    ty == FieldType::Scalar(ScalarType::Json) || field.arity() == Arity::List && ty.is_scalar_like()
}

/// The access method as the dialect writes it.
fn gin(is_next: bool) -> &'static str {
    if is_next { "\"gin\"" } else { "Gin" }
}

fn fixes(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, fields: &[&Field]) -> Vec<Fix> {
    let Some(attribute) = key::attribute(model.model, key) else { return Vec::new() };
    // GIN accepts no plain columns without an extension, and no sort order.
    let fits =
        fields.iter().all(|field| is_many_in_one(cx, field) && cx.schema.native_type_of(field).is_none());
    if !fits || key.columns.iter().any(|column| column.sort.is_some()) {
        return Vec::new();
    }
    let is_next = cx.configuration().is_next();
    let gin = edit::set_argument(cx.schema, model.id, attribute, "type", gin(is_next));
    let mut fixes = vec![Fix::choice("Change to a GIN index", vec![gin.clone()])];
    if let ([column], [field]) = (&*key.columns, fields)
        && field.arity() != Arity::List
        // The Prisma 8 dialect has no operator classes.
        && !is_next
    {
        let text = format!("{}(ops: JsonbPathOps)", column.path.text);
        let ops = edit::replace(cx.schema, Place::new(model.id, column.span), text);
        fixes.push(Fix::choice("Change to a GIN index for `@>` only, which is smaller", vec![ops, gin]));
    }
    fixes
}
