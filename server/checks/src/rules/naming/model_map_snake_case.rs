//! `model-map-snake-case`

use crate::rules::case::{is_same_but_for_digits, snake};
use crate::rules::kinds::is_implicit_join_table;
use crate::rules::naming::mapping::{is_snake, map_model};
use crate::rules::naming::shared::{COMPOUND_WORDS, TRIM_PREFIX, split_prefix};
use crate::rules::naming::{inconsistent_mapping, reserved_word};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, plural};
use base::{Finding, Level};

rule! {
    /// A table whose name is not in snake_case.
    ///
    /// Names with capitals have to be quoted in hand-written SQL. `@@map` names the table, while the model keeps its
    /// PascalCase name in the client. NextAuth models are exempt.
    ///
    /// The fix is offered only in a project without migrations: with existing tables, a new name would drop the table
    /// with its data, and needs a migration that renames it.
    ///
    /// ```prisma flagged
    /// model UserRole {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model UserRole {
    ///   id Int @id
    ///
    ///   @@map("user_role")
    /// }
    /// ```
    ///
    /// ```prisma flagged {"pluralize": true, "irregularPlurals": {"bonus": "boni"}}
    /// model UserBonus {
    ///   id Int @id
    ///
    ///   @@map("user_bonus")
    /// }
    /// ```
    ///
    /// ```prisma clean {"exact": true, "trimPrefix": "Db", "compoundWords": ["GraphQL"]}
    /// model DbGraphQLQuery {
    ///   id Int @id
    ///
    ///   @@map("graphql_query")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "model-map-snake-case",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[
            OptionSpec {
                name: "exact",
                kind: OptionKind::Flag(false),
                docs: "Whether the name has to be the model name in snake_case, not just any snake_case name.",
            },
            OptionSpec {
                name: "pluralize",
                kind: OptionKind::Flag(false),
                docs: "Whether table names are plural.",
            },
            OptionSpec {
                name: "irregularPlurals",
                kind: OptionKind::Map,
                docs: "Irregular plurals, by singular.",
            },
            COMPOUND_WORDS,
            TRIM_PREFIX,
        ],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let has_no_table = model.item.shares_table() || is_implicit_join_table(model.item);
    if model.item.name.is_none() || cx.kinds(model).is_external_auth || has_no_table {
        return;
    }
    let expected_name = expected_name(cx, model.item.name());
    let name = model.item.database_name();
    let passes = match cx.options.flag("exact") {
        true => is_same_but_for_digits(name, &expected_name),
        false => is_snake(name) && (!cx.options.flag("pluralize") || is_plural(cx, name)),
    };
    // Findings of other rules propose a name in snake_case.
    if passes || reserved_word::is_reported(cx, model) || inconsistent_mapping::is_table_reported(cx, model) {
        return;
    }
    let message = format!(
        "Table `{name}` of `{}` is not in snake_case. Map it to `{expected_name}`.",
        model.item.name()
    );
    let finding = cx.finding(model.id, model.item.head(), message);
    found.push(cx.fix(finding, || map_model(cx, model.id, model.item, &expected_name)));
}

fn expected_name(cx: &Context<'_>, model: &str) -> String {
    let name = snake(split_prefix(cx, model).1, &cx.options.list("compoundWords"));
    if !cx.options.flag("pluralize") {
        return name;
    }
    irregular(cx, &name).unwrap_or_else(|| plural(&name))
}

fn is_plural(cx: &Context<'_>, name: &str) -> bool {
    let is_irregular = irregular_plurals(cx).any(|(_, plural)| name.ends_with(plural));
    is_irregular || (irregular(cx, name).is_none() && plural(name) == name)
}

/// The plural of the name from the option `irregularPlurals`.
fn irregular(cx: &Context<'_>, name: &str) -> Option<String> {
    let ends_with = |word: &str| name == word || name.ends_with(&format!("_{word}"));
    let (singular, plural) = irregular_plurals(cx).find(|(singular, _)| ends_with(singular))?;
    Some(format!("{}{plural}", name.strip_suffix(singular)?))
}

fn irregular_plurals<'o>(cx: &'o Context<'_>) -> impl Iterator<Item = (&'o str, &'o str)> {
    let map = cx.options.value("irregularPlurals").as_object();
    map.into_iter().flatten().filter_map(|(singular, plural)| Some((singular.as_str(), plural.as_str()?)))
}
