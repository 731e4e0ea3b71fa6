//! What may be written under the cursor: one file a position.
//!
//! What is refused at a place is not offered there. Only to those who ask to see everything it also names what belongs
//! to such a place but does not fit as things stand (a second datasource, `@relation` on a field without a relation):
//! these come last ([`Rank::Unfit`]).

mod action;
mod argument;
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
mod literal;
mod native_type;
mod predicate;
mod whole_relation;
mod word;

pub(super) use context::Context;
pub(super) use cursor::Cursor;
pub(super) use line::Line;

pub use item::{Completion, CompletionKind, Completions, Insert, Rank};

use crate::Analysis;
use crate::completion::cursor::{Inside, Region};
use base::FileId;
use base::text::Span;
use model::catalog::attributes::ValueKind;
use model::schema::item::{Field, Item};
use model::schema::spot::{Owner, Parameter, Spot, Step, What};

/// What may be written at `offset`, in bytes of the file. With `wants_all` also what belongs there but would be refused
/// as things stand.
pub fn completions(analysis: &Analysis, file: FileId, offset: u32, wants_all: bool) -> Completions {
    let Some(cursor) = Cursor::at(&analysis.schema, file, offset) else { return Completions::default() };
    let cx = Context::new(analysis, &cursor);
    let found = match (cursor.prefix.inside, cursor.region) {
        (Inside::BlockComment, _) => Vec::new(),
        (Inside::Comment(start), _) => comment::offers(cx, start),
        (_, Region::Head) => Vec::new(),
        (_, Region::Outside) => keyword::offers(cx),
        (_, Region::Body) => in_body(cx),
    };
    let (word, column) = (cursor.word, Span::from(0..cursor.column).end);
    let word = Span::new(word.start - opening_marks(&cursor, &found), word.end).shifted(cursor.line_start);
    let typed = word.until(column.saturating_add(cursor.line_start));
    let (items, is_incomplete) = bound::bounded(found, cursor.typed(), wants_all);
    Completions { items, is_incomplete, typed, word }
}

/// How many `@` before the word belong to what is offered: attributes bring their own.
fn opening_marks(cursor: &Cursor, found: &[Completion]) -> u32 {
    if !found.iter().any(|item| item.label.starts_with('@')) || cursor.prefix.inside != Inside::Code {
        return 0;
    }
    let before = cursor.before();
    Span::from(before.trim_end_matches('@').len()..before.len()).len()
}

fn in_body(cx: Context<'_>) -> Vec<Completion> {
    let Some(item) = cx.item() else { return Vec::new() };
    let keyword = item.keyword.as_ref().map_or("", |keyword| keyword.as_str());
    let Some(line) = Line::read(cx.cursor, keyword) else { return config_key::fallback(cx) };
    let Some(spot) = line.spot() else { return Vec::new() };
    if !cx.cursor.prefix.open.is_empty() && !follows_opening(cx.cursor) {
        return Vec::new();
    }
    let at = At { cx, item: &line.item, spot: &spot };
    at.offers()
}

/// Whether something may begin at the cursor: behind a value between brackets a comma has to come first.
fn follows_opening(cursor: &Cursor) -> bool {
    matches!(cursor.prefix.inside, Inside::String(_))
        || cursor.prefix.before.is_none_or(|before| matches!(before, '(' | '[' | '{' | ',' | ':' | '.'))
}

/// A place in a line between braces.
#[derive(Clone, Copy)]
struct At<'a> {
    cx: Context<'a>,
    /// A block that holds nothing but this line.
    item: &'a Item,
    /// What the word under the cursor is.
    spot: &'a Spot<'a>,
}

impl<'a> At<'a> {
    /// The field on whose line the cursor is.
    fn field(self) -> Option<&'a Field> {
        match self.spot.owner {
            Owner::Field(index) => self.item.model()?.fields.get(index),
            _ => None,
        }
    }

    fn offers(self) -> Vec<Completion> {
        let cx = self.cx;
        match self.spot.what {
            // A name with a type behind it is changed to another name, which nobody else knows.
            What::FieldName(_) | What::ValueName(_) if cx.cursor.has_more() => Vec::new(),
            What::FieldName(_) => {
                let mut found = field_name::offers(cx);
                found.extend(block_attribute::offers(cx));
                found
            }
            What::ValueName(_) => block_attribute::offers(cx),
            What::FieldType(_) => {
                let mut found = field_type::offers(self);
                found.extend(whole_relation::offers(self));
                found
            }
            What::AttributeName(_) | What::NativePrefix(_) => match self.spot.owner {
                Owner::Attribute(_) => block_attribute::offers(cx),
                _ => field_attribute::offers(self),
            },
            What::NativeType(_) => native_type::offers(self),
            What::Key(_) => config_key::offers(cx),
            What::ArgumentName(_) => self.argument_names(),
            What::Name(..) | What::Function(_) | What::String(_) | What::MemberKey(_) => self.value(),
            What::Keyword(_)
            | What::BlockName(_)
            | What::Number(_)
            | What::Boolean(_)
            | What::Null
            | What::Comment(_)
            | What::Gap => Vec::new(),
        }
    }

    fn argument_names(self) -> Vec<Completion> {
        match (self.spot.entry(), self.spot.call()) {
            (Some(_), _) => config_value::argument_names(self),
            (None, Some((name, given))) => function_argument::names(self, name, given),
            (None, None) => argument::names(self),
        }
    }

    /// A value, or the first word of an argument, which may become its name.
    fn value(self) -> Vec<Completion> {
        if self.spot.entry().is_some() {
            return config_value::offers(self);
        }
        let mut found = match self.spot.parameter().or_else(|| self.list_of_misspelt_argument()) {
            Some(parameter) => word::offers(self, parameter),
            None => Vec::new(),
        };
        let may_be_name = matches!(self.spot.what, What::Name(_, 0) | What::Function(_));
        if may_be_name
            && matches!(self.spot.steps.last(), Some(Step::Argument(argument, _)) if argument.name.is_none())
        {
            found.extend(self.argument_names());
        }
        found
    }

    /// A list behind an argument that the attribute does not know is meant for the one that takes a list.
    fn list_of_misspelt_argument(self) -> Option<Parameter> {
        let in_list = matches!(self.spot.steps.last(), Some(Step::Item(_)));
        let param = self.spot.attribute_facts().filter(|_| in_list)?.unnamed_param()?;
        matches!(param.value, ValueKind::Fields | ValueKind::IndexFields)
            .then_some(Parameter::Attribute(param))
    }
}
