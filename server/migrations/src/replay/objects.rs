//! Indexes, enum types, database schemas, and what is dropped or renamed by a statement of its own.

use std::sync::Arc;

use model::catalog::Provider;
use model::catalog::index_types::IndexType;
use model::database::{
    Column, ColumnType, DefaultValue, EnumType, Index, IndexColumn, IndexKind, Literal, OperatorClass,
    QualifiedName, Table,
};
use model::schema::item::Sort;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::{HiddenIndex, Replay, names};
use crate::sql::name::{Name, ObjectName};
use crate::sql::statement::{
    AlterType, AlterTypeAction, CreateEnum, CreateIndex, CreateObject, Drop, ObjectKind, Rename, Side,
};
use crate::sql::table::{IndexColumn as IndexColumnDefinition, IndexDefinition};

impl Replay {
    pub(super) fn create_index(&mut self, create: &CreateIndex) {
        let table = self.qualified(&create.table);
        if self.table_index(&table).is_none() {
            if !self.is_shadow(&table) {
                self.fail(format!("table `{table}` does not exist"));
            }
            return;
        }
        if let Some(name) = &create.index.name
            && (self.has_index(&name.text, &table)
                || self.hidden_indexes.iter().any(|index| index.name == name.text))
        {
            if !create.if_not_exists {
                self.fail(format!("index `{}` exists already", name.text));
            }
            return;
        }
        self.add_index(&table, &create.index, create.index.name.as_ref());
    }

    /// Whether there is an index of this name where one of the table would be: among those of the table on MySQL and SQL Server,
    /// else among those of its database schema.
    fn has_index(&mut self, name: &str, table: &QualifiedName) -> bool {
        let provider = self.database.provider;
        let is_of_table = matches!(provider, Provider::Mysql | Provider::Sqlserver);
        let own = self.table_index(table);
        self.tables_of_index(name).into_iter().any(|at| match is_of_table {
            true => own == Some(at),
            false => {
                let other = self.database.tables.get(at);
                other.is_some_and(|other| other.name.key(provider).0 == table.key(provider).0)
            }
        })
    }

    /// Adds an index to a table, as far as Prisma would see it.
    pub(super) fn add_index(&mut self, table: &QualifiedName, index: &IndexDefinition, name: Option<&Name>) {
        let columns: Option<Vec<_>> = index.columns.iter().map(|it| self.index_column(it)).collect();
        // Prisma passes over indexes with expressions, and over partial ones unless a preview feature is on.
        let Some(columns) = columns.filter(|_| index.predicate.is_none() || self.scope.partial_indexes)
        else {
            let columns = index.columns.iter().filter_map(|column| column.column.as_ref());
            self.hidden_indexes.push(HiddenIndex {
                table: table.clone(),
                name: name.map_or_else(SmolStr::default, |name| name.text.clone()),
                columns: columns.map(|name| name.text.clone()).collect(),
            });
            return;
        };
        if !self.has_columns(table, columns.iter().map(|it| &it.name)) {
            return;
        }
        let provider = self.database.provider;
        let kind = match (index.is_unique, index.class.as_deref()) {
            (_, Some("FULLTEXT")) => IndexKind::Fulltext,
            (true, _) => IndexKind::Unique,
            (false, _) => IndexKind::Normal,
        };
        self.push_index(table, |table| {
            let plain: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            let name = name.map_or_else(
                || names::index(provider, table, &plain, index.is_unique),
                |name| name.text.clone(),
            );
            Index {
                name,
                kind,
                columns,
                method: method(index.method.as_deref()),
                predicate: index.predicate.as_ref().map(|it| it.text.clone()),
                clustered: index.is_clustered.unwrap_or_default(),
                key: None,
            }
        });
    }

    /// A column of an index; none for an expression.
    pub(super) fn index_column(&self, column: &IndexColumnDefinition) -> Option<IndexColumn> {
        Some(IndexColumn {
            name: column.column.as_ref()?.text.clone(),
            sort: column
                .is_descending
                .map(|is_descending| if is_descending { Sort::Desc } else { Sort::Asc }),
            length: column.length,
            operator_class: column
                .operator_class
                .as_ref()
                .map(|name| OperatorClass { name: name.clone(), is_default: false }),
        })
    }

