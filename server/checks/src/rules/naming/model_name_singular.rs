//! `model-name-singular`

use crate::rules::naming::list_field_plural;
use crate::rules::naming::preferred_case::model_in_wrong_case;
use crate::rules::naming::shared::{FOLLOW_MAJORITY, is_free, renaming};
use crate::rules::number::{as_plural, as_singular};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, Conventions, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, ItemId, Level};
use model::schema::item::{Item, ModelKind};
use model::schema::references::Definition;

rule! {
    /// A model with a plural name.
    ///
    /// A model describes one row: `prisma.user.findMany()` returns a list of `User`, not of `Users`. The table may have
    /// a plural name, with `@@map("users")`. Names such as `Settings`, `News`, `Address` or `UserData` are accepted,
    /// and so are join tables (`CategoriesOnPosts`), names that are no English words, and a schema in which at least
    /// 80% of the models have plural names, unless `followMajority` is off. The option `style` reverses the rule.
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
        code: CODE,
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
            FOLLOW_MAJORITY,
        ],
        check: Check::Item(check),
    };
}

const CODE: &str = "model-name-singular";

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    // The finding about the case proposes a name in the right number.
    if model_in_wrong_case(cx, id, item).is_some() {
        return;
    }
    let Some(new) = wanted(cx, id, item) else { return };
    let number = if cx.options.text("style") == "plural" { "singular" } else { "plural" };
    let message = format!("Model `{}` has a {number} name. Rename it to `{new}`.", item.name());
    let finding = cx.finding(id, item.head(), message);
    found.push(cx.fix(finding, || {
        let mut fix = renaming(cx, &Definition::Item(id), &new)?;
        fix.edits.extend(list_field_plural::renamed_with_model(cx, item.name(), &new));
        Some(fix)
    }));
}

/// A name in the right number, if that of the model is not, and the rule is on.
pub(super) fn wanted(cx: &Context<'_>, id: ItemId, item: &Item) -> Option<String> {
    let options = cx.options_of(CODE)?;
    let model = item.model().filter(|model| model.kind != ModelKind::View)?;
    let name = item.name();
    if !is_free(item) || is_pair(name) || is_phrase(name) || options.patterns("allowlist").matches(name) {
        return None;
    }
    if model.kind == ModelKind::Model {
        let kinds = cx.kinds(ModelRef { id, item, model });
        if kinds.is_join_table || kinds.is_external_auth {
            return None;
        }
    }
    if options.text("style") == "plural" {
        return as_plural(name);
    }
    let new = as_singular(name)?;
    let follows =
        options.flag("followMajority") && cx.index.conventions(Conventions::models_key).models.are_plural;
    (!follows).then_some(new)
}

/// Whether the noun that counts is before a preposition: `KnowledgeOfOtherOwners`.
fn is_phrase(name: &str) -> bool {
    let words = words(name);
    words.iter().skip(1).any(|word| matches!(word, "of" | "for" | "with" | "without" | "by"))
}

/// A usual name for a join table: `CategoriesOnPosts`.
fn is_pair(name: &str) -> bool {
    let words = words(name);
    let joint = words.iter().position(|word| word == "on" || word == "to");
    joint
        .and_then(|at| words.iter().nth(at.checked_sub(1)?))
        .is_some_and(|first| as_singular(first).is_some())
}
