//! Takes declarations out of a file, and puts them into another.
//!
//! In the Prisma 8 dialect, a declaration stays in its namespace, and a new file begins with the directive of the one that the
//! declarations come from.

use smol_str::SmolStr;

use base::text::{Span, TextEdit};
use base::{FileEdit, FileId, ItemId};
use model::project::{DIRECTIVES, Dialect, directive};
use model::schema::{Schema, edit};

/// A declaration with the comments directly above it.
#[derive(Clone, Debug)]
pub(super) struct Declaration {
    /// The namespace that it is in.
    namespace: Option<SmolStr>,
    /// All its lines, without the last line break.
    text: String,
}

/// The declaration of an item; `None` if it is not closed, or shares a line with another one.
pub(super) fn declaration(schema: &Schema, id: ItemId) -> Option<Declaration> {
    let lines = edit::whole_lines(schema, id)?;
    let text = lines.of(&schema.text(id)).trim_end().to_owned();
    Some(Declaration { namespace: schema.item(id)?.namespace.clone(), text })
}

/// Removes items, and the namespaces that are empty then.
pub(super) fn remove(schema: &Schema, items: &[ItemId]) -> Option<Vec<FileEdit>> {
    let mut edits: Vec<FileEdit> = Vec::new();
    for &id in items {
        let edit = match whole_namespace(schema, id, items) {
            Some(edit) => edit,
            None => edit::remove_block(schema, id)?,
        };
        // A namespace is the same for all of its items.
        if !edits.contains(&edit) {
            edits.push(edit);
        }
    }
    Some(edits)
}

/// Removes the namespace around an item, if nothing but these items is in it and no comment is about it.
fn whole_namespace(schema: &Schema, id: ItemId, items: &[ItemId]) -> Option<FileEdit> {
    let (file, index) = schema.position(id);
    let source = schema.file(file)?.content.source();
    let blocks = source.namespace_blocks(index as usize)?;
    let tail = blocks.end.checked_sub(1).filter(|tail| *tail > blocks.start)?;
    let is_taken = |block| schema.item_in(file, block).is_some_and(|id| items.contains(&id));
    let head_id = schema.item_in(file, blocks.start)?;
    let (head, head_text) = (schema.item(head_id)?, source.block_text(blocks.start));
    if source.block_text(tail).trim() != "}" || !(blocks.start + 1..tail).all(is_taken) {
        return None;
    }
    // Comments above members that are not part of a declaration would go.
    let is_whole = |block| {
        let lines = schema.item_in(file, block).and_then(|id| edit::whole_lines(schema, id));
        let text = source.block_text(block);
        lines.is_some_and(|lines| {
            let before = Span::new(0, lines.start).of(&text);
            let after = text.get(lines.end as usize..).unwrap_or("");
            before.trim().is_empty() && after.trim().is_empty()
        })
    };
    if !(blocks.start + 1..tail).all(is_whole) {
        return None;
    }
    let after_brace = head_text.get(head.open_brace?.end as usize..)?;
    let above = head_text.get(..head.span.start as usize)?;
    let has_comments =
        edit::start_with_comments(schema, head_id)? < edit::line_span(&head_text, head.span.start).start;
    if !after_brace.trim().is_empty() || has_comments {
        return None;
    }
    let kept = above.trim_end().len();
    let start = source.block_start(blocks.start) + u32::try_from(kept).ok()?;
    let mut end = source.block_start(tail) + u32::try_from(source.block_text(tail).trim_end().len()).ok()?;
    let rest = source.source().slice(Span::new(end, source.source().len()));
    let is_first = start == 0;
    let is_after_line = above.trim().is_empty();
    let mut kept = "";
    if is_first || rest.trim().is_empty() {
        // The file must not begin or end with blank lines.
        end = source.source().len() - u32::try_from(rest.trim_start().len()).ok()?;
        kept = if is_first || is_after_line { "" } else { edit::line_ending(&rest) };
    } else if is_after_line {
        end = source.source().len() - u32::try_from(rest.len()).ok()? + edit::next_line(&rest, 0);
    }
    Some(FileEdit { file, edit: TextEdit::replace(Span::new(start, end), kept) })
}

