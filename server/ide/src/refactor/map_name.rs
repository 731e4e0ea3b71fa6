//! Renames a column or table while the name in Prisma Client stays.

use crate::refactor::{FileUse, Refactoring, RefactoringKind, Spot};
use crate::usual_names::{column_name, table_name};
use base::FileEdit;
use model::schema::FieldType;
use model::schema::edit;

pub(super) fn offer<'a>(at: &Spot<'a>, found: &mut Vec<Refactoring<'a>>) {
    let (schema, id) = (at.schema, at.id);
    if let Some((_, field)) = at.field {
        let has_column = !matches!(
            schema.type_of(field),
            FieldType::Model(_) | FieldType::Alias(_) | FieldType::Unknown | FieldType::Missing
        );
        let is_unfinished = field.attributes.iter().any(|attribute| attribute.name.is_none());
        let name = column_name(&field.name.text);
        let mut others = at.item.model().into_iter().flat_map(|model| &model.fields);
        let is_taken = others.any(|other| !std::ptr::eq(other, field) && other.database_name() == name);
        let is_other = name != field.name.text && !is_taken;
        if has_column && is_other && !is_unfinished && !field.has("map") {
            let text = format!("@map(\"{name}\")");
            found.push(refactoring("column", "field", &text.clone(), move || {
                Some(edit::append_attribute(schema, id, field, &text))
            }));
        }
    }
    let Some(model) = at.model_head() else { return };
    let name = table_name(at.item.name());
    let is_taken = || schema.models().any(|(other, item, _)| other != id && item.database_name() == name);
    let has_table = !at.item.shares_table();
    if has_table && !model.attributes.iter().any(|attribute| attribute.name() == "map") && !is_taken() {
        let text = format!("@@map(\"{name}\")");
        found.push(refactoring("table", "model", &text.clone(), move || {
            edit::add_block_attribute(schema, id, "map", &text)
        }));
    }
}

fn refactoring<'a>(
    what: &str,
    stays: &str,
    text: &str,
    change: impl Fn() -> Option<FileEdit> + 'a,
) -> Refactoring<'a> {
    Refactoring {
        code: "map-name",
        title: format!("Rename only the {what}, not the {stays} in code: add `{text}`"),
        kind: RefactoringKind::Rewrite,
        files: FileUse::Kept,
        change: Box::new(move || change().map(|edit| vec![edit].into())),
    }
}
