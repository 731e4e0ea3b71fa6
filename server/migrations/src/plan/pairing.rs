//! What of the database before becomes what after.

use std::sync::Arc;

use model::catalog::Provider;
use model::database::{Column, ColumnType, Database, ForeignKey, QualifiedName, Table};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::diff::is_ignored;
use crate::plan::PlanOptions;
use crate::plan::enums::{EnumPair, enums};
use crate::plan::names::{MadeNames, has_quarantined, names_of};
use crate::plan::phase::Phase;
use crate::plan::renames::Rename;
use crate::plan::values::{changes_values, is_cheap, is_same_type};
use crate::rename::{is_similar, looks_renamed};

/// Both databases, part by part.
pub(super) struct Pairing<'d> {
    pub(super) provider: Provider,
    pub(super) from: &'d Database,
    pub(super) to: &'d Database,
    pub(super) tables: Vec<TablePair>,
    pub(super) enums: Vec<EnumPair>,
    /// The names of what is there twice for a while.
    pub(super) names: MadeNames,
    /// Names that an index or a primary key has before, and one of another table after (PostgreSQL).
    pub(super) moving_names: FxHashSet<SmolStr>,
    /// Whether what is to be dropped first gets a name that nobody uses.
    pub(super) quarantines: bool,
    /// The phase from which columns that only old clients fill are no longer required.
    pub(super) relaxed_at: Phase,
}

/// A table before and after; one of the two may be missing.
pub(super) struct TablePair {
    pub(super) from: Option<Arc<Table>>,
    pub(super) to: Option<Arc<Table>>,
    pub(super) columns: Vec<ColumnPair>,
}

/// A column before and after; one of the two may be missing.
pub(super) struct ColumnPair {
    pub(super) from: Option<Column>,
    pub(super) to: Option<Column>,
    pub(super) way: Way,
}

/// How a column changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In place; or it comes, or goes.
    InPlace,
    /// It gets another name in one statement, which breaks old clients.
    RenameAtOnce,
    /// A new column of the new name is kept equal until the old one goes.
    Rename,
    /// A new column of the new type is kept equal, and takes the name of the old one.
    Replace,
    /// It goes, and what it held is kept in a column of a new table: the place of that table among the pairs.
    MoveTo(usize),
}

