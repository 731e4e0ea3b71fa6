//! Relation fields for foreign keys that the schema does not have.

use std::fmt::Write as _;

use base::{FileEdit, ItemId};
use checks::rules::plural;
use model::catalog::capabilities::ConstraintKind;
use model::catalog::referential_actions::{ReferentialEvent, RelationArity, implied};
use model::database::{ForeignKey, constraint_name};
use model::schema::edit::{self, FieldPlace};
use model::schema::item::Model;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::schema_text::draft::{Added, Draft, ModelTable, table_key};
use crate::schema_text::names::{field_name, free, lower_first, quoted, upper_first};
use crate::schema_text::relations::is_key;

/// What the new relations of one round have taken.
#[derive(Default)]
struct Taken {
    fields: FxHashSet<(ItemId, String)>,
    relations: FxHashSet<String>,
    /// The lines to add, by model.
    lines: FxHashMap<ItemId, Vec<String>>,
}

/// One side of a new relation.
struct Side<'m> {
    id: ItemId,
    name: &'m str,
    model: &'m Model,
}

impl Draft<'_> {
    /// Adds relation fields, on both sides, for the foreign keys that the models do not declare.
    pub(super) fn add_foreign_keys(&mut self) {
        if !self.schema.configuration().has_foreign_keys() {
            return;
        }
        let tables = self.tables();
        let mut taken = Taken::default();
        let mut places = FxHashMap::default();
        for (at, table) in tables.iter().enumerate() {
            places.entry(table_key(&table.table.name, self.provider)).or_insert(at);
        }
        let missing: Vec<(usize, usize, &ForeignKey)> = tables
            .iter()
            .enumerate()
            .flat_map(|(at, table)| {
                let known = self.paired_keys(table);
                let keys = table.wanted.map_or(&[][..], |wanted| &wanted.foreign_keys).iter().enumerate();
                let missing = keys.filter(move |(place, _)| !known.contains(&Some(*place)));
                missing.map(move |(_, key)| (at, key)).collect::<Vec<_>>()
            })
            .filter_map(|(at, key)| Some((at, *places.get(&table_key(&key.references, self.provider))?, key)))
            .collect();
        let pair = |a: usize, b: usize| (a.min(b), a.max(b));
        let mut alike: FxHashMap<(usize, usize), usize> = FxHashMap::default();
        missing.iter().for_each(|(own, other, _)| *alike.entry(pair(*own, *other)).or_default() += 1);
        for (own, other, key) in &missing {
            let is_one_of_several = alike.get(&pair(*own, *other)).is_some_and(|count| *count > 1);
            if let (Some(own), Some(other)) = (tables.get(*own), tables.get(*other)) {
                self.add_relation(own, other, key, is_one_of_several, &mut taken);
            }
        }
        let mut ids: Vec<ItemId> = taken.lines.keys().copied().collect();
        ids.sort_by_key(|id| self.schema.position(*id));
        let edits: Vec<FileEdit> = ids
            .into_iter()
            .filter_map(|id| edit::add_field(&self.schema, id, FieldPlace::Last, taken.lines.get(&id)?))
            .collect();
        self.apply(edits);
    }

    fn side(&self, table: &ModelTable<'_>) -> Option<Side<'_>> {
        let item = self.schema.item(table.id)?;
        Some(Side { id: table.id, name: item.name(), model: item.model()? })
    }

    fn add_relation(
        &self,
        own: &ModelTable<'_>,
        other: &ModelTable<'_>,
        key: &ForeignKey,
        is_one_of_several: bool,
        taken: &mut Taken,
    ) -> Option<()> {
        let fields = |table: &ModelTable<'_>, columns: &[smol_str::SmolStr]| {
            let model = self.schema.model(table.id)?;
            let names = columns.iter().map(|column| table.field_of(model, column));
            names.collect::<Option<Vec<_>>>().map(|names| names.join(", "))
        };
        let arguments = format!(
            "fields: [{}], references: [{}]",
            fields(own, &key.columns)?,
            fields(other, &key.referenced_columns)?
        );
        let columns = || key.columns.iter().filter_map(|name| own.table.column(name));
        let is_optional = columns().any(|column| !column.is_required());
        // As the database has it for the default of the actions.
        let arity = match columns().any(|column| column.is_required()) || !is_optional {
            true => RelationArity::Required,
            false => RelationArity::Optional,
        };
        // One row at most points at another.
        let names: Vec<&str> = key.columns.iter().map(|it| it.as_str()).collect();
        let is_unique = own.wanted.is_some_and(|table| is_key(table, &names));
        let (own, other) = (self.side(own)?, self.side(other)?);
        let name = taken.field_name(&own, &wanted_name(key, other.name));
        let is_related = own.id == other.id
            || own.model.fields_of_type(other.name).next().is_some()
            || other.model.fields_of_type(own.name).next().is_some();
        let relation = (is_related || is_one_of_several).then(|| {
            let name = free(&format!("{}{}", own.name, upper_first(&name)), |name| {
                !taken.relations.contains(name) && !self.has_relation(name)
            });
            taken.relations.insert(name.clone());
            name
        });
        let label = relation.as_ref().map(|name| format!("{}, ", quoted(name))).unwrap_or_default();
        let ignored = |side: &Side<'_>, target: &Side<'_>| {
            let is_ignored = self.added == Added::Ignored || target.model.is_ignored();
            if is_ignored && !side.model.is_ignored() { " @ignore" } else { "" }
        };
        let line = format!(
            "{name} {}{} @relation({label}{arguments}{}){}",
            other.name,
            if is_optional { "?" } else { "" },
            self.further_arguments(&own, key, arity),
            ignored(&own, &other)
        );
        taken.lines.entry(own.id).or_default().push(line);
        let back = lower_first(&if is_unique { own.name.to_owned() } else { plural(own.name) });
        let usual = if relation.is_some() && own.id == other.id {
            format!("{back}Of{}", upper_first(&name))
        } else {
            back
        };
        let back = taken.field_name(&other, &usual);
        let line = format!(
            "{back} {}{}{}{}",
            own.name,
            if is_unique { "?" } else { "[]" },
            relation.map(|name| format!(" @relation({})", quoted(&name))).unwrap_or_default(),
            ignored(&other, &own)
        );
        taken.lines.entry(other.id).or_default().push(line);
        Some(())
    }

    /// The actions and the name of the foreign key, where they are not those that Prisma assumes.
    fn further_arguments(&self, own: &Side<'_>, key: &ForeignKey, arity: RelationArity) -> String {
        let mut arguments = String::new();
        let mode = self.schema.configuration().relation_mode;
        for (event, action) in
            [(ReferentialEvent::Delete, key.on_delete), (ReferentialEvent::Update, key.on_update)]
        {
            if implied(self.provider, mode, arity, event) != action {
                let _ = write!(arguments, ", {}: {}", event.argument(), action.name());
            }
        }
        let table = self.schema.item(own.id).map_or("", |item| item.database_name());
        let columns: Vec<&str> = key.columns.iter().map(|it| it.as_str()).collect();
        let usual = constraint_name(self.provider, ConstraintKind::ForeignKey, table, &columns);
        if let Some(name) = key.name.as_ref().filter(|name| **name != usual)
            && self.provider.capabilities().named_foreign_keys
        {
            let _ = write!(arguments, ", map: {}", quoted(name));
        }
        arguments
    }

    fn has_relation(&self, name: &str) -> bool {
        let fields = self.schema.models().flat_map(|(_, _, model)| &model.fields);
        let mut relations = fields.filter_map(|field| field.relation.as_ref()?.name.as_ref());
        relations.any(|it| it.value == name)
    }
}

impl Taken {
    /// A free name for a field of a model, which is free no longer.
    fn field_name(&mut self, side: &Side<'_>, wanted: &str) -> String {
        let is_free = |name: &str| {
            side.model.field(name).is_none() && !self.fields.contains(&(side.id, name.to_owned()))
        };
        let name = field_name(wanted, is_free);
        self.fields.insert((side.id, name.clone()));
        name
    }
}

/// `author` for the column `authorId` or `author_id`; else the name of the model that it points at.
fn wanted_name(key: &ForeignKey, target: &str) -> String {
    let column = match key.columns.as_slice() {
        [column] => column.as_str(),
        _ => "",
    };
    let endings = ["_id", "Id", "ID", "_uuid", "Uuid"];
    let short =
        endings.iter().find_map(|ending| column.strip_suffix(ending)).filter(|short| !short.is_empty());
    short.map_or_else(|| lower_first(target), str::to_owned)
}
