//! The arguments of attributes: which there are, and the kind of their values.

use std::fmt;

use crate::validate::attributes::default_values::usual_defaults;
use crate::validate::code::{Removal, codes};
use crate::validate::configuration::values::WRONG_VALUE;
use crate::validate::fixes::{self, FEW};
use crate::validate::{ValidityContext, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::attributes::{self, AttributeParam, ValueKind};
use model::catalog::referential_actions::ReferentialAction;
use model::project::closest;
use model::schema::item::{Argument, Attribute, Expr, Item, ModelKind};
use model::schema::{Schema, edit};

codes! {
    /// An argument that this database or position does not have.
    ///
    /// Databases support different options of keys and defaults. Remove the argument.
    #[removes(Argument(&["ops", "sort", "length", "map", "clustered"]))]
    ARGUMENT_UNSUPPORTED = "argument-unsupported";

    /// An empty name.
    ///
    /// Write a name, or omit the argument to use the generated one.
    #[removes(Argument(&[]))]
    EMPTY_NAME = "empty-name";

    /// A missing required argument.
    ///
    /// The message names the argument.
    MISSING_ARGUMENT = "missing-argument";

    /// A missing preview feature.
    ///
    /// Add the feature to `previewFeatures` of the generator.
    PREVIEW_FEATURE_MISSING = "preview-feature-missing";

    /// A duplicate argument.
    ///
    /// Remove one of them. An unnamed argument counts as the one that it stands for.
    #[removes(Argument(&[]))]
    REPEATED_ARGUMENT = "repeated-argument";

    /// Several unnamed arguments.
    ///
    /// Only the first argument can omit its name. Put several fields in brackets.
    TOO_MANY_ARGUMENTS = "too-many-arguments";

    /// An unknown argument.
    ///
    /// Correct the name, or remove the argument. Some arguments require a later version of Prisma.
    #[removes(Argument(&[]))]
    UNKNOWN_ARGUMENT = "unknown-argument";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    // Prisma does not ask whether the index of a view, which has none in the database, could have conditions.
    let is_view = item.model().is_some_and(|model| model.kind == ModelKind::View);
    for_each(item, &mut |marks, attribute| check_one(cx, id, item, is_view, marks, attribute));
}

/// Calls `see` for each attribute of an item, with `@` or `@@`. Native types are left out: they have no named arguments.
fn for_each(item: &Item, see: &mut dyn FnMut(&'static str, &Attribute)) {
    let fields = item.model().into_iter().flat_map(|model| &model.fields).map(|field| &field.attributes);
    let values = item.enumeration().into_iter().flat_map(|it| &it.values).map(|value| &value.attributes);
    for attribute in fields.chain(values).flatten().filter(|attribute| attribute.native_type().is_none()) {
        see("@", attribute);
    }
    item.attributes().iter().for_each(|attribute| see("@@", attribute));
}

/// The name of an attribute as it is written, with its marks.
#[derive(Clone, Copy)]
struct AttributeName<'n> {
    marks: &'static str,
    name: &'n str,
}

impl fmt::Display for AttributeName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.marks, self.name)
    }
}

