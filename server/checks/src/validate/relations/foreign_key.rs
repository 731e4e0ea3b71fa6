//! Writes the foreign key of a relation field: its `@relation`, and the fields that hold it.

use crate::validate::relations::side::Side;
use base::text::Span;
use base::{FileEdit, Fix, ItemId, Place};
use model::schema::Schema;
use model::schema::edit::{self, FieldPlace};
use model::schema::item::{Arity, Field, Item, Key, KeyKind, Model};

/// The fields of a foreign key that is still to be written.
pub(super) struct NewKey {
    /// The fields that hold it.
    pub(super) names: Vec<String>,
    /// What it points at.
    pub(super) references: Vec<String>,
    /// The lines of those fields that are still to be added.
    pub(super) lines: Vec<String>,
}

/// The model in which a foreign key is to be, the field that it is for, and the model that it is to point at.
pub(super) struct Ends<'s> {
    pub(super) schema: &'s Schema,
    pub(super) model: &'s Model,
    pub(super) field_name: &'s str,
    pub(super) arity: Arity,
    pub(super) target: base::ItemId,
    pub(super) target_item: &'s Item,
    pub(super) target_model: &'s Model,
}

/// Completes the `@relation` of the side that is to hold the foreign key, with new fields where none fits.
pub(super) fn add_foreign_key(side: &Side<'_>, is_unique: bool) -> Option<Fix> {
    let (schema, item) = (side.schema, side.id.item);
    let ends = Ends {
        schema,
        model: side.model,
        field_name: &side.field.name.text,
        arity: side.arity(),
        target: side.target,
        target_item: side.target_item,
        target_model: side.target_model,
    };
    let given: Vec<&str> = side.references().iter().map(|path| path.text.as_str()).collect();
    let references = if given.is_empty() { identity(side.target_model)? } else { given };
    let key = match side.fields() {
        [] => ends.key(&references, is_unique)?,
        fields if fields.len() == references.len() => NewKey {
            names: fields.iter().map(|path| path.text.to_string()).collect(),
            references: references.iter().map(|&name| name.to_owned()).collect(),
            lines: Vec::new(),
        },
        _ => return None,
    };
    let fields = format!("[{}]", key.names.join(", "));
    let references = format!("[{}]", key.references.join(", "));
    let mut changes = arguments(side, &fields, &references);
    if !key.lines.is_empty() {
        changes.push(edit::add_field(schema, item, FieldPlace::After(side.field), &key.lines)?);
    }
    let names: Vec<&str> = key.names.iter().map(String::as_str).collect();
    let is_covered = side.model.keys.iter().any(|it| it.is_unique() && it.is_over(&names));
    if is_unique && !is_covered && (names.len() > 1 || key.lines.is_empty()) {
        changes.extend(make_unique(schema, item, &names)?.edits);
    }
    let added = if key.lines.is_empty() { "" } else { " and its field" };
    Some(Fix::choice(format!("Add `@relation(fields: {fields}, references: {references})`{added}"), changes))
}

/// Writes both lists into the `@relation` of the side, each where it stands already or belongs.
pub(super) fn arguments(side: &Side<'_>, fields: &str, references: &str) -> Vec<FileEdit> {
    let (schema, item) = (side.schema, side.id.item);
    let both = format!("fields: {fields}, references: {references}");
    let (Some(attribute), Some(relation)) = (side.attribute(), side.relation()) else {
        return vec![edit::add_attribute(schema, item, side.field, &format!("@relation({both})"))];
    };
    let replace = |span: Span, text: String| edit::replace(schema, Place::new(item, span), text);
    let argument = |name| attribute.arguments.as_ref().and_then(|arguments| arguments.argument(name));
    match (relation.fields_span, relation.references_span) {
        (Some(old_fields), Some(old_references)) => {
            vec![replace(old_fields, fields.to_owned()), replace(old_references, references.to_owned())]
        }
        (Some(old), None) => {
            vec![replace(old, format!("{fields}, references: {references}"))]
        }
        (None, Some(old)) => {
            let whole = argument("references").map_or(old, |argument| argument.span);
            vec![replace(whole, both)]
        }
        (None, None) => vec![edit::add_argument(schema, item, attribute, &both)],
    }
}

/// The fields that a foreign key to the model points at best: its id, else its first unique key without optional
/// fields.
pub(super) fn identity(model: &Model) -> Option<Vec<&str>> {
    let is_required = |key: &&Key| {
        key.field_names().all(|name| model.field(name).is_some_and(|field| field.arity() == Arity::Required))
    };
    let id = model.keys.iter().find(|key| key.kind == KeyKind::Id);
    let key = id.or_else(|| model.keys.iter().filter(|key| key.kind == KeyKind::Unique).find(is_required))?;
    (!key.columns.is_empty()).then(|| key.field_names().collect())
}

