//! `discouraged-native-type`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef, words};
use base::{Finding, Fix, Level};
use model::catalog::Provider;
use model::schema::item::{Arguments, Expr, Field, TypeRef};

rule! {
    /// A deprecated or lossy native type.
    ///
    /// PostgreSQL: `Char(n)` pads with spaces, which are significant in some comparisons and not in others, and saves
    /// no space (codes of up to three letters are exempt); `Money` depends on the locale of the server; `Json` is text
    /// that cannot be indexed or compared; `Timestamp(0)` rounds to seconds, possibly into the future. MySQL:
    /// `Timestamp` ends in January 2038. SQL Server: `Money` rounds intermediate results; `Text`, `NText` and `Image`
    /// are deprecated.
    ///
    /// ```prisma flagged
    /// model Product {
    ///   id   Int    @id
    ///   code String @db.Char(12)
    ///   data Json   @db.Json
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Product {
    ///   id   Int    @id
    ///   code String @db.VarChar(12)
    ///   data Json
    /// }
    /// ```
    pub static RULE = Rule {
        code: "discouraged-native-type",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

/// A discouraged type.
struct Discouraged {
    provider: Provider,
    native: &'static str,
    /// Applies only with this argument.
    argument: Option<i64>,
    /// What is wrong with it.
    why: &'static str,
    /// The replacement; `{}` stands for the arguments, including the brackets. Empty if the default type is right.
    instead: &'static str,
}

/// Sources: the chapters on data types in the manuals of PostgreSQL, MySQL and SQL Server.
const DISCOURAGED: &[Discouraged] = &[
    postgresql("Char", None, "pads values with spaces and saves no space", "VarChar{}"),
    postgresql("Money", None, "depends on the locale of the server", "Decimal(12, 2)"),
    postgresql("Json", None, "stores text that cannot be indexed or compared", ""),
    postgresql("Timestamp", Some(0), "rounds to seconds, possibly into the future", "Timestamp(3)"),
    postgresql("Timestamptz", Some(0), "rounds to seconds, possibly into the future", "Timestamptz(3)"),
    entry(Provider::Mysql, "Timestamp", "ends in January 2038", "DateTime{}"),
    entry(Provider::Sqlserver, "Money", "rounds intermediate results", "Decimal(19, 4)"),
    entry(Provider::Sqlserver, "SmallMoney", "rounds intermediate results", "Decimal(10, 4)"),
    entry(Provider::Sqlserver, "Text", "is deprecated in SQL Server", "VarChar(Max)"),
    entry(Provider::Sqlserver, "NText", "is deprecated in SQL Server", "NVarChar(Max)"),
    entry(Provider::Sqlserver, "Image", "is deprecated in SQL Server", "VarBinary(Max)"),
];

const fn postgresql(
    native: &'static str,
    argument: Option<i64>,
    why: &'static str,
    instead: &'static str,
) -> Discouraged {
    Discouraged { provider: Provider::Postgresql, native, argument, why, instead }
}

const fn entry(
    provider: Provider,
    native: &'static str,
    why: &'static str,
    instead: &'static str,
) -> Discouraged {
    Discouraged { provider, native, argument: None, why, instead }
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = cx.configuration().provider else { return };
    let is_next = cx.configuration().is_next();
    let keys = column::relation_keys(model);
    for field in &model.model.fields {
        let Some((name, attribute)) = column::native(field) else { continue };
        // What a preset makes always has the same length, and so has a key that refers to it.
        let is_preset = field.ty.as_ref().is_some_and(TypeRef::is_preset);
        if is_preset || is_next && keys.contains(field.name.as_str()) {
            continue;
        }
        let argument = column::first_number(attribute);
        let entry = DISCOURAGED.iter().find(|entry| {
            entry.provider == provider
                && entry.native == name
                && entry.argument.is_none_or(|wanted| argument == Some(wanted))
        });
        // A code of one to three letters always fills its column, and so does what has a fixed length.
        let is_filled = || {
            argument.is_none_or(|length| length <= 3)
                || has_fixed_length(field)
                || refers_to_fixed_length(cx, model, field)
        };
        let is_filled = name == "Char" && is_filled();
        let Some(entry) = entry.filter(|_| !is_filled) else { continue };
        let block = cx.schema.text(model.id);
        let span = field.ty.as_ref().filter(|_| is_next).map_or(attribute.span, |ty| ty.base_span());
        let written = span.of(&block);
        let arguments = attribute.arguments.as_ref().map_or("", |arguments| arguments.span.of(&block));
        let default = if is_next && entry.native == "Json" { "JsonB" } else { entry.instead };
        let instead = default.replace("{}", arguments);
        let remedy = match instead.as_str() {
            "" => "Remove it: the default type is better.".to_owned(),
            instead => format!("Use `{}`.", column::written(cx, instead)),
        };
        let message =
            format!("`{written}` of `{}.{}` {}. {remedy}", model.item.name(), field.name.text, entry.why);
        let mut finding = cx.finding(model.id, span, message);
        // The present time has some years to go; a date that a user enters may lie behind.
        if entry.native == "Timestamp" && provider == Provider::Mysql && holds_present(field) {
            finding = finding.at_most(Level::Info);
        }
        found.push(cx.fix(finding, || {
            let (title, edit) = if instead.is_empty() {
                let edit = model::schema::edit::remove_attribute(cx.schema, model.id, attribute);
                (format!("Remove `{written}`"), edit)
            } else {
                let title = format!("Use `{}`", column::written(cx, &instead));
                (title, column::set_native(cx, model, field, &instead))
            };
            [Fix::choice(title, vec![edit])]
        }));
    }
}

/// Whether all values of the field have the same length: a hash, an identifier that a program makes.
fn has_fixed_length(field: &Field) -> bool {
    const FIXED: &[&str] = &[
        "hash",
        "digest",
        "checksum",
        "fingerprint",
        "sha",
        "sha1",
        "sha256",
        "sha512",
        "md5",
        "uuid",
        "guid",
        "ulid",
    ];
    // Prisma makes values of one length.
    let made = field.default().and_then(Expr::as_call).map(|(name, _)| name);
    made.is_some_and(|name| matches!(name, "uuid" | "cuid" | "ulid" | "nanoid"))
        || words(&field.name.text).contain_any(FIXED)
}

/// Whether the field is a foreign key to a field whose values have the same length.
fn refers_to_fixed_length(cx: &Context<'_>, model: ModelRef<'_>, field: &Field) -> bool {
    cx.owning_fields(model.id).iter().any(|own| {
        let pairs = own.info.key.iter().zip(&own.info.referenced);
        let mut referenced = pairs
            .filter(|(key, _)| cx.schema.field(**key).is_some_and(|key| key.name.text == field.name.text));
        referenced.any(|(_, id)| cx.schema.field(*id).is_some_and(has_fixed_length))
    })
}

/// Whether the field holds the time at which its row was written.
fn holds_present(field: &Field) -> bool {
    let is_now = |(function, arguments): (&str, &Arguments)| {
        let sql = arguments.unnamed().and_then(Expr::as_str).unwrap_or("").to_ascii_lowercase();
        function == "now" || sql.starts_with("current_timestamp") || sql.starts_with("now(")
    };
    field.has("updatedAt") || field.default().and_then(Expr::as_call).is_some_and(is_now)
}
