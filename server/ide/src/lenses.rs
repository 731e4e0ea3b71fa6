//! What can be shown above a block: where it is named, how it is related, what is wrong in it.

use crate::Analysis;
use base::text::Span;
use base::{FileId, Finding, ItemId, Place};
use model::schema::item::{Item, ItemKind, ModelKind};
use model::schema::references::{Definition, references};
use model::schema::{FieldType, Schema};

/// One thing to show above a block. What it counts is worked out by [`lens_places`], for those that are in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lens {
    /// What it counts.
    pub kind: LensKind,
    /// The block.
    pub item: ItemId,
    /// Its name, in bytes of the file.
    pub focus: Span,
}

/// What a lens counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LensKind {
    /// The places that name the block.
    References,
    /// The fields that connect a model with others: its own, then those of the others.
    Relations,
    /// What the checklist and Prisma find wrong in the block.
    Findings,
}

impl LensKind {
    /// Every kind, in the order in which they stand.
    pub const ALL: [LensKind; 3] = [LensKind::References, LensKind::Relations, LensKind::Findings];

    /// What the lens says for a number of things.
    pub fn title(self, count: usize) -> String {
        let thing = match self {
            LensKind::References => "reference",
            LensKind::Relations => "relation",
            LensKind::Findings => "finding",
        };
        match count {
            0 => format!("no {thing}s"),
            1 => format!("1 {thing}"),
            _ => format!("{count} {thing}s"),
        }
    }
}

/// The lenses of a file that are wanted, in order. It looks at nothing but what each block is.
pub fn lenses(analysis: &Analysis, file: FileId, wanted: impl Fn(LensKind) -> bool) -> Vec<Lens> {
    let schema = &analysis.schema;
    let mut found = Vec::new();
    for (id, item) in schema.items_of(file) {
        let Some(name) = &item.name else { continue };
        let focus = name.span.shifted(schema.start(id));
        let kinds = LensKind::ALL.into_iter().filter(|&kind| has(item, kind) && wanted(kind));
        found.extend(kinds.map(|kind| Lens { kind, item: id, focus }));
    }
    found
}

/// The places that a lens counts. `findings` are those of the file that the block stands in.
pub fn lens_places(analysis: &Analysis, lens: LensKind, item: ItemId, findings: &[Finding]) -> Vec<Place> {
    let schema = &analysis.schema;
    match lens {
        LensKind::References => {
            let all = references(schema, &Definition::Item(item)).into_iter();
            all.filter(|reference| !reference.is_declaration).map(|reference| reference.place).collect()
        }
        LensKind::Relations => relations(schema, item),
        LensKind::Findings => findings
            .iter()
            .filter_map(|finding| finding.anchor.place())
            .filter(|place| place.item == item)
            .collect(),
    }
}

/// Only models have relations, and nothing refers to a datasource but native types.
fn has(item: &Item, kind: LensKind) -> bool {
    match (&item.kind, kind) {
        (ItemKind::Model(model), LensKind::Relations) => model.kind != ModelKind::Type,
        (ItemKind::Model(_), _) => true,
        (ItemKind::Enum(_), LensKind::Relations) => false,
        (ItemKind::Enum(_), _) => true,
        _ => false,
    }
}

fn relations(schema: &Schema, item: ItemId) -> Vec<Place> {
    let Some((declared, model)) = schema.item(item).zip(schema.model(item)) else { return Vec::new() };
    let own = model.fields.iter().filter(|field| matches!(schema.type_of(field), FieldType::Model(_)));
    let own = own.map(|field| Place::new(item, field.name.span));
    let others = schema.fields_of_type(declared.name()).filter(|field| field.item != item);
    let others = others.filter_map(|id| {
        // Another block of the same name is what fields of this type mean, where it comes first.
        let is_this = schema.field_type(id).item() == Some(item);
        let holder = schema.model(id.item).is_some_and(|model| model.kind != ModelKind::Type);
        (is_this && holder).then(|| schema.field(id).map(|field| Place::new(id.item, field.name.span)))?
    });
    own.chain(others).collect()
}
