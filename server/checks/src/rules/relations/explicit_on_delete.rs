//! `explicit-on-delete`

use crate::rules::relations::owning::{OwningField, owning_fields};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, article};
use base::text::Span;
use base::{Finding, Fix, Level};
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent, offered, refuses_cycles};
use model::schema::edit;

rule! {
    /// A relation that does not say what a delete on its other side does.
    ///
    /// Without `onDelete` Prisma picks an action by whether the foreign key is required: `Restrict` (`NoAction` on SQL
    /// Server) where it is, `SetNull` where it is not. Making a field optional then changes silently what a delete
    /// does. Writing down the action in force changes nothing in the database; it shows that someone has thought of it.
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
    /// With the option `also`, `onUpdate` has to be written as well:
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
            docs: "What has to be written beside `onDelete`: `onUpdate`.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let wants_update = cx.options.list("also").contains(&ReferentialEvent::Update.argument());
    for key in owning_fields(cx, model.id) {
        // Prisma itself asks for the actions of a self relation in a database that refuses cycles.
        let is_self = key.info.target == model.id;
        let provider = cx.configuration().provider;
        let mode = cx.configuration().relation_mode;
        if is_self && provider.is_some_and(|provider| refuses_cycles(provider, mode)) {
            continue;
        }
        found.extend(report(cx, model, &key, ReferentialEvent::Delete));
        if wants_update {
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
        "The relation `{}.{}` has no `{argument}`, so {}. Write `{argument}: {implied}`, or the action that is meant.",
        model.item.name(),
        key.field.name.text,
        consequence(implied, event, model.item.name(), key.target_name),
    );
    // With the `@`.
    let span =
        attribute.name.as_ref().map_or(attribute.span, |name| Span::new(attribute.span.start, name.span.end));
    let finding = cx.finding(model.id, span, message);
    Some(cx.fix(finding, || {
        choices(cx, key, implied, event).into_iter().map(|action| {
            let text = format!("{argument}: {action}");
            let title = match action == implied {
                true => format!("Add `{text}`, which holds already"),
                false => format!("Add `{text}`"),
            };
            Fix::choice(title, vec![edit::add_argument(cx.schema, model.id, attribute, &text)])
        })
    }))
}

/// What the action in force does, as the second half of a sentence.
fn consequence(action: ReferentialAction, event: ReferentialEvent, model: &str, target: &str) -> String {
    let a = article(target);
    match (event, action) {
        (ReferentialEvent::Update, _) => {
            format!("`{action}` holds: a changed key of {a} `{target}` is copied into its `{model}` rows")
        }
        (ReferentialEvent::Delete, ReferentialAction::SetNull) => {
            format!("`{action}` holds: rows of `{model}` stay without {a} `{target}` when that is deleted")
        }
        (ReferentialEvent::Delete, _) => {
            format!("`{action}` holds: {a} `{target}` cannot be deleted while rows of `{model}` point at it")
        }
    }
}

/// The actions to pick from, the one in force first.
fn choices(
    cx: &Context<'_>,
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
    // Where cycles are refused, an action that changes rows could close one that so far stays open.
    let is_quiet =
        cx.schema.action(&key.info, other).is_some_and(|(action, _)| !acts(action)) && !acts(implied);
    let only_quiet = is_quiet && refuses_cycles(provider, mode);
    let arity = cx.schema.relation_arity(&key.info);
    let mut key_fields = key.info.key.iter().filter_map(|&id| cx.schema.field(id));
    let has_default = key_fields.all(|field| field.has("default"));
    all.extend(offered(provider, mode, arity).filter(|&action| {
        let is_possible = action != ReferentialAction::SetDefault || has_default;
        action != implied && is_possible && !(only_quiet && acts(action))
    }));
    all
}
