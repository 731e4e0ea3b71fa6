//! Fields of models, views and composite types.

use crate::hover::application;
use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code, codes};
use crate::hover::{column, declaration, key, relation};
use base::FieldId;
use model::schema::FieldType;
use model::schema::item::{Arity, Field, Key, Model, ModelKind};

/// The maximum number of keys listed.
const NAMED_KEYS: usize = 4;

/// The hover of a field.
pub(super) fn page(cx: HoverContext<'_>, id: FieldId) -> Option<String> {
    let field = cx.schema.field(id)?;
    let model = cx.schema.model(id.item)?;
    let mut facts = match cx.schema.relation(id) {
        Some(info) => relation::facts(cx, &info),
        None => scalar_facts(cx, id, field, model),
    };
    if field.has("ignore") {
        facts.push("Not in Prisma Client".to_owned());
    }
    let namesakes = model.fields.iter().filter(|other| other.name.text == field.name.text).count();
    if namesakes > 1 {
        facts.push(format!("Declared {namesakes} times in {}", code(cx.item_name(id.item))));
    }
    facts.extend(application::mentions_of_field(cx, id));
    let said = field.documentation.as_deref().map(|it| it.text.as_str());
    let page = Page::fenced(&declaration::of_field(cx, id)?).documentation(said);
    Some(page.list(&facts).finish())
}

fn scalar_facts(cx: HoverContext<'_>, id: FieldId, field: &Field, model: &Model) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(column_fact(cx, id, field, model));
    let keys =
        model.keys.iter().filter(|key| key.field_names().any(|name| first_name(name) == field.name.text));
    facts.extend(keys.take(NAMED_KEYS).map(|key| key_fact(cx, id, key)));
    for (index, other) in model.fields.iter().enumerate() {
        let Some(relation) = other.relation.as_ref() else { continue };
        let Some(at) = relation.field_names().position(|name| name == field.name.text) else { continue };
        let target = cx.schema.field_type(FieldId::new(id.item, index)).item();
        let referenced = relation.referenced_names().nth(at);
        let arrow = target
            .zip(referenced)
            .map(|(target, name)| format!(" → {}", code(&format!("{}.{name}", cx.item_name(target)))));
        facts.push(format!("Foreign key of {}{}", code(other.name.as_str()), arrow.unwrap_or_default()));
    }
    facts
}

fn column_fact(cx: HoverContext<'_>, id: FieldId, field: &Field, model: &Model) -> Option<String> {
    let ty = column::column_type(cx, id);
    let what = match (cx.schema.type_of(field), model.kind) {
        (FieldType::Composite(_), _) => {
            let many =
                if field.arity() == Arity::List { "List of embedded documents" } else { "Embedded document" };
            return Some(format!("{many} {}", code(field.database_name())));
        }
        (FieldType::Missing | FieldType::Unknown | FieldType::Alias(_) | FieldType::Model(_), _) => {
            return None;
        }
        _ if cx.is_mongodb() || model.kind == ModelKind::Type => "Field",
        _ => "Column",
    };
    let mut fact = format!("{what} {}", code(field.database_name()));
    if let Some(ty) = ty {
        fact.push_str(&format!(", {}", code(&ty)));
    }
    if what == "Column" && model.kind == ModelKind::Model {
        fact.push_str(match field.arity() {
            Arity::Required => ", `NOT NULL`",
            Arity::Optional => ", nullable",
            // Prisma never makes a list column `NOT NULL`, and reads NULL as an empty list.
            Arity::List => "",
        });
    }
    Some(fact)
}

/// A key of a field, with the other fields of the key.
fn key_fact(cx: HoverContext<'_>, id: FieldId, of: &Key) -> String {
    let name = cx.schema.field(id).map_or("", |field| field.name.as_str());
    let others: Vec<&str> = of.field_names().filter(|other| first_name(other) != name).collect();
    let title = cx.schema.item(id.item).map_or_else(String::new, |item| key::title(cx, item, of));
    if others.is_empty() { title } else { format!("{title} with {}", codes(&others, NAMED_KEYS)) }
}

/// The first field of a path into composite types.
fn first_name(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}
