//! `list-field-plural`

use crate::rules::naming::preferred_case::FieldCase;
use crate::rules::naming::shared::{is_generated, renaming};
use crate::rules::number::{as_plural, as_singular};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, OptionKind, OptionSpec, words};
use base::{FieldId, FileEdit, Finding, ItemId, Level};
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
        code: CODE,
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

const CODE: &str = "list-field-plural";

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model().filter(|model| !model.is_ignored()) else { return };
    let case = FieldCase::of(cx, id, item, model);
    for (index, (field, ty)) in cx.fields(id, model).enumerate() {
        // The finding about the case proposes a name in the right number.
        if case.as_ref().is_some_and(|case| case.is_broken_by(field)) {
            continue;
        }
        let Some(new) = wanted(cx, field, ty) else { continue };
        let name = field.name.as_str();
        let kind = match (field.arity() == Arity::List, cx.options.text("ifList")) {
            (true, "singular") => "a list with a plural name",
            (true, _) => "a list with a singular name",
            (false, _) => "a to-one relation with a plural name",
        };
        let message = format!("`{}.{name}` is {kind}. Rename it to `{new}`.", item.name());
        let finding = cx.finding(id, field.name.span, message);
        let definition = Definition::Field(FieldId::new(id, index));
        found.push(cx.fix(finding, || renaming(cx, &definition, &new)));
    }
}

/// The edits that keep the names of to-one relations in the singular when their model is renamed (`posts Posts`).
pub(super) fn renamed_with_model(cx: &Context<'_>, model: &str, new: &str) -> Vec<FileEdit> {
    let Some(options) = cx.options_of(CODE) else { return Vec::new() };
    let fields = cx.schema.fields_of_type(model).filter_map(|id| {
        let field = cx.schema.field(id)?;
        let name = field.name.as_str();
        if field.arity() == Arity::List
            || field.has("ignore")
            || options.patterns("ifListAllow").matches(name)
        {
            return None;
        }
        renaming(cx, &Definition::Field(id), &one_row(name, new)?)
    });
    fields.flat_map(|fix| fix.edits).collect()
}

/// A name in the right number, if that of the field is not, and the rule is on.
pub(super) fn wanted(cx: &Context<'_>, field: &Field, ty: FieldType) -> Option<String> {
    let options = cx.options_of(CODE)?;
    let name = field.name.as_str();
    let is_list = field.arity() == Arity::List;
    let has_number = is_list || matches!(ty, FieldType::Model(_));
    if !has_number
        || field.has("ignore")
        || is_generated(name)
        || options.patterns("ifListAllow").matches(name)
    {
        return None;
    }
    match is_list {
        true if options.text("ifList") == "singular" => as_singular(name),
        true => as_plural(name),
        false => one_row(name, field.type_name()),
    }
}

/// The singular of the name of a to-one relation, if the name is the plural of its model (`users User`). In any other
/// name the last word may belong to something else, as in `knowsAllOwners`.
fn one_row(name: &str, model: &str) -> Option<String> {
    let singular = as_singular(name)?;
    (words(&singular).last() == words(model).last()).then_some(singular)
}
