//! The phases of a plan: the moments at which something changes from how it is before to how it is after.

/// A moment of a plan. The state after a phase has everything that earlier phases changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Before anything.
    Start,
    /// Enum types get their new values, which no statement of the same migration may use.
    EnumValues,
    /// What is new is added, as far as it disturbs nobody.
    Expand,
    /// What is new gets defaults that give each row a value of its own, so that old rows are not written.
    Defaults,
    /// Indexes are built.
    Indexes,
    /// Constraints are added that hold for new rows only.
    Constrain,
    /// Old rows are checked too: what holds the copy of something old becomes required.
    Validate,
    /// What cannot be there twice gets its new name or type.
    Switch,
    /// What the new application fills in becomes required.
    Require,
    /// The primary key changes.
    PrimaryKey,
    /// What only old clients needed goes: triggers, views, foreign keys, defaults.
    Release,
    /// Indexes that nothing uses any more go.
    DropIndexes,
    /// What will be dropped gets a name that nobody uses.
    Quarantine,
    /// Values of enum types, columns and tables are dropped.
    Drop,
}

impl Phase {
    /// The phase before this one.
    pub(super) fn previous(self) -> Phase {
        match self {
            Phase::Start | Phase::EnumValues => Phase::Start,
            Phase::Expand => Phase::EnumValues,
            Phase::Defaults => Phase::Expand,
            Phase::Indexes => Phase::Defaults,
            Phase::Constrain => Phase::Indexes,
            Phase::Validate => Phase::Constrain,
            Phase::Switch => Phase::Validate,
            Phase::Require => Phase::Switch,
            Phase::PrimaryKey => Phase::Require,
            Phase::Release => Phase::PrimaryKey,
            Phase::DropIndexes => Phase::Release,
            Phase::Quarantine => Phase::DropIndexes,
            Phase::Drop => Phase::Quarantine,
        }
    }
}
