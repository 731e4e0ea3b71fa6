//! The schema as Prisma reads it, where some of it cannot be read.
//!
//! A block goes on until its closing brace, over the head of the next block. A line that cannot be read is passed over:
//! the field that it would declare is not there for keys and relations either.
//!
//! What is left is a schema of its own, which is kept beside the other: where one line of a file is broken, all its other
//! blocks are the very same in both, and bear the same ids.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::validate::unreadable::{member_names, repeated, text_errors, unreadable_lines, unsupported_lines};
use base::text::{Span, TextEdit};
use base::{Anchor, FileId, Finding, ItemId, Place};
use model::schema::item::{Item, ItemKind};
use model::schema::{Changes, DependencyKey, Schema, SchemaFile, note};

/// From how many broken places on a file is read from nothing instead of changed place by place.
const MANY: usize = 500;

/// As [`MANY`], of blocks that stay open: each change makes the block above longer, and reads all of it again.
const MANY_OPEN: usize = 50;

/// Reads a schema without what Prisma passes over, again and again.
#[derive(Debug, Default)]
pub(super) struct ReadableCache {
    /// What is passed over in a block, in bytes of it.
    lines: FxHashMap<ItemId, Vec<Span>>,
    /// The members that are declared several times.
    repeated: FxHashSet<(ItemId, SmolStr)>,
    /// The blocks without a closing brace.
    open: FxHashSet<ItemId>,
    /// What is no block of a known kind, and may have been meant as one.
    strays: FxHashSet<ItemId>,
    /// Whether the schema has no datasource, nor anything that may have been meant as one.
    lacks_datasource: bool,
    /// What is left; `None` where that is everything.
    left: Option<Schema>,
    last: Option<Schema>,
    broken: FxHashSet<ItemId>,
    moved: FxHashSet<ItemId>,
}

/// What of a block Prisma passes over.
#[derive(Debug)]
pub(super) struct Unread {
    /// In bytes of the block.
    lines: Vec<Span>,
    /// The names that several members have.
    repeated: Vec<SmolStr>,
    /// Whether it has no closing brace.
    is_open: bool,
    /// Whether it is no block of a known kind, and may have been meant as one.
    is_stray: bool,
}

/// A schema without what Prisma passes over. Every byte stands where it stood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Readable<'r> {
    /// What is left.
    pub(super) schema: &'r Schema,
    /// The blocks of it in which lines are missing.
    broken: &'r FxHashSet<ItemId>,
    repeated: &'r FxHashSet<(ItemId, SmolStr)>,
    /// The blocks that are longer or shorter than those of the whole schema, or are none of those.
    moved: &'r FxHashSet<ItemId>,
    /// Whether the schema has no datasource, nor anything that may have been meant as one.
    pub(super) lacks_datasource: bool,
}

impl Unread {
    /// Looks at a block. `None` for one that is read as it is, as nearly all are.
    pub(super) fn of(schema: &Schema, id: ItemId, item: &Item) -> Option<Unread> {
        let mut faults = text_errors(schema, id).peekable();
        let is_stray = match item.kind {
            ItemKind::Nothing => faults.peek().is_some(),
            _ => matches!(item.kind, ItemKind::Other),
        };
        let release = schema.configuration().release();
        let mut lines: Vec<Span> = faults.filter_map(|fault| fault.lost_line).collect();
        let names = member_names(item);
        let pairs = repeated(&names, &lines).into_iter();
        let repeated = pairs.filter_map(|(first, _)| Some(names.get(first)?.text.clone())).collect();
        lines.extend(unreadable_lines(release, item, &lines).collect::<Vec<_>>());
        lines.extend(unsupported_lines(schema, id));
        let is_open = is_block(item) && item.close_brace.is_none();
        (is_stray || is_open || !lines.is_empty()).then_some(Unread { lines, repeated, is_open, is_stray })
    }
}

