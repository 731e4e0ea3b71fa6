//! `onDelete:` and `onUpdate:`: referential actions.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::hover::Topic;
use model::catalog::attributes::AttributeParam;
use model::catalog::referential_actions::{
    self, ActionVerdict, ReferentialAction, ReferentialEvent, RelationArity,
};
use model::schema::item::Arity;

/// The actions of the database, those that fit the foreign key first.
pub(super) fn offers(at: At<'_>, param: &AttributeParam) -> Vec<Completion> {
    let configuration = at.cx.configuration();
    let mode = configuration.relation_mode;
    let Some(provider) = configuration.provider else {
        return ReferentialAction::ALL.into_iter().map(offer).collect();
    };
    let event = [ReferentialEvent::Delete, ReferentialEvent::Update]
        .into_iter()
        .find(|event| event.argument() == param.name);
    let arity = arity(at);
    let implied = event.map(|event| {
        referential_actions::implied(provider, mode, arity.unwrap_or(RelationArity::Required), event)
    });
    referential_actions::allowed(provider, mode)
        .iter()
        .map(|&action| {
            let verdict = arity.map(|arity| referential_actions::verdict(provider, mode, arity, action));
            match verdict {
                Some(ActionVerdict::Refused) => offer(action).ranked(Rank::Unfit),
                Some(ActionVerdict::Warned) => offer(action).ranked(Rank::Rare),
                _ if implied == Some(action) => offer(action).detail("the default"),
                _ => offer(action),
            }
        })
        .collect()
}

fn offer(action: ReferentialAction) -> Completion {
    Completion::new(CompletionKind::Value, action.name())
        .detail("referential action")
        .about(Topic::Action(action.name().to_owned()))
}

/// Whether the foreign key is required; `None` if it is missing.
fn arity(at: At<'_>) -> Option<RelationArity> {
    let relation = at.field()?.relation.as_ref()?;
    let mut key = relation
        .field_names()
        .filter_map(|name| at.cx.siblings().find(|field| field.name.text == name))
        .peekable();
    key.peek()?;
    let is_required = key.any(|field| field.arity() == Arity::Required);
    Some(if is_required { RelationArity::Required } else { RelationArity::Optional })
}
