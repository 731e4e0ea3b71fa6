//! Models and composite types.

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, Owner, PSL_INVALID_ATTRIBUTE_SYNTAX, Parsed};
use crate::validate::next::calls::PSL_INVALID_ATTRIBUTE_ARGUMENT;
use crate::validate::next::checked::Checked;
use crate::validate::next::columns::{columns, mapped_name};
use crate::validate::next::enums::EnumFacts;
use crate::validate::next::report::Report;
use crate::validate::next::symbols::Entity;
use crate::validate::next::tables::Table;
use crate::validate::next::types::Types;
use crate::validate::next::{relations, variants};
use ::syntax::next::Attribute;
use base::cancel;
use model::catalog::next::AttributeSpec;

codes! {
    /// An attribute that a model has twice.
    ///
    /// Prisma 8 reports it as `PSL_DUPLICATE_ATTRIBUTE`.
    #[removes(Attribute)]
    PSL_DUPLICATE_ATTRIBUTE = "psl-duplicate-attribute";

    /// An index of fields and an expression, or of neither.
    ///
    /// Prisma 8 reports it as `PSL_INDEX_FIELDS_XOR_EXPRESSION`.
    PSL_INDEX_FIELDS_XOR_EXPRESSION = "psl-index-fields-xor-expression";

    /// An index of an expression without a name.
    ///
    /// Prisma 8 reports it as `PSL_INDEX_EXPRESSION_REQUIRES_NAME`.
    PSL_INDEX_EXPRESSION_REQUIRES_NAME = "psl-index-expression-requires-name";

    /// An index with `name` and `map`.
    ///
    /// `name` gets a hash in the database, `map` is the name as it is. Prisma 8 reports it as `PSL_INDEX_NAME_XOR_MAP`.
    PSL_INDEX_NAME_XOR_MAP = "psl-index-name-xor-map";

    /// A check constraint without an expression.
    ///
    /// Prisma 8 reports it as `PSL_CHECK_EXPRESSION_EMPTY`.
    PSL_CHECK_EXPRESSION_EMPTY = "psl-check-expression-empty";

    /// A check constraint for a database to which Prisma 8 cannot add any.
    ///
    /// SQLite has check constraints, but Prisma 8 does not make them. Prisma 8 reports it as
    /// `PSL_CHECK_UNSUPPORTED_TARGET`.
    #[removes(Attribute)]
    PSL_CHECK_UNSUPPORTED_TARGET = "psl-check-unsupported-target";

    /// A check constraint without a name.
    ///
    /// Prisma 8 reports it as `PSL_CHECK_REQUIRES_NAME_OR_MAP`.
    PSL_CHECK_REQUIRES_NAME_OR_MAP = "psl-check-requires-name-or-map";

    /// A check constraint with `name` and `map`.
    ///
    /// Prisma 8 reports it as `PSL_CHECK_NAME_XOR_MAP`.
    PSL_CHECK_NAME_XOR_MAP = "psl-check-name-xor-map";

    /// A full-text index of several fields.
    ///
    /// Full-text search looks at one field; write one index for each. Prisma 8 reports it as
    /// `PSL_FULL_TEXT_INDEX_ONE_FIELD`.
    PSL_FULL_TEXT_INDEX_ONE_FIELD = "psl-full-text-index-one-field";

    /// A full-text index without a name.
    ///
    /// Prisma 8 reports it as `PSL_FULL_TEXT_INDEX_REQUIRES_NAME`.
    PSL_FULL_TEXT_INDEX_REQUIRES_NAME = "psl-full-text-index-requires-name";

    /// A full-text index with `name` and `map`.
    ///
    /// Prisma 8 reports it as `PSL_FULL_TEXT_INDEX_NAME_XOR_MAP`.
    PSL_FULL_TEXT_INDEX_NAME_XOR_MAP = "psl-full-text-index-name-xor-map";

    /// A full-text index of a field that is no text.
    ///
    /// Prisma 8 reports it as `PSL_FULL_TEXT_INDEX_TEXT_FIELD`.
    PSL_FULL_TEXT_INDEX_TEXT_FIELD = "psl-full-text-index-text-field";
}

