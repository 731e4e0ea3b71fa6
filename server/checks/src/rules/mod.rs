//! The checklist: one file a rule, in folders by topic.
//!
//! A rule declares itself with `rule!` and is listed in its topic; nothing else knows it by name. Its documentation is
//! data, see [`frame`](crate::frame).

mod case;
mod checks;
mod context;
mod coverage;
mod exempt;
mod index;
mod inflection;
mod kinds;
mod number;
mod prisma_lint;
mod rule;
mod run;
mod soft_delete;
mod style;
mod suppression;
mod suppression_index;
mod target;
mod topics;
mod words;

pub mod audit;
pub mod design;
pub mod environment;
pub mod indexes;
pub mod naming;
pub mod privacy;
pub mod relations;
pub mod security;
pub mod types;

pub use crate::frame::{Levels, NamePatterns, OptionKind, OptionSpec, Options};
pub use case::Case;
pub use checks::Checks;
pub use context::{Context, ProjectFacts};
pub use coverage::{ColumnOrder, leads_with, serves_equality, serves_lookup};
pub use index::{Convention, Conventions, Count, ModelNames, RuleIndex, id_generator, is_mapped};
pub use inflection::{plural, singular};
pub use kinds::{ModelKinds, kinds_of};
pub use prisma_lint::{LINT_COUNTERPARTS, import_lint_settings};
pub use privacy::{
    DOCUMENTATION_MARKS, DataClass, DataEvidence, PersonalData, Protection, is_encrypted, is_person,
    is_secret, personal_data, retention_mark,
};
pub use rule::{Check, Rule};
pub use run::check;
pub use soft_delete::soft_delete_field;
pub use style::Style;
pub use suppression::{retain_unsuppressed, suppress};
pub use topics::TOPICS;
pub use words::{Words, article, has_several_words, is_joined, joined_words, same_words, words};

pub use model::schema::item::ModelRef;
