//! `unindexed-discriminator`

use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::{ColumnOrder, Context, ModelRef, serves_lookup};
use base::{Finding, Fix, Level};
use model::schema::edit;
use model::schema::item::Expr;

rule! {
    /// A discriminator without an index.
    ///
    /// Every query for a variant, a model with `@@base`, filters the table of the base model by its discriminator. Without an
    /// index that begins with it, each of them scans the rows of all variants.
    ///
    /// ```prisma flagged
    /// // use prisma-8
    ///
    /// model Task {
    ///   id   Int    @id
    ///   kind String
    ///   @@discriminator(kind)
    /// }
    ///
    /// model Bug {
    ///   severity String?
    ///   @@base(Task, "bug")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// // use prisma-8
    ///
    /// model Task {
    ///   id        Int      @id
    ///   kind      String
    ///   createdAt DateTime @default(now())
    ///   @@index([kind, createdAt])
    ///   @@discriminator(kind)
    /// }
    ///
    /// model Bug {
    ///   severity String?
    ///   @@base(Task, "bug")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "unindexed-discriminator",
        levels: Levels::new(Level::Info, Level::Warning),
        dialects: Dialects::Next,
        options: &[],
        check: Check::Model(check),
    };
}

/// The field that `@@discriminator` names.
pub(in crate::rules) fn discriminator<'m>(model: ModelRef<'m>) -> Option<&'m str> {
    let attribute = model.model.attribute("discriminator")?;
    let name = attribute.named_or_first("field").and_then(Expr::as_path)?.text.as_str();
    model.model.field(name).map(|field| field.name.as_str())
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(name) = discriminator(model) else { return };
    let serves = |key| serves_lookup(cx.schema, model.model, key, &[name], ColumnOrder::Any);
    if model.model.keys.iter().any(serves) {
        return;
    }
    let Some(attribute) = model.model.attribute("discriminator") else { return };
    let line = format!("@@index([{name}])");
    let message = format!(
        "Discriminator `{name}` has no index: each query for a variant scans the whole table. Add `{line}`."
    );
    found.push(cx.fix(cx.finding(model.id, attribute.span, message), || {
        let edit = edit::add_block_attribute(cx.schema, model.id, "index", &line)?;
        Some(Fix::choice(format!("Add `{line}`"), vec![edit]))
    }));
}
