//! `CREATE TABLE` and `ALTER TABLE`.

use std::sync::Arc;

use model::catalog::Provider;
use model::catalog::referential_actions::ReferentialAction;
use model::database::{
    Column, ColumnDefault, DefaultValue, ForeignKey, Nullability, PrimaryKey, QualifiedName, Table,
};
use smol_str::SmolStr;

use super::column::nullability;
use super::{Replay, names};
use crate::sql::name::{Name, ObjectName};
use crate::sql::table::{
    AlterActionKind, AlterTable, ColumnDefinition, Constraint, ConstraintKind, CreateTable,
    DroppedConstraint, ForeignKey as ForeignKeyDefinition, ReferenceAction,
};

impl Replay {
    pub(super) fn create_table(&mut self, create: &CreateTable) {
        let name = self.qualified(&create.name);
        if create.is_temporary || create.is_derived {
            self.shadow(&create.name);
            return;
        }
        if self.table_index(&name).is_some() {
            if !create.if_not_exists {
                self.fail(format!("table `{name}` exists already"));
            }
            return;
        }
        let mut table = Table::new(name.clone());
        table.columns = create.columns.iter().map(|definition| self.column(definition)).collect();
        self.database.tables.push(Arc::new(table));
        let of_columns = create.columns.iter().flat_map(|column| &column.constraints);
        for constraint in of_columns.chain(&create.constraints) {
            self.add_constraint(&name, constraint);
        }
    }

    pub(super) fn alter_table(&mut self, alter: &AlterTable) {
        let mut name = self.qualified(&alter.table);
        if self.table_index(&name).is_none() {
            if !alter.if_exists && !self.is_shadow(&name) {
                self.fail(format!("table `{name}` does not exist"));
            }
            return;
        }
        for action in &alter.actions {
            self.alter(&name, &action.kind);
            match &action.kind {
                AlterActionKind::RenameTable(to) => name.name = to.name.text.clone(),
                AlterActionKind::SetSchema(to) => name.namespace = Some(to.text.clone()),
                _ => {}
            }
        }
    }

    fn alter(&mut self, table: &QualifiedName, action: &AlterActionKind) {
        match action {
            AlterActionKind::AddColumn { column, if_not_exists } => {
                self.add_column(table, column, *if_not_exists)
            }
            AlterActionKind::DropColumn { column, if_exists, cascade } => {
                self.drop_column(table, column, *if_exists, *cascade);
            }
            AlterActionKind::SetType { column, ty, .. } => {
                let read = self.column_type(&ty.text);
                self.with_column(table, column, |column| {
                    column.nullability =
                        nullability(read.is_list, column.nullability == Nullability::Nullable);
                    column.ty = read.ty;
                });
            }
            AlterActionKind::SetDefault { column, value } => {
                let Some(mut changed) = self.column_named(table, column) else { return };
                changed.default = None;
                if matches!(self.database.provider, Provider::Postgresql | Provider::Cockroachdb) {
                    changed.autoincrement = false;
                }
                if let Some(value) = value {
                    self.set_default(&mut changed, &value.text, None);
                }
                self.with_column(table, column, |column| *column = changed);
            }
            AlterActionKind::SetNullable { column, nullable } => self.with_column(table, column, |column| {
                if column.nullability != Nullability::List {
                    column.nullability = nullability(false, *nullable);
                }
            }),
            AlterActionKind::SetIdentity { column, is_identity } => {
                self.with_column(table, column, |column| {
                    column.autoincrement = *is_identity;
                    let sequence = DefaultValue::Sequence(Box::default());
                    column.default =
                        is_identity.then_some(ColumnDefault { value: sequence, constraint: None });
                });
            }
            AlterActionKind::Redefine { column, definition } => self.redefine(table, column, definition),
            AlterActionKind::AddConstraint(constraint) => self.add_constraint(table, constraint),
            AlterActionKind::DropConstraint { name, kind, if_exists } => {
                self.drop_constraint(table, name.as_ref(), *kind, *if_exists);
            }
            AlterActionKind::RenameColumn { from, to } => self.rename_column(table, from, &to.text),
            AlterActionKind::RenameConstraint { from, to } => {
                self.rename_constraint(table, &from.text, &to.text)
            }
            AlterActionKind::RenameTable(to) => self.rename_table(table, &to.name.text),
            AlterActionKind::SetSchema(to) => self.move_table(table, &to.text),
            AlterActionKind::ValidateConstraint(_)
            | AlterActionKind::RowLevelSecurity(_)
            | AlterActionKind::Other => {}
        }
    }

