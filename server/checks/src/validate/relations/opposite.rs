//! Relation fields without a field that answers to them in the other model, or with several.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::relations::foreign_key::{self, Ends};
use crate::validate::relations::side::Side;
use base::{FileEdit, Fix, ItemId, Place};
use model::schema::Schema;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Field, ModelKind};

codes! {
    /// Ambiguous relations between two models.
    ///
    /// Give each relation a name, the same on both sides: `@relation("Author")`.
    AMBIGUOUS_RELATION = "ambiguous-relation";

    /// A missing opposite relation field.
    ///
    /// Every relation is declared in both models. Add a field of this model's type there.
    MISSING_OPPOSITE_FIELD = "missing-opposite-field";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    let (label, target) = (side.label(), side.target_item.name());
    let named =
        side.relation_name().map(|name| format!(" with the relation name \"{name}\"")).unwrap_or_default();
    let message = if side.is_self() {
        format!(
            "`{label}` references its own model, and a relation has two sides. Add a second field of type `{target}`, \
             and give both the same relation name."
        )
    } else {
        format!(
            "`{label}` has no opposite field: no field of `{target}` has the type `{}`{named}. Add one to `{target}`.",
            side.item.name()
        )
    };
    cx.error(&MISSING_OPPOSITE_FIELD, side.id.item, side.name_span(), message)
        .related(Place::new(side.target, side.target_item.head()), "The opposite field belongs here.")
        .fix(|| add_opposite(side));
}

/// Whether the field is one of several for the same relation. Reported at the first of them.
pub(super) fn is_ambiguous(cx: &mut ValidityContext<'_>, side: &Side<'_>) -> bool {
    if !side.is_ambiguous() {
        return false;
    }
    if side.has_earlier_rival() {
        return true;
    }
    let rivals = side.rivals();
    let mut names = vec![format!("`{}`", side.field.name.text)];
    names.extend(rivals.iter().map(|rival| format!("`{}`", rival.name.text)));
    let names = names.join(", ");
    let (model, target) = (side.item.name(), side.target_item.name());
    let message = match (side.is_self(), side.relation_name()) {
        (true, Some(name)) => format!(
            "In `{model}`, the fields {names} all have the relation name \"{name}\", but a relation has two sides. \
             Rename the others."
        ),
        (true, None) if rivals.len() == 1 => format!(
            "In `{model}`, the fields {names} both reference `{model}`. Give both the same `@relation(\"Name\")` if \
             they are the two sides of one relation, else different names."
        ),
        (true, None) => format!(
            "In `{model}`, the fields {names} all reference `{model}`. Give the two sides of each relation the same \
             `@relation(\"Name\")`."
        ),
        (false, Some(name)) => format!(
            "In `{model}`, the fields {names} all have the relation name \"{name}\". Give each relation to `{target}` \
             its own name."
        ),
        (false, None) => format!(
            "In `{model}`, the fields {names} all reference `{target}`, and their opposite fields are ambiguous. Give \
             each relation a name: `@relation(\"Name\")` on both sides."
        ),
    };
    let mut report = cx.error(&AMBIGUOUS_RELATION, side.id.item, side.name_span(), message);
    for rival in &rivals {
        report = report.related(Place::new(side.id.item, rival.name.span), "This field has the same target.");
    }
    report.fix(|| name_self_relation(side, &rivals));
    true
}

/// The fields that could answer to the side, the likeliest first.
pub(super) fn add_opposite(side: &Side<'_>) -> Vec<Fix> {
    let source = side.item.name();
    let list = add(side, &free_name(side, &format!("{}s", lower_first(source))), "[]", &[]);
    if side.arity() == Arity::List {
        let key = if side.fields().is_empty() { add_with_key(side) } else { None };
        return key.into_iter().chain(list).collect();
    }
    let names: Vec<&str> = side.fields().iter().map(|path| path.text.as_str()).collect();
    let is_unique = side.model.keys.iter().any(|key| key.is_unique() && key.is_over(&names));
    let single = || add(side, &free_name(side, &lower_first(source)), "?", &[]);
    let one = if is_unique { single() } else { None };
    let keyed = list.as_ref().and_then(|list| with_own_key(side, list));
    one.into_iter().chain(keyed).chain(list).collect()
}

/// The list side there together with the foreign key here, which this side is still without.
fn with_own_key(side: &Side<'_>, list: &Fix) -> Option<Fix> {
    // Of a self relation without a name both would change the same `@relation`.
    if !side.fields().is_empty() || (side.is_self() && side.relation_name().is_none()) {
        return None;
    }
    let key = foreign_key::add_foreign_key(side, false)?;
    let edits = list.edits.iter().chain(&key.edits).cloned().collect();
    Some(Fix::choice(format!("{}, and its foreign key to `{}`", list.title, side.item.name()), edits))
}

