//! The columns of a model.

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, Owner, PSL_INVALID_ATTRIBUTE_SYNTAX};
use crate::validate::next::calls::PSL_INVALID_ATTRIBUTE_ARGUMENT;
use crate::validate::next::checked::Checked;
use crate::validate::next::defaults::{self, DefaultValue};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol};
use crate::validate::next::types::{FieldType, Types};
use ::syntax::next::Attribute;
use base::text::Span;
use model::catalog::next::PresetFacts;

codes! {
    /// A list of a type with a default.
    ///
    /// Prisma 8 reports it as `PSL_PRESET_NOT_LIST`.
    PSL_PRESET_NOT_LIST = "psl-preset-not-list";

    /// An optional field of a type with a default.
    ///
    /// Prisma 8 reports it as `PSL_PRESET_NOT_OPTIONAL`.
    PSL_PRESET_NOT_OPTIONAL = "psl-preset-not-optional";

    /// A default for a type that has one.
    ///
    /// Prisma 8 reports it as `PSL_PRESET_AND_DEFAULT_CONFLICT`.
    #[removes(Attribute)]
    PSL_PRESET_AND_DEFAULT_CONFLICT = "psl-preset-and-default-conflict";

    /// A primary key of a type with a default that is no id.
    ///
    /// The types for ids are in the namespace `id`, such as `id.uuidv7Native()`. Prisma 8 reports it as
    /// `PSL_PRESET_AND_ID_CONFLICT`.
    #[removes(Attribute)]
    PSL_PRESET_AND_ID_CONFLICT = "psl-preset-and-id-conflict";

    /// A list that counts up.
    ///
    /// `autoincrement()` is for one number. Prisma 8 reports it as `PSL_LIST_AUTOINCREMENT_UNSUPPORTED`.
    #[removes(Attribute)]
    PSL_LIST_AUTOINCREMENT_UNSUPPORTED = "psl-list-autoincrement-unsupported";

    /// A list whose default Prisma makes.
    ///
    /// A list takes a list of values as its default. Prisma 8 reports it as `PSL_LIST_EXECUTION_DEFAULT_UNSUPPORTED`.
    #[removes(Attribute)]
    PSL_LIST_EXECUTION_DEFAULT_UNSUPPORTED = "psl-list-execution-default-unsupported";

    /// An optional field whose default Prisma makes.
    ///
    /// Prisma makes a value for each row, so the field is never null. Prisma 8 reports it as
    /// `PSL_INVALID_DEFAULT_FUNCTION_ARGUMENT`.
    PSL_INVALID_DEFAULT_FUNCTION_ARGUMENT = "psl-invalid-default-function-argument";

    /// A list of scalars in a database without lists.
    ///
    /// SQLite has no columns for lists. Use a list of a composite type, or another model. Prisma 8 reports it as
    /// `PSL_SCALAR_LIST_UNSUPPORTED_TARGET`.
    PSL_SCALAR_LIST_UNSUPPORTED_TARGET = "psl-scalar-list-unsupported-target";

    /// A list as primary key.
    ///
    /// Prisma 8 reports it as `PSL_LIST_ID_UNSUPPORTED`.
    #[removes(Attribute)]
    PSL_LIST_ID_UNSUPPORTED = "psl-list-id-unsupported";
}

/// A column.
pub(super) struct Column<'d> {
    pub(super) field: &'d str,
    /// Its name in the database.
    pub(super) name: String,
    pub(super) codec: Option<&'static str>,
    pub(super) is_nullable: bool,
    pub(super) is_id: bool,
    pub(super) is_unique: bool,
}

/// The name of a column or table: that of `@map`, else its own. Reports what is wrong with the attribute.
pub(super) fn mapped_name<'d>(
    checked: &Checked<'_>,
    owner: Owner<'_, 'd>,
    attribute: Option<&'d Attribute>,
    name: &str,
    report: &mut Report<'_>,
) -> String {
    let spec = match owner.field {
        Some(_) => checked.catalog.field_attribute("map"),
        None => checked.catalog.model_attribute("map"),
    };
    let parsed = attribute
        .zip(spec)
        .and_then(|(attribute, spec)| arguments::plain(checked, owner, attribute, spec, report));
    match parsed.as_ref().and_then(|parsed| parsed.string("name")) {
        Some("") => {
            let span = attribute.map_or(owner.entity.node.body.span, |attribute| attribute.span);
            let message = "A name in the database must not be empty.";
            report.error(&PSL_INVALID_ATTRIBUTE_SYNTAX, owner.entity.at(span), message);
            name.to_owned()
        }
        mapped => mapped.unwrap_or(name).to_owned(),
    }
}