    fn column_named(&mut self, table: &QualifiedName, name: &Name) -> Option<Column> {
        let index = self.table_index(table)?;
        let columns = &self.database.tables.get(index)?.columns;
        let found = columns.iter().find(|column| self.is_same(&column.name, &name.text)).cloned();
        if found.is_none() {
            self.fail(format!("column `{table}.{}` does not exist", name.text));
        }
        found
    }

    fn with_column(&mut self, table: &QualifiedName, name: &Name, change: impl FnOnce(&mut Column)) {
        let Some(found) = self.column_named(table, name) else { return };
        let columns = self.table_mut(table).map(|table| &mut table.columns);
        if let Some(column) = columns.into_iter().flatten().find(|column| column.name == found.name) {
            change(column);
        }
    }

    fn add_column(&mut self, table: &QualifiedName, definition: &ColumnDefinition, if_not_exists: bool) {
        let column = self.column(definition);
        let index = self.table_index(table);
        let exists = index
            .and_then(|index| self.database.tables.get(index))
            .is_some_and(|table| table.columns.iter().any(|other| self.is_same(&other.name, &column.name)));
        if exists {
            if !if_not_exists {
                self.fail(format!("column `{table}.{}` exists already", column.name));
            }
            return;
        }
        if let Some(table) = self.table_mut(table) {
            table.columns.push(column);
        }
        for constraint in &definition.constraints {
            self.add_constraint(table, constraint);
        }
    }

    fn drop_column(&mut self, table: &QualifiedName, column: &Name, if_exists: bool, cascade: bool) {
        let Some(found) = self.column_named(table, column) else {
            if if_exists {
                self.failure = None;
            }
            return;
        };
        let name = found.name;
        let keeps_shorter_indexes = self.database.provider == Provider::Mysql;
        if let Some(table) = self.table_mut(table) {
            table.columns.retain(|column| column.name != name);
            if keeps_shorter_indexes {
                // MySQL takes the column out of each index, and drops an index without columns.
                table.indexes.iter_mut().for_each(|index| index.columns.retain(|it| it.name != name));
                table.indexes.retain(|index| !index.columns.is_empty());
            } else {
                table.indexes.retain(|index| !index.has_column(&name));
            }
            table.foreign_keys.retain(|key| !key.columns.contains(&name));
            if table.is_in_primary_key(&name) {
                table.primary_key = None;
            }
        }
        if cascade {
            let (provider, key) = (self.database.provider, table.clone());
            for table in self.tables_mut() {
                table.foreign_keys.retain(|it| {
                    it.references.key(provider) != key.key(provider) || !it.referenced_columns.contains(&name)
                });
            }
        }
    }

    /// The whole definition anew. MySQL replaces all of it; SQL Server keeps the default.
    fn redefine(&mut self, table: &QualifiedName, name: &Name, definition: &ColumnDefinition) {
        let Some(before) = self.column_named(table, name) else { return };
        let mut column = self.column(definition);
        if self.database.provider == Provider::Sqlserver {
            column.default = before.default;
            column.autoincrement = before.autoincrement;
        }
        column.name = before.name;
        self.with_column(table, name, |it| *it = column);
        if !self.is_same(&name.text, &definition.name.text) {
            self.rename_column(table, name, &definition.name.text);
        }
        for constraint in &definition.constraints {
            self.add_constraint(table, constraint);
        }
    }

    pub(super) fn rename_column(&mut self, table: &QualifiedName, from: &Name, to: &SmolStr) {
        let Some(found) = self.column_named(table, from) else { return };
        let from = found.name;
        if let Some(table) = self.table_mut(table) {
            let of_columns = table.columns.iter_mut().map(|column| &mut column.name);
            let of_indexes = table.indexes.iter_mut().flat_map(|index| &mut index.columns);
            let of_key = table.primary_key.iter_mut().flat_map(|key| &mut key.columns);
            let of_relations = table.foreign_keys.iter_mut().flat_map(|key| &mut key.columns);
            let names =
                of_columns.chain(of_indexes.chain(of_key).map(|column| &mut column.name)).chain(of_relations);
            names.filter(|name| **name == from).for_each(|name| name.clone_from(to));
        }
        let (provider, key) = (self.database.provider, table.clone());
        for table in self.tables_mut() {
            let incoming =
                table.foreign_keys.iter_mut().filter(|it| it.references.key(provider) == key.key(provider));
            let columns = incoming.flat_map(|it| &mut it.referenced_columns);
            columns.filter(|name| **name == from).for_each(|name| name.clone_from(to));
        }
    }

