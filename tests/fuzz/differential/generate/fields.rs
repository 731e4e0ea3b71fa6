//! Fields with values: types, native types, defaults.

use model::catalog::functions::{self, FunctionParam, FunctionValue};
use model::catalog::native_types::{self, NativeType};
use model::catalog::{Provider, ScalarType};

use crate::generate::Maker;

/// A field of a model.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    /// `None` for enums, composite types and what is unsupported.
    pub(super) scalar: Option<ScalarType>,
    pub(super) ty: String,
    /// `?`, `[]` or nothing.
    pub(super) arity: &'static str,
    pub(super) native: Option<&'static NativeType>,
    pub(super) attributes: Vec<String>,
}

/// Names that may surprise a parser.
const NAMES: &[&str] = &[
    "name",
    "größe",
    "b_2",
    "model",
    "type",
    "enum",
    "view",
    "default",
    "userID",
    "数",
    "generator",
    "map",
    "A",
    "relation",
    "datasource",
    "x1",
    "unique",
    "Int",
    "env",
    "id_",
];

impl Field {
    pub(super) fn plain(name: &str, scalar: ScalarType) -> Field {
        Field {
            name: name.to_owned(),
            scalar: Some(scalar),
            ty: scalar.name().to_owned(),
            arity: "",
            native: None,
            attributes: Vec::new(),
        }
    }

    pub(super) fn line(&self) -> String {
        format!("{} {}{} {}", self.name, self.ty, self.arity, self.attributes.join(" "))
    }

    /// Whether it may be part of a primary key or be referenced.
    pub(super) fn is_single(&self) -> bool {
        self.arity.is_empty() && self.scalar.is_some()
    }
}

/// Up to five fields of all kinds.
pub(super) fn fields(maker: &mut Maker<'_>, place: &str) -> Vec<Field> {
    let first = maker.random.below(NAMES.len());
    let count = 1 + maker.random.below(5);
    (0..count).map(|at| field(maker, NAMES[(first + at) % NAMES.len()], place)).collect()
}

/// A composite type.
pub(super) fn composite(maker: &mut Maker<'_>, name: &str) -> Vec<String> {
    let mut lines = vec![format!("type {name} {{")];
    lines.extend(fields(maker, "type").iter().map(Field::line));
    lines
}

fn field(maker: &mut Maker<'_>, name: &str, place: &str) -> Field {
    let facts = maker.provider.capabilities();
    let has_lists = facts.scalar_lists;
    let arity = match maker.random.below(6) {
        0 | 1 => "?",
        2 if has_lists || maker.is_wild() => "[]",
        _ => "",
    };
    let mut field = Field { arity, ..Field::plain(name, ScalarType::Int) };
    match maker.random.below(12) {
        0 if !maker.enums.is_empty() => {
            field.scalar = None;
            field.ty = (*maker.random.of(&maker.enums)).to_owned();
            if maker.once_in(3) {
                let value = if arity == "[]" { "[ADMIN]" } else { "ADMIN" };
                field.attributes.push(format!("@default({value})"));
            }
        }
        1 if !maker.types.is_empty() => {
            field.scalar = None;
            field.ty = (*maker.random.of(&maker.types)).to_owned();
        }
        2 if place == "model" && maker.provider.is_sql() => {
            field.scalar = None;
            field.ty = "Unsupported(\"some thing(1, 2)\")".to_owned();
            if maker.once_in(3) {
                field.attributes.push("@default(dbgenerated(\"x()\"))".to_owned());
            }
        }
        _ => scalar(maker, &mut field, place),
    }
    if maker.once_in(8) {
        let argument = if maker.once_in(3) { "name: " } else { "" };
        field.attributes.push(format!("@map({argument}\"{name} c\")"));
    }
    if place == "model" && maker.once_in(20) && !field.ty.starts_with('U') {
        field.attributes.push("@ignore".to_owned());
    }
    field
}

fn scalar(maker: &mut Maker<'_>, field: &mut Field, place: &str) {
    let provider = maker.provider;
    let all: Vec<ScalarType> = ScalarType::ALL
        .into_iter()
        .filter(|it| it.facts().providers.contains(provider) || maker.is_wild())
        .collect();
    let scalar = *maker.random.of(&all);
    field.scalar = Some(scalar);
    field.ty = scalar.name().to_owned();
    if maker.once_in(2) {
        let natives: Vec<&'static NativeType> = native_types::fitting(provider, scalar).collect();
        if !natives.is_empty() {
            let native = *maker.random.of(&natives);
            let arguments = native_arguments(maker, native, scalar);
            field.native = Some(native);
            field.attributes.push(format!("@db.{}{arguments}", native.name));
        }
    }
    if maker.once_in(2) {
        if let Some(value) = default(maker, scalar, field.arity == "[]", place) {
            let argument = if maker.once_in(8) { "value: " } else { "" };
            field.attributes.push(format!("@default({argument}{value})"));
        }
    } else if scalar == ScalarType::DateTime && field.arity != "[]" && maker.once_in(3) {
        field.attributes.push("@updatedAt".to_owned());
    }
}

fn native_arguments(maker: &mut Maker<'_>, native: &NativeType, scalar: ScalarType) -> String {
    if native.params.is_empty() || (!native.params_required && maker.once_in(2)) {
        return String::new();
    }
    if let (Some(only), ScalarType::Boolean) = (native.boolean_argument, scalar) {
        return format!("({only})");
    }
    let mut numbers = Vec::new();
    for param in native.params {
        let (least, most) = param.accepted;
        let number = match maker.random.below(4) {
            0 => least,
            1 => most,
            2 if param.accepts_max => return "(Max)".to_owned(),
            _ => least + maker.random.below((most - least).min(40) as usize) as u32,
        };
        numbers.push(number);
    }
    if let [precision, scale] = numbers.as_mut_slice() {
        *scale = (*scale).min(*precision);
    }
    let texts: Vec<String> = numbers.iter().map(u32::to_string).collect();
    format!("({})", texts.join(", "))
}

