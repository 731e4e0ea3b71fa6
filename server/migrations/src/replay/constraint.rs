//! Constraints of a table: added, dropped and renamed.

use model::catalog::Provider;
use model::catalog::referential_actions::ReferentialAction;
use model::database::{ForeignKey, Nullability, PrimaryKey, QualifiedName};
use smol_str::SmolStr;

use super::{Replay, names};
use crate::sql::name::Name;
use crate::sql::table::{
    Constraint, ConstraintKind, DroppedConstraint, ForeignKey as ForeignKeyDefinition, ReferenceAction,
};

impl Replay {
    pub(super) fn add_constraint(&mut self, name: &QualifiedName, constraint: &Constraint) {
        let provider = self.database.provider;
        match &constraint.kind {
            ConstraintKind::PrimaryKey(index) => {
                let columns: Vec<_> = index.columns.iter().filter_map(|it| self.index_column(it)).collect();
                if !self.has_columns(name, columns.iter().map(|it| &it.name)) {
                    return;
                }
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
                self.set_default(name, &mut changed, &value.text, constraint);
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
        if !self.has_columns(name, key.columns.iter().map(|it| &it.text)) {
            return;
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

    /// Drops a constraint or index of a table.
    pub(super) fn drop_constraint(
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
