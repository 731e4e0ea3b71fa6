//! `cascade-vs-soft-delete`

use crate::rules::relations::cascades::Cascade;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, article, soft_delete_field, words};
use base::{Finding, Level, Place};
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent, RelationArity};
use model::schema::item::{Field, ModelKind};

rule! {
    /// A cascade from a soft-deleted model.
    ///
    /// A soft delete is an update, so `onDelete: Cascade` does not run and dependent rows stay active. A later hard
    /// delete then cascades and removes the history that the soft delete was meant to keep. Models whose rows
    /// belong to the parent (`onDelete: Cascade`, or named after it, such as `OrderItem`) and that have no `deletedAt`
    /// cannot be soft-deleted with it: they are listed in one finding for each parent, as a hint only. Rows that
    /// only refer to the parent, as an employee to a city, stay as they are.
    ///
    /// ```prisma flagged
    /// model Customer {
    ///   id        Int       @id
    ///   deletedAt DateTime?
    ///   orders    Order[]
    /// }
    ///
    /// model Order {
    ///   id         Int       @id
    ///   deletedAt  DateTime?
    ///   customerId Int
    ///   customer   Customer  @relation(fields: [customerId], references: [id], onDelete: Cascade)
    ///
    ///   @@index([customerId])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Customer {
    ///   id        Int       @id
    ///   deletedAt DateTime?
    ///   orders    Order[]
    /// }
    ///
    /// model Order {
    ///   id         Int       @id
    ///   deletedAt  DateTime?
    ///   customerId Int
    ///   customer   Customer  @relation(fields: [customerId], references: [id], onDelete: Restrict)
    ///
    ///   @@index([customerId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "cascade-vs-soft-delete",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if let Some(mark) = soft_delete_field(cx.schema, model.model) {
        found.extend(from_parents(cx, model));
        found.extend(to_children(cx, model, mark));
    }
}

/// Maximum number of related places for models without soft delete.
const MOST_RELATED: usize = 10;

/// Cascades from other soft-deleted models into this one.
fn from_parents(cx: &Context<'_>, model: ModelRef<'_>) -> Vec<Finding> {
    let own = model.item.name();
    let keys = cx.owning_fields(model.id).into_iter().filter(|key| key.info.target != model.id);
    let found = keys.filter_map(|key| {
        let cascade = Cascade::of(cx.schema, model.id, key)?;
        let parent = cx.model(cascade.parent)?;
        let mark = soft_delete_field(cx.schema, parent.model)?;
        let target = parent.item.name();
        let message = format!(
            "Soft-deleting `{target}` leaves its `{own}` rows active. Use `Restrict` and soft-delete both."
        );
        let at = cascade.place();
        let place = Place::new(parent.id, mark.name.span);
        let related = format!("`{target}` is soft-deleted here.");
        Some(cx.finding(at.item, at.span, message).related(place, related))
    });
    found.collect()
}

/// The dependent models without soft delete, in one finding.
fn to_children(cx: &Context<'_>, model: ModelRef<'_>, mark: &Field) -> Option<Finding> {
    let mut children: Vec<(&str, Place)> = Vec::new();
    for id in cx.schema.fields_to(model.id) {
        let Some(field) = cx.schema.field(id) else { continue };
        let names_key = field.relation.as_ref().is_some_and(|relation| relation.fields.is_some());
        let Some(child) = cx.model(id.item).filter(|_| names_key) else { continue };
        let needs_parent = || {
            let relation = cx.schema.relation(id);
            relation.is_some_and(|it| cx.schema.relation_arity(&it) == RelationArity::Required)
        };
        let belongs = || {
            let relation = cx.schema.relation(id);
            let action = relation.and_then(|it| cx.schema.action(&it, ReferentialEvent::Delete));
            let cascades = matches!(action, Some((ReferentialAction::Cascade, _)));
            let (own, parent) = (words(child.item.name()), words(model.item.name()));
            cascades || own.count() > parent.count() && own.iter().zip(parent.iter()).all(|(a, b)| a == b)
        };
        let stands_alone = || {
            let kinds = cx.kinds(child);
            kinds.is_join_table || kinds.is_written_once || kinds.is_external_auth
        };
        if child.model.kind == ModelKind::Model
            && !child.model.is_ignored()
            && !children.iter().any(|(name, _)| *name == child.item.name())
            && soft_delete_field(cx.schema, child.model).is_none()
            && needs_parent()
            && belongs()
            && !stands_alone()
        {
            children.push((child.item.name(), Place::new(id.item, field.name.span)));
        }
    }
    let (own, mark_name) = (model.item.name(), &mark.name.text);
    let named: Vec<String> = children.iter().take(3).map(|(name, _)| format!("`{name}`")).collect();
    let more = match children.len().checked_sub(3) {
        Some(1) => " and one more model".to_owned(),
        Some(more) if more > 0 => format!(" and {more} more models"),
        _ if children.is_empty() => return None,
        _ => String::new(),
    };
    let message = format!(
        "Soft-deleting {} `{own}` leaves its rows of {}{more} active. Filter them in queries, or add `{mark_name}` \
         there too.",
        article(own),
        named.join(", ")
    );
    let finding = cx.finding(model.id, mark.name.span, message).at_most(Level::Info);
    let related = |finding: Finding, (name, place): (&str, Place)| {
        finding.related(place, format!("Every `{name}` belongs to {} `{own}`.", article(own)))
    };
    Some(children.into_iter().take(MOST_RELATED).fold(finding, related))
}
