//! The fields of models and composite types, as MongoDB stores them.

use crate::validate::code::codes;
use crate::validate::next::calls::Call;
use crate::validate::next::columns::{
    PSL_PRESET_AND_ID_CONFLICT, PSL_PRESET_NOT_LIST, PSL_PRESET_NOT_OPTIONAL,
};
use crate::validate::next::mongo::models::Models;
use crate::validate::next::references::{not_composed, type_span};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol};
use crate::validate::next::types::{PSL_UNKNOWN_FIELD_PRESET, PSL_UNSUPPORTED_FIELD_TYPE};
use ::syntax::next::{Arguments, Value};
use base::text::{Span, TextEdit};
use model::catalog::next::Preset;

codes! {
    /// An old name of a type.
    ///
    /// For MongoDB, types have the names of BSON: `Int32`, `Double`, `Bool` and `Date`. The old ones will go. Prisma 8 reports
    /// it as `PSL_DEPRECATED_SCALAR_NAME`.
    PSL_DEPRECATED_SCALAR_NAME = "psl-deprecated-scalar-name";
}

/// A field that is stored.
pub(super) struct Stored<'d> {
    pub(super) field: &'d str,
    /// Its key in the documents.
    pub(super) key: String,
    /// Its codec; `None` for a composite type.
    pub(super) codec: Option<&'static str>,
    /// What Prisma sets itself.
    pub(super) preset: Option<Phases>,
}

/// When Prisma sets a field itself, and where it is said.
pub(super) struct Phases {
    pub(super) span: Span,
    pub(super) path: String,
    pub(super) on_create: bool,
    pub(super) on_update: bool,
}

/// The stored fields of a model, in order; `keys` are those of all fields.
pub(super) fn of_model<'d>(
    models: &Models<'_, 'd>,
    model: &Entity<'d>,
    keys: &[String],
    report: &mut Report<'_>,
) -> Vec<Stored<'d>> {
    let fields = model.fields.iter().zip(keys).filter(|(field, _)| !models.is_relation(field));
    fields
        .filter_map(|(field, key)| {
            let (codec, preset) = stored(models, model, field, report)?;
            Some(Stored { field: field.name, key: key.clone(), codec, preset })
        })
        .collect()
}

/// Checks the fields of composite types.
pub(super) fn of_composite_types(models: &Models<'_, '_>, report: &mut Report<'_>) {
    let entities = models.checked.symbols.entities.iter();
    for entity in entities.filter(|entity| !entity.is_model && entity.namespace.is_none()) {
        for field in &entity.fields {
            stored(models, entity, field, report);
        }
    }
}

/// How a field is stored; reports it if it is not.
fn stored<'d>(
    models: &Models<'_, 'd>,
    owner: &Entity<'d>,
    field: &FieldSymbol<'d>,
    report: &mut Report<'_>,
) -> Option<(Option<&'static str>, Option<Phases>)> {
    let checked = models.checked;
    let is_composite =
        |entity: &Entity<'_>| !entity.is_model && entity.namespace.is_none() && entity.name == field.ty;
    if checked.symbols.entities.iter().any(is_composite) {
        return Some((None, None));
    }
    if let Some(codec) = models.enums.codecs.get(field.ty) {
        return Some((Some(codec.id), None));
    }
    if field.is_malformed {
        return None;
    }
    if let Some((path, arguments)) = &field.constructor {
        if let Some(preset) = checked.catalog.preset(path) {
            return preset_of(owner, field, preset, arguments, report);
        }
        let (name, at) = (path.join("."), owner.at(type_span(field)));
        let qualifier = path.first().filter(|_| path.len() > 1);
        if qualifier.is_some_and(|qualifier| checked.catalog.is_preset_namespace(qualifier)) {
            let message = format!("`{name}` does not exist. Correct the name.");
            report.error(&PSL_UNKNOWN_FIELD_PRESET, at, message);
            return None;
        }
        if not_composed(checked, &format!("`{name}`"), &name, at, report) {
            return None;
        }
    }
    let Some(ty) = checked.catalog.scalar(field.ty) else {
        let message = match field.ty {
            "" => format!("Field `{}` has no type. Add one.", field.name),
            ty => format!("MongoDB stores no type `{ty}`. Use another type for `{}`.", field.name),
        };
        report.error(&PSL_UNSUPPORTED_FIELD_TYPE, owner.at(field.node.span), message);
        return None;
    };
    if let Some(new) = checked.catalog.replacement(field.ty).filter(|_| field.constructor.is_none())
        && let Some(path) = field.node.ty.as_ref().and_then(|ty| ty.path.as_ref())
    {
        let message = format!("`{}` is an old name. Use `{new}`.", field.ty);
        report.warning(&PSL_DEPRECATED_SCALAR_NAME, owner.at(path.span), message);
        let name = path.ident().map_or(path.span, |name| name.span);
        report.fix(format!("Change to `{new}`"), owner.file, vec![TextEdit::replace(name, new)]);
    }
    Some((Some(ty.codec), None))
}

fn preset_of<'d>(
    owner: &Entity<'d>,
    field: &FieldSymbol<'d>,
    preset: &'static Preset,
    arguments: &'d Arguments,
    report: &mut Report<'_>,
) -> Option<(Option<&'static str>, Option<Phases>)> {
    let shown = format!("Field `{}`", field.name);
    let refused = if !owner.is_model {
        Some((&PSL_UNSUPPORTED_FIELD_TYPE, format!("{shown} of a composite type cannot have a default.")))
    } else if field.is_list {
        let message = format!("{shown} is a list of a type with a default. Remove `[]`.");
        Some((&PSL_PRESET_NOT_LIST, message))
    } else if field.is_optional {
        let message = format!("{shown} has a type with a default, so it is never null. Remove `?`.");
        Some((&PSL_PRESET_NOT_OPTIONAL, message))
    } else {
        None
    };
    if let Some((code, message)) = refused {
        report.error(code, owner.at(field.node.span), message);
        return None;
    }
    let path = preset.path.join(".");
    let span = type_span(field);
    let call = Call { file: owner.file, text: owner.text, span, name: path.clone(), arguments };
    if !call.check(preset.arguments, report) {
        return None;
    }
    if let Some(id) = field.node.attributes.iter().find(|attribute| attribute.name() == "id") {
        let message = format!("{shown} has a type with a default that is no id. Remove `@id`.");
        report.error(&PSL_PRESET_AND_ID_CONFLICT, owner.at(id.span), message);
        return None;
    }
    let (on_create, on_update) = match preset.path.last() {
        Some(&"createdAt") => (true, false),
        Some(&"updatedAt") => (true, true),
        _ => (is_given(preset, arguments, "onCreate"), is_given(preset, arguments, "onUpdate")),
    };
    let phases = (on_create || on_update).then_some(Phases { span, path, on_create, on_update });
    Some((Some(preset.codec), phases))
}

/// Whether an argument is given, by position or by name.
fn is_given(preset: &Preset, arguments: &Arguments, name: &str) -> bool {
    let position = preset.arguments.iter().position(|argument| argument.name == name);
    let mut unnamed = arguments.list.iter().filter(|argument| argument.name.is_none());
    let by_name = |it: &&::syntax::next::Argument| it.name.as_ref().is_some_and(|given| given.text == name);
    let given = arguments.list.iter().find(by_name).or_else(|| unnamed.nth(position?));
    given.is_some_and(|argument| matches!(argument.value, Some(Value::Ident(_))))
}
