//! The declarations of a file as a tree, for outlines, breadcrumbs and symbol search.

mod describe;
mod other;

use std::sync::Arc;

use rayon::prelude::*;

use crate::Analysis;
use base::text::Span;
use base::{FieldId, FileId, ItemId, cancel};
use model::schema::item::{
    Attribute, Documentation, Entry, EnumValue, Field, Item, ItemKind, ModelKind, Name,
};
use model::schema::{FieldType, Schema};
use syntax::Block;
use syntax::ast::Root;

/// The number of blocks in a part of [`outline_in_parts`].
const PART: usize = 64;

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name; for a block without one, its keyword.
    pub name: String,
    /// Details, such as its type.
    pub detail: Option<String>,
    /// Its kind.
    pub kind: SymbolKind,
    /// Whether the client omits it (`@ignore`, `@@ignore`) or its documentation says `@deprecated`.
    pub is_deprecated: bool,
    /// The whole declaration with its documentation, in bytes of its file. Contains its children.
    pub full: Span,
    /// The part that gets the cursor, within `full`.
    pub focus: Span,
    /// Its members, in order.
    pub children: Vec<Symbol>,
}

/// The kind of a symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// `model`
    Model,
    /// `view`
    View,
    /// `type`
    CompositeType,
    /// `enum`
    Enum,
    /// `type Name = …`
    Alias,
    /// `datasource`
    Datasource,
    /// `generator`
    Generator,
    /// `namespace` of the Prisma 8 dialect
    Namespace,
    /// A block with any other keyword
    Block,
    /// A field with a column
    Field,
    /// A relation field
    Relation,
    /// A primary key, unique constraint or index of a block
    Key,
    /// A value of an enum
    Value,
    /// `key = value`
    Entry,
}

/// The declarations of the file, in order.
pub fn outline(analysis: &Analysis, file: FileId) -> Vec<Symbol> {
    outline_in_parts(analysis, file, |symbols| symbols).into_iter().flatten().collect()
}