pub(super) fn check<'d>(checked: &Checked<'d>, enums: &EnumFacts<'d>, report: &mut Report<'_>) {
    let types = Types::read(checked, enums, report);
    let mut tables = Vec::new();
    for (entity, model) in checked.symbols.models() {
        let names = names(checked, model, report);
        tables.push(Table { entity, columns: Vec::new(), names, key: None, unique: Vec::new() });
    }
    for table in &mut tables {
        cancel::check();
        let Some(model) = checked.symbols.entity(table.entity) else { continue };
        table.columns = columns(checked, &types, model, &table.names, report);
        inline_keys(model, table, report);
        block_attributes(checked, model, table, report);
    }
    relations::check(checked, &tables, report);
    variants::check(checked, report);
    composite_types(checked, &types, report);
    variants::check_families(checked, report);
}

fn names<'d>(checked: &Checked<'d>, model: &Entity<'d>, report: &mut Report<'_>) -> Vec<String> {
    let owner = Owner { entity: model, field: None };
    mapped_name(checked, owner, model.attribute("map"), model.name, report);
    let fields = model.fields.iter().map(|field| {
        let owner = Owner { entity: model, field: Some(field) };
        mapped_name(checked, owner, field.attribute("map"), field.name, report)
    });
    fields.collect()
}

fn inline_keys(model: &Entity<'_>, table: &mut Table<'_>, report: &mut Report<'_>) {
    let mut keys = table.columns.iter().filter(|column| column.is_id);
    let first = keys.next();
    if keys.next().is_some() {
        let message = format!("Model `{}` has `@id` on several fields. Use `@@id([…])` instead.", model.name);
        report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, model.at(model.node.body.span), message);
    } else {
        table.key = first.map(|column| vec![column.name.clone()]);
    }
    let unique = table.columns.iter().filter(|column| column.is_unique);
    table.unique = unique.map(|column| vec![column.name.clone()]).collect();
}

fn block_attributes<'d>(
    checked: &Checked<'d>,
    model: &Entity<'d>,
    table: &mut Table<'d>,
    report: &mut Report<'_>,
) {
    let has_inline_key = table.key.is_some();
    let mut has_block_key = false;
    let mut seen: Vec<&str> = Vec::new();
    for attribute in &model.node.attributes {
        let name = attribute.name();
        // The first of the others counts, and is read where it is needed.
        if matches!(name.as_str(), "map" | "discriminator" | "base") {
            continue;
        }
        let Some(spec) = checked.catalog.model_attribute(&name) else { continue };
        let at = model.at(attribute.span);
        let is_repeated = seen.contains(&spec.name);
        if is_repeated && !spec.is_repeatable {
            let message = format!("`@@{name}` is given twice. Remove one of the two.");
            report.error(&PSL_DUPLICATE_ATTRIBUTE, at, message);
            continue;
        }
        seen.push(spec.name);
        if spec.name == "id" && (has_block_key || has_inline_key) {
            let message = match has_block_key {
                true => format!("Model `{}` has `@@id` twice. Remove one of the two.", model.name),
                false => format!("Model `{}` has `@id` and `@@id`. Remove one of the two.", model.name),
            };
            report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, at, message);
            has_block_key = true;
            continue;
        }
        if spec.name == "check" && !checked.catalog.facts().has_checks {
            let message = format!("Prisma 8 makes no checks in {}. Remove it.", checked.catalog.facts().name);
            report.error(&PSL_CHECK_UNSUPPORTED_TARGET, at, message);
            continue;
        }
        let Some(parsed) = read(checked, model, attribute, spec, report) else { continue };
        match spec.name {
            "id" => {
                let fields = parsed.fields("fields").unwrap_or_default();
                let is_optional = |name: &&&str| model.field(name).is_some_and(|field| field.is_optional);
                if let Some(field) = fields.iter().find(is_optional) {
                    let message =
                        format!("Field `{field}` of the primary key cannot be optional. Remove its `?`.");
                    report.error(&PSL_INVALID_ATTRIBUTE_ARGUMENT, at, message);
                    continue;
                }
                table.key = Some(table.names_of(model, fields));
                has_block_key = true;
            }
            "unique" => {
                let columns = table.names_of(model, parsed.fields("fields").unwrap_or_default());
                table.unique.push(columns);
            }
            "index" => {
                let is_unique = parsed.boolean("unique") == Some(true) && !parsed.has("where");
                if let Some(fields) = parsed.fields("fields").filter(|_| is_unique) {
                    let columns = table.names_of(model, fields);
                    table.unique.push(columns);
                }
            }
            "fullTextIndex" => text_index_type(checked, model, table, attribute, &parsed, report),
            _ => {}
        }
    }
    table.unique.extend(table.key.clone());
}

