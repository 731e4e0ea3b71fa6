//! The values of `@default`.

use crate::validate::code::codes;
use crate::validate::next::arguments::{self, Owner, listed};
use crate::validate::next::checked::Checked;
use crate::validate::next::default_forms::{enum_members, is_form};
use crate::validate::next::literals::{Written, cast, decodes, is_unsafe};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol};
use crate::validate::next::types::{FieldType, Types};
use ::syntax::next::{Path, Value, decoded, tagged_body};
use base::text::Span;
use model::catalog::next::{Catalog, Codec, Generator};

codes! {
    /// A tag of a string that Prisma 8 does not have.
    ///
    /// Prisma 8 reports it as `PSL_UNKNOWN_DEFAULT_LITERAL_TAG`.
    PSL_UNKNOWN_DEFAULT_LITERAL_TAG = "psl-unknown-default-literal-tag";

    /// A default of another type than the field.
    ///
    /// Prisma 8 reports it as `PSL_DEFAULT_TYPE_INCOMPATIBLE`.
    PSL_DEFAULT_TYPE_INCOMPATIBLE = "psl-default-type-incompatible";

    /// A default that the type of the field does not hold.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_DEFAULT_LITERAL`.
    PSL_INVALID_DEFAULT_LITERAL = "psl-invalid-default-literal";

    /// A default that is not JSON.
    ///
    /// Prisma 8 reports it as `PSL_INVALID_JSON_LITERAL`.
    PSL_INVALID_JSON_LITERAL = "psl-invalid-json-literal";

    /// SQL that cannot be a default.
    ///
    /// A default is one expression without semicolons, comments and subqueries. `now()` and `autoincrement()` are written
    /// without a tag. Prisma 8 reports it as `PSL_INVALID_DEFAULT_SQL`.
    PSL_INVALID_DEFAULT_SQL = "psl-invalid-default-sql";

    /// A tagged string with a character that no database stores.
    ///
    /// Prisma 8 reports it as `PSL_TAGGED_LITERAL_NUL`.
    PSL_TAGGED_LITERAL_NUL = "psl-tagged-literal-nul";

    /// A tagged string that is too long.
    ///
    /// Prisma 8 reports it as `PSL_TAGGED_LITERAL_TOO_LARGE`.
    PSL_TAGGED_LITERAL_TOO_LARGE = "psl-tagged-literal-too-large";

    /// A function that makes no values of the type of the field.
    ///
    /// The ids that Prisma makes are text; UUIDs fit `Uuid` as well. Prisma 8 reports it as
    /// `PSL_INVALID_DEFAULT_APPLICABILITY`.
    PSL_INVALID_DEFAULT_APPLICABILITY = "psl-invalid-default-applicability";
}

/// The longest tagged string, in bytes.
const MAX_TAGGED: usize = 65_536;

/// What a default is, as far as its column depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DefaultValue {
    /// A sequence of the database.
    Sequence,
    /// A value that Prisma makes.
    Client,
    /// Anything else, or nothing.
    Other,
}

/// Checks the default of a field.
pub(super) fn check<'d>(
    checked: &Checked<'d>,
    types: &Types<'_, 'd>,
    model: &Entity<'d>,
    field: &FieldSymbol<'d>,
    ty: &FieldType,
    report: &mut Report<'_>,
) -> DefaultValue {
    let attribute = field.attribute("default").zip(checked.catalog.field_attribute("default"));
    let Some((attribute, spec)) = attribute else { return DefaultValue::Other };
    let owner = Owner { entity: model, field: Some(field) };
    let members = enum_members(checked, field);
    let mut given = None;
    let mut take = |value: &'d Value, report: &mut Report<'_>| {
        let is_taken = is_form(checked.catalog, model, field, members.as_deref(), value, report);
        given = Some(value);
        is_taken
    };
    let parsed = arguments::read(checked, owner, attribute, spec, &mut take, report);
    let (Some(_), Some(value), None) = (parsed, given, types.enums.codecs.get(field.ty)) else {
        return DefaultValue::Other;
    };
    let catalog = checked.catalog;
    let codec = ty.stored.and_then(|id| catalog.codec(id));
    let reader = Reader { catalog, model, field, stored: ty.stored, codec, span: attribute.span };
    if ty.is_native_enum && is_text(value) {
        return DefaultValue::Other;
    }
    match value {
        Value::Call { path, span, .. } => reader.call(path, *span, report),
        Value::Tagged { tag, body, span } => {
            if let Some(written) = reader.tagged(tag, *body, *span, false, report) {
                reader.value(&[written], false, report);
            }
            DefaultValue::Other
        }
        Value::List(values, _) => {
            reader.list(values, report);
            DefaultValue::Other
        }
        other => {
            reader.value(&[reader.written(other)], false, report);
            DefaultValue::Other
        }
    }
}

