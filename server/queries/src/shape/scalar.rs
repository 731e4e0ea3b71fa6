//! Filters of a column: `{ gte: from, lt: to }`, `{ contains: text, mode: "insensitive" }`, a value.

use model::schema::item::{Arity, Field};
use smol_str::SmolStr;

use crate::code::{Object, Value};
use crate::shape::alternatives::{Filter, Mode};
use crate::shape::walk::each;
use crate::shape::{Column, Condition, ConditionKind, JsonTest, ListTest, Pattern};

/// What is known of the column.
#[derive(Clone, Copy)]
pub(super) struct Scalar<'c> {
    pub column: &'c Column,
    /// Whether it holds a list.
    pub is_list: bool,
    /// Whether it holds a document.
    pub is_json: bool,
    /// Whether it holds a point in time.
    pub is_time: bool,
}

impl<'c> Scalar<'c> {
    pub fn new(column: &'c Column, field: &Field) -> Scalar<'c> {
        Scalar {
            column,
            is_list: field.arity() == Arity::List,
            is_json: field.type_name() == "Json" && field.arity() != Arity::List,
            is_time: field.type_name() == "DateTime" && field.arity() != Arity::List,
        }
    }

    /// The filter that a value is.
    pub fn filter(self, value: &Value, mode: Mode) -> Filter {
        match value {
            Value::Undefined => Filter::all(),
            Value::Null => self.one(ConditionKind::Null, mode),
            Value::Object(object) => self.object(object, mode),
            Value::OneOf(several) => {
                let given = several.iter().filter(|it| it.value != Value::Undefined);
                let is_conditional = mode.is_conditional || given.clone().count() < several.len();
                let mode = Mode { is_conditional, ..mode };
                one_of(given.map(|it| self.filter(&it.value, mode)).collect(), mode)
            }
            Value::Unknown(unknown) => {
                let is_conditional = mode.is_conditional || unknown.may_be_undefined;
                // Hardly anybody asks for one moment: what is not known of a time is a filter.
                let kind = match self.is_time && !unknown.is_scalar {
                    true => ConditionKind::Range,
                    false => self.equality(),
                };
                self.one(kind, Mode { is_conditional, ..mode })
            }
            Value::List { .. } => self.one(self.equality(), mode),
            Value::Text(_) | Value::Number(_) | Value::Boolean(_) => {
                let constant = constant(value);
                Filter::one(Condition { constant, ..self.condition(self.equality()) }, mode)
            }
        }
    }

    fn condition(self, kind: ConditionKind) -> Condition {
        Condition::new(self.column.clone(), kind)
    }

    fn one(self, kind: ConditionKind, mode: Mode) -> Filter {
        Filter::one(self.condition(kind), mode)
    }

    fn equality(self) -> ConditionKind {
        match (self.is_list, self.is_json) {
            (true, _) => ConditionKind::List(ListTest::Equal),
            (_, true) => ConditionKind::Json(JsonTest::Whole),
            _ => ConditionKind::Equal,
        }
    }

    fn object(self, object: &Object, mode: Mode) -> Filter {
        let is_insensitive = object.get("mode").is_some_and(|mode| mode.as_text() != Some("default"));
        let has_path = object.get("path").is_some();
        let mut filter = Filter { is_partial: object.is_partial, ..Filter::all() };
        for entry in &object.entries {
            let mode = Mode { is_conditional: mode.is_conditional || entry.is_conditional, ..mode };
            let value = &entry.value.value;
            if *value == Value::Undefined {
                continue;
            }
            let part = match entry.key.as_str() {
                "mode" | "path" => continue,
                "not" => self.negation(value, mode),
                "equals" if has_path => self.one(ConditionKind::Json(JsonTest::Path), mode),
                "equals" if is_insensitive && *value != Value::Null => {
                    self.one(ConditionKind::InsensitiveEqual, maybe_absent(value, mode))
                }
                "equals" => self.filter(value, mode),
                key => match self.test(key, has_path, is_insensitive) {
                    Some(kind) => self.one(kind, maybe_absent(value, mode)),
                    None => Filter::unknown(),
                },
            };
            filter = filter.and(part);
        }
        filter
    }

    /// What a key other than `equals` and `not` asks.
    fn test(self, key: &str, has_path: bool, is_insensitive: bool) -> Option<ConditionKind> {
        let like = |pattern| Some(ConditionKind::Like { pattern, is_insensitive });
        match key {
            _ if has_path => Some(ConditionKind::Json(JsonTest::Path)),
            "array_contains" | "array_starts_with" | "array_ends_with" | "string_contains"
            | "string_starts_with" | "string_ends_with" => Some(ConditionKind::Json(JsonTest::Whole)),
            "in" if is_insensitive => Some(ConditionKind::InsensitiveEqual),
            "in" => Some(ConditionKind::In),
            "notIn" => Some(ConditionKind::NotEqual),
            "lt" | "lte" | "gt" | "gte" => Some(ConditionKind::Range),
            "contains" => like(Pattern::Contains),
            "startsWith" => like(Pattern::StartsWith),
            "endsWith" => like(Pattern::EndsWith),
            "search" => like(Pattern::Search),
            "has" => Some(ConditionKind::List(ListTest::Has)),
            "hasEvery" => Some(ConditionKind::List(ListTest::HasEvery)),
            "hasSome" => Some(ConditionKind::List(ListTest::HasSome)),
            "isEmpty" => Some(ConditionKind::List(ListTest::IsEmpty)),
            // Whether the key is in the document (MongoDB).
            "isSet" => Some(ConditionKind::NotNull),
            _ => None,
        }
    }

    /// `not`: of a value, or of another filter.
    fn negation(self, value: &Value, mode: Mode) -> Filter {
        match value {
            Value::Null => self.one(ConditionKind::NotNull, mode),
            Value::Object(object) => self.object(object, Mode { is_negated: true, ..mode }),
            _ => self.one(ConditionKind::NotEqual, maybe_absent(value, mode)),
        }
    }
}

/// The condition, or a list of them, is absent where its value may be `undefined`.
fn maybe_absent(value: &Value, mode: Mode) -> Mode {
    let is_absent = match value {
        Value::Unknown(unknown) => unknown.may_be_undefined,
        Value::OneOf(several) => several.iter().any(|it| match &it.value {
            Value::Unknown(unknown) => unknown.may_be_undefined,
            value => *value == Value::Undefined,
        }),
        _ => false,
    };
    Mode { is_conditional: mode.is_conditional || is_absent, ..mode }
}

/// One of several filters of the same column, as a condition decides: those that ask the same are one.
fn one_of(filters: Vec<Filter>, mode: Mode) -> Filter {
    let kinds = |filter: &Filter| -> Vec<Vec<ConditionKind>> {
        filter.branches.iter().map(|it| it.conditions.iter().map(|it| it.kind).collect()).collect()
    };
    let Some(first) = filters.first() else { return Filter::all() };
    let is_same = filters.iter().all(|it| kinds(it) == kinds(first));
    if !is_same {
        return Filter::chosen(filters, mode);
    }
    let mut filter = first.clone();
    filter.is_partial = filters.iter().any(|it| it.is_partial);
    if filters.len() > 1 {
        filter.branches.iter_mut().flat_map(|it| &mut it.conditions).for_each(|it| it.constant = None);
    }
    filter
}

/// The text of a constant.
fn constant(value: &Value) -> Option<SmolStr> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Boolean(value) => Some(if *value { "true" } else { "false" }.into()),
        _ => None,
    }
}

/// The columns of equality for a key over several fields: `{ a_b: { a: 1, b: 2 } }`.
pub(super) fn compound(columns: &[Column], value: &Value, mode: Mode) -> Filter {
    let (values, is_partial) = each(value);
    let mut constants: Vec<Option<SmolStr>> = vec![None; columns.len()];
    if let [Value::Object(object)] = values.as_slice() {
        for (column, into) in columns.iter().zip(&mut constants) {
            *into = object.get(&column.name).and_then(constant);
        }
    }
    let is_conditional = mode.is_conditional || is_partial && values.is_empty();
    let conditions = columns.iter().zip(constants).map(|(column, constant)| Condition {
        constant,
        ..Condition::new(column.clone(), ConditionKind::Equal)
    });
    Filter::conditions(conditions.collect(), Mode { is_conditional, ..mode })
}
