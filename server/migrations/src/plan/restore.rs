//! The way back: columns get their values again before they are what they were.

use model::catalog::Provider;
use model::database::{Column, Nullability, QualifiedName, Table};

use crate::plan::backfill;
use crate::plan::builder::Builder;
use crate::plan::casts::cast;
use crate::plan::names::{qualified, quoted};
use crate::plan::pairing::{ColumnPair, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::queries::{type_name, uncastable};
use crate::plan::values::{differ, neutral};

impl Builder<'_> {
    /// Statements that give columns their values back before they are what they were.
    pub(super) fn restored(&self, phase: Phase) -> Vec<String> {
        let mut statements = Vec::new();
        for pair in &self.pairing.tables {
            let Some(name) = self.pairing.table_name(pair, phase) else { continue };
            let Some(table) = self.pairing.table(pair, phase.previous()) else { continue };
            if pair.to.is_none() {
                continue;
            }
            for it in &pair.columns {
                statements.extend(self.restored_column(pair, it, &name, phase));
            }
            if matches!(phase, Phase::Release | Phase::Drop) {
                let now = |column: &Column| match phase {
                    Phase::Drop => crate::plan::names::quarantined(&column.name),
                    _ => column.name.to_string(),
                };
                for (target, columns) in self.moves(pair) {
                    let columns: Vec<_> = columns.into_iter().map(|column| (now(column), column)).collect();
                    statements.extend(backfill::copy_back(&table, &name, target, &columns));
                }
            }
        }
        statements.extend(self.restored_references(phase));
        statements
    }

    fn restored_column(
        &self,
        pair: &TablePair,
        it: &ColumnPair,
        name: &QualifiedName,
        phase: Phase,
    ) -> Vec<String> {
        let restored = self.restored_single(pair, it, name, phase);
        restored.into_iter().chain(self.restored_key(pair, it, name, phase)).collect()
    }

    /// Gives keys a value of their own that have none after the type has changed back.
    fn restored_key(
        &self,
        pair: &TablePair,
        it: &ColumnPair,
        name: &QualifiedName,
        phase: Phase,
    ) -> Option<String> {
        let (Way::Replace, Phase::Switch, Some(from), Some(to)) = (&it.way, phase, &it.from, &it.to) else {
            return None;
        };
        let may_fail = uncastable(self.pairing.from, "", to, from).is_some();
        let is_alone = self.pairing.replaced_parent(pair, it).is_none();
        let needs_value = from.is_required() && may_fail && is_alone && is_unique(pair, from);
        needs_value.then(|| self.filled(pair, from, name, &self.pairing.names.former(&from.name)))?
    }

    fn restored_single(
        &self,
        pair: &TablePair,
        it: &ColumnPair,
        name: &QualifiedName,
        phase: Phase,
    ) -> Option<String> {
        let from = it.from.as_ref()?;
        let quote = |name: &str| quoted(self.provider, name);
        let set = |column: &str, value: &str, condition: &str| {
            let (of, column) = (qualified(self.provider, name), quote(column));
            Some(format!("UPDATE {of} SET {column} = {value} WHERE {condition}"))
        };
        let waiting = match self.pairing.quarantines {
            true => crate::plan::names::quarantined(&from.name),
            false => from.name.to_string(),
        };
        let old = self.pairing.names.former(&from.name);
        match (&it.way, &it.to, phase) {
            (Way::Rename, Some(to), Phase::Release | Phase::Drop) => {
                let column = if phase == Phase::Drop { waiting } else { from.name.to_string() };
                let value = quote(&to.name);
                set(&column, &value, &differ(&quote(&column), &value, from))
            }
            (Way::Replace, Some(to), Phase::Switch | Phase::Drop) => {
                let Some(value) = cast(&quote(&to.name), to, from) else {
                    // What was written since has no place; what was there before still stands in the old column.
                    if phase == Phase::Drop || !from.is_required() {
                        return None;
                    }
                    return self.filled(pair, from, name, &old);
                };
                // What was lost by the cast and has not changed since stands in the old column.
                let differs = match (phase, cast(&quote(&old), from, to)) {
                    (Phase::Drop, _) => format!("{} IS NOT NULL", quote(&to.name)),
                    (_, Some(was)) => differ(&was, &quote(&to.name), to),
                    (_, None) => format!("{} IS NULL AND {} IS NOT NULL", quote(&old), quote(&to.name)),
                };
                // What has no value of the old type keeps the one that it had.
                let value = match uncastable(self.pairing.from, &quote(&to.name), to, from) {
                    Some(fails) => {
                        let first = self.first_of_enum(from);
                        let is_key =
                            is_unique(pair, from) || self.pairing.replaced_parent(pair, it).is_some();
                        let empty = match from.is_required() && !is_key {
                            true => neutral(from, first.as_deref()),
                            false => None,
                        };
                        let kept = match empty {
                            Some(empty) => {
                                let ty = type_name(self.provider, from);
                                format!("COALESCE({}, {empty}::{ty})", quote(&old))
                            }
                            None => quote(&old),
                        };
                        format!("CASE WHEN {fails} THEN {kept} ELSE {value} END")
                    }
                    None => value,
                };
                set(&old, &value, &differs)
            }
            // Prisma reads a list, never NULL.
            (Way::InPlace, None, Phase::Drop) if from.is_list() && from.default.is_none() => {
                let column = quote(&waiting);
                set(&waiting, "'{}'", &format!("{column} IS NULL"))
            }
            (Way::InPlace, to, _) => {
                let old = pair.from.as_ref()?;
                let is_key = old.is_in_primary_key(&from.name);
                let relaxed_at = if is_key { Phase::Release } else { self.pairing.relaxed_at };
                let gets_null = match to {
                    None => phase == relaxed_at && from.default.is_none() && !from.autoincrement,
                    Some(to) => phase == Phase::Expand && to.nullability == Nullability::Nullable,
                };
                if !gets_null || !from.is_required() || is_in_foreign_key(old, &from.name) {
                    return None;
                }
                self.filled(pair, from, name, &from.name)
            }
            _ => None,
        }
    }

    /// Gives the rows without a value an empty one, each one of its own where values may not repeat. `now` is the name of the
    /// column.
    fn filled(&self, pair: &TablePair, from: &Column, name: &QualifiedName, now: &str) -> Option<String> {
        let first = self.first_of_enum(from);
        let is_unique = is_unique(pair, from);
        let (of, column) = (qualified(self.provider, name), quoted(self.provider, now));
        let value = match neutral(from, first.as_deref())? {
            text if is_unique && text == "''" && self.provider == Provider::Postgresql => {
                "gen_random_uuid()::text".into()
            }
            zero if is_unique && zero == "0" && self.provider == Provider::Postgresql => {
                return Some(format!(
                    "UPDATE {of} t SET {column} = v.n FROM (SELECT ctid AS row, (SELECT COALESCE(MAX({column}), 0) FROM {of}) \
                     + row_number() OVER () AS n FROM {of} WHERE {column} IS NULL) v WHERE t.ctid = v.row"
                ));
            }
            other => other,
        };
        Some(format!("UPDATE {of} SET {column} = {value} WHERE {column} IS NULL"))
    }

    /// The way back for the column of a foreign key: no value can be made up for it, so that it stays optional if there are
    /// rows without one.
    pub(super) fn required_if_filled(&self, phase: Phase, statements: Vec<String>) -> Vec<String> {
        let mut statements = statements;
        if self.provider != Provider::Postgresql || !matches!(phase, Phase::Expand | Phase::Switch) {
            return statements;
        }
        for pair in &self.pairing.tables {
            let (Some(old), Some(name)) = (&pair.from, self.pairing.table_name(pair, phase)) else {
                continue;
            };
            let columns = pair.columns.iter().filter_map(|it| it.from.as_ref());
            for column in columns.filter(|it| it.is_required() && is_in_foreign_key(old, &it.name)) {
                let clause = format!("ALTER COLUMN {} SET NOT NULL", quoted(self.provider, &column.name));
                let table = format!("ALTER TABLE {} ", qualified(self.provider, &name));
                let Some(at) =
                    statements.iter().position(|it| it.starts_with(&table) && it.contains(&clause))
                else {
                    continue;
                };
                let Some(statement) = statements.get_mut(at) else { continue };
                let rest =
                    statement.replace(&format!("{clause},\n"), "").replace(&format!(",\n{clause}"), "");
                let guarded = format!(
                    "DO $$ BEGIN {table}{clause}; EXCEPTION WHEN not_null_violation THEN \
                     RAISE WARNING '% stays optional: rows have no value', {}; END $$",
                    crate::plan::names::string(&format!("{}.{}", name.name, column.name))
                );
                match rest == *statement {
                    true => *statement = guarded,
                    false => {
                        *statement = rest;
                        statements.insert(at + 1, guarded);
                    }
                }
            }
        }
        statements
    }

    fn first_of_enum(&self, column: &Column) -> Option<String> {
        let model::database::ColumnType::Enum(name) = &column.ty else { return None };
        Some(self.pairing.from.enumeration(name)?.values.first()?.to_string())
    }
}

/// Whether the values of a column may not repeat, alone or with others.
fn is_unique(pair: &TablePair, column: &Column) -> bool {
    pair.from.as_ref().is_some_and(|old| {
        old.is_in_primary_key(&column.name)
            || old.indexes.iter().any(|index| index.is_unique() && index.has_column(&column.name))
    })
}

fn is_in_foreign_key(table: &Table, column: &str) -> bool {
    table.foreign_keys.iter().any(|key| key.columns.iter().any(|it| it == column))
}
