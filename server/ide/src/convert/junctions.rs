//! The tables of implicit many-to-many relations, which are models of their own in Prisma 8.

use smol_str::SmolStr;

use base::text::{Span, capitalized, uncapitalized};
use base::{FieldId, ItemId};
use model::catalog::Provider;
use model::database::{implicit_relation_name, join_table_index_name, join_table_name};
use model::schema::item::KeyKind;
use model::schema::{RelationInfo, Schema};

use crate::convert::facts::{Facts, is_many_to_many, namespace};
use crate::convert::literal::quoted;
use crate::convert::note::Notes;
use crate::convert::types::column_type;

/// The table of an implicit many-to-many relation.
#[derive(Clone, Debug)]
pub(super) struct Junction {
    /// The name of its model: that of the relation.
    name: SmolStr,
    /// The list fields of the sides `A` and `B`.
    fields: [FieldId; 2],
    /// Its relation fields to the sides `A` and `B`.
    relations: [String; 2],
}

/// The tables of all implicit many-to-many relations of a schema.
#[derive(Debug)]
pub(super) struct Junctions(Vec<Junction>);

impl Junctions {
    pub(super) fn of(facts: &Facts<'_>) -> Junctions {
        let relations = facts.relations.iter();
        Junctions(relations.filter_map(|relation| Junction::of(facts, relation)).collect())
    }

    /// The junction of a list field, and which side of it the field is.
    pub(super) fn of_field(&self, field: FieldId) -> Option<(&Junction, usize)> {
        self.0.iter().find_map(|junction| Some((junction, junction.side_of(field)?)))
    }

    /// Those whose models are put behind a model: that of their side `A`.
    pub(super) fn at(&self, model: ItemId) -> impl Iterator<Item = &Junction> {
        self.0.iter().filter(move |junction| junction.fields[0].item == model)
    }
}

/// The words that Prisma 8 does not use as names that it makes.
const RESERVED: &[&str] = &["model", "enum", "types", "type", "generator", "datasource"];

impl Junction {
    /// The junction of a relation as seen from its side `A`; `None` from side `B`, and for other relations.
    fn of(facts: &Facts<'_>, relation: &RelationInfo) -> Option<Junction> {
        let schema = facts.schema;
        let opposite = relation.opposite.filter(|id| is_many_to_many(relation) && !facts.is_dropped(*id))?;
        let side = |id: FieldId| Some((schema.head(id.item)?.name(), schema.field(id)?.name.as_str()));
        let (a, b) = (side(relation.field)?, side(opposite)?);
        // The first model by name; of a relation of a model with itself the first field.
        if a >= b {
            return None;
        }
        let written = schema.field(relation.field)?.relation.as_ref().and_then(|it| it.name.as_ref());
        let name = written.map_or_else(|| implicit_relation_name(a.0, b.0), |name| name.value.clone());
        let tables =
            [schema.head(relation.field.item)?.database_name(), schema.head(opposite.item)?.database_name()];
        Some(Junction { name, fields: [relation.field, opposite], relations: relation_fields(tables) })
    }

    /// Which side a list field is: 0 for `A`, 1 for `B`.
    fn side_of(&self, field: FieldId) -> Option<usize> {
        self.fields.iter().position(|it| *it == field)
    }

    /// The name of the relation between the junction and one of its sides, where one is needed.
    pub(super) fn relation_name(&self, facts: &Facts<'_>, side: usize) -> Option<String> {
        let [a, b] = self.fields;
        let field = self.relations.get(side)?;
        facts.needs_names(a.item, b.item).then(|| format!("{}_{field}", self.name))
    }

