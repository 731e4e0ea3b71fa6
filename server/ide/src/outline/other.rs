//! Blocks without an item: those of the Prisma 8 dialect, read from their trees.

use crate::outline::describe::clipped;
use crate::outline::{Symbol, SymbolKind};
use base::text::Span;
use syntax::Role;
use syntax::ast::{Body, Declaration, Expression, FieldType, Identifier, Member, View};

/// The maximum nesting of namespaces in the outline.
const MAX_DEPTH: usize = 16;

/// The declarations directly below a node, in bytes of its block.
pub(super) fn symbols<'t>(above: &impl View<'t>) -> Vec<Symbol> {
    declarations(above, MAX_DEPTH)
}

fn declarations<'t>(above: &impl View<'t>, depth: usize) -> Vec<Symbol> {
    above.children::<Declaration>().filter_map(|it| declaration(it, depth)).collect()
}

fn declaration(view: Declaration<'_>, depth: usize) -> Option<Symbol> {
    let keyword = view.keyword()?;
    let name = view.child::<Identifier>(Role::Name).map(|name| name.span());
    let kind = match view.node().kind() {
        "model_declaration" => SymbolKind::Model,
        "view_declaration" => SymbolKind::View,
        "composite_type_declaration" => SymbolKind::CompositeType,
        "enum_declaration" => SymbolKind::Enum,
        "datasource_declaration" => SymbolKind::Datasource,
        "generator_declaration" => SymbolKind::Generator,
        "namespace_declaration" => SymbolKind::Namespace,
        _ => SymbolKind::Block,
    };
    let body = view.child::<Body>(Role::Body);
    if kind == SymbolKind::Block && body.is_none() {
        // Two words on an incomplete line.
        return None;
    }
    let members = body.map(|body| match depth {
        0 => Vec::new(),
        _ if kind == SymbolKind::Namespace => declarations(&body, depth - 1),
        _ => body.children::<Member>().filter_map(member).collect(),
    });
    let detail = name.map(|_| keyword.of(view.block_text()).to_owned());
    symbol(&view, kind, name.unwrap_or(keyword), detail, members.unwrap_or_default())
}

fn member(view: Member<'_>) -> Option<Symbol> {
    let (kind, role, detail) = match view.node().kind() {
        "field_declaration" => {
            (SymbolKind::Field, Role::Name, view.child::<FieldType>(Role::Type).map(|ty| clipped(ty.text())))
        }
        "enum_value" => (SymbolKind::Value, Role::Name, None),
        _ => (
            SymbolKind::Entry,
            Role::Key,
            view.child::<Expression>(Role::Value).map(|value| clipped(value.text())),
        ),
    };
    let name = view.child::<Identifier>(role)?.span();
    symbol(&view, kind, name, detail, Vec::new())
}

fn symbol<'t>(
    view: &impl View<'t>,
    kind: SymbolKind,
    name: Span,
    detail: Option<String>,
    children: Vec<Symbol>,
) -> Option<Symbol> {
    let text = name.of(view.block_text());
    let start = view.span().start as usize;
    let full = Span::from(start..start + view.text().trim_end().len());
    (!text.is_empty()).then(|| Symbol {
        name: text.to_owned(),
        detail,
        kind,
        is_deprecated: false,
        full: full.cover(name),
        focus: name,
        children,
    })
}
