//! Completion, one file per position.
//!
//! Invalid completions are not offered. Only on explicit request the list also contains what belongs to the position
//! but would be rejected at present (a second datasource, `@relation` on a field without a relation): these come last
//! ([`Rank::Unfit`]).

mod action;
mod argument;
mod argument_value;
mod at;
mod block_attribute;
mod bound;
mod comment;
mod config_key;
mod config_value;
mod context;
mod cursor;
mod database_name;
mod default_value;
mod field_attribute;
mod field_list;
mod field_name;
mod field_type;
mod function_argument;
mod index_field;
mod item;
mod keyword;
mod line;
mod native_type;
mod offer;
mod predicate;
mod whole_relation;

pub(super) use context::CompletionContext;
pub(crate) use context::key_field;
pub(super) use cursor::Cursor;
pub(super) use line::Line;

pub use item::{Completion, CompletionKind, Completions, Insert, Rank};

use crate::Analysis;
use at::At;
use base::FileId;
use base::text::Span;
use cursor::{Inside, Region};
use model::catalog::attributes::ValueKind;
use model::schema::spot::{Owner, Parameter, SpotKind, Step};

/// The completions at `offset`, in bytes of the file. With `wants_all`, also those that would be rejected at present.
pub fn completions(analysis: &Analysis, file: FileId, offset: u32, wants_all: bool) -> Completions {
    let Some(cursor) = Cursor::at(&analysis.schema, file, offset) else { return Completions::default() };
    let cx = CompletionContext::new(analysis, &cursor);
    let mut found = match (cursor.prefix.inside, cursor.region) {
        (Inside::BlockComment, _) => Vec::new(),
        (Inside::Comment(start), _) => comment::offers(cx, start),
        (_, Region::Head) => Vec::new(),
        (_, Region::Outside) => keyword::offers(cx),
        (_, Region::Body) => in_body(cx),
    };
    // In broken text a name may be empty.
    found.retain(|item| !item.label.is_empty());
    bound::unchanged_last(&mut found, cursor.word.of(&cursor.line));
    let (word, column) = (cursor.word, Span::from(0..cursor.column).end);
    let word = Span::new(word.start - opening_marks(&cursor, &found), word.end).shifted(cursor.line_start);
    let typed = word.until(column.saturating_add(cursor.line_start));
    let (items, is_incomplete) = bound::bounded(found, cursor.typed(), wants_all);
    Completions { items, is_incomplete, typed, word }
}

/// The number of `@` before the word that completions replace: attributes include their own.
fn opening_marks(cursor: &Cursor, found: &[Completion]) -> u32 {
    if !found.iter().any(|item| item.label.starts_with('@')) || cursor.prefix.inside != Inside::Code {
        return 0;
    }
    let before = cursor.before();
    Span::from(before.trim_end_matches('@').len()..before.len()).len()
}

fn in_body(cx: CompletionContext<'_>) -> Vec<Completion> {
    let Some(item) = cx.item() else { return Vec::new() };
    let keyword = item.keyword.as_ref().map_or("", |keyword| keyword.as_str());
    let Some(line) = Line::read(cx.cursor, keyword) else { return config_key::fallback(cx) };
    let Some(spot) = line.spot() else { return Vec::new() };
    if !cx.cursor.prefix.open.is_empty() && !follows_opening(cx.cursor) {
        return Vec::new();
    }
    let at = At { cx, item: &line.item, spot: &spot };
    offers(at)
}

/// Whether an element can start at the cursor: after a value between brackets, a comma is required first.
fn follows_opening(cursor: &Cursor) -> bool {
    matches!(cursor.prefix.inside, Inside::String(_))
        || cursor.prefix.before.is_none_or(|before| matches!(before, '(' | '[' | '{' | ',' | ':' | '.'))
}

fn offers(at: At<'_>) -> Vec<Completion> {
    let cx = at.cx;
    match at.spot.what {
        // A name with a type behind it is changed to another name, which nobody else knows.
        SpotKind::FieldName(_) | SpotKind::ValueName(_) if cx.cursor.has_more() => Vec::new(),
        SpotKind::FieldName(_) => {
            let mut found = field_name::offers(cx);
            found.extend(block_attribute::offers(cx));
            found
        }
        SpotKind::ValueName(_) => block_attribute::offers(cx),
        SpotKind::FieldType(_) => {
            let mut found = field_type::offers(at);
            found.extend(whole_relation::offers(at));
            found
        }
        SpotKind::AttributeName(_) | SpotKind::NativePrefix(_) => match at.spot.owner {
            Owner::Attribute(_) => block_attribute::offers(cx),
            _ => field_attribute::offers(at),
        },
        SpotKind::NativeType(_) => native_type::offers(at),
        SpotKind::Key(_) => config_key::offers(cx),
        SpotKind::ArgumentName(_) => argument_names(at),
        SpotKind::Name(..) | SpotKind::Function(_) | SpotKind::String(_) | SpotKind::MemberKey(_) => {
            value(at)
        }
        SpotKind::Keyword(_)
        | SpotKind::BlockName(_)
        | SpotKind::Number(_)
        | SpotKind::Boolean(_)
        | SpotKind::Null
        | SpotKind::Comment(_)
        | SpotKind::Gap => Vec::new(),
    }
}

fn argument_names(at: At<'_>) -> Vec<Completion> {
    match (at.spot.entry(), at.spot.call()) {
        (Some(_), _) => config_value::argument_names(at),
        (None, Some((name, given))) => function_argument::names(at, name, given),
        (None, None) => argument::names(at),
    }
}

/// A value, or the first word of an argument, which may become its name.
fn value(at: At<'_>) -> Vec<Completion> {
    if at.spot.entry().is_some() {
        return config_value::offers(at);
    }
    let mut found = match at.spot.parameter().or_else(|| list_of_misspelt_argument(at)) {
        Some(parameter) => argument_value::offers(at, parameter),
        None => Vec::new(),
    };
    let may_be_name = matches!(at.spot.what, SpotKind::Name(_, 0) | SpotKind::Function(_));
    if may_be_name
        && matches!(at.spot.steps.last(), Some(Step::Argument(argument, _)) if argument.name.is_none())
    {
        found.extend(argument_names(at));
    }
    found
}

/// A list behind an argument that the attribute does not know is meant for the one that takes a list.
fn list_of_misspelt_argument(at: At<'_>) -> Option<Parameter> {
    let in_list = matches!(at.spot.steps.last(), Some(Step::Item(_)));
    let param = at.spot.attribute_facts().filter(|_| in_list)?.unnamed_param()?;
    matches!(param.value, ValueKind::Fields | ValueKind::IndexFields).then_some(Parameter::Attribute(param))
}
