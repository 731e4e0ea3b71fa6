//! Every name of real schemas leads to its declaration.

use base::text::Span;
use base::{FieldId, FileId, ItemId, Place};
use ide::{Analysis, definition, hover};
use model::schema::FieldType;
use model::schema::item::{Expr, Field, Item, ItemKind, Model};

use support::corpus::{RealSchema, real_schemas};

use crate::analysis_of;

/// How many names of each kind were followed.
#[derive(Default, Debug)]
struct Counts {
    schemas: usize,
    types: usize,
    own_fields: usize,
    referenced: usize,
    key_fields: usize,
    defaults: usize,
    sides: usize,
    relation_names: usize,
}

struct Walk<'a> {
    analysis: &'a Analysis,
    counts: &'a mut Counts,
    missed: Vec<String>,
}

impl Walk<'_> {
    fn item(&mut self, id: ItemId, item: &Item) {
        if let ItemKind::Model(model) = &item.kind {
            self.model(id, model);
        }
    }

    fn model(&mut self, id: ItemId, model: &Model) {
        for (index, field) in model.fields.iter().enumerate() {
            self.field(FieldId::new(id, index), field, model);
        }
        for key in &model.keys {
            for column in &key.columns {
                let names: Vec<&str> = column.path.segments().iter().map(|name| name.as_str()).collect();
                let fields = self.analysis.schema.follow(id, names);
                assert_eq!(fields.len(), column.path.segments().len());
                for (field, name) in fields.into_iter().zip(column.path.segments()) {
                    let is_own = name.span == self.analysis.schema.field(field).unwrap().name.span;
                    if !is_own {
                        self.counts.key_fields += 1;
                        self.leads(Place::new(id, name.span), field.item, &name.text);
                    }
                }
            }
        }
    }

    fn field(&mut self, id: FieldId, field: &Field, model: &Model) {
        let schema = &self.analysis.schema;
        let ty = schema.type_of(field);
        if matches!(ty, FieldType::Unknown | FieldType::Missing | FieldType::Alias(_)) {
            self.missed.push(format!("the type of {}: {ty:?}", field.name.text));
        }
        if let Some(target) = ty.item() {
            self.counts.types += 1;
            let name = &field.ty.as_ref().unwrap().name;
            self.leads(Place::new(id.item, name.span), target, &name.text);
        }
        if let (FieldType::Enum(target), Some(default)) = (ty, field.default()) {
            for value in default.as_list().iter().filter_map(Expr::as_path) {
                self.counts.defaults += 1;
                self.leads(Place::new(id.item, value.span), target, &value.text);
            }
        }
        let FieldType::Model(target) = ty else { return };
        self.counts.sides += 1;
        let opposite = schema.opposite(id);
        match opposite.and_then(|other| schema.field(other)) {
            Some(other) => self.leads(Place::new(id.item, field.name.span), target, &other.name.text),
            None => self.missed.push(format!("{} has no other side", field.name.text)),
        }
        let Some(relation) = &field.relation else { return };
        for path in relation.fields.iter().flatten() {
            self.counts.own_fields += 1;
            assert!(model.field(&path.text).is_some());
            self.leads(Place::new(id.item, path.span), id.item, &path.text);
        }
        for path in relation.references.iter().flatten() {
            self.counts.referenced += 1;
            self.leads(Place::new(id.item, path.span), target, &path.text);
        }
        if let Some(name) = &relation.name {
            self.counts.relation_names += 1;
            self.leads(Place::new(id.item, name.inner()), target, &name.value);
        }
    }

    /// The name has to lead to one place, which bears the text `expected` and lies in the block `target`; from its first
    /// byte as well as from its end.
    fn leads(&mut self, from: Place, target: ItemId, expected: &str) {
        let schema = &self.analysis.schema;
        let (file, span) = schema.locate(from);
        for offset in [span.start, span.end] {
            let found = definition(self.analysis, file, offset);
            let right = found.len() == 1
                && found.iter().all(|found| {
                    let text = schema.file(found.file).unwrap().content.source().source();
                    let block = Span::new(
                        schema.start(target),
                        schema.start(target) + schema.item(target).unwrap().len,
                    );
                    found.file == schema.file_of(target)
                        && block.encloses(found.focus)
                        && text.slice(found.focus) == expected
                        && found.origin == span
                });
            if !right {
                self.missed.push(format!("{expected} at {offset}: {found:?}"));
            }
        }
    }
}

/// The schemas that Prisma accepts, each with its name and the version of Prisma that accepts it.
pub(super) fn accepted_schemas() -> impl Iterator<Item = (String, Analysis)> {
    let read = |real: RealSchema| Some((real.accepted_by()?, real));
    real_schemas().into_iter().filter_map(read).map(|(version, real)| {
        let files = real.files();
        let analysis = analysis_of(files.iter().map(|(name, text)| (name.clone(), text.as_str())), version);
        (real.name, analysis)
    })
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn every_name_leads_to_its_declaration() {
    let mut counts = Counts::default();
    for (name, analysis) in accepted_schemas() {
        let mut walk = Walk { analysis: &analysis, counts: &mut counts, missed: Vec::new() };
        for (id, item) in analysis.schema.items() {
            walk.item(id, item);
        }
        assert_eq!(walk.missed, Vec::<String>::new(), "{name}");
        counts.schemas += 1;
    }
    println!("{counts:?}");
}

/// Something is known of every name, type, keyword and attribute: whatever begins at a word on a line of code.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn something_is_known_of_every_name() {
    let (mut hovers, mut longest) = (0, 0);
    for (name, analysis) in accepted_schemas() {
        for (id, item) in analysis.schema.items() {
            let Some(model) = item.model() else { continue };
            let mut places = vec![item.keyword.as_ref().unwrap().span, item.name.as_ref().unwrap().span];
            for field in &model.fields {
                places.push(field.name.span);
                places.push(field.ty.as_ref().unwrap().name.span);
                places.extend(field.attributes.iter().map(|attribute| attribute.span));
            }
            places.extend(model.attributes.iter().map(|attribute| attribute.span));
            for place in places {
                let (file, span) = analysis.schema.locate(Place::new(id, place));
                let found = hover(&analysis, file, span.start);
                let found = found.unwrap_or_else(|| {
                    panic!("{name}: nothing at {:?} of {}", place.of(&analysis.schema.text(id)), item.name())
                });
                assert!(found.span.encloses(Span::at(span.start)));
                assert_eq!(found.markdown.trim(), found.markdown);
                hovers += 1;
                longest = longest.max(found.markdown.lines().count());
            }
        }
    }
    println!("{hovers} hovers, the longest of {longest} lines");
}

/// No offset of real schemas, whole or cut, makes it fail.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared")]
fn any_offset_may_be_asked_about() {
    let accepted = real_schemas().into_iter().filter_map(|real| Some((real.accepted_by()?, real)));
    for (version, real) in accepted.take(6) {
        let text = &real.files()[0].1;
        let half: String = text.chars().take(text.chars().count() / 2).collect();
        for text in [text.as_str(), half.as_str()] {
            let analysis = analysis_of(std::iter::once(("s".to_owned(), text)), version);
            for offset in (0..=text.len() + 1).step_by(3) {
                let offset = u32::try_from(offset).unwrap();
                for target in definition(&analysis, FileId(0), offset) {
                    assert!(target.origin.touches(offset) && target.full.encloses(target.focus));
                }
                if let Some(hover) = hover(&analysis, FileId(0), offset) {
                    assert!(hover.span.touches(offset) && !hover.markdown.is_empty());
                }
            }
        }
    }
}