/// The single side of a one-to-many relation, foreign key and all.
fn add_with_key(side: &Side<'_>) -> Option<Fix> {
    if side.model.kind == ModelKind::View || side.is_self() {
        return None;
    }
    let name = free_name(side, &lower_first(side.item.name()));
    let ends = Ends {
        schema: side.schema,
        model: side.target_model,
        field_name: &name,
        arity: Arity::Required,
        target: side.id.item,
        target_item: side.item,
        target_model: side.model,
    };
    let key = ends.key(&foreign_key::identity(side.model)?, false)?;
    let arguments =
        format!("fields: [{}], references: [{}]", key.names.join(", "), key.references.join(", "));
    let relation = match written_name(side) {
        Some(name) => format!("@relation({name}, {arguments})"),
        None => format!("@relation({arguments})"),
    };
    let mut lines = vec![format!("{name} {} {relation}", side.item.name())];
    lines.extend(key.lines);
    let change = edit::add_field(side.schema, side.target, FieldPlace::Last, &lines)?;
    Some(Fix::choice(title(side, &format!("{name} {}", side.item.name())), vec![change]))
}

fn add(side: &Side<'_>, name: &str, arity: &str, more: &[FileEdit]) -> Option<Fix> {
    let mut changes = more.to_vec();
    let unnamed_self = side.is_self() && side.relation_name().is_none();
    let relation = match written_name(side) {
        Some(name) => format!(" @relation({name})"),
        None if unnamed_self => format!(" @relation({:?})", self_relation_name(side)),
        None => String::new(),
    };
    let ty = format!("{}{arity}", side.item.name());
    let line = format!("{name} {ty}{relation}");
    changes.push(edit::add_field(side.schema, side.target, FieldPlace::Last, &[line])?);
    if unnamed_self {
        let name = self_relation_name(side);
        // Before the new field: both may stand at the same place.
        changes.insert(0, add_name(side.schema, side.id.item, side.field, &name));
    }
    Some(Fix::choice(title(side, &format!("{name} {ty}")), changes))
}

/// The argument that names the relation, as the side has it: `"Name"` or `name: "Name"`.
fn written_name(side: &Side<'_>) -> Option<String> {
    let name = side.relation()?.name.as_ref()?;
    let arguments = side.attribute()?.arguments().iter();
    let argument = arguments.into_iter().find(|argument| argument.span.encloses(name.span))?;
    Some(argument.span.of(&side.schema.text(side.id.item)).to_owned())
}

fn title(side: &Side<'_>, field: &str) -> String {
    format!("Add `{field}` to `{}`", side.target_item.name())
}

/// The name, or one like it that the target does not have yet.
fn free_name(side: &Side<'_>, name: &str) -> String {
    let is_free = |name: &str| side.target_model.field(name).is_none();
    if is_free(name) {
        return name.to_owned();
    }
    let numbered = (2_u32..).map(|number| format!("{name}{number}"));
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_else(|| name.to_owned())
}

/// Gives the two fields of a self relation one name.
pub(super) fn name_self_relation(side: &Side<'_>, rivals: &[&Field]) -> Option<Fix> {
    let [rival] = rivals else { return None };
    if !side.is_self() || side.relation_name().is_some() {
        return None;
    }
    let name = self_relation_name(side);
    let changes = [side.field, rival].map(|field| add_name(side.schema, side.id.item, field, &name)).to_vec();
    Some(Fix::choice(format!("Name both sides `@relation(\"{name}\")`"), changes))
}

/// A name for a relation of a model with itself: that of the model and of one of the fields.
fn self_relation_name(side: &Side<'_>) -> String {
    format!("{}{}", side.item.name(), foreign_key::upper_first(side.field.name.as_str()))
}

/// Gives a relation field the name of its relation.
fn add_name(schema: &Schema, item: ItemId, field: &Field, name: &str) -> FileEdit {
    let Some(attribute) = field.attribute("relation") else {
        return edit::add_attribute(schema, item, field, &format!("@relation(\"{name}\")"));
    };
    match attribute.arguments.as_ref().and_then(|arguments| arguments.list.first()) {
        Some(first) => {
            let place = Place::new(item, base::text::Span::at(first.span.start));
            edit::replace(schema, place, format!("\"{name}\", "))
        }
        None => edit::add_argument(schema, item, attribute, &format!("\"{name}\"")),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
