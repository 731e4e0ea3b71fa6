//! Builds the graph of a schema.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagram::{Entity, EntityKind, Graph, Link, LinkEnd, LinkKind, Marks, Multiplicity, Row};
use base::{FieldId, ItemId, cancel};
use model::catalog::referential_actions::ReferentialEvent;
use model::schema::item::{Arity, Field, Item, ItemKind, Key, KeyKind, Model, ModelKind};
use model::schema::{Cardinality, FieldType, RelationInfo, Schema};

impl Graph {
    /// The graph of the whole schema. Of several blocks with one name, the first counts.
    pub fn of(schema: &Schema) -> Graph {
        let shown: Vec<(ItemId, &Item, EntityKind)> = schema
            .items()
            .filter(|(id, _)| schema.is_first_of_name(*id))
            .filter_map(|(id, item)| Some((id, item.as_ref(), kind_of(item)?)))
            .collect();
        let places = shown.iter().enumerate().map(|(at, (id, ..))| (*id, at)).collect();
        let rows = shown.iter().map(|(id, item, _)| (*id, rows_of(schema, item))).collect();
        let reader = GraphBuilder { schema, places, rows };
        let groups = reader.groups(&shown);
        let mut graph = Graph { groups: groups.names, ..Graph::default() };
        for ((id, item, kind), group) in shown.iter().zip(groups.of) {
            cancel::check();
            graph.entities.push(Entity { group, ..reader.entity(item, *kind) });
            reader.add_links(*id, item, &mut graph.links);
        }
        graph
    }
}

/// The name of the only column of a key.
fn only_name(key: &Key) -> Option<&str> {
    let mut names = key.field_names();
    names.next().filter(|_| names.next().is_none())
}

/// The number of the row of each column, by its name. Of several with one name, the first counts.
fn rows_of<'s>(schema: &Schema, item: &'s Item) -> FxHashMap<&'s str, usize> {
    let fields = item.model().into_iter().flat_map(|model| &model.fields);
    let mut rows = FxHashMap::default();
    for (row, field) in fields.filter(|field| is_column(schema.type_of(field))).enumerate() {
        rows.entry(field.name.as_str()).or_insert(row);
    }
    rows
}

fn kind_of(item: &Item) -> Option<EntityKind> {
    match &item.kind {
        ItemKind::Model(Model { kind: ModelKind::Model, .. }) => Some(EntityKind::Model),
        ItemKind::Model(Model { kind: ModelKind::View, .. }) => Some(EntityKind::View),
        ItemKind::Model(Model { kind: ModelKind::Type, .. }) => Some(EntityKind::Type),
        ItemKind::Enum(_) => Some(EntityKind::Enum),
        _ => None,
    }
}

struct GraphBuilder<'s> {
    schema: &'s Schema,
    /// The index of the box of each block.
    places: FxHashMap<ItemId, usize>,
    /// The rows of the columns of each block, by name.
    rows: FxHashMap<ItemId, FxHashMap<&'s str, usize>>,
}

/// The columns of a model that are in keys.
struct KeyColumns<'m> {
    primary: FxHashSet<&'m str>,
    foreign: FxHashSet<&'m str>,
    unique: FxHashSet<&'m str>,
}

impl KeyColumns<'_> {
    fn of(model: &Model) -> KeyColumns<'_> {
        let of_kind = |kind| model.keys.iter().filter(move |key| key.kind == kind);
        let relations = model.fields.iter().filter_map(|field| field.relation.as_ref());
        KeyColumns {
            primary: of_kind(KeyKind::Id).flat_map(Key::field_names).collect(),
            foreign: relations.flat_map(|relation| relation.field_names()).collect(),
            unique: of_kind(KeyKind::Unique).filter_map(only_name).collect(),
        }
    }
}

/// The group of each box.
struct Groups {
    names: Vec<String>,
    of: Vec<Option<usize>>,
}

