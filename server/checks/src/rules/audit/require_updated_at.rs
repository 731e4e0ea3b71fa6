//! `require-updated-at`

use crate::rules::audit::names;
use crate::rules::audit::stamps::{self, Presence, Stamp};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;

rule! {
    /// A model without a modification timestamp.
    ///
    /// Caches, synchronization and debugging need to know when a row last changed. Prisma Client sets a field with
    /// `@updatedAt` on every write; raw SQL and other programs do not. Append-only models (logs, events, versions),
    /// join tables and NextAuth tables are exempt.
    ///
    /// In a project with migrations the new field also gets `@default(now())`, because existing rows need a value.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now())
    ///   email     String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now())
    ///   updatedAt DateTime @updatedAt
    ///   email     String
    /// }
    ///
    /// model OrderEvent {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now())
    ///   text      String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-updated-at",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[
            OptionSpec {
                name: "names",
                kind: OptionKind::List(names::UPDATED),
                docs: "Further names of modification timestamps, in the schema or in the database; new fields get the \
                     first one.",
            },
            OptionSpec {
                name: "kinds",
                kind: OptionKind::List(&["join", "append-only", "auth"]),
                docs: stamps::KINDS_DOCS,
            },
        ],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if stamps::is_exempt(cx, model) {
        return;
    }
    let names = cx.options.list("names");
    let own = model.item.name();
    match stamps::search(cx, model, Stamp::Updated, &names) {
        Presence::Present => {}
        Presence::OtherType(field) => {
            let message = format!(
                "`{own}.{}` is a `{}`, so Prisma Client cannot maintain it. Change it to {}.",
                field.name.text,
                field.type_name(),
                match cx.configuration().is_next() {
                    true => "`temporal.updatedAt()`",
                    false => "`DateTime` with `@updatedAt`",
                }
            );
            found.push(cx.finding(model.id, field.name.span, message));
        }
        Presence::Missing => {
            let name = names.first().copied().unwrap_or("updatedAt");
            let line = stamps::line(cx, Stamp::Updated, name);
            let message = format!("`{own}` has no modification timestamp. Add `{line}`.");
            let finding = cx.finding(model.id, model.item.head(), message);
            found.push(cx.fix(finding, || {
                let field = stamps::field_name(&line);
                let created = model.model.fields.iter().find(|field| {
                    stamps::is_named(field, names::CREATED)
                        && cx.schema.type_of(field) == FieldType::Scalar(ScalarType::DateTime)
                });
                let one =
                    stamps::add(cx, model, format!("Add `{field}`"), created, std::slice::from_ref(&line));
                let search = stamps::search(cx, model, Stamp::Created, names::CREATED);
                let both = matches!(search, Presence::Missing).then(|| {
                    let other = stamps::line(cx, Stamp::Created, "createdAt");
                    let title = format!("Add `{}` and `{field}`", stamps::field_name(&other));
                    stamps::add(cx, model, title, None, &[other, line.clone()])
                });
                one.into_iter().chain(both.flatten())
            }));
        }
    }
}
