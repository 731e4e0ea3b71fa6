//! Keys and indexes of a model.

use model::catalog::index_types::IndexType;
use model::catalog::operator_classes::{self, DefaultClass, default_class};
use model::catalog::{Provider, ScalarType};

use crate::generate::Maker;
use crate::generate::fields::Field;

/// Up to three keys over the fields of a model.
pub(super) fn keys(maker: &mut Maker<'_>, fields: &[Field], lines: &mut Vec<String>) {
    for at in 0..maker.random.below(4) {
        let kinds: &[&str] = if maker.provider.capabilities().full_text_index {
            &["index", "index", "unique", "fulltext"]
        } else {
            &["index", "index", "unique"]
        };
        let kind = *maker.random.of(kinds);
        lines.extend(key(maker, kind, fields, at));
    }
}

fn key(maker: &mut Maker<'_>, kind: &str, fields: &[Field], number: usize) -> Option<String> {
    let provider = maker.provider;
    let fits = |field: &&Field| match kind {
        "fulltext" => field.scalar == Some(ScalarType::String),
        _ => !field.ty.starts_with('U') && (field.arity != "[]" || provider == Provider::Postgresql),
    };
    let mut usable: Vec<&Field> = fields.iter().filter(fits).collect();
    let facts = provider.capabilities();
    let index_type = (kind == "index" && maker.once_in(2)).then(|| *maker.random.of(facts.index_types));
    let alone = index_type.is_some_and(|it| !it.accepts_several_fields());
    let count = if alone { 1 } else { 1 + maker.random.below(2) };
    while usable.len() > count {
        let at = maker.random.below(usable.len());
        usable.remove(at);
    }
    if usable.is_empty() {
        return None;
    }
    let columns: Vec<String> = usable.iter().map(|field| column(maker, kind, field, index_type)).collect();
    let list = match columns.as_slice() {
        [one] if maker.once_in(10) && !one.contains('(') => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let mut arguments = vec![if maker.once_in(8) { format!("fields: {list}") } else { list }];
    if let Some(it) = index_type {
        arguments.push(format!("type: {}", it.name()));
    }
    if maker.once_in(3) {
        arguments.push(format!("map: \"key {number} é\""));
    } else if kind == "unique" && usable.len() > 1 && maker.once_in(3) {
        arguments.push(format!("name: \"key_{number}\""));
    }
    if facts.clustered && kind != "fulltext" && maker.once_in(4) {
        arguments.push("clustered: false".to_owned());
    }
    let has_conditions = facts.partial_indexes && maker.version.major >= 7 && index_type.is_none();
    if has_conditions && kind != "fulltext" && maker.once_in(3) {
        let field = maker.random.of(fields).clone();
        arguments.push(format!("where: {}", condition(maker, &field)));
    }
    let last = arguments.len();
    if last > 1 && maker.once_in(4) {
        arguments.rotate_left(1);
    }
    Some(format!("@@{kind}({})", arguments.join(", ")))
}

fn column(maker: &mut Maker<'_>, kind: &str, field: &Field, index_type: Option<IndexType>) -> String {
    let mut arguments = Vec::new();
    let takes_order = index_type.is_none_or(IndexType::accepts_sort) && kind != "fulltext";
    if takes_order && maker.once_in(4) {
        arguments.push((*maker.random.of(&["sort: Desc", "sort: Asc"])).to_owned());
    }
    let is_text = matches!(field.scalar, Some(ScalarType::String | ScalarType::Bytes));
    if maker.provider.capabilities().length_prefix && is_text && kind != "fulltext" && maker.once_in(2) {
        arguments.push("length: 20".to_owned());
    }
    if maker.provider.capabilities().operator_classes && kind == "index" && maker.once_in(2) {
        let scalar = field.scalar.unwrap_or(ScalarType::Boolean);
        let native = field.native.map(|native| native.name);
        let index_type = index_type.unwrap_or(IndexType::BTree);
        let known: Vec<&str> = operator_classes::fitting(index_type, scalar, native, field.arity == "[]")
            .map(|class| class.name)
            .collect();
        if known.is_empty() || maker.once_in(4) {
            arguments.push("ops: raw(\"x_ops\")".to_owned());
        } else {
            arguments.push(format!("ops: {}", maker.random.of(&known)));
        }
    } else if let (Some(index_type), Provider::Postgresql) = (index_type, maker.provider) {
        let scalar = field.scalar.unwrap_or(ScalarType::Boolean);
        let native = field.native.map(|native| native.name);
        let class = default_class(index_type, scalar, native, field.arity == "[]");
        if class == DefaultClass::Missing || (class == DefaultClass::TypeRefused && maker.once_in(4)) {
            arguments.push("ops: raw(\"x_ops\")".to_owned());
        }
    }
    if arguments.is_empty() {
        field.name.clone()
    } else {
        format!("{}({})", field.name, arguments.join(", "))
    }
}

fn condition(maker: &mut Maker<'_>, field: &Field) -> String {
    if maker.once_in(3) {
        return "raw(\"x IS NOT NULL\")".to_owned();
    }
    let value = match field.scalar {
        Some(ScalarType::String) => "\"x\"",
        Some(ScalarType::DateTime) => "\"2024-01-01T00:00:00Z\"",
        Some(ScalarType::Boolean) => "true",
        Some(ScalarType::Json | ScalarType::Bytes) => "null",
        Some(_) => "12",
        None if field.ty.starts_with('U') => "null",
        None => "\"ADMIN\"",
    };
    let value = if maker.once_in(4) { "null" } else { value };
    match maker.random.below(3) {
        0 => format!("{{ {}: {{ not: {value} }} }}", field.name),
        1 => format!("{{{}:{value}}}", field.name),
        _ => format!("{{ {}: {value} }}", field.name),
    }
}
