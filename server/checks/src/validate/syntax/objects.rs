//! Values in braces, which older releases cannot read.

use crate::validate::Context;
use crate::validate::code::codes;
use base::ItemId;
use base::text::Span;
use model::catalog::{Release, attributes};
use model::schema::item::{Attribute, Expr, Item, ItemKind};

codes! {
    /// An object where none is allowed.
    ///
    /// Only the predicate of a partial index is an object in braces. Write a value of the expected kind.
    #[removes(Argument(&[]))]
    OBJECT_VALUE = "object-value";
}

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let release = cx.release();
    if are_known(release) {
        return;
    }
    for (object, _) in objects(item) {
        let message = format!(
            "Prisma {release} does not support `{{ … }}` as a value. Write the predicate in a migration, in SQL."
        );
        cx.error(&OBJECT_VALUE, id, object, message);
    }
}

/// The lines of a block that a release cannot read because of such values.
pub(in crate::validate) fn unreadable(release: Release, item: &Item) -> Vec<Span> {
    if are_known(release) { Vec::new() } else { objects(item).into_iter().map(|(_, line)| line).collect() }
}

/// They came with the conditions of partial indexes.
fn are_known(release: Release) -> bool {
    let condition = attributes::attribute("@@index").and_then(|index| index.param("where"));
    condition.is_none_or(|param| param.availability.contains(release))
}

/// The outermost objects of an item, each with its line.
fn objects(item: &Item) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut see = |line: Span, attributes: &[Attribute]| {
        let arguments = attributes.iter().flat_map(|attribute| attribute.arguments());
        for value in arguments.filter_map(|argument| argument.value.as_ref()) {
            outermost(value, &mut |span| found.push((span, line)));
        }
    };
    match &item.kind {
        ItemKind::Model(model) => model.fields.iter().for_each(|field| see(field.span, &field.attributes)),
        ItemKind::Enum(value) => value.values.iter().for_each(|value| see(value.span, &value.attributes)),
        ItemKind::Datasource(config) | ItemKind::Generator(config) => {
            for entry in &config.entries {
                if let Some(value) = &entry.value {
                    outermost(value, &mut |span| found.push((span, entry.span)));
                }
            }
            return found;
        }
        _ => return found,
    }
    for attribute in item.attributes() {
        see(attribute.span, std::slice::from_ref(attribute));
    }
    found
}

fn outermost(value: &Expr, see: &mut dyn FnMut(Span)) {
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        match value {
            Expr::Object { span, .. } => see(*span),
            Expr::Array { items, .. } => pending.extend(items),
            Expr::Call(call) => {
                pending.extend(call.arguments.list.iter().filter_map(|argument| argument.value.as_ref()));
            }
            _ => {}
        }
    }
}