fn is_text(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::List(values, _) => values.iter().all(|value| matches!(value, Value::String(_))),
        _ => false,
    }
}

struct Reader<'c, 'd> {
    catalog: Catalog,
    model: &'c Entity<'d>,
    field: &'c FieldSymbol<'d>,
    /// The name of its codec.
    stored: Option<&'static str>,
    codec: Option<&'static Codec>,
    /// The attribute.
    span: Span,
}

impl Reader<'_, '_> {
    fn error(
        &self,
        code: &'static crate::validate::code::Code,
        span: Span,
        message: String,
        report: &mut Report<'_>,
    ) {
        report.error(code, self.model.at(span), message);
    }

    fn written(&self, value: &Value) -> Written {
        match value {
            Value::Boolean(..) => Written::Boolean,
            Value::Number(span) => Written::Number(span.of(self.model.text).to_owned()),
            other => Written::Text(decoded(other.span().of(self.model.text))),
        }
    }

    fn call(&self, path: &Path, span: Span, report: &mut Report<'_>) -> DefaultValue {
        let Some(function) = path.ident().and_then(|name| self.catalog.function(&name.text)) else {
            return DefaultValue::Other;
        };
        match function.generator {
            Generator::Sequence => DefaultValue::Sequence,
            Generator::Database => DefaultValue::Other,
            generator => {
                if self.stored.is_none_or(|codec| generator.fits(codec)) {
                    return DefaultValue::Client;
                }
                let message =
                    format!("`{}()` makes no values for `{}`. Use text.", function.name, self.field.name);
                self.error(&PSL_INVALID_DEFAULT_APPLICABILITY, span, message, report);
                DefaultValue::Other
            }
        }
    }

    /// What a tagged string says; `None` for SQL, and for what is reported.
    fn tagged(
        &self,
        tag: &Path,
        body: Span,
        span: Span,
        in_list: bool,
        report: &mut Report<'_>,
    ) -> Option<Written> {
        let name = tag.dotted();
        if !tag.colons.is_empty() || !self.catalog.facts().literal_tags.contains(&name.as_str()) {
            let message = format!(
                "The tag `{name}` does not exist. Use one of {}.",
                listed(self.catalog.facts().literal_tags)
            );
            self.error(&PSL_UNKNOWN_DEFAULT_LITERAL_TAG, span, message, report);
            return None;
        }
        let value = decoded(body.of(self.model.text));
        if value.contains('\0') {
            self.error(
                &PSL_TAGGED_LITERAL_NUL,
                span,
                "This string has a PSL_TAGGED_LITERAL_NUL character. Remove it.".into(),
                report,
            );
            return None;
        }
        let text = tagged_body(&value);
        if text.len() > MAX_TAGGED {
            self.error(
                &PSL_TAGGED_LITERAL_TOO_LARGE,
                span,
                format!("This string is longer than {MAX_TAGGED} bytes."),
                report,
            );
            return None;
        }
        if name == "json" {
            return match serde_json::from_str(&text) {
                Ok(json) => Some(Written::Json(json)),
                // That a field is no list comes before what is in the list.
                Err(_) if in_list && !self.field.is_list => Some(Written::Json(serde_json::Value::Null)),
                Err(_) => {
                    self.error(
                        &PSL_INVALID_JSON_LITERAL,
                        self.span,
                        "This is not JSON. Correct it.".into(),
                        report,
                    );
                    None
                }
            };
        }
        match text.trim() {
            reserved @ ("now()" | "autoincrement()") => {
                let message = format!("`{reserved}` is a function of Prisma. Write `@default({reserved})`.");
                self.error(&PSL_INVALID_DEFAULT_SQL, span, message, report);
            }
            sql if is_unsafe(sql) => {
                let message = "The SQL of a default has no `;`, comments, `$$` or `SELECT`. Remove them.";
                self.error(&PSL_INVALID_DEFAULT_SQL, span, message.into(), report);
            }
            _ => {}
        }
        None
    }