impl GraphBuilder<'_> {
    fn entity(&self, item: &Item, kind: EntityKind) -> Entity {
        let rows = match (item.model(), item.enumeration()) {
            (Some(model), _) => {
                let keys = KeyColumns::of(model);
                let columns = model.fields.iter().filter(|field| is_column(self.schema.type_of(field)));
                columns.map(|field| self.row(&keys, field)).collect()
            }
            (_, Some(value)) => value.values.iter().map(|value| value_row(&value.name.text)).collect(),
            _ => Vec::new(),
        };
        let table = item.database_name();
        // Of several with the same name, each is in a namespace of its own.
        let is_only = self.schema.all_named(item.name()).len() < 2;
        Entity {
            name: if is_only { item.name().to_owned() } else { item.qualified_name() },
            kind,
            table: (table != item.name()).then(|| table.to_owned()),
            documentation: item.documentation.as_deref().map(|docs| docs.text.trim().to_owned()),
            group: None,
            rows,
        }
    }

    fn row(&self, keys: &KeyColumns<'_>, field: &Field) -> Row {
        let name = field.name.as_str();
        let marks = Marks {
            primary: keys.primary.contains(name),
            foreign: keys.foreign.contains(name),
            unique: keys.unique.contains(name),
        };
        let target = self.schema.type_of(field).item();
        Row {
            name: name.to_owned(),
            ty: field.type_name().to_owned(),
            arity: field.arity(),
            marks,
            target: target.and_then(|id| self.places.get(&id).copied()),
        }
    }

    fn add_links(&self, id: ItemId, item: &Item, links: &mut Vec<Link>) {
        let Some(model) = item.model() else { return };
        for (index, field) in model.fields.iter().enumerate() {
            let link = match self.schema.type_of(field) {
                FieldType::Model(_) => self.relation(FieldId::new(id, index)),
                FieldType::Enum(target) => self.of_type(id, field, target, LinkKind::Enum),
                FieldType::Composite(target) => self.of_type(id, field, target, LinkKind::Composite),
                _ => None,
            };
            links.extend(link);
        }
    }

    /// The line of a column whose type is a block.
    fn of_type(&self, id: ItemId, field: &Field, target: ItemId, kind: LinkKind) -> Option<Link> {
        let to_multiplicity = match field.arity() {
            Arity::Required => Multiplicity::One,
            Arity::Optional => Multiplicity::ZeroOrOne,
            Arity::List => Multiplicity::Many,
        };
        let (owner, to) = (self.schema.item(id)?, self.schema.item(target)?);
        let word = if kind == LinkKind::Enum { "an enum" } else { "a composite type" };
        Some(Link {
            kind,
            to: self.end(target, None, to_multiplicity)?,
            from: self.end(id, Some(field.name.as_str()), Multiplicity::Many)?,
            label: field.name.text.to_string(),
            description: format!("{}.{}: {}, {word}", owner.name(), field.name.text, to.name()),
        })
    }

    /// The line of a relation, returned for only one of its two fields.
    fn relation(&self, field: FieldId) -> Option<Link> {
        let relation = self.schema.relation(field)?;
        let opposite = relation.opposite.and_then(|id| self.schema.field(id));
        if let Some(other) = relation.opposite {
            let other_owns =
                opposite.and_then(|it| it.relation.as_ref()).is_some_and(|it| it.fields.is_some());
            let is_ours = match (relation.owns_key, other_owns) {
                (true, false) => true,
                (false, true) => false,
                _ => field < other,
            };
            if !is_ours {
                return None;
            }
        }
        let declared = self.schema.field(field)?;
        if relation.cardinality == Cardinality::ManyToMany {
            return Some(Link {
                kind: LinkKind::ManyToMany,
                to: self.end(relation.target, None, Multiplicity::Many)?,
                from: self.end(field.item, None, Multiplicity::Many)?,
                label: declared.name.text.to_string(),
                description: self.describe(&relation, "many-to-many"),
            });
        }
        let is_optional = relation
            .key
            .iter()
            .filter_map(|&id| self.schema.field(id))
            .any(|field| field.arity() == Arity::Optional)
            || declared.arity() == Arity::Optional;
        let to = if declared.arity() == Arity::List {
            Multiplicity::Many
        } else if is_optional {
            Multiplicity::ZeroOrOne
        } else {
            Multiplicity::One
        };
        let is_many = relation.cardinality == Cardinality::OneToMany && declared.arity() != Arity::List;
        let from = if is_many { Multiplicity::Many } else { Multiplicity::ZeroOrOne };
        let name = |ids: &[FieldId]| {
            ids.first().and_then(|&id| self.schema.field(id)).map(|field| field.name.text.clone())
        };
        let words = if is_many { "many-to-one" } else { "one-to-one" };
        Some(Link {
            kind: LinkKind::Relation,
            to: self.end(relation.target, name(&relation.referenced).as_deref(), to)?,
            from: self.end(field.item, name(&relation.key).as_deref(), from)?,
            label: declared.name.text.to_string(),
            description: self.describe(&relation, words),
        })
    }

    /// A relation with its actions, in words.
    fn describe(&self, relation: &RelationInfo, words: &str) -> String {
        let full = |id: FieldId| {
            let item = self.schema.item(id.item)?;
            Some(format!("{}.{}", item.name(), self.schema.field(id)?.name.text))
        };
        let mut text = full(relation.field).unwrap_or_default();
        let target = self.schema.item(relation.target).map(|item| item.name()).unwrap_or_default();
        match relation.opposite.and_then(full) {
            Some(other) => text += &format!(" – {other}: {words}"),
            None => text += &format!(" – {target}: {words}"),
        }
        for (event, name) in [(ReferentialEvent::Delete, "onDelete"), (ReferentialEvent::Update, "onUpdate")]
        {
            if let Some((action, is_written)) = self.schema.action(relation, event) {
                let implied = if is_written { "" } else { " (implied)" };
                text += &format!(", {name} {}{implied}", action.name());
            }
        }
        text
    }

    fn end(&self, item: ItemId, field: Option<&str>, multiplicity: Multiplicity) -> Option<LinkEnd> {
        let entity = *self.places.get(&item)?;
        let row = field.and_then(|name| self.rows.get(&item)?.get(name).copied());
        Some(LinkEnd { entity, row, multiplicity })
    }

    /// Groups by `@@schema` if it is used, else by file if there are several, else none.
    fn groups(&self, shown: &[(ItemId, &Item, EntityKind)]) -> Groups {
        let of_schema: Vec<Option<String>> = shown.iter().map(|(_, item, _)| database_schema(item)).collect();
        if of_schema.iter().any(Option::is_some) {
            return Groups::new(of_schema);
        }
        let files = self.schema.files();
        let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
        let mut labels = short_names(&names);
        let models = shown.iter().filter(|(.., kind)| *kind != EntityKind::Enum).count();
        // With one file per model, file names add nothing; folders may.
        if models < labels.len() * 3 / 2 {
            for label in &mut labels {
                *label = label.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            }
        }
        let of_file = shown.iter().map(|(id, ..)| labels.get(self.schema.file_of(*id).0 as usize).cloned());
        let groups = Groups::new(of_file.map(|label| label.filter(|it| !it.is_empty())).collect());
        if groups.names.len() < 2 {
            Groups { names: Vec::new(), of: vec![None; shown.len()] }
        } else {
            groups
        }
    }
}

