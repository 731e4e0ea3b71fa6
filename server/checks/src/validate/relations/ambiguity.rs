//! Relation fields that cannot be told from each other.

use crate::validate::Context;
use crate::validate::relations::fixes;
use crate::validate::relations::side::Side;
use base::Place;

/// Whether the field is one of several for the same relation. Reported at the first of them.
pub(super) fn check(cx: &mut Context<'_>, side: &Side<'_>) -> bool {
    if !side.is_ambiguous() {
        return false;
    }
    let rivals: Vec<_> = side.rivals().collect();
    if rivals.iter().any(|rival| rival.span.start < side.field.span.start) {
        return true;
    }
    let mut names = vec![format!("`{}`", side.field.name.text)];
    names.extend(rivals.iter().map(|rival| format!("`{}`", rival.name.text)));
    let names = names.join(", ");
    let (model, target) = (side.item.name(), side.target_item.name());
    let message = match (side.is_self(), side.relation_name()) {
        (true, Some(name)) => format!(
            "In `{model}` the fields {names} all belong to the relation \"{name}\", which has but two sides. Give the \
             others a name of their own."
        ),
        (true, None) if rivals.len() == 1 => format!(
            "In `{model}` the fields {names} both point at `{model}`. Give both the same `@relation(\"Name\")` if they \
             are the two sides of one relation, else each another one."
        ),
        (true, None) => format!(
            "In `{model}` the fields {names} all point at `{model}`. Give the two sides of each relation the same \
             `@relation(\"Name\")`."
        ),
        (false, Some(name)) => format!(
            "In `{model}` the fields {names} all bear the relation name \"{name}\". Give each relation to `{target}` a \
             name of its own."
        ),
        (false, None) => format!(
            "In `{model}` the fields {names} all point at `{target}`, and nothing says which field there belongs to \
             which. Give each relation a name: `@relation(\"Name\")` on both of its sides."
        ),
    };
    let mut report = cx.error("ambiguous-relation", side.id.item, side.name_span(), message);
    for rival in &rivals {
        report = report.related(Place::new(side.id.item, rival.name.span), "This one points there as well.");
    }
    report.fix(|| fixes::name_self_relation(side, &rivals));
    true
}
