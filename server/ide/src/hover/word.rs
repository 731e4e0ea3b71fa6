//! Keywords and scalar types.

use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code};
use model::catalog::ScalarType;
use model::catalog::keywords;
use model::catalog::scalars::{UNSUPPORTED_DOCS, UNSUPPORTED_EXAMPLE};
use model::database::{ColumnType, Native};

/// A keyword of a block.
pub(super) fn keyword(cx: HoverContext<'_>, name: &str) -> Option<String> {
    let keyword = keywords::keyword(name, cx.is_next)?;
    let page = Page::titled(name, "block").text(keyword.docs);
    let notes = [cx.provider_note(keyword.providers), cx.preview_note(keyword.preview, keyword.docs)];
    Some(page.notes(notes).fence(keyword.example).finish())
}

/// A built-in type.
pub(super) fn scalar(cx: HoverContext<'_>, scalar: ScalarType) -> String {
    let facts = scalar.facts();
    let mut items = Vec::new();
    if let Some(provider) = cx.provider() {
        let native = Native::default_of(provider, scalar);
        let column = native.clone().map_or(ColumnType::Scalar(scalar), ColumnType::Native).shown(provider);
        let native = native.map(|native| format!(", same as {}", code(&format!("@db.{}", native.written()))));
        items.extend(column.map(|it| format!("{provider}: {}{}", code(&it), native.unwrap_or_default())));
    }
    items.push(format!("TypeScript: {}", code(facts.client_type)));
    Page::titled(scalar.name(), "scalar type").text(facts.docs).list(&items).fence(facts.example).finish()
}

/// `Unsupported("…")`.
pub(super) fn unsupported() -> String {
    Page::titled("Unsupported", "unsupported column type")
        .text(UNSUPPORTED_DOCS)
        .fence(UNSUPPORTED_EXAMPLE)
        .finish()
}
