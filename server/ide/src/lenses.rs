//! Code lenses of blocks: references, relations, findings.

use crate::Analysis;
use base::text::Span;
use base::{FieldId, FileId, Finding, ItemId, Place, cancel};
use model::schema::item::{Item, ItemKind, ModelKind};
use model::schema::references::{Definition, references};
use model::schema::{FieldType, Schema};

/// A code lens of a block. [`lens_places`] computes its count, for visible lenses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lens {
    /// Its kind.
    pub kind: LensKind,
    /// The block.
    pub item: ItemId,
    /// Its name, in bytes of the file.
    pub focus: Span,
}

/// The kind of a lens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LensKind {
    /// The references of the block.
    References,
    /// The relations of a model, each once: by its own field, or by that of the other model where it has none.
    Relations,
    /// The findings in the block.
    Findings,
    /// The calls of Prisma Client about a model.
    Calls,
}

impl LensKind {
    /// Every kind, in display order.
    pub const ALL: [LensKind; 4] =
        [LensKind::References, LensKind::Relations, LensKind::Findings, LensKind::Calls];

    /// The title for a count.
    pub fn title(self, count: usize) -> String {
        let thing = match self {
            LensKind::References => "reference",
            LensKind::Relations => "relation",
            LensKind::Findings => "finding",
            LensKind::Calls => "call",
        };
        match count {
            0 => format!("no {thing}s"),
            1 => format!("1 {thing}"),
            _ => format!("{count} {thing}s"),
        }
    }
}

/// The longest message in a title, in characters.
const MOST_OF_MESSAGE: usize = 100;

/// The title of a findings lens: how many there are, and what the most severe says.
pub fn findings_title(findings: &[Finding]) -> String {
    let title = LensKind::Findings.title(findings.len());
    // Of several with the same level the first.
    let Some(worst) = findings.iter().rev().max_by_key(|finding| finding.level) else { return title };
    let message = match worst.message.char_indices().nth(MOST_OF_MESSAGE) {
        Some((end, _)) => format!("{}…", worst.message.get(..end).unwrap_or("").trim_end()),
        None => worst.message.clone(),
    };
    format!("{title}: {message}")
}

/// The lenses of a file with the wanted kinds, in order. Depends only on the kinds of blocks.
pub fn lenses(analysis: &Analysis, file: FileId, wanted: impl Fn(LensKind) -> bool) -> Vec<Lens> {
    let schema = &analysis.schema;
    let mut found = Vec::new();
    for (id, item) in schema.items_of(file) {
        cancel::check();
        let Some(name) = &item.name else { continue };
        let focus = name.span.shifted(schema.start(id));
        let kinds = LensKind::ALL.into_iter().filter(|&kind| has(item, kind) && wanted(kind));
        found.extend(kinds.map(|kind| Lens { kind, item: id, focus }));
    }
    found
}

/// The places that a lens counts. `findings` are those of the file of the block.
pub fn lens_places(analysis: &Analysis, lens: LensKind, item: ItemId, findings: &[Finding]) -> Vec<Place> {
    let schema = &analysis.schema;
    match lens {
        LensKind::References => {
            let all = references(schema, &Definition::Item(item)).into_iter();
            all.filter(|reference| !reference.is_declaration).map(|reference| reference.place).collect()
        }
        LensKind::Relations => relations(schema, item),
        // They are not in the schema: `references_of_model` has them.
        LensKind::Calls => Vec::new(),
        LensKind::Findings => findings
            .iter()
            .filter_map(|finding| finding.anchor.place())
            .filter(|place| place.item == item)
            .collect(),
    }
}

/// Only models have relations, and only native types refer to a datasource.
fn has(item: &Item, kind: LensKind) -> bool {
    match (&item.kind, kind) {
        (ItemKind::Model(model), LensKind::Relations | LensKind::Calls) => model.kind != ModelKind::Type,
        (ItemKind::Model(_), _) => true,
        (ItemKind::Enum(_), LensKind::Relations | LensKind::Calls) => false,
        (ItemKind::Enum(_), _) => true,
        _ => false,
    }
}

/// One field of each relation: of those with both sides in the model the first.
fn relations(schema: &Schema, item: ItemId) -> Vec<Place> {
    let Some(model) = schema.model(item) else { return Vec::new() };
    let own = model.fields.iter().enumerate().filter(|(index, field)| {
        let is_second = |other: FieldId| other.item == item && (other.index as usize) < *index;
        matches!(schema.type_of(field), FieldType::Model(_))
            && !schema.opposite(FieldId::new(item, *index)).is_some_and(is_second)
    });
    let own = own.map(|(_, field)| Place::new(item, field.name.span));
    let others = schema.fields_to(item).filter(|field| field.item != item);
    let others = others.filter_map(|id| {
        // Fields of this type refer to another block with the same name, if that comes first.
        let is_this = schema.field_type(id).item() == Some(item);
        let holder = schema.model(id.item).is_some_and(|model| model.kind != ModelKind::Type);
        // What has a field in this model is counted there.
        let is_counted = schema.opposite(id).is_some();
        (is_this && holder && !is_counted)
            .then(|| schema.field(id).map(|field| Place::new(id.item, field.name.span)))?
    });
    own.chain(others).collect()
}
