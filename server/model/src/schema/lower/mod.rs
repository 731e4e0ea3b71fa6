//! Lowers the tree of a block to an item.

mod attributes;
mod bodies;
mod comments;
mod expr;
mod field_type;
mod next;
mod next_type;

use crate::schema::item::{Item, ItemKind, ModelKind, Name};
use base::text::Span;
use smol_str::SmolStr;
use syntax::ast::{self, View};
use syntax::{Block, Dialect, Kind, Nesting, Node, Role};

/// The maximum nesting of values; deeper ones are omitted, so that no text can overflow the stack.
const MAX_DEPTH: usize = 64;

/// What lowering has to know beside the text of the block.
#[derive(Clone, Copy)]
struct Context<'b> {
    /// Whether the block is in the Prisma 8 dialect.
    is_next: bool,
    /// The namespace that it is in.
    namespace: Option<&'b SmolStr>,
}

/// Lowers one block. `text` is the block's text.
///
/// A block may contain invalid lines before its declaration; the declaration is the last declaring node.
pub fn lower(block: &Block, text: &str) -> Item {
    let mut item = Item {
        kind: ItemKind::Nothing,
        keyword: None,
        name: None,
        namespace: block.nesting().namespace().map(|name| SmolStr::from(&**name)),
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
        declare(&mut item, declaration, block.dialect() == Dialect::PrismaNext);
    } else if let Some(alias) = last.and_then(|node| ast::TypeAlias::cast(node, text)) {
        head(&mut item, &alias);
        item.kind = ItemKind::Alias(alias.child(Role::Type).map(field_type::field_type));
    }
    if *block.nesting() == Nesting::Tail {
        let brace = root.children().filter(|node| node.kind_id() == Kind::ClosingBrace).last();
        item.close_brace = brace.map(ast::span);
    }
    item.comments = comments::all(&tree, text, &item);
    item
}

fn declare(item: &mut Item, declaration: ast::Declaration<'_>, is_next: bool) {
    head(item, &declaration);
    let body = declaration.child::<ast::Body>(Role::Body);
    if let Some(body) = &body {
        item.open_brace = body.token(Kind::OpeningBrace);
        item.close_brace = body.token(Kind::ClosingBrace);
    }
    let cx = Context { is_next, namespace: item.namespace.as_ref() };
    let keyword = item.keyword.as_ref().map_or("", Name::as_str);
    item.kind = match declaration.node().kind_id() {
        Kind::Model => ItemKind::Model(bodies::model(ModelKind::Model, body, cx)),
        Kind::View => ItemKind::Model(bodies::model(ModelKind::View, body, cx)),
        Kind::CompositeType => ItemKind::Model(bodies::model(ModelKind::Type, body, cx)),
        Kind::Enum => ItemKind::Enum(bodies::enumeration(body, cx)),
        Kind::Datasource => ItemKind::Datasource(bodies::config(body)),
        Kind::Generator => ItemKind::Generator(bodies::config(body)),
        // In the classic dialect it is one block with all that it contains.
        Kind::Namespace if is_next => ItemKind::Namespace,
        Kind::Generic if is_next => next::block(keyword, body, cx.namespace),
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
