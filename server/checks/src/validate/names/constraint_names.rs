//! The names of constraints in the database: short enough, and no two alike where they share a space.

use crate::frame::NameKey;
use crate::validate::code::{Removal, codes};
use crate::validate::index::{self, Index};
use crate::validate::{Context, fixes, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::Provider;
use model::catalog::capabilities::{ConstraintKind, ConstraintReach};
use model::database::foreign_key_name;
use model::schema::item::{Item, Key, KeyKind, Model, ModelKind};
use model::schema::{Schema, edit, note};

codes! {
    /// A duplicate constraint name in the database.
    ///
    /// Whether constraint names must be unique per schema or per table depends on the database. Set another name with
    /// `map:`.
    DUPLICATE_CONSTRAINT_NAME = "duplicate-constraint-name";

    /// A constraint name that is too long for the database.
    ///
    /// Databases limit names, most to 63 or 128 bytes. Set a shorter one with `map:`.
    NAME_TOO_LONG = "name-too-long";
}

/// A constraint with a name, written or made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::validate) struct Named {
    kind: ConstraintKind,
    name: Box<str>,
    is_written: bool,
    /// The text of the written name, else the attribute.
    span: Span,
}

/// The constraints of a block that have a name.
pub(in crate::validate) fn named(cx: &Context<'_>, id: ItemId, item: &Item) -> Box<[Named]> {
    let mut all = Vec::new();
    let Some(provider) = cx.configuration().provider else { return Box::default() };
    let model = item.model().filter(|model| model.kind == ModelKind::Model);
    // Of two blocks of one name all names would be the same, which follows from that.
    if let Some(model) = model.filter(|_| cx.schema.find(item.name()) == Some(id)) {
        keys(cx, provider, item, model, &mut all);
        defaults(provider, model, &mut all);
        foreign_keys(cx, provider, item, model, &mut all);
    }
    all.into()
}

/// What stands for the name in each space that it shares with those of other tables. `schema` is the database schema of
/// its table.
pub(in crate::validate) fn spaces<'n>(
    cx: &Context<'_>,
    schema: Option<&'n str>,
    named: &'n Named,
) -> impl Iterator<Item = NameKey> + use<'n> {
    let scopes = cx.configuration().provider.map_or(&[][..], |it| it.capabilities().constraint_scopes);
    let shared = scopes
        .iter()
        .enumerate()
        .filter(|(_, scope)| scope.reach == ConstraintReach::Schema && scope.kinds.contains(&named.kind));
    shared.map(move |(at, _)| index::name("constraint", (at, schema, &named.name)))
}

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    let Some(provider) = cx.configuration().provider else { return };
    note(|| index::own(id));
    let Some(summary) = cx.index.summary(id) else { return };
    let (schema, index) = (cx.schema, cx.index);
    let most = provider.capabilities().max_constraint_name_bytes;
    let is_shared = index.is_any_shared(summary);
    let repeated = repeated(&summary.constraints);
    for named in &summary.constraints {
        if let Some(most) = most.filter(|most| named.is_written && named.name.len() > *most) {
            let message = format!(
                "\"{}\" is longer than {most} bytes, the limit of {}. Shorten it.",
                named.name,
                provider.display_name()
            );
            cx.error(&NAME_TOO_LONG, id, named.span, message)
                .fix(|| removal::fix(schema, Place::new(id, named.span), Removal::Argument(&[])));
        }
        let is_repeated = repeated.contains(&&*named.name);
        let own = if is_repeated { &*summary.constraints } else { &[] };
        if (is_shared || is_repeated) && clashes(cx, provider, summary.schema(), named, own) {
            let made =
                if named.is_written { "" } else { " The name is generated: set another one with `map:`." };
            let message = format!("Duplicate constraint name \"{}\" in this schema.{made}", named.name);
            cx.error(&DUPLICATE_CONSTRAINT_NAME, id, named.span, message).fix(|| {
                let is_taken = |name: &str| is_taken(schema, index, name);
                let written = (&*named.name, named.is_written);
                let free = free_name(schema, id, item, named.span, written, most, is_taken);
                not_twice(schema, id, item, named.span).into_iter().chain(free)
            });
        }
    }
}

/// The names that several of the constraints of a block bear, in order.
fn repeated(constraints: &[Named]) -> Vec<&str> {
    let mut names: Vec<&str> = constraints.iter().map(|named| &*named.name).collect();
    names.sort_unstable();
    let several = names.chunk_by(|a, b| a == b).filter(|chunk| chunk.len() > 1);
    several.filter_map(|chunk| chunk.first().copied()).collect()
}

/// Whether any constraint of the schema bears the name.
fn is_taken(schema: &Schema, index: &Index, name: &str) -> bool {
    let mut summaries = schema.items().filter_map(|(id, _)| index.summary(id));
    summaries.any(|summary| summary.constraints.iter().any(|it| &*it.name == name))
}

