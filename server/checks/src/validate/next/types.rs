//! How types are stored: those of fields, and those of `types` blocks.

use rustc_hash::FxHashMap;

use crate::validate::code::codes;
use crate::validate::next::calls::{Call, PSL_INVALID_ATTRIBUTE_ARGUMENT};
use crate::validate::next::checked::Checked;
use crate::validate::next::enums::EnumFacts;
use crate::validate::next::references::{foreign_namespace, native_attribute, not_composed, type_span};
use crate::validate::next::report::{At, Report};
use crate::validate::next::symbols::{Entity, FieldSymbol, Named};
use ::syntax::next::{Argument, Arguments};
use base::text::Span;
use model::catalog::next::{ArgumentKind, Catalog, Preset, TypeArgument};

codes! {
    /// A field with a type that has no column.
    ///
    /// The type is none of Prisma's, nor an enum or a named type of the schema; a composite type has no models. Prisma 8
    /// reports it as `PSL_UNSUPPORTED_FIELD_TYPE`.
    PSL_UNSUPPORTED_FIELD_TYPE = "psl-unsupported-field-type";

    /// A `pg.enum` of a `native_enum` that does not exist.
    ///
    /// The `native_enum` must be in the namespace of the model. Prisma 8 reports it as `PSL_UNKNOWN_ENTITY_REF`.
    PSL_UNKNOWN_ENTITY_REF = "psl-unknown-entity-ref";

    /// A type with a default that does not exist.
    ///
    /// Completion lists those that do. Prisma 8 reports it as `PSL_UNKNOWN_FIELD_PRESET`.
    PSL_UNKNOWN_FIELD_PRESET = "psl-unknown-field-preset";

    /// An attribute on a named type.
    ///
    /// Native types such as `@db.Uuid` are types of Prisma 8: `Uuid`. Prisma 8 reports it as
    /// `PSL_UNSUPPORTED_NAMED_TYPE_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_UNSUPPORTED_NAMED_TYPE_ATTRIBUTE = "psl-unsupported-named-type-attribute";

    /// A named type that stands for nothing.
    ///
    /// A named type stands for a scalar, an enum, or a type with arguments. Prisma 8 reports it as
    /// `PSL_UNSUPPORTED_NAMED_TYPE_BASE`.
    PSL_UNSUPPORTED_NAMED_TYPE_BASE = "psl-unsupported-named-type-base";

    /// A named type of a type that does not exist.
    ///
    /// Prisma 8 reports it as `PSL_UNSUPPORTED_NAMED_TYPE_CONSTRUCTOR`.
    PSL_UNSUPPORTED_NAMED_TYPE_CONSTRUCTOR = "psl-unsupported-named-type-constructor";
}

/// The codec of a column. `None` for one of an extension, of which nothing is known.
pub(super) type Stored = Option<&'static str>;

/// How the type of a field is stored.
pub(super) struct FieldType {
    pub(super) stored: Stored,
    pub(super) preset: Option<&'static Preset>,
    /// Whether it is an enum type of PostgreSQL.
    pub(super) is_native_enum: bool,
}

impl FieldType {
    fn of(stored: Stored) -> FieldType {
        FieldType { stored, preset: None, is_native_enum: false }
    }
}

/// The types of all enums and `types` blocks.
pub(super) struct Types<'f, 'd> {
    pub(super) enums: &'f EnumFacts<'d>,
    named: FxHashMap<&'d str, Stored>,
}

impl<'f, 'd> Types<'f, 'd> {
    /// Reads the `types` blocks.
    pub(super) fn read(
        checked: &Checked<'d>,
        enums: &'f EnumFacts<'d>,
        report: &mut Report<'_>,
    ) -> Types<'f, 'd> {
        let mut types = Types { enums, named: FxHashMap::default() };
        for named in &checked.symbols.types {
            if let Some(stored) = types.named_type(checked, named, report) {
                types.named.insert(named.name, stored);
            }
        }
        types
    }

    fn named_type(
        &self,
        checked: &Checked<'_>,
        named: &Named<'_>,
        report: &mut Report<'_>,
    ) -> Option<Stored> {
        let at = |span: Span| At { file: named.file, span };
        let path = named.node.ty.as_ref().and_then(|ty| ty.path.as_ref());
        let arguments = named.node.ty.as_ref().and_then(|ty| ty.arguments.as_ref());
        // Before arguments, a qualifier alone is enough.
        let path = path.filter(|path| path.ident().is_some() || arguments.is_some());
        let (Some(path), Some(ty)) = (path, &named.node.ty) else {
            let message = format!("Type `{}` stands for nothing. Add a type after `=`.", named.name);
            report.error(&PSL_UNSUPPORTED_NAMED_TYPE_BASE, at(named.node.span), message);
            return None;
        };
        let Some(arguments) = arguments else {
            let name = path.ident().map_or("", |ident| ident.text.as_str());
            let Some(stored) = self.by_name(checked.catalog, name, false) else {
                let message =
                    format!("Type `{}` stands for `{name}`, which is no scalar and no enum.", named.name);
                report.error(&PSL_UNSUPPORTED_NAMED_TYPE_BASE, at(named.node.span), message);
                return None;
            };
            return self.has_no_attributes(checked, named, report).then_some(stored);
        };
        if !self.has_no_attributes(checked, named, report) {
            return None;
        }
        let segments: Vec<&str> = path.segments.iter().map(|segment| segment.text.as_str()).collect();
        let place =
            Call { file: named.file, text: named.text, span: ty.span, name: path.dotted(), arguments };
        match checked.catalog.type_constructor(&segments) {
            // As a named type, an enum type of PostgreSQL takes no argument.
            Some(constructor) => {
                let is_enum = constructor.native.is_empty();
                let known = if is_enum { &[] } else { constructor.arguments };
                place.check(known, report).then_some(Some(constructor.codec))
            }
            None => {
                if !not_composed(checked, &format!("`{}`", place.name), &place.name, at(ty.span), report) {
                    let message = format!("`{}` is no type with arguments. Correct the name.", place.name);
                    report.error(&PSL_UNSUPPORTED_NAMED_TYPE_CONSTRUCTOR, at(ty.span), message);
                    return None;
                }
                (!checked.extensions.lack_namespaces()).then_some(None)
            }
        }
    }