impl ReadableCache {
    /// Reads the schema after these changes, and says what has changed of that which is left. `unread` is what could not
    /// be read of the changed blocks, and perhaps of others.
    pub(super) fn update(
        &mut self,
        schema: &Schema,
        changes: &Changes,
        unread: Vec<(ItemId, Unread)>,
    ) -> Changes {
        let repeated_before = self.repeated.clone();
        if changes.all {
            self.repeated.clear();
            self.lines.clear();
            self.open.clear();
            self.strays.clear();
        }
        for id in changes.gone.iter().chain(&changes.items).filter(|_| !changes.all) {
            self.lines.remove(id);
            self.repeated.retain(|(of, _)| of != id);
            self.open.remove(id);
            self.strays.remove(id);
        }
        for (id, Unread { lines, repeated, is_open, is_stray }) in unread {
            self.repeated.extend(repeated.into_iter().map(|name| (id, name)));
            if !lines.is_empty() {
                self.lines.insert(id, lines);
            }
            if is_open {
                self.open.insert(id);
            }
            if is_stray {
                self.strays.insert(id);
            }
        }
        let was_whole = self.left.is_none();
        let before = (std::mem::take(&mut self.broken), std::mem::take(&mut self.moved));
        self.left = self.read(schema);
        let now = self.left.as_ref().unwrap_or(schema);
        let has_datasource = schema.configuration().datasource.is_some();
        let lacks_datasource = !has_datasource && self.strays.is_empty();
        let is_news = lacks_datasource != std::mem::replace(&mut self.lacks_datasource, lacks_datasource);
        let mut result = match &self.last {
            _ if is_news => Changes { gone: changes.gone.clone(), ..Changes::everything(now) },
            _ if was_whole && self.left.is_none() => changes.clone(),
            Some(last) if !changes.all => Changes::between(last, now),
            _ => Changes::everything(now),
        };
        result.keys.extend(before.0.symmetric_difference(&self.broken).map(|id| broken(*id)));
        let repeated_now = repeated_before.symmetric_difference(&self.repeated);
        result.keys.extend(repeated_now.map(|(id, name)| repeated_member(*id, name)));
        // Where findings in these stand depends on what is around them.
        result.keys.extend(before.1.union(&self.moved).map(|id| DependencyKey::item(*id)));
        let moved = before.1.union(&self.moved).filter(|id| now.item(**id).is_some());
        result.items.extend(moved);
        self.last = Some(now.clone());
        result
    }

    /// What is left of the schema, which was read last.
    pub(super) fn readable<'r>(&'r self, schema: &'r Schema) -> Readable<'r> {
        let schema = self.left.as_ref().unwrap_or(schema);
        let lacks_datasource = self.lacks_datasource;
        let (broken, repeated) = (&self.broken, &self.repeated);
        Readable { schema, broken, repeated, moved: &self.moved, lacks_datasource }
    }

    /// What is left, unless that is everything.
    fn read(&mut self, schema: &Schema) -> Option<Schema> {
        let mut lost: FxHashMap<FileId, Vec<Span>> = FxHashMap::default();
        for (id, lines) in &self.lines {
            let lines = lines.iter().map(|line| schema.locate(Place::new(*id, *line)));
            lines.for_each(|(file, span)| lost.entry(file).or_default().push(span));
        }
        let lines: Vec<(FileId, u32)> =
            lost.iter().flat_map(|(file, spans)| spans.iter().map(|span| (*file, span.start))).collect();
        let mut open: FxHashMap<FileId, usize> = FxHashMap::default();
        for (id, item) in self.open.iter().filter_map(|id| swallowed(schema, *id)) {
            let (file, span) = schema.locate(Place::new(id, head(item)));
            lost.entry(file).or_default().push(span);
            *open.entry(file).or_default() += 1;
        }
        if lost.is_empty() {
            return None;
        }
        let files = (0..).map(FileId).zip(schema.files());
        let contents = files.map(|(id, file)| match lost.get_mut(&id) {
            Some(spans) => {
                spans.sort_unstable();
                let are_many = spans.len() > MANY || open.get(&id).is_some_and(|open| *open > MANY_OPEN);
                Arc::new(without(&file.content, spans, are_many))
            }
            None => file.content.clone(),
        });
        let contents = contents.collect();
        let left = self.last.as_ref().unwrap_or(schema).with_contents(schema, contents);
        let broken = lines.into_iter().filter_map(|(file, offset)| Some(left.item_at(file, offset)?.0));
        self.broken = broken.collect();
        let files = (0..).map(FileId).zip(schema.files().iter().zip(left.files()));
        for (id, _) in
            files.filter(|(_, (a, b))| a.content.source().block_starts() != b.content.source().block_starts())
        {
            let len = |schema: &Schema, id| schema.block(id).map(|block| block.len());
            let is_same = |id: &ItemId| schema.item(*id).is_some() && len(schema, *id) == len(&left, *id);
            self.moved.extend(left.items_of(id).map(|(id, _)| id).filter(|id| !is_same(id)));
        }
        Some(left)
    }
}

