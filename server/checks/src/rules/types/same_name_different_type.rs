//! `same-name-different-type`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level, Place};
use model::catalog::ScalarType;
use model::schema::FieldType;

rule! {
    /// A field whose type differs from fields of the same name in other models.
    ///
    /// Readers, helper functions and joins assume that fields of the same name have the same type. A name is checked if
    /// at least three models agree on its type, and they are at least 75% of those that have it. Foreign keys are
    /// exempt, because their types follow what they reference, and so are enums and generic names.
    ///
    /// ```prisma flagged
    /// model A {
    ///   id       Int @id
    ///   duration Int
    /// }
    ///
    /// model B {
    ///   id       Int @id
    ///   duration Int
    /// }
    ///
    /// model C {
    ///   id       Int @id
    ///   duration Int
    /// }
    ///
    /// model D {
    ///   id       Int    @id
    ///   duration String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model A {
    ///   id       Int @id
    ///   duration Int
    /// }
    ///
    /// model D {
    ///   id           Int    @id
    ///   durationText String
    /// }
    /// ```
    pub static RULE = Rule {
        code: "same-name-different-type",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&[
                "id", "value", "status", "type", "kind", "state", "data", "content", "body", "key", "code", "version",
                "number", "default",
            ]),
            docs: "Generic names that imply no type.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let allowed = cx.options.list("allow");
    let keys = column::relation_keys(model);
    for (field, ty) in cx.fields(model.id, model.model) {
        let name = field.name.as_str();
        let is_scalar = matches!(ty, FieldType::Scalar(_));
        if !is_scalar || field.has("id") || allowed.contains(&name) || keys.contains(name) {
            continue;
        }
        let usual = cx.index.uses().usual(name).filter(|usual| ty != FieldType::Scalar(*usual));
        let Some(usual) = usual.map(ScalarType::name) else { continue };
        // Queried only here: the counts change far more often than the usual types.
        let Some((count, example)) = cx.index.uses().example(cx.schema, name) else { continue };
        let message = format!(
            "`{}.{name}` is `{}`, but `{name}` in {count} other models is `{usual}`. Use one type, or another name.",
            model.item.name(),
            field.type_name()
        );
        let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
        let same = cx.schema.fields_in(example, usual).filter_map(|id| cx.schema.field(id));
        let same = same.into_iter().find(|same| same.name.as_str() == name);
        let finding = cx.finding(model.id, span, message);
        found.push(match same {
            Some(same) => {
                finding.related(Place::new(example, same.name.span), format!("Here it is `{usual}`"))
            }
            None => finding,
        });
    }
}
