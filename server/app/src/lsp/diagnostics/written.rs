//! The diagnostics of a schema as the text that is sent, kept item by item.
//!
//! The client gets all of a document's diagnostics with each change of it, and most are the same as before. Made anew,
//! those of 1,000 models (1,001 diagnostics, 610 KB) took most of the time from a keystroke to their arrival: cloning the
//! findings, locating them, comparing them with those before, and writing them. So they are kept as text, in chunks of
//! neighbouring items. A keystroke writes the diagnostics of the items of which something else is said, and puts their
//! chunk together again; where lines have moved, the chunks below get other numbers of lines; all other chunks are the same
//! memory as before, from here to the system call that sends them.
//!
//! Measured from a keystroke to the last byte of its diagnostics, one after the other: 1.9 ms before and
//! 0.8 ms after at 100 models, 9.2 and 1.4 at 1,000, 180 and 13 at 10,000 (6.2 MB). Merely passing so many bytes through a
//! pipe to the same client took 0.1, 0.4 and 7 ms there. By `cargo bench --bench instructions`, from the edit to the lists:
//! 0.67, 0.75 and 2.0 million instructions; what grows is going over the lists of blocks and chunks.
//!
//! What is written of an item holds until
//! - something else is found in it, or its own text is another, or that of an item in which a related place lies
//!   ([`Written::forget`]),
//! - one of these items begins in another column, as one behind a `}` on the same line may,
//! - a file gets another URI.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lsp::diagnostics::chunk::{Chunk, Part, Writer};
use crate::lsp::diagnostics::convert::Scope;
use crate::lsp::diagnostics::list::List;
use crate::lsp::diagnostics::starts::Starts;
use base::text::Position;
use base::{FileId, ItemId};
use ide::Diagnosis;
use model::schema::Schema;

/// A chunk is closed when it is so long, in bytes, or holds so many items: what a keystroke has to copy.
const LONG: (usize, usize) = (16 * 1024, 64);

/// From how many items on they are written on several threads.
const MANY: usize = 256;

/// The diagnostics of a schema, written.
#[derive(Debug, Default)]
pub struct Written {
    files: Vec<WrittenFile>,
    /// How each file is called, as it stands in JSON.
    uris: Vec<Option<Vec<u8>>>,
    stale: FxHashSet<ItemId>,
    /// The items of which something is said that points at a place of this one, now or once.
    pointing: FxHashMap<ItemId, FxHashSet<ItemId>>,
}

#[derive(Debug, Default)]
struct WrittenFile {
    starts: Starts,
    chunks: Vec<Arc<Chunk>>,
}

impl Written {
    /// Forgets what was written of items: of those in which something else is found, whose text is another, or that are
    /// gone. See [`Diagnosis::update`].
    pub fn forget(&mut self, items: impl IntoIterator<Item = ItemId>) {
        self.stale.extend(items);
    }

    /// The diagnostics of each file of the schema, which is the one that was looked at last.
    pub fn lists(&mut self, scope: &Scope<'_>, diagnosis: &Diagnosis) -> Vec<List> {
        let schema = scope.schema;
        let files = schema.files().len();
        let uri = |file| serde_json::to_vec(&(scope.uri_of)(file)?).ok();
        let uris: Vec<_> = (0..).map(FileId).take(files).map(uri).collect();
        if uris != self.uris {
            self.files.iter_mut().for_each(|file| file.chunks.clear());
            self.pointing.clear();
            self.uris = uris;
        }
        self.files.resize_with(files, WrittenFile::default);
        let mut has_moved = false;
        for (file, written) in schema.files().iter().zip(&mut self.files) {
            has_moved |= written.starts.update(&file.content, scope.session.encoding);
        }
        let mut stale = std::mem::take(&mut self.stale);
        let pointing: Vec<ItemId> =
            stale.iter().filter_map(|id| self.pointing.get(id)).flatten().copied().collect();
        stale.extend(pointing);
        let all: Vec<Vec<Arc<Chunk>>> =
            self.files.iter_mut().map(|file| std::mem::take(&mut file.chunks)).collect();
        let Written { files, uris, pointing, .. } = self;
        let mut round = Round { scope, uris, diagnosis, files, stale, has_moved, pointing };
        let files = (0..).map(FileId);
        let all: Vec<_> = files.zip(all).map(|(file, chunks)| round.file(file, chunks)).collect();
        for (file, chunks) in self.files.iter_mut().zip(&all) {
            file.chunks.clone_from(chunks);
        }
        all.into_iter().map(List::of_chunks).collect()
    }
}

/// One time that all is brought up to date.
struct Round<'r> {
    scope: &'r Scope<'r>,
    uris: &'r [Option<Vec<u8>>],
    diagnosis: &'r Diagnosis,
    files: &'r [WrittenFile],
    stale: FxHashSet<ItemId>,
    has_moved: bool,
    pointing: &'r mut FxHashMap<ItemId, FxHashSet<ItemId>>,
}

