//! What a rule over code is.

use base::text::{Span, TextEdit};
use base::{Anchor, Finding, Fix, Level, PathEdit};
use checks::frame::{self, Active};

use super::context::Context;

/// One rule over code.
pub type Rule = frame::Rule<Check>;

/// How a rule looks at a file.
pub type Check = fn(&Context<'_>, &mut Report<'_>);

/// Collects what one rule finds in one file.
pub struct Report<'r> {
    rule: Active<'r, Check>,
    cx: &'r Context<'r>,
    findings: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    /// A report of a rule on a file.
    pub(super) fn new(
        rule: Active<'r, Check>,
        cx: &'r Context<'r>,
        findings: &'r mut Vec<Finding>,
    ) -> Report<'r> {
        Report { rule, cx, findings }
    }

    /// The options of the rule.
    pub fn options(&self) -> &'r frame::Options {
        self.rule.options
    }

    /// Adds a finding at a span of the file.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        let finding = self.rule.finding(Anchor::file(self.cx.file.path.clone(), span), message);
        self.findings.push(finding);
        self
    }

    /// Adds another place that explains the last finding.
    pub fn related(&mut self, anchor: impl Into<Anchor>, message: impl Into<String>) -> &mut Self {
        if let Some(finding) = self.findings.pop() {
            self.findings.push(finding.related(anchor, message));
        }
        self
    }

    /// Lowers the level of the last finding.
    pub fn at_most(&mut self, level: Level) -> &mut Self {
        if let Some(finding) = self.findings.pop() {
            self.findings.push(finding.at_most(level));
        }
        self
    }

    /// Adds a fix of the file that the user has to choose to the last finding, if there are edits.
    pub fn fix(&mut self, title: impl Into<String>, edits: Option<Vec<TextEdit>>) -> &mut Self {
        let in_file = |edit| PathEdit { path: self.cx.file.path.clone(), edit };
        let edits: Vec<PathEdit> = edits.into_iter().flatten().map(in_file).collect();
        if let Some(finding) = self.findings.last_mut().filter(|_| !edits.is_empty()) {
            finding.fixes.push(Fix::choice(title, Vec::new()).with_path_edits(edits));
        }
        self
    }
}

/// Declares a rule over code.
macro_rules! rule {
    ($($declaration:tt)+) => {
        checks::declare_rule! { $crate::rules::rule::Check; $($declaration)+ }
    };
}

pub(crate) use rule;
