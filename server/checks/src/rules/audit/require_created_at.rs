//! `require-created-at`

use crate::rules::audit::names;
use crate::rules::audit::stamps::{self, Presence, Stamp};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level};

rule! {
    /// A model without a creation timestamp.
    ///
    /// Support, audits, retention periods and incremental exports need to know when a row was created, and it cannot be
    /// reconstructed later. Any `DateTime` with `@default(now())` counts, and so does a `DateTime` whose name says so,
    /// such as `createdAt`, `dateAdded` or `logged_at`. Join tables, NextAuth tables, settings, computed
    /// tables such as metrics, lists of unique names, and parts of a row that has one (`OrderItem` of an `Order`) are exempt.
    /// A part belongs to one row only, is deleted with it, and bears its name.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id    Int    @id
    ///   email String
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
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id        Int         @id
    ///   createdAt DateTime    @default(now())
    ///   items     OrderItem[]
    /// }
    ///
    /// model OrderItem {
    ///   id      Int   @id
    ///   orderId Int
    ///   order   Order @relation(fields: [orderId], references: [id], onDelete: Cascade)
    ///   amount  Int
    /// }
    /// ```
    ///
    /// Models and kinds of models can be exempted:
    ///
    /// ```prisma clean {"kinds": ["lookup"], "exempt": ["Legacy*"]}
    /// model Country {
    ///   code String @id
    ///   name String
    /// }
    ///
    /// model LegacyOrder {
    ///   id    Int    @id
    ///   email String
    ///   total Int
    ///   notes String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-created-at",
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[
            OptionSpec {
                name: "names",
                kind: OptionKind::List(names::CREATED),
                docs: "Further names of creation timestamps, in the schema or in the database; new fields get the \
                     first one.",
            },
            OptionSpec { name: "kinds", kind: OptionKind::List(&["join", "auth", "derived", "settings", "part"]), docs: stamps::KINDS_DOCS },
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
    match stamps::search(cx, model, Stamp::Created, &names) {
        Presence::Present => {}
        Presence::OtherType(field) => {
            let message = format!(
                "`{own}.{}` is a `{}`, so the database cannot compare it with timestamps. Change it to {}.",
                field.name.text,
                field.type_name(),
                match cx.has_defaults() {
                    true => "`DateTime` with `@default(now())`".to_owned(),
                    false => format!("`{}`", stamps::CREATED_PRESET),
                }
            );
            found.push(cx.finding(model.id, field.name.span, message));
        }
        Presence::Missing => {
            let name = names.first().copied().unwrap_or("createdAt");
            let line = stamps::line(cx, Stamp::Created, name);
            let message = format!("`{own}` has no creation timestamp. Add `{line}`.");
            let finding = cx.finding(model.id, model.item.head(), message);
            found.push(cx.fix(finding, || {
                let field = stamps::field_name(&line);
                let one = stamps::add(cx, model, format!("Add `{field}`"), None, std::slice::from_ref(&line));
                let search = stamps::search(cx, model, Stamp::Updated, names::UPDATED);
                let needs_both = matches!(search, Presence::Missing) && !cx.kinds(model).is_append_only;
                let both = needs_both.then(|| {
                    let other = stamps::line(cx, Stamp::Updated, "updatedAt");
                    let title = format!("Add `{field}` and `{}`", stamps::field_name(&other));
                    stamps::add(cx, model, title, None, &[line.clone(), other])
                });
                one.into_iter().chain(both.flatten())
            }));
        }
    }
}
