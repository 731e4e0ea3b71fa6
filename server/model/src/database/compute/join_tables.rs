//! The tables of implicit many-to-many relations.

use base::{FieldId, ItemId};

use crate::catalog::Provider;
use crate::catalog::index_types::IndexType;
use crate::catalog::referential_actions::ReferentialAction;
use crate::database::compute::{Computation, columns, table_name};
use crate::database::names::JoinTableNames;
use crate::database::{
    Column, ForeignKey, Index, IndexColumn, IndexKind, Nullability, PrimaryKey, QualifiedName, Table,
    implicit_relation_name,
};
use crate::schema::Cardinality;
use crate::schema::item::{Arity, Field, KeyKind, ModelKind};

/// The tables of the relations of which the model is the side `A`: the first of the two by name, in a relation of a model
/// with itself the one with the first field by name.
/// Each comes with the place of the field of that side.
pub(super) fn join_tables(cx: &Computation<'_>) -> Vec<(usize, Table)> {
    if !cx.provider.is_sql() {
        return Vec::new();
    }
    // Both sides of such a relation are lists: the cheapest condition comes first.
    let lists = cx.model.fields.iter().enumerate().filter(|(_, field)| field.arity() == Arity::List);
    lists.filter_map(|(index, field)| Some((index, join_table(cx, index, field)?))).collect()
}

/// One side of the relation: the model, its table and the column of its id.
struct Side {
    table: QualifiedName,
    id: Column,
}

fn join_table(cx: &Computation<'_>, index: usize, field: &Field) -> Option<Table> {
    let relation = cx.schema.relation(FieldId::new(cx.id, index))?;
    if relation.cardinality != Cardinality::ManyToMany {
        return None;
    }
    let target = cx.schema.head(relation.target)?;
    if target.name() < cx.item.name() {
        return None;
    }
    let is_self = relation.target == cx.id;
    if is_self && cx.schema.field(relation.opposite?)?.name.text < field.name.text {
        return None;
    }
    let named = field.relation.as_ref().and_then(|it| it.name.as_ref()).map(|name| name.value.clone());
    let name = named.unwrap_or_else(|| implicit_relation_name(cx.item.name(), target.name()));
    let sides = [side(cx, cx.id)?, side(cx, relation.target)?];
    Some(table(cx, &JoinTableNames::of(&name, cx.provider), sides, is_self))
}

fn side(cx: &Computation<'_>, id: ItemId) -> Option<Side> {
    let item = cx.schema.head(id)?;
    let model = item.model().filter(|model| model.kind == ModelKind::Model)?;
    let key = model.keys.iter().find(|key| key.kind == KeyKind::Id)?;
    let field = cx.schema.member(id, &key.columns.first()?.path.text)?;
    let ty = columns::column_type(cx.schema, cx.provider, field, cx.schema.type_of(field))?;
    let id = Column { nullability: Nullability::Required, ..Column::new(field.database_name(), ty) };
    Some(Side { table: table_name(cx.provider, item, model), id })
}

fn table(cx: &Computation<'_>, names: &JoinTableNames, sides: [Side; 2], is_self: bool) -> Table {
    let [a, b] = &sides;
    let namespace = a.table.namespace.clone();
    let mut table = Table::new(QualifiedName { namespace, name: names.table.clone() });
    let column = |name: &str, side: &Side| Column { name: name.into(), ..side.id.clone() };
    table.columns = vec![column("A", a), column("B", b)];
    let both = vec![IndexColumn::new("A"), IndexColumn::new("B")];
    if has_primary_key(cx) {
        let name = Some(names.primary_key.clone());
        table.primary_key = Some(PrimaryKey { name, columns: both, clustered: false, key: None });
    } else {
        table.indexes.push(index(names.unique.clone(), IndexKind::Unique, both));
    }
    table.indexes.push(index(names.index.clone(), IndexKind::Normal, vec![IndexColumn::new("B")]));
    if cx.schema.configuration().has_foreign_keys() {
        // SQL Server refuses two cascades between the same tables.
        let action = match cx.provider {
            Provider::Sqlserver if is_self => ReferentialAction::NoAction,
            _ => ReferentialAction::Cascade,
        };
        let columns = ["A", "B"].into_iter().zip(&names.foreign_keys).zip(&sides);
        table.foreign_keys = columns
            .map(|((column, name), side)| ForeignKey {
                name: Some(name.clone()),
                columns: vec![column.into()],
                references: side.table.clone(),
                referenced_columns: vec![side.id.name.clone()],
                on_delete: action,
                on_update: action,
                field: None,
            })
            .collect();
    }
    table
}

fn index(name: smol_str::SmolStr, kind: IndexKind, columns: Vec<IndexColumn>) -> Index {
    Index { name, kind, columns, method: IndexType::BTree, predicate: None, clustered: false, key: None }
}

/// Whether both columns are the primary key: on PostgreSQL since Prisma 6, before and elsewhere they have a unique index.
fn has_primary_key(cx: &Computation<'_>) -> bool {
    cx.provider == Provider::Postgresql && cx.schema.configuration().version.major >= 6
}
