//! Inlay hints: implicit values. Accepting a hint inserts it.

mod native_type;
mod relation;
mod unnamed;

use crate::Analysis;
use base::text::{Span, TextEdit};
use base::{FieldId, FileEdit, FileId, ItemId, cancel};
use model::schema::item::{Arguments, Attribute, ModelKind};
use model::schema::{Schema, edit};

/// An inlay hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Its kind.
    pub kind: HintKind,
    /// Its position, in bytes of the file.
    pub offset: u32,
    /// Its label.
    pub label: String,
    /// Its tooltip, in Markdown.
    pub markdown: String,
    /// The edit that inserts it, if it can be inserted.
    pub edit: Option<TextEdit>,
    /// The declaration of the element that it names.
    pub target: Option<(FileId, Span)>,
}

/// The kind of a hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HintKind {
    /// A default referential action.
    ReferentialAction,
    /// The generated database name of a key, an index or a foreign key.
    ConstraintName,
    /// The default column type.
    NativeType,
    /// The opposite field of a relation.
    OppositeField,
}

/// The enabled kinds.
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

/// The hints of the blocks that `range` touches, in bytes of the file, in order of position.
pub fn hints(analysis: &Analysis, file: FileId, range: Span, wanted: HintKinds) -> Vec<Hint> {
    let schema = &analysis.schema;
    let Some(content) = schema.file(file).map(|file| &file.content) else { return Vec::new() };
    if wanted == HintKinds::default() {
        return Vec::new();
    }
    // Prisma 8 names constraints by a hash.
    let wanted = HintKinds {
        constraint_names: wanted.constraint_names && !schema.configuration().is_next(),
        ..wanted
    };
    let touched = content.source().blocks_in(range);
    let mut found = Vec::new();
    for (id, item) in schema.items_of(file).skip(touched.start).take(touched.len()) {
        cancel::check();
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
    // A hint that adds brackets is closer to the attribute than one after the brackets.
    let is_apart = |kind| matches!(kind, HintKind::NativeType | HintKind::OppositeField);
    found.sort_by_key(|hint| (hint.offset, is_apart(hint.kind)));
    found
}

/// The edit that adds an argument, and its label. `None` while the brackets are unclosed, or the argument has a name
/// but no value.
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
    /// A hint that shows the text of its edit.
    fn written(kind: HintKind, edit: FileEdit, label: String, markdown: String) -> Hint {
        Hint { kind, offset: edit.edit.span.start, label, markdown, edit: Some(edit.edit), target: None }
    }
}