/// Whether another constraint bears the name where it has to be the only one. `own` are those of the same table, if
/// any of them could.
fn clashes(cx: &Context<'_>, provider: Provider, schema: Option<&str>, named: &Named, own: &[Named]) -> bool {
    let in_schema = spaces(cx, schema, named).any(|space| {
        let same = |other: &&Named| other.name == named.name;
        let holders = cx.index.holders(cx.schema, space);
        let summaries = holders.iter().filter_map(|id| cx.index.summary(*id));
        let mut uses = summaries.filter(|summary| summary.schema() == schema).map(|summary| {
            let mut others = summary.constraints.iter().filter(same);
            others.any(|other| spaces(cx, schema, other).any(|it| it == space))
        });
        holders.len() > 1 && uses.by_ref().filter(|is_use| *is_use).count() > 1
    });
    let scopes = provider.capabilities().constraint_scopes.iter();
    let mut in_table =
        scopes.filter(|it| it.reach == ConstraintReach::Table && it.kinds.contains(&named.kind));
    in_schema
        || in_table.any(|scope| {
            // Where foreign keys share the names of a table, indexes count, but are not what is reported.
            let is_index = matches!(named.kind, ConstraintKind::Index | ConstraintKind::Unique);
            let is_passed = is_index && scope.kinds.contains(&ConstraintKind::ForeignKey);
            let same = own.iter().filter(|it| it.name == named.name && scope.kinds.contains(&it.kind));
            !is_passed && same.count() > 1
        })
}

fn keys(cx: &Context<'_>, provider: Provider, item: &Item, model: &Model, all: &mut Vec<Named>) {
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
        let name = cx.schema.key_name_in(table, Some(model), key);
        let span = key.written_name().map_or(key.span, |text| text.span);
        all.push(Named { kind, name: name.text.into(), is_written: name.written, span });
    }
}

/// Defaults have names of their own on SQL Server, which the schema may give.
fn defaults(provider: Provider, model: &Model, all: &mut Vec<Named>) {
    if !provider.capabilities().named_defaults {
        return;
    }
    for field in &model.fields {
        let map = field.attribute("default").and_then(|attribute| attribute.named("map")?.as_text());
        if let Some(map) = map {
            all.push(Named {
                kind: ConstraintKind::Default,
                name: map.value.as_str().into(),
                is_written: true,
                span: map.span,
            });
        }
    }
}

fn foreign_keys(cx: &Context<'_>, provider: Provider, item: &Item, model: &Model, all: &mut Vec<Named>) {
    if !provider.capabilities().named_foreign_keys || !cx.configuration().has_foreign_keys() {
        return;
    }
    let table = item.database_name();
    for field in &model.fields {
        let Some(relation) = field.relation.as_ref().filter(|relation| relation.fields.is_some()) else {
            continue;
        };
        let name = foreign_key_name(provider, table, model, relation);
        all.push(Named {
            kind: ConstraintKind::ForeignKey,
            name: name.text.into(),
            is_written: name.written,
            span: relation.map.as_ref().map_or(relation.span, |map| map.span),
        });
    }
}

/// Gives a constraint a name that no other has: in the place of the written one, else as `map:` of its attribute.
pub(super) fn free_name(
    schema: &Schema,
    id: ItemId,
    item: &Item,
    span: Span,
    (name, is_written): (&str, bool),
    most: Option<usize>,
    is_taken: impl Fn(&str) -> bool,
) -> Option<Fix> {
    let free =
        (2..100).map(|number| shortened(name, &format!("_{number}"), most)).find(|it| !is_taken(it))?;
    let text = format!("{free:?}");
    if is_written {
        return Some(fixes::change(schema, id, span, &text));
    }
    let (attribute, _) = removal::attribute_at(item, span)?;
    let change = edit::set_argument(schema, id, attribute, "map", &text);
    Some(Fix::choice(format!("Rename to {text} in the database"), vec![change]))
}

/// Takes a key away that another one of the same model repeats.
pub(super) fn not_twice(schema: &Schema, id: ItemId, item: &Item, span: Span) -> Option<Fix> {
    let key = twin(item, span)?;
    removal::fix(schema, Place::new(id, key.span), Removal::Attribute)
}

/// The name with the suffix, within so many bytes.
fn shortened(name: &str, suffix: &str, most: Option<usize>) -> String {
    let room = most.map_or(usize::MAX, |most| most.saturating_sub(suffix.len()));
    let end =
        name.char_indices().map(|(at, char)| at + char.len_utf8()).take_while(|end| *end <= room).last();
    format!("{}{suffix}", name.get(..end.unwrap_or(0)).unwrap_or(""))
}

/// Whether the key says the same as another one of the model.
pub(super) fn twin(item: &Item, span: Span) -> Option<&Key> {
    let keys = || item.model().into_iter().flat_map(|model| &model.keys);
    let own = keys().find(|key| key.span.encloses(span))?;
    let fields = |key: &Key| key.columns.iter().map(|column| column.path.text.clone()).collect::<Vec<_>>();
    let is_like = |other: &&Key| {
        other.span != own.span
            && other.kind == own.kind
            && own.kind != KeyKind::Id
            && fields(other) == fields(own)
    };
    keys().find(is_like).map(|_| own)
}
