//! The content of a diagram, independent of the output format: boxes with rows, and lines between them.

use crate::diagram::Columns;
use model::schema::item::Arity;

/// The boxes and lines of a diagram.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The boxes, in the order of the schema.
    pub entities: Vec<Entity>,
    /// The lines, in the order of the schema.
    pub links: Vec<Link>,
    /// The names of the groups, in the order of the schema; empty without groups.
    pub groups: Vec<String>,
}

/// A box: one block of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The name of the block.
    pub name: String,
    /// The kind of the block.
    pub kind: EntityKind,
    /// Its database name, if that differs.
    pub table: Option<String>,
    /// Its documentation.
    pub documentation: Option<String>,
    /// Its group, an index into [`Graph::groups`].
    pub group: Option<usize>,
    /// Its columns, or the values of an enum. Relation fields are lines.
    pub rows: Vec<Row>,
}

/// The kinds of boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// `model`
    Model,
    /// `view`
    View,
    /// `type`
    Type,
    /// `enum`
    Enum,
}

/// A row of a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of the field or value.
    pub name: String,
    /// The type without `?` and `[]`; empty for an enum value.
    pub ty: String,
    /// How many values it holds.
    pub arity: Arity,
    /// The keys that contain it.
    pub marks: Marks,
    /// The box of its type, if it has one.
    pub target: Option<usize>,
}

/// The keys that contain a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// Part of the primary key.
    pub primary: bool,
    /// Part of a foreign key.
    pub foreign: bool,
    /// Unique by itself.
    pub unique: bool,
}

/// A line between two boxes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its kind.
    pub kind: LinkKind,
    /// The referenced side: the referenced model, the type of a column.
    pub to: LinkEnd,
    /// The referencing side: the model with the foreign key, the model with the column.
    pub from: LinkEnd,
    /// The name of the field.
    pub label: String,
    /// Its description, in a sentence.
    pub description: String,
}

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A relation with a foreign key.
    Relation,
    /// A many-to-many relation with an implicit join table, or without one on MongoDB.
    ManyToMany,
    /// A column of an enum.
    Enum,
    /// A composite type within a model or another type.
    Composite,
}

/// One end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkEnd {
    /// The box, an index into [`Graph::entities`].
    pub entity: usize,
    /// The row, an index into [`Entity::rows`]; `None` for the whole box.
    pub row: Option<usize>,
    /// How many rows of this end belong to one row of the other.
    pub multiplicity: Multiplicity,
}

/// A multiplicity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Multiplicity {
    /// Exactly one.
    One,
    /// One or none.
    ZeroOrOne,
    /// Any number.
    Many,
}

impl EntityKind {
    /// The keyword of the block.
    pub fn keyword(self) -> &'static str {
        match self {
            EntityKind::Model => "model",
            EntityKind::View => "view",
            EntityKind::Type => "type",
            EntityKind::Enum => "enum",
        }
    }
}

impl Row {
    /// The type with `?` or `[]`.
    pub fn full_type(&self) -> String {
        let suffix = match self.arity {
            Arity::Required => "",
            Arity::Optional => "?",
            Arity::List => "[]",
        };
        format!("{}{suffix}", self.ty)
    }
}

impl Marks {
    /// The key markers, in order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let named = [(self.primary, "PK"), (self.foreign, "FK"), (self.unique, "UK")];
        named.into_iter().filter_map(|(is_set, name)| is_set.then_some(name))
    }

    /// Whether the column is in any key.
    pub fn any(self) -> bool {
        self.primary || self.foreign || self.unique
    }
}

impl Link {
    /// Whether it is a relation between models, not the type of a column.
    pub fn is_relation(&self) -> bool {
        matches!(self.kind, LinkKind::Relation | LinkKind::ManyToMany)
    }
}

impl Graph {
    /// The graph with only these boxes, and the lines between them.
    pub(super) fn restricted(&self, keep: impl Fn(usize) -> bool) -> Graph {
        let mut places = vec![None; self.entities.len()];
        let mut entities = Vec::new();
        for (at, entity) in self.entities.iter().enumerate().filter(|(at, _)| keep(*at)) {
            if let Some(place) = places.get_mut(at) {
                *place = Some(entities.len());
            }
            entities.push(entity.clone());
        }
        let place = |at: usize| places.get(at).copied().flatten();
        for row in entities.iter_mut().flat_map(|entity| &mut entity.rows) {
            row.target = row.target.and_then(place);
        }
        let moved = |end: LinkEnd| Some(LinkEnd { entity: place(end.entity)?, ..end });
        let kept = |link: &Link| Some(Link { from: moved(link.from)?, to: moved(link.to)?, ..link.clone() });
        let links = self.links.iter().filter_map(kept).collect();
        Graph { entities, links, groups: self.groups.clone() }.without_empty_groups()
    }

    /// The graph with only these columns. A line whose row is omitted ends at the box.
    pub(super) fn with_columns(mut self, columns: Columns) -> Graph {
        if columns == Columns::All {
            return self;
        }
        let is_shown = |entity: &Entity, row: &Row| {
            columns == Columns::Keys && (row.marks.any() || entity.kind == EntityKind::Enum)
        };
        let place = |end: &LinkEnd| {
            let entity = self.entities.get(end.entity)?;
            let row = end.row?;
            entity.rows.get(row).filter(|row| is_shown(entity, row))?;
            Some(entity.rows.iter().take(row).filter(|row| is_shown(entity, row)).count())
        };
        for link in &mut self.links {
            link.from.row = place(&link.from);
            link.to.row = place(&link.to);
        }
        for entity in &mut self.entities {
            let rows = std::mem::take(&mut entity.rows);
            entity.rows = rows.into_iter().filter(|row| is_shown(entity, row)).collect();
        }
        self
    }

    fn without_empty_groups(mut self) -> Graph {
        let used = |group: usize| self.entities.iter().any(|entity| entity.group == Some(group));
        let places: Vec<Option<usize>> = (0..self.groups.len())
            .scan(0, |next, group| {
                let place = used(group).then_some(*next);
                *next += usize::from(place.is_some());
                Some(place)
            })
            .collect();
        for entity in &mut self.entities {
            entity.group = entity.group.and_then(|group| places.get(group).copied().flatten());
        }
        let groups = std::mem::take(&mut self.groups).into_iter().zip(&places);
        self.groups = groups.filter_map(|(group, place)| place.is_some().then_some(group)).collect();
        self
    }
}
