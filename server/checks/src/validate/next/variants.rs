//! Models that are variants of another one.

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, Owner, Parsed};
use crate::validate::next::calls::PSL_INVALID_ATTRIBUTE_ARGUMENT;
use crate::validate::next::checked::Checked;
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Entity;
use base::text::Span;

codes! {
    /// A check constraint of a variant without a table of its own.
    ///
    /// The table is that of the base model; declare the check there. Prisma 8 reports it as `PSL_CHECK_ON_STI_VARIANT`.
    #[removes(Attribute)]
    PSL_CHECK_ON_STI_VARIANT = "psl-check-on-sti-variant";

    /// A model that is a base and a variant.
    ///
    /// Prisma 8 reports it as `PSL_DISCRIMINATOR_AND_BASE`.
    PSL_DISCRIMINATOR_AND_BASE = "psl-discriminator-and-base";

    /// Two variants with the same value.
    ///
    /// Prisma 8 reports it as `PSL_DUPLICATE_DISCRIMINATOR_VALUE`.
    PSL_DUPLICATE_DISCRIMINATOR_VALUE = "psl-duplicate-discriminator-value";

    /// A base model without variants.
    ///
    /// Prisma 8 reports it as `PSL_ORPHANED_DISCRIMINATOR`.
    PSL_ORPHANED_DISCRIMINATOR = "psl-orphaned-discriminator";

    /// A variant of a model without `@@discriminator`.
    ///
    /// Prisma 8 reports it as `PSL_ORPHANED_BASE`.
    PSL_ORPHANED_BASE = "psl-orphaned-base";
}

/// A model with `@@base`.
struct Variant {
    /// Its index, and that of its base model.
    model: usize,
    base: usize,
    value: String,
    span: Span,
}

pub(super) fn check(checked: &Checked<'_>, report: &mut Report<'_>) {
    let (_, variants) = declarations(checked, report);
    for variant in variants {
        let models = checked.symbols.entity(variant.model).zip(checked.symbols.entity(variant.base));
        let Some((model, base)) = models else { continue };
        if model.node.attributes.iter().any(|attribute| attribute.is_named("map")) {
            continue;
        }
        for attribute in model.node.attributes.iter().filter(|attribute| attribute.is("check")) {
            let message =
                format!("`{}` has no table of its own. Move the check to `{}`.", model.name, base.name);
            report.error(&PSL_CHECK_ON_STI_VARIANT, model.at(attribute.span), message);
        }
    }
}

/// Base models with their discriminators, and variants.
fn declarations(checked: &Checked<'_>, report: &mut Report<'_>) -> (Vec<(usize, Span)>, Vec<Variant>) {
    let (mut bases, mut variants) = (Vec::new(), Vec::new());
    for (at, model) in checked.symbols.models() {
        if let Some((parsed, span)) = read(checked, model, "discriminator", report)
            && let Some(field) = parsed.fields("field").and_then(|fields| model.field(fields.first()?))
        {
            if field.ty == "String" {
                bases.push((at, span));
            } else {
                let message =
                    format!("Discriminator `{}` must have the type `String`. Change it.", field.name);
                report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, model.at(span), message);
            }
        }
        if let Some((parsed, span)) = read(checked, model, "base", report)
            && let Some((base, value)) = parsed.entity("base").zip(parsed.string("value"))
        {
            variants.push(Variant { model: at, base, value: value.to_owned(), span });
        }
    }
    (bases, variants)
}

fn read<'d>(
    checked: &Checked<'_>,
    model: &Entity<'d>,
    name: &str,
    report: &mut Report<'_>,
) -> Option<(Parsed<'d>, Span)> {
    let attribute = model.attribute(name)?;
    let owner = Owner { entity: model, field: None };
    let parsed = arguments::plain(checked, owner, attribute, checked.catalog.model_attribute(name)?, report)?;
    Some((parsed, attribute.span))
}

/// Whether base models and variants fit together. Prisma looks at that only where it found nothing else.
pub(super) fn check_families(checked: &Checked<'_>, report: &mut Report<'_>) {
    if report.has_meaning_errors() {
        return;
    }
    let (bases, variants) = declarations(checked, report);
    for (at, span) in &bases {
        let Some(base) = checked.symbols.entity(*at) else { continue };
        if variants.iter().any(|variant| variant.model == *at) {
            let message = format!("`{}` is a base model and a variant. Remove one of the two.", base.name);
            report.error(&PSL_DISCRIMINATOR_AND_BASE, base.at(*span), message);
            continue;
        }
        let own: Vec<&Variant> = variants.iter().filter(|variant| variant.base == *at).collect();
        for (index, variant) in own.iter().enumerate() {
            let is_same = own.iter().take(index).any(|other| other.value == variant.value);
            if let Some(model) = checked.symbols.entity(variant.model).filter(|_| is_same) {
                let message = format!("`{}` is the value of another variant. Change it.", variant.value);
                report.error(&PSL_DUPLICATE_DISCRIMINATOR_VALUE, model.at(variant.span), message);
            }
        }
        if own.is_empty() {
            let message =
                format!("`{}` has no variants. Add one with `@@base({}, …)`.", base.name, base.name);
            report.error(&PSL_ORPHANED_DISCRIMINATOR, base.at(*span), message);
        }
    }
    for variant in &variants {
        let models = checked.symbols.entity(variant.model).zip(checked.symbols.entity(variant.base));
        let Some((model, base)) = models else { continue };
        if !bases.iter().any(|(at, _)| *at == variant.base) {
            let message = format!("`{}` has no `@@discriminator`. Add one to it.", base.name);
            report.error(&PSL_ORPHANED_BASE, model.at(variant.span), message);
        }
    }
}