    fn list(&self, values: &[Value], report: &mut Report<'_>) {
        let mut written = Vec::new();
        for value in values {
            let Value::Tagged { tag, body, span } = value else {
                written.push(self.written(value));
                continue;
            };
            let before = report.count;
            match self.tagged(tag, *body, *span, true, report) {
                Some(value) => written.push(value),
                None => {
                    if report.count == before {
                        let message = "SQL cannot be one of several values. Write the whole list in SQL.";
                        self.error(&PSL_INVALID_DEFAULT_LITERAL, *span, message.into(), report);
                    }
                    return;
                }
            }
        }
        self.value(&written, true, report);
    }

    /// Checks the default of a vector: a list of numbers, as many as the vector has dimensions. The dimensions of a named type are not
    /// looked up.
    fn vector(&self, written: &[Written], report: &mut Report<'_>) {
        let name = self.field.name;
        let Some(dimensions) = self.dimensions() else { return };
        let numbers: Vec<f64> = written
            .iter()
            .map_while(|value| match value {
                Written::Number(text) => Some(text.parse().unwrap_or(f64::NAN)),
                _ => None,
            })
            .collect();
        if numbers.len() < written.len() {
            let message = format!("Vector `{name}` stores numbers, not this default.");
            self.error(&PSL_DEFAULT_TYPE_INCOMPATIBLE, self.span, message, report);
        } else if numbers.len() as f64 != dimensions || numbers.iter().any(|number| !number.is_finite()) {
            let message = format!("The default of vector `{name}` must have {dimensions} finite numbers.");
            self.error(&PSL_INVALID_DEFAULT_LITERAL, self.span, message, report);
        }
    }

    /// The number of dimensions in `Vector(3)` or `Vector(length: 3)`, if that is the written type of the field.
    fn dimensions(&self) -> Option<f64> {
        let (_, arguments) = self.field.constructor.as_ref()?;
        let value = arguments.list.first()?.value.as_ref()?;
        let written = value.span().of(self.model.text);
        written.trim_matches(['"', '\'']).parse().ok()
    }

    /// Checks written values against the type of the field.
    fn value(&self, written: &[Written], is_list: bool, report: &mut Report<'_>) {
        let Some(codec) = self.codec else { return };
        if is_list && !self.field.is_list && codec.id == "pg/vector@1" {
            return self.vector(written, report);
        }
        let name = self.field.name;
        if is_list != self.field.is_list {
            let message = match is_list {
                true => format!("Field `{name}` is no list, but its default is one."),
                false => format!("Field `{name}` is a list, so its default must be one, such as `[1, 2]`."),
            };
            return self.error(&PSL_DEFAULT_TYPE_INCOMPATIBLE, self.span, message, report);
        }
        for value in written {
            let Some(stored) = cast(value, codec.data_type) else {
                let message = format!("Field `{name}` stores {}, not this default.", codec.data_type.label());
                return self.error(&PSL_DEFAULT_TYPE_INCOMPATIBLE, self.span, message, report);
            };
            if !stored.is_some_and(|stored| decodes(codec, &stored)) {
                let message = format!("The default is no value of the type of `{name}`. Correct it.");
                return self.error(&PSL_INVALID_DEFAULT_LITERAL, self.span, message, report);
            }
        }
    }
}
