//! `model-name-singular`

use crate::rules::naming::number::{as_plural, as_singular};
use crate::rules::naming::shared::{is_free, renaming};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, ItemId, Level};
use model::schema::item::{Item, ModelKind};
use model::schema::references::Definition;

rule! {
    /// A model with a plural name.
    ///
    /// A model describes one row: `prisma.user.findMany()` returns a list of `User`, not of `Users`. The table may have
    /// a plural name, with `@@map("users")`. Names such as `Settings`, `News`, `Address` or `UserData` are accepted,
    /// and so are join tables (`CategoriesOnPosts`). The option `style` reverses the rule.
    ///
    /// The fix adds `@@map` with the old name, so that the next migration is empty. It does not change code that uses
    /// the client.
    ///
    /// ```prisma flagged
    /// model Users {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id Int @id
    ///
    ///   @@map("users")
    /// }
    ///
    /// model UserSettings {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma flagged {"style": "plural"}
    /// model User {
    ///   id Int @id
    /// }
    /// ```
    pub static RULE = Rule {
        code: "model-name-singular",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[
            OptionSpec {
                name: "style",
                kind: OptionKind::Choice(&["singular", "plural"]),
                docs: "Grammatical number of model names.",
            },
            OptionSpec {
                name: "allowlist",
                kind: OptionKind::Patterns(&[]),
                docs: "Exempt names.",
            },
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::View) else { return };
    let name = item.name();
    if !is_free(item) || is_pair(name) || cx.options.patterns("allowlist").matches(name) {
        return;
    }
    if model.kind == ModelKind::Model && cx.kinds(ModelRef { id, item, model }).is_join_table {
        return;
    }
    let (new, message) = match cx.options.text("style") {
        "plural" => match as_plural(name) {
            Some(new) => {
                let message = format!("Model `{name}` has a singular name. Rename it to `{new}`.");
                (new, message)
            }
            None => return,
        },
        _ => match as_singular(name) {
            Some(new) => {
                let message = format!("Model `{name}` has a plural name. Rename it to `{new}`.");
                (new, message)
            }
            None => return,
        },
    };
    let finding = cx.finding(id, item.head(), message);
    found.push(cx.fix(finding, || renaming(cx, &Definition::Item(id), &new)));
}

/// A usual name for a join table: `CategoriesOnPosts`.
fn is_pair(name: &str) -> bool {
    let words = words(name);
    let joint = words.iter().position(|word| word == "on" || word == "to");
    joint
        .and_then(|at| words.iter().nth(at.checked_sub(1)?))
        .is_some_and(|first| as_singular(first).is_some())
}
