//! What a plan asks of the data and of the pairs: what may fail, what is lost, and what only the user can choose.

use model::catalog::Provider;
use model::database::{Column, ColumnType, Database, ForeignKey, Nullability, QualifiedName, Table};
use smol_str::SmolStr;

use crate::diff::only_in;
use crate::plan::builder::Builder;
use crate::plan::casts::{Kind, cannot_be_cast, cast, kind};
use crate::plan::names::{qualified, quoted, string};
use crate::plan::pairing::{ColumnPair, Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::risk::is_cast_in_place;
use crate::plan::state::counts_or_is_volatile;
use crate::plan::values::{enum_values, is_same_type};
use crate::render::{self, postgresql};
use crate::step::{IndexOf, Step};

/// Queries for values that stand several times where a unique index or a primary key comes, over columns that were there.
pub(super) fn duplicates(pairing: &Pairing<'_>, provider: Provider) -> Vec<String> {
    let mut queries = Vec::new();
    for pair in &pairing.tables {
        let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
        let old_name = |name: &str| {
            let it = pair.columns.iter().find(|it| it.to.as_ref().is_some_and(|to| to.name == name))?;
            Some(it.from.as_ref()?.name.clone())
        };
        let known = |names: &[SmolStr]| {
            let same = |columns: &mut dyn Iterator<Item = &str>| {
                let mut columns: Vec<&str> = columns.collect();
                let mut names: Vec<&str> = names.iter().map(SmolStr::as_str).collect();
                columns.sort_unstable();
                names.sort_unstable();
                columns == names
            };
            from.indexes
                .iter()
                .any(|it| it.is_unique() && it.predicate.is_none() && same(&mut it.column_names()))
                || from.primary_key.as_ref().is_some_and(|key| same(&mut key.column_names()))
        };
        let unique = to.indexes.iter().filter(|it| it.is_unique());
        let unique =
            unique.map(|it| (it.column_names().map(SmolStr::from).collect::<Vec<_>>(), it.predicate.clone()));
        let key = to.primary_key.iter().map(|it| (it.column_names().map(SmolStr::from).collect(), None));
        for (names, predicate) in unique.chain(key) {
            let Some(names) = names.iter().map(|name| old_name(name)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            // Texts that differ may become the same value of another type.
            let merged = |name: &SmolStr| {
                let is_it = |it: &&ColumnPair| it.from.as_ref().is_some_and(|it| it.name == *name);
                let it = pair.columns.iter().find(is_it).filter(|it| it.way == Way::Replace)?;
                let (from, to) = (it.from.as_ref()?, it.to.as_ref()?);
                let is_merged = kind(from) == Kind::Text && kind(to) != Kind::Text;
                cast(&quoted(provider, name), from, to).filter(|_| is_merged)
            };
            if known(&names) && names.iter().all(|name| merged(name).is_none()) {
                continue;
            }
            let columns: Vec<String> =
                names.iter().map(|name| merged(name).unwrap_or_else(|| quoted(provider, name))).collect();
            let given = columns.iter().map(|it| format!("{it} IS NOT NULL"));
            let given = given
                .chain(predicate.filter(|_| provider == Provider::Postgresql).map(|it| format!("({it})")));
            // The predicate may name a column that only the change brings.
            let is_new = to.columns.iter().any(|column| from.column(&column.name).is_none());
            if is_new && to.indexes.iter().any(|it| it.predicate.is_some()) {
                continue;
            }
            let list = columns.join(", ");
            queries.push(format!(
                "SELECT {list}, count(*) FROM {} WHERE {} GROUP BY {list} HAVING count(*) > 1",
                qualified(provider, &from.name),
                given.collect::<Vec<_>>().join(" AND ")
            ));
        }
    }
    queries
}

/// Queries that count rows which point at none, for the foreign keys that come to tables that were there.
pub(super) fn orphans(pairing: &Pairing<'_>, provider: Provider) -> Vec<String> {
    let mut queries = Vec::new();
    for pair in pairing.tables.iter().filter(|pair| pair.from.is_some() && pair.to.is_some()) {
        let (before, after) = match provider {
            Provider::Postgresql => (Phase::Indexes, Phase::Constrain),
            _ => (Phase::Start, Phase::Start),
        };
        let Some(now) = pairing.table(pair, after) else { continue };
        let keys = match provider {
            Provider::Postgresql => now.foreign_keys.clone(),
            _ => pair.to.as_ref().map(|to| with_old_names(pairing, &to.foreign_keys)).unwrap_or_default(),
        };
        let old = pairing.table(pair, before).map(|table| table.foreign_keys.clone()).unwrap_or_default();
        let is_there = |key: &ForeignKey| {
            old.iter().any(|it| {
                it.columns == key.columns
                    && it.references.key(provider) == key.references.key(provider)
                    && it.referenced_columns == key.referenced_columns
            })
        };
        for key in keys.iter().filter(|key| !is_there(key)) {
            let has_columns = key.columns.iter().all(|name| now.column(name).is_some());
            let is_target_new = pairing
                .tables
                .iter()
                .any(|it| it.from.is_none() && it.to.as_ref().is_some_and(|to| to.name == key.references));
            if !has_columns || is_target_new && provider != Provider::Postgresql {
                continue;
            }
            let quote = |name: &str| quoted(provider, name);
            let given = key.columns.iter().map(|it| format!("c.{} IS NOT NULL", quote(it)));
            let same = key.columns.iter().zip(&key.referenced_columns);
            let same = same.map(|(a, b)| format!("p.{} = c.{}", quote(b), quote(a))).collect::<Vec<_>>();
            queries.push(format!(
                "SELECT count(*) FROM {} c WHERE {} AND NOT EXISTS (SELECT 1 FROM {} p WHERE {})",
                qualified(provider, &now.name),
                given.collect::<Vec<_>>().join(" AND "),
                qualified(provider, &key.references),
                same.join(" AND ")
            ));
        }
    }
    queries
}

/// Foreign keys that point at tables by the names that these have before the change.
fn with_old_names(pairing: &Pairing<'_>, keys: &[ForeignKey]) -> Vec<ForeignKey> {
    let old = |key: &ForeignKey| {
        let is_it = |pair: &&TablePair| pair.to.as_ref().is_some_and(|to| to.name == key.references);
        let target = pairing.tables.iter().find(is_it).and_then(|pair| pair.from.as_ref());
        let references = target.map_or_else(|| key.references.clone(), |table| table.name.clone());
        ForeignKey { references, ..key.clone() }
    };
    keys.iter().map(old).collect()
}

/// Queries that count values which cannot be cast to the new type of their column.
pub(super) fn uncast(pairing: &Pairing<'_>) -> Vec<String> {
    let provider = pairing.provider;
    let mut queries = Vec::new();
    for pair in &pairing.tables {
        let Some(table) = &pair.from else { continue };
        for it in &pair.columns {
            let (Some(from), Some(to)) = (&it.from, &it.to) else { continue };
            let has_cast = cast("", from, to).is_some();
            let is_copied = it.way == Way::Replace;
            if is_copied && !has_cast || !is_copied && !is_cast_in_place(pairing, it) {
                continue;
            }
            let column = quoted(provider, &from.name);
            // A copy gets its values by hand; in place there must be none.
            if !has_cast {
                let is_given = format!("{column} IS NOT NULL");
                queries.push(super::backfill::count(provider, &table.name, &is_given));
                continue;
            }
            let fails = uncastable(pairing.to, &column, from, to);
            queries.extend(fails.map(|fails| super::backfill::count(provider, &table.name, &fails)));
        }
    }
    queries
}

/// A condition that holds for the values that cannot be cast, also to an enum type of this database.
pub(super) fn uncastable(database: &Database, value: &str, from: &Column, to: &Column) -> Option<String> {
    match (&to.ty, from.is_list() || to.is_list()) {
        (ColumnType::Enum(name), false) => database.enumeration(name).map(|it| {
            let values = it.values.iter().map(|it| string(it)).collect::<Vec<_>>();
            format!("{value}::text NOT IN ({})", values.join(", "))
        }),
        _ => cannot_be_cast(value, from, to),
    }
}

/// How many columns are copied to a type that the database has no cast to.
pub(super) fn without_cast(pairing: &Pairing<'_>) -> usize {
    let is_it = |it: &&ColumnPair| match (&it.from, &it.to) {
        (Some(from), Some(to)) => it.way == Way::Replace && cast("", from, to).is_none(),
        _ => false,
    };
    pairing.tables.iter().flat_map(|pair| &pair.columns).filter(is_it).count()
}

/// The columns of a table that keep the values from before a switch of types: their names, and those that they had.
pub(super) fn kept_columns(pairing: &Pairing<'_>, table: &QualifiedName) -> Vec<(String, SmolStr)> {
    let is_it = |pair: &&TablePair| pair.to.as_ref().is_some_and(|it| it.name == *table);
    let columns = pairing.tables.iter().filter(is_it).flat_map(|pair| &pair.columns);
    let replaced = columns.filter(|it| it.way == Way::Replace);
    replaced
        .filter_map(|it| it.from.as_ref())
        .map(|from| (pairing.names.former(&from.name), from.name.clone()))
        .collect()
}

/// What to know before the application is deployed.
pub(super) fn application_note(pairing: &Pairing<'_>) -> &'static str {
    let is_key_dropped = |pair: &TablePair| {
        let (Some(from), Some(_)) = (&pair.from, &pair.to) else { return false };
        pair.columns.iter().any(|it| match (&it.from, &it.to) {
            (Some(column), None) => {
                from.is_in_primary_key(&column.name)
                    && column.default.is_none()
                    && !column.autoincrement
                    && pairing.made_key_default(pair, it).is_none()
            }
            _ => false,
        })
    };
    match pairing.tables.iter().any(is_key_dropped) {
        true => {
            "Go on when no old instance is left. A column of the primary key goes that no value can be made up for: inserts that leave it out fail until the primary key has changed and the stage after it is through. Plan a window."
        }
        false => "Go on when no old instance is left.",
    }
}

/// Whether the application has to change with the database.
pub(super) fn concerns_application(pairing: &Pairing<'_>) -> bool {
    let column = |it: &ColumnPair| match (&it.from, &it.to) {
        (Some(from), Some(to)) => {
            it.way != Way::InPlace
                || !is_same_type(from, to)
                || from.nullability != to.nullability
                || from.default.is_some() && to.default.is_none()
        }
        _ => true,
    };
    let table = |pair: &TablePair| {
        pair.from.is_none() || pair.to.is_none() || pair.is_renamed() || pair.columns.iter().any(column)
    };
    pairing.tables.iter().any(table)
        || pairing.enums.iter().any(|it| match (&it.from, &it.to) {
            (Some(from), Some(to)) => {
                from.name != to.name
                    || from.values.len() != to.values.len()
                    || only_in(&from.values, &to.values).next().is_some()
            }
            _ => true,
        })
}

/// What fills a new column in old rows where its default gives each a value of its own.
pub(super) fn own_default(column: &Column) -> Option<String> {
    counts_or_is_volatile(column).then(|| "DEFAULT".to_owned())
}

/// The type of a column in SQL.
pub(super) fn type_name(provider: Provider, column: &Column) -> String {
    match provider {
        Provider::Postgresql | Provider::Cockroachdb => {
            postgresql::type_of(provider, &super::casts::without_counting(column))
        }
        _ => column.ty.shown(provider).unwrap_or_default(),
    }
}

/// The columns whose enum type loses values, with these values.
pub(super) fn removed_values(pairing: &Pairing<'_>) -> Vec<(QualifiedName, Column, Vec<SmolStr>)> {
    let mut removed = Vec::new();
    let state = pairing.database(Phase::Switch);
    for pair in pairing.enums.iter().filter(|pair| pair.renamed.is_empty()) {
        let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
        let gone: Vec<SmolStr> = only_in(&from.values, &to.values).cloned().collect();
        if gone.is_empty() {
            continue;
        }
        let is_kept = |table: &Table| pairing.to.table(&table.name).is_some();
        for table in state.tables.iter().filter(|table| is_kept(table)) {
            let of = table
                .columns
                .iter()
                .filter(|column| matches!(&column.ty, ColumnType::Enum(name) if *name == to.name));
            removed.extend(of.map(|column| (table.name.clone(), column.clone(), gone.clone())));
        }
    }
    for pair in &pairing.tables {
        let Some(to) = &pair.to else { continue };
        for it in &pair.columns {
            let (Some(old), Some(new)) = (&it.from, &it.to) else { continue };
            let (Some(before), Some(after)) = (enum_values(old), enum_values(new)) else { continue };
            let gone: Vec<SmolStr> = only_in(before, after).cloned().collect();
            if !gone.is_empty() {
                removed.push((to.name.clone(), new.clone(), gone));
            }
        }
    }
    removed
}

/// The statements that drop and create the partial indexes of tables with a type that loses values.
pub(super) fn partial_indexes_of_enums(builder: &Builder<'_>) -> (Vec<String>, Vec<String>) {
    let tables: Vec<QualifiedName> =
        removed_values(builder.pairing).into_iter().map(|(name, ..)| name).collect();
    partial_indexes(&builder.state(Phase::Drop), &tables)
}

/// The tables with a column of an enum type.
pub(super) fn tables_of(state: &Database, name: &QualifiedName) -> Vec<QualifiedName> {
    let is_of = |column: &Column| matches!(&column.ty, ColumnType::Enum(of) if of == name);
    let tables = state.tables.iter().filter(|table| table.columns.iter().any(is_of));
    tables.map(|table| table.name.clone()).collect()
}

/// The statements that drop and create the partial indexes of tables with a type that is replaced: their conditions hold
/// on to the type.
pub(super) fn partial_indexes(state: &Database, tables: &[QualifiedName]) -> (Vec<String>, Vec<String>) {
    let (mut dropped, mut created) = (Vec::new(), Vec::new());
    for table in state.tables.iter().filter(|table| tables.contains(&table.name)) {
        for at in (0..table.indexes.len())
            .filter(|at| table.indexes.get(*at).is_some_and(|it| it.predicate.is_some()))
        {
            let index = IndexOf { table: table.clone(), at };
            dropped.extend(render::statements(state.provider, &Step::DropIndex(index.clone())));
            let step = Step::CreateIndex { index, on_old_table: true, is_recreated: true };
            created.extend(render::statements(state.provider, &step));
        }
    }
    (dropped, created)
}

/// Whether a column was there before, with NULL in it.
pub(super) fn is_old(pairing: &Pairing<'_>, table: &QualifiedName, column: &Column) -> bool {
    let pair = pairing.tables.iter().find(|pair| pair.to.as_ref().is_some_and(|it| it.name == *table));
    let it = pair.and_then(|pair| {
        pair.columns.iter().find(|it| it.to.as_ref().is_some_and(|to| to.name == column.name))
    });
    it.and_then(|it| it.from.as_ref()).is_some_and(|from| from.nullability == Nullability::Nullable)
}
