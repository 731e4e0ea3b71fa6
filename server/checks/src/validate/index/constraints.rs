//! What names each block uses in the database: of its table or type, and of its constraints.

use crate::frame::NameKey;
use base::ItemId;
use base::text::Span;
use model::catalog::Provider;
use model::catalog::capabilities::{ConstraintKind, ConstraintReach};
use model::database::foreign_key_name;
use model::schema::item::{Enum, Item, ItemKind, Model, ModelKind};
use model::schema::{Configuration, Schema};

/// The key of the name that a table, view or enum type has in the database.
pub(in crate::validate) fn table_name_key(item: &Item) -> Option<NameKey> {
    match &item.kind {
        ItemKind::Model(model) if model.kind != ModelKind::Type && !item.name().is_empty() => {
            Some(NameKey::new("table", (model.database_schema(), item.database_name())))
        }
        ItemKind::Enum(value) => Some(NameKey::new("enum", (enum_schema(value), item.database_name()))),
        _ => None,
    }
}

/// The database schema of an enum, if it names one.
pub(in crate::validate) fn enum_schema(value: &Enum) -> Option<&str> {
    value.attribute("schema").and_then(|it| it.named_or_first("map")?.as_str())
}

/// A constraint with a name, written or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::validate) struct NamedConstraint {
    /// What it is.
    pub kind: ConstraintKind,
    /// Its name in the database.
    pub name: Box<str>,
    /// Whether the schema gives the name.
    pub is_written: bool,
    /// The text of the written name, else the attribute.
    pub span: Span,
}

/// The constraints of a block that have a name.
pub(in crate::validate) fn named_constraints(
    schema: &Schema,
    id: ItemId,
    item: &Item,
) -> Box<[NamedConstraint]> {
    let mut all = Vec::new();
    let Some(provider) = schema.configuration().provider else { return Box::default() };
    let model = item.model().filter(|model| model.kind == ModelKind::Model);
    // Of two blocks of one name all names would be the same, which follows from that.
    if let Some(model) = model.filter(|_| schema.find(item.name()) == Some(id)) {
        keys(schema, provider, item, model, &mut all);
        defaults(provider, model, &mut all);
        foreign_keys(schema, provider, item, model, &mut all);
    }
    all.into()
}

/// What stands for the name in each space that it shares with those of other tables. `schema` is the database schema of
/// its table.
pub(in crate::validate) fn name_keys<'n>(
    configuration: &Configuration,
    schema: Option<&'n str>,
    named: &'n NamedConstraint,
) -> impl Iterator<Item = NameKey> + use<'n> {
    let scopes = configuration.provider.map_or(&[][..], |it| it.capabilities().constraint_scopes);
    let shared = scopes
        .iter()
        .enumerate()
        .filter(|(_, scope)| scope.reach == ConstraintReach::Schema && scope.kinds.contains(&named.kind));
    shared.map(move |(at, _)| NameKey::new("constraint", (at, schema, &named.name)))
}

fn keys(schema: &Schema, provider: Provider, item: &Item, model: &Model, all: &mut Vec<NamedConstraint>) {
    let mut has_primary = false;
    let table = item.database_name();
    for key in &model.keys {
        let kind = key.constraint_kind();
        // A second primary key is refused as such.
        let is_primary = kind == ConstraintKind::PrimaryKey;
        if is_primary && std::mem::replace(&mut has_primary, true) {
            continue;
        }
        if kind == ConstraintKind::PrimaryKey && !provider.capabilities().named_primary_keys {
            continue;
        }
        let name = schema.key_name_in(table, Some(model), key);
        let span = key.written_name().map_or(key.span, |text| text.span);
        all.push(NamedConstraint { kind, name: name.text.into(), is_written: name.written, span });
    }
}

/// Defaults have names of their own on SQL Server, which the schema may give.
fn defaults(provider: Provider, model: &Model, all: &mut Vec<NamedConstraint>) {
    if !provider.capabilities().named_defaults {
        return;
    }
    for field in &model.fields {
        let map = field.attribute("default").and_then(|attribute| attribute.named("map")?.as_text());
        if let Some(map) = map {
            all.push(NamedConstraint {
                kind: ConstraintKind::Default,
                name: map.value.as_str().into(),
                is_written: true,
                span: map.span,
            });
        }
    }
}

fn foreign_keys(
    schema: &Schema,
    provider: Provider,
    item: &Item,
    model: &Model,
    all: &mut Vec<NamedConstraint>,
) {
    if !provider.capabilities().named_foreign_keys || !schema.configuration().has_foreign_keys() {
        return;
    }
    let table = item.database_name();
    for field in &model.fields {
        let Some(relation) = field.relation.as_ref().filter(|relation| relation.fields.is_some()) else {
            continue;
        };
        let name = foreign_key_name(provider, table, model, relation);
        all.push(NamedConstraint {
            kind: ConstraintKind::ForeignKey,
            name: name.text.into(),
            is_written: name.written,
            span: relation.map.as_ref().map_or(relation.span, |map| map.span),
        });
    }
}
