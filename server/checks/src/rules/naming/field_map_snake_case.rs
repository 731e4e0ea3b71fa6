//! `field-map-snake-case`

use crate::rules::naming::case::snake;
use crate::rules::naming::mapping::{is_snake, map_field};
use crate::rules::naming::shared::{COMPOUND_WORDS, has_column};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::catalog::Provider;
use model::schema::item::{Field, Item, KeyKind, KeyOwner, Model, ModelKind};

rule! {
    /// A column whose name in the database is not in snake_case.
    ///
    /// Names with capitals have to be quoted in every piece of SQL that is written by hand. `@map` gives the column a name
    /// of its own while the field keeps its camelCase name in the client.
    ///
    /// The fix is offered only while the project has no migrations: afterwards a new name would drop the column with all
    /// that is in it, and needs a migration of its own that renames.
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
                docs: "Whether the name has to be that of the field in snake_case, and not just any in snake_case.",
            },
            COMPOUND_WORDS,
            OptionSpec {
                name: "requireUnderscorePrefixForIds",
                kind: OptionKind::Flag(false),
                docs: "Whether the column of the id has to begin with an underscore, as MongoDB's `_id` does.",
            },
            OptionSpec {
                name: "views",
                kind: OptionKind::Flag(false),
                docs: "Whether to look at views as well.",
            },
            OptionSpec {
                name: "mongodb",
                kind: OptionKind::Flag(false),
                docs: "Whether to look at MongoDB as well, where camelCase is the custom.",
            },
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| !model.is_ignored()) else { return };
    let is_mongodb = cx.configuration().provider == Some(Provider::Mongodb);
    if (model.kind == ModelKind::View && !cx.options.flag("views"))
        || (is_mongodb && !cx.options.flag("mongodb") && !cx.options.flag("requireUnderscorePrefixForIds"))
        || (model.kind == ModelKind::Model && cx.kinds(ModelRef { id, item, model }).is_external_auth)
    {
        return;
    }
    let compounds = cx.options.list("compoundWords");
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
            true => name == wanted,
            false => is_snake(name),
        };
        if passes {
            continue;
        }
        found.push(finding(cx, id, item, field, &wanted));
    }
}

fn finding(cx: &Context<'_>, id: ItemId, item: &Item, field: &Field, wanted: &str) -> Finding {
    let (own, name) = (&field.name.text, field.database_name());
    let message = format!("The column of `{}.{own}` is called `{name}`. Call it `{wanted}`.", item.name());
    let finding = cx.finding(id, field.name.span, message);
    cx.fix(finding, || map_field(cx, id, field, wanted))
}

/// Whether the field alone is the id.
fn is_id(model: &Model, index: usize) -> bool {
    model.keys.iter().any(|key| key.kind == KeyKind::Id && key.owner == KeyOwner::Field(index))
}
