//! Plans: a change of a database in stages, each with the SQL that takes it back.
//!
//! A plan is made of database states. [`pairing`] decides what of the database before becomes what after: which columns stay,
//! go, come or get another name. [`state`] says what the database looks like after each [`phase`]; the SQL between two states
//! is that of [`diff`](crate::diff), written by [`online`] so that it holds up nobody, and the SQL that takes a stage back is
//! that of the difference the other way round. What no difference can say stands beside: renames ([`rename`]), triggers that
//! keep two columns equal ([`sync`]), statements that fill in values ([`backfill`]), and the moment in which a key takes the
//! place of another one ([`key_switch`]).
//!
//! Source of the stages: `expand, backfill, switch, contract`; locks as the manual of PostgreSQL gives them.

mod backfill;
mod builder;
mod casts;
mod changes;
mod enums;
mod key_columns;
mod key_switch;
pub(crate) mod names;
mod namespaces;
mod online;
mod pairing;
mod phase;
mod primary_keys;
mod queries;
pub(crate) mod rename;
mod renamed_tables;
mod renames;
mod restore;
mod risk;
mod soft_delete;
mod stages;
mod state;
mod sync;
mod text;
mod texts;
mod values;

use model::catalog::Provider;
use model::database::Database;

use crate::DiffOptions;
use crate::preview::Class;

pub use renames::Rename;
pub use text::{markdown, script, text};
pub use texts::{parsed, schema_texts};

/// What a plan is made with.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// What is left out of the comparison.
    pub diff: DiffOptions,
    /// What gets another name, as the user says; the rest is guessed.
    pub renames: Vec<Rename>,
    /// Whether renames are guessed too: a column that goes and one of the same type that comes.
    pub guess_renames: bool,
    /// The name of the change, as a part of the names of migrations.
    pub name: String,
}

/// A change in stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which database it is.
    pub provider: Provider,
    /// What changes.
    pub changes: Vec<Change>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
}

/// One change that a plan is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What kind it is, such as `rename-column`: where a rule over migrations is about the same, its code.
    pub kind: &'static str,
    /// How much care it would need in one migration.
    pub class: Class,
    /// The table, column or enum type: `User.bio`.
    pub place: String,
    /// What it means, in one sentence.
    pub reason: String,
}

/// What is done in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageKind {
    /// A migration is deployed.
    Migration,
    /// Rows get values, in batches, outside of migrations.
    Backfill,
    /// The application is deployed.
    Application,
    /// The data is looked at; nothing changes.
    Check,
}

/// Whether a stage can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reversible {
    /// Everything is as before.
    Lossless,
    /// The structure is as before; what was written since to what is new is lost.
    SchemaOnly,
    /// Data is gone for good, unless there is a copy.
    Irreversible,
}

/// A value that only the user can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How it stands in the SQL: `{expr}`.
    pub placeholder: String,
    /// What it is for: `User.slug`.
    pub subject: String,
    /// The type that the value must have, in SQL.
    pub ty: String,
}

/// A stage of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// What it does, in a few words.
    pub title: String,
    /// How it is done.
    pub kind: StageKind,
    /// The name of the migration without its time, for those that are one: `rename_bio_1_expand`.
    pub migration: Option<String>,
    /// The statements, without semicolons, in the order in which they run. Those of a backfill are repeated until they touch
    /// no row.
    pub sql: Vec<String>,
    /// The statements that take it back; `None` where there are none.
    pub inverse: Option<Vec<String>>,
    /// A query that returns no row, or 0, when it is safe to go on.
    pub check: Option<String>,
    /// Whether it can be taken back.
    pub reversible: Reversible,
    /// How much care it needs.
    pub class: Class,
    /// What it locks, and for how long; empty where it locks nothing that a client notices.
    pub lock: String,
    /// What to know before it runs.
    pub note: String,
    /// The values that the user has to choose.
    pub choices: Vec<Choice>,
    /// Whether the schema of the stage is the one after the whole change, with what is still there besides; else it is the
    /// one before, with what is new besides.
    pub is_switched: bool,
    /// The database after it.
    pub state: Database,
}

/// The plan from one database to another. Without any difference it has no stages.
pub fn plan(from: &Database, to: &Database, options: &PlanOptions) -> Plan {
    stages::plan(from, to, options)
}

impl StageKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            StageKind::Migration => "migration",
            StageKind::Backfill => "backfill",
            StageKind::Application => "application",
            StageKind::Check => "check",
        }
    }
}

impl Reversible {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Reversible::Lossless => "lossless",
            Reversible::SchemaOnly => "schema-only",
            Reversible::Irreversible => "irreversible",
        }
    }
}