impl Groups {
    fn new(labels: Vec<Option<String>>) -> Groups {
        let mut names: Vec<String> = Vec::new();
        let of = labels.into_iter().map(|label| {
            let label = label?;
            Some(names.iter().position(|name| *name == label).unwrap_or_else(|| {
                names.push(label);
                names.len() - 1
            }))
        });
        let of = of.collect();
        Groups { names, of }
    }
}

/// The database schema that a block names, or the namespace that it is in.
fn database_schema(item: &Item) -> Option<String> {
    if let Some(namespace) = &item.namespace {
        return Some(namespace.to_string());
    }
    let attribute = item.attributes().iter().find(|attribute| attribute.name() == "schema")?;
    Some(attribute.named_or_first("map")?.as_str()?.to_owned())
}

/// Paths without their common prefix and extension.
fn short_names(paths: &[&str]) -> Vec<String> {
    let parts: Vec<Vec<&str>> = paths.iter().map(|path| path.split(['/', '\\']).collect()).collect();
    let folders = |parts: &[&str]| parts.len().saturating_sub(1);
    let common = (0..parts.iter().map(|it| folders(it)).min().unwrap_or(0))
        .take_while(|&at| parts.iter().all(|it| it.get(at) == parts.first().and_then(|first| first.get(at))))
        .count();
    let short = parts.iter().map(|it| it.get(common..).unwrap_or_default().join("/"));
    short.map(|name| name.strip_suffix(".prisma").unwrap_or(&name).to_owned()).collect()
}

fn is_column(ty: FieldType) -> bool {
    !matches!(ty, FieldType::Model(_) | FieldType::Missing)
}

fn value_row(name: &str) -> Row {
    Row {
        name: name.to_owned(),
        ty: String::new(),
        arity: Arity::Required,
        marks: Marks::default(),
        target: None,
    }
}
