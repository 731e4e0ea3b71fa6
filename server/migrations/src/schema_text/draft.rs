//! A schema while it is edited.

use std::cell::OnceCell;
use std::sync::Arc;

use base::text::{Span, TextEdit, apply_edits};
use base::{FileEdit, FileId, ItemId, Place, cancel};
use model::catalog::Provider;
use model::database::{Database, QualifiedName, Table, default_namespace, parts_of};
use model::schema::edit::{self, line_ending, line_span, next_line};
use model::schema::item::{Documentation, ItemKind, Model};
use model::schema::{Schema, SchemaFile};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use syntax::format::{Options, format};

use crate::diff::is_system_table;
use crate::{DiffOptions, diff};

/// What becomes of tables, columns and relations that the database has and the schema does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// They are declared with `@ignore` or `@@ignore`: Prisma Migrate knows them and Prisma Client does not.
    Ignored,
    /// They are declared like all others.
    Visible,
}

/// A schema while it is edited, and the database that it is to have.
pub(super) struct Draft<'d> {
    /// The schema as it is so far.
    pub(super) schema: Schema,
    /// The schema before the first edit.
    pub(super) base: &'d Schema,
    /// The database that it is to have.
    pub(super) state: &'d Database,
    /// Which database it is.
    pub(super) provider: Provider,
    /// What becomes of what the base does not name.
    pub(super) added: Added,
    /// The tables of `state` by name, but for those that no migration touches.
    wanted: FxHashMap<TableKey, &'d Arc<Table>>,
}

/// The name of a table with its database schema written out.
pub(super) type TableKey = (Option<SmolStr>, SmolStr);

/// The name of a table for comparing.
pub(super) fn table_key(name: &QualifiedName, provider: Provider) -> TableKey {
    let (namespace, name) = name.key(provider);
    (namespace.map(SmolStr::from), name.into())
}

/// A model with its table, and with that table as it is to be.
pub(super) struct ModelTable<'d> {
    /// The model.
    pub(super) id: ItemId,
    /// Its table.
    pub(super) table: Arc<Table>,
    /// The table of this name in the database that the schema is to have.
    pub(super) wanted: Option<&'d Arc<Table>>,
    /// For each foreign key the place of the one that the database is to have, once that was asked for.
    pub(super) paired_keys: OnceCell<Vec<Option<usize>>>,
}

/// The lines of a field or an enum value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    id: ItemId,
    lines: Span,
}

impl ModelTable<'_> {
    /// The name of the field of a column.
    pub(super) fn field_of<'m>(&self, model: &'m Model, column: &str) -> Option<&'m str> {
        let field = model.fields.get(self.table.column(column)?.field? as usize)?;
        Some(&field.name.text)
    }
}

