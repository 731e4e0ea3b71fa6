//! `same-name-different-type`

use std::collections::BTreeMap;

use crate::project::Level;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use crate::schema::item::Field;
use crate::schema::{FieldType, Finding, Place};

rule! {
    /// A field that has another type than fields of its name in other models.
    ///
    /// Readers, helper functions and joins take fields of one name for one thing. A name counts when at least three
    /// models agree on its type and they are three of four that have it. Keys of relations are left alone, since they
    /// take the type of what they point at, and so are enums and words that say nothing about the type.
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
            docs: "Names that say nothing about the type.",
        }],
        check: Check::Schema(check),
    };
}

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let allowed = cx.options.list("allow");
    let mut uses: BTreeMap<&str, Vec<(ModelRef<'_>, &Field)>> = BTreeMap::new();
    for (id, item, model) in cx.schema.models().filter(|(_, _, model)| !model.is_ignored()) {
        let model = ModelRef { id, item, model };
        for field in &model.model.fields {
            let is_scalar = matches!(cx.schema.type_of(field), FieldType::Scalar(_));
            let is_free = is_scalar && !field.has("id") && !column::is_relation_key(model, field);
            if is_free && !allowed.contains(&field.name.as_str()) {
                uses.entry(field.name.as_str()).or_default().push((model, field));
            }
        }
    }
    for (name, uses) in uses {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, field) in &uses {
            *counts.entry(field.type_name()).or_default() += 1;
        }
        let Some((usual, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else { continue };
        if count < 3 || count * 4 < uses.len() * 3 {
            continue;
        }
        let Some((example, same)) = uses.iter().find(|(_, field)| field.type_name() == usual) else {
            continue;
        };
        for (model, field) in uses.iter().filter(|(_, field)| field.type_name() != usual) {
            let message = format!(
                "`{}.{name}` is a `{}`; in {count} other models `{name}` is a `{usual}`. Use one type, or another name.",
                model.item.name(),
                field.type_name()
            );
            let span = field.ty.as_ref().map_or(field.name.span, |ty| ty.span);
            let place = Place::new(example.id, same.name.span);
            found.push(cx.finding(model.id, span, message).related(place, format!("Here it is a `{usual}`")));
        }
    }
}
