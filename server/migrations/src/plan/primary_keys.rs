//! Another primary key (PostgreSQL): a unique index becomes the key, and foreign keys that hang on the old one are added again.

use std::sync::Arc;

use model::catalog::index_types::IndexType;
use model::database::{Database, Index, IndexKind, Table};
use smol_str::SmolStr;

use crate::plan::builder::{Builder, Transition};
use crate::plan::names::{qualified, quoted};
use crate::plan::phase::Phase;
use crate::render;
use crate::step::{ForeignKeyOf, IndexOf, Step};

/// The statements that change primary keys, and those that check foreign keys again which had to go for it.
pub(super) fn primary_keys(builder: &Builder<'_>) -> (Transition, Vec<String>) {
    let (pairing, provider) = (builder.pairing, builder.provider);
    let (mut transition, mut later) = (Transition::default(), Vec::new());
    for pair in &pairing.tables {
        let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
        if pairing.keeps_primary_key(pair, from, to) || pairing.primary_key_at(pair) != Phase::PrimaryKey {
            continue;
        }
        let states = [Phase::Require, Phase::PrimaryKey].map(|phase| pairing.table(pair, phase));
        let [Some(before), Some(after)] = states else { continue };
        let table = qualified(provider, &after.name);
        let quote = |name: &str| quoted(provider, name);
        let name = |table: &Table| table.primary_key.as_ref().and_then(|key| key.name.clone());
        let index = after.primary_key.as_ref().and_then(|key| {
            let stays = |it: &Index| after.indexes.iter().any(|other| other.name == it.name);
            before
                .indexes
                .iter()
                .position(|it| it.is_unique() && !stays(it) && it.column_names().eq(key.column_names()))
        });
        let drop = |table: &Table| name(table).map(|name| format!("DROP CONSTRAINT {}", quote(&name)));
        let using = |key: Option<SmolStr>, index: &str| {
            key.map(|key| format!("ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}", quote(&key), quote(index)))
        };
        let alter = |clauses: Vec<String>| format!("ALTER TABLE {table} {}", clauses.join(", "));
        let create = |table: &Table, at: usize| {
            let index = IndexOf { table: Arc::new(table.clone()), at };
            let step = Step::CreateIndex { index, on_old_table: true, is_recreated: false };
            let statements = render::statements(provider, &step);
            statements.into_iter().map(|it| it.replacen("INDEX ", "INDEX CONCURRENTLY ", 1)).next()
        };
        let used = index.and_then(|at| before.indexes.get(at));
        let keys = keys_over(builder, &before);
        transition.up.extend(keys.iter().map(|(_, drop, _)| drop.clone()));
        let clauses = drop(&before).into_iter();
        let added = used.and_then(|index| using(name(&after), &index.name));
        transition.up.push(alter(clauses.chain(added).collect()));
        transition.up.extend(keys.iter().map(|(add, ..)| format!("{add} NOT VALID")));
        later.extend(keys.iter().map(|(.., validate)| validate.clone()));
        // The way back: the old key gets its index first, and the index that became the key comes again.
        let old = before.primary_key.as_ref();
        let spare = old.and_then(|key| {
            let mut bare = Table::clone(&after);
            bare.indexes = vec![Index {
                name: pairing.names.former(key.name.as_deref()?).into(),
                kind: IndexKind::Unique,
                columns: key.columns.clone(),
                method: IndexType::BTree,
                predicate: None,
                clustered: false,
                key: None,
            }];
            Some((create(&bare, 0)?, bare.indexes.first()?.name.clone()))
        });
        let hanging = match &after.primary_key {
            // Foreign keys hang on the index that goes with the key.
            Some(key) if used.is_some() => {
                let names: Vec<&str> = key.column_names().collect();
                keys_to(&builder.state(Phase::PrimaryKey), &after, &names)
            }
            _ => Vec::new(),
        };
        transition.down.extend(hanging.iter().map(|(_, drop, _)| drop.clone()));
        transition.down.extend(spare.iter().map(|(statement, _)| statement.clone()));
        let back = spare.and_then(|(_, index)| using(name(&before), &index));
        transition.down.push(alter(drop(&after).into_iter().chain(back).collect()));
        transition.down.extend(index.and_then(|at| create(&before, at)));
        transition.down.extend(hanging.into_iter().map(|(add, ..)| add));
    }
    (transition, later)
}

/// The foreign keys that stay and hang on the primary key of a table: how each is added, dropped and checked.
fn keys_over(builder: &Builder<'_>, table: &Table) -> Vec<(String, String, String)> {
    let Some(primary) = &table.primary_key else { return Vec::new() };
    let columns: Vec<&str> = primary.column_names().collect();
    keys_to(&builder.state(Phase::PrimaryKey), table, &columns)
}

/// The foreign keys of a database that point at these columns of a table: how each is added, dropped and checked.
pub(super) fn keys_to(state: &Database, table: &Table, columns: &[&str]) -> Vec<(String, String, String)> {
    let provider = state.provider;
    let mut found = Vec::new();
    for other in &state.tables {
        for (at, key) in other.foreign_keys.iter().enumerate() {
            let is_here = key.references.key(provider) == table.name.key(provider)
                && key.referenced_columns.iter().map(SmolStr::as_str).eq(columns.iter().copied());
            let Some(name) = key.name.as_deref().filter(|_| is_here) else { continue };
            let of = ForeignKeyOf { table: other.clone(), at };
            let add = render::statements(provider, &Step::AddForeignKey(of.clone()));
            let drop = render::statements(provider, &Step::DropForeignKey(of));
            let validate = format!(
                "ALTER TABLE {} VALIDATE CONSTRAINT {}",
                qualified(provider, &other.name),
                quoted(provider, name)
            );
            found.extend(add.into_iter().zip(drop).map(|(add, drop)| (add, drop, validate.clone())));
        }
    }
    found
}
