//! Lines that Prisma cannot read, and takes for absent: those with errors in the text, and as far as the text alone shows
//! none, names with refused characters, members that repeat an earlier one, and values in braces.

use std::collections::hash_map::Entry;

use rustc_hash::{FxBuildHasher, FxHashMap};

use base::ItemId;
use base::text::Span;
use model::catalog::{Release, attributes};
use model::schema::Schema;
use model::schema::item::{Attribute, Expr, Item, ItemKind, Name};
use syntax::{Kind, SyntaxError};

/// The releases with letters of every script in names, and with block comments, as the validators of the releases tell.
const LETTERS_SINCE: Release = Release::V6;
const COMMENTS_SINCE: Release = Release::new(6, 1);

/// The errors in the text of a block. A byte order mark at the start of a file is none.
pub(super) fn text_errors(schema: &Schema, id: ItemId) -> impl Iterator<Item = &SyntaxError> {
    let errors = schema.block(id).map_or(&[][..], |block| syntax::errors(block, || schema.text(id)));
    let is_mark = move |error: &&SyntaxError| {
        error.span.start == 0 && schema.position(id).1 == 0 && error.span.of(&schema.text(id)) == "\u{feff}"
    };
    errors.iter().filter(move |error| !is_mark(error))
}

/// The lines of a block that a release cannot read although their text is right, in bytes of the block. `lost` are those that it
/// cannot read for their text.
pub(super) fn unreadable_lines(release: Release, item: &Item, lost: &[Span]) -> impl Iterator<Item = Span> {
    misspelt_lines(item).chain(repeated_lines(item, lost)).chain(lines_with_objects(release, item))
}

/// The members of a block whose names cannot be read. Prisma takes them for absent.
fn misspelt_lines(item: &Item) -> impl Iterator<Item = Span> {
    // Digits and hyphens are refused, and read all the same.
    let is_wrong = |name: &Name| {
        refused_character(name).is_some_and(|first| !first.is_ascii_digit() && !is_inside(name, first))
    };
    let fields = item.model().into_iter().flat_map(|model| &model.fields);
    let values = item.enumeration().into_iter().flat_map(|value| &value.values);
    let fields = fields.filter(move |field| is_wrong(&field.name)).map(|field| field.span);
    fields.chain(values.filter(move |value| is_wrong(&value.name)).map(|value| value.span))
}

/// The character for which Prisma refuses a name.
pub(super) fn refused_character(name: &Name) -> Option<char> {
    let first = name.text.chars().next()?;
    if first.is_numeric() || first == '_' || first == '-' {
        return Some(first);
    }
    name.text.contains('-').then_some('-')
}

/// Whether the character stands behind the first one only.
fn is_inside(name: &Name, char: char) -> bool {
    !name.text.starts_with(char)
}

/// The members of a block that have the name of an earlier one. Prisma reports only that of them, and so do we: keys and
/// relations read the first one.
fn repeated_lines(item: &Item, lost: &[Span]) -> Vec<Span> {
    let span_of = |at: usize| match &item.kind {
        ItemKind::Model(model) => Some(model.fields.get(at)?.span),
        ItemKind::Enum(value) => Some(value.values.get(at)?.span),
        // The first key of a name counts anyway.
        _ => None,
    };
    repeated(&member_names(item), lost).into_iter().filter_map(|(_, at)| span_of(at)).collect()
}

/// The names of the members of a block, in order.
pub(super) fn member_names(item: &Item) -> Vec<&Name> {
    match &item.kind {
        ItemKind::Model(model) => model.fields.iter().map(|field| &field.name).collect(),
        ItemKind::Enum(value) => value.values.iter().map(|value| &value.name).collect(),
        ItemKind::Datasource(config) | ItemKind::Generator(config) => {
            config.entries.iter().map(|entry| &entry.key).collect()
        }
        _ => Vec::new(),
    }
}

/// The pairs of a name's first place in the list and a later one. Names in lines that are lost do not count.
pub(super) fn repeated(names: &[&Name], lost: &[Span]) -> Vec<(usize, usize)> {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher);
    let mut found = Vec::new();
    // The lines by their starts, each with the farthest end up to it.
    let mut lost: Vec<(u32, u32)> = lost.iter().map(|line| (line.start, line.end)).collect();
    lost.sort_unstable();
    let mut farthest = 0;
    for (_, end) in &mut lost {
        farthest = farthest.max(*end);
        *end = farthest;
    }
    let is_read = |name: &Name| {
        let before = lost.partition_point(|(start, _)| *start <= name.span.start);
        let end = before.checked_sub(1).and_then(|at| lost.get(at)).map(|(_, end)| *end);
        end.is_none_or(|end| end < name.span.end)
    };
    for (at, name) in names.iter().enumerate().filter(|(_, name)| is_read(name)) {
        match seen.entry(name.as_str()) {
            Entry::Occupied(first) => found.push((*first.get(), at)),
            Entry::Vacant(place) => {
                place.insert(at);
            }
        }
    }
    found
}

