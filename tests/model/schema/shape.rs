//! What the database knows of a schema, to be compared before and after a change that must not touch it.

use base::{FieldId, ItemId};
use model::catalog::capabilities::EnumStorage;
use model::schema::item::{Arity, Item, Key, Model, ModelKind};
use model::schema::{Cardinality, FieldType, Schema};

/// Tables with their columns, constraints and join tables, and enums with their values, all by the names that they have
/// in the database, one a line, sorted.
pub fn database_shape(schema: &Schema) -> String {
    let mut lines = Vec::new();
    let has_enums = has_enums(schema);
    for (id, item) in schema.items() {
        if let Some(declared) = item.enumeration() {
            let values: Vec<&str> = declared.values.iter().map(|value| value.database_name()).collect();
            let name = if has_enums { item.database_name() } else { "" };
            lines.push(format!("enum {name}: {}", values.join(", ")));
        }
        if let Some(model) = item.model() {
            table(schema, id, item, model, &mut lines);
        }
    }
    lines.sort();
    lines.join("\n")
}

/// Whether the database knows enums by their names.
fn has_enums(schema: &Schema) -> bool {
    let provider = schema.configuration().provider;
    provider.is_none_or(|provider| provider.capabilities().enums == EnumStorage::NativeType)
}

fn table(schema: &Schema, id: ItemId, item: &Item, model: &Model, lines: &mut Vec<String>) {
    // The name of a composite type is no name in the database; all else about it is.
    let is_table = model.kind != ModelKind::Type;
    let table = if is_table { item.database_name() } else { "" };
    for (index, field) in model.fields.iter().enumerate() {
        let at = FieldId::new(id, index);
        match schema.type_of(field) {
            FieldType::Model(_) => relation(schema, at, table, lines),
            FieldType::Enum(target) | FieldType::Composite(target) => {
                let is_enum = schema.enumeration(target).is_some() && has_enums(schema);
                let ty = schema.item(target).filter(|_| is_enum).map_or("", |item| item.database_name());
                lines.push(format!("{table}.{}: {ty}", field.database_name()));
            }
            // Nobody knows whether they have a column.
            FieldType::Unknown | FieldType::Missing => {}
            _ => lines.push(format!("{table}.{}: {}", field.database_name(), field.type_name())),
        }
    }
    for key in &model.keys {
        let columns = columns(schema, id, key);
        lines.push(format!("{table} {:?} {} ({columns})", key.kind, schema.key_name(item, key).text));
    }
}

fn columns(schema: &Schema, id: ItemId, key: &Key) -> String {
    let path = |path: &model::schema::item::Path| {
        let fields = schema.follow(id, path.segments().iter().map(|name| name.as_str()));
        let names = fields.iter().filter_map(|field| schema.field(*field)).map(|field| field.database_name());
        names.collect::<Vec<_>>().join(".")
    };
    key.columns.iter().map(|column| path(&column.path)).collect::<Vec<_>>().join(", ")
}

fn relation(schema: &Schema, id: FieldId, table: &str, lines: &mut Vec<String>) {
    let Some(info) = schema.relation(id) else { return };
    let names = |fields: &[FieldId]| {
        let fields = fields.iter().filter_map(|field| schema.field(*field));
        fields.map(|field| field.database_name()).collect::<Vec<_>>().join(", ")
    };
    let target = schema.item(info.target).map_or("", |item| item.database_name());
    if info.owns_key {
        let (key, referenced) = (names(&info.key), names(&info.referenced));
        lines.push(format!("{table} ({key}) references {target} ({referenced})"));
        return;
    }
    let Some(opposite) = info.opposite.filter(|_| info.cardinality == Cardinality::ManyToMany) else {
        return;
    };
    let side = |id: FieldId| {
        let model = schema.item(id.item).map_or("", |item| item.name());
        let field = schema.field(id).unwrap();
        assert_eq!(field.arity(), Arity::List);
        (model.to_owned(), field.name.text.to_string())
    };
    let (one, other) = (side(id), side(opposite));
    let name = schema.field(id).and_then(|field| field.relation.as_ref()?.name.as_ref());
    let (first, second) = if one.0 < other.0 { (&one.0, &other.0) } else { (&other.0, &one.0) };
    let name = name.map_or(format!("{first}To{second}"), |name| name.value.to_string());
    // Which column this side is: by the model, and where both are one, by the field.
    let column = if one <= other { "A" } else { "B" };
    lines.push(format!("_{name}.{column} references {table}"));
}

/// What an item weighs decides how much memory a large schema takes: a model has some twenty fields, each with a few
/// attributes.
#[test]
fn items_stay_small() {
    use model::schema::item::{Argument, Attribute, Expr, Field, TypeRef};
    let sizes = [
        size_of::<Field>(),
        size_of::<TypeRef>(),
        size_of::<Attribute>(),
        size_of::<Argument>(),
        size_of::<Expr>(),
    ];
    expect_test::expect![[r#"
        [
            160,
            64,
            96,
            88,
            48,
        ]
    "#]]
    .assert_debug_eq(&sizes);
}
