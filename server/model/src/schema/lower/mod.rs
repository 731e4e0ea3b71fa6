//! Lowers the tree of a block to an item.

mod attributes;
mod bodies;
mod comments;
mod expr;

use crate::schema::item::{Item, ItemKind, ModelKind, Name};
use base::text::Span;
use syntax::ast::{self, View};
use syntax::{Block, Kind, Node, Role};

/// The maximum nesting of values; deeper ones are omitted, so that no text can overflow the stack.
const MAX_DEPTH: usize = 64;

/// Lowers one block. `text` is the block's text.
///
/// A block may contain invalid lines before its declaration; the declaration is the last declaring node.
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
    let tree = block.tree(text);
    let Some(root) = tree.root() else { return item };
    let is_alias = |node: &Node<'_>| node.kind_id() == Kind::TypeAlias;
    let declares = |node: &Node<'_>| is_alias(node) || ast::Declaration::cast(*node, text).is_some();
    let last = ast::children(root).filter(declares).last();
    if let Some(declaration) = last.and_then(|node| ast::Declaration::cast(node, text)) {
        declare(&mut item, declaration);
    } else if let Some(alias) = last.and_then(|node| ast::TypeAlias::cast(node, text)) {
        head(&mut item, &alias);
        item.kind = ItemKind::Alias(alias.child(Role::Type).map(bodies::field_type));
    }
    item.comments = comments::all(&tree, text, &item);
    item
}

fn declare(item: &mut Item, declaration: ast::Declaration<'_>) {
    head(item, &declaration);
    let body = declaration.child::<ast::Body>(Role::Body);
    if let Some(body) = &body {
        item.open_brace = body.token(Kind::OpeningBrace);
        item.close_brace = body.token(Kind::ClosingBrace);
    }
    item.kind = match declaration.node().kind_id() {
        Kind::Model => ItemKind::Model(bodies::model(ModelKind::Model, body)),
        Kind::View => ItemKind::Model(bodies::model(ModelKind::View, body)),
        Kind::CompositeType => ItemKind::Model(bodies::model(ModelKind::Type, body)),
        Kind::Enum => ItemKind::Enum(bodies::enumeration(body)),
        Kind::Datasource => ItemKind::Datasource(bodies::config(body)),
        Kind::Generator => ItemKind::Generator(bodies::config(body)),
        _ => ItemKind::Other,
    };
}

fn head<'t>(item: &mut Item, view: &impl View<'t>) {
    let keyword = view.node().child(Role::Keyword).map(ast::span);
    item.keyword = keyword.map(|span| Name { text: span.of(view.block_text()).into(), span });
    item.name = view.child::<ast::Identifier>(Role::Name).map(name);
    item.documentation = comments::documentation(view);
    let start = item.keyword.as_ref().map_or(view.span().start, |keyword| keyword.span.start);
    item.span = trimmed(Span::new(start, view.span().end), view.block_text());
}

/// Without the newline that ends an incomplete declaration.
fn trimmed(span: Span, text: &str) -> Span {
    Span::from(span.start as usize..span.start as usize + span.of(text).trim_end().len())
}

fn name(identifier: ast::Identifier<'_>) -> Name {
    Name { text: identifier.text().into(), span: identifier.span() }
}
