//! The models of a schema for MongoDB, and their attributes.

use crate::validate::next::arguments::{self, Owner, Parsed};
use crate::validate::next::checked::Checked;
use crate::validate::next::enums::EnumFacts;
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol};
use base::text::Span;

/// What all parts are given.
pub(super) struct Models<'c, 'd> {
    pub(super) checked: &'c Checked<'d>,
    pub(super) enums: &'c EnumFacts<'d>,
}

impl<'c, 'd> Models<'c, 'd> {
    /// The models that count: those outside of namespaces.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &'c Entity<'d>)> {
        let symbols = self.checked.symbols;
        symbols.models().filter(|(_, model)| model.namespace.is_none())
    }

    /// Whether the type of a field is a model.
    pub(super) fn is_relation(&self, field: &FieldSymbol<'_>) -> bool {
        self.iter().any(|(_, model)| model.name == field.ty)
    }

    /// Reads the first attribute with this name of a model, or of a field.
    pub(super) fn attribute(
        &self,
        model: &Entity<'d>,
        field: Option<&FieldSymbol<'d>>,
        name: &str,
        report: &mut Report<'_>,
    ) -> Option<(Parsed<'d>, Span)> {
        let catalog = self.checked.catalog;
        let (attribute, spec) = match field {
            Some(field) => field.attribute(name).zip(catalog.field_attribute(name))?,
            None => model.attribute(name).zip(catalog.model_attribute(name))?,
        };
        let parsed = arguments::plain(self.checked, Owner { entity: model, field }, attribute, spec, report)?;
        Some((parsed, attribute.span))
    }

    /// The name that `@map` gives, else its own.
    pub(super) fn mapped(
        &self,
        model: &Entity<'d>,
        field: Option<&FieldSymbol<'d>>,
        name: &str,
        report: &mut Report<'_>,
    ) -> String {
        let parsed = self.attribute(model, field, "map", report);
        let mapped = parsed.as_ref().and_then(|(parsed, _)| parsed.string("name"));
        mapped.unwrap_or(name).to_owned()
    }
}