    /// The place of the table that an index belongs to.
    fn table_of_index(&mut self, name: &str, table: Option<&QualifiedName>) -> Option<usize> {
        match table {
            Some(table) => self.table_index(table),
            None => self.tables_of_index(name).first().copied(),
        }
    }

    pub(super) fn create_enum(&mut self, create: &CreateEnum) {
        let name = self.qualified(&create.name);
        if self.enumeration(&name).is_some() {
            self.fail(format!("type `{name}` exists already"));
            return;
        }
        let values = create.values.iter().map(|value| value.text.clone()).collect();
        self.push_enumeration(EnumType { name, values });
    }

    /// Changes an enum type. `extended` is the field of [`Replay`] as the previous statement left it.
    pub(super) fn alter_type(
        &mut self,
        alter: &AlterType,
        extended: Option<(QualifiedName, FxHashSet<SmolStr>)>,
    ) {
        let name = self.qualified(&alter.name);
        let Some(found) = self.enumeration_mut(&name) else {
            self.fail(format!("type `{name}` does not exist"));
            return;
        };
        match &alter.action {
            AlterTypeAction::AddValue { value, if_not_exists, position } => {
                let known = extended.filter(|(of, _)| *of == name).map(|(_, known)| known);
                let mut known = known.unwrap_or_else(|| found.values.iter().cloned().collect());
                if !known.insert(value.text.clone()) {
                    if !if_not_exists {
                        self.fail(format!("value `{}` exists already", value.text));
                    }
                    self.extended = Some((name, known));
                    return;
                }
                let neighbour = position.as_ref().and_then(|(side, other)| {
                    let at = found.values.iter().position(|it| *it == other.text)?;
                    Some(at + usize::from(*side == Side::After))
                });
                let at = neighbour.unwrap_or(found.values.len());
                found.values.insert(at, value.text.clone());
                self.extended = Some((name, known));
            }
            AlterTypeAction::DropValue(value) => found.values.retain(|it| *it != value.text),
            AlterTypeAction::RenameValue { from, to } => {
                found
                    .values
                    .iter_mut()
                    .filter(|value| **value == from.text)
                    .for_each(|value| *value = to.text.clone());
            }
            AlterTypeAction::Rename(to) => {
                self.rename_type(
                    &name,
                    QualifiedName { namespace: name.namespace.clone(), name: to.text.clone() },
                );
            }
            AlterTypeAction::SetSchema(to) => {
                self.rename_type(
                    &name,
                    QualifiedName { namespace: Some(to.text.clone()), name: name.name.clone() },
                );
            }
            AlterTypeAction::Other => {}
        }
    }

    fn rename_type(&mut self, from: &QualifiedName, to: QualifiedName) {
        let provider = self.database.provider;
        self.readdress_enumeration(from, &to);
        let is_of_type = |column: &Column| is_enum(column, from, provider);
        let tables = self.tables_where(|table| table.columns.iter().any(is_of_type));
        for column in tables.flat_map(|table| &mut table.columns).filter(|column| is_of_type(column)) {
            column.ty = ColumnType::Enum(to.clone());
        }
    }

    pub(super) fn create_object(&mut self, create: &CreateObject) {
        let Some(name) = &create.name else { return };
        match create.object {
            ObjectKind::Schema if !self.database.namespaces.contains(&name.name.text) => {
                self.database.namespaces.push(name.name.text.clone());
            }
            ObjectKind::View | ObjectKind::MaterializedView => self.shadow(name),
            _ => {}
        }
    }

