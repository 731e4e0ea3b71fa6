//! Database names of tables and indexes.

use smol_str::SmolStr;

use crate::frame::NameKey;
use crate::rules::ModelRef;
use crate::rules::indexes::key;
use base::ItemId;
use base::text::Span;
use model::catalog::Provider;
use model::database::join_tables_of;
use model::schema::item::{Item, KeyKind, ModelKind};
use model::schema::{Fingerprint, Schema};

/// A database object with a name: the name as written, its place, and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct NamedObject {
    /// As written, or as Prisma generates it.
    pub name: String,
    /// Its origin, in bytes of the block.
    pub span: Span,
    /// Its kind, with an article.
    pub what: &'static str,
    /// The index of the key in the model's list.
    pub key: Option<u32>,
    /// The namespace in which it must be unique.
    space: SmolStr,
    /// The name as the database compares it, if that differs from `name`.
    folded: Option<String>,
}

impl NamedObject {
    /// The key of its name.
    pub fn name_key(&self) -> NameKey {
        NameKey::new("tables and indexes", (&self.space, self.compared()))
    }

    /// Whether the other one has the same name.
    pub fn clashes_with(&self, other: &NamedObject) -> bool {
        self.space == other.space && self.compared() == other.compared()
    }

    fn compared(&self) -> &str {
        self.folded.as_ref().unwrap_or(&self.name)
    }
}

/// A [`NamedObject`] as it is kept. Names are long, and they matter only where two clash: there they are computed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct NameUse {
    /// The key of the name.
    pub name: NameKey,
    /// The key of the model with this place in its list.
    pub key: Option<u32>,
    /// The fingerprint of all that findings about other objects say of it.
    reported: Fingerprint,
}

impl NameUse {
    /// What is kept of an object.
    pub fn of(object: &NamedObject) -> NameUse {
        // A fingerprint leaves spans out, but not their ends.
        let reported = (&object.name, object.what, object.span.start, object.span.end);
        NameUse { name: object.name_key(), key: object.key, reported: Fingerprint::of(reported) }
    }
}

/// The kind of an index in messages.
pub(super) const AN_INDEX: &str = "an index";

/// The tables of an item and of its many-to-many relations, and its indexes, in this order.
pub(in crate::rules) fn named_objects(schema: &Schema, id: ItemId, item: &Item) -> Vec<NamedObject> {
    let mut all = Vec::new();
    let Some(provider) = schema.configuration().provider else { return all };
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { return all };
    let model = ModelRef { id, item, model };
    // On PostgreSQL and SQLite, names are unique per database schema, elsewhere per table.
    let space = SmolStr::new(match provider {
        Provider::Postgresql => model.model.database_schema().unwrap_or(""),
        Provider::Sqlite => "",
        _ => model.item.name(),
    });
    let is_exact = matches!(provider, Provider::Postgresql | Provider::Cockroachdb | Provider::Mongodb);
    let mut add = |name: String, span, what, key| {
        let folded = if is_exact { None } else { Some(name.to_lowercase()).filter(|folded| *folded != name) };
        all.push(NamedObject { name, span, what, key, space: space.clone(), folded });
    };
    if matches!(provider, Provider::Postgresql | Provider::Sqlite) {
        let what = if model.model.kind == ModelKind::View { "a view" } else { "a table" };
        add(item.database_name().to_owned(), item.head(), what, None);
        join_tables(schema, model, provider, &mut add);
    }
    if model.model.kind == ModelKind::Model {
        for (at, key) in (0..).zip(&model.model.keys) {
            let is_named = key.kind != KeyKind::Id || provider == Provider::Postgresql;
            if is_named && key::is_whole(model.model, key) {
                add(schema.key_name(item, key).text, key.span, AN_INDEX, Some(at));
            }
        }
    }
    all
}

/// What Prisma creates for the model's many-to-many relations, listed once: at the side whose name sorts first.
fn join_tables(
    schema: &Schema,
    model: ModelRef<'_>,
    provider: Provider,
    add: &mut impl FnMut(String, Span, &'static str, Option<u32>),
) {
    for (field, table) in join_tables_of(schema, provider, model.id) {
        let Some(span) = model.model.fields.get(field.index as usize).map(|field| field.name.span) else {
            continue;
        };
        add(table.name.name.to_string(), span, "the join table of a relation", None);
        let key = table.primary_key.and_then(|key| key.name);
        let indexes = table.indexes.into_iter().map(|index| index.name);
        for name in key.into_iter().chain(indexes) {
            add(name.to_string(), span, "an index of a join table", None);
        }
    }
}
