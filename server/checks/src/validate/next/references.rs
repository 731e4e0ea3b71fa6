//! What names refer to: the types of fields, and the fields and models that attributes name. Attributes that do not exist
//! are reported here as well.

use crate::validate::code::codes;
use crate::validate::next::checked::Checked;
use crate::validate::next::fixes;
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::{Entity, FieldSymbol, Symbol, Symbols};
use ::syntax::next::{Attribute, Ident, Value};
use base::cancel;
use base::text::Span;
use model::catalog::next::{AttributeSpec, Catalog, Parameter, Shape, Target};

codes! {
    /// A name that nothing has.
    ///
    /// A type must be a scalar, or a model, type, enum or named type of the schema; from another namespace it is
    /// `namespace.Type`. A field that an attribute names must be a field of the model, and one in `references` a field of the
    /// other model. Prisma 8 reports it as `PSL_UNRESOLVED_REFERENCE`.
    PSL_UNRESOLVED_REFERENCE = "psl-unresolved-reference";

    /// An attribute that fields do not have.
    ///
    /// Native types such as `@db.VarChar(20)` are types of Prisma 8: `VarChar(20)`. `@updatedAt` is the type
    /// `temporal.updatedAt()`. Prisma 8 reports it as `PSL_UNSUPPORTED_FIELD_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_UNSUPPORTED_FIELD_ATTRIBUTE = "psl-unsupported-field-attribute";

    /// An attribute that models do not have.
    ///
    /// Prisma 8 reports it as `PSL_UNSUPPORTED_MODEL_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_UNSUPPORTED_MODEL_ATTRIBUTE = "psl-unsupported-model-attribute";

    /// A name in the namespace of an extension that the project does not use.
    ///
    /// List the extension under `extensions` in `prisma.config.ts`. Prisma 8 reports it as
    /// `PSL_EXTENSION_NAMESPACE_NOT_COMPOSED`.
    PSL_EXTENSION_NAMESPACE_NOT_COMPOSED = "psl-extension-namespace-not-composed";
}

/// What the type of a field refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    /// A declaration of the schema.
    Declared(Symbol),
    /// A type of Prisma or of an extension, or one of another contract.
    Foreign,
    /// Nothing, or nothing that can be a type.
    None,
}

pub(super) fn check(checked: &Checked<'_>, report: &mut Report<'_>) {
    for entity in &checked.symbols.entities {
        cancel::check();
        for field in &entity.fields {
            field_type(checked, entity, field, report);
        }
    }
    for entity in &checked.symbols.entities {
        cancel::check();
        for attribute in &entity.node.attributes {
            match checked.catalog.model_attribute(&attribute.name()) {
                Some(spec) if entity.is_model => arguments(checked, entity, None, attribute, spec, report),
                Some(_) => {}
                None => unknown_model_attribute(checked, entity, attribute, report),
            }
        }
        for field in &entity.fields {
            for attribute in &field.node.attributes {
                match checked.catalog.field_attribute(&attribute.name()) {
                    Some(spec) if entity.is_model => {
                        arguments(checked, entity, Some(field), attribute, spec, report);
                    }
                    Some(_) => {}
                    None => unknown_field_attribute(checked, entity, field, attribute, report),
                }
            }
        }
    }
}

/// What the type of a field refers to.
pub(super) fn target(checked: &Checked<'_>, entity: &Entity<'_>, field: &FieldSymbol<'_>) -> Referent {
    if field.is_malformed || field.ty.is_empty() {
        return Referent::None;
    }
    if field.space.is_some() {
        return Referent::Foreign;
    }
    let symbols = checked.symbols;
    let Some(qualifier) = field.namespace else {
        return match visible(symbols, entity.namespace, field.ty) {
            Some(Symbol::Namespace(_)) => Referent::None,
            Some(symbol) => Referent::Declared(symbol),
            None if is_type(checked.catalog, &[field.ty]) => Referent::Foreign,
            None => Referent::None,
        };
    };
    match visible(symbols, entity.namespace, qualifier) {
        Some(Symbol::Namespace(at)) => match symbols.lookup(Some(at), field.ty) {
            Some(symbol) => Referent::Declared(symbol),
            None => Referent::None,
        },
        Some(_) => Referent::None,
        None if is_type(checked.catalog, &[qualifier, field.ty]) => Referent::Foreign,
        None => Referent::None,
    }
}

/// What a name stands for, seen from a namespace.
pub(super) fn visible(symbols: &Symbols<'_>, namespace: Option<usize>, name: &str) -> Option<Symbol> {
    let own = namespace.and_then(|at| symbols.lookup(Some(at), name));
    own.or_else(|| symbols.lookup(None, name))
}

fn is_type(catalog: Catalog, path: &[&str]) -> bool {
    catalog.type_constructor(path).is_some() || catalog.preset(path).is_some()
}

fn is_namespace(catalog: Catalog, name: &str) -> bool {
    catalog.is_type_namespace(name) || catalog.is_preset_namespace(name)
}

