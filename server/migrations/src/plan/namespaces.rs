//! One way to write the default database schema, so that a name is the same wherever it comes from: histories may write it
//! out where schemas leave it open.

use std::sync::Arc;

use model::database::{ColumnType, Database, QualifiedName, default_namespace};
use smol_str::SmolStr;

/// The database with names as another one writes them.
pub(super) fn written_as(database: &Database, like: &Database) -> Database {
    let Some(default) = default_namespace(like.provider) else { return database.clone() };
    let is_default = |name: &QualifiedName| name.namespace.as_deref() == Some(default);
    let writes_it = like.tables.iter().any(|table| is_default(&table.name))
        || like.enums.iter().any(|value| is_default(&value.name));
    let wanted = writes_it.then(|| SmolStr::from(default));
    let is_other = |name: &QualifiedName| {
        name.namespace.as_deref().is_none_or(|namespace| namespace == default) && name.namespace != wanted
    };
    let set = |name: &mut QualifiedName| {
        if is_other(name) {
            name.namespace.clone_from(&wanted);
        }
    };
    let mut written = database.clone();
    for table in &mut written.tables {
        let is_touched = is_other(&table.name)
            || table.foreign_keys.iter().any(|key| is_other(&key.references))
            || table
                .columns
                .iter()
                .any(|column| matches!(&column.ty, ColumnType::Enum(name) if is_other(name)));
        if !is_touched {
            continue;
        }
        let table = Arc::make_mut(table);
        set(&mut table.name);
        table.foreign_keys.iter_mut().for_each(|key| set(&mut key.references));
        for column in &mut table.columns {
            if let ColumnType::Enum(name) = &mut column.ty {
                set(name);
            }
        }
    }
    for value in written.enums.iter_mut().filter(|value| is_other(&value.name)) {
        set(&mut Arc::make_mut(value).name);
    }
    written
}
