//! The schema as Prisma reads it, where some of it cannot be read.
//!
//! A block goes on until its closing brace, over the head of the next block. A line that cannot be read is passed over:
//! the field that it would declare is not there for keys and relations either.

use std::sync::Arc;

use crate::schema::catalog::Release;
use crate::schema::item::{Item, ItemKind};
use crate::schema::{File, Fix, ItemId, Place, Schema, SchemaFile, edit};
use crate::syntax;
use crate::text::Span;
use crate::validate::Context;
use crate::validate::{names, objects};

/// A schema without what Prisma passes over. Every byte stands where it stood.
#[derive(Debug)]
pub(super) struct Readable {
    /// What is left.
    pub(super) schema: Schema,
    /// The blocks of it in which lines are missing.
    pub(super) broken: Vec<ItemId>,
}

/// What Prisma reads; `None` where that is all of it.
pub(super) fn readable(schema: &Schema, release: Release) -> Option<Readable> {
    let lost: Vec<Vec<(Span, bool)>> =
        schema.files().iter().map(|file| lost(schema, release, file)).collect();
    if lost.iter().all(Vec::is_empty) {
        return None;
    }
    let files = schema.files().iter().zip(&lost).map(|(file, lost)| {
        let content = match lost.as_slice() {
            [] => file.content.clone(),
            spans => {
                let text = file.content.source().source().to_string();
                Arc::new(SchemaFile::new(&without(text, spans.iter().map(|(span, _)| *span))))
            }
        };
        (file.name.clone(), content)
    });
    let schema = Schema::new(files.collect(), schema.configuration().version);
    let lines = schema.files().iter().zip(&lost).flat_map(|(file, lost)| {
        let id = schema.file_named(&file.name);
        let lines = lost.iter().filter(|(_, is_line)| *is_line);
        lines.filter_map(move |(span, _)| Some((id?, span.start)))
    });
    let broken = lines.filter_map(|(file, offset)| Some(schema.item_at(file, offset)?.0)).collect();
    Some(Readable { schema, broken })
}

/// Reports the heads of blocks that stand inside a block without a closing brace.
pub(super) fn heads(cx: &mut Context<'_>) {
    let schema = cx.schema;
    for file in schema.files() {
        for (above, id) in swallowed(schema, file) {
            let (Some(outer), Some(item)) = (schema.item(above), schema.item(id)) else { continue };
            let message = format!(
                "`{}` is not closed, so `{}` stands inside of it. Write `}}` on a line above.",
                outer.name(),
                item.name()
            );
            cx.error("missing-brace", id, head(item), message)
                .related(Place::new(above, outer.head()), "The block that is not closed begins here.")
                .fix(|| {
                    let block = schema.text(id);
                    let newline = edit::line_ending(&block);
                    let place = Place::new(id, Span::at(0));
                    [Fix::choice(
                        format!("Close `{}` above", outer.name()),
                        vec![edit::replace(schema, place, format!("}}{newline}{newline}"))],
                    )]
                });
        }
    }
}

/// Whether the block has no closing brace, but another block follows.
pub(super) fn goes_on(schema: &Schema, id: ItemId) -> bool {
    let file = schema.file(schema.file_of(id));
    file.is_some_and(|file| swallowed(schema, file).any(|(above, _)| above == id))
}

/// The blocks whose heads stand inside another block, each with the one above it.
fn swallowed<'s>(schema: &'s Schema, file: &'s File) -> impl Iterator<Item = (ItemId, ItemId)> + 's {
    let count = u32::try_from(file.content.items().len()).unwrap_or(0);
    let ids = (file.first.0..file.first.0 + count).map(ItemId);
    let declared = ids.filter(move |id| schema.item(*id).is_some_and(|item| is_block(item)));
    let mut above: Option<ItemId> = None;
    declared.filter_map(move |id| {
        let outer = above.replace(id)?;
        schema.item(outer)?.close_brace.is_none().then_some((outer, id))
    })
}

fn is_block(item: &Item) -> bool {
    let is_known = matches!(
        item.kind,
        ItemKind::Model(_) | ItemKind::Enum(_) | ItemKind::Datasource(_) | ItemKind::Generator(_)
    );
    is_known && item.open_brace.is_some()
}

/// From the keyword to the brace.
fn head(item: &Item) -> Span {
    let name = item.keyword.as_ref().map_or(item.head(), |keyword| keyword.span.cover(item.head()));
    item.open_brace.map_or(name, |brace| name.cover(brace))
}

/// What Prisma passes over in a file, in bytes of it, and whether that is a line of a block.
fn lost(schema: &Schema, release: Release, file: &File) -> Vec<(Span, bool)> {
    let source = file.content.source();
    let mut lost: Vec<(Span, bool)> = Vec::new();
    for (index, (block, item)) in source.blocks().iter().zip(file.content.items()).enumerate() {
        let start = source.block_start(index);
        let faults = syntax::errors(block, || source.block_text(index)).iter();
        let lines = faults.filter_map(|fault| fault.lost_line).chain(names::unreadable(item));
        let lines = lines.chain(objects::unreadable(release, item));
        lost.extend(lines.map(|line| (line.shifted(start), true)));
    }
    let heads = swallowed(schema, file).filter_map(|(_, id)| {
        let item = schema.item(id)?;
        Some((head(item).shifted(schema.start(id)), false))
    });
    lost.extend(heads);
    lost
}

/// The text with blanks for what stands in these spans.
fn without(text: String, spans: impl Iterator<Item = Span>) -> String {
    let mut bytes = text.into_bytes();
    for span in spans {
        for byte in bytes.get_mut(span.start as usize..span.end as usize).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