impl Ends<'_> {
    /// A foreign key to these fields: of fields that are there and bear the usual name, else of new ones.
    pub(super) fn key(&self, references: &[&str], is_unique: bool) -> Option<NewKey> {
        let mut key = NewKey { names: Vec::new(), references: Vec::new(), lines: Vec::new() };
        for reference in references {
            let referenced = self.target_model.field(reference)?;
            key.references.push((*reference).to_owned());
            if let Some(found) = self.existing(referenced) {
                key.names.push(found.name.text.to_string());
                continue;
            }
            let name = self.new_name(reference);
            if self.model.field(&name).is_some() {
                return None;
            }
            let optional = if self.arity == Arity::Optional { "?" } else { "" };
            let unique = if is_unique && references.len() == 1 { " @unique" } else { "" };
            let text = self.schema.text(self.target);
            let native =
                referenced.native_type().map(|it| format!(" {}", it.span.of(&text))).unwrap_or_default();
            key.lines.push(format!("{name} {}{optional}{unique}{native}", referenced.type_name()));
            key.names.push(name);
        }
        Some(key)
    }

    /// A field that is there already, named after the relation field or the other model, and not the foreign key of
    /// another relation.
    fn existing(&self, referenced: &Field) -> Option<&Field> {
        let plain = |text: &str| text.replace('_', "").to_lowercase();
        let suffix = plain(&referenced.name.text);
        let usual = [plain(self.field_name) + &suffix, plain(self.target_item.name()) + &suffix];
        let find = |usual: &String| {
            self.model.fields.iter().find(|field| {
                field.type_name() == referenced.type_name()
                    && (field.arity() == self.arity || field.arity() == Arity::Required)
                    && plain(&field.name.text) == *usual
                    && !self.is_taken(&field.name.text)
            })
        };
        usual.iter().find_map(find)
    }

    /// Whether a relation of the model already holds its foreign key in this field.
    fn is_taken(&self, name: &str) -> bool {
        let relations = self.model.fields.iter().filter_map(|field| field.relation.as_ref());
        relations.flat_map(|relation| relation.field_names()).any(|held| held == name)
    }

    /// In the style of the names around it.
    fn new_name(&self, reference: &str) -> String {
        let is_snake = self.model.fields.iter().any(|field| field.name.text.contains('_'));
        if is_snake {
            format!("{}_{reference}", self.field_name)
        } else {
            format!("{}{}", self.field_name, upper_first(reference))
        }
    }
}

/// Adds optional fields for the foreign key, named after the relation field and what they point at, each name as it is
/// written. Where there is a `@relation`, it is completed; where there is none, writing it is the next step.
pub(super) fn add_optional_key(side: &Side<'_>) -> Option<Fix> {
    if !side.fields().is_empty() {
        return None;
    }
    let given: Vec<&str> = side.references().iter().map(|path| path.text.as_str()).collect();
    let references = if given.is_empty() { identity(side.target_model)? } else { given };
    let names: Vec<String> =
        references.iter().map(|reference| format!("{}{reference}", side.field.name.text)).collect();
    if names.iter().any(|name| side.model.field(name).is_some()) {
        return None;
    }
    let lines: Option<Vec<String>> = names
        .iter()
        .zip(&references)
        .map(|(name, reference)| {
            let referenced = side.target_model.field(reference)?;
            Some(format!("{name} {}?", referenced.type_name()))
        })
        .collect();
    let lines = lines?;
    let added = lines.iter().map(|line| format!("`{line}`")).collect::<Vec<_>>().join(" and ");
    let (schema, item) = (side.schema, side.id.item);
    let field = edit::add_field(schema, item, FieldPlace::After(side.field), &lines)?;
    if side.attribute().is_none() {
        let title = format!("Add only {added} (then list it in `@relation`)");
        return Some(Fix::step(title, vec![field]));
    }
    let fields = format!("[{}]", names.join(", "));
    let references = format!("[{}]", references.join(", "));
    let mut changes: Vec<FileEdit> = arguments(side, &fields, &references);
    changes.push(field);
    let relation = format!("Complete `@relation` with `fields: {fields}`, and add {added}");
    Some(match side.arity() {
        Arity::Required => {
            Fix::step(format!("{relation} (then make `{}` optional)", side.field.name.text), changes)
        }
        _ => Fix::choice(relation, changes),
    })
}

/// Makes fields of a model unique together.
pub(super) fn make_unique(schema: &Schema, item: ItemId, names: &[&str]) -> Option<Fix> {
    if let [name] = names {
        let field = schema.model(item)?.field(name)?;
        let change = edit::append_attribute(schema, item, field, "@unique");
        return Some(Fix::choice(format!("Add `@unique` to `{name}`"), vec![change]));
    }
    if names.is_empty() {
        return None;
    }
    let text = format!("@@unique([{}])", names.join(", "));
    let change = edit::append_block_attribute(schema, item, &text)?;
    Some(Fix::choice(format!("Add `{text}`"), vec![change]))
}

pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
