//! `boolean-prefix`

use crate::rules::naming::shared::renaming;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec, words};
use base::{FieldId, Finding, ItemId, Level};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::{Arity, Item};
use model::schema::references::Definition;

rule! {
    /// A `Boolean` field without a prefix such as `is` or `has`.
    ///
    /// `isActive`, `hasChildren` and `canEdit` show by name that they are booleans. The fix renames the field and keeps
    /// the column with `@map`. It does not change code that uses the client.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id     Int     @id
    ///   active Boolean
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id       Int     @id
    ///   isActive Boolean
    /// }
    /// ```
    pub static RULE = Rule {
        code: "boolean-prefix",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[
            OptionSpec {
                name: "prefixes",
                kind: OptionKind::List(&[
                    "is", "has", "can", "should", "was", "did", "does", "will", "may", "must", "allow", "allows",
                    "needs", "requires", "uses", "use", "enable", "disable", "show", "hide",
                ]),
                docs: "Accepted first words; a new name gets the first one.",
            },
            OptionSpec {
                name: "allowList",
                kind: OptionKind::Patterns(&[]),
                docs: "Exempt names.",
            },
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| !model.is_ignored()) else { return };
    let prefixes = cx.options.list("prefixes");
    let allowed = cx.options.patterns("allowList");
    for (index, (field, ty)) in cx.fields(id, model).enumerate() {
        let name = field.name.as_str();
        let is_boolean = ty == FieldType::Scalar(ScalarType::Boolean);
        if !is_boolean
            || field.arity() == Arity::List
            || field.has("ignore")
            || prefixes.contains(&words(name).first())
            || allowed.matches(name)
        {
            continue;
        }
        let Some(prefix) = prefixes.first() else { return };
        let new = prefixed(prefix, name);
        let message =
            format!("`{}.{name}` has no boolean prefix. Rename it, for example to `{new}`.", item.name());
        let finding = cx.finding(id, field.name.span, message);
        let definition = Definition::Field(FieldId::new(id, index));
        found.push(cx.fix(finding, || renaming(cx, &definition, &new)));
    }
}

fn prefixed(prefix: &str, name: &str) -> String {
    if name.contains('_') {
        return format!("{prefix}_{name}");
    }
    let mut chars = name.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{prefix}{first}{}", chars.as_str())
}
