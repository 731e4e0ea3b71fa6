//! What a schema leaves unsaid, to be shown between its words: each hint can be accepted and then stands there.

mod native_type;
mod relation;
mod unnamed;

use crate::Analysis;
use base::text::{Span, TextEdit};
use base::{FieldId, FileEdit, FileId, ItemId};
use model::project::Dialect;
use model::schema::item::{Arguments, Attribute, ModelKind};
use model::schema::{Schema, edit};

/// Something that holds although nobody has written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it is about.
    pub kind: HintKind,
    /// Where it is shown, in bytes of the file.
    pub offset: u32,
    /// What is shown.
    pub label: String,
    /// What is to be known of it, as Markdown.
    pub markdown: String,
    /// What writes it into the schema, where it can be written.
    pub edit: Option<TextEdit>,
    /// Where the thing that it names is declared.
    pub target: Option<(FileId, Span)>,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintKind {
    /// What a delete or a change on the other side of a relation does.
    ReferentialAction,
    /// The name of a key, an index or a foreign key in the database.
    ConstraintName,
    /// The type of a column.
    NativeType,
    /// The field that is the other side of a relation.
    OppositeField,
}

/// Which hints are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HintKinds {
    /// [`HintKind::ReferentialAction`]
    pub referential_actions: bool,
    /// [`HintKind::ConstraintName`]
    pub constraint_names: bool,
    /// [`HintKind::NativeType`]
    pub native_types: bool,
    /// [`HintKind::OppositeField`]
    pub opposite_fields: bool,
}

/// The hints of the blocks that `range` touches, in bytes of the file, in the order of their places.
pub fn hints(analysis: &Analysis, file: FileId, range: Span, wanted: HintKinds) -> Vec<Hint> {
    let schema = &analysis.schema;
    let Some(content) = schema.file(file).map(|file| &file.content) else { return Vec::new() };
    if wanted == HintKinds::default() || analysis.dialect == Dialect::PrismaNext {
        return Vec::new();
    }
    let touched = content.source().blocks_in(range);
    let mut found = Vec::new();
    for (id, item) in schema.items_of(file).skip(touched.start).take(touched.len()) {
        let Some(model) = item.model() else { continue };
        let start = schema.start(id);
        let is_near = |span: Span| span.shifted(start).overlaps(range);
        for (index, field) in model.fields.iter().enumerate().filter(|(_, field)| is_near(field.span)) {
            let field_id = FieldId::new(id, index);
            if wanted.native_types {
                found.extend(native_type::hint(schema, field_id, field));
            }
            if wanted.referential_actions {
                found.extend(relation::actions(analysis, field_id, field));
            }
            if wanted.constraint_names {
                found.extend(relation::constraint_name(schema, field_id, field));
            }
            if wanted.opposite_fields {
                found.extend(relation::opposite(schema, field_id, field));
            }
        }
        if wanted.constraint_names && model.kind == ModelKind::Model {
            found.extend(
                model
                    .keys
                    .iter()
                    .filter(|key| is_near(key.span))
                    .filter_map(|key| unnamed::hint(schema, id, item, model, key)),
            );
        }
    }
    found.retain(|hint| range.touches(hint.offset));
    // What goes into brackets that are not written yet stands closer than what goes behind them.
    let is_apart = |kind| matches!(kind, HintKind::NativeType | HintKind::OppositeField);
    found.sort_by_key(|hint| (hint.offset, is_apart(hint.kind)));
    found
}

/// What writes an argument that is not written, and how that looks. Nothing while the brackets are still open, or the
/// argument has a name but no value yet.
fn argument(
    schema: &Schema,
    item: ItemId,
    attribute: &Attribute,
    name: &str,
    value: &str,
) -> Option<(FileEdit, String)> {
    let half_typed = |it: &Arguments| !it.closed || it.argument(name).is_some();
    if attribute.arguments.as_ref().is_some_and(half_typed) {
        return None;
    }
    let edit = edit::add_argument(schema, item, attribute, &format!("{name}: {value}"));
    let label = edit.edit.text.clone();
    Some((edit, label))
}

impl Hint {
    /// A hint that shows what its edit would write.
    fn written(kind: HintKind, edit: FileEdit, label: String, markdown: String) -> Hint {
        Hint { kind, offset: edit.edit.span.start, label, markdown, edit: Some(edit.edit), target: None }
    }
}
