//! Between the quotes of `map:` and `name:`: generated names, and names in the usual convention.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::usual_names::{column_name, table_name};
use checks::rules::words;
use model::catalog::Provider;
use model::catalog::attributes::AttributeParam;
use model::catalog::capabilities::ConstraintKind;
use model::database::constraint_name;
use model::schema::item::{Field, Key, KeyOwner, Name, Path};
use model::schema::spot::Owner;

/// The names for this position.
pub(super) fn offers(at: At<'_>, param: &AttributeParam) -> Vec<Completion> {
    let Some(attribute) = at.spot.attribute_facts() else { return Vec::new() };
    match (attribute.name, param.name) {
        ("@map", _) => column(at),
        ("@@map", _) => table(at),
        ("@relation", "map") => foreign_key(at).into_iter().collect(),
        ("@relation", _) => relation(at),
        ("@default", _) => default_constraint(at).into_iter().collect(),
        (_, "map") => key(at).map(|(key, name)| offer(name, made_for(&key))).into_iter().collect(),
        (_, "name") => client_name(at).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn offer(name: String, detail: &str) -> Completion {
    Completion::new(CompletionKind::Name, name).detail(detail)
}

/// Usual names of a column; on MongoDB the id is always `_id`.
fn column(at: At<'_>) -> Vec<Completion> {
    let name = match at.spot.owner {
        Owner::Value(index) => {
            at.item.enumeration().and_then(|body| body.values.get(index)).map(|it| &it.name)
        }
        _ => at.field().map(|field| &field.name),
    };
    let Some(name) = name else { return Vec::new() };
    let mut found = Vec::new();
    let is_key = at.field().is_some_and(|field| field.has("id"));
    if is_key && at.cx.provider() == Some(Provider::Mongodb) {
        found.push(offer("_id".to_owned(), "the document id").ranked(Rank::Likely));
        return found;
    }
    found.push(offer(column_name(&name.text), "snake case"));
    found
}

/// Usual names of a table.
fn table(at: At<'_>) -> Vec<Completion> {
    let name = column_name(at.cx.item().map_or("", |item| item.name()));
    if name.is_empty() {
        return Vec::new();
    }
    let plural = table_name(&name);
    if at.item.enumeration().is_some() || plural == name {
        return vec![offer(name, "snake case")];
    }
    vec![offer(plural, "snake case, plural").ranked(Rank::Likely), offer(name.clone(), "snake case")]
}

fn foreign_key(at: At<'_>) -> Option<Completion> {
    let relation = at.field()?.relation.as_ref()?;
    let columns = at.cx.siblings().filter(|field| relation.field_names().any(|name| name == field.name.text));
    let columns: Vec<&str> = columns.map(Field::database_name).collect();
    let name = constraint(at, ConstraintKind::ForeignKey, &columns)?;
    (!columns.is_empty()).then(|| offer(name, "the generated name"))
}

fn default_constraint(at: At<'_>) -> Option<Completion> {
    let name = constraint(at, ConstraintKind::Default, &[at.field()?.database_name()])?;
    Some(offer(name, "the generated name"))
}

fn constraint(at: At<'_>, kind: ConstraintKind, columns: &[&str]) -> Option<String> {
    // Without a known database, the longest limit applies.
    let provider = at.cx.provider().unwrap_or(Provider::Sqlite);
    Some(constraint_name(provider, kind, at.cx.item()?.database_name(), columns))
}

/// The key that is being named, and its generated name.
fn key(at: At<'_>) -> Option<(Key, String)> {
    let item = at.cx.item()?;
    let model = at.item.model()?;
    let key = model.keys.iter().find(|key| match (key.owner, at.spot.owner) {
        (KeyOwner::Field(key), Owner::Field(here)) => key == here,
        (KeyOwner::Block(key), Owner::Attribute(here)) => key == here,
        _ => false,
    })?;
    let mut unnamed = Key { map: None, ..key.clone() };
    if let (KeyOwner::Field(_), Some(field)) = (key.owner, at.field()) {
        // The line itself contains the name of its column.
        for column in &mut unnamed.columns {
            column.path = Path::from(Name { text: field.database_name().into(), span: column.path.span });
        }
    }
    let name = at.cx.schema.key_name(item, &unnamed).text;
    Some((unnamed, name))
}

fn made_for(key: &Key) -> &'static str {
    match key.constraint_kind() {
        ConstraintKind::PrimaryKey => "the generated name of the primary key",
        ConstraintKind::Unique => "the generated name of the unique index",
        _ => "the generated name of the index",
    }
}

/// The client name of a compound key.
fn client_name(at: At<'_>) -> Option<Completion> {
    let (key, _) = key(at)?;
    let names: Vec<&str> = key.field_names().collect();
    (names.len() > 1).then(|| offer(names.join("_"), "the generated name in Prisma Client"))
}

/// The name on the other side, and one from both models.
fn relation(at: At<'_>) -> Vec<Completion> {
    let Some(field) = at.field() else { return Vec::new() };
    let Some((_, item, model)) = at.cx.target(field) else { return Vec::new() };
    let own = at.cx.item().map_or("", |item| item.name());
    let other = model.fields.iter().filter(|other| other.type_name() == own);
    let names = other.filter_map(|other| Some(other.relation.as_ref()?.name.as_ref()?.value.to_string()));
    let mut found: Vec<Completion> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if found.iter().all(|it| it.label != name) {
            found.push(offer(name, &format!("on a field of {}", item.name())).ranked(Rank::Likely));
        }
    }
    let mut capital = words(&field.name.text).to_vec();
    for word in &mut capital {
        let mut letters = word.chars();
        *word = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    }
    let made = format!("{own}{}", capital.concat());
    if found.iter().all(|it| it.label != made) {
        found.push(offer(made, "from model and field"));
    }
    found
}