    pub(super) fn rename_table(&mut self, table: &QualifiedName, to: &SmolStr) {
        self.readdress(table, &QualifiedName { namespace: table.namespace.clone(), name: to.clone() });
    }

    fn move_table(&mut self, table: &QualifiedName, to: &SmolStr) {
        self.readdress(table, &QualifiedName { namespace: Some(to.clone()), name: table.name.clone() });
    }

    fn readdress(&mut self, from: &QualifiedName, to: &QualifiedName) {
        let (provider, from) = (self.database.provider, from.clone());
        if self.table_index(to).is_some() && !self.is_same(&from.name, &to.name) {
            self.fail(format!("table `{to}` exists already"));
            return;
        }
        if let Some(table) = self.table_mut(&from) {
            table.name = to.clone();
        }
        for table in self.tables_mut() {
            let incoming =
                table.foreign_keys.iter_mut().filter(|it| it.references.key(provider) == from.key(provider));
            incoming.for_each(|it| it.references = to.clone());
        }
    }

    pub(super) fn add_constraint(&mut self, name: &QualifiedName, constraint: &Constraint) {
        let provider = self.database.provider;
        match &constraint.kind {
            ConstraintKind::PrimaryKey(index) => {
                let columns: Vec<_> = index.columns.iter().filter_map(|it| self.index_column(it)).collect();
                let Some(table) = self.table_mut(name) else { return };
                let named = constraint.name.as_ref().map(|name| name.text.clone());
                let own = names::primary_key(provider, &table.name.name);
                let keeps_nulls = provider == Provider::Sqlite;
                for column in table.columns.iter_mut().filter(|_| !keeps_nulls) {
                    if columns.iter().any(|it| it.name == column.name)
                        && column.nullability == Nullability::Nullable
                    {
                        column.nullability = Nullability::Required;
                    }
                }
                table.primary_key = Some(PrimaryKey {
                    name: own.as_ref().and(named).or(own),
                    columns,
                    clustered: index.is_clustered.unwrap_or(true),
                    key: None,
                });
            }
            ConstraintKind::Unique(index) | ConstraintKind::Index(index) => {
                self.add_index(name, index, constraint.name.as_ref());
            }
            ConstraintKind::UsingIndex { index, is_primary_key } => {
                self.use_index(name, index, constraint.name.as_ref(), *is_primary_key);
            }
            ConstraintKind::ForeignKey(key) => self.add_foreign_key(name, key, constraint.name.as_ref()),
            ConstraintKind::Default { value, column } => {
                let Some(mut changed) = self.column_named(name, column) else { return };
                let constraint = constraint.name.as_ref().map(|name| name.text.clone());
                self.set_default(&mut changed, &value.text, constraint);
                self.with_column(name, column, |column| *column = changed);
            }
            ConstraintKind::NotNull(column) => {
                self.with_column(name, column, |column| column.nullability = Nullability::Required);
            }
            ConstraintKind::Check(_) | ConstraintKind::Exclude => {}
        }
    }

    fn use_index(&mut self, table: &QualifiedName, index: &Name, name: Option<&Name>, is_primary_key: bool) {
        let place = self.table_mut(table).and_then(|table| {
            let at = table.indexes.iter().position(|it| it.name == index.text)?;
            Some((table, at))
        });
        let Some((table, at)) = place else {
            self.fail(format!("index `{}` does not exist", index.text));
            return;
        };
        let name = name.map_or_else(|| index.text.clone(), |name| name.text.clone());
        if is_primary_key {
            let index = table.indexes.remove(at);
            table.primary_key =
                Some(PrimaryKey { name: Some(name), columns: index.columns, clustered: true, key: None });
        } else if let Some(index) = table.indexes.get_mut(at) {
            index.name = name;
        }
    }