/// Like [`outline`], in parts of the file that are computed in parallel: the result of `take` for each, in order. A
/// part may be empty.
pub fn outline_in_parts<T: Send>(
    analysis: &Analysis,
    file: FileId,
    take: impl Fn(Vec<Symbol>) -> T + Sync,
) -> Vec<T> {
    let schema = &analysis.schema;
    let items: Vec<_> = schema.items_of(file).collect();
    let cancel = cancel::current();
    let symbols = |part: &[(ItemId, &Arc<Item>)]| {
        cancel.check();
        part.iter().flat_map(|(id, item)| of_item(schema, *id, item)).collect()
    };
    // A namespace has to be in one part with what it contains.
    let is_member = |item: &Item| item.namespace.is_some() || item.kind == ItemKind::Nothing;
    let mut parts: Vec<&[(ItemId, &Arc<Item>)]> = Vec::new();
    let mut rest = items.as_slice();
    while !rest.is_empty() {
        let mut end = PART.min(rest.len());
        end += rest.iter().skip(end).take_while(|(_, item)| is_member(item)).count();
        let (part, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        parts.push(part);
        rest = after;
    }
    parts.par_iter().map(|part| take(nested(symbols(part)))).collect()
}

/// Moves the symbols in namespaces below those of the namespaces.
fn nested(symbols: Vec<Symbol>) -> Vec<Symbol> {
    let mut nested: Vec<Symbol> = Vec::with_capacity(symbols.len());
    for symbol in symbols {
        match nested.last_mut().filter(|last| last.kind == SymbolKind::Namespace) {
            Some(namespace) if namespace.full.encloses(symbol.full) => namespace.children.push(symbol),
            _ => nested.push(symbol),
        }
    }
    nested
}

/// The declarations of a block: one symbol, or none for a block of comments or invalid lines.
fn of_item(schema: &Schema, id: ItemId, item: &Item) -> Vec<Symbol> {
    let text = schema.text(id);
    let start = schema.start(id);
    let mut symbols = match &item.kind {
        ItemKind::Nothing => Vec::new(),
        ItemKind::Other | ItemKind::Types(_) | ItemKind::Policy(_) | ItemKind::Role | ItemKind::Namespace => {
            let tree = schema.block(id).map(|block| block.tree(&text));
            let root = tree.as_ref().and_then(|tree| Root::of_tree(tree, &text));
            root.map(|root| other::symbols(&root)).unwrap_or_default()
        }
        _ => block(schema, id, item, &text).into_iter().collect(),
    };
    symbols.iter_mut().for_each(|symbol| symbol.shift(start));
    if let (ItemKind::Namespace, [namespace]) = (&item.kind, symbols.as_mut_slice())
        && let Some((whole, _)) = schema.namespace_spans(id)
    {
        namespace.full = namespace.full.cover(whole);
    }
    symbols
}

/// The kind of the block; `None` if it has to be read from its tree.
pub(super) fn block_kind(item: &Item) -> Option<SymbolKind> {
    Some(match &item.kind {
        ItemKind::Model(model) => match model.kind {
            ModelKind::Model => SymbolKind::Model,
            ModelKind::View => SymbolKind::View,
            ModelKind::Type => SymbolKind::CompositeType,
        },
        ItemKind::Enum(_) => SymbolKind::Enum,
        ItemKind::Datasource(_) => SymbolKind::Datasource,
        ItemKind::Generator(_) => SymbolKind::Generator,
        ItemKind::Alias(_) => SymbolKind::Alias,
        ItemKind::Types(_) | ItemKind::Policy(_) | ItemKind::Role | ItemKind::Namespace => return None,
        ItemKind::Other | ItemKind::Nothing => return None,
    })
}

/// The declarations of such a block, each with the name of its container, in bytes of the block.
pub(super) fn in_other(block: &Block, text: &str, take: &mut dyn FnMut(&Symbol, Option<&str>)) {
    fn each(symbols: &[Symbol], container: Option<&str>, take: &mut dyn FnMut(&Symbol, Option<&str>)) {
        for symbol in symbols {
            take(symbol, container);
            each(&symbol.children, Some(&symbol.name), take);
        }
    }
    if let Some(root) = Root::of_tree(&block.tree(text), text) {
        each(&other::symbols(&root), None, take);
    }
}

fn block(schema: &Schema, id: ItemId, item: &Item, text: &str) -> Option<Symbol> {
    let kind = block_kind(item)?;
    let name = item.name.as_ref().or(item.keyword.as_ref())?;
    let mut full = with_documentation(item.span, item.documentation.as_deref());
    if item.open_brace.is_some() && item.close_brace.is_none() {
        // A cursor at the end of an unclosed block is in it.
        full.end = full.end.max(item.len);
    }
    let mut children: Vec<Symbol> = match &item.kind {
        ItemKind::Model(model) => {
            let fields = model.fields.iter().enumerate();
            let fields = fields.filter_map(|(at, it)| field(schema, FieldId::new(id, at), it, text));
            fields.chain(model.attributes.iter().filter_map(|it| key(it, text))).collect()
        }
        ItemKind::Enum(declared) => declared.values.iter().map(|it| value(it, text)).collect(),
        ItemKind::Datasource(config) | ItemKind::Generator(config) => {
            config.entries.iter().map(|it| entry(it, text)).collect()
        }
        _ => Vec::new(),
    };
    children.sort_by_key(|child| child.full.start);
    for child in &children {
        full = full.cover(child.full);
    }
    Some(Symbol {
        name: name.text.to_string(),
        detail: describe::block(item),
        kind,
        is_deprecated: item.is_deprecated(),
        full,
        focus: name.span,
        children,
    })
}

fn field(schema: &Schema, id: FieldId, field: &Field, text: &str) -> Option<Symbol> {
    let kind = match schema.type_of(field) {
        FieldType::Model(_) => SymbolKind::Relation,
        _ => SymbolKind::Field,
    };
    let full = line(field.span, field.documentation.as_deref(), text);
    Some(Symbol {
        detail: describe::field(schema, id, field, text),
        is_deprecated: field.is_deprecated(),
        ..leaf(&field.name, kind, full)?
    })
}

fn value(value: &EnumValue, text: &str) -> Symbol {
    let is_mapped = value.database_name() != value.name.as_str();
    Symbol {
        name: value.name.text.to_string(),
        detail: is_mapped.then(|| format!("→ {}", value.database_name())),
        kind: SymbolKind::Value,
        is_deprecated: value.is_deprecated(),
        full: line(value.span, value.documentation.as_deref(), text),
        focus: value.name.span,
        children: Vec::new(),
    }
}

/// Block attributes that correspond to a database object: `@@index([a, b])`.
fn key(attribute: &Attribute, text: &str) -> Option<Symbol> {
    if !matches!(attribute.name(), "id" | "unique" | "index" | "fulltext") {
        return None;
    }
    let full = line(attribute.span, attribute.documentation.as_deref(), text);
    let name = Name { text: describe::key(attribute, text).into(), span: attribute.span };
    leaf(&name, SymbolKind::Key, full)
}

fn entry(entry: &Entry, text: &str) -> Symbol {
    let detail = entry.value.as_ref().map(|value| describe::clipped(value.span().of(text)));
    Symbol {
        name: entry.key.text.to_string(),
        detail,
        kind: SymbolKind::Entry,
        is_deprecated: false,
        full: line(entry.span, None, text),
        focus: entry.key.span,
        children: Vec::new(),
    }
}

/// Editors reject symbols without a name.
fn leaf(name: &Name, kind: SymbolKind, full: Span) -> Option<Symbol> {
    (!name.text.is_empty()).then(|| Symbol {
        name: name.text.to_string(),
        detail: None,
        kind,
        is_deprecated: false,
        full,
        focus: name.span,
        children: Vec::new(),
    })
}

fn with_documentation(span: Span, documentation: Option<&Documentation>) -> Span {
    documentation.map_or(span, |documentation| span.cover(documentation.span))
}

/// A member with its documentation, up to the end of its line: invalid text belongs to it while it is typed.
fn line(span: Span, documentation: Option<&Documentation>, text: &str) -> Span {
    let full = with_documentation(span, documentation);
    let rest = text.get(span.end as usize..).unwrap_or("");
    let rest = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len())).unwrap_or("");
    // In a block on one line, the brace does not belong to its member.
    let rest = rest.split('}').next().unwrap_or("").trim_end();
    full.cover(Span::from(span.end as usize..span.end as usize + rest.len()))
}

impl Symbol {
    fn shift(&mut self, start: u32) {
        self.full = self.full.shifted(start);
        self.focus = self.focus.shifted(start);
        self.children.iter_mut().for_each(|child| child.shift(start));
    }
}
