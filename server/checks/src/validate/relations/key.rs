//! The foreign key: the fields that hold it against the fields that it points at.

use crate::validate::ValidityContext;
use crate::validate::code::codes;
use crate::validate::relations::side::Side;
use crate::validate::relations::{fixes, foreign_key};
use base::{Fix, Place};
use model::catalog::RelationMode;
use model::schema::item::{Arity, Expr, Field, Key, Model};
use model::schema::{FieldType, edit};

codes! {
    /// A foreign key without an index with `relationMode = "prisma"`.
    ///
    /// The database has no foreign key and therefore no index, so reading the relation scans the whole table. Add
    /// `@@index([…])` over its fields.
    MISSING_RELATION_INDEX = "missing-relation-index";

    /// A relation to fields that are not unique.
    ///
    /// The referenced row would be ambiguous. Make the referenced fields unique, or reference the id.
    REFERENCE_NOT_UNIQUE = "reference-not-unique";

    /// Referenced fields in another order than their key.
    ///
    /// This database compares them in the order of the key. Reorder `references` and `fields`.
    REFERENCE_ORDER = "reference-order";

    /// A native type that differs from the referenced field.
    ///
    /// Some databases reject it. Use the same native type on both fields.
    RELATION_NATIVE_TYPE_MISMATCH = "relation-native-type-mismatch";

    /// A type that differs from the referenced field.
    ///
    /// Use the same type on both fields.
    RELATION_TYPE_MISMATCH = "relation-type-mismatch";

    /// A required relation with an optional foreign key.
    ///
    /// Make the relation optional, or all fields of its key required.
    REQUIRED_RELATION_ON_OPTIONAL_FIELD = "required-relation-on-optional-field";
}

/// Checks the key of a side whose names are all known.
pub(super) fn check(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
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

fn optional_fields(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    let optional: Vec<&Field> = side.key().filter(|field| field.arity() == Arity::Optional).collect();
    if side.arity() != Arity::Required || optional.is_empty() {
        return;
    }
    let names: Vec<String> = optional.iter().map(|field| format!("`{}`", field.name.text)).collect();
    let message = format!(
        "`{}` is required, but {} in its foreign key can be NULL. Make the relation optional (`{}?`), or the foreign \
         key required.",
        side.label(),
        names.join(", "),
        side.field.type_name()
    );
    cx.error(&REQUIRED_RELATION_ON_OPTIONAL_FIELD, side.id.item, side.type_span(), message).fix(|| {
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
fn unique(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
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
    // A line that cannot be read may be what makes them unique.
    if keys.is_empty() && cx.is_broken(side.target) {
        return;
    }
    if keys.is_empty() {
        let what =
            if names.len() == 1 { format!("`{list}`") } else { format!("the combination of `{list}`") };
        let message = format!(
            "`{}` references {what} of `{target}`, which is not unique. Make it unique, or reference the id.",
            side.label()
        );
        cx.error(&REFERENCE_NOT_UNIQUE, side.id.item, span, message)
            .related(Place::new(side.target, side.target_item.head()), "Not unique here.")
            .fix(|| foreign_key::make_unique(side.schema, side.target, &names));
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
            "`{}` references `{list}` of `{target}`, whose key has another order. Write `references: [{}]`, and \
             reorder `fields` accordingly.",
            side.label(),
            order.join(", ")
        );
        cx.error(&REFERENCE_ORDER, side.id.item, span, message).fix(|| {
            let key = foreign_key::make_unique(side.schema, side.target, &names);
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
    Some(Fix::choice("Reorder both lists as in the key", changes))
}

fn types(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    let schema = side.schema;
    for ((key, referenced), path) in pairs(side).zip(side.fields()) {
        if same_type(side, key, referenced) {
            native_types(cx, side, key, referenced);
            continue;
        }
        let target = side.target_item.name();
        let message = format!(
            "`{}.{}` is `{}`, but references `{target}.{}`, which is `{}`. Use the same type on both fields.",
            side.item.name(),
            key.name.text,
            key.type_name(),
            referenced.name.text,
            referenced.type_name()
        );
        cx.error(&RELATION_TYPE_MISMATCH, side.id.item, path.span, message)
            .related(Place::new(side.target, referenced.name.span), "The referenced field.")
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
pub(super) fn native_types(cx: &mut ValidityContext<'_>, side: &Side<'_>, key: &Field, referenced: &Field) {
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
        "`{from}` has {}, but references `{to}`, which has {}: stored values never match. Use the same native type on \
         both fields.",
        say(&ours),
        say(&theirs)
    );
    cx.warning(&RELATION_NATIVE_TYPE_MISMATCH, side.id.item, key.name.span, message)
        .related(Place::new(side.target, referenced.name.span), "The referenced field.")
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

pub(super) fn check_index(cx: &mut ValidityContext<'_>, side: &Side<'_>) {
    let configuration = cx.configuration();
    let Some(provider) = configuration.provider else { return };
    if configuration.relation_mode != RelationMode::Prisma || !provider.capabilities().foreign_keys {
        return;
    }
    let names: Vec<&str> = side.fields().iter().map(|path| path.text.as_str()).collect();
    if names.is_empty() {
        return;
    }
    // Prisma takes any key for an index, whatever its type or predicate, if it begins with these fields in this order.
    let is_indexed = side.model.keys.iter().any(|key| {
        key.columns.len() >= names.len()
            && key.field_names().zip(&names).all(|(column, name)| column == *name)
    });
    if is_indexed {
        return;
    }
    let list = names.join(", ");
    let message = format!(
        "With `relationMode = \"prisma\"` there is no foreign key and no index on {} of `{}`: reading `{}` scans the \
         whole table. Add `@@index([{list}])`.",
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        side.item.name(),
        side.label(),
    );
    cx.warning(&MISSING_RELATION_INDEX, side.id.item, side.fields_span(), message).fix(|| {
        // A longer index that another relation lacks serves this one as well, and would make its own index redundant.
        let text = format!("@@index([{}])", longest_index(side.model, &names).join(", "));
        edit::append_block_attribute(side.schema, side.id.item, &text)
            .map(|change| Fix::safe(format!("Add `{text}`"), vec![change]))
    });
}

/// The fields of the longest foreign key of the model that begins with these fields.
fn longest_index<'m>(model: &'m Model, names: &[&'m str]) -> Vec<&'m str> {
    let relations = model.fields.iter().filter_map(|field| field.relation.as_ref());
    let keys = relations.map(|relation| relation.field_names().collect::<Vec<&str>>());
    let longest = keys.filter(|key| key.starts_with(names)).max_by_key(Vec::len);
    longest.unwrap_or_else(|| names.to_vec())
}
