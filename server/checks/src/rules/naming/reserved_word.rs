//! `reserved-word`

use crate::rules::case::snake;
use crate::rules::naming::mapping::map_model;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, plural};
use base::text::Span;
use base::{Finding, ItemId, Level};
use model::catalog::Provider;
use model::catalog::reserved::is_sql_reserved;
use model::schema::item::{Attribute, Item};

rule! {
    /// A table or column whose name is a reserved word in this database.
    ///
    /// Prisma quotes every name, but hand-written SQL in reports, migrations and consoles fails on such a name, or
    /// means something else: on PostgreSQL `SELECT * FROM user` returns the name of the current database user. A name
    /// with a capital has to be quoted on PostgreSQL anyway, and `User` without quotes is `user` there.
    ///
    /// For a column the finding is a hint, since there is seldom a better name.
    ///
    /// The fix names the table with `@@map`. It is offered only in a project without migrations.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id    Int @id
    ///   total Int
    ///
    ///   @@map("orders")
    /// }
    /// ```
    ///
    /// ```prisma flagged
    /// model Item {
    ///   id    Int @id
    ///   order Int
    /// }
    /// ```
    ///
    /// ```prisma clean {"columns": false}
    /// model Item {
    ///   id    Int @id
    ///   order Int
    /// }
    /// ```
    pub static RULE = Rule {
        code: CODE,
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[
            OptionSpec {
                name: "columns",
                kind: OptionKind::Flag(true),
                docs: "Whether to check columns, not only tables.",
            },
            OptionSpec {
                name: "allow",
                kind: OptionKind::Patterns(&[]),
                docs: "Exempt database names.",
            },
        ],
        check: Check::Model(check),
    };
}

const CODE: &str = "reserved-word";

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = cx.configuration().provider else { return };
    let allowed = cx.options.patterns("allow");
    let is_reserved = |name: &str| is_sql_reserved(provider, name) && !allowed.matches(name);
    if is_reported(cx, model) {
        found.push(table_finding(cx, model.id, model.item, provider));
    }
    if !cx.options.flag("columns") {
        return;
    }
    for (field, _) in cx.fields(model.id, model.model).filter(|(_, ty)| ty.is_scalar_like()) {
        let name = field.database_name();
        if !is_reserved(name) || field.has("ignore") {
            continue;
        }
        let span = name_span(field.attribute("map")).unwrap_or(field.name.span);
        let message = format!(
            "Column `{name}` of `{}` is a reserved word in {}: hand-written SQL has to quote it.",
            model.item.name(),
            provider.display_name()
        );
        // Prisma quotes columns, and there is seldom a better name.
        found.push(cx.finding(model.id, span, message).at_most(Level::Hint));
    }
}

/// Whether the rule is on, and flags the table of the model.
pub(super) fn is_reported(cx: &Context<'_>, model: ModelRef<'_>) -> bool {
    let (Some(options), Some(provider)) = (cx.options_of(CODE), cx.configuration().provider) else {
        return false;
    };
    let table = model.item.database_name();
    model.item.name.is_some()
        && !model.item.shares_table()
        && is_sql_reserved(provider, table)
        && !options.patterns("allow").matches(table)
}

fn table_finding(cx: &Context<'_>, id: ItemId, item: &Item, provider: Provider) -> Finding {
    let name = item.database_name();
    let free = plural(&snake(item.name(), &[]));
    let message = format!(
        "Table `{name}` is a reserved word in {}: hand-written SQL has to quote it. Rename it, for example with \
         `@@map(\"{free}\")`.",
        provider.display_name()
    );
    let map = item.attributes().iter().find(|attribute| attribute.name() == "map");
    let finding = cx.finding(id, name_span(map).unwrap_or(item.head()), message);
    cx.fix(finding, || {
        let is_free = !is_sql_reserved(provider, &free);
        is_free.then(|| map_model(cx, id, item, &free)).flatten()
    })
}

/// The place where `@map` or `@@map` sets the name.
fn name_span(map: Option<&Attribute>) -> Option<Span> {
    Some(map?.named_or_first("name")?.span())
}
