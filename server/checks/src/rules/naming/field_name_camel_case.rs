//! `field-name-camel-case`

use crate::rules::naming::preferred_case::{FIELD_RULE, FieldCase};
use crate::rules::naming::shared::{ALLOW_LIST, FOLLOW_MAJORITY, TRIM_PREFIX, renaming};
use crate::rules::naming::{fk_field_name, list_field_plural};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{FieldId, Finding, ItemId, Level};
use model::schema::FieldType;
use model::schema::item::Item;
use model::schema::references::Definition;

rule! {
    /// A field whose name is not in camelCase.
    ///
    /// The name becomes a property in the generated client. The column does not change: the fix renames the field
    /// wherever the schema uses it, in `fields:`, `references:`, keys and indexes of all files, and adds `@map` with
    /// the old name, so that the next migration is empty. A relation field has no column and needs no `@map`. The fix
    /// does not change code that uses the client; the TypeScript compiler shows what to change.
    ///
    /// A schema in which at least 80% of such fields are in another case (snake_case, PascalCase or UPPER_SNAKE_CASE)
    /// keeps to that case, unless `followMajority` is off. Tables that a library names, such as those of NextAuth, are
    /// exempt. Relation fields in PascalCase are information only, and those with the name of their model, as `prisma db
    /// pull` and `prisma format` write them, a hint.
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
    /// ```prisma flagged {"followMajority": false}
    /// model User {
    ///   id         Int      @id
    ///   created_at DateTime
    /// }
    /// ```
    pub static RULE = Rule {
        code: FIELD_RULE,
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[ALLOW_LIST, TRIM_PREFIX, FOLLOW_MAJORITY],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let Some(model) = item.model() else { return };
    let Some(wanted) = FieldCase::of(cx, id, item, model) else { return };
    for (index, (field, ty)) in
        cx.fields(id, model).enumerate().filter(|(_, (it, _))| wanted.is_broken_by(it))
    {
        let name = field.name.as_str();
        // The new name settles what other rules have against this one.
        let other = list_field_plural::wanted(cx, field, ty)
            .or_else(|| fk_field_name::wanted(cx, ModelRef { id, item, model }, field).map(|(name, _)| name))
            .or_else(|| fk_field_name::relation_after_key(cx, model, field));
        let new = wanted.write(other.as_deref().unwrap_or(name));
        let message =
            format!("Field `{}.{name}` is not in {}. Rename it to `{new}`.", item.name(), wanted.label());
        let mut finding = cx.finding(id, field.name.span, message);
        // `prisma db pull` and `prisma format` name relation fields after models.
        let is_named_after_model = name == field.type_name() || name.starts_with(char::is_uppercase);
        if matches!(ty, FieldType::Model(_)) && is_named_after_model {
            finding = finding.at_most(Level::Info);
        }
        let definition = Definition::Field(FieldId::new(id, index));
        found.push(cx.fix(finding, || renaming(cx, &definition, &new)));
    }
}
