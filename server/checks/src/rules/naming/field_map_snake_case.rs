//! `field-map-snake-case`

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use crate::rules::case::{is_same_but_for_digits, snake};
use crate::rules::kinds::is_implicit_join_table;
use crate::rules::naming::inconsistent_mapping;
use crate::rules::naming::mapping::{is_snake, map_field};
use crate::rules::naming::shared::{COMPOUND_WORDS, has_column};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::catalog::Provider;
use model::schema::item::{Field, Item, KeyKind, KeyOwner, Model, ModelKind};

rule! {
    /// A column whose name is not in snake_case.
    ///
    /// Names with capitals have to be quoted in hand-written SQL. `@map` names the column, while the field keeps its
    /// camelCase name in the client.
    ///
    /// The fix is offered only in a project without migrations: with existing tables, a new name would drop the column
    /// with its data, and needs a migration that renames it.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id        Int      @id
    ///   createdAt DateTime
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id        Int      @id
    ///   createdAt DateTime @map("created_at")
    /// }
    /// ```
    ///
    /// ```prisma flagged {"exact": true}
    /// model User {
    ///   id        Int      @id
    ///   createdAt DateTime @map("created")
    /// }
    /// ```
    ///
    /// ```prisma clean {"exact": true, "compoundWords": ["GraphQL"]}
    /// model Query {
    ///   id        Int    @id
    ///   graphQLId String @map("graphql_id")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "field-map-snake-case",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[
            OptionSpec {
                name: "exact",
                kind: OptionKind::Flag(false),
                docs: "Whether the name has to be the field name in snake_case, not just any snake_case name.",
            },
            COMPOUND_WORDS,
            OptionSpec {
                name: "requireUnderscorePrefixForIds",
                kind: OptionKind::Flag(false),
                docs: "Whether the id column has to begin with an underscore, like MongoDB's `_id`.",
            },
            OptionSpec {
                name: "views",
                kind: OptionKind::Flag(false),
                docs: "Whether to check views.",
            },
            OptionSpec {
                name: "mongodb",
                kind: OptionKind::Flag(false),
                docs: "Whether to check MongoDB, where camelCase is usual.",
            },
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| !model.is_ignored()) else { return };
    if is_implicit_join_table(item) {
        return;
    }
    let is_mongodb = cx.configuration().provider == Some(Provider::Mongodb);
    if (model.kind == ModelKind::View && !cx.options.flag("views"))
        || (is_mongodb && !cx.options.flag("mongodb") && !cx.options.flag("requireUnderscorePrefixForIds"))
        || (model.kind == ModelKind::Model && cx.kinds(ModelRef { id, item, model }).is_external_auth)
    {
        return;
    }
    let compounds = cx.options.list("compoundWords");
    let reported = OnceCell::new();
    for (index, (field, ty)) in cx.fields(id, model).enumerate() {
        if field.has("ignore") || !has_column(ty) {
            continue;
        }
        let is_id = cx.options.flag("requireUnderscorePrefixForIds") && is_id(model, index);
        let mut wanted = snake(&field.name.text, &compounds);
        if is_id {
            wanted.insert(0, '_');
        }
        let name = field.database_name();
        let passes = match cx.options.flag("exact") || is_id {
            true => is_same_but_for_digits(name, &wanted),
            false => is_snake(name),
        };
        if passes {
            continue;
        }
        // The finding about the other fields proposes the same.
        let reported = reported.get_or_init(|| match model.kind {
            ModelKind::Model => inconsistent_mapping::reported_fields(cx, ModelRef { id, item, model }),
            ModelKind::View | ModelKind::Type => FxHashSet::default(),
        });
        if reported.contains(&field.name.span) {
            continue;
        }
        found.push(finding(cx, id, item, field, &wanted));
    }
}

fn finding(cx: &Context<'_>, id: ItemId, item: &Item, field: &Field, wanted: &str) -> Finding {
    let (own, name) = (&field.name.text, field.database_name());
    let message =
        format!("Column `{name}` of `{}.{own}` is not in snake_case. Map it to `{wanted}`.", item.name());
    let finding = cx.finding(id, field.name.span, message);
    cx.fix(finding, || map_field(cx, id, field, wanted))
}

/// Whether the field alone is the id.
fn is_id(model: &Model, index: usize) -> bool {
    model.keys.iter().any(|key| key.kind == KeyKind::Id && key.owner == KeyOwner::Field(index))
}
