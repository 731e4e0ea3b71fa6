//! Relation fields that go with their foreign keys, or change with them.

use base::{FieldId, FileEdit, ItemId};
use model::catalog::capabilities::ConstraintKind;
use model::database::{Database, ForeignKey, IndexColumn, Table, constraint_name, join_tables_of};
use model::schema::edit;
use model::schema::item::{Arity, Field};
use model::schema::{Cardinality, FieldType, RelationInfo};
use rustc_hash::FxHashMap;

use crate::schema_text::draft::{Draft, Member, ModelTable, is_same};
use crate::schema_text::names::quoted;
use crate::step::Pair;

impl Draft<'_> {
    /// Removes the relation fields whose tables, columns or foreign keys the database does not have.
    pub(super) fn remove_relations(&mut self) {
        let mut gone = Vec::new();
        let tables = self.tables();
        let places: FxHashMap<ItemId, &ModelTable<'_>> = tables.iter().map(|it| (it.id, it)).collect();
        for table in &tables {
            let Some(model) = self.schema.model(table.id) else { continue };
            for (at, field) in model.fields.iter().enumerate() {
                let id = FieldId::new(table.id, at);
                let FieldType::Model(target) = self.schema.type_of(field) else { continue };
                let target = places.get(&target).copied();
                let is_there = table.wanted.is_some() && target.is_some_and(|it| it.wanted.is_some());
                let is_held =
                    |info: &RelationInfo| target.is_some_and(|it| self.is_held(table, at, it, info));
                let info = self.schema.relation(id);
                if is_there && info.as_ref().is_none_or(|info| !info.owns_key || is_held(info)) {
                    continue;
                }
                gone.extend(self.relation_field(id));
                gone.extend(info.and_then(|info| info.opposite).and_then(|id| self.relation_field(id)));
            }
            for (id, join) in join_tables_of(&self.schema, self.provider, table.id) {
                if self.wanted_table(&join.name).is_some_and(|wanted| self.is_same_table(wanted, &join)) {
                    continue;
                }
                gone.extend(self.relation_field(id));
                let opposite = self.schema.opposite(id);
                gone.extend(opposite.and_then(|id| self.relation_field(id)));
            }
        }
        self.apply(self.without(gone));
    }

    /// The tables of the implicit many-to-many relations.
    pub(super) fn implicit_tables(&self) -> Vec<Table> {
        let ids = self.schema.models().map(|(id, _, _)| id);
        ids.flat_map(|id| join_tables_of(&self.schema, self.provider, id)).map(|(_, table)| table).collect()
    }

    fn relation_field(&self, id: FieldId) -> Option<Member> {
        let field = self.schema.field(id)?;
        Some(self.member(id.item, field.span, field.documentation.as_deref()))
    }

    /// Whether the database has the columns and the foreign key of a relation field that names them.
    fn is_held(
        &self,
        table: &ModelTable<'_>,
        at: usize,
        target: &ModelTable<'_>,
        info: &RelationInfo,
    ) -> bool {
        let (Some(wanted), Some(other)) = (table.wanted, target.wanted) else { return false };
        let has = |table: &Table, fields: &[FieldId]| {
            let mut fields = fields.iter().filter_map(|id| self.schema.field(*id));
            fields.all(|field| table.column(field.database_name()).is_some())
        };
        if !has(wanted, &info.key) || !has(other, &info.referenced) {
            return false;
        }
        let of_field = |key: &ForeignKey| key.field.is_some_and(|field| field as usize == at);
        match table.table.foreign_keys.iter().position(of_field) {
            Some(key) => self.wanted_key(table, key).is_some(),
            None => self.is_possible(Pair { from: wanted, to: other }, info),
        }
    }

    /// Whether Prisma accepts a relation without foreign key between two tables: its columns are of the same types, and
    /// those that it points at are a key.
    fn is_possible(&self, tables: Pair<&Table>, info: &RelationInfo) -> bool {
        let columns = |table: &Table, fields: &[FieldId]| {
            let names = fields.iter().filter_map(|id| self.schema.field(*id));
            let columns = names.filter_map(|field| table.column(field.database_name()));
            columns.map(|column| (column.name.clone(), column.ty.scalar())).collect::<Vec<_>>()
        };
        let (own, other) = (columns(tables.from, &info.key), columns(tables.to, &info.referenced));
        let names: Vec<&str> = other.iter().map(|(name, _)| name.as_str()).collect();
        own.iter().zip(&other).all(|((_, own), (_, other))| own == other) && is_key(tables.to, &names)
    }

    /// The foreign key that the database is to have for one of the model's table, whatever its name and actions.
    pub(super) fn wanted_key<'t>(&self, table: &ModelTable<'t>, key: usize) -> Option<&'t ForeignKey> {
        let at = *self.paired_keys(table).get(key)?.as_ref()?;
        table.wanted?.foreign_keys.get(at)
    }

    /// For each foreign key of the model's table the place of the one that the database is to have.
    pub(super) fn paired_keys<'t>(&self, table: &'t ModelTable<'_>) -> &'t [Option<usize>] {
        table.paired_keys.get_or_init(|| self.pairs_of_keys(table))
    }

    fn pairs_of_keys(&self, table: &ModelTable<'_>) -> Vec<Option<usize>> {
        let (old, new) =
            (&table.table.foreign_keys, table.wanted.map_or(&[][..], |table| &table.foreign_keys));
        let mut pairs: Vec<Option<usize>> = vec![None; old.len()];
        let same = |a: &ForeignKey, b: &ForeignKey| {
            a.columns == b.columns
                && a.referenced_columns == b.referenced_columns
                && a.references.key(self.provider) == b.references.key(self.provider)
        };
        for needs_name in [true, false] {
            for (at, key) in old.iter().enumerate() {
                let is_it = |(place, other): &(usize, &ForeignKey)| {
                    same(key, other)
                        && (!needs_name || key.name == other.name)
                        && !pairs.contains(&Some(*place))
                };
                let found = new.iter().enumerate().find(is_it).map(|(place, _)| place);
                if let Some(pair @ None) = pairs.get_mut(at) {
                    *pair = found;
                }
            }
        }
        pairs
    }

    fn is_same_table(&self, a: &Table, b: &Table) -> bool {
        let alone = |table: &Table| Database {
            tables: vec![table.clone().into()],
            namespaces: self.state.namespaces.clone(),
            ..Database::empty(self.provider)
        };
        is_same(&alone(a), &alone(b))
    }

    /// Brings optionality, cardinality, actions and names of relation fields in line with columns and foreign keys.
    pub(super) fn adjust_relations(&mut self) {
        let arities = self.relation_fields().iter().flat_map(|(_, info)| self.arity_edits(info)).collect();
        self.apply(arities);
        let actions = self.of_keys(|table, at, key| self.action_edits(table, at, key));
        self.apply(actions);
        let maps = self.of_keys(|table, at, key| self.map_edit(table, at, key).into_iter().collect());
        self.apply(maps);
    }

    /// The edits for each foreign key of each model's table.
    fn of_keys(&self, edits: impl Fn(&ModelTable<'_>, usize, &ForeignKey) -> Vec<FileEdit>) -> Vec<FileEdit> {
        let mut all = Vec::new();
        for table in self.tables() {
            for (at, key) in table.table.foreign_keys.iter().enumerate() {
                all.extend(edits(&table, at, key));
            }
        }
        all
    }

    /// The relation fields that hold a foreign key.
    fn relation_fields(&self) -> Vec<(FieldId, RelationInfo)> {
        let ids = self.schema.models().flat_map(|(id, _, model)| {
            let fields = model.fields.iter().enumerate().filter(|(_, field)| field.relation.is_some());
            fields.map(move |(at, _)| FieldId::new(id, at))
        });
        let owner = |id: FieldId| Some((id, self.schema.relation(id).filter(|info| info.owns_key)?));
        ids.filter_map(owner).collect()
    }

    fn arity_edits(&self, info: &RelationInfo) -> Vec<FileEdit> {
        let Some(field) = self.schema.field(info.field) else { return Vec::new() };
        let is_optional =
            |id: &FieldId| self.schema.field(*id).is_some_and(|it| it.arity() == Arity::Optional);
        let any_optional = info.key.iter().any(is_optional);
        let mut edits = Vec::new();
        match (field.arity(), any_optional) {
            (Arity::Required, true) => edits.extend(self.with_arity(info.field, field, "?")),
            (Arity::Optional, false) if self.was_optional(info) => {
                edits.extend(self.with_arity(info.field, field, ""));
            }
            _ => {}
        }
        let opposite = info.opposite.and_then(|id| Some((id, self.schema.field(id)?)));
        if let Some((id, opposite)) = opposite
            && info.cardinality == Cardinality::OneToOne
            && opposite.arity() != Arity::List
            && !self.is_unique(info)
        {
            edits.extend(self.with_arity(id, opposite, "[]"));
        }
        edits
    }

    fn with_arity(&self, id: FieldId, field: &Field, arity: &str) -> Option<FileEdit> {
        let ty = field.ty.as_ref()?;
        Some(self.replace(id.item, ty.span, format!("{}{arity}", ty.name.text)))
    }

    /// Whether a column of the relation took NULL before the edits.
    fn was_optional(&self, info: &RelationInfo) -> bool {
        let was = |id: &FieldId| {
            let model = self.base.model(self.base.find(self.schema.item(id.item)?.name())?)?;
            Some(model.field(&self.schema.field(*id)?.name.text)?.arity() == Arity::Optional)
        };
        info.key.iter().any(|id| was(id) == Some(true))
    }

    /// Whether the fields of the relation are a key.
    fn is_unique(&self, info: &RelationInfo) -> bool {
        let Some(model) = self.schema.model(info.field.item) else { return true };
        let names: Vec<&str> =
            info.key.iter().filter_map(|id| self.schema.field(*id)).map(|it| it.name.as_str()).collect();
        model.keys.iter().any(|key| {
            key.is_unique()
                && key.columns.len() == names.len()
                && key.columns.iter().all(|column| names.contains(&column.path.as_str()))
        })
    }

    fn action_edits(&self, table: &ModelTable<'_>, at: usize, key: &ForeignKey) -> Vec<FileEdit> {
        let attribute = key
            .field
            .and_then(|field| self.schema.model(table.id)?.fields.get(field as usize)?.attribute("relation"));
        let (Some(wanted), Some(attribute)) = (self.wanted_key(table, at), attribute) else {
            return Vec::new();
        };
        let mut added = Vec::new();
        let mut edits = Vec::new();
        let actions =
            [("onDelete", key.on_delete, wanted.on_delete), ("onUpdate", key.on_update, wanted.on_update)];
        for (name, now, wanted) in actions {
            if now == wanted {
                continue;
            }
            if attribute.named(name).is_some() {
                edits.push(edit::set_argument(&self.schema, table.id, attribute, name, wanted.name()));
            } else {
                added.push(format!("{name}: {}", wanted.name()));
            }
        }
        if !added.is_empty() {
            edits.push(edit::add_argument(&self.schema, table.id, attribute, &added.join(", ")));
        }
        edits
    }

    fn map_edit(&self, table: &ModelTable<'_>, at: usize, key: &ForeignKey) -> Option<FileEdit> {
        if !self.provider.capabilities().named_foreign_keys {
            return None;
        }
        let wanted = self.wanted_key(table, at)?.name.as_ref()?;
        if key.name.as_ref() == Some(wanted) {
            return None;
        }
        let field = self.schema.model(table.id)?.fields.get(key.field? as usize)?;
        let attribute = field.attribute("relation")?;
        let columns: Vec<&str> = key.columns.iter().map(|it| it.as_str()).collect();
        let usual =
            constraint_name(self.provider, ConstraintKind::ForeignKey, &table.table.name.name, &columns);
        match attribute.arguments.as_ref()?.argument("map") {
            Some(map) if usual == *wanted => {
                Some(edit::remove_argument(&self.schema, table.id, attribute, map))
            }
            _ => Some(edit::set_argument(&self.schema, table.id, attribute, "map", &quoted(wanted))),
        }
    }
}

/// Whether the columns, in any order, are the primary key or have a unique index.
pub(super) fn is_key(table: &Table, names: &[&str]) -> bool {
    let is_over = |columns: &[IndexColumn]| {
        columns.len() == names.len() && columns.iter().all(|column| names.contains(&column.name.as_str()))
    };
    table.primary_key.as_ref().is_some_and(|key| is_over(&key.columns))
        || table.indexes.iter().any(|index| index.is_unique() && is_over(&index.columns))
}
