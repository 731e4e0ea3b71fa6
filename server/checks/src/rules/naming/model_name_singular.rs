//! `model-name-singular`

use crate::rules::naming::number::{as_plural, as_singular};
use crate::rules::naming::shared::{is_free, renaming};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, ItemId, Level};
use model::schema::item::{Item, ModelKind};
use model::schema::references::Definition;

rule! {
    /// A model with a plural for a name.
    ///
    /// A model describes one row: `prisma.user.findMany()` gives a list of `User`, not of `Users`. The table may well have
    /// a plural for its name, by `@@map("users")`. Names such as `Settings`, `News`, `Address` or `UserData` pass, and so
    /// do join tables (`CategoriesOnPosts`). With the option `style` it is the other way around.
    ///
    /// The fix writes `@@map` with the old name, so that the next migration is empty. Code that uses the client is not
    /// changed.
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
                docs: "What names of models should be.",
            },
            OptionSpec {
                name: "allowlist",
                kind: OptionKind::Patterns(&[]),
                docs: "Names that are left alone.",
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
                let message = format!("The model `{name}` has a singular for its name. Call it `{new}`.");
                (new, message)
            }
            None => return,
        },
        _ => match as_singular(name) {
            Some(new) => {
                let message =
                    format!("`{name}` is a plural, and a model describes one row. Call it `{new}`.");
                (new, message)
            }
            None => return,
        },
    };
    let finding = cx.finding(id, item.head(), message);
    found.push(cx.fix(finding, || renaming(cx, &Definition::Item(id), &new)));
}

/// `CategoriesOnPosts`, the customary kind of name for a join table.
fn is_pair(name: &str) -> bool {
    let words = words(name);
    let joint = words.iter().position(|word| word == "on" || word == "to");
    joint
        .and_then(|at| words.iter().nth(at.checked_sub(1)?))
        .is_some_and(|first| as_singular(first).is_some())
}
