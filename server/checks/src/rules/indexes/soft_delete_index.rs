//! `soft-delete-index`

use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{ColumnOrder, Context, ModelRef, leads_with, soft_delete_field};
use base::{Finding, Fix, Level, Place};
use model::schema::edit;
use model::schema::item::{Field, Key, KeyKind};

rule! {
    /// An index over only the soft-delete column.
    ///
    /// Most rows are active, so `deletedAt` is NULL in most of them, and the database does not use such an index to
    /// find active rows. Add the column as the last field of the indexes that queries use, or as their `where: {
    /// deletedAt: null }` (Prisma 7.4 with the preview feature `partialIndexes`, not on MySQL and MongoDB). An index
    /// for a job that purges deleted rows needs only those: `where: { deletedAt: { not: null } }`.
    ///
    /// ```prisma flagged
    /// model Article {
    ///   id        Int       @id
    ///   authorId  Int
    ///   deletedAt DateTime?
    ///
    ///   @@index([authorId])
    ///   @@index([deletedAt])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Article {
    ///   id        Int       @id
    ///   authorId  Int
    ///   deletedAt DateTime?
    ///
    ///   @@index([authorId, deletedAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "soft-delete-index",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(mark) = soft_delete_field(cx.schema, model.model) else { return };
    let provider = cx.configuration().provider;
    let has_conditions = provider.is_none_or(|provider| provider.capabilities().partial_indexes);
    for key in &model.model.keys {
        let is_lone = key.kind == KeyKind::Index && key.is_over(&[mark.name.as_str()]);
        if !is_lone || !key::is_btree(key) || key.predicate.is_some() || !key::is_whole(model.model, key) {
            continue;
        }
        let message = format!(
            "{} does not help to find active rows, which are most rows. Use `{}` as the last field{} of the indexes \
             that queries use.",
            key::label(model.model, key),
            mark.name.text,
            if has_conditions { ", or in the `where:`," } else { "" }
        );
        found.push(cx.fix(cx.finding(model.id, key.span, message), || fixes(cx, model, key, mark)));
    }
}

fn fixes(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, mark: &Field) -> Vec<Fix> {
    let is_partial = key::has_partial_indexes(cx.configuration());
    let name = mark.name.as_str();
    let mut fixes = Vec::new();
    let Some(removal) = key::remove(cx.schema, model.id, model.model, key) else { return fixes };
    // A partial index does not serve the foreign key that it begins with.
    let foreign_keys = if is_partial { cx.owning_fields(model.id) } else { Vec::new() };
    let order = ColumnOrder::of_foreign_keys(cx.configuration());
    let serves_foreign_key =
        |key: &Key| foreign_keys.iter().any(|it| leads_with(&key.columns, &it.columns, order));
    let others: Vec<&Key> = model
        .model
        .keys
        .iter()
        .filter(|it| !serves_foreign_key(it))
        .filter(|it| it.kind == KeyKind::Index && key::is_btree(it) && it.predicate.is_none())
        .filter(|it| it.columns.first().is_some_and(|first| first.path.text != mark.name.text))
        .filter(|it| it.field_names().all(|column| column != name) && key::is_whole(model.model, it))
        .collect();
    if !others.is_empty() {
        let mut edits = vec![removal.clone()];
        for other in others {
            let Some(attribute) = key::attribute(model.model, other) else { continue };
            if is_partial {
                let value = key::null_condition(cx.configuration(), mark, true);
                edits.push(edit::set_argument(cx.schema, model.id, attribute, "where", &value));
            } else if let Some(last) = other.columns.last() {
                let is_list = attribute.named_or_first("fields").is_some_and(|it| it.as_array().is_some());
                let (span, text) = if is_list {
                    (base::text::Span::at(last.span.end), format!(", {name}"))
                } else {
                    (last.span, format!("[{}, {name}]", other.field_names().collect::<Vec<_>>().join(", ")))
                };
                edits.push(edit::replace(cx.schema, Place::new(model.id, span), text));
            }
        }
        let title = if is_partial {
            format!("Restrict the other indexes to rows without `{name}`, and remove this one")
        } else {
            format!("Add `{name}` to the other indexes, and remove this one")
        };
        fixes.push(Fix::choice(title, edits));
    }
    if let Some(attribute) = key::attribute(model.model, key).filter(|_| is_partial) {
        let value = key::null_condition(cx.configuration(), mark, false);
        let edit = edit::set_argument(cx.schema, model.id, attribute, "where", &value);
        fixes.push(Fix::choice("Restrict it to deleted rows, for a purge job", vec![edit]));
    }
    fixes.push(Fix::choice(format!("Remove {}", key::label(model.model, key)), vec![removal]));
    fixes
}
