//! What happens to dependent rows when the row they point at is deleted or its key changes.
//!
//! Sources: the SQL standard and the manuals of each database for what an action does; Prisma's validator, asked for
//! each provider, mode and arity, for what it accepts and what it assumes where nothing is written.

use std::fmt;

use crate::catalog::provider::{Provider, RelationMode};

/// The value of `onDelete` or `onUpdate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferentialAction {
    /// Do the same to the dependent rows.
    Cascade,
    /// Refuse at once.
    Restrict,
    /// Refuse at the end of the statement or transaction.
    NoAction,
    /// Empty the foreign key.
    SetNull,
    /// Set the foreign key to its default.
    SetDefault,
}

/// Which of the two arguments an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferentialEvent {
    /// `onDelete`.
    Delete,
    /// `onUpdate`.
    Update,
}

/// Whether a row must point at another: it must as soon as one scalar field of the foreign key is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelationArity {
    /// Every scalar field of the foreign key is optional.
    Optional,
    /// At least one is required.
    Required,
}

/// What Prisma thinks of an action at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionVerdict {
    /// Nothing to say.
    Fine,
    /// Accepted with a warning: it would fail when it is triggered.
    Warned,
    /// Refused.
    Refused,
}

impl ReferentialEvent {
    /// The argument's name.
    pub const fn argument(self) -> &'static str {
        match self {
            ReferentialEvent::Delete => "onDelete",
            ReferentialEvent::Update => "onUpdate",
        }
    }
}

impl ReferentialAction {
    /// Every action, in the order in which they are offered.
    pub const ALL: [ReferentialAction; 5] = [
        ReferentialAction::Cascade,
        ReferentialAction::Restrict,
        ReferentialAction::NoAction,
        ReferentialAction::SetNull,
        ReferentialAction::SetDefault,
    ];

    /// The action of this name; case-sensitive.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// The name in schemas.
    pub const fn name(self) -> &'static str {
        match self {
            ReferentialAction::Cascade => "Cascade",
            ReferentialAction::Restrict => "Restrict",
            ReferentialAction::NoAction => "NoAction",
            ReferentialAction::SetNull => "SetNull",
            ReferentialAction::SetDefault => "SetDefault",
        }
    }

    /// Whether it changes or deletes the dependent rows, rather than refuse what was asked for.
    pub const fn spreads(self) -> bool {
        matches!(
            self,
            ReferentialAction::Cascade | ReferentialAction::SetNull | ReferentialAction::SetDefault
        )
    }

    /// What it does, in Markdown.
    pub const fn docs(self) -> &'static str {
        match self {
            ReferentialAction::Cascade => {
                "Deleting the referenced row deletes the rows that reference it; changing its key updates them."
            }
            ReferentialAction::Restrict => {
                "The referenced row cannot be deleted, nor its key changed, while rows reference it. Checked \
                     immediately. Not available on SQL Server, where `NoAction` does the same."
            }
            ReferentialAction::NoAction => {
                "Like `Restrict`, but a database with deferrable constraints checks at the end of the transaction. \
                 With `relationMode = \"prisma\"` nothing is checked, which can leave dangling references."
            }
            ReferentialAction::SetNull => {
                "Sets the foreign key of referencing rows to NULL. Every scalar field of the foreign key has to be \
                     optional."
            }
            ReferentialAction::SetDefault => {
                "Sets the foreign key of referencing rows to the `@default` of its fields, which has to identify \
                     an existing row. InnoDB does not implement it, and `relationMode = \"prisma\"` does not \
                     emulate it."
            }
        }
    }
}

impl fmt::Display for ReferentialAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The actions that Prisma accepts for this database and mode, whatever the arity.
pub const fn allowed(provider: Provider, mode: RelationMode) -> &'static [ReferentialAction] {
    use ReferentialAction::{Cascade, NoAction, Restrict, SetDefault, SetNull};
    match (mode, provider) {
        (RelationMode::Prisma, Provider::Postgresql | Provider::Sqlite) => &[Cascade, Restrict, SetNull],
        (RelationMode::Prisma, _) | (RelationMode::ForeignKeys, Provider::Mongodb) => {
            &[Cascade, Restrict, NoAction, SetNull]
        }
        (RelationMode::ForeignKeys, Provider::Sqlserver) => &[Cascade, NoAction, SetNull, SetDefault],
        (RelationMode::ForeignKeys, _) => &[Cascade, Restrict, NoAction, SetNull, SetDefault],
    }
}

/// What Prisma says of an action for this database, mode and arity.
pub fn verdict(
    provider: Provider,
    mode: RelationMode,
    arity: RelationArity,
    action: ReferentialAction,
) -> ActionVerdict {
    if !allowed(provider, mode).contains(&action) {
        return ActionVerdict::Refused;
    }
    let foreign_keys = mode == RelationMode::ForeignKeys;
    match action {
        ReferentialAction::SetNull if arity == RelationArity::Required => {
            if foreign_keys && provider.capabilities().tolerates_set_null_on_required {
                ActionVerdict::Warned
            } else {
                ActionVerdict::Refused
            }
        }
        ReferentialAction::SetDefault if provider == Provider::Mysql && foreign_keys => ActionVerdict::Warned,
        _ => ActionVerdict::Fine,
    }
}

/// The actions to offer for this database, mode and arity: those that draw neither error nor warning.
pub fn offered(
    provider: Provider,
    mode: RelationMode,
    arity: RelationArity,
) -> impl Iterator<Item = ReferentialAction> {
    allowed(provider, mode)
        .iter()
        .copied()
        .filter(move |action| verdict(provider, mode, arity, *action) == ActionVerdict::Fine)
}

/// The action in force where the relation does not say.
pub fn implied(
    provider: Provider,
    mode: RelationMode,
    arity: RelationArity,
    event: ReferentialEvent,
) -> ReferentialAction {
    match (event, arity) {
        (ReferentialEvent::Update, _) => ReferentialAction::Cascade,
        (ReferentialEvent::Delete, RelationArity::Optional) => ReferentialAction::SetNull,
        (ReferentialEvent::Delete, RelationArity::Required) => {
            if allowed(provider, mode).contains(&ReferentialAction::Restrict) {
                ReferentialAction::Restrict
            } else {
                ReferentialAction::NoAction
            }
        }
    }
}

/// Whether cycles of cascading relations are refused.
pub fn refuses_cycles(provider: Provider, mode: RelationMode) -> bool {
    mode == RelationMode::Prisma || provider.capabilities().refuses_cascade_cycles
}

/// Whether a model is refused from which several paths of cascading relations lead to one other model.
pub fn refuses_multiple_paths(provider: Provider, mode: RelationMode) -> bool {
    mode == RelationMode::ForeignKeys && provider.capabilities().refuses_cascade_paths
}
