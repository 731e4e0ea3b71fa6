//! `field-name-camel-case`

use crate::rules::naming::case::Case;
use crate::rules::naming::shared::{ALLOW_LIST, TRIM_PREFIX, is_generated, renaming, without_prefix};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{FieldId, Finding, ItemId, Level};
use model::schema::item::{Item, ModelKind};
use model::schema::references::Definition;

rule! {
    /// A field whose name is not in camelCase.
    ///
    /// The name becomes a property in the generated client. The column does not change: the fix renames the field
    /// wherever the schema uses it, in `fields:`, `references:`, keys and indexes of all files, and adds `@map` with
    /// the old name, so that the next migration is empty. A relation field has no column and needs no `@map`. The fix
    /// does not change code that uses the client; the TypeScript compiler shows what to change.
    ///
    /// A schema with at least 80% of such fields in snake_case is exempt, and so are the NextAuth models, whose fields
    /// are named by that library.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id         Int      @id
    ///   firstName  String
    ///   created_at DateTime
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id        Int      @id
    ///   firstName String
    ///   createdAt DateTime @map("created_at")
    /// }
    /// ```
    ///
    /// ```prisma flagged {"allowConsistentSnakeCase": false}
    /// model User {
    ///   id         Int      @id
    ///   created_at DateTime
    /// }
    /// ```
    pub static RULE = Rule {
        code: "field-name-camel-case",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[
            ALLOW_LIST,
            TRIM_PREFIX,
            OptionSpec {
                name: "allowConsistentSnakeCase",
                kind: OptionKind::Flag(true),
                docs: "Whether snake_case is accepted in a schema that uses it consistently.",
            },
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| !model.is_ignored()) else { return };
    if model.kind == ModelKind::Model && cx.kinds(ModelRef { id, item, model }).is_external_auth {
        return;
    }
    let allowed = cx.options.patterns("allowList");
    let snake_case_passes = cx.options.flag("allowConsistentSnakeCase") && cx.style().snake_case_fields;
    let prefixes = cx.options.list("trimPrefix");
    for (index, field) in model.fields.iter().enumerate() {
        let name = field.name.as_str();
        let (prefix, rest) = without_prefix(&prefixes, name);
        let own = rest.trim_start_matches('_');
        if Case::Camel.is(own)
            || is_generated(name)
            || field.has("ignore")
            || allowed.matches(name)
            || (snake_case_passes && Case::Snake.is(own))
        {
            continue;
        }
        let case = if snake_case_passes { Case::Snake } else { Case::Camel };
        let new = format!("{prefix}{}", case.write(own, &[]));
        if new == name || new.is_empty() {
            continue;
        }
        let message =
            format!("Field `{}.{name}` is not in {}. Rename it to `{new}`.", item.name(), case.label());
        let finding = cx.finding(id, field.name.span, message);
        let definition = Definition::Field(FieldId::new(id, index));
        found.push(cx.fix(finding, || renaming(cx, &definition, &new)));
    }
}
