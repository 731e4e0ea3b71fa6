//! Names in the database that tables and indexes bear.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use smol_str::SmolStr;

use crate::rules::ModelRef;
use crate::rules::indexes::key;
use base::text::Span;
use base::{FieldId, ItemId};
use model::catalog::Provider;
use model::schema::item::{Arity, Item, KeyKind, ModelKind};
use model::schema::{Part, Schema};

/// Something that bears a name: the name as written, where, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Bearer {
    /// As written, or as Prisma makes it.
    pub name: String,
    /// Where it comes from, in bytes of the block.
    pub span: Span,
    /// What it is, with its article.
    pub what: &'static str,
    /// The key of the model with this place in its list.
    pub key: Option<u32>,
    /// Among which names it has to be the only one.
    space: SmolStr,
    /// The name as the database compares it, where that is not how it is written.
    folded: Option<String>,
}

impl Bearer {
    /// What stands for its name and the space of it.
    pub fn part(&self) -> Part {
        Part::new("bearer", (&self.space, self.compared()))
    }

    /// Whether the other one takes its name.
    pub fn clashes_with(&self, other: &Bearer) -> bool {
        self.space == other.space && self.compared() == other.compared()
    }

    fn compared(&self) -> &str {
        self.folded.as_ref().unwrap_or(&self.name)
    }
}

/// A [`Bearer`] as it is kept. Names are long, and only where two clash has anything to be known of them: there they are
/// made out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Claim {
    /// What stands for the name and the space of it.
    pub part: Part,
    /// The key of the model with this place in its list.
    pub key: Option<u32>,
    /// What stands for all that is told of it to those with which it clashes.
    told: u64,
}

impl Claim {
    /// What is kept of a bearer.
    pub fn of(bearer: &Bearer) -> Claim {
        let mut told = FxHasher::default();
        (&bearer.name, bearer.what, bearer.span.start, bearer.span.end).hash(&mut told);
        Claim { part: bearer.part(), key: bearer.key, told: told.finish() }
    }
}

/// What an index is called in messages.
pub(super) const AN_INDEX: &str = "an index";

/// The tables of an item and of its many-to-many relations, and its indexes, in this order.
pub(in crate::rules) fn bearers(schema: &Schema, id: ItemId, item: &Item) -> Vec<Bearer> {
    let mut all = Vec::new();
    let Some(provider) = schema.configuration().provider else { return all };
    let Some(model) = item.model().filter(|model| model.kind != ModelKind::Type) else { return all };
    let model = ModelRef { id, item, model };
    // In PostgreSQL and SQLite names are those of the database schema, elsewhere those of the table.
    let space = SmolStr::new(match provider {
        Provider::Postgresql => model.model.database_schema().unwrap_or(""),
        Provider::Sqlite => "",
        _ => model.item.name(),
    });
    let is_exact = matches!(provider, Provider::Postgresql | Provider::Cockroachdb | Provider::Mongodb);
    let mut add = |name: String, span, what, key| {
        let folded = if is_exact { None } else { Some(name.to_lowercase()).filter(|folded| *folded != name) };
        all.push(Bearer { name, span, what, key, space: space.clone(), folded });
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

/// What Prisma creates for the many-to-many relations of the model, told once, from the side whose name sorts first.
fn join_tables(
    schema: &Schema,
    model: ModelRef<'_>,
    provider: Provider,
    add: &mut impl FnMut(String, Span, &'static str, Option<u32>),
) {
    for (index, field) in model.model.fields.iter().enumerate() {
        // It is many to many where both sides are lists, which is found out sooner than all else about a relation.
        if field.arity() != Arity::List {
            continue;
        }
        let id = FieldId::new(model.id, index);
        let Some(opposite) = schema.opposite(id) else { continue };
        if schema.field(opposite).is_none_or(|field| field.arity() != Arity::List) {
            continue;
        }
        let target = schema.head(opposite.item).map_or("", |item| item.name());
        let own = model.item.name();
        if own > target || opposite.item == model.id && opposite < id {
            continue;
        }
        let written = field.relation.as_ref().and_then(|it| it.name.as_ref()).map(|it| it.value.to_string());
        let table = format!("_{}", written.unwrap_or_else(|| format!("{own}To{target}")));
        let unique = if provider == Provider::Postgresql { "_AB_pkey" } else { "_AB_unique" };
        let index = "an index of a relation's table";
        for (suffix, what) in [("", "the table of a relation"), (unique, index), ("_B_index", index)] {
            add(format!("{table}{suffix}"), field.name.span, what, None);
        }
    }
}
