//! `fk-field-name`

use crate::rules::naming::preferred_case::FieldCase;
use crate::rules::naming::shared::{is_generated, renaming};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec, words};
use base::{Finding, Level, Place};
use model::schema::item::{Field, Key, KeyKind, Model};
use model::schema::references::Definition;

rule! {
    /// A foreign key that is not named after its relation.
    ///
    /// `post.creator` suggests `creatorId`. Accepted is any name that contains the relation name, a part of it (`orgId`
    /// for `organization`) or its stem (`createdBy`), in any convention, and a name after the referenced field
    /// (`countryCode`). Exempt are compound foreign keys, foreign keys shared by several relations, and foreign keys
    /// that are also the id.
    ///
    /// The fix renames the field and keeps the column with `@map`. It does not change code that uses the client.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id      Int  @id
    ///   creator User @relation(fields: [userRef], references: [id])
    ///   userRef Int
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
    ///   id        Int  @id
    ///   creator   User @relation(fields: [creatorId], references: [id])
    ///   creatorId Int
    /// }
    /// ```
    pub static RULE = Rule {
        code: CODE,
        levels: Levels::new(Level::Info, Level::Info),
        options: &[OptionSpec {
            name: "allowList",
            kind: OptionKind::Patterns(&[]),
            docs: "Exempt names of foreign keys.",
        }],
        check: Check::Model(check),
    };
}

const CODE: &str = "fk-field-name";

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let case = FieldCase::of(cx, model.id, model.item, model.model);
    for key in &model.model.fields {
        // The finding about the case proposes a name after the relation.
        if case.as_ref().is_some_and(|case| case.is_broken_by(key)) {
            continue;
        }
        let Some((new, field)) = wanted(cx, model, key) else { continue };
        let message = format!(
            "Foreign key `{2}` of `{0}.{1}` is not named after the relation. Rename it to `{new}`, or rename the \
             relation.",
            model.item.name(),
            field.name.text,
            key.name.text
        );
        let place = Place::new(model.id, field.name.span);
        let finding = cx.finding(model.id, key.name.span, message).related(place, "The relation");
        let Some(id) = cx.schema.field_named(model.id, &key.name.text) else { continue };
        found.push(cx.fix(finding, || renaming(cx, &Definition::Field(id), &new)));
    }
}

/// A name after the relation that the field is the foreign key of, with the relation field, if the field is named
/// otherwise and the rule is on.
pub(super) fn wanted<'m>(cx: &Context<'_>, model: ModelRef<'m>, key: &Field) -> Option<(String, &'m Field)> {
    let options = cx.options_of(CODE)?;
    let mut relations = model.model.relations_over(&key.name.text);
    let field =
        relations.find(|field| field.relation.as_ref().is_some_and(|it| it.field_names().count() == 1))?;
    let referenced = field.relation.as_ref()?.referenced_names().next().unwrap_or("id");
    if options.patterns("allowList").matches(&key.name.text)
        || is_generated(&field.name.text)
        // Introspection names the first relation to a table like this.
        || field.name.text == field.type_name()
        || is_named_after(key.name.as_str(), field, referenced)
        || is_id(model, key)
        || is_shared(model, key)
    {
        return None;
    }
    let suffix = if key.name.text.contains('_') { "_id" } else { "Id" };
    Some((format!("{}{suffix}", field.name.text), field))
}

/// A name for a relation field that introspection has named like its model: that of its foreign key without `Id`, where
/// this rule would not accept the name of the model.
pub(super) fn relation_after_key(cx: &Context<'_>, model: &Model, field: &Field) -> Option<String> {
    cx.options_of(CODE)?;
    let relation = field.relation.as_ref().filter(|_| field.name.text == field.type_name())?;
    let mut names = relation.field_names();
    let key = names.next().filter(|_| names.next().is_none())?;
    let referenced = relation.referenced_names().next().unwrap_or("id");
    let stem = ["_id", "Id", "_ID", "ID"].iter().find_map(|end| key.strip_suffix(end))?;
    let is_free = !stem.is_empty() && model.field(stem).is_none();
    (is_free && !is_named_after(key, field, referenced)).then(|| stem.to_owned())
}

/// Whether the two names are similar enough.
fn is_named_after(key: &str, field: &Field, referenced: &str) -> bool {
    let (key, relation) = (words(key), words(&field.name.text));
    let (whole, related) = (key.join(""), relation.join(""));
    // `creatorId` and `creator`, `fallbackBotId` or `botIdFallback` and `fallback`, `domain` and `shortDomain`.
    if whole.contains(&related) || related.contains(&whole) {
        return true;
    }
    // The name of the referenced field, alone or after the model: `code`, `countryCode`.
    let referenced = words(referenced).join("");
    if referenced != "id" && whole.ends_with(&referenced) {
        return true;
    }
    let stem_words = key.split_last().0;
    let stem = stem_words.replace(' ', "");
    // `orgMembershipId` and `organizationMembership`
    let is_shorter = !stem_words.is_empty()
        && stem_words.split(' ').count() == relation.count()
        && relation.iter().zip(stem_words.split(' ')).all(|(long, short)| long.starts_with(short));
    let is_part = stem.len() >= 2 && related.contains(&stem);
    let initials: String = relation.iter().filter_map(|word| word.chars().next()).collect();
    let is_initials = (relation.count() > 1 && stem == initials) || whole == format!("{initials}id");
    // `createdBy` and `creator`
    let alike = whole.chars().zip(related.chars()).take_while(|(a, b)| a == b).count();
    is_shorter || is_part || is_initials || alike >= 5
}

/// Whether the field belongs to the id: then its name is independent.
fn is_id(model: ModelRef<'_>, field: &Field) -> bool {
    let is_alone = |key: &&Key| key.kind == KeyKind::Id && key.is_over(&[field.name.as_str()]);
    model.model.keys.iter().any(|key| is_alone(&key))
}

/// Whether several relations use it.
fn is_shared(model: ModelRef<'_>, field: &Field) -> bool {
    model.model.relations_over(&field.name.text).nth(1).is_some()
}
