//! From the tree of a block to an item.

mod attributes;
mod bodies;
mod comments;
mod expr;

use crate::schema::item::{Item, ItemKind, ModelKind, Name};
use crate::syntax::Block;
use crate::syntax::ast::{self, View};
use crate::text::Span;

/// How deep values may nest; what lies deeper is left out, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 64;

/// Reads one block. `text` is the block's own text.
///
/// A block may hold stray lines before its declaration; the declaration is the last node that is one.
pub fn lower(block: &Block, text: &str) -> Item {
    let mut item = Item {
        kind: ItemKind::Nothing,
        keyword: None,
        name: None,
        documentation: None,
        span: Span::default(),
        open_brace: None,
        close_brace: None,
        comments: Box::default(),
        len: block.len(),
    };
    let Some(root) = block.root() else { return item };
    for node in ast::children(root).collect::<Vec<_>>().into_iter().rev() {
        if let Some(declaration) = ast::Declaration::cast(node, text) {
            declare(&mut item, declaration);
            break;
        }
        if let Some(alias) = ast::TypeAlias::cast(node, text) {
            head(&mut item, &alias);
            item.kind = ItemKind::Alias(alias.child("type").map(bodies::field_type));
            break;
        }
    }
    item.comments = comments::all(root, text, &item);
    item
}

fn declare(item: &mut Item, declaration: ast::Declaration<'_>) {
    head(item, &declaration);
    let body = declaration.child::<ast::Body>("body");
    if let Some(body) = &body {
        item.open_brace = body.token("{");
        item.close_brace = body.token("}");
    }
    item.kind = match declaration.node().kind() {
        "model_declaration" => ItemKind::Model(bodies::model(ModelKind::Model, body)),
        "view_declaration" => ItemKind::Model(bodies::model(ModelKind::View, body)),
        "composite_type_declaration" => ItemKind::Model(bodies::model(ModelKind::Type, body)),
        "enum_declaration" => ItemKind::Enum(bodies::enumeration(body)),
        "datasource_declaration" => ItemKind::Datasource(bodies::config(body)),
        "generator_declaration" => ItemKind::Generator(bodies::config(body)),
        _ => ItemKind::Other,
    };
}

fn head<'t>(item: &mut Item, view: &impl View<'t>) {
    let keyword = view.node().child_by_field_name("keyword").map(ast::span);
    item.keyword = keyword.map(|span| Name { text: span.of(view.block_text()).into(), span });
    item.name = view.child::<ast::Identifier>("name").map(name);
    item.documentation = comments::documentation(view);
    let start = item.keyword.as_ref().map_or(view.span().start, |keyword| keyword.span.start);
    item.span = trimmed(Span::new(start, view.span().end), view.block_text());
}

/// Without the newline that ends a half-typed declaration.
fn trimmed(span: Span, text: &str) -> Span {
    Span::from(span.start as usize..span.start as usize + span.of(text).trim_end().len())
}

/// What comes, in a list that has no room for more: items are kept for long, and there are many.
pub(in crate::schema) fn exact<T>(mut items: impl Iterator<Item = T>) -> Box<[T]> {
    let Some(first) = items.next() else { return Box::default() };
    // Most lists hold but one.
    let mut list = vec![first];
    list.extend(items);
    list.into()
}

fn name(identifier: ast::Identifier<'_>) -> Name {
    Name { text: identifier.text().into(), span: identifier.span() }
}
