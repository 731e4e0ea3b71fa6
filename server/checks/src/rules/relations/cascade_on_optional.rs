//! `cascade-on-optional`

use crate::rules::relations::cascades::Cascade;
use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::catalog::referential_actions::RelationArity;
use model::schema::edit;

rule! {
    /// An optional relation with `onDelete: Cascade`.
    ///
    /// An optional relation says that the row can exist without its parent; `onDelete: Cascade` says that it cannot.
    /// One of the two is often an oversight. Only models with another, required parent are checked, because an optional
    /// owner may be the only one. Self-referencing trees are exempt, and so are models with several alternative
    /// parents.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id       Int       @id
    ///   projects Project[]
    ///   tasks    Task[]
    /// }
    ///
    /// model Project {
    ///   id      Int    @id
    ///   ownerId Int
    ///   owner   User   @relation(fields: [ownerId], references: [id], onDelete: Cascade)
    ///   tasks   Task[]
    ///
    ///   @@index([ownerId])
    /// }
    ///
    /// model Task {
    ///   id         Int     @id
    ///   projectId  Int
    ///   project    Project @relation(fields: [projectId], references: [id], onDelete: Cascade)
    ///   assigneeId Int?
    ///   assignee   User?   @relation(fields: [assigneeId], references: [id], onDelete: Cascade)
    ///
    ///   @@index([projectId])
    ///   @@index([assigneeId])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    Int    @id
    ///   tasks Task[]
    /// }
    ///
    /// model Task {
    ///   id         Int   @id
    ///   assigneeId Int?
    ///   assignee   User? @relation(fields: [assigneeId], references: [id], onDelete: SetNull)
    ///
    ///   @@index([assigneeId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "cascade-on-optional",
        levels: Levels::new(Level::Hint, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let keys = cx.owning_fields(model.id);
    let is_required = |key: &OwningField<'_>| cx.schema.relation_arity(&key.info) == RelationArity::Required;
    if !keys.iter().any(is_required) {
        return;
    }
    let optional: Vec<Cascade<'_>> = keys
        .into_iter()
        .filter(|key| !is_required(key))
        .filter_map(|key| Cascade::of(cx.schema, model.id, key))
        .collect();
    // A row with several alternative parents has to be optional towards each.
    let [cascade] = optional.as_slice() else { return };
    let Some(action) = cascade.key.relation.on_delete.as_ref() else { return };
    if cascade.parent == cascade.child {
        return;
    }
    let (own, target) = (model.item.name(), cascade.key.target_name);
    let message = format!(
        "`{own}.{}` is optional, but deleting the `{target}` deletes the `{own}`. Use `SetNull`, or make the relation \
         required.",
        cascade.key.field.name.text
    );
    let finding = cx.finding(model.id, action.span, message);
    found.push(cx.fix(finding, || {
        let edit = edit::replace(cx.schema, cascade.place(), "SetNull");
        [Fix::choice("Use `onDelete: SetNull`", vec![edit])]
    }));
}