/// The columns of a model; `names` are those of its fields, in order.
pub(super) fn columns<'d>(
    checked: &Checked<'d>,
    types: &Types<'_, 'd>,
    model: &Entity<'d>,
    names: &[String],
    report: &mut Report<'_>,
) -> Vec<Column<'d>> {
    let fields = model.fields.iter().zip(names);
    fields.filter_map(|(field, name)| column(checked, types, model, field, name, report)).collect()
}

fn column<'d>(
    checked: &Checked<'d>,
    types: &Types<'_, 'd>,
    model: &Entity<'d>,
    field: &FieldSymbol<'d>,
    name: &str,
    report: &mut Report<'_>,
) -> Option<Column<'d>> {
    let attribute = |name: &str| field.node.attributes.iter().find(|it| it.is_named(name));
    let is_relation = attribute("relation").is_some();
    if checked.symbols.has_model(field.ty) || field.space.is_some() && is_relation {
        return None;
    }
    let is_value_object = checked.symbols.has_composite_type(field.ty);
    let shown = format!("Field `{}`", field.name);
    if field.is_list && !is_value_object && !checked.catalog.facts().has_lists {
        let message =
            format!("{shown} is a list, which {} has no columns for.", checked.catalog.facts().name);
        report.error(&PSL_SCALAR_LIST_UNSUPPORTED_TARGET, model.at(field.node.span), message);
        return None;
    }
    let ty = match is_value_object {
        true => FieldType {
            stored: checked.catalog.facts().value_object_codec,
            preset: None,
            is_native_enum: false,
        },
        false => types.of_field(checked, model, field, report)?,
    };
    let mut refuse = |code: &'static _, span: Span, message: String| {
        report.error(code, model.at(span), message);
        None
    };
    if ty.preset.is_some() && field.is_list {
        return refuse(
            &PSL_PRESET_NOT_LIST,
            field.node.span,
            format!("{shown} is a list of a type with a default. Remove `[]`."),
        );
    }
    if ty.preset.is_some() && field.is_optional {
        let message = format!("{shown} has a type with a default, so it is never null. Remove `?`.");
        return refuse(&PSL_PRESET_NOT_OPTIONAL, field.node.span, message);
    }
    let default = attribute("default");
    if let Some(default) = default.filter(|_| ty.preset.is_some()) {
        let message = format!("{shown} has a type with a default. Remove `@default`.");
        return refuse(&PSL_PRESET_AND_DEFAULT_CONFLICT, default.span, message);
    }
    let value = match default {
        Some(_) => defaults::check(checked, types, model, field, &ty, report),
        None => DefaultValue::Other,
    };
    column_of(checked, types, model, field, ty, (default, value), name, report)
}

