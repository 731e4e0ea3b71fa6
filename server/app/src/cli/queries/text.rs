//! Text for people.

use std::fmt::Write as _;

use base::text::{Encoding, positions};
use model::project::Files;
use queries::code::{CodeKind, RawKind, Value};

use crate::cli::code_base::{CodeBase, SchemaQuery};
use crate::cli::sources::Sources;
use crate::cli::terminal::{Paint, count};

/// The calls by file, a line each, and the totals.
pub(super) fn render(
    sources: &Sources,
    code: &CodeBase,
    queries: &[SchemaQuery<'_>],
    paint: Paint,
) -> String {
    let mut out = String::new();
    let mut files = 0;
    for of_file in queries.chunk_by(|a, b| a.query.file.path == b.query.file.path) {
        let Some(first) = of_file.first() else { continue };
        let path = &first.query.file.path;
        let text = sources.files.read(path).unwrap_or_default();
        files += 1;
        let _ = writeln!(out, "{}", paint.bold(&sources.shown(path)));
        let starts = of_file.iter().map(|it| it.query.call.operation_span.start);
        for (it, place) in of_file.iter().zip(positions(&text, starts, Encoding::Utf32)) {
            let place = format!("{}:{}", place.line + 1, place.column + 1);
            let name = format!("{}.{}", it.model_name(), it.query.call.operation.name());
            let _ = writeln!(
                out,
                "  {}  {}{}",
                paint.dim(&format!("{place:>8}")),
                paint.code(&name),
                details(it)
            );
        }
    }
    out.push_str(&totals(code, queries, files));
    out
}

fn totals(code: &CodeBase, queries: &[SchemaQuery<'_>], files: usize) -> String {
    let partial = queries.iter().filter(|it| it.is_partial()).count();
    let in_loops = queries.iter().filter(|it| it.query.call.surroundings.iteration.is_some()).count();
    let in_tests = queries.iter().filter(|it| it.query.file.kind == CodeKind::Test).count();
    let raw = code.application.files().iter().flat_map(|file| &file.raw);
    let raw = raw.filter(|raw| !matches!(raw.kind, RawKind::PrismaRaw | RawKind::PrismaSql)).count();
    let gap = if queries.is_empty() { "" } else { "\n" };
    format!(
        "{gap}{} of Prisma Client in {}, of {} read. {} partly known, {} in loops, {} in tests. Queries in raw SQL: {}.\n",
        count(queries.len(), "call"),
        count(files, "file"),
        code.searched,
        partial,
        in_loops,
        in_tests,
        raw,
    )
}

/// What the call asks, in a few words: `where email, tenant.id · order by createdAt desc · take 10`.
fn details(it: &SchemaQuery<'_>) -> String {
    let call = it.query.call;
    let argument = call.argument.as_ref().and_then(|argument| argument.value.as_object());
    let part = |key: &str| argument.and_then(|object| object.get(key));
    let mut parts = Vec::new();
    if let Some(filter) = part("where") {
        parts.push(format!("where {}", keys(filter)));
    }
    if let Some(order) = part("orderBy") {
        parts.push(format!("order by {}", keys(order)));
    }
    match part("take") {
        Some(Value::Number(number)) => parts.push(format!("take {number}")),
        Some(_) => parts.push("take …".to_owned()),
        None => {}
    }
    if let Some(include) = part("include") {
        parts.push(format!("include {}", keys(include)));
    }
    if it.is_partial() {
        parts.push("partly known".to_owned());
    }
    if call.surroundings.iteration.is_some() {
        parts.push("in a loop".to_owned());
    }
    if parts.is_empty() { String::new() } else { format!("  {}", parts.join(" · ")) }
}

/// The keys of an object, or of the objects of a list; `…` for what is not known.
fn keys(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<String> =
                object.entries.iter().map(|entry| with_direction(&entry.key, &entry.value.value)).collect();
            if object.is_partial || keys.is_empty() {
                keys.push("…".to_owned());
            }
            keys.join(", ")
        }
        Value::List { items, .. } => {
            items.iter().map(|item| keys(&item.value)).collect::<Vec<String>>().join(", ")
        }
        _ => "…".to_owned(),
    }
}

fn with_direction(key: &str, value: &Value) -> String {
    match value.as_text() {
        Some(direction @ "desc") => format!("{key} {direction}"),
        _ => key.to_owned(),
    }
}