    fn add_foreign_key(&mut self, name: &QualifiedName, key: &ForeignKeyDefinition, named: Option<&Name>) {
        let provider = self.database.provider;
        let references = self.qualified(&key.table);
        let target = self.table_index(&references).and_then(|index| self.database.tables.get(index));
        let mut referenced_columns: Vec<SmolStr> = key.referenced.iter().map(|it| it.text.clone()).collect();
        if referenced_columns.is_empty() {
            let primary = target.and_then(|table| table.primary_key.as_ref());
            referenced_columns =
                primary.into_iter().flat_map(|key| key.column_names()).map(SmolStr::from).collect();
        }
        let Some(table) = self.table_mut(name) else { return };
        let columns: Vec<SmolStr> = key.columns.iter().map(|it| it.text.clone()).collect();
        let plain: Vec<&str> = columns.iter().map(SmolStr::as_str).collect();
        let own = || names::foreign_key(provider, table, &plain);
        let name = named.map(|name| name.text.clone()).or_else(own);
        if name.is_some() && table.foreign_keys.iter().any(|it| it.name == name) {
            self.fail(format!("foreign key `{}` exists already", name.unwrap_or_default()));
            return;
        }
        table.foreign_keys.push(ForeignKey {
            name,
            columns,
            references,
            referenced_columns,
            on_delete: action(key.on_delete),
            on_update: action(key.on_update),
            field: None,
        });
    }

    fn drop_constraint(
        &mut self,
        table: &QualifiedName,
        name: Option<&Name>,
        kind: DroppedConstraint,
        if_exists: bool,
    ) {
        let is_sqlserver = self.database.provider == Provider::Sqlserver;
        let Some(found) = self.table_mut(table) else { return };
        let is_named = |other: Option<&SmolStr>| match (name, other) {
            (Some(name), Some(other)) => name.text.eq_ignore_ascii_case(other),
            _ => false,
        };
        let is_any = kind == DroppedConstraint::Any;
        if kind == DroppedConstraint::PrimaryKey
            || (is_any && is_named(found.primary_key.as_ref().and_then(|key| key.name.as_ref())))
        {
            found.primary_key = None;
            return;
        }
        let before = found.foreign_keys.len() + found.indexes.len();
        if is_any || kind == DroppedConstraint::ForeignKey {
            found.foreign_keys.retain(|key| !is_named(key.name.as_ref()));
        }
        if is_any || kind == DroppedConstraint::Index {
            found.indexes.retain(|index| !is_named(Some(&index.name)));
        }
        if is_sqlserver {
            for column in &mut found.columns {
                if is_named(column.default.as_ref().and_then(|default| default.constraint.as_ref())) {
                    column.default = None;
                    return;
                }
            }
        }
        // A CHECK is not kept, so that a name which is not found is only an error where it can be none.
        let is_gone = found.foreign_keys.len() + found.indexes.len() < before;
        if !is_gone && !is_any && !if_exists && kind == DroppedConstraint::ForeignKey {
            let name = name.map_or("", |name| name.text.as_str());
            self.fail(format!("foreign key `{name}` does not exist"));
        }
    }

    pub(super) fn rename_constraint(&mut self, table: &QualifiedName, from: &str, to: &SmolStr) {
        let Some(table) = self.table_mut(table) else { return };
        let of_keys = table.foreign_keys.iter_mut().filter_map(|key| key.name.as_mut());
        let of_primary = table.primary_key.iter_mut().filter_map(|key| key.name.as_mut());
        let of_indexes = table.indexes.iter_mut().map(|index| &mut index.name);
        let names = of_keys.chain(of_primary).chain(of_indexes);
        names.filter(|name| name.as_str() == from).for_each(|name| name.clone_from(to));
    }

    /// Forgets a table.
    pub(super) fn drop_table(&mut self, name: &ObjectName, if_exists: bool) {
        let qualified = self.qualified(name);
        let Some(index) = self.table_index(&qualified) else {
            let key = name.name.text.to_lowercase();
            if !self.shadows.remove(key.as_str()) && !if_exists {
                self.fail(format!("table `{qualified}` does not exist"));
            }
            return;
        };
        self.database.tables.remove(index);
        // SQLite keeps the foreign keys of others, which find the next table of that name.
        if self.database.provider != Provider::Sqlite {
            let provider = self.database.provider;
            for table in self.tables_mut() {
                table.foreign_keys.retain(|it| it.references.key(provider) != qualified.key(provider));
            }
        }
    }
}

fn action(action: Option<ReferenceAction>) -> ReferentialAction {
    match action {
        None | Some(ReferenceAction::NoAction) => ReferentialAction::NoAction,
        Some(ReferenceAction::Restrict) => ReferentialAction::Restrict,
        Some(ReferenceAction::Cascade) => ReferentialAction::Cascade,
        Some(ReferenceAction::SetNull) => ReferentialAction::SetNull,
        Some(ReferenceAction::SetDefault) => ReferentialAction::SetDefault,
    }
}