impl<'d> Pairing<'d> {
    pub(super) fn new(from: &'d Database, to: &'d Database, options: &PlanOptions) -> Pairing<'d> {
        let provider = to.provider;
        let mut pairing = Pairing {
            provider,
            from,
            to,
            tables: Vec::new(),
            enums: enums(from, to),
            names: MadeNames::between(from, to),
            moving_names: FxHashSet::default(),
            // What an earlier plan left behind has the names that this one would give.
            quarantines: provider == Provider::Postgresql && !has_quarantined(from) && !has_quarantined(to),
            relaxed_at: Phase::Expand,
        };
        let is_kept = |table: &&Arc<Table>| !is_ignored(&options.diff, provider, table);
        let before: Vec<&Arc<Table>> = from.tables.iter().filter(is_kept).collect();
        let mut after: Vec<Option<&Arc<Table>>> = to.tables.iter().filter(is_kept).map(Some).collect();
        let key = |table: &Table| {
            let (namespace, name) = table.name.key(provider);
            (namespace.map(str::to_owned), name.to_owned())
        };
        let places: std::collections::HashMap<_, _> =
            after.iter().enumerate().filter_map(|(at, it)| Some((key((*it)?), at))).collect();
        let mut left = Vec::new();
        for old in before {
            let same = places.get(&key(old)).and_then(|at| after.get_mut(*at)?.take());
            left.push((old, same));
        }
        for (old, same) in left {
            let new = same.or_else(|| {
                let found = after
                    .iter()
                    .position(|new| new.is_some_and(|new| pairing.is_renamed_table(old, new, options)))?;
                after.get_mut(found)?.take()
            });
            pairing.tables.push(TablePair { from: Some(old.clone()), to: new.cloned(), columns: Vec::new() });
        }
        let created = after.into_iter().flatten();
        pairing.tables.extend(created.map(|new| TablePair {
            from: None,
            to: Some(new.clone()),
            columns: Vec::new(),
        }));
        if provider == Provider::Postgresql {
            pairing.moving_names = moving_names(&pairing.tables);
        }
        for at in 0..pairing.tables.len() {
            let columns = pairing.tables.get(at).map(|table| pairing.columns(table, options));
            if let (Some(table), Some(columns)) = (pairing.tables.get_mut(at), columns) {
                table.columns = columns;
            }
        }
        pairing.keep_keys_together();
        pairing.relaxed_at = pairing.relax_phase();
        pairing
    }

    fn is_renamed_table(&self, old: &Table, new: &Table, options: &PlanOptions) -> bool {
        let said = |rename: &Rename| match rename {
            Rename::Table { from, to } => *from == old.name.name && *to == new.name.name,
            Rename::Column { .. } => false,
        };
        if options.renames.iter().any(said) {
            return true;
        }
        let is_taken = options.renames.iter().any(|rename| match rename {
            Rename::Table { from, to } => *from == old.name.name || *to == new.name.name,
            Rename::Column { .. } => false,
        });
        if is_taken || !options.guess_renames || old.name.namespace != new.name.namespace {
            return false;
        }
        let same = old
            .columns
            .iter()
            .filter(|column| new.column(&column.name).is_some_and(|other| is_same_type(column, other)));
        let (same, most) = (same.count(), old.columns.len().max(new.columns.len()));
        same >= 2 && same * 10 >= most * 6
    }

    fn columns(&self, table: &TablePair, options: &PlanOptions) -> Vec<ColumnPair> {
        let none = |column: &Column, is_old: bool| ColumnPair {
            from: is_old.then(|| column.clone()),
            to: (!is_old).then(|| column.clone()),
            way: Way::InPlace,
        };
        let (old, new) = match (&table.from, &table.to) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) => return old.columns.iter().map(|it| none(it, true)).collect(),
            (None, Some(new)) => return new.columns.iter().map(|it| none(it, false)).collect(),
            (None, None) => return Vec::new(),
        };
        if self.is_crossed(old, new) {
            let crossed = [("A", "B"), ("B", "A")].map(|(from, to)| ColumnPair {
                from: old.column(from).cloned(),
                to: new.column(to).cloned(),
                way: Way::RenameAtOnce,
            });
            return crossed.into();
        }
        let dropped: Vec<&Column> = old.columns.iter().filter(|it| new.column(&it.name).is_none()).collect();
        let added: Vec<&Column> = new.columns.iter().filter(|it| old.column(&it.name).is_none()).collect();
        let renamed = renamed(old, new, &dropped, &added, options);
        let mut columns = Vec::new();
        for column in &old.columns {
            if let Some(after) = new.column(&column.name) {
                let way = if self.is_replaced(table, column, after) { Way::Replace } else { Way::InPlace };
                columns.push(ColumnPair { from: Some(column.clone()), to: Some(after.clone()), way });
            } else if let Some((_, after)) = renamed.iter().find(|(before, _)| before.name == column.name) {
                let at_once = self.provider != Provider::Postgresql
                    || self.is_rigid(old, column)
                    || self.is_rigid(new, after)
                    || !is_same_type(column, after);
                let way = if at_once { Way::RenameAtOnce } else { Way::Rename };
                columns.push(ColumnPair { from: Some(column.clone()), to: Some((*after).clone()), way });
            } else {
                let way = self.moved_to(old, column).map_or(Way::InPlace, Way::MoveTo);
                columns.push(ColumnPair { from: Some(column.clone()), to: None, way });
            }
        }
        let is_new = |column: &&&Column| !renamed.iter().any(|(_, after)| after.name == column.name);
        columns.extend(added.iter().filter(is_new).map(|column| none(column, false)));
        columns
    }

    /// Whether the type changes in a way that would write every row anew, and a second column can be kept in its place.
    fn is_replaced(&self, table: &TablePair, from: &Column, to: &Column) -> bool {
        self.provider == Provider::Postgresql
            && self.is_rewritten(from, to)
            && (!self.is_key_column(table, from, to) || self.is_key_doubled(table, from, to))
    }

    /// Whether the type changes so that every row would be written anew.
    pub(super) fn is_rewritten(&self, from: &Column, to: &Column) -> bool {
        !is_same_type(from, to)
            && !is_cheap(from, to)
            && !changes_values(from, to)
            && !self.is_renamed_enum(from, to)
    }

    /// Whether the two columns of a join table change places: they are in the order of the models' names.
    fn is_crossed(&self, old: &Table, new: &Table) -> bool {
        let is_join = |table: &Table| {
            table.columns.len() == 2 && table.column("A").is_some() && table.column("B").is_some()
        };
        let target = |table: &Table, column: &str| {
            let key = table.foreign_keys.iter().find(|key| key.columns.iter().eq([column]))?;
            let is_it = |pair: &&TablePair| {
                [&pair.from, &pair.to]
                    .into_iter()
                    .flatten()
                    .any(|it| it.name.key(self.provider) == key.references.key(self.provider))
            };
            self.tables.iter().position(|pair| is_it(&pair))
        };
        is_join(old)
            && is_join(new)
            && target(old, "A") != target(old, "B")
            && target(old, "A") == target(new, "B")
            && target(old, "B") == target(new, "A")
    }

    /// Whether the column is in the primary key, counts, or foreign keys point at it.
    pub(super) fn is_rigid(&self, table: &Table, column: &Column) -> bool {
        let points_here = |key: &ForeignKey| {
            key.references.key(self.provider) == table.name.key(self.provider)
                && key.referenced_columns.contains(&column.name)
        };
        let all = self.from.tables.iter().chain(&self.to.tables);
        column.autoincrement
            || table.is_in_primary_key(&column.name)
            || all.flat_map(|table| &table.foreign_keys).any(points_here)
    }

    /// Whether the type is an enum type that only gets another name.
    pub(super) fn is_renamed_enum(&self, from: &Column, to: &Column) -> bool {
        use model::database::ColumnType::Enum;
        let (Enum(old), Enum(new)) = (&from.ty, &to.ty) else { return false };
        from.is_list() == to.is_list()
            && self.enums.iter().any(|pair| match (&pair.from, &pair.to) {
                (Some(before), Some(after)) => before.name == *old && after.name == *new && old != new,
                _ => false,
            })
    }

    /// Whether an index or a primary key is sorted by values of an enum type after the change.
    pub(super) fn is_sorted_by(&self, name: &QualifiedName) -> bool {
        self.to.tables.iter().any(|table| {
            table.columns.iter().any(|column| {
                matches!(&column.ty, ColumnType::Enum(of) if of == name)
                    && (table.is_in_primary_key(&column.name)
                        || table.indexes.iter().any(|index| index.has_column(&column.name)))
            })
        })
    }

    /// The new table that keeps what a dropped column held: it points at the table with a unique key, and has a column of
    /// the same name and type.
    pub(super) fn moved_to(&self, table: &Table, column: &Column) -> Option<usize> {
        if self.provider != Provider::Postgresql || table.is_in_primary_key(&column.name) {
            return None;
        }
        let primary: Vec<&str> = table.primary_key.as_ref()?.column_names().collect();
        self.tables.iter().position(|pair| {
            let (None, Some(new)) = (&pair.from, &pair.to) else { return false };
            let Some(key) = key_to(new, table, self.provider) else { return false };
            let is_whole = key.referenced_columns.iter().eq(primary.iter().copied());
            let moved = |it: &Column| table.column(&it.name).is_some() && !key.columns.contains(&it.name);
            let can_be_made = new.columns.iter().all(|it| {
                key.columns.contains(&it.name)
                    || moved(it)
                    || !it.is_required()
                    || it.default.is_some()
                    || it.autoincrement
                    || new.is_single_primary_key(&it.name)
            });
            let same = new.column(&column.name).is_some_and(|it| is_same_type(it, column));
            is_whole
                && can_be_made
                && same
                && is_unique_over(new, &key.columns)
                && !key.columns.contains(&column.name)
        })
    }
}