impl Round<'_> {
    fn file(&mut self, file: FileId, chunks: Vec<Arc<Chunk>>) -> Vec<Arc<Chunk>> {
        let schema = self.scope.schema;
        let ids: Vec<ItemId> = schema.items_of(file).map(|(id, _)| id).collect();
        let (old, new) = regrouped(&ids, &chunks);
        let mut stale: Vec<usize> = self
            .stale
            .iter()
            .map(|id| schema.position(*id))
            .filter(|(other, _)| *other == file)
            .map(|(_, block)| block as usize)
            .collect();
        stale.sort_unstable();
        let mut done = Vec::with_capacity(chunks.len() + 1);
        let mut block = 0;
        for (at, chunk) in chunks.iter().enumerate() {
            if at == old.start {
                self.group(ids.get(new.clone()).unwrap_or_default(), chunks.get(old.clone()), &mut done);
                block = new.end;
            }
            if old.contains(&at) {
                continue;
            }
            let end = block + chunk.parts().len();
            let first = stale.partition_point(|other| *other < block);
            let is_stale = stale.get(first).is_some_and(|other| *other < end);
            block = end;
            if !is_stale && (!self.has_moved || chunk.parts().iter().all(|part| self.is_in_place(part))) {
                done.push(chunk.clone());
            } else {
                let ids: Vec<ItemId> = chunk.parts().iter().map(|part| part.item).collect();
                self.group(&ids, Some(std::slice::from_ref(chunk)), &mut done);
            }
        }
        if old.start == chunks.len() {
            self.group(ids.get(new).unwrap_or_default(), None, &mut done);
        }
        done
    }

    /// Writes the chunks of some items, as much as possible from what was written before.
    fn group(&mut self, ids: &[ItemId], before: Option<&[Arc<Chunk>]>, done: &mut Vec<Arc<Chunk>>) {
        let before = before.unwrap_or_default();
        let parts =
            before.iter().flat_map(|chunk| chunk.parts().iter().map(move |part| (part.item, (chunk, part))));
        let known: FxHashMap<ItemId, (&Arc<Chunk>, &Part)> = parts.collect();
        let write = |ids: &[ItemId]| self.chunks(ids, &known);
        // All of a file that was just opened are written on all threads; little is done sooner than another one wakes up.
        let written: Vec<Arc<Chunk>> = match ids.len() > MANY {
            true => ids.par_chunks(LONG.1).with_max_len(1).flat_map_iter(write).collect(),
            false => write(ids),
        };
        for part in written.iter().flat_map(|chunk| chunk.parts()) {
            for (other, _) in part.starts.iter().skip(1) {
                self.pointing.entry(*other).or_default().insert(part.item);
            }
        }
        done.extend(written);
    }

    fn chunks(&self, ids: &[ItemId], known: &FxHashMap<ItemId, (&Arc<Chunk>, &Part)>) -> Vec<Arc<Chunk>> {
        let start = |id: ItemId| start(self.files, self.scope.schema, id);
        let mut done = Vec::new();
        let mut writer = Writer::default();
        for id in ids {
            match known.get(id).filter(|(_, part)| !self.stale.contains(id) && self.is_in_column(part)) {
                Some((chunk, part)) => writer.move_part(chunk, part, start),
                None => {
                    let found = self.diagnosis.found_in(*id);
                    writer.write_part(self.scope, self.uris, *id, found.iter().map(|it| &**it), start);
                }
            }
            let (bytes, items) = writer.size();
            if bytes > LONG.0 || items >= LONG.1 {
                done.push(Arc::new(writer.take()));
            }
        }
        if writer.size().1 > 0 {
            done.push(Arc::new(writer.take()));
        }
        done
    }

    /// Whether all numbers in what is said of an item are still right.
    fn is_in_place(&self, part: &Part) -> bool {
        part.starts.iter().all(|(id, was)| start(self.files, self.scope.schema, *id) == *was)
    }

    /// Whether all numbers but those of lines are.
    fn is_in_column(&self, part: &Part) -> bool {
        part.starts.iter().all(|(id, was)| start(self.files, self.scope.schema, *id).column == was.column)
    }
}

fn start(files: &[WrittenFile], schema: &Schema, id: ItemId) -> Position {
    let (file, block) = schema.position(id);
    files.get(file.0 as usize).map(|file| file.starts.of(block)).unwrap_or_default()
}

/// Which chunks are not about the same items as before, and the items, by their places in the file, that take the place of
/// theirs.
fn regrouped(ids: &[ItemId], chunks: &[Arc<Chunk>]) -> (Range<usize>, Range<usize>) {
    let is_of = |chunk: &Chunk, ids: Option<&[ItemId]>| {
        ids.is_some_and(|ids| chunk.parts().iter().map(|part| part.item).eq(ids.iter().copied()))
    };
    let (mut head, mut from) = (0, 0);
    while let Some(chunk) = chunks.get(head).filter(|it| is_of(it, ids.get(from..from + it.parts().len()))) {
        from += chunk.parts().len();
        head += 1;
    }
    let (mut tail, mut to) = (chunks.len(), ids.len());
    while tail > head
        && let Some(chunk) = chunks.get(tail - 1)
        && let Some(start) = to.checked_sub(chunk.parts().len()).filter(|start| *start >= from)
        && is_of(chunk, ids.get(start..to))
    {
        to = start;
        tail -= 1;
    }
    // New items join a small chunk before them, so that it does not stay alone.
    if from < to
        && let Some(before) = head.checked_sub(1)
        && let Some(parts) =
            chunks.get(before).filter(|it| it.text().len() < LONG.0 / 2).map(|it| it.parts().len())
        && parts < LONG.1 / 2
    {
        from -= parts;
        head = before;
    }
    (head..tail, from..to)
}
