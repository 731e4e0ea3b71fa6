//! A rule, and the rules that are on.

use std::sync::Arc;

use crate::frame::{Metadata, Options, RuleSet};
use base::{Anchor, Finding, Level};

/// One rule: its metadata and its check. `C` is the type of the check, which decides what it looks at.
#[derive(Debug)]
pub struct Rule<C> {
    /// Its code, documentation, levels and options.
    pub metadata: Metadata,
    /// How it looks.
    pub check: C,
}

/// A rule that is on.
#[derive(Debug)]
pub struct Active<'s, C: 'static> {
    /// The rule.
    pub rule: &'static Rule<C>,
    /// Its level, never [`Level::Off`].
    pub level: Level,
    /// Its options.
    pub options: &'s Options,
}

/// Those rules of a list that a rule set turns on, in the order of the list.
#[derive(Debug)]
pub struct ActiveRules<C: 'static> {
    set: Arc<RuleSet>,
    /// Each rule with its index in the set.
    rules: Vec<(&'static Rule<C>, usize)>,
}

impl<C> Clone for Active<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Active<'_, C> {}

impl<C> Active<'_, C> {
    /// A finding of the rule, at its level.
    pub fn finding(&self, anchor: impl Into<Anchor>, message: impl Into<String>) -> Finding {
        self.rule.metadata.finding(self.level, anchor, message)
    }
}

impl<C> ActiveRules<C> {
    /// Those of `list` that `set` turns on.
    pub fn new(list: impl IntoIterator<Item = &'static Rule<C>>, set: &Arc<RuleSet>) -> ActiveRules<C> {
        let index = |rule: &'static Rule<C>| Some((rule, set.index_if_active(rule.metadata.code)?));
        ActiveRules { set: set.clone(), rules: list.into_iter().filter_map(index).collect() }
    }

    /// The rules, with their levels and options.
    pub fn iter(&self) -> impl Iterator<Item = Active<'_, C>> {
        let active = |(rule, at): &(&'static Rule<C>, usize)| {
            let (level, options) = self.set.at(*at)?;
            Some(Active { rule, level, options })
        };
        self.rules.iter().filter_map(active)
    }

    /// The set that turns them on.
    pub fn set(&self) -> &Arc<RuleSet> {
        &self.set
    }
}

/// Declares a rule over checks of the type before `;`. Its documentation comment becomes [`Metadata::docs`].
///
/// [`Metadata::docs`]: crate::frame::Metadata::docs
#[macro_export]
macro_rules! declare_rule {
    (@dialects) => { $crate::frame::Dialects::Both };
    (@dialects $dialects:expr) => { $dialects };
    (
        $check_type:ty;
        $(#[doc = $docs:literal])+
        pub static $name:ident = Rule {
            code: $code:expr,
            levels: $levels:expr,
            $(dialects: $dialects:expr,)?
            options: $options:expr,
            check: $check:expr $(,)?
        };
    ) => {
        $(#[doc = $docs])+
        #[allow(rustdoc::invalid_codeblock_attributes, reason = "examples carry their options as JSON")]
        pub static $name: $crate::frame::Rule<$check_type> = $crate::frame::Rule {
            metadata: $crate::frame::Metadata {
                code: $code,
                docs: concat!($($docs, "\n"),+),
                kind: $crate::frame::Kind::Rule($levels),
                dialects: $crate::declare_rule!(@dialects $($dialects)?),
                options: $options,
            },
            check: $check,
        };
    };
}