impl Readable<'_> {
    /// Whether lines of the block were passed over.
    pub(super) fn is_broken(&self, id: ItemId) -> bool {
        note(|| broken(id));
        self.broken.contains(&id)
    }

    /// Whether several members of the block have this name.
    pub(super) fn is_repeated(&self, id: ItemId, name: &str) -> bool {
        note(|| repeated_member(id, name));
        !self.repeated.is_empty() && self.repeated.contains(&(id, name.into()))
    }

    /// The finding as one about the whole schema.
    pub(super) fn relocate(&self, whole: &Schema, finding: Finding) -> Option<Finding> {
        if self.moved.is_empty() {
            return Some(finding);
        }
        let relocated = |anchor: Anchor| {
            let Some(place) = anchor.place().filter(|place| self.moved.contains(&place.item)) else {
                return Some(anchor);
            };
            let (file, span) = self.schema.locate(place);
            let (id, start) = whole.item_at(file, span.start)?;
            Some(Place::new(id, Span::new(start, start + span.len())).into())
        };
        finding.map_anchors(relocated)
    }
}

/// What stands for whether lines of a block were passed over.
fn broken(id: ItemId) -> DependencyKey {
    DependencyKey::new("broken", id)
}

/// What stands for whether several members of a block have this name.
fn repeated_member(id: ItemId, name: &str) -> DependencyKey {
    DependencyKey::new("repeated member", (id, name))
}

/// Whether the block has no closing brace, but another block follows.
pub(super) fn goes_on(schema: &Schema, id: ItemId) -> bool {
    note(DependencyKey::whole);
    let is_open = schema.item(id).is_some_and(|item| is_block(item) && item.close_brace.is_none());
    is_open && swallowed(schema, id).is_some()
}

/// The next block, whose head stands inside the block `above`, which is not closed.
pub(super) fn swallowed(schema: &Schema, above: ItemId) -> Option<(ItemId, &Arc<Item>)> {
    let (file, block) = schema.position(above);
    let behind = (block as usize + 1..).map_while(|block| schema.item_in(file, block));
    behind.filter_map(|id| Some((id, schema.item(id)?))).find(|(_, item)| is_block(item))
}

/// Whether it is a block of a known kind with an opening brace.
pub(super) fn is_block(item: &Item) -> bool {
    let is_known = matches!(
        item.kind,
        ItemKind::Model(_) | ItemKind::Enum(_) | ItemKind::Datasource(_) | ItemKind::Generator(_)
    );
    is_known && item.open_brace.is_some()
}

/// From the keyword to the brace.
pub(super) fn head(item: &Item) -> Span {
    let name = item.keyword.as_ref().map_or(item.head(), |keyword| keyword.span.cover(item.head()));
    item.open_brace.map_or(name, |brace| name.cover(brace))
}

/// The file with blanks for what stands in these spans, which are in order: read from nothing if there are many, else changed.
fn without(file: &SchemaFile, spans: &[Span], are_many: bool) -> SchemaFile {
    let blank = |text: &str| -> String {
        let of_char = |char: char| match char {
            '\n' | '\r' => (1, char),
            other => (other.len_utf8(), ' '),
        };
        text.chars().map(of_char).flat_map(|(count, char)| std::iter::repeat_n(char, count)).collect()
    };
    let mut source = file.source().clone();
    if are_many {
        let mut text = source.source().to_string();
        for span in spans {
            let blanks = blank(span.of(&text));
            text.replace_range(span.start as usize..span.end as usize, &blanks);
        }
        return SchemaFile::new(&text);
    }
    // The spans of a block are one edit: each edit reads the block anew.
    let block = |span: &Span| file.source().block_at(span.start);
    for group in spans.chunk_by(|a, b| block(a).is_some() && block(a) == block(b)) {
        let whole = group.iter().copied().reduce(Span::cover).unwrap_or_default();
        let text: Cow<'_, str> = source.source().slice(whole);
        let mut blanked = String::with_capacity(text.len());
        let mut at = 0;
        for span in group {
            let (start, end) = (
                span.start.max(whole.start + at) - whole.start,
                span.end.max(whole.start + at) - whole.start,
            );
            blanked.push_str(Span::new(at, start).of(&text));
            blanked.push_str(&blank(Span::new(start, end).of(&text)));
            at = end;
        }
        blanked.push_str(text.get(at as usize..).unwrap_or_default());
        let edit = TextEdit::replace(whole, blanked);
        source.edit(&edit);
    }
    file.with_source(source)
}
