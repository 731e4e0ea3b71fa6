//! Relations between collections.

use crate::validate::next::foreign_keys::PSL_RELATION_NULLABILITY_MISMATCH;
use crate::validate::next::mongo::models::Models;
use crate::validate::next::relations::{
    PSL_AMBIGUOUS_BACKRELATION, PSL_ORPHANED_BACKRELATION, PSL_REQUIRED_ONE_TO_ONE_BACKRELATION,
};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol};

/// One side of a relation.
struct Side<'c, 'd> {
    model: &'c Entity<'d>,
    field: &'c FieldSymbol<'d>,
    name: Option<String>,
}

/// All sides of relations.
pub(super) struct Sides<'c, 'd> {
    /// Those that hold a reference.
    owning: Vec<Side<'c, 'd>>,
    /// Those that hold one, but are wrong.
    refused: Vec<Side<'c, 'd>>,
    /// The others.
    back: Vec<Side<'c, 'd>>,
}

/// Reads the relations of all models.
pub(super) fn check<'c, 'd>(models: &Models<'c, 'd>, report: &mut Report<'_>) -> Sides<'c, 'd> {
    let mut sides = Sides { owning: Vec::new(), refused: Vec::new(), back: Vec::new() };
    for (_, model) in models.iter() {
        for field in model.fields.iter().filter(|field| models.is_relation(field)) {
            let parsed = models.attribute(model, Some(field), "relation", report).map(|(parsed, _)| parsed);
            let name = parsed.as_ref().and_then(|parsed| parsed.string("name")).map(str::to_owned);
            let fields = parsed.as_ref().filter(|parsed| parsed.has("references") && !field.is_list);
            let side = Side { model, field, name };
            let Some(fields) = fields.and_then(|parsed| parsed.fields("fields")) else {
                sides.back.push(side);
                continue;
            };
            let is_nullable =
                fields.iter().any(|name| model.field(name).is_some_and(|field| field.is_optional));
            if field.is_optional == is_nullable {
                sides.owning.push(side);
                continue;
            }
            let (own, key) = if is_nullable { ("required", "optional") } else { ("optional", "required") };
            let message =
                format!("Relation `{}` is {own}, but its reference is {key}. Add or remove `?`.", field.name);
            report.error(&PSL_RELATION_NULLABILITY_MISMATCH, model.at(field.node.span), message);
            sides.refused.push(side);
        }
    }
    sides
}

impl Side<'_, '_> {
    /// Whether this is a reference from the type of the other side to its model.
    fn is_other_side_of(&self, other: &Side<'_, '_>) -> bool {
        self.model.name == other.field.ty && self.field.ty == other.model.name
    }
}

impl Sides<'_, '_> {
    /// Finds the other side of each one without a reference.
    pub(super) fn pair(mut self, report: &mut Report<'_>) {
        for side in &self.back {
            let shown = format!("`{}.{}`", side.model.name, side.field.name);
            let target = side.field.ty;
            let at = side.model.at(side.field.node.span);
            let wanted = side.name.as_deref().filter(|name| !name.is_empty());
            let is_match = |it: &&Side<'_, '_>| {
                it.is_other_side_of(side) && wanted.is_none_or(|name| it.name.as_deref() == Some(name))
            };
            match self.owning.iter().filter(is_match).count() {
                0 => {
                    let is_same = |it: &Side<'_, '_>| it.is_other_side_of(side) && it.name == side.name;
                    if let Some(at) = self.refused.iter().position(is_same) {
                        self.refused.remove(at);
                        continue;
                    }
                    let message = format!(
                        "{shown} has no other side in `{target}`. Add a field with the reference there."
                    );
                    report.error(&PSL_ORPHANED_BACKRELATION, at, message);
                }
                1 if !side.field.is_list && !side.field.is_optional => {
                    let message = format!(
                        "{shown} may have no document, because `{target}` holds the reference. Add `?`."
                    );
                    report.error(&PSL_REQUIRED_ONE_TO_ONE_BACKRELATION, at, message);
                }
                1 => {}
                _ => {
                    let message = format!(
                        "{shown} could be the other side of several relations. Name both: `@relation(\"…\")`."
                    );
                    report.error(&PSL_AMBIGUOUS_BACKRELATION, at, message);
                }
            }
        }
    }
}
