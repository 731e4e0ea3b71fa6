//! What a rule over a schema is.

pub use crate::frame::{Dialects, Levels};

use crate::frame;
use crate::rules::{Context, ModelRef};
use base::{Finding, ItemId};
use model::schema::item::Item;

/// One rule of the checklist.
pub type Rule = frame::Rule<Check>;

/// What a rule looks at. The narrower the better: what it finds in one item may depend on that item, on those that it
/// names or is named by, and on the configuration only, unless it is a [`Check::Schema`].
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Each `model` that the client does not ignore, one at a time. One under a comment `/// @view` is left out, as
    /// views are.
    Model(fn(&Context<'_>, ModelRef<'_>, &mut Vec<Finding>)),
    /// Each item of any kind, one at a time.
    Item(fn(&Context<'_>, ItemId, &Item, &mut Vec<Finding>)),
    /// The whole schema at once.
    Schema(fn(&Context<'_>, &mut Vec<Finding>)),
}

/// Declares a rule: its documentation comment becomes [`Metadata::docs`](frame::Metadata::docs).
macro_rules! rule {
    ($($declaration:tt)+) => {
        $crate::declare_rule! { $crate::rules::Check; $($declaration)+ }
    };
}

pub(crate) use rule;
