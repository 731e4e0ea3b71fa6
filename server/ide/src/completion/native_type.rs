//! After `@db.`: native types.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Insert};
use crate::hover::Topic;
use model::catalog::ScalarType;
use model::catalog::native_types::{self, NativeType};
use model::schema::FieldType;

/// The native types for the scalar type of the field.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let cx = at.cx;
    let (Some(provider), Some(field), Some(attribute)) = (cx.provider(), at.field(), at.spot.attribute())
    else {
        return Vec::new();
    };
    let is_ours = attribute
        .native_type()
        .is_some_and(|(prefix, _)| cx.configuration().datasource_name.as_deref() == Some(prefix.as_str()));
    let FieldType::Scalar(scalar) = cx.schema.type_of(field) else { return Vec::new() };
    if !is_ours {
        return Vec::new();
    }
    native_types::fitting(provider, scalar)
        .map(|native| offer(at, native, scalar).about(Topic::NativeType(native.name.to_owned())))
        .collect()
}

/// The names of the native types that fit the field and need no arguments.
pub(super) fn usual_names(at: At<'_>) -> Vec<&'static str> {
    let scalar = match at.field().map(|field| at.cx.schema.type_of(field)) {
        Some(FieldType::Scalar(scalar)) => scalar,
        _ => return Vec::new(),
    };
    let Some(provider) = at.cx.provider() else { return Vec::new() };
    native_types::fitting(provider, scalar).filter(|it| !it.params_required).map(|it| it.name).collect()
}

fn offer(at: At<'_>, native: &NativeType, scalar: ScalarType) -> Completion {
    let takes = !native.params.is_empty() && (scalar != ScalarType::Boolean || native.params_required);
    let label = if takes { format!("{}()", native.name) } else { native.name.to_owned() };
    let offer = Completion::new(CompletionKind::NativeType, label).detail(native.column);
    match native.boolean_argument.filter(|_| scalar == ScalarType::Boolean && native.params_required) {
        _ if at.cx.cursor.next() == Some('(') || !takes => offer.writing(native.name),
        Some(argument) => offer.writing(format!("{}({argument})", native.name)),
        None => {
            // Without snippets, optional arguments are omitted.
            let plain =
                if native.params_required { format!("{}()", native.name) } else { native.name.to_owned() };
            Completion { insert: Insert { plain, snippet: Some(native.snippet()) }, ..offer }
        }
    }
}