/// Reads an attribute of a model, and checks its arguments against each other.
fn read<'d>(
    checked: &Checked<'_>,
    model: &Entity<'d>,
    attribute: &'d Attribute,
    spec: &'static AttributeSpec,
    report: &mut Report<'_>,
) -> Option<Parsed<'d>> {
    let owner = Owner { entity: model, field: None };
    let parsed = arguments::plain(checked, owner, attribute, spec, report)?;
    let mut problems: Vec<(&'static _, &str)> = Vec::new();
    let (has_name, has_map) = (parsed.has("name"), parsed.has("map"));
    match spec.name {
        "index" => {
            let has_expression = parsed.has("expression");
            if parsed.has("fields") == has_expression {
                problems.push((
                    &PSL_INDEX_FIELDS_XOR_EXPRESSION,
                    "An index has either fields or an `expression`.",
                ));
            }
            if has_expression && !has_name && !has_map {
                problems.push((
                    &PSL_INDEX_EXPRESSION_REQUIRES_NAME,
                    "An index of an expression needs a name. Add `name` or `map`.",
                ));
            }
            if has_name && has_map {
                problems.push((&PSL_INDEX_NAME_XOR_MAP, "An index has either `name` or `map`. Remove one."));
            }
            if parsed.has("options") && !parsed.has("type") {
                problems.push((
                    &PSL_INVALID_ATTRIBUTE_SYNTAX,
                    "The options of an index need its `type`. Add it.",
                ));
            }
        }
        "check" => {
            if parsed.string("expression").is_some_and(|expression| expression.trim().is_empty()) {
                problems.push((&PSL_CHECK_EXPRESSION_EMPTY, "The expression of a check must not be empty."));
            }
            if !has_name && !has_map {
                problems
                    .push((&PSL_CHECK_REQUIRES_NAME_OR_MAP, "A check needs a name. Add `name` or `map`."));
            }
            if has_name && has_map {
                problems.push((&PSL_CHECK_NAME_XOR_MAP, "A check has either `name` or `map`. Remove one."));
            }
        }
        "fullTextIndex" => {
            if parsed.fields("fields").is_some_and(|fields| fields.len() != 1) {
                problems.push((
                    &PSL_FULL_TEXT_INDEX_ONE_FIELD,
                    "A full-text index has one field. Write one for each.",
                ));
            }
            if !has_name && !has_map {
                problems.push((
                    &PSL_FULL_TEXT_INDEX_REQUIRES_NAME,
                    "A full-text index needs a name. Add `name` or `map`.",
                ));
            }
            if has_name && has_map {
                problems.push((
                    &PSL_FULL_TEXT_INDEX_NAME_XOR_MAP,
                    "A full-text index has either `name` or `map`. Remove one.",
                ));
            }
        }
        _ => {}
    }
    for (code, message) in &problems {
        report.error(code, model.at(attribute.span), *message);
    }
    problems.is_empty().then_some(parsed)
}

fn text_index_type(
    checked: &Checked<'_>,
    model: &Entity<'_>,
    table: &Table<'_>,
    attribute: &Attribute,
    parsed: &Parsed<'_>,
    report: &mut Report<'_>,
) {
    let Some(field) = parsed.fields("fields").and_then(|fields| fields.first()) else { return };
    let column = table.columns.iter().find(|column| column.field == *field);
    let is_text = match column.map(|column| column.codec) {
        None => false,
        Some(codec) => codec.and_then(|id| checked.catalog.codec(id)).is_none_or(|codec| codec.is_textual),
    };
    if !is_text {
        let message = format!("A full-text index is for text, which `{field}` is not. Choose another field.");
        report.error(&PSL_FULL_TEXT_INDEX_TEXT_FIELD, model.at(attribute.span), message);
    }
}

/// The fields of composite types must have a column type each, or be composite types.
fn composite_types(checked: &Checked<'_>, types: &Types<'_, '_>, report: &mut Report<'_>) {
    for entity in checked.symbols.entities.iter().filter(|entity| !entity.is_model) {
        for field in &entity.fields {
            if !checked.symbols.has_composite_type(field.ty) {
                types.of_field(checked, entity, field, report);
            }
        }
    }
}
