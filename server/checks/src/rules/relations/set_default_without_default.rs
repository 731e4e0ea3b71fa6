//! `set-default-without-default`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, article};
use base::{Finding, Fix, Level, Place};
use model::catalog::referential_actions::{
    ActionVerdict, ReferentialAction, ReferentialEvent, allowed, verdict,
};
use model::schema::edit;
use model::schema::item::Arity;

rule! {
    /// `SetDefault` on a foreign key without a default.
    ///
    /// Prisma accepts it, but the database has no value for a required field, so the delete fails at run time. Give the
    /// field the `@default` of a row that always exists, or use `NoAction`.
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
    ///   author   User @relation(fields: [authorId], references: [id], onDelete: SetDefault)
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
    ///   authorId Int  @default(0)
    ///   author   User @relation(fields: [authorId], references: [id], onDelete: SetDefault)
    ///
    ///   @@index([authorId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "set-default-without-default",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = cx.configuration().provider else { return };
    let mode = cx.configuration().relation_mode;
    for key in cx.owning_fields(model.id) {
        let arity = cx.schema.relation_arity(&key.info);
        // Nothing to add where Prisma itself rejects the action or warns about it.
        if verdict(provider, mode, arity, ReferentialAction::SetDefault) != ActionVerdict::Fine {
            continue;
        }
        let fields = key.info.key.iter().filter_map(|&id| cx.schema.field(id));
        let mut bare = fields.filter(|field| field.arity() == Arity::Required && !field.has("default"));
        let Some(bare) = bare.next() else { continue };
        let written = [
            (ReferentialEvent::Delete, &key.relation.on_delete),
            (ReferentialEvent::Update, &key.relation.on_update),
        ];
        for (event, action) in written {
            let Some(action) = action.as_ref().filter(|action| action.text == "SetDefault") else { continue };
            let deed = match event {
                ReferentialEvent::Delete => {
                    format!("deleting {} `{}`", article(key.target_name), key.target_name)
                }
                ReferentialEvent::Update => {
                    format!("changing the key of {} `{}`", article(key.target_name), key.target_name)
                }
            };
            let message = format!(
                "`{}.{}` has no `@default`, so {deed} fails while rows reference it. Add a default, or use `NoAction`.",
                model.item.name(),
                bare.name.text
            );
            let finding = cx
                .finding(model.id, action.span, message)
                .related(Place::new(model.id, bare.name.span), "This field has no default.");
            found.push(cx.fix(finding, || {
                let quiet = ReferentialAction::NoAction;
                allowed(provider, mode).contains(&quiet).then(|| {
                    let edit = edit::replace(cx.schema, Place::new(model.id, action.span), quiet.name());
                    Fix::choice(format!("Use `{}: {quiet}`", event.argument()), vec![edit])
                })
            }));
        }
    }
}
