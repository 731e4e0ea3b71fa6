//! `CREATE TABLE` and `ALTER TABLE`.

use model::catalog::Provider;
use model::database::{Column, ColumnDefault, DefaultValue, ForeignKey, Nullability, QualifiedName, Table};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::Replay;
use super::column::nullability;
use super::places::folded;
use crate::sql::name::{Name, ObjectName};
use crate::sql::table::{AlterActionKind, AlterTable, ColumnDefinition, CreateTable};

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
        let mut names = FxHashSet::default();
        for definition in &create.columns {
            let column = self.column(&name, definition);
            if names.insert(folded(&column.name, self.database.provider)) {
                table.columns.push(column);
            } else {
                self.fail(format!("column `{name}.{}` exists already", column.name));
            }
        }
        self.push_table(table);
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
                let Some(mut changed) = self.column_named(table, column) else { return };
                // An array was written without NOT NULL, as Prisma does.
                let is_nullable = changed.nullability != Nullability::Required;
                changed.nullability = nullability(read.is_list, is_nullable);
                changed.ty = read.ty;
                self.reread_default(&mut changed);
                self.with_column(table, column, |column| *column = changed);
            }
            AlterActionKind::SetDefault { column, value } => {
                let Some(mut changed) = self.column_named(table, column) else { return };
                changed.default = None;
                if matches!(self.database.provider, Provider::Postgresql | Provider::Cockroachdb) {
                    changed.autoincrement = false;
                }
                if let Some(value) = value {
                    self.set_default(table, &mut changed, &value.text, None);
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

    /// Whether a table has a column of this name.
    fn has_column(&self, table: &QualifiedName, name: &str) -> bool {
        let table = self.table_index(table).and_then(|index| self.database.tables.get(index));
        table.is_some_and(|table| table.columns.iter().any(|column| self.is_same(&column.name, name)))
    }

    /// The column of this name.
    pub(super) fn column_named(&mut self, table: &QualifiedName, name: &Name) -> Option<Column> {
        let index = self.table_index(table)?;
        let columns = &self.database.tables.get(index)?.columns;
        let found = columns.iter().find(|column| self.is_same(&column.name, &name.text)).cloned();
        if found.is_none() {
            self.fail(format!("column `{table}.{}` does not exist", name.text));
        }
        found
    }

    /// Changes the column of this name.
    pub(super) fn with_column(
        &mut self,
        table: &QualifiedName,
        name: &Name,
        change: impl FnOnce(&mut Column),
    ) {
        let Some(found) = self.column_named(table, name) else { return };
        let columns = self.table_mut(table).map(|table| &mut table.columns);
        if let Some(column) = columns.into_iter().flatten().find(|column| column.name == found.name) {
            change(column);
        }
    }

    fn add_column(&mut self, table: &QualifiedName, definition: &ColumnDefinition, if_not_exists: bool) {
        let column = self.column(table, definition);
        if self.has_column(table, &column.name) {
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
        self.hidden_indexes.retain(|index| index.table != *table || !index.columns.contains(&name));
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
            let is_incoming = |it: &ForeignKey| {
                it.references.key(provider) == key.key(provider) && it.referenced_columns.contains(&name)
            };
            for table in self.tables_where(|table| table.foreign_keys.iter().any(is_incoming)) {
                table.foreign_keys.retain(|it| !is_incoming(it));
            }
        }
    }

    /// The whole definition anew. MySQL replaces all of it; SQL Server keeps the default.
    fn redefine(&mut self, table: &QualifiedName, name: &Name, definition: &ColumnDefinition) {
        let Some(before) = self.column_named(table, name) else { return };
        let mut column = self.column(table, definition);
        if self.database.provider == Provider::Sqlserver {
            column.default = before.default;
            self.reread_default(&mut column);
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
        if !self.is_same(&from, to) && self.has_column(table, to) {
            self.fail(format!("column `{table}.{to}` exists already"));
            return;
        }
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
        let is_incoming = |it: &ForeignKey| it.references.key(provider) == key.key(provider);
        for table in self.tables_where(|table| table.foreign_keys.iter().any(is_incoming)) {
            let incoming = table.foreign_keys.iter_mut().filter(|it| is_incoming(it));
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
        self.readdress_table(&from, to);
        for index in self.hidden_indexes.iter_mut().filter(|index| index.table == from) {
            index.table = to.clone();
        }
        let is_incoming = |it: &ForeignKey| it.references.key(provider) == from.key(provider);
        for table in self.tables_where(|table| table.foreign_keys.iter().any(is_incoming)) {
            let incoming = table.foreign_keys.iter_mut().filter(|it| is_incoming(it));
            incoming.for_each(|it| it.references = to.clone());
        }
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
        self.remove_table(index);
        self.hidden_indexes.retain(|hidden| hidden.table != qualified);
        // SQLite keeps the foreign keys of others, which find the next table of that name.
        if self.database.provider != Provider::Sqlite {
            let provider = self.database.provider;
            let is_incoming = |it: &ForeignKey| it.references.key(provider) == qualified.key(provider);
            for table in self.tables_where(|table| table.foreign_keys.iter().any(is_incoming)) {
                table.foreign_keys.retain(|it| !is_incoming(it));
            }
        }
    }
}
