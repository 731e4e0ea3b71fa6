//! Declares the join table of an implicit many-to-many relation as a model.

use crate::refactor::{Change, FileUse, Refactoring, RefactoringKind, Spot};
use checks::rules::relations::write_join_model;
use checks::rules::{Conventions, Style};
use model::schema::Cardinality;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let Some((id, _)) = at.field else { return };
    let schema = at.schema;
    if schema.relation(id).is_none_or(|relation| relation.cardinality != Cardinality::ManyToMany) {
        return;
    }
    // The style of the project only affects the names of fields.
    if write_join_model(schema, &Style::default(), id, false).is_none() {
        return;
    }
    found.push(Refactoring {
        code: "explicit-join-model",
        title: "Declare the join table as a model (no database change)".into(),
        kind: RefactoringKind::Rewrite,
        files: FileUse::Kept,
        change: Box::new(move || {
            write_join_model(schema, &Conventions::of(schema).style, id, false).map(Change::from)
        }),
    });
}
