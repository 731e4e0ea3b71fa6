//! Models and fields that no code names.

use base::text::uncapitalized;
use base::{FieldId, Level, Place};
use checks::frame::Levels;
use checks::rules::kinds_of;
use model::schema::item::{Expr, Field, ModelRef};
use model::schema::{FieldType, Schema};

use super::context::Context;
use super::rule::{Report, schema_rule};
use crate::link::CodeWords;

schema_rule! {
    /// A model that no code names.
    ///
    /// No call of Prisma Client is about it, and neither its name, its table nor a relation field that leads to it occurs in any file
    /// of code, in whatever role. Code in other repositories and in other languages is not known, so look for it before the model is
    /// removed. Tables of authentication libraries are left out, since the library names their columns. Reported by `check` only.
    ///
    /// ```prisma flagged {"code": "await prisma.post.findMany();"}
    /// model Post {
    ///   id Int @id
    /// }
    ///
    /// model Draft {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean {"code": "await prisma.post.findMany(); await prisma.draft.count();"}
    /// model Post {
    ///   id Int @id
    /// }
    ///
    /// model Draft {
    ///   id Int @id
    /// }
    /// ```
    pub static UNUSED_MODEL = Rule {
        code: "unused-model",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: check_models,
    };
}

schema_rule! {
    /// A field that no code names.
    ///
    /// Its name, and that of its column, occur in no file of code: not as a key, a member, a type, nor in a string. Calls without a
    /// `select` still read it. Code in other repositories and in other languages is not known, so look for it before the column is
    /// dropped. Left out are keys, relations and their columns, timestamps that Prisma or the database sets, and tables of
    /// authentication libraries. Reported by `check` only.
    ///
    /// ```prisma flagged {"code": "await prisma.post.findMany({ where: { title } });"}
    /// model Post {
    ///   id       Int    @id
    ///   title    String
    ///   subtitle String
    /// }
    /// ```
    ///
    /// ```prisma clean {"code": "await prisma.post.findMany({ where: { title }, select: { subtitle: true } });"}
    /// model Post {
    ///   id       Int    @id
    ///   title    String
    ///   subtitle String
    /// }
    /// ```
    pub static UNUSED_FIELD = Rule {
        code: "unused-field",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[],
        check: check_fields,
    };
}

fn check_models(cx: &Context<'_>, report: &mut Report) {
    let Some(words) = words(cx) else { return };
    for owner in models(cx.schema).filter(|owner| !is_used(cx, words, *owner)) {
        let name = owner.item.name();
        let message = format!(
            "No code names `{name}`. Remove it, unless code elsewhere uses the table `{}`.",
            owner.item.database_name()
        );
        report.add(Place::new(owner.id, owner.item.head()), message);
    }
}

fn check_fields(cx: &Context<'_>, report: &mut Report) {
    let Some(words) = words(cx) else { return };
    for owner in models(cx.schema).filter(|owner| is_used(cx, words, *owner)) {
        for field in owner.model.fields.iter().filter(|field| may_be_unused(cx.schema, owner, field)) {
            let name = field.name.text.as_str();
            if words.contains(name) || words.contains(field.database_name()) {
                continue;
            }
            let message = format!(
                "No code names `{}.{name}`. Remove it, unless code elsewhere uses the column.",
                owner.item.name()
            );
            report.add(Place::new(owner.id, field.name.span), message);
        }
    }
}

/// The words of all code. `None` where they were not read, and where no call is known: the code is elsewhere then.
fn words<'a>(cx: &Context<'a>) -> Option<&'a CodeWords> {
    cx.code.application().words().filter(|_| !cx.workload.queries.is_empty())
}

/// The models that only code of the application uses.
fn models(schema: &Schema) -> impl Iterator<Item = ModelRef<'_>> {
    let all = schema.models().map(|(id, item, model)| ModelRef { id, item, model });
    all.filter(|owner| {
        let types: Vec<FieldType> = owner.model.fields.iter().map(|field| schema.type_of(field)).collect();
        !owner.model.is_ignored() && !kinds_of(*owner, &types).is_external_auth
    })
}

/// Whether a call is about the model, or a name of it occurs, also that of a relation field that leads to it.
fn is_used(cx: &Context<'_>, words: &CodeWords, owner: ModelRef<'_>) -> bool {
    let name = owner.item.name();
    let names_relation =
        |field: FieldId| cx.schema.field(field).is_some_and(|field| words.contains(&field.name.text));
    cx.code.of_model(name).next().is_some()
        || [name, owner.item.database_name(), &uncapitalized(name)].into_iter().any(|it| words.contains(it))
        || cx.schema.fields_to(owner.id).any(names_relation)
}

/// Whether code would name the field if it were used.
fn may_be_unused(schema: &Schema, owner: ModelRef<'_>, field: &Field) -> bool {
    let name = field.name.text.as_str();
    let is_value = matches!(schema.type_of(field), FieldType::Scalar(_) | FieldType::Enum(_));
    let is_key =
        || owner.model.keys.iter().any(|key| key.is_unique() && key.field_names().any(|it| it == name));
    let is_foreign_key = || owner.model.relations_over(name).next().is_some();
    let is_now = || matches!(field.default().and_then(Expr::as_call), Some(("now", _)));
    is_value && !field.has("ignore") && !field.has("updatedAt") && !is_now() && !is_key() && !is_foreign_key()
}
