//! The foreign key: the fields that hold it against the fields that it points at.

use crate::validate::Context;
use crate::validate::relations::fixes;
use crate::validate::relations::side::Side;
use base::{Fix, Place};
use model::schema::item::{Arity, Expr, Field, Key};
use model::schema::{FieldType, edit};

/// Checks the key of a side whose names are all known.
pub(super) fn check(cx: &mut Context<'_>, side: &Side<'_>) {
    optional_fields(cx, side);
    if side.references().is_empty() {
        return;
    }
    unique(cx, side);
    if side.fields().len() == side.references().len() {
        types(cx, side);
    }
}

/// The fields of the foreign key with those that they point at.
fn pairs<'s>(side: &Side<'s>) -> impl Iterator<Item = (&'s Field, &'s Field)> + use<'s> {
    let (schema, item, target) = (side.schema, side.id.item, side.target);
    let names = side.fields().iter().zip(side.references());
    names.filter_map(move |(key, referenced)| {
        Some((schema.member(item, &key.text)?, schema.member(target, &referenced.text)?))
    })
}

fn optional_fields(cx: &mut Context<'_>, side: &Side<'_>) {
    let optional: Vec<&Field> = side.key().filter(|field| field.arity() == Arity::Optional).collect();
    if side.arity() != Arity::Required || optional.is_empty() {
        return;
    }
    let names: Vec<String> = optional.iter().map(|field| format!("`{}`", field.name.text)).collect();
    let message = format!(
        "`{}` is required, but {} of its foreign key can be missing. Make the relation optional (`{}?`), or the foreign \
         key required.",
        side.label(),
        names.join(", "),
        side.field.type_name()
    );
    cx.error("required-relation-on-optional-field", side.id.item, side.type_span(), message).fix(|| {
        let schema = side.schema;
        let required = optional.iter().filter_map(|field| {
            let ty = field.ty.as_ref()?;
            Some(edit::replace(schema, Place::new(side.id.item, ty.span), ty.name.as_str()))
        });
        [
            fixes::make_relation_optional(side),
            Fix::choice(format!("Make {} required", names.join(", ")), required.collect()),
        ]
    });
}

/// What is referenced has to single out one row.
fn unique(cx: &mut Context<'_>, side: &Side<'_>) {
    let names: Vec<&str> = side.references().iter().map(|path| path.text.as_str()).collect();
    let covers = |key: &&Key| {
        key.is_unique()
            && key.columns.len() == names.len()
            && key.field_names().all(|name| names.contains(&name))
    };
    let keys: Vec<&Key> = side.target_model.keys.iter().filter(covers).collect();
    let target = side.target_item.name();
    let list = names.join(", ");
    let span = side.references_span();
    if keys.is_empty() {
        let what =
            if names.len() == 1 { format!("`{list}`") } else { format!("the combination of `{list}`") };
        let message = format!(
            "`{}` points at {what} of `{target}`, which is not unique there. Make it unique, or reference the id.",
            side.label()
        );
        cx.error("reference-not-unique", side.id.item, span, message)
            .related(Place::new(side.target, side.target_item.head()), "Nothing here makes it unique.")
            .fix(|| fixes::make_unique(side.schema, side.target, &names));
        return;
    }
    let in_order = match cx.configuration().provider {
        Some(provider) => provider.capabilities().references_in_order,
        None => cx.lacks_datasource(),
    };
    if in_order
        && !keys.iter().any(|key| key.is_over(&names))
        && let Some(key) = keys.first()
    {
        let order: Vec<&str> = key.field_names().collect();
        let message = format!(
            "`{}` references `{list}` of `{target}`, whose key has another order. Write `references: [{}]`, and order \
             `fields` alike.",
            side.label(),
            order.join(", ")
        );
        cx.error("reference-order", side.id.item, span, message).fix(|| {
            let key = fixes::make_unique(side.schema, side.target, &names);
            reorder(side, &order).into_iter().chain(key)
        });
    }
}

