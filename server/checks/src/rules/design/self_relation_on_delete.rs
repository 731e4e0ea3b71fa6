//! `self-relation-on-delete`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{FieldId, Finding, Fix, Level};
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::schema::edit;

rule! {
    /// A self-relation whose children become roots when their parent is deleted.
    ///
    /// A model that references itself with an optional foreign key, without an explicit `onDelete`, gets `SetNull`:
    /// deleting a node silently makes its children roots. Write the action you want: `Restrict`, `Cascade` or
    /// `SetNull`.
    ///
    /// ```prisma flagged
    /// model Category {
    ///   id       Int        @id
    ///   parentId Int?
    ///   parent   Category?  @relation("tree", fields: [parentId], references: [id])
    ///   children Category[] @relation("tree")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Category {
    ///   id       Int        @id
    ///   parentId Int?
    ///   parent   Category?  @relation("tree", fields: [parentId], references: [id], onDelete: Restrict)
    ///   children Category[] @relation("tree")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "self-relation-on-delete",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    for (index, field) in model.model.fields.iter().enumerate() {
        let Some(relation) = cx.schema.relation(FieldId::new(model.id, index)) else { continue };
        let takes_action = cx.relation_takes(ReferentialEvent::Delete.argument());
        if !relation.owns_key || relation.target != model.id || !takes_action {
            continue;
        }
        let implied = cx.schema.action(&relation, ReferentialEvent::Delete);
        let Some((ReferentialAction::SetNull, false)) = implied else { continue };
        let Some(attribute) = field.attribute("relation") else { continue };
        let message = format!(
            "`{0}.{1}` has no explicit `onDelete`: deleting a `{0}` silently clears `{1}` of its children. Write the \
             action you want.",
            model.item.name(),
            field.name.text
        );
        found.push(cx.fix(cx.finding(model.id, attribute.span, message), || {
            let actions =
                [ReferentialAction::SetNull, ReferentialAction::Restrict, ReferentialAction::Cascade];
            let provider = cx.configuration().provider;
            let mode = cx.configuration().relation_mode;
            let offered = actions.into_iter().filter(move |action| {
                use model::catalog::referential_actions::allowed;
                provider.is_none_or(|provider| allowed(provider, mode).contains(action))
            });
            let fixes: Vec<Fix> = offered
                .map(|action| {
                    let text = format!("onDelete: {}", action.name());
                    let change = edit::add_argument(cx.schema, model.id, attribute, &text);
                    Fix::choice(format!("Add `{text}`"), vec![change])
                })
                .collect();
            fixes
        }));
    }
}
