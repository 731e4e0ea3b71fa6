//! What a rule over a schema and its code is.

use base::{Anchor, FileEdit, Finding, Fix, Level, Place};
use checks::frame::{self, Metadata};

use super::context::Context;

/// One rule.
pub type Rule = frame::Rule<Check>;

/// How a rule looks at a schema.
pub type Check = fn(&Context<'_>, &mut Report);

/// Collects what one rule finds.
pub struct Report {
    metadata: &'static Metadata,
    /// Each with the highest level that it may have.
    findings: Vec<(Finding, Level)>,
}

impl Report {
    /// The report of a rule.
    pub(super) fn new(metadata: &'static Metadata) -> Report {
        Report { metadata, findings: Vec::new() }
    }

    /// Adds a finding at a place of the schema.
    pub fn add(&mut self, place: Place, message: impl Into<String>) -> &mut Self {
        let finding = self.metadata.finding(Level::Error, place, message);
        self.findings.push((finding, Level::Error));
        self
    }

    /// Lowers the level of the last finding.
    pub fn at_most(&mut self, level: Level) -> &mut Self {
        if let Some((_, most)) = self.findings.last_mut() {
            *most = level;
        }
        self
    }

    /// Adds another place that explains the last finding.
    pub fn related(&mut self, anchor: impl Into<Anchor>, message: impl Into<String>) -> &mut Self {
        if let Some((finding, most)) = self.findings.pop() {
            self.findings.push((finding.related(anchor, message), most));
        }
        self
    }

    /// Adds a fix that the user has to choose to the last finding.
    pub fn fix(&mut self, title: impl Into<String>, edits: Vec<FileEdit>) -> &mut Self {
        if let Some((finding, _)) = self.findings.last_mut() {
            finding.fixes.push(Fix::choice(title, edits));
        }
        self
    }

    /// What was found.
    pub(super) fn finish(self) -> Vec<(Finding, Level)> {
        self.findings
    }
}

/// Declares a rule over a schema and its code.
macro_rules! schema_rule {
    ($($declaration:tt)+) => {
        checks::declare_rule! { $crate::schema_rules::rule::Check; $($declaration)+ }
    };
}

pub(crate) use schema_rule;