/// Both lists in the order of the referenced key.
fn reorder(side: &Side<'_>, order: &[&str]) -> Option<Fix> {
    let relation = side.relation()?;
    let pairs: Vec<(&str, &str)> = relation.field_names().zip(relation.referenced_names()).collect();
    let fields: Option<Vec<&str>> =
        order.iter().map(|name| Some(pairs.iter().find(|(_, referenced)| referenced == name)?.0)).collect();
    let place = |span| Place::new(side.id.item, span);
    let changes = vec![
        edit::replace(side.schema, place(relation.fields_span?), format!("[{}]", fields?.join(", "))),
        edit::replace(side.schema, place(relation.references_span?), format!("[{}]", order.join(", "))),
    ];
    Some(Fix::choice("Put both lists into the order of the key", changes))
}

fn types(cx: &mut Context<'_>, side: &Side<'_>) {
    let schema = side.schema;
    for ((key, referenced), path) in pairs(side).zip(side.fields()) {
        if same_type(side, key, referenced) {
            native_types(cx, side, key, referenced);
            continue;
        }
        let target = side.target_item.name();
        let message = format!(
            "`{}.{}` is of type `{}`, and `{target}.{}`, which it points at, of type `{}`. Give both the same type.",
            side.item.name(),
            key.name.text,
            key.type_name(),
            referenced.name.text,
            referenced.type_name()
        );
        cx.error("relation-type-mismatch", side.id.item, path.span, message)
            .related(Place::new(side.target, referenced.name.span), "The field that it points at.")
            .fix(|| {
                let ty = key.ty.as_ref().filter(|_| schema.type_of(referenced).is_scalar_like())?;
                let name = referenced.ty.as_ref().filter(|ty| ty.arguments.is_none())?.name.as_str();
                if ty.arguments.is_some() {
                    return None;
                }
                let change = edit::replace(schema, Place::new(side.id.item, ty.name.span), name);
                Some(Fix::choice(format!("Change `{}` to `{name}`", key.name.text), vec![change]))
            });
    }
}

/// Whether two fields are of the same type, whatever their arity.
pub(super) fn same_type(side: &Side<'_>, a: &Field, b: &Field) -> bool {
    match (side.schema.type_of(a), side.schema.type_of(b)) {
        (FieldType::Unsupported, FieldType::Unsupported) => {
            let text = |field: &Field| {
                let arguments = field.ty.as_ref()?.arguments.as_ref()?;
                arguments.unnamed().and_then(Expr::as_str).map(str::to_owned)
            };
            text(a) == text(b)
        }
        (a, b) => a == b,
    }
}

/// Where rows are found by comparing what is stored, both ends have to be stored alike.
pub(super) fn native_types(cx: &mut Context<'_>, side: &Side<'_>, key: &Field, referenced: &Field) {
    let joins = cx.configuration().provider.is_some_and(|it| it.capabilities().joins_by_native_type);
    if !joins {
        return;
    }
    let native = |item, field: &Field| {
        let attribute = field.native_type()?;
        Some(attribute.span.of(&side.schema.text(item)).to_owned())
    };
    let (ours, theirs) = (native(side.id.item, key), native(side.target, referenced));
    if ours == theirs {
        return;
    }
    let (from, to) = (
        format!("{}.{}", side.item.name(), key.name.text),
        format!("{}.{}", side.target_item.name(), referenced.name.text),
    );
    let say = |native: &Option<String>| match native {
        Some(text) => format!("`{text}`"),
        None => "no native type".to_owned(),
    };
    let message = format!(
        "`{from}` has {}, and `{to}`, which it points at, {}: values stored differently never match. Give both the same.",
        say(&ours),
        say(&theirs)
    );
    cx.warning("relation-native-type-mismatch", side.id.item, key.name.span, message)
        .related(Place::new(side.target, referenced.name.span), "The field that it points at.")
        .fix(|| {
            let (schema, item) = (side.schema, side.id.item);
            if !same_type(side, key, referenced) {
                return None;
            }
            let change = match (key.native_type(), &theirs) {
                (Some(attribute), Some(text)) => {
                    edit::replace(schema, Place::new(item, attribute.span), text.as_str())
                }
                (Some(attribute), None) => edit::remove_attribute(schema, item, attribute),
                (None, Some(text)) => edit::add_attribute(schema, item, key, text),
                (None, None) => return None,
            };
            Some(Fix::choice(format!("Give `{from}` {}", say(&theirs)), vec![change]))
        });
}
