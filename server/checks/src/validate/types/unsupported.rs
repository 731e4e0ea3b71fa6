//! `Unsupported("…")` for what Prisma does support.

use crate::validate::Context;
use base::{Fix, ItemId, Place};
use model::catalog::native_types::{self, NativeType};
use model::schema::item::Item;
use model::schema::{FieldType, edit};

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let Some(provider) = cx.configuration().provider else { return };
    let schema = cx.schema;
    for field in item.model().iter().flat_map(|model| &model.fields) {
        let written = field.ty.as_ref().filter(|ty| ty.arguments.is_some());
        let Some(ty) = written.filter(|_| schema.type_of(field) == FieldType::Unsupported) else {
            continue;
        };
        let written = ty.arguments.as_ref().and_then(|arguments| arguments.unnamed()?.as_str());
        let Some((native, call)) = written.and_then(|written| supported(native_types::of(provider), written))
        else {
            continue;
        };
        let Some(scalar) = native.scalars.first() else { continue };
        let datasource = cx.configuration().datasource_name.clone().unwrap_or_default();
        let replacement = format!("{} @{datasource}.{call}", scalar.name());
        let message = format!("Prisma knows this type: write `{} {replacement}`.", field.name.text);
        let rest: base::text::Span =
            base::text::Span::new(ty.span.start, ty.arguments.as_ref().map_or(ty.span.end, |it| it.span.end));
        cx.error("needless-unsupported", id, field.span, message).fix(|| {
            let attribute = edit::add_attribute(schema, id, field, &format!("@{datasource}.{call}"));
            let change = edit::replace(schema, Place::new(id, rest), scalar.name());
            [Fix::choice(format!("Change to `{replacement}`"), vec![change, attribute])]
        });
    }
}

/// The native type that `written` spells as the schema would, with its arguments.
fn supported<'w>(all: &'static [NativeType], written: &'w str) -> Option<(&'static NativeType, &'w str)> {
    let (name, arguments) = match written.split_once('(') {
        Some((name, rest)) => (name, rest.strip_suffix(')')?),
        None => (written, ""),
    };
    let native = all.iter().find(|native| native.name == name)?;
    let numbers: Vec<&str> = arguments.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_numbers = numbers.iter().all(|number| number.parse::<u32>().is_ok());
    (are_numbers && native.accepts_count(numbers.len())).then_some((native, written))
}
