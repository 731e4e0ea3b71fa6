//! The names of constraints in the database: short enough, and no two alike where they share a space.

use rustc_hash::FxHashMap;

use crate::validate::code::{Removal, codes};
use crate::validate::index::constraints::{NamedConstraint, name_keys};
use crate::validate::index::{ValidityIndex, summary_key};
use crate::validate::{ValidityContext, fixes, removal};
use base::text::Span;
use base::{Fix, ItemId, Place};
use model::catalog::Provider;
use model::catalog::capabilities::{ConstraintKind, ConstraintReach};
use model::schema::item::{Item, Key, KeyKind};
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

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    let Some(provider) = cx.configuration().provider else { return };
    note(|| summary_key(id));
    let Some(summary) = cx.index.summary(id) else { return };
    let (schema, index) = (cx.schema, cx.index);
    let most = provider.capabilities().max_constraint_name_bytes;
    let is_shared = index.is_any_shared(summary);
    let repeated = repeated(&summary.constraints);
    // Constraints of one name and kind clash alike.
    let mut known: FxHashMap<(&str, ConstraintKind), bool> = FxHashMap::default();
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
        let mut clashes = || {
            let clash = known.entry((&*named.name, named.kind));
            *clash.or_insert_with(|| clashes(cx, provider, summary.schema(), named, own))
        };
        if (is_shared || is_repeated) && clashes() {
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
fn repeated(constraints: &[NamedConstraint]) -> Vec<&str> {
    let mut names: Vec<&str> = constraints.iter().map(|named| &*named.name).collect();
    names.sort_unstable();
    let several = names.chunk_by(|a, b| a == b).filter(|chunk| chunk.len() > 1);
    several.filter_map(|chunk| chunk.first().copied()).collect()
}

/// Whether any constraint of the schema bears the name.
fn is_taken(schema: &Schema, index: &ValidityIndex, name: &str) -> bool {
    let mut summaries = schema.items().filter_map(|(id, _)| index.summary(id));
    summaries.any(|summary| summary.constraints.iter().any(|it| &*it.name == name))
}

/// Whether another constraint bears the name where it has to be the only one. `own` are those of the same table, if
/// any of them could.
fn clashes(
    cx: &ValidityContext<'_>,
    provider: Provider,
    schema: Option<&str>,
    named: &NamedConstraint,
    own: &[NamedConstraint],
) -> bool {
    let in_schema = name_keys(cx.configuration(), schema, named).any(|space| {
        let same = |other: &&NamedConstraint| other.name == named.name;
        let holders = cx.index.holders(cx.schema, space);
        let summaries = holders.iter().filter_map(|id| cx.index.summary(*id));
        let mut uses = summaries.filter(|summary| summary.schema() == schema).filter(|summary| {
            let mut others = summary.constraints.iter().filter(same);
            others.any(|other| name_keys(cx.configuration(), schema, other).any(|it| it == space))
        });
        holders.len() > 1 && uses.nth(1).is_some()
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
