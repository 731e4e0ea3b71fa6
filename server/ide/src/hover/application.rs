//! What the code of the application does with a model or field.

use crate::code_references::{CodeReference, references_of_field, references_of_model};
use crate::hover::context::HoverContext;
use base::{FieldId, ItemId};
use model::database::Database;
use queries::schema_rules::Context;
use rustc_hash::FxHashSet;

/// How often a model is asked for; nothing where it never is, or the code was not read.
pub(super) fn calls_of_model(cx: HoverContext<'_>, model: ItemId) -> Option<String> {
    let found = references_of_model(cx.analysis, model);
    let calls = counted(&found, "call of Prisma Client", "calls of Prisma Client")?;
    Some(match without_index(cx, model) {
        0 => calls,
        number => format!("{calls}, {number} without an index"),
    })
}

/// How many calls look rows of a model up without an index, by what is advised.
fn without_index(cx: HoverContext<'_>, model: ItemId) -> usize {
    let found = cx.analysis.code.as_ref().zip(Database::of(cx.schema));
    let Some((code, database)) = found else { return 0 };
    let advice = Context::new(cx.schema, code, &database).advice;
    let of_model = advice.add.iter().filter(|index| index.model == model);
    let queries: FxHashSet<u32> =
        of_model.flat_map(|index| &index.serves).map(|access| access.query).collect();
    queries.len()
}

/// How often calls name a field.
pub(super) fn mentions_of_field(cx: HoverContext<'_>, field: FieldId) -> Option<String> {
    let found = references_of_field(cx.analysis, field);
    counted(&found, "use in calls of Prisma Client", "uses in calls of Prisma Client")
}

fn counted(found: &[CodeReference], one: &str, many: &str) -> Option<String> {
    let mut files: Vec<_> = found.iter().map(|it| &it.path).collect();
    files.dedup();
    let files = if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    match found.len() {
        0 => None,
        1 => Some(format!("1 {one}, in {files}")),
        number => Some(format!("{number} {many}, in {files}")),
    }
}
