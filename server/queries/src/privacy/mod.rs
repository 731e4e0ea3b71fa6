//! Which personal data a schema holds, who reads and writes it, how long it is kept, and how a person is erased:
//! [`privacy_report`].
//!
//! Only the schema and the code are known. What a report says of people, purposes and other systems is left to its readers, and
//! the points of [`Checklist`] say where that is so.

mod access;
mod calls;
mod checklist;
mod data_map;
mod erasure;
mod logging;
mod person;
mod report;
mod retention;
mod selection;
mod writes;

pub use access::{Access, Effect, Fields, Site};
pub use checklist::{Checklist, Point, PointState, Topic};
pub use data_map::{PersonalField, PersonalModel};
pub use erasure::{Deletion, Erasure, Outcome, Reference};
pub use logging::{AccessLogging, AuditModel, Export, QueryExtension};
pub use person::{Person, PersonEvidence};
pub use report::{PrivacyReport, privacy_report};
pub use retention::{Purge, Retention, TimeField, TimeKind};