/// The names of indexes and primary keys that another table has after the change.
fn moving_names(tables: &[TablePair]) -> FxHashSet<SmolStr> {
    let mut before: FxHashMap<&SmolStr, usize> = FxHashMap::default();
    for (at, pair) in tables.iter().enumerate() {
        before.extend(pair.from.iter().flat_map(|table| names_of(table)).map(|name| (name, at)));
    }
    let after = tables
        .iter()
        .enumerate()
        .flat_map(|(at, pair)| pair.to.iter().flat_map(|table| names_of(table)).map(move |name| (name, at)));
    after
        .filter(|(name, at)| before.get(name).is_some_and(|before| before != at))
        .map(|(name, _)| name.clone())
        .collect()
}

/// The foreign key of a table that points at another one.
pub(super) fn key_to<'t>(table: &'t Table, other: &Table, provider: Provider) -> Option<&'t ForeignKey> {
    table.foreign_keys.iter().find(|key| key.references.key(provider) == other.name.key(provider))
}

/// Whether no two rows agree in these columns.
fn is_unique_over(table: &Table, columns: &[SmolStr]) -> bool {
    let same = |names: &mut dyn Iterator<Item = &str>| {
        let mut names: Vec<&str> = names.collect();
        let mut columns: Vec<&str> = columns.iter().map(SmolStr::as_str).collect();
        names.sort_unstable();
        columns.sort_unstable();
        names == columns
    };
    table.primary_key.as_ref().is_some_and(|key| same(&mut key.column_names()))
        || table
            .indexes
            .iter()
            .any(|it| it.is_unique() && it.predicate.is_none() && same(&mut it.column_names()))
}

