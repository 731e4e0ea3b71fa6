//! `explicit-on-delete`

use crate::rules::kinds::is_evidence;
use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, article, soft_delete_field};
use base::text::Span;
use base::{Finding, Fix, Level};
use model::catalog::referential_actions::{
    ReferentialAction, ReferentialEvent, RelationArity, offered, refuses_cycles,
};
use model::schema::edit;

rule! {
    /// A relation without an explicit `onDelete`.
    ///
    /// Without `onDelete`, Prisma picks an action by whether the foreign key is required: `Restrict` (`NoAction` on SQL
    /// Server) if it is, `SetNull` if it is not. Making a field optional then silently changes what a delete does.
    /// Writing the default action changes nothing in the database; it shows that somebody decided.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id])
    ///
    ///   @@index([authorId])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
    ///
    ///   @@index([authorId])
    /// }
    /// ```
    ///
    /// The option `also` requires `onUpdate` too:
    ///
    /// ```prisma flagged {"also": ["onUpdate"]}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int   @id
    ///   authorId Int?
    ///   author   User? @relation(fields: [authorId], references: [id], onDelete: SetNull)
    /// }
    /// ```
    pub static RULE = Rule {
        code: "explicit-on-delete",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[OptionSpec {
            name: "also",
            kind: OptionKind::List(&[]),
            docs: "Actions that are required beside `onDelete`: `onUpdate`.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let wants_update = cx.options.list("also").contains(&ReferentialEvent::Update.argument());
    for key in cx.owning_fields(model.id) {
        // On databases that reject cycles, Prisma itself requires the actions of a self-relation.
        let is_self = key.info.target == model.id;
        let provider = cx.configuration().provider;
        let mode = cx.configuration().relation_mode;
        if is_self && provider.is_some_and(|provider| refuses_cycles(provider, mode)) {
            continue;
        }
        if cx.relation_takes(ReferentialEvent::Delete.argument()) {
            found.extend(report(cx, model, &key, ReferentialEvent::Delete));
        }
        if wants_update && cx.relation_takes(ReferentialEvent::Update.argument()) {
            found.extend(report(cx, model, &key, ReferentialEvent::Update));
        }
    }
}

fn report(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    key: &OwningField<'_>,
    event: ReferentialEvent,
) -> Option<Finding> {
    let (implied, is_written) = cx.schema.action(&key.info, event)?;
    let attribute = key.field.attribute("relation")?;
    if is_written || attribute.named(event.argument()).is_some() {
        return None;
    }
    let argument = event.argument();
    let message = format!(
        "`{}.{}` has no explicit `{argument}`; {}. Write `{argument}: {implied}`, or the action you want.",
        model.item.name(),
        key.field.name.text,
        consequence(implied, event, model.item.name(), key.target_name),
    );
    // Includes the `@`.
    let span =
        attribute.name.as_ref().map_or(attribute.span, |name| Span::new(attribute.span.start, name.span.end));
    let finding = cx.finding(model.id, span, message);
    Some(cx.fix(finding, || {
        choices(cx, model, key, implied, event).into_iter().map(|action| {
            let text = format!("{argument}: {action}");
            let title = match action == implied {
                true => format!("Add `{text}` (the current default)"),
                false => format!("Add `{text}`"),
            };
            Fix::choice(title, vec![edit::add_argument(cx.schema, model.id, attribute, &text)])
        })
    }))
}

/// What the default action does, as a clause.
fn consequence(action: ReferentialAction, event: ReferentialEvent, model: &str, target: &str) -> String {
    let a = article(target);
    match (event, action) {
        (ReferentialEvent::Update, _) => {
            format!("the default `{action}` copies a changed key of {a} `{target}` to its `{model}` rows")
        }
        (ReferentialEvent::Delete, ReferentialAction::SetNull) => {
            format!(
                "the default `{action}` clears the reference of `{model}` rows when {a} `{target}` is deleted"
            )
        }
        (ReferentialEvent::Delete, _) => {
            format!("the default `{action}` rejects deleting {a} `{target}` that `{model}` rows reference")
        }
    }
}

/// The actions to choose from, the current one first.
fn choices(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    key: &OwningField<'_>,
    implied: ReferentialAction,
    event: ReferentialEvent,
) -> Vec<ReferentialAction> {
    let mut all = vec![implied];
    let Some(provider) = cx.configuration().provider else { return all };
    let mode = cx.configuration().relation_mode;
    let acts = |action| !matches!(action, ReferentialAction::NoAction | ReferentialAction::Restrict);
    let other = match event {
        ReferentialEvent::Delete => ReferentialEvent::Update,
        ReferentialEvent::Update => ReferentialEvent::Delete,
    };
    // Where cycles are rejected, an action that changes rows could close one.
    let is_quiet =
        cx.schema.action(&key.info, other).is_some_and(|(action, _)| !acts(action)) && !acts(implied);
    let only_quiet = is_quiet && refuses_cycles(provider, mode);
    let arity = cx.schema.relation_arity(&key.info);
    let mut key_fields = key.info.key.iter().filter_map(|&id| cx.schema.field(id));
    let has_default = key_fields.all(|field| field.has("default"));
    all.extend(offered(provider, mode, arity).filter(|&action| {
        let is_possible = action != ReferentialAction::SetDefault || has_default;
        action != implied
            && is_possible
            && !(only_quiet && acts(action))
            && !(action == ReferentialAction::Cascade
                && event == ReferentialEvent::Delete
                && is_cascade_doubtful(cx, model, key))
    }));
    all
}

/// Whether another rule would have something against a cascade here: the row belongs to another one, one of the two
/// is soft-deleted or evidence, or the cascade would continue another one.
fn is_cascade_doubtful(cx: &Context<'_>, model: ModelRef<'_>, key: &OwningField<'_>) -> bool {
    let target = key.info.target;
    let is_soft_deleted =
        |id| cx.model(id).is_some_and(|it| soft_delete_field(cx.schema, it.model).is_some());
    let is_required = |key: &OwningField<'_>| cx.schema.relation_arity(&key.info) == RelationArity::Required;
    !is_required(key) && cx.owning_fields(model.id).iter().any(is_required)
        || is_soft_deleted(model.id)
        || is_soft_deleted(target)
        || is_evidence(model.item.name())
        || cx.index.cascades(cx.schema).iter().any(|(child, steps, _)| {
            *child == target || steps.iter().any(|step| step.to == model.id && *child != model.id)
        })
}