    pub(super) fn drop_object(&mut self, drop: &Drop) {
        match drop.object {
            ObjectKind::Table => drop.names.iter().for_each(|name| self.drop_table(name, drop.if_exists)),
            ObjectKind::Index => {
                for name in &drop.names {
                    self.drop_index(name, drop.table.as_ref(), drop.if_exists);
                }
            }
            ObjectKind::Type => {
                for name in &drop.names {
                    let name = self.qualified(name);
                    let provider = self.database.provider;
                    if self.remove_enumeration(&name) && drop.cascade {
                        for table in self.tables_where(|_| true) {
                            forget_enum_defaults(table);
                            table.columns.retain(|column| !is_enum(column, &name, provider));
                        }
                    }
                }
            }
            ObjectKind::Schema => {
                let is_dropped = |namespace: &str| drop.names.iter().any(|name| name.name.text == namespace);
                self.database.namespaces.retain(|namespace| !is_dropped(namespace));
                if drop.cascade {
                    self.retain_namespaces(|namespace| !namespace.is_some_and(is_dropped));
                }
            }
            ObjectKind::View | ObjectKind::MaterializedView => {
                for name in &drop.names {
                    self.shadows.remove(name.name.text.to_lowercase().as_str());
                }
            }
            _ => {}
        }
    }

    fn drop_index(&mut self, name: &ObjectName, table: Option<&ObjectName>, if_exists: bool) {
        let table = table.map(|table| self.qualified(table));
        let name = &name.name.text;
        let Some(at) = self.table_of_index(name, table.as_ref()) else {
            let before = self.hidden_indexes.len();
            self.hidden_indexes.retain(|index| index.name != *name);
            if self.hidden_indexes.len() == before && !if_exists && self.shadows.is_empty() {
                self.fail(format!("index `{name}` does not exist"));
            }
            return;
        };
        if let Some(table) = self.database.tables.get_mut(at).map(Arc::make_mut) {
            table.indexes.retain(|index| !index.name.eq_ignore_ascii_case(name));
        }
    }

    pub(super) fn rename(&mut self, rename: &Rename) {
        match rename.object {
            ObjectKind::Table => {
                let from = self.qualified(&rename.from);
                if self.table_index(&from).is_some() {
                    self.rename_table(&from, &rename.to.text);
                } else {
                    // `sp_rename` calls constraints objects, too.
                    self.rename_in_all(&rename.from.name.text, &rename.to.text);
                }
            }
            ObjectKind::Index => match rename.table.as_ref().map(|table| self.qualified(table)) {
                Some(table) => self.rename_constraint(&table, &rename.from.name.text, &rename.to.text),
                None => self.rename_in_all(&rename.from.name.text, &rename.to.text),
            },
            ObjectKind::Column => {
                if let Some(table) = rename.table.as_ref().map(|table| self.qualified(table)) {
                    self.rename_column(&table, &rename.from.name, &rename.to.text);
                }
            }
            _ => {}
        }
    }

    /// Renames an index or constraint in whichever table it is.
    fn rename_in_all(&mut self, from: &str, to: &SmolStr) {
        let tables: Vec<QualifiedName> = self
            .database
            .tables
            .iter()
            .filter(|table| has_constraint(table, from))
            .map(|table| table.name.clone())
            .collect();
        for table in tables {
            self.rename_constraint(&table, from, to);
        }
        for index in self.hidden_indexes.iter_mut().filter(|index| index.name == from) {
            index.name.clone_from(to);
        }
    }
}

/// Whether a column is of an enum type.
fn is_enum(column: &Column, name: &QualifiedName, provider: Provider) -> bool {
    matches!(&column.ty, ColumnType::Enum(ty) if ty.key(provider) == name.key(provider))
}

/// Whether a key or index of the table has this name.
fn has_constraint(table: &Table, name: &str) -> bool {
    let of_keys = table.foreign_keys.iter().filter_map(|key| key.name.as_ref());
    let of_primary = table.primary_key.iter().filter_map(|key| key.name.as_ref());
    let of_indexes = table.indexes.iter().map(|index| &index.name);
    of_keys.chain(of_primary).chain(of_indexes).any(|other| other == name)
}

/// Takes away defaults of an enum that columns kept when they got another type; they go with the enum.
fn forget_enum_defaults(table: &mut Table) {
    for column in &mut table.columns {
        let is_enum_value = matches!(column.default_value(), Some(DefaultValue::Literal(Literal::Enum(_))));
        if is_enum_value && !column.ty.is_enum() {
            column.default = None;
        }
    }
}

fn method(written: Option<&str>) -> IndexType {
    let written = written.unwrap_or("btree");
    IndexType::ALL
        .into_iter()
        .find(|kind| kind.name().eq_ignore_ascii_case(written))
        .unwrap_or(IndexType::BTree)
}