/// The columns that get another name: those that the user names, and those that look so.
fn renamed<'t>(
    old: &Table,
    new: &Table,
    dropped: &[&'t Column],
    added: &[&'t Column],
    options: &PlanOptions,
) -> Vec<(&'t Column, &'t Column)> {
    let mut pairs: Vec<(&Column, &Column)> = Vec::new();
    for rename in &options.renames {
        let Rename::Column { table, from, to } = rename else { continue };
        if *table != old.name.name && *table != new.name.name {
            continue;
        }
        let before = dropped.iter().find(|it| it.name == *from);
        let after = added.iter().find(|it| it.name == *to);
        if let (Some(before), Some(after)) = (before, after) {
            pairs.push((before, after));
        }
    }
    if !options.guess_renames {
        return pairs;
    }
    let is_free =
        |column: &&&Column| !pairs.iter().any(|(a, b)| a.name == column.name || b.name == column.name);
    let dropped: Vec<&&Column> = dropped.iter().filter(is_free).collect();
    let added: Vec<&&Column> = added.iter().filter(is_free).collect();
    let is_single = dropped.len() == 1 && added.len() == 1;
    // One that goes and one that comes at the same place are one, whatever their names.
    let place = |table: &Table, name: &str| table.columns.iter().position(|column| column.name == name);
    let fits = |before: &Column, after: &Column| {
        let is_in_place = place(old, &before.name) == place(new, &after.name);
        let is_likely = match is_single {
            true => is_in_place || looks_renamed(&before.ty, &before.name, &after.name),
            false => is_similar(&before.name, &after.name) && before.nullability == after.nullability,
        };
        is_same_type(before, after) && is_likely
    };
    let mut guessed = Vec::new();
    for old in &dropped {
        let mut fitting = added.iter().filter(|new| fits(old, new));
        let (Some(new), None) = (fitting.next(), fitting.next()) else { continue };
        if dropped.iter().filter(|other| fits(other, new)).count() == 1 {
            guessed.push((**old, **new));
        }
    }
    pairs.extend(guessed);
    pairs
}

impl TablePair {
    /// Whether both sides have it, under different names.
    pub(super) fn is_renamed(&self) -> bool {
        matches!((&self.from, &self.to), (Some(from), Some(to)) if from.name != to.name)
    }
}
