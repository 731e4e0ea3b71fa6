//! Rows that are marked as deleted still count for unique indexes: what to do about it.

use model::catalog::{Provider, ScalarType};
use model::database::{Column, Nullability, Table};

use crate::plan::Change;
use crate::plan::names::{qualified, quoted, with_suffix};
use crate::plan::pairing::{Pairing, TablePair};
use crate::preview::Class;

/// How columns are named that say when a row was deleted.
const NAMES: &[&str] = &["deletedat", "deletedon", "deleted", "isdeleted", "removedat", "archivedat"];

/// For each unique key of a table that gets such a column, the index that leaves deleted rows out.
pub(super) fn proposals(pairing: &Pairing<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    if !matches!(
        pairing.provider,
        Provider::Postgresql | Provider::Cockroachdb | Provider::Sqlite | Provider::Sqlserver
    ) {
        return changes;
    }
    for pair in &pairing.tables {
        let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
        let Some(mark) = mark(pair) else { continue };
        let keys = to.indexes.iter().chain(from.indexes.iter().filter(|old| {
            let same =
                |new: &model::database::Index| new.is_unique() && new.column_names().eq(old.column_names());
            !to.indexes.iter().any(same)
        }));
        for index in keys.filter(|index| index.is_unique() && index.predicate.is_none()) {
            if !index.column_names().all(|name| to.column(name).is_some()) {
                continue;
            }
            let columns: Vec<&str> = index.column_names().collect();
            changes.push(Change {
                kind: "soft-delete",
                class: Class::Safe,
                place: format!("{}.{}", to.name.name, mark.name),
                reason: format!(
                    "`{}` marks rows as deleted, and their `{}` still counts as taken. To give it free: `{}`, then drop `{}`.",
                    mark.name,
                    columns.join(", "),
                    create(pairing.provider, to, &columns, mark),
                    index.name
                ),
            });
        }
    }
    changes
}

/// The new column of a table that says which rows are deleted.
fn mark(pair: &TablePair) -> Option<&Column> {
    let added = pair.columns.iter().filter(|it| it.from.is_none()).filter_map(|it| it.to.as_ref());
    let is_mark = |column: &&Column| {
        let name = column.name.to_lowercase().replace('_', "");
        let ty = column.ty.scalar();
        let is_moment = ty == Some(ScalarType::DateTime) && column.nullability == Nullability::Nullable;
        NAMES.contains(&name.as_str()) && (is_moment || ty == Some(ScalarType::Boolean))
    };
    added.into_iter().find(is_mark)
}

fn create(provider: Provider, table: &Table, columns: &[&str], mark: &Column) -> String {
    let quote = |name: &str| quoted(provider, name);
    let name = with_suffix(&format!("{}_{}", table.name.name, columns.join("_")), "_active_key");
    let list = columns.iter().map(|it| quote(it)).collect::<Vec<_>>().join(", ");
    let holds = match (mark.ty.scalar(), provider) {
        (Some(ScalarType::Boolean), Provider::Postgresql | Provider::Cockroachdb) => {
            format!("NOT {}", quote(&mark.name))
        }
        (Some(ScalarType::Boolean), _) => format!("{} = 0", quote(&mark.name)),
        _ => format!("{} IS NULL", quote(&mark.name)),
    };
    let how = if provider == Provider::Postgresql { " CONCURRENTLY" } else { "" };
    format!(
        "CREATE UNIQUE INDEX{how} {} ON {}({list}) WHERE {holds}",
        quote(&name),
        qualified(provider, &table.name)
    )
}