fn default(maker: &mut Maker<'_>, scalar: ScalarType, is_list: bool, place: &str) -> Option<String> {
    if is_list {
        let values: Vec<String> = (0..maker.random.below(3)).map(|_| literal(maker, scalar)).collect();
        return Some(format!("[{}]", values.join(", ")));
    }
    if maker.once_in(2) {
        return Some(literal(maker, scalar));
    }
    let known: Vec<_> = functions::defaults_for(maker.provider, Some(scalar))
        .filter(|function| !matches!(function.name, "autoincrement" | "auto" | "sequence"))
        .filter(|function| place != "type" || !matches!(function.name, "dbgenerated" | "nanoid"))
        .collect();
    if known.is_empty() {
        return None;
    }
    let function = *maker.random.of(&known);
    let given = |maker: &mut Maker<'_>, param: &FunctionParam| -> String {
        let value = match param.value {
            FunctionValue::OneOf(numbers) => maker.random.of(numbers).to_string(),
            FunctionValue::Between(least, most) => (*maker.random.of(&[least, most])).to_string(),
            FunctionValue::Integer => maker.random.below(100).to_string(),
            FunctionValue::Flag => "true".to_owned(),
            FunctionValue::Text => "\"f('x', 1)\"".to_owned(),
        };
        if param.named { format!("{}: {value}", param.name) } else { value }
    };
    let params: Vec<&FunctionParam> =
        function.params.iter().filter(|param| param.required || maker.once_in(2)).collect();
    let arguments: Vec<String> = params.into_iter().map(|param| given(maker, param)).collect();
    Some(format!("{}({})", function.name, arguments.join(", ")))
}

fn literal(maker: &mut Maker<'_>, scalar: ScalarType) -> String {
    let values: &[&str] = match scalar {
        ScalarType::String => {
            &["\"\"", "\"é 📅\"", "\"a\\\"b\"", "\"\\u00e9\\n\"", "\"{}\"", "\"//x\"", "\"/* x\""]
        }
        ScalarType::Boolean => &["true", "false"],
        ScalarType::Int => &["0", "-1", "2147483647", "2147483648", "007"],
        ScalarType::BigInt => &["0", "-9223372036854775808", "9223372036854775807"],
        ScalarType::Float => &["0", "1.5", "-0.25", "1", "100000000000000000000.5"],
        ScalarType::Decimal => &["0", "1.5", "\"1.50\"", "-2", "\"1e5\"", "123456789012345678901234567890.5"],
        ScalarType::DateTime => &[
            "\"2024-02-29T00:00:00Z\"",
            "\"2024-01-01T23:59:60.123+05:30\"",
            "\"2024-01-01t00:00:00z\"",
            "\"2024-01-01 00:00:00Z\"",
            "\"2024-01-01T00:00:00.000000001-00:00\"",
        ],
        ScalarType::Json => {
            &["\"{}\"", "\"[1, null]\"", "\"\\\"x\\\"\"", "\"null\"", "\"1.5e3\"", "\"{\\\"a\\\": true}\""]
        }
        ScalarType::Bytes => &["\"\"", "\"aGk=\"", "\"aGkx\"", "\"/+==\""],
    };
    (*maker.random.of(values)).to_owned()
}

/// An id of one field.
pub(super) fn id(maker: &mut Maker<'_>) -> Field {
    let mut field = Field::plain("id", ScalarType::Int);
    let facts = maker.provider.capabilities();
    if maker.provider == Provider::Mongodb {
        let choices = [
            "@default(auto()) @map(\"_id\") @db.ObjectId",
            "@map(\"_id\")",
            "@map(\"_id\") @default(uuid())",
        ];
        field = Field::plain("id", ScalarType::String);
        field.attributes = vec!["@id".to_owned(), (*maker.random.of(&choices)).to_owned()];
        return field;
    }
    let arguments: &[&str] = match maker.provider {
        Provider::Sqlserver => &["", "(clustered: false)", "(map: \"pk\", clustered: true)", "(sort: Desc)"],
        Provider::Mysql => &["", "", "(length: 10)"],
        Provider::Sqlite => &[""],
        _ => &["", "(map: \"pk\")", "(map: \"größe pk\")"],
    };
    let arguments = *maker.random.of(arguments);
    match maker.random.below(5) {
        _ if arguments.contains("length") => field = Field::plain("id", ScalarType::String),
        0 => field.attributes.push("@default(uuid(7))".to_owned()),
        1 if facts.autoincrement.types.contains(&ScalarType::Int) => {
            field.attributes.push("@default(autoincrement())".to_owned());
        }
        2 if facts.autoincrement.types.contains(&ScalarType::BigInt) => {
            field = Field::plain("id", ScalarType::BigInt);
            field.attributes.push("@default(autoincrement())".to_owned());
        }
        3 if maker.provider == Provider::Cockroachdb => {
            field.attributes.push("@default(sequence(start: 1, maxValue: 10, virtual: true))".to_owned());
        }
        _ => {}
    }
    if field.attributes.iter().any(|it| it.contains("uuid")) {
        field = Field { attributes: field.attributes, ..Field::plain("id", ScalarType::String) };
    }
    let at = maker.random.below(field.attributes.len() + 1);
    field.attributes.insert(at, format!("@id{arguments}"));
    field
}