/// The namespace of an extension that a dotted name needs, and that Prisma does not have.
pub(super) fn foreign_namespace(catalog: Catalog, dotted: &str) -> Option<&str> {
    let (namespace, name) = dotted.split_once('.')?;
    let is_known = namespace == "db"
        || catalog.facts().own_namespaces.contains(&namespace)
        || catalog.pack(namespace).is_some()
        || catalog.is_preset_namespace(namespace);
    (!namespace.is_empty() && !name.is_empty() && !is_known).then_some(namespace)
}

fn field_type(checked: &Checked<'_>, entity: &Entity<'_>, field: &FieldSymbol<'_>, report: &mut Report<'_>) {
    let Some(path) = field.node.ty.as_ref().and_then(|ty| ty.path.as_ref()) else { return };
    if field.is_malformed || field.ty.is_empty() || target(checked, entity, field) != Referent::None {
        return;
    }
    // For MongoDB, that is reported of the field as a whole.
    if checked.catalog.target == Target::Mongo {
        return;
    }
    let written = field.written_type();
    let symbols = checked.symbols;
    let first = field.namespace.unwrap_or(field.ty);
    let found = visible(symbols, entity.namespace, first);
    let is_foreign_namespace = found.is_none() && is_namespace(checked.catalog, first);
    let message = match (field.namespace, found) {
        (None, Some(Symbol::Namespace(_))) => is_no_type(&written),
        (None, None) if is_foreign_namespace => is_no_type(&written),
        (Some(qualifier), Some(symbol)) if !matches!(symbol, Symbol::Namespace(_)) => {
            format!("`{qualifier}` is {}, not a namespace. Correct the name.", kind_of(symbols, symbol))
        }
        (Some(qualifier), None) if !is_foreign_namespace && is_type(checked.catalog, &[qualifier]) => {
            format!("`{qualifier}` is a scalar type, not a namespace. Correct the name.")
        }
        // A namespace that an extension may have is reported with the extension, if at all.
        (Some(_), _) if foreign_namespace(checked.catalog, &written).is_some() => return,
        _ => format!("Type `{written}` does not exist. Declare it, or correct the name."),
    };
    report.error(&PSL_UNRESOLVED_REFERENCE, entity.at(path.span), message);
    fixes::closest_type(checked, entity, field, path.span, report);
}

fn is_no_type(name: &str) -> String {
    format!("`{name}` is a namespace, not a type. Name a type in it: `{name}.Type`.")
}

fn kind_of(symbols: &Symbols<'_>, symbol: Symbol) -> String {
    match symbol {
        Symbol::Entity(at) if symbols.entity(at).is_some_and(|entity| entity.is_model) => "a model".into(),
        Symbol::Entity(_) => "a composite type".into(),
        Symbol::Type(_) => "a named type".into(),
        Symbol::Namespace(_) => "a namespace".into(),
        Symbol::Block(at) => {
            let keyword = symbols.blocks.get(at).map_or("block", |block| block.keyword);
            format!("declared by `{keyword}`")
        }
    }
}

fn unknown_model_attribute(
    checked: &Checked<'_>,
    entity: &Entity<'_>,
    attribute: &Attribute,
    report: &mut Report<'_>,
) {
    let name = attribute.name();
    let is_mongo = checked.catalog.target == Target::Mongo;
    if !is_mongo && not_composed(checked, &format!("`@@{name}`"), &name, entity.at(attribute.span), report) {
        return;
    }
    if checked.extensions.lack_names() {
        let message = format!("`@@{name}` is not an attribute of models. Correct or remove it.");
        let at = entity.at(attribute.span);
        report.error(&PSL_UNSUPPORTED_MODEL_ATTRIBUTE, at, message);
        report.remove(at, entity.text);
    }
}

fn unknown_field_attribute(
    checked: &Checked<'_>,
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
    attribute: &Attribute,
    report: &mut Report<'_>,
) {
    let name = attribute.name();
    let at = entity.at(attribute.span);
    if name.starts_with("db.") {
        report.error(&PSL_UNSUPPORTED_FIELD_ATTRIBUTE, at, native_attribute(attribute, entity.text));
        fixes::native_type(checked, entity, field, attribute, report);
        return;
    }
    let is_mongo = checked.catalog.target == Target::Mongo;
    let is_foreign = !is_mongo && not_composed(checked, &format!("`@{name}`"), &name, at, report);
    if is_foreign || !checked.extensions.lack_names() {
        return;
    }
    let is_preset = field.constructor.as_ref().is_some_and(|(path, _)| path.first() == Some(&"temporal"));
    let message = match name.as_str() {
        "updatedAt" if !is_preset => {
            "Prisma 8 has no `@updatedAt`. Use the type `temporal.updatedAt()`.".into()
        }
        _ => format!("`@{name}` is not an attribute of fields. Correct or remove it."),
    };
    report.error(&PSL_UNSUPPORTED_FIELD_ATTRIBUTE, at, message);
    match name.as_str() {
        "updatedAt" if !is_preset => fixes::updated_at(entity, field, attribute, report),
        _ => report.remove(at, entity.text),
    }
}