impl<'d> Draft<'d> {
    /// The schema without any edit.
    pub(super) fn new(base: &'d Schema, state: &'d Database, added: Added) -> Draft<'d> {
        let provider = state.provider;
        let mut draft =
            Draft { schema: base.clone(), base, state, provider, added, wanted: FxHashMap::default() };
        for table in draft.wanted_tables() {
            draft.wanted.entry(table_key(&table.name, provider)).or_insert(table);
        }
        draft
    }

    /// Makes edits, all of the schema as it is. Of two that overlap the first one is made.
    pub(super) fn apply(&mut self, edits: Vec<FileEdit>) {
        if edits.is_empty() {
            return;
        }
        cancel::check();
        let files = self.schema.files().iter().enumerate().map(|(at, file)| {
            let of_file = edits.iter().filter(|edit| edit.file.0 as usize == at);
            let of_file: Vec<TextEdit> = of_file.map(|edit| edit.edit.clone()).collect();
            let content = match of_file.is_empty() {
                true => file.content.clone(),
                false => {
                    let text = file.content.source().source().to_string();
                    Arc::new(SchemaFile::new(&apply_edits(&text, &of_file)))
                }
            };
            (file.name.clone(), content)
        });
        self.schema = self.schema.updated(files.collect(), self.schema.configuration().version);
    }

    /// The tables that the schema is to have, but for those that no migration touches.
    pub(super) fn wanted_tables(&self) -> impl Iterator<Item = &'d Arc<Table>> + use<'d> {
        let provider = self.provider;
        self.state.tables.iter().filter(move |table| !is_system_table(provider, &table.name))
    }

    /// The table that the schema is to have under this name.
    pub(super) fn wanted_table(&self, name: &QualifiedName) -> Option<&'d Arc<Table>> {
        self.wanted.get(&table_key(name, self.provider)).copied()
    }

    /// The models with their tables, in order.
    pub(super) fn tables(&self) -> Vec<ModelTable<'d>> {
        let table = |(id, _, _)| {
            cancel::check();
            let table = parts_of(&self.schema, self.provider, id).table?;
            Some(ModelTable {
                id,
                wanted: self.wanted_table(&table.name),
                table,
                paired_keys: OnceCell::new(),
            })
        };
        self.schema.models().filter_map(table).collect()
    }

    /// Adds lines below the line that contains `offset` of an item's block, indented like it.
    pub(super) fn lines_below(&self, id: ItemId, offset: u32, lines: &[String]) -> FileEdit {
        let block = self.schema.text(id);
        let (newline, indent) = (line_ending(&block), edit::indent_of(&block, offset));
        let text: String = lines.iter().map(|line| format!("{newline}{indent}{line}")).collect();
        self.replace(id, Span::at(line_span(&block, offset).end), text)
    }

    /// The lines of a member with the documentation above it.
    pub(super) fn member(&self, id: ItemId, span: Span, docs: Option<&Documentation>) -> Member {
        let block = self.schema.text(id);
        let first = docs.map_or(span.start, |docs| docs.span.start.min(span.start));
        Member { id, lines: Span::new(line_span(&block, first).start, next_line(&block, span.end)) }
    }

    /// Removes members, each with a blank line that would be left twice, or at an end of the block.
    pub(super) fn without(&self, mut members: Vec<Member>) -> Vec<FileEdit> {
        members.sort_by_key(|member| (member.id, member.lines.start));
        members.dedup();
        let mut groups: Vec<Member> = Vec::new();
        for member in members {
            match groups.last_mut() {
                // Those with nothing but blank lines between them go as one.
                Some(last) if last.id == member.id && self.is_blank_between(last, &member) => {
                    last.lines.end = last.lines.end.max(member.lines.end);
                }
                _ => groups.push(member),
            }
        }
        groups.iter().map(|group| self.without_lines(group)).collect()
    }

    fn is_blank_between(&self, one: &Member, other: &Member) -> bool {
        let block = self.schema.text(one.id);
        let between = block.get(one.lines.end as usize..other.lines.start as usize);
        between.is_none_or(|between| between.trim().is_empty())
    }

    fn without_lines(&self, Member { id, lines }: &Member) -> FileEdit {
        let block = self.schema.text(*id);
        let Span { mut start, mut end } = *lines;
        let below = line_span(&block, end).of(&block).trim();
        let before = block.get(..start as usize).unwrap_or_default();
        let before = before.strip_suffix("\r\n").or_else(|| before.strip_suffix(['\n', '\r']));
        let above = before.map(|text| line_span(&block, u32::try_from(text.len()).unwrap_or(start)));
        let is_blank_above = above.is_some_and(|above| above.of(&block).trim().is_empty());
        if is_blank_above && (below.is_empty() || below.starts_with('}')) {
            start = above.map_or(start, |above| above.start);
        } else if above.is_some_and(|above| above.of(&block).trim_end().ends_with('{')) && below.is_empty() {
            end = next_line(&block, end);
        }
        self.replace(*id, Span::new(start, end), "")
    }

    /// Replaces a part of an item's block.
    pub(super) fn replace(&self, id: ItemId, span: Span, text: impl Into<String>) -> FileEdit {
        edit::replace(&self.schema, Place::new(id, span), text)
    }

    /// Adds blocks, by their lines, at the end of the file that declares the last model, else of the last file.
    pub(super) fn blocks_at_end(&self, blocks: &[Vec<String>]) -> Vec<FileEdit> {
        let last = self.schema.models().map(|(id, _, _)| self.schema.file_of(id)).max();
        let files = self.schema.files();
        let file = last.unwrap_or(FileId(u32::try_from(files.len().saturating_sub(1)).unwrap_or_default()));
        let source = self.schema.file(file).map(|file| file.content.source().source().to_string());
        let text = source.unwrap_or_default();
        let newline = line_ending(&text);
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let above = match text.trim().is_empty() {
            true => String::new(),
            false if text.ends_with(['\n', '\r']) => newline.to_owned(),
            false => newline.repeat(2),
        };
        let block = |lines: &Vec<String>| {
            let mut block = above.clone();
            for line in lines {
                block.push_str(line);
                block.push_str(newline);
            }
            FileEdit { file, edit: TextEdit::insert(end, block) }
        };
        blocks.iter().map(block).collect()
    }

    /// Removes blocks with the comments directly above them, and leaves one blank line in the place of each.
    pub(super) fn remove_blocks(&mut self, blocks: &[ItemId]) {
        let mut spans: Vec<(FileId, Span)> = blocks
            .iter()
            .filter_map(|id| Some(self.schema.locate(Place::new(*id, edit::whole_lines(&self.schema, *id)?))))
            .collect();
        spans.sort_by_key(|(file, span)| (*file, span.start));
        let mut edits: Vec<FileEdit> = Vec::new();
        let mut of_file: Option<(FileId, String)> = None;
        for (file, span) in spans {
            if of_file.as_ref().is_none_or(|(known, _)| *known != file) {
                let text = self.schema.file(file).map(|file| file.content.source().source().to_string());
                of_file = Some((file, text.unwrap_or_default()));
            }
            let Some((_, text)) = &of_file else { continue };
            let newline = line_ending(text);
            let (before, after) =
                (Span::new(0, span.start).of(text), text.get(span.end as usize..).unwrap_or_default());
            let start = u32::try_from(before.trim_end().len()).unwrap_or(span.start);
            let end = span.end + u32::try_from(after.len() - after.trim_start().len()).unwrap_or_default();
            let last = edits.last_mut().filter(|last| last.file == file && last.edit.span.end >= span.start);
            let start = last.as_ref().map_or(start, |last| last.edit.span.start);
            let kept = match (start == 0, end as usize >= text.len()) {
                (true, _) => String::new(),
                (false, true) => newline.to_owned(),
                (false, false) => newline.repeat(2),
            };
            let edit = FileEdit { file, edit: TextEdit::replace(Span::new(start, end), kept) };
            match last {
                Some(last) => *last = edit,
                None => edits.push(edit),
            }
        }
        self.apply(edits);
    }

    /// Removes all models, views, composite types and enums, with everything else that is no configuration.
    pub(super) fn remove_declarations(&mut self) {
        let is_config = |kind: &ItemKind| matches!(kind, ItemKind::Datasource(_) | ItemKind::Generator(_));
        let files = self.schema.files().iter().enumerate().map(|(at, file)| {
            let newline = line_ending(&file.content.source().source().to_string());
            let file_id = FileId(u32::try_from(at).unwrap_or(u32::MAX));
            let kept = self.schema.items_of(file_id).filter(|(_, item)| is_config(&item.kind));
            let texts: Vec<String> = kept.map(|(id, _)| self.schema.text(id).trim().to_owned()).collect();
            let mut text = texts.join(&newline.repeat(2));
            if !text.is_empty() {
                text.push_str(newline);
            }
            (file.name.clone(), Arc::new(SchemaFile::new(&text)))
        });
        self.schema = Schema::new(files.collect(), self.schema.configuration().version);
    }

    /// Lists the database schemas that hold tables or enums in the datasource, where it lists any.
    pub(super) fn add_namespaces(&mut self) {
        let configuration = self.schema.configuration();
        if configuration.schemas.is_empty() {
            return;
        }
        let tables = self.wanted_tables().map(|table| &table.name);
        let used = tables.chain(self.state.enums.iter().map(|value| &value.name));
        let mut missing: Vec<&str> = used
            .filter_map(|name| name.key(self.provider).0)
            .filter(|name| !configuration.schemas.iter().any(|known| known == name))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        let list = configuration
            .datasource
            .and_then(|id| Some((id, self.schema.item(id)?.config()?.value("schemas")?.clone())));
        let Some((id, list)) = list else { return };
        let edits = missing
            .into_iter()
            .filter_map(|name| edit::add_to_list(&self.schema, id, &list, &format!("{name:?}")));
        self.apply(edits.collect());
    }

    /// The argument of `@@schema` for something of this name; `None` where the schema has no such attributes.
    pub(super) fn namespace_of(&self, name: &QualifiedName) -> Option<SmolStr> {
        if self.schema.configuration().schemas.is_empty() {
            return None;
        }
        name.namespace.clone().or_else(|| default_namespace(self.provider).map(SmolStr::from))
    }

    /// Formats the files that were formatted before and have changed.
    pub(super) fn format(&mut self) {
        let options = Options::default();
        let mut edits = Vec::new();
        for (at, (file, before)) in self.schema.files().iter().zip(self.base.files()).enumerate() {
            let text = file.content.source().source().to_string();
            let old = before.content.source().source().to_string();
            if text == old || !format(&old, &options).is_empty() {
                continue;
            }
            let file = FileId(u32::try_from(at).unwrap_or(u32::MAX));
            edits.extend(format(&text, &options).into_iter().map(|edit| FileEdit { file, edit }));
        }
        self.apply(edits);
    }
}

/// Whether Prisma finds no difference between the two, in either direction.
pub(super) fn is_same(a: &Database, b: &Database) -> bool {
    let is_empty = |from, to| diff(from, to, &DiffOptions::default()).steps.is_empty();
    is_empty(a, b) && is_empty(b, a)
}