fn check_one(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    item: &Item,
    is_view: bool,
    marks: &'static str,
    attribute: &Attribute,
) {
    let Some(known) = attributes::attribute_of(marks == "@@", attribute.name()) else { return };
    let list = attribute.arguments();
    if list.is_empty() && !known.params.iter().any(|param| param.required) {
        return;
    }
    let written = AttributeName { marks, name: attribute.name() };
    let mut unnamed = list.iter().filter(|argument| argument.name.is_none());
    let (first, last) = (unnamed.next(), unnamed.next_back());
    let has_unnamed = first.is_some();
    if let Some((first, last)) = first.zip(last) {
        let span = first.span.cover(last.span);
        let message = match known.unnamed_param() {
            Some(param) => format!(
                "`{written}` accepts one unnamed argument, its `{}`. Put several values in brackets: `[…]`.",
                param.name
            ),
            None => format!("`{written}` accepts no unnamed argument."),
        };
        let schema = cx.schema;
        cx.error(&TOO_MANY_ARGUMENTS, id, span, message)
            .fix(|| known.unnamed_param().and_then(|param| brackets(schema, id, list, param)));
    } else if let (Some(one), None) = (first, known.unnamed_param()) {
        let hint = match known.params.first() {
            Some(param) => format!("Write `{}: …`.", param.name),
            None => "Remove it.".to_owned(),
        };
        cx.error(&UNKNOWN_ARGUMENT, id, one.span, format!("`{written}` accepts no unnamed argument. {hint}"));
    }
    for (at, argument) in list.iter().enumerate() {
        let Some(name) = &argument.name else { continue };
        let Some(param) = known.param(&name.text) else {
            let near = closest(&name.text, known.params.iter().map(|param| param.name));
            let hint = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
            let message = format!("`{written}` has no argument `{}`.{hint}", name.text);
            let schema = cx.schema;
            cx.error(&UNKNOWN_ARGUMENT, id, argument.span, message).fix(|| {
                near.map(|near| {
                    let change = edit::replace(schema, Place::new(id, name.span), near);
                    Fix::choice(format!("Change to `{near}`"), vec![change])
                })
            });
            continue;
        };
        let before = list.iter().take(at);
        let repeated = before.clone().any(|other| other.name.as_ref().is_some_and(|it| it.text == name.text))
            || (param.unnamed && has_unnamed);
        if repeated {
            cx.error(
                &REPEATED_ARGUMENT,
                id,
                argument.span,
                format!("Duplicate argument `{}`. Remove one.", name.text),
            );
        }
        if param.name == "map" && argument.value.as_ref().and_then(Expr::as_str) == Some("") {
            let message = "Empty name. Write one, or remove `map`.";
            cx.error(&EMPTY_NAME, id, argument.span, message);
        }
        supported(cx, id, is_view, argument.span, param);
    }
    for param in known.params.iter().filter(|param| param.required) {
        let given = attribute.arguments.as_ref().and_then(|arguments| arguments.argument(param.name));
        if given.is_none() && (!param.unnamed || !has_unnamed) {
            let message = format!("`{written}` requires the argument `{}`.", param.name);
            let schema = cx.schema;
            cx.error(&MISSING_ARGUMENT, id, attribute.span, message)
                .fix(|| missing_argument(schema, id, item, attribute, param));
        }
    }
    for argument in list {
        let param = match &argument.name {
            Some(name) => known.param(&name.text),
            None => known.unnamed_param(),
        };
        if let Some((param, value)) = param.zip(argument.value.as_ref()) {
            value_kind(cx, id, written, param, value);
        }
    }
}

/// Whether the database, the release and the preview features have the argument.
fn supported(cx: &mut ValidityContext<'_>, id: ItemId, is_view: bool, span: Span, param: &AttributeParam) {
    let configuration = cx.configuration();
    // Prisma checks these only where they make a difference: `index_classes` knows where.
    if param.value == ValueKind::OperatorClass || param.value == ValueKind::IndexType {
        return;
    }
    if !param.availability.contains(cx.release()) {
        let message = format!("Prisma {} does not support the argument `{}`.", cx.release(), param.name);
        cx.error(&UNKNOWN_ARGUMENT, id, span, message);
        return;
    }
    if is_view && param.name == "where" {
        return;
    }
    if let Some(preview) = param.preview.filter(|preview| !configuration.has_preview_feature(preview)) {
        let message = format!(
            "`{}` requires the preview feature `{preview}`. Add it to `previewFeatures` of the generator.",
            param.name
        );
        let schema = cx.schema;
        cx.error(&PREVIEW_FEATURE_MISSING, id, span, message).fix(|| fixes::turn_on(schema, preview));
        return;
    }
    if let Some(provider) = configuration.provider.filter(|provider| !param.providers.contains(*provider)) {
        let message =
            format!("{} does not support `{}` here. Remove it.", provider.display_name(), param.name);
        cx.error(&ARGUMENT_UNSUPPORTED, id, span, message);
    }
}

fn value_kind(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    written: AttributeName<'_>,
    param: &AttributeParam,
    value: &Expr,
) {
    let schema = cx.schema;
    let wrong = |wanted: &str| format!("`{}` of `{written}` must be {wanted}.", param.name);
    let message = match param.value {
        ValueKind::Text | ValueKind::SchemaName if value.as_str().is_none() => wrong("a string"),
        ValueKind::Number if value.as_int().is_none() => wrong("an integer"),
        ValueKind::Flag if value.as_bool().is_none() => wrong("`true` or `false`"),
        ValueKind::Fields | ValueKind::References => {
            for item in value.as_list() {
                if item.as_path().is_none() {
                    let message = wrong("a list of names of fields");
                    cx.error(&WRONG_VALUE, id, item.span(), message)
                        .fix(|| wrong_value(schema, id, param, item));
                }
            }
            return;
        }
        ValueKind::IndexFields => {
            for item in value.as_list() {
                if !matches!(item, Expr::Path(_) | Expr::Call(_)) {
                    let message = wrong("a list of names of fields");
                    cx.error(&WRONG_VALUE, id, item.span(), message)
                        .fix(|| wrong_value(schema, id, param, item));
                }
            }
            return;
        }
        ValueKind::Sort if !value.as_path().is_some_and(|path| matches!(&*path.text, "Asc" | "Desc")) => {
            wrong("`Asc` or `Desc`")
        }
        ValueKind::IndexType if value.as_word().is_none() => wrong("the name of an index type"),
        ValueKind::Action if value.as_path().is_none() => wrong("a referential action, such as `Cascade`"),
        _ => return,
    };
    cx.error(&WRONG_VALUE, id, value.span(), message).fix(|| wrong_value(schema, id, param, value));
}

