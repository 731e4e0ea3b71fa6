//! `relation-cycle-required`

use crate::project::Level;
use crate::rules::Context;
use crate::rules::rule::{Check, Levels, rule};
use crate::schema::item::{Arity, Model};
use crate::schema::{FieldId, Finding, ItemId, Place, Schema};

rule! {
    /// Models that need each other's rows before they can have one.
    ///
    /// Where required foreign keys form a circle, no first row can be inserted: each insert points at a row that is not there
    /// yet. Make one of the relations optional.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id      Int     @id
    ///   homeId  Int     @unique
    ///   home    House   @relation("home", fields: [homeId], references: [id])
    ///   houses  House[] @relation("owner")
    /// }
    ///
    /// model House {
    ///   id      Int   @id
    ///   ownerId Int
    ///   owner   User  @relation("owner", fields: [ownerId], references: [id])
    ///   dweller User? @relation("home")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id      Int     @id
    ///   homeId  Int?    @unique
    ///   home    House?  @relation("home", fields: [homeId], references: [id])
    ///   houses  House[] @relation("owner")
    /// }
    ///
    /// model House {
    ///   id      Int   @id
    ///   ownerId Int
    ///   owner   User  @relation("owner", fields: [ownerId], references: [id])
    ///   dweller User? @relation("home")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "relation-cycle-required",
        levels: Levels::new(Level::Off, Level::Warning),
        options: &[],
        check: Check::Schema(check),
    };
}

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    for (id, _, model) in cx.schema.models() {
        for (index, target) in required(cx.schema, id, model) {
            // Each circle is told once, at the first of its models.
            let Some(path) =
                way_back(cx.schema, target, id).filter(|path| path.iter().all(|step| *step >= id))
            else {
                continue;
            };
            let Some(field) = model.fields.get(index) else { continue };
            let names: Vec<&str> = std::iter::once(id)
                .chain(path.iter().copied())
                .filter_map(|step| cx.schema.item(step))
                .map(|item| item.name())
                .collect();
            let message = format!(
                "No first row can be inserted: {} need each other. Make one of these relations optional.",
                names.join(" → ")
            );
            let mut finding = cx.finding(id, field.name.span, message);
            for step in path.iter().filter(|step| **step != id) {
                if let Some(other) = cx.schema.item(*step) {
                    finding = finding.related(Place::new(*step, other.head()), "A model of the circle.");
                }
            }
            found.push(finding);
            break;
        }
    }
}

/// The relation fields of a model whose foreign key is required, with the model that each points at.
fn required(schema: &Schema, id: ItemId, model: &Model) -> Vec<(usize, ItemId)> {
    let mut found = Vec::new();
    for (index, field) in model.fields.iter().enumerate() {
        let Some(relation) = field.relation.as_ref().filter(|it| it.field_names().next().is_some()) else {
            continue;
        };
        let is_required = relation.field_names().all(|name| {
            model.field(name).is_some_and(|key| key.arity() == Arity::Required && !key.has("default"))
        });
        // A row that points at itself can be inserted.
        let target = schema.field_type(FieldId::new(id, index)).item().filter(|target| *target != id);
        if let Some(target) = target.filter(|_| is_required) {
            found.push((index, target));
        }
    }
    found
}

/// The models on the shortest way along required foreign keys, from `from` to `to`, both included.
fn way_back(schema: &Schema, from: ItemId, to: ItemId) -> Option<Vec<ItemId>> {
    let mut ways = vec![vec![from]];
    let mut seen = vec![from];
    let mut at = 0;
    while let Some(way) = ways.get(at).cloned() {
        at += 1;
        let last = *way.last()?;
        if last == to {
            return Some(way);
        }
        let Some(model) = schema.model(last) else { continue };
        for (_, next) in required(schema, last, model) {
            if next == to || !seen.contains(&next) {
                seen.push(next);
                let mut longer = way.clone();
                longer.push(next);
                ways.push(longer);
            }
        }
    }
    None
}
