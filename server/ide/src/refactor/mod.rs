//! Changes of a schema's form that an editor offers where the cursor stands: one file a refactoring.
//!
//! Each says what it does in its title, the database included, and is offered only where it can do that.

mod document;
mod extract_enum;
mod join_model;
mod move_block;
mod relate;
mod relation_fields;
mod soft_delete;
mod sort_attributes;
mod split;

pub use relation_fields::RELATION_LACKS;

use crate::Analysis;
use base::text::Span;
use base::{FieldId, FileEdit, FileId, Fix, ItemId};
use model::project::Dialect;
use model::schema::Schema;
use model::schema::item::{Field, Item, Model, ModelKind};

/// Something that can be done at a place.
pub struct Refactoring<'a> {
    /// Its stable name, in kebab case.
    pub code: &'static str,
    /// What it does, as an order.
    pub title: String,
    /// Of which kind it is.
    pub kind: RefactoringKind,
    /// What it does to files as a whole, which not all editors can do.
    pub files: FileUse,
    change: Box<dyn Fn() -> Option<Change> + 'a>,
}

/// The kinds of refactorings, by which editors group them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefactoringKind {
    /// Something gets a block of its own.
    Extract,
    /// Something is written in another way.
    Rewrite,
    /// Something goes to another file.
    Move,
    /// Something that is missing is added, in the whole file.
    Complete,
}

/// What a refactoring does to files as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileUse {
    /// It changes only what files hold.
    Kept,
    /// It makes new ones.
    Created,
    /// It deletes some.
    Deleted,
}

/// What a refactoring changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Changes of files of the schema.
    pub edits: Vec<FileEdit>,
    /// New files: name as the schema's files are named, and text.
    pub new_files: Vec<(String, String)>,
    /// Files of the schema that are no longer needed.
    pub deleted: Vec<FileId>,
}

impl Refactoring<'_> {
    /// What it changes; `None` where that turns out to be impossible or nothing.
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

/// What can be done at a place of a file in which relations lack something so many times, see [`RELATION_LACKS`]. Cheap:
/// what takes long is worked out by [`Refactoring::change`].
pub fn refactorings<'a>(
    analysis: &'a Analysis,
    lacks: usize,
    file: FileId,
    range: Span,
) -> Vec<Refactoring<'a>> {
    if analysis.dialect == Dialect::PrismaNext {
        return Vec::new();
    }
    let mut found = Vec::new();
    relation_fields::offer(analysis, file, lacks, &mut found);
    let Some(at) = Spot::find(&analysis.schema, file, range.start) else { return found };
    join_model::offer(&at, &mut found);
    extract_enum::offer(&at, &mut found);
    relate::offer(&at, &mut found);
    soft_delete::offer(&at, &mut found);
    sort_attributes::offer(&at, &mut found);
    document::offer(&at, &mut found);
    move_block::offer(&at, &mut found);
    split::offer(&at, &mut found);
    found
}

/// What the cursor is at.
#[derive(Clone, Copy)]
struct Spot<'a> {
    schema: &'a Schema,
    file: FileId,
    /// The block.
    id: ItemId,
    item: &'a Item,
    /// The field whose line the cursor is in.
    field: Option<(FieldId, &'a Field)>,
    /// Whether the cursor is in the line in which the block opens.
    is_head: bool,
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
        Some(Spot { schema, file, id, item, field, is_head })
    }

    /// The model, if the cursor is in its first line.
    fn model_head(&self) -> Option<&'a Model> {
        self.item.model().filter(|model| self.is_head && model.kind == ModelKind::Model)
    }
}

/// The name of a file next to another.
fn beside(name: &str, new: &str) -> String {
    let folder = name.rfind(['/', '\\']).map_or("", |at| name.get(..=at).unwrap_or(""));
    format!("{folder}{new}")
}

/// The last part of a file's name.
fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