/// A value of the kind that an argument takes, from the one that it has; else without the argument, if that can be.
pub(super) fn wrong_value(schema: &Schema, id: ItemId, param: &AttributeParam, value: &Expr) -> Vec<Fix> {
    let action = |text: &str| ReferentialAction::parse(text).is_some();
    let found: Vec<Fix> = match param.value {
        ValueKind::Text | ValueKind::SchemaName => fixes::quoted(schema, id, value).into_iter().collect(),
        ValueKind::Number => {
            fixes::unquoted(schema, id, value, |text| text.parse::<u32>().is_ok()).into_iter().collect()
        }
        ValueKind::Flag => fixes::one_of(schema, id, value, &["true", "false"]),
        ValueKind::Sort => fixes::one_of(schema, id, value, &["Asc", "Desc"]),
        ValueKind::Action => fixes::unquoted(schema, id, value, action).into_iter().collect(),
        ValueKind::Fields | ValueKind::References | ValueKind::IndexFields => {
            fixes::unquoted(schema, id, value, fixes::is_name).into_iter().collect()
        }
        _ => Vec::new(),
    };
    if !found.is_empty() || param.required {
        return found;
    }
    removal::fix(schema, Place::new(id, value.span()), Removal::Argument(&[])).into_iter().collect()
}

/// Puts several values without names into the brackets of the list that they are meant to be; keeps the first where one
/// is all that can be.
pub(super) fn brackets(
    schema: &Schema,
    id: ItemId,
    list: &[Argument],
    param: &AttributeParam,
) -> Option<Fix> {
    let unnamed = || list.iter().filter(|argument| argument.name.is_none());
    let (first, last) = (unnamed().next()?, unnamed().next_back()?);
    let between = first.span.cover(last.span);
    if list.iter().filter(|argument| between.encloses(argument.span)).count() != unnamed().count() {
        return None;
    }
    let block = schema.text(id);
    let is_list = matches!(param.value, ValueKind::Fields | ValueKind::References | ValueKind::IndexFields);
    let are_names = unnamed().all(|it| matches!(it.value, Some(Expr::Path(_) | Expr::Call(_))));
    if is_list && are_names {
        return Some(fixes::change(schema, id, between, &format!("[{}]", between.of(&block))));
    }
    let rest = Place::new(id, Span::new(first.span.end, last.span.end));
    let title = format!("Keep only `{}`", first.span.of(&block));
    (!is_list).then(|| Fix::choice(title, vec![edit::replace(schema, rest, "")]))
}

/// Writes one of the few values that an argument can have, or takes the attribute away.
pub(super) fn missing_argument(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    attribute: &Attribute,
    param: &AttributeParam,
) -> Vec<Fix> {
    let field =
        item.model().and_then(|model| model.fields.iter().find(|field| field.span.encloses(attribute.span)));
    let values: Vec<String> = match (param.value, field) {
        (ValueKind::SchemaName, _) => {
            let names = schema.configuration().schemas.iter();
            names.take(FEW).map(|name| format!("{:?}", name.as_str())).collect()
        }
        (ValueKind::Default, Some(field)) => usual_defaults(schema, field),
        _ => Vec::new(),
    };
    let written = values.iter().map(|value| {
        let change = edit::add_argument(schema, id, attribute, value);
        Fix::choice(format!("Write `{value}`"), vec![change])
    });
    // Where the datasource lists schemas, each block has to name its own.
    let is_needed = param.value == ValueKind::SchemaName && !values.is_empty();
    let removed = || removal::fix(schema, Place::new(id, attribute.span), Removal::Attribute);
    written.chain((!is_needed).then(removed).flatten()).collect()
}