/// The lines of a block that a release cannot read because of such values.
fn lines_with_objects(release: Release, item: &Item) -> Vec<Span> {
    if has_objects(release) { Vec::new() } else { objects(item).into_iter().map(|(_, line)| line).collect() }
}

/// Whether a release reads values in braces: they came with the conditions of partial indexes.
pub(super) fn has_objects(release: Release) -> bool {
    let condition = attributes::attribute("@@index").and_then(|index| index.param("where"));
    condition.is_none_or(|param| param.availability.contains(release))
}

/// The outermost objects of an item, each with its line.
pub(super) fn objects(item: &Item) -> Vec<(Span, Span)> {
    let mut found = Vec::new();
    let mut see = |line: Span, attributes: &[Attribute]| {
        let arguments = attributes.iter().flat_map(|attribute| attribute.arguments());
        for value in arguments.filter_map(|argument| argument.value.as_ref()) {
            outermost(value, &mut |span| found.push((span, line)));
        }
    };
    match &item.kind {
        ItemKind::Model(model) => model.fields.iter().for_each(|field| see(field.span, &field.attributes)),
        ItemKind::Enum(value) => value.values.iter().for_each(|value| see(value.span, &value.attributes)),
        ItemKind::Datasource(config) | ItemKind::Generator(config) => {
            for entry in &config.entries {
                if let Some(value) = &entry.value {
                    outermost(value, &mut |span| found.push((span, entry.span)));
                }
            }
            return found;
        }
        _ => return found,
    }
    for attribute in item.attributes() {
        see(attribute.span, std::slice::from_ref(attribute));
    }
    found
}

fn outermost(value: &Expr, see: &mut dyn FnMut(Span)) {
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        match value {
            Expr::Object { span, .. } => see(*span),
            Expr::Array { items, .. } => pending.extend(items),
            Expr::Call(call) => {
                pending.extend(call.arguments.list.iter().filter_map(|argument| argument.value.as_ref()));
            }
            _ => {}
        }
    }
}

/// The lines of a block that the release cannot read because of names in other scripts or block comments.
pub(super) fn unsupported_lines(schema: &Schema, id: ItemId) -> Vec<Span> {
    let found = unsupported_text(schema, id);
    if found.is_empty() {
        return Vec::new();
    }
    let text = schema.text(id);
    let lines = found.into_iter().map(|(_, span, _)| lines_around(&text, span));
    // The head of a block stays, so that what names the block finds it.
    let body = schema.item(id).and_then(|item| item.open_brace).map_or(0, |brace| brace.end);
    lines.filter(|line| line.start >= body).collect()
}

/// The names and comments of a block that its release cannot read, each with its kind and text.
pub(super) fn unsupported_text(schema: &Schema, id: ItemId) -> Vec<(Kind, Span, String)> {
    let release = schema.configuration().release();
    if release >= COMMENTS_SINCE {
        return Vec::new();
    }
    let text = schema.text(id);
    let Some(block) = schema.block(id).filter(|_| !text.is_ascii() || text.contains("/*")) else {
        return Vec::new();
    };
    let tree = block.tree(&text);
    let is_unsupported = |kind: Kind, written: &str| match kind {
        Kind::BlockComment => true,
        Kind::Identifier | Kind::Keyword => release < LETTERS_SINCE && !written.is_ascii(),
        _ => false,
    };
    let nodes = tree.root().into_iter().flat_map(|root| root.descendants());
    nodes
        .map(|node| (node.kind_id(), syntax::ast::span(node)))
        .filter(|(kind, span)| is_unsupported(*kind, span.of(&text)))
        .map(|(kind, span)| (kind, span, span.of(&text).to_owned()))
        .collect()
}

/// The whole lines that a span touches, without the last line break.
fn lines_around(text: &str, span: Span) -> Span {
    let is_break = |char: char| matches!(char, '\n' | '\r');
    let before = text.get(..span.start as usize).unwrap_or("");
    let start = before.rfind(is_break).map_or(0, |end| end + 1);
    let rest = text.get(span.end as usize..).unwrap_or("");
    let end = span.end as usize + rest.find(is_break).unwrap_or(rest.len());
    Span::from(start..end)
}