/// The message for `@db.VarChar(20)`.
pub(super) fn native_attribute(attribute: &Attribute, text: &str) -> String {
    let name = attribute.name();
    let ty = name.strip_prefix("db.").unwrap_or(&name);
    let arguments = attribute.arguments.as_ref().map_or("", |arguments| arguments.span.of(text));
    format!("Prisma 8 has no `@{name}`. Use the type `{ty}{arguments}` instead.")
}

/// Whether a dotted name is one of an extension; reports it if the project certainly does not use it.
pub(super) fn not_composed(
    checked: &Checked<'_>,
    subject: &str,
    name: &str,
    at: At,
    report: &mut Report<'_>,
) -> bool {
    let Some(namespace) = foreign_namespace(checked.catalog, name) else { return false };
    if checked.extensions.lack_namespaces() {
        let message = format!(
            "{subject} needs the extension `{namespace}`. Add it to `extensions` in `prisma.config.ts`."
        );
        report.error(&PSL_EXTENSION_NAMESPACE_NOT_COMPOSED, at, message);
    }
    true
}

/// Reports the fields and models that the arguments of an attribute name and that do not exist.
fn arguments(
    checked: &Checked<'_>,
    entity: &Entity<'_>,
    field: Option<&FieldSymbol<'_>>,
    attribute: &Attribute,
    spec: &AttributeSpec,
    report: &mut Report<'_>,
) {
    let mut position = 0;
    for argument in attribute.list() {
        let parameter = parameter_at(spec, argument.name.as_ref().map(|it| it.text.as_str()), &mut position);
        let (Some(parameter), Some(value)) = (parameter, &argument.value) else { continue };
        for name in names(value) {
            let message = match parameter.shape {
                Shape::Field | Shape::Fields | Shape::IndexFields if entity.field(&name.text).is_none() => {
                    format!("`{}` has no field `{}`. Add it, or correct the name.", entity.name, name.text)
                }
                Shape::ReferencedFields => match field {
                    Some(field) if !has_referenced(checked, entity, field, &name.text) => {
                        let ty = field.written_type();
                        format!("`{ty}` has no field `{}`. Add it, or correct the name.", name.text)
                    }
                    _ => continue,
                },
                Shape::Model if entity_scope(checked, entity, &name.text).is_none() => {
                    format!("`{}` does not exist. Declare it, or correct the name.", name.text)
                }
                _ => continue,
            };
            report.error(&PSL_UNRESOLVED_REFERENCE, entity.at(name.span), message);
            let fields = match parameter.shape {
                Shape::ReferencedFields => field.and_then(|field| referenced(checked, entity, field)),
                Shape::Field | Shape::Fields | Shape::IndexFields => Some(entity),
                _ => None,
            };
            if let Some(owner) = fields {
                let names = owner.fields.iter().map(|field| field.name);
                fixes::closest(&name.text, names, entity.at(name.span), report);
            }
        }
    }
}

/// Whether a name stands for anything, seen from a model.
fn entity_scope(checked: &Checked<'_>, entity: &Entity<'_>, name: &str) -> Option<()> {
    let is_known = visible(checked.symbols, entity.namespace, name).is_some()
        || is_type(checked.catalog, &[name])
        || is_namespace(checked.catalog, name);
    is_known.then_some(())
}

/// Whether the type of a field has a field of this name, or may have it.
pub(super) fn has_referenced(
    checked: &Checked<'_>,
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
    name: &str,
) -> bool {
    if field.space.is_some() {
        return true;
    }
    referenced(checked, entity, field).is_some_and(|target| target.field(name).is_some())
}

/// The model or composite type that is the type of a field.
fn referenced<'c>(
    checked: &Checked<'c>,
    entity: &Entity<'_>,
    field: &FieldSymbol<'_>,
) -> Option<&'c Entity<'c>> {
    match target(checked, entity, field) {
        Referent::Declared(Symbol::Entity(at)) => checked.symbols.entity(at),
        _ => None,
    }
}

/// The names in a value: the value itself, or what it lists.
fn names(value: &Value) -> impl Iterator<Item = &Ident> {
    let values = match value {
        Value::List(values, _) => values.as_slice(),
        other => std::slice::from_ref(other),
    };
    values.iter().filter_map(|value| match value {
        Value::Ident(ident) => Some(ident),
        _ => None,
    })
}

/// The whole span of a path in a type, for callers that have only the field.
pub(super) fn type_span(field: &FieldSymbol<'_>) -> Span {
    field.node.ty.as_ref().map_or(field.node.name.span, |ty| ty.span)
}

/// The parameter that an argument is for. `position` counts those without a name.
pub(super) fn parameter_at(
    spec: &AttributeSpec,
    name: Option<&str>,
    position: &mut usize,
) -> Option<&'static Parameter> {
    match name {
        Some(name) => spec.named.iter().find(|parameter| parameter.name == name),
        None => {
            *position += 1;
            spec.positional.get(*position - 1)
        }
    }
}
