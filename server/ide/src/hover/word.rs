//! Keywords and scalar types.

use crate::hover::context::Context;
use crate::hover::page::{Page, code};
use model::catalog::ScalarType;
use model::catalog::keywords;
use model::catalog::scalars::{UNSUPPORTED_DOCS, UNSUPPORTED_EXAMPLE};

/// A keyword of a block.
pub(super) fn keyword(cx: Context<'_>, name: &str) -> Option<String> {
    let keyword = keywords::keyword(name, cx.is_next)?;
    let page = Page::titled(name, "block").text(keyword.docs);
    let notes = [cx.provider_note(keyword.providers), cx.preview_note(keyword.preview, keyword.docs)];
    Some(page.notes(notes).fence(keyword.example).finish())
}

/// A built-in type.
pub(super) fn scalar(cx: Context<'_>, scalar: ScalarType) -> String {
    let facts = scalar.facts();
    let mut items = Vec::new();
    if let Some((provider, column)) = cx.provider().and_then(|it| Some((it, scalar.default_column(it)?)))
        && !column.column.is_empty()
    {
        let native = match column.native {
            "" => String::new(),
            native => format!(", same as {}", code(&format!("@db.{native}"))),
        };
        items.push(format!("{provider}: {}{native}", code(column.column)));
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
