//! Large columns in lists.

use base::Level;
use checks::frame::Levels;
use checks::rules::{is_encrypted, words};
use model::catalog::ScalarType;
use model::schema::FieldType;
use model::schema::item::{Field, ModelRef};

use crate::code::Operation;
use crate::rules::argument::{has_any, keys};
use crate::rules::context::Context;
use crate::rules::rule::{Report, rule};

/// Words in names of fields that hold little, in whatever type.
const SMALL: [&str; 16] = [
    "id",
    "key",
    "hash",
    "salt",
    "signature",
    "nonce",
    "iv",
    "setting",
    "settings",
    "meta",
    "metadata",
    "option",
    "options",
    "config",
    "preference",
    "preferences",
];

rule! {
    /// A list reads all columns, among them large or encrypted ones: `Json`, `Bytes`, `/// @encrypted`. Columns that are small by
    /// their name, such as `metadata` and `passwordHash`, do not count.
    ///
    /// Name the columns that the list needs with `select`, or leave the large ones out with `omit`.
    ///
    /// ```ts flagged
    /// export async function GET() {
    ///   return Response.json(await prisma.product.findMany({ take: 50 }));
    /// }
    /// ```
    /// ```ts clean
    /// export async function GET() {
    ///   return Response.json(await prisma.product.findMany({ take: 50, select: { id: true, name: true } }));
    /// }
    /// ```
    /// ```ts clean
    /// export async function GET() {
    ///   return Response.json(await prisma.order.findMany({ take: 50 }));
    /// }
    /// ```
    pub static OVER_FETCH = Rule {
        code: "over-fetch",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: check,
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    for query in cx.production_queries().filter(|it| it.call.operation == Operation::FindMany) {
        let surroundings = &query.call.surroundings;
        let (Some(keys), Some(model)) = (keys(query.call), cx.model(query)) else { continue };
        if has_any(keys, &["select", "omit"]) || !(surroundings.in_handler || surroundings.is_returned) {
            continue;
        }
        let large = large_fields(cx, model);
        if large.is_empty() {
            continue;
        }
        let names: Vec<String> = large.iter().map(|field| format!("`{}`", field.name.text)).collect();
        let name = model.item.name();
        report.add(
            query.call.operation_span,
            format!("A list of `{name}` reads all columns, also {}. Use `select` or `omit`.", listed(&names)),
        );
    }
}

/// The fields that are large or costly to read.
fn large_fields<'a>(cx: &Context<'a>, model: ModelRef<'a>) -> Vec<&'a Field> {
    let is_small = |field: &Field| words(&field.name.text).contain_any(&SMALL);
    let is_large = |field: &&Field| match cx.schema.type_of(field) {
        FieldType::Scalar(ScalarType::Json | ScalarType::Bytes) => !is_small(field),
        FieldType::Scalar(_) => is_encrypted(field),
        _ => false,
    };
    model.model.fields.iter().filter(is_large).collect()
}

/// The first names of a list, joined.
fn listed(names: &[String]) -> String {
    match names {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, two, ..] => format!("{one}, {two} and {} more", names.len() - 2),
        [] => String::new(),
    }
}
