//! Models, and the relations between them.

use model::catalog::referential_actions::{self, RelationArity};
use model::catalog::{Provider, RelationMode, ScalarType};

use crate::generate::fields::{self, Field};
use crate::generate::{Maker, keys};

/// A model under way.
struct Model {
    name: &'static str,
    id: Field,
    fields: Vec<Field>,
    relations: Vec<String>,
    lines: Vec<String>,
}

pub(super) fn models(maker: &mut Maker<'_>) {
    let count = 1 + maker.random.below(3);
    let mut models: Vec<Model> =
        ["User", "Pöst", "Tag"].into_iter().take(count).map(|name| model(maker, name)).collect();
    for number in 0..maker.random.below(3) {
        let (from, to) = (maker.random.below(models.len()), maker.random.below(models.len()));
        relate(maker, &mut models, from, to, number);
    }
    for mut model in models {
        let mut lines = vec![format!("model {} {{", model.name), model.id.line()];
        lines.extend(model.fields.iter().map(Field::line));
        lines.append(&mut model.relations);
        lines.append(&mut model.lines);
        let mut all = model.fields.clone();
        if maker.provider != Provider::Mongodb {
            all.push(model.id.clone());
        }
        keys::keys(maker, &all, &mut lines);
        maker.block_attributes(model.name, &mut lines);
        maker.blocks.push(lines);
    }
}

fn model(maker: &mut Maker<'_>, name: &'static str) -> Model {
    let mut id = fields::id(maker);
    let fields = fields::fields(maker, "model");
    let mut lines = Vec::new();
    let single = fields.iter().find(|field| field.is_single() && field.attributes.is_empty());
    if let Some(other) = single.filter(|_| maker.provider != Provider::Mongodb && maker.once_in(5)) {
        let plain = [ScalarType::Int, ScalarType::BigInt];
        if other.scalar.is_some_and(|scalar| plain.contains(&scalar)) {
            id.attributes.retain(|it| !it.starts_with("@id") && !it.contains("auto"));
            id.attributes.push("@unique".to_owned());
            let map = if maker.once_in(3) { ", name: \"both\"" } else { "" };
            lines.push(format!("@@id([{}, id]{map})", other.name));
        }
    }
    Model { name, id, fields, relations: Vec::new(), lines }
}

fn relate(maker: &mut Maker<'_>, models: &mut [Model], from: usize, to: usize, number: usize) {
    let (source, target) = (models[from].name, models[to].name);
    let name = format!("\"r{number}\"");
    let label = match maker.random.below(3) {
        0 => format!("name: {name}"),
        _ => name,
    };
    let many = maker.provider.capabilities().implicit_many_to_many;
    if many && maker.once_in(5) && models[from].id.attributes.iter().any(|it| it.starts_with("@id")) {
        models[from].relations.push(format!("many{number} {target}[] @relation({label})"));
        models[to].relations.push(format!("back{number} {source}[] @relation({label})"));
        return;
    }
    let (is_optional, is_single) = (maker.once_in(2), maker.once_in(3));
    let mark = if is_optional { "?" } else { "" };
    let id = &models[to].id;
    let mut key = Field { arity: mark, ..Field::plain(&format!("key{number}"), ScalarType::Int) };
    key.scalar = id.scalar;
    key.ty.clone_from(&id.ty);
    key.attributes =
        id.attributes.iter().filter(|it| it.starts_with("@db.") || it.contains("@db.Obj")).cloned().collect();
    if key.attributes.iter().any(|it| it.contains("auto()")) {
        key.attributes = vec!["@db.ObjectId".to_owned()];
    }
    if is_single {
        key.attributes.push("@unique".to_owned());
    }
    let mut arguments = vec![label.clone(), format!("fields: [{}]", key.name), "references: [id]".to_owned()];
    let arity = if is_optional { RelationArity::Optional } else { RelationArity::Required };
    let mode = if maker.blocks[0].iter().any(|line| line.contains("\"prisma\"")) {
        RelationMode::Prisma
    } else {
        maker.provider.default_relation_mode()
    };
    let offered: Vec<_> = referential_actions::offered(maker.provider, mode, arity).collect();
    let is_circle = maker.provider.capabilities().refuses_cascade_cycles;
    for event in ["onDelete", "onUpdate"] {
        if is_circle && maker.is_strict {
            arguments.push(format!("{event}: NoAction"));
        } else if maker.once_in(2) && !offered.is_empty() {
            arguments.push(format!("{event}: {}", maker.random.of(&offered)));
        }
    }
    if maker.provider.capabilities().named_foreign_keys && maker.once_in(4) {
        arguments.push(format!("map: \"fk{number}\""));
    }
    if maker.once_in(3) {
        let at = 1 + maker.random.below(arguments.len() - 1);
        arguments[1..].rotate_left(at - 1);
    }
    models[from].relations.push(format!("to{number} {target}{mark} @relation({})", arguments.join(", ")));
    models[from].fields.push(key);
    let back = if is_single { "?" } else { "[]" };
    models[to].relations.push(format!("from{number} {source}{back} @relation({label})"));
}
