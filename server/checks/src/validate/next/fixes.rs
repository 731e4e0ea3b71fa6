//! What can be done about an error in one step.

use crate::validate::next::checked::Checked;
use crate::validate::next::report::{At, Report, with_space};
use crate::validate::next::symbols::{Entity, FieldSymbol};
use ::syntax::next::Attribute;
use base::text::{Span, TextEdit};
use model::project::closest as closest_of;

/// The types that have another name in Prisma 8 than after `@db.`.
const RENAMED: &[(&str, &str)] = &[
    ("Text", "String"),
    ("Integer", "Int"),
    ("DoublePrecision", "Float"),
    ("Decimal", "Numeric"),
    ("JsonB", "Jsonb"),
    ("ByteA", "Bytes"),
];

/// `name String @db.VarChar(20)` to `name VarChar(20)`.
pub(super) fn native_type(
    checked: &Checked<'_>,
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
    attribute: &Attribute,
    report: &mut Report<'_>,
) {
    let name = attribute.name();
    let native = name.strip_prefix("db.").unwrap_or(&name);
    let ty = RENAMED.iter().find(|(old, _)| *old == native).map_or(native, |(_, new)| new);
    let Some(constructor) = checked.catalog.type_constructor(&[ty]) else { return };
    let arguments = attribute.arguments.as_ref().filter(|_| !constructor.arguments.is_empty());
    let arguments = arguments.map_or("", |arguments| arguments.span.of(entity.text));
    retype(entity, field, attribute, &format!("{ty}{arguments}"), report);
}

/// `@updatedAt` to the type `temporal.updatedAt()`.
pub(super) fn updated_at(
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
    attribute: &Attribute,
    report: &mut Report<'_>,
) {
    if !field.is_list && !field.is_optional {
        retype(entity, field, attribute, "temporal.updatedAt()", report);
    }
}

/// Replaces the type of a field, without its modifiers, and removes an attribute.
fn retype(
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
    attribute: &Attribute,
    ty: &str,
    report: &mut Report<'_>,
) {
    let Some(path) = field.node.ty.as_ref().and_then(|ty| ty.path.as_ref()) else { return };
    if field.constructor.is_some() {
        return;
    }
    let edits =
        vec![TextEdit::replace(path.span, ty), TextEdit::delete(with_space(attribute.span, entity.text))];
    report.fix(format!("Change the type to `{ty}`"), entity.file, edits);
}

/// Offers the type whose name is closest.
pub(super) fn closest_type(
    checked: &Checked<'_>,
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
    span: Span,
    report: &mut Report<'_>,
) {
    let symbols = checked.symbols;
    let joined = |path: &[&str]| path.join(".");
    let mut names: Vec<String> = checked.catalog.types().map(|ty| joined(ty.path)).collect();
    names.extend(checked.catalog.presets().map(|preset| joined(preset.path)));
    names.extend(symbols.types.iter().map(|ty| ty.name.to_owned()));
    names.extend(symbols.blocks.iter().filter(|it| it.keyword == "enum").map(|it| it.name.to_owned()));
    names.extend(symbols.entities.iter().map(|target| match target.namespace {
        Some(at) if entity.namespace != Some(at) => {
            let namespace = symbols.namespaces.get(at).map_or("", |namespace| namespace.name);
            format!("{namespace}.{}", target.name)
        }
        _ => target.name.to_owned(),
    }));
    closest(&field.written_type(), names.iter().map(String::as_str), entity.at(span), report);
}

/// Offers the name that is closest.
pub(super) fn closest<'n>(name: &str, names: impl Iterator<Item = &'n str>, at: At, report: &mut Report<'_>) {
    if let Some(close) = closest_of(name, names) {
        let edits = vec![TextEdit::replace(at.span, close)];
        report.fix(format!("Change to `{close}`"), at.file, edits);
    }
}