    /// Its model as text. `None`, with a note, if it cannot be one.
    pub(super) fn model(&self, facts: &Facts<'_>, notes: &mut Notes<'_>) -> Option<String> {
        let schema = facts.schema;
        let [home, _] = self.fields;
        let field = schema.field(home)?;
        let own = namespace(schema.head(home.item)?).to_owned();
        self.check(schema, &own, home, field.span, notes);
        let sides = self.fields.iter().zip(&self.relations).zip(["A", "B"]).enumerate();
        let (mut columns, mut relations) = (String::new(), String::new());
        for (at, ((side, relation), column)) in sides {
            let model = schema.model(side.item)?;
            let id = model.keys.iter().find(|key| key.kind == KeyKind::Id && key.columns.len() == 1);
            let id = id.and_then(|key| schema.member(side.item, &key.columns.first()?.path.text))?;
            let ty = column_type(schema, id).ok()?;
            columns += &format!("  {column} {}\n", ty.text());
            let target = facts.name_from(side.item, &own);
            let name = self.relation_name(facts, at);
            let name = name.map(|name| format!("name: {}, ", quoted(&name))).unwrap_or_default();
            relations += &format!(
                "  {relation} {target} @relation({name}fields: [{column}], references: [{}], onDelete: Cascade, onUpdate: \
                 Cascade, index: false)\n",
                id.name.text
            );
        }
        let table = join_table_name(Provider::Postgresql, &self.name);
        let index = join_table_index_name(Provider::Postgresql, &self.name);
        notes.change(
            "junction",
            home.item,
            field.span,
            format!(
                "The implicit many-to-many relation `{}` becomes a model of its own, `{}`, for its table `{table}`.",
                field.name.text, self.name
            ),
        );
        Some(format!(
            "\n\nmodel {} {{\n{columns}{relations}\n  @@id([A, B])\n  @@index([B], map: {})\n  @@map({})\n}}",
            self.name,
            quoted(&index),
            quoted(&table)
        ))
    }

    fn check(&self, schema: &Schema, own: &str, home: FieldId, span: Span, notes: &mut Notes<'_>) {
        let name = &self.name;
        let mut characters = name.chars();
        let is_name = characters.next().is_some_and(|it| it.is_alphabetic() || it == '_')
            && characters.all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'));
        if !is_name {
            let message = format!(
                "The relation `{name}` becomes a model, and its name cannot be that of one. Rename the relation, and its \
                 table `_{name}` with it."
            );
            notes.block("junction-name", home.item, span, message);
        }
        let is_taken = |id: &ItemId| schema.head(*id).is_some_and(|item| namespace(item) == own);
        if schema.all_named(name).iter().any(is_taken) {
            let message = format!(
                "The relation `{name}` becomes a model, and `{name}` exists. Rename that one, and keep its table with \
                 `@@map`."
            );
            notes.block("junction-name", home.item, span, message);
        }
    }
}

/// The names of the relation fields of a junction between two tables.
fn relation_fields(tables: [&str; 2]) -> [String; 2] {
    let mut used = vec!["A".to_owned(), "B".to_owned()];
    let first = tables.map(|table| {
        let name = camel_case(table);
        let with_model = format!("{name}{}", pascal_case(table));
        let name = free(&name, &[&with_model], &used);
        used.push(name.clone());
        name
    });
    // The columns are fields in lower case there.
    let mut used = vec!["a".to_owned(), "b".to_owned()];
    first.map(|name| {
        let name = free(&name, &[], &used);
        used.push(name.clone());
        name
    })
}

/// The name, one of the others, or the name with a number: the first that is not used.
fn free(name: &str, others: &[&str], used: &[String]) -> String {
    let is_free = |name: &str| !used.iter().any(|it| it == name);
    if let Some(found) = std::iter::once(&name).chain(others).find(|name| is_free(name)) {
        return (*found).to_owned();
    }
    let numbered = (2..).map(|number| format!("{name}{number}"));
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_default()
}

fn parts(name: &str) -> Vec<&str> {
    name.split(|it: char| !it.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect()
}

fn camel_case(name: &str) -> String {
    let parts = parts(name);
    let Some((first, rest)) = parts.split_first() else { return name.to_owned() };
    escaped(uncapitalized(first) + &rest.iter().map(|part| capitalized(part)).collect::<String>())
}

fn pascal_case(name: &str) -> String {
    if name.chars().all(|it| it.is_ascii_alphanumeric()) {
        return escaped(capitalized(name));
    }
    escaped(parts(name).into_iter().map(capitalized).collect())
}

fn escaped(name: String) -> String {
    let is_reserved = RESERVED.contains(&name.to_lowercase().as_str());
    if is_reserved || name.starts_with(|it: char| it.is_ascii_digit()) { format!("_{name}") } else { name }
}