/// Appends declarations to a file, with its line endings, each after a blank line. Those of a namespace go to the end of that
/// namespace, where the file has it.
pub(super) fn append(schema: &Schema, file: FileId, all: &[Declaration]) -> Option<Vec<FileEdit>> {
    let source = schema.file(file)?.content.source().source();
    let text = source.to_string();
    let newline = edit::line_ending(&text);
    let mut edits = Vec::new();
    let mut rest: Vec<String> = Vec::new();
    for (namespace, texts) in by_namespace(all) {
        let inside = namespace.and_then(|namespace| inside_of(schema, file, namespace));
        match (inside, namespace) {
            (Some(inside), _) => edits.push(add_inside(file, &text, inside, &texts, newline)),
            (None, Some(namespace)) => rest.push(wrapped(namespace, &texts, newline)),
            (None, None) => rest.extend(texts.iter().map(|text| with_line_ends(text, newline))),
        }
    }
    if !rest.is_empty() {
        let kept = text.trim_end().len();
        let mut added = String::new();
        for block in rest {
            if kept > 0 || !added.is_empty() {
                added += newline;
                added += newline;
            }
            added += &block;
        }
        added += newline;
        let span = Span::new(u32::try_from(kept).unwrap_or(u32::MAX), source.len());
        edits.push(FileEdit { file, edit: TextEdit::replace(span, added) });
    }
    Some(edits)
}

/// The text of a new file with these declarations, in the dialect of another file.
pub(super) fn new_file(schema: &Schema, like: FileId, all: &[Declaration]) -> Option<String> {
    let text = schema.file(like)?.content.source().source().to_string();
    let newline = edit::line_ending(&text);
    let mut blocks: Vec<String> = Vec::new();
    if dialect(schema, like) == Dialect::PrismaNext {
        let own = directive(&text).map(|span| span.of(&text).to_owned());
        blocks.extend(own.or_else(|| DIRECTIVES.last().map(|directive| (*directive).to_owned())));
    }
    for (namespace, texts) in by_namespace(all) {
        match namespace {
            Some(namespace) => blocks.push(wrapped(namespace, &texts, newline)),
            None => blocks.extend(texts.iter().map(|text| with_line_ends(text, newline))),
        }
    }
    Some(format!("{}{newline}", blocks.join(&format!("{newline}{newline}"))))
}

/// The dialect in which a file is read.
pub(super) fn dialect(schema: &Schema, file: FileId) -> Dialect {
    let blocks = schema.file(file).and_then(|file| file.content.source().blocks().first());
    blocks.map_or(Dialect::Classic, |block| block.dialect())
}

/// The declarations of each namespace, in the order in which they first come.
fn by_namespace(all: &[Declaration]) -> Vec<(Option<&str>, Vec<&str>)> {
    let mut found: Vec<(Option<&str>, Vec<&str>)> = Vec::new();
    for Declaration { namespace, text } in all {
        let namespace = namespace.as_deref();
        match found.iter_mut().find(|(other, _)| *other == namespace) {
            Some((_, texts)) => texts.push(text),
            None => found.push((namespace, vec![text])),
        }
    }
    found
}

/// The text between the braces of the last namespace of this name in a file that has declarations.
fn inside_of(schema: &Schema, file: FileId, namespace: &str) -> Option<Span> {
    let is_in = |item: &model::schema::item::Item| item.namespace.as_deref() == Some(namespace);
    let (id, _) = schema.items_of(file).filter(|(_, item)| is_in(item)).last()?;
    schema.namespace_spans(id).map(|(_, inside)| inside)
}

/// Adds declarations at the end of the text between the braces of a namespace.
fn add_inside(file: FileId, text: &str, inside: Span, texts: &[&str], newline: &str) -> FileEdit {
    let before = inside.of(text);
    let kept = Span::new(inside.start, inside.start + u32::try_from(before.trim_end().len()).unwrap_or(0));
    let gap = Span::new(kept.end, inside.end).of(text);
    let mut added = String::new();
    for block in texts {
        added += newline;
        if !(kept.is_empty() && added == newline) {
            added += newline;
        }
        added += &with_line_ends(block, newline);
    }
    if gap.contains(['\n', '\r']) {
        return FileEdit { file, edit: TextEdit::replace(Span::at(kept.end), added) };
    }
    // The brace gets a line of its own, as the last declaration may end with a comment.
    added += newline;
    FileEdit { file, edit: TextEdit::replace(Span::new(kept.end, inside.end), added) }
}

fn wrapped(namespace: &str, texts: &[&str], newline: &str) -> String {
    let texts: Vec<String> = texts.iter().map(|text| with_line_ends(text, newline)).collect();
    format!("namespace {namespace} {{{newline}{}{newline}}}", texts.join(&format!("{newline}{newline}")))
}

/// The text with these line endings.
fn with_line_ends(text: &str, newline: &str) -> String {
    let plain = text.replace("\r\n", "\n").replace('\r', "\n");
    if newline == "\n" { plain } else { plain.replace('\n', newline) }
}

/// Appends whole texts of files to a file, with its line endings, each after a blank line.
pub(super) fn append_texts(schema: &Schema, file: FileId, texts: &[String]) -> Option<Vec<FileEdit>> {
    let all: Vec<Declaration> =
        texts.iter().map(|text| Declaration { namespace: None, text: text.clone() }).collect();
    append(schema, file, &all)
}
