//! The place in the line of the cursor.

use crate::completion::context::CompletionContext;
use model::schema::item::{Argument, Arguments, Field, Item};
use model::schema::spot::{Owner, Spot};

/// A position in a line between braces.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The block and the cursor.
    pub(super) cx: CompletionContext<'a>,
    /// A block that contains only this line.
    pub(super) item: &'a Item,
    /// The element under the cursor.
    pub(super) spot: &'a Spot<'a>,
}

impl<'a> At<'a> {
    /// The field on the line of the cursor.
    pub(super) fn field(self) -> Option<&'a Field> {
        match self.spot.owner {
            Owner::Field(index) => self.item.model()?.fields.get(index),
            _ => None,
        }
    }

    /// Whether an argument of this name is among `given`, other than the one under the cursor.
    pub(super) fn is_given(self, given: &Arguments, name: &str) -> bool {
        let here = self.spot.argument().map(|(argument, _)| argument.span);
        let is_named = |argument: &Argument| argument.name.as_ref().is_some_and(|it| it.text == name);
        given.list.iter().any(|argument| is_named(argument) && Some(argument.span) != here)
    }

    /// Whether a whole value of an argument belongs here, and not one in a list: no `[` is open.
    pub(super) fn lacks_brackets(self) -> bool {
        self.cx.cursor.prefix.open.last() == Some(&'(')
    }
}