    fn has_no_attributes(&self, checked: &Checked<'_>, named: &Named<'_>, report: &mut Report<'_>) -> bool {
        for attribute in &named.node.attributes {
            let (name, at) = (attribute.name(), At { file: named.file, span: attribute.span });
            if name.starts_with("db.") {
                report.error(
                    &PSL_UNSUPPORTED_NAMED_TYPE_ATTRIBUTE,
                    at,
                    native_attribute(attribute, named.text),
                );
            } else if !not_composed(checked, &format!("`@{name}`"), &name, at, report) {
                let message = format!("Type `{}` cannot have `@{name}`. Remove it.", named.name);
                report.error(&PSL_UNSUPPORTED_NAMED_TYPE_ATTRIBUTE, at, message);
            }
        }
        named.node.attributes.is_empty()
    }

    /// How a type without arguments is stored. `with_named`: whether it can be that of a `types` block.
    fn by_name(&self, catalog: Catalog, name: &str, with_named: bool) -> Option<Stored> {
        let named = with_named.then(|| self.named.get(name).copied()).flatten();
        let of_enum = || self.enums.codecs.get(name).map(|codec| Some(codec.id));
        let of_scalar = || catalog.scalar(name).map(|ty| Some(ty.codec));
        named.or_else(of_enum).or_else(of_scalar)
    }

    /// How the type of a field is stored; reports it if it is not.
    pub(super) fn of_field(
        &self,
        checked: &Checked<'_>,
        entity: &Entity<'_>,
        field: &FieldSymbol<'_>,
        report: &mut Report<'_>,
    ) -> Option<FieldType> {
        if field.is_malformed {
            return None;
        }
        if let Some((path, arguments)) = &field.constructor {
            return self.constructed(checked, entity, field, path, arguments, report);
        }
        if let Some(stored) = self.by_name(checked.catalog, field.ty, true) {
            return Some(FieldType::of(stored));
        }
        let written = field.written_type();
        if foreign_namespace(checked.catalog, &written).is_some() && !checked.extensions.lack_names() {
            return Some(FieldType::of(None));
        }
        let message = match written.as_str() {
            "" => format!("Field `{}` has no type. Add one.", field.name),
            _ => format!("Type `{written}` of `{}` has no column. Use another type.", field.name),
        };
        report.error(&PSL_UNSUPPORTED_FIELD_TYPE, entity.at(field.node.span), message);
        None
    }

    fn constructed(
        &self,
        checked: &Checked<'_>,
        entity: &Entity<'_>,
        field: &FieldSymbol<'_>,
        path: &[&str],
        arguments: &Arguments,
        report: &mut Report<'_>,
    ) -> Option<FieldType> {
        let (span, name) = (type_span(field), path.join("."));
        let call = Call { file: entity.file, text: entity.text, span, name, arguments };
        if let Some(preset) = checked.catalog.preset(path) {
            let is_valid = call.check(preset.arguments, report);
            return is_valid.then_some(FieldType {
                stored: Some(preset.codec),
                preset: Some(preset),
                is_native_enum: false,
            });
        }
        if let Some(constructor) = checked.catalog.type_constructor(path) {
            if matches!(constructor.arguments, [TypeArgument { kind: ArgumentKind::NativeEnum, .. }]) {
                return self.native_enum(checked, entity, &call, report);
            }
            return call.check(constructor.arguments, report).then(|| FieldType::of(Some(constructor.codec)));
        }
        let qualifier = path.first().filter(|_| path.len() > 1);
        if qualifier.is_some_and(|qualifier| checked.catalog.is_preset_namespace(qualifier)) {
            let message = format!("`{}` does not exist. Correct the name.", call.name);
            report.error(&PSL_UNKNOWN_FIELD_PRESET, entity.at(span), message);
            return None;
        }
        if not_composed(checked, &format!("`{}`", call.name), &call.name, entity.at(span), report) {
            return (!checked.extensions.lack_namespaces()).then(|| FieldType::of(None));
        }
        let message = format!("`{}` is no type with arguments. Correct the name.", call.name);
        report.error(&PSL_UNSUPPORTED_FIELD_TYPE, entity.at(span), message);
        None
    }

    /// `pg.enum(Name)`.
    fn native_enum(
        &self,
        checked: &Checked<'_>,
        entity: &Entity<'_>,
        call: &Call<'_>,
        report: &mut Report<'_>,
    ) -> Option<FieldType> {
        let at = entity.at(call.span);
        let [Argument { name: None, value: Some(value), .. }] = call.arguments.list.as_slice() else {
            let message = "`pg.enum` takes the name of one `native_enum`.";
            report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, at, message);
            return None;
        };
        let name = value.span().of(entity.text);
        let schema = checked.symbols.schema_of(entity.namespace).to_owned();
        // A composite type is in no database schema, so it finds none.
        let is_known = entity.is_model && self.enums.native.iter().any(|it| it.0 == schema && it.1 == name);
        if !is_known {
            let message = format!("`native_enum {name}` is not in the schema `{schema}`. Declare it there.");
            report.error(&PSL_UNKNOWN_ENTITY_REF, at, message);
            return None;
        }
        Some(FieldType { stored: Some("pg/enum@1"), preset: None, is_native_enum: true })
    }
}
