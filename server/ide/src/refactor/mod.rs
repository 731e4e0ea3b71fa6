//! Refactorings at the cursor, one file each.
//!
//! The title of each says what it does, including its effect on the database, and it is offered only where it is
//! possible.

mod convert_to_next;
mod document;
mod extract_enum;
mod join_model;
mod map_name;
mod move_block;
mod relate;
mod relation_fields;
mod relocate;
mod soft_delete;
mod sort_attributes;
mod split;

pub use relation_fields::RELATION_LACKS;

use crate::Analysis;
use base::text::Span;
use base::{FieldId, FileEdit, FileId, Fix, ItemId};
use model::project::{Dialect, directive};
use model::schema::Schema;
use model::schema::item::{Field, Item, Model, ModelKind};
use syntax::Block;

/// A refactoring.
pub struct Refactoring<'a> {
    /// Its stable code, in kebab case.
    pub code: &'static str,
    /// Its title, an imperative.
    pub title: String,
    /// Its kind.
    pub kind: RefactoringKind,
    /// Its effect on whole files, which not all editors support.
    pub files: FileUse,
    change: Box<dyn Fn() -> Option<Change> + 'a>,
}

/// A refactoring that is not possible, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavailable {
    /// Its title, an imperative.
    pub title: &'static str,
    /// Its kind.
    pub kind: RefactoringKind,
    /// What is in the way, and what to do.
    pub reason: String,
}

/// The kinds of refactorings, by which editors group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefactoringKind {
    /// Extracts an element to a block of its own.
    Extract,
    /// Rewrites an element.
    Rewrite,
    /// Moves an element to another file.
    Move,
    /// Adds missing elements in the whole file.
    Complete,
}

/// The effect of a refactoring on whole files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileUse {
    /// Changes only the content of files.
    Kept,
    /// Creates files.
    Created,
    /// Deletes files.
    Deleted,
}

/// The changes of a refactoring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Edits of files of the schema.
    pub edits: Vec<FileEdit>,
    /// New files: name, in the form of the schema's file names, and text.
    pub new_files: Vec<(String, String)>,
    /// Files of the schema to delete.
    pub deleted: Vec<FileId>,
}

impl Refactoring<'_> {
    /// Its changes; `None` if it turns out to be impossible or empty.
    pub fn change(&self) -> Option<Change> {
        (self.change)().filter(|change| !change.edits.is_empty() || !change.new_files.is_empty())
    }
}

impl From<Vec<FileEdit>> for Change {
    fn from(edits: Vec<FileEdit>) -> Change {
        Change { edits, ..Change::default() }
    }
}

impl From<Fix> for Change {
    fn from(fix: Fix) -> Change {
        Change { edits: fix.edits, new_files: fix.new_files, deleted: Vec::new() }
    }
}

/// The refactorings at a position of a file with this many missing relation parts, see [`RELATION_LACKS`]. Cheap:
/// expensive work is done by [`Refactoring::change`].
pub fn refactorings<'a>(
    analysis: &'a Analysis,
    lacks: usize,
    file: FileId,
    range: Span,
) -> Vec<Refactoring<'a>> {
    let mut found = Vec::new();
    if analysis.dialect == Dialect::PrismaNext {
        // The others make what that dialect does not have.
        let at = Spot::find(&analysis.schema, file, range.start);
        if let Some(at) = at.filter(|at| at.schema.block(at.id).is_some_and(is_next)) {
            extract_enum::offer(&at, &mut found);
            relate::offer(&at, &mut found);
            soft_delete::offer(&at, &mut found);
            map_name::offer(&at, &mut found);
            document::offer(&at, &mut found);
            move_block::offer(&at, &mut found);
            split::offer(&at, &mut found);
        }
        return found;
    }
    relation_fields::offer(analysis, file, lacks, &mut found);
    let Some(at) = Spot::find(&analysis.schema, file, range.start) else { return found };
    join_model::offer(&at, &mut found);
    extract_enum::offer(&at, &mut found);
    relate::offer(&at, &mut found);
    soft_delete::offer(&at, &mut found);
    sort_attributes::offer(&at, &mut found);
    map_name::offer(&at, &mut found);
    document::offer(&at, &mut found);
    move_block::offer(&at, &mut found);
    split::offer(&at, &mut found);
    convert_to_next::offer(&at, analysis.format, &mut found);
    found
}

/// The refactorings that someone may look for at a position, and that something is in the way of.
pub fn unavailable_refactorings(analysis: &Analysis, file: FileId, range: Span) -> Vec<Unavailable> {
    let at = Spot::find(&analysis.schema, file, range.start);
    let at = at.filter(|_| analysis.dialect == Dialect::Classic);
    at.and_then(|at| convert_to_next::unavailable(&at, analysis.format)).into_iter().collect()
}

fn is_next(block: &Block) -> bool {
    block.dialect() == Dialect::PrismaNext
}

/// The position of the cursor.
#[derive(Clone, Copy)]
struct Spot<'a> {
    schema: &'a Schema,
    file: FileId,
    /// The block.
    id: ItemId,
    item: &'a Item,
    /// The field on the line of the cursor.
    field: Option<(FieldId, &'a Field)>,
    /// Whether the cursor is on the line on which the block opens.
    is_head: bool,
    /// Whether the cursor is on the line with the directive of the Prisma 8 dialect.
    is_directive: bool,
}

impl<'a> Spot<'a> {
    fn find(schema: &'a Schema, file: FileId, offset: u32) -> Option<Spot<'a>> {
        let (id, offset) = schema.item_at(file, offset)?;
        let item = schema.item(id)?.as_ref();
        let text = schema.text(id);
        let line_of = |offset: u32| text.get(..offset as usize).unwrap_or("").rfind(['\n', '\r']);
        let is_head = line_of(offset) == line_of(item.span.start);
        let fields = item.model().map_or(&[][..], |model| &model.fields);
        let at =
            fields.iter().position(|field| line_of(field.span.start) == line_of(offset)).filter(|_| !is_head);
        let field = at.and_then(|at| Some((FieldId::new(id, at), fields.get(at)?)));
        let directive = directive(text.get(..item.span.start as usize).unwrap_or(""));
        let is_directive = schema.start(id) == 0
            && directive.is_some_and(|directive| line_of(directive.start) == line_of(offset));
        Some(Spot { schema, file, id, item, field, is_head, is_directive })
    }

    /// The model, if the cursor is on its first line.
    fn model_head(&self) -> Option<&'a Model> {
        self.item.model().filter(|model| self.is_head && model.kind == ModelKind::Model)
    }
}

/// The name of a file in the same folder as another.
fn beside(name: &str, new: &str) -> String {
    let folder = name.rfind(['/', '\\']).map_or("", |at| name.get(..=at).unwrap_or(""));
    format!("{folder}{new}")
}

/// The last part of a file's name.
fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
