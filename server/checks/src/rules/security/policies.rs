//! The policies of a schema.

use crate::rules::{Context, ModelRef};
use model::schema::item::{Expr, Item, Model};

/// Whether the database applies policies to the table of a model.
pub(super) fn has_rls(model: &Model) -> bool {
    model.attribute("rls").is_some()
}

/// Whether the item is a policy for this model: it names it, and is in the same namespace.
pub(super) fn is_policy_for(item: &Item, model: ModelRef<'_>) -> bool {
    let target = item.policy().and_then(|policy| policy.value("target"));
    item.namespace == model.item.namespace
        && target.and_then(Expr::as_path).is_some_and(|path| path.text == model.item.name())
}

/// The models that the client does not ignore, in order.
pub(super) fn models<'s>(cx: &Context<'s>) -> impl Iterator<Item = ModelRef<'s>> {
    let models = cx.schema.models().map(|(id, item, model)| ModelRef { id, item, model });
    models.filter(|model| !model.model.is_ignored())
}
