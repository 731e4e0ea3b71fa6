//! In `where:` of an index: conditions on fields.

use crate::completion::at::At;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::completion::{default_value, offer};
use crate::hover::Topic;
use model::schema::FieldType;
use model::schema::item::{Arity, Field};
use model::schema::spot::{SpotKind, Step};

/// The whole predicate, a field, or the value of a field.
pub(super) fn offers(at: At<'_>) -> Vec<Completion> {
    let members: Vec<&str> = at
        .spot
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Member(member) => Some(member.key.as_str()),
            _ => None,
        })
        .collect();
    match (at.spot.what, members.as_slice()) {
        (SpotKind::MemberKey(_), []) => fields(at),
        (SpotKind::MemberKey(_), [field]) => negation(at, field),
        (SpotKind::String(_), _) => Vec::new(),
        (_, []) => whole(at),
        (_, [field, rest @ ..]) => values(at, field, rest.is_empty()),
    }
}

fn whole(at: At<'_>) -> Vec<Completion> {
    let raw = Completion::new(CompletionKind::Function, "raw(\"\")")
        .detail("SQL")
        .about(Topic::Function("raw".to_owned()));
    let raw = if at.cx.cursor.next() == Some('(') { raw.writing("raw") } else { raw.filling("raw(\"$1\")") };
    let conditions =
        Completion::new(CompletionKind::Snippet, "{ }").filling("{ $1 }").detail("conditions on fields");
    vec![conditions.ranked(Rank::Likely), raw]
}

/// Prisma compares only single values.
fn fields(at: At<'_>) -> Vec<Completion> {
    let item = at.cx.item().map_or("", |item| item.name());
    let is_single =
        |field: &&Field| at.cx.schema.type_of(field).is_scalar_like() && field.arity() != Arity::List;
    at.cx
        .siblings()
        .filter(is_single)
        .map(|field| {
            let offer = offer::field(item, field);
            match at.cx.cursor.next() {
                Some(':') => offer,
                _ => {
                    let snippet = format!("{}: $1", field.name.text);
                    offer.filling(snippet)
                }
            }
        })
        .collect()
}

fn negation(at: At<'_>, field: &str) -> Vec<Completion> {
    let offer = Completion::new(CompletionKind::Value, "not").detail(format!("other values of {field}"));
    vec![if at.cx.cursor.next() == Some(':') { offer } else { offer.filling("not: $1") }]
}

fn values(at: At<'_>, name: &str, may_be_negated: bool) -> Vec<Completion> {
    let Some(field) = at.cx.siblings().find(|field| field.name.text == name) else { return Vec::new() };
    let ty = at.cx.schema.type_of(field);
    let mut found = match ty {
        FieldType::Enum(_) | FieldType::Scalar(_) => default_value::values(at, ty),
        _ => Vec::new(),
    };
    let null = Completion::new(CompletionKind::Value, "null").detail("no value");
    let has_none = field.arity() == Arity::Optional;
    found.push(null.ranked(if has_none { Rank::Likely } else { Rank::Rare }));
    if may_be_negated {
        let not = Completion::new(CompletionKind::Snippet, "{ not: }").filling("{ not: $1 }");
        found.push(not.detail("any other value").found_by("not"));
    }
    found
}