/// What remains to be checked of a column once its default is known.
#[expect(clippy::too_many_arguments, reason = "the parts of one column")]
fn column_of<'d>(
    checked: &Checked<'d>,
    types: &Types<'_, 'd>,
    model: &Entity<'d>,
    field: &FieldSymbol<'d>,
    ty: FieldType,
    (default, value): (Option<&Attribute>, DefaultValue),
    name: &str,
    report: &mut Report<'_>,
) -> Option<Column<'d>> {
    let shown = format!("Field `{}`", field.name);
    let default_span = default.map_or(field.node.span, |default| default.span);
    let refused = match value {
        DefaultValue::Sequence if field.is_list => Some((
            &PSL_LIST_AUTOINCREMENT_UNSUPPORTED,
            format!("{shown} is a list and cannot count up. Remove the default."),
        )),
        DefaultValue::Client if field.is_list => Some((
            &PSL_LIST_EXECUTION_DEFAULT_UNSUPPORTED,
            format!("{shown} is a list, for which Prisma makes no values. Use a list of values."),
        )),
        DefaultValue::Client if field.is_optional => Some((
            &PSL_INVALID_DEFAULT_FUNCTION_ARGUMENT,
            format!("{shown} is optional, but Prisma makes a value for each row. Remove `?`."),
        )),
        _ => None,
    };
    if let Some((code, message)) = refused {
        report.error(code, model.at(default_span), message);
        return None;
    }
    let owner = Owner { entity: model, field: Some(field) };
    for name in ["id", "unique"] {
        if let Some((attribute, spec)) = field.attribute(name).zip(checked.catalog.field_attribute(name)) {
            arguments::plain(checked, owner, attribute, spec, report);
        }
    }
    let mut is_id = false;
    if let Some(id) = field.node.attributes.iter().find(|it| it.is_named("id")) {
        let at = model.at(id.span);
        if field.is_list {
            report.error(
                &PSL_LIST_ID_UNSUPPORTED,
                at,
                format!("{shown} is a list and cannot be the primary key. Remove `@id`."),
            );
            return None;
        }
        is_id = !field.is_optional;
        if field.is_optional {
            report.error(
                &PSL_INVALID_ATTRIBUTE_ARGUMENT,
                at,
                format!("{shown} is the primary key and cannot be optional. Remove `?`."),
            );
        }
        if ty.preset.is_some_and(|preset| preset.facts != PresetFacts::Id) {
            let message = format!("{shown} has a type with a default that is no id. Remove `@id`.");
            report.error(&PSL_PRESET_AND_ID_CONFLICT, at, message);
            return None;
        }
    }
    no_check(checked, types, model, field, report);
    Some(Column {
        field: field.name,
        name: name.to_owned(),
        codec: ty.stored,
        is_nullable: ty.preset.is_none() && field.is_optional,
        is_id: is_id || ty.preset.is_some_and(|preset| preset.facts == PresetFacts::Id),
        is_unique: field.node.attributes.iter().any(|it| it.is_named("unique")),
    })
}

/// `@noCheck`, which leaves out constraints that the column must have without it.
fn no_check<'d>(
    checked: &Checked<'d>,
    types: &Types<'_, 'd>,
    model: &Entity<'d>,
    field: &FieldSymbol<'d>,
    report: &mut Report<'_>,
) {
    let policy = model.node.attributes.iter().find(|it| it.is_named("control")).and_then(|control| {
        let argument = control.list().iter().find(|argument| argument.name.is_none())?;
        argument.value.as_ref().map(|value| value.span().of(model.text))
    });
    if policy.is_some_and(|policy| policy != "managed") {
        return;
    }
    let Some((attribute, spec)) = field.attribute("noCheck").zip(checked.catalog.field_attribute("noCheck"))
    else {
        return;
    };
    let owner = Owner { entity: model, field: Some(field) };
    let Some(parsed) = arguments::plain(checked, owner, attribute, spec, report) else { return };
    let given: Vec<&str> = ["first", "second"].into_iter().filter_map(|key| parsed.word(key)).collect();
    let mut error = |code, message: String| report.error(code, model.at(attribute.span), message);
    if let [first, second] = given.as_slice()
        && first == second
    {
        return error(
            &PSL_INVALID_ATTRIBUTE_SYNTAX,
            format!("`@noCheck` names `{first}` twice. Remove one."),
        );
    }
    let is_value_object = checked.symbols.has_composite_type(field.ty);
    let has_membership = types.enums.codecs.contains_key(field.ty);
    let has_elements = field.is_list && !is_value_object;
    if given.is_empty() && !has_membership && !has_elements {
        let message = format!("Field `{}` has no checks to leave out. Remove `@noCheck`.", field.name);
        return error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, message);
    }
    let useless = given.into_iter().find(|kind| match *kind {
        "membership" => !has_membership,
        _ => !has_elements,
    });
    if let Some(kind) = useless {
        let of = if kind == "membership" { "enums" } else { "lists" };
        error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, format!("`{kind}` is a check of {of} only. Remove it."));
    }
}
