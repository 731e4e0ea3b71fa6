//! Relations: opposite field, cardinality, foreign key, and referential actions.

use crate::hover::context::HoverContext;
use crate::hover::declaration;
use crate::hover::page::{Page, code, codes};
use base::FieldId;
use model::catalog::Provider;
use model::catalog::referential_actions::{ReferentialAction, ReferentialEvent};
use model::database::{implicit_relation_name, join_table_name};
use model::schema::item::Arity;
use model::schema::{Cardinality, RelationInfo};

/// The hover of a relation name on a field.
pub(super) fn page(cx: HoverContext<'_>, field: FieldId, name: &str) -> Option<String> {
    let info = cx.schema.relation(field)?;
    let sides = std::iter::once(field).chain(info.opposite.filter(|&other| other != field));
    let lines: Vec<String> = sides.filter_map(|side| declaration::of_field(cx, side)).collect();
    let title = format!(
        "**Relation {}** between {} and {}",
        code(name),
        code(cx.item_name(field.item)),
        code(cx.item_name(info.target))
    );
    Some(Page::fenced(&lines.join("\n")).text(&title).list(&facts(cx, &info)).finish())
}

/// The facts about a relation as seen from one of its fields, as list items.
pub(super) fn facts(cx: HoverContext<'_>, info: &RelationInfo) -> Vec<String> {
    let mut facts = vec![cardinality(cx, info)];
    facts.push(match info.opposite {
        Some(other) if other == info.field => "Its own opposite field".to_owned(),
        Some(other) => format!("Opposite field: {}", code(&cx.field_path(other))),
        None => format!("No opposite field in {}", code(cx.item_name(info.target))),
    });
    facts.extend(storage(cx, info));
    for event in [ReferentialEvent::Delete, ReferentialEvent::Update] {
        facts.extend(action(cx, info, event));
    }
    facts
}

/// The action in effect for an event and its effect on this relation.
pub(super) fn action(cx: HoverContext<'_>, info: &RelationInfo, event: ReferentialEvent) -> Option<String> {
    let (action, written) = cx.schema.action(info, event)?;
    let implied = if written { "" } else { " (implied)" };
    let meaning = consequence(cx, info, event, action);
    Some(format!("{}: {}{implied} — {meaning}", code(event.argument()), code(action.name())))
}

/// The effect of an action on an event in this relation, in words.
pub(super) fn consequence(
    cx: HoverContext<'_>,
    info: &RelationInfo,
    event: ReferentialEvent,
    action: ReferentialAction,
) -> String {
    let (owner, target) = ends(cx, info);
    let key = codes(&field_names(cx, &info.key), usize::MAX);
    let key = if key.is_empty() { "the foreign key".to_owned() } else { key };
    let referenced = codes(&field_names(cx, &info.referenced), usize::MAX);
    let (owner, target) = (code(owner), code(target));
    let deleting = event == ReferentialEvent::Delete;
    let deed = if deleting { format!("deleting the {target}") } else { format!("changing {referenced}") };
    match action {
        ReferentialAction::Cascade if deleting => format!("{deed} deletes every {owner} that references it"),
        ReferentialAction::Cascade => format!("{deed} updates {key}"),
        ReferentialAction::Restrict => format!("{deed} is rejected while any {owner} references it"),
        ReferentialAction::NoAction if !cx.schema.configuration().has_foreign_keys() => {
            format!("{deed} leaves every {owner} unchanged, and nothing is checked")
        }
        ReferentialAction::NoAction => {
            format!("{deed} is rejected if any {owner} would be left with a dangling reference")
        }
        ReferentialAction::SetNull => format!("{deed} sets {key} to NULL"),
        ReferentialAction::SetDefault => format!("{deed} sets {key} to its default"),
    }
}

/// In a self-relation only the names of the fields distinguish the sides.
fn cardinality(cx: HoverContext<'_>, info: &RelationInfo) -> String {
    let is_self = info.target == info.field.item;
    let (this, other) = (code(cx.item_name(info.field.item)), code(cx.item_name(info.target)));
    let arity = |id: FieldId| cx.schema.field(id).map_or(Arity::Required, |field| field.arity());
    let seen_as = |id: FieldId, model: &str| match cx.schema.field(id) {
        Some(field) if is_self => code(field.name.as_str()),
        _ => model.to_owned(),
    };
    let how_many = |arity| match arity {
        Arity::Required => "one",
        Arity::Optional => "at most one",
        Arity::List => "any number of",
    };
    let own = arity(info.field);
    let own_words = format!("each {this} has {} {}", how_many(own), seen_as(info.field, &other));
    let back = match info.opposite {
        Some(id) => format!(", each {other} has {} {}", how_many(arity(id)), seen_as(id, &this)),
        None => String::new(),
    };
    match info.cardinality {
        Cardinality::OneToOne => format!("**One-to-one**: {own_words}{back}"),
        Cardinality::ManyToMany => format!("**Many-to-many**: {own_words}, and vice versa"),
        Cardinality::OneToMany if own == Arity::List => format!("**One-to-many**: {own_words}{back}"),
        Cardinality::OneToMany => format!("**Many-to-one**: {own_words}{back}"),
    }
}

/// The foreign key, or what replaces it.
fn storage(cx: HoverContext<'_>, info: &RelationInfo) -> Option<String> {
    let (owner, target) = ends(cx, info);
    if !info.key.is_empty() {
        let (key, referenced) = (field_names(cx, &info.key), field_names(cx, &info.referenced));
        let full = |owner: &str, names: &[&str]| match names {
            [one] => code(&format!("{owner}.{one}")),
            several => code(&format!("{owner}.({})", several.join(", "))),
        };
        let (from, to) = (full(owner, &key), full(target, &referenced));
        if info.cardinality == Cardinality::ManyToMany {
            return Some(format!("Ids in {from} → {to}"));
        }
        if !cx.schema.configuration().has_foreign_keys() {
            return Some(format!(
                "{from} → {to}, enforced by Prisma Client: the database has no foreign key"
            ));
        }
        let name = cx.schema.foreign_key_name(info);
        let constraint = name.map(|name| format!(", constraint {}", code(&name.text)));
        return Some(format!("Foreign key {from} → {to}{}", constraint.unwrap_or_default()));
    }
    (info.cardinality == Cardinality::ManyToMany && !cx.is_mongodb())
        .then(|| format!("Join table {}, managed by Prisma", code(&join_table(cx, info))))
}

/// The models that hold the foreign key and that it references.
fn ends<'a>(cx: HoverContext<'a>, info: &RelationInfo) -> (&'a str, &'a str) {
    let (this, other) = (cx.item_name(info.field.item), cx.item_name(info.target));
    if info.owns_key || info.key.is_empty() { (this, other) } else { (other, this) }
}

fn field_names<'a>(cx: HoverContext<'a>, fields: &[FieldId]) -> Vec<&'a str> {
    fields.iter().filter_map(|&id| Some(cx.schema.field(id)?.name.as_str())).collect()
}

/// The join table of a many-to-many relation: named after it, else after the two models.
fn join_table(cx: HoverContext<'_>, info: &RelationInfo) -> String {
    let relation = cx.schema.field(info.field).and_then(|field| field.relation.as_ref());
    let written = relation.and_then(|relation| relation.name.as_ref()).map(|name| name.value.clone());
    let (this, other) = (cx.item_name(info.field.item), cx.item_name(info.target));
    let name = written.unwrap_or_else(|| implicit_relation_name(this, other));
    join_table_name(cx.provider().unwrap_or(Provider::Sqlite), &name).to_string()
}
