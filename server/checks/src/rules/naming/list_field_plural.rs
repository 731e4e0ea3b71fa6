//! `list-field-plural`

use crate::rules::naming::number::{as_plural, as_singular};
use crate::rules::naming::shared::{is_generated, renaming};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec, words};
use base::{FieldId, Finding, ItemId, Level};
use model::schema::FieldType;
use model::schema::item::{Arity, Field, Item};
use model::schema::references::Definition;

rule! {
    /// A list field with a singular name, or a to-one relation with a plural name.
    ///
    /// `user.posts` reads as a list and `post.author` as one row; other names send every reader to the schema. Accepted
    /// are names that end with a collective noun (`history`, `metadata`, `inventory`), or without a noun (`createdBy`,
    /// `following`).
    ///
    /// The fix renames the field. A relation field has no column; a scalar list keeps its column with `@map`. The fix
    /// does not change code that uses the client.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id   Int    @id
    ///   post Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   author   User @relation(fields: [authorId], references: [id])
    ///   authorId Int
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int      @id
    ///   author   User     @relation(fields: [authorId], references: [id])
    ///   authorId Int
    ///   keywords String[]
    ///   history  Json[]
    /// }
    /// ```
    ///
    /// ```prisma flagged {"ifList": "singular"}
    /// model Post {
    ///   id       Int      @id
    ///   keywords String[]
    /// }
    /// ```
    pub static RULE = Rule {
        code: "list-field-plural",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[
            OptionSpec {
                name: "ifList",
                kind: OptionKind::Choice(&["plural", "singular"]),
                docs: "Grammatical number of list names.",
            },
            OptionSpec {
                name: "ifListAllow",
                kind: OptionKind::Patterns(&[]),
                docs: "Exempt names.",
            },
        ],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| !model.is_ignored()) else { return };
    let allowed = cx.options.patterns("ifListAllow");
    let lists_are_plural = cx.options.text("ifList") != "singular";
    for (index, (field, ty)) in cx.fields(id, model).enumerate() {
        let name = field.name.as_str();
        let is_relation = matches!(ty, FieldType::Model(_));
        let is_list = field.arity() == Arity::List;
        if !(is_list || is_relation) || field.has("ignore") || allowed.matches(name) || is_generated(name) {
            continue;
        }
        let (new, kind) = match is_list {
            true if lists_are_plural => (as_plural(name), "a list with a singular name"),
            true => (as_singular(name), "a list with a plural name"),
            false => (one_row(field), "a to-one relation with a plural name"),
        };
        let Some(new) = new else { continue };
        let message = format!("`{}.{name}` is {kind}. Rename it to `{new}`.", item.name());
        let finding = cx.finding(id, field.name.span, message);
        let definition = Definition::Field(FieldId::new(id, index));
        found.push(cx.fix(finding, || renaming(cx, &definition, &new)));
    }
}

/// The singular of the name of a to-one relation, if the name is the plural of its model (`users User`). In any other
/// name the last word may belong to something else, as in `knowsAllOwners`.
fn one_row(field: &Field) -> Option<String> {
    let singular = as_singular(&field.name.text)?;
    (words(&singular).last() == words(field.type_name()).last()).then_some(singular)
}
