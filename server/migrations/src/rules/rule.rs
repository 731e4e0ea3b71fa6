//! What a rule over a migration is.

use std::path::Path;
use std::sync::Arc;

use base::text::{Span, TextEdit};
use base::{Anchor, Finding, Fix, Level, PathEdit};
use checks::frame::{self, Active};
use model::catalog::Provider;
use model::schema::edit::line_ending;

use super::context::Context;
use super::split::{Part, split, split_name};
use crate::history::SCRIPT_FILE;

/// One rule over migrations.
pub type Rule = frame::Rule<Check>;

/// How a rule looks at a migration, and for which providers.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The providers; none for all.
    pub providers: &'static [Provider],
    /// Looks at one migration.
    pub run: fn(&Context<'_>, &mut Report<'_>),
}

impl Check {
    /// For every provider.
    pub const fn all(run: fn(&Context<'_>, &mut Report<'_>)) -> Check {
        Check { providers: &[], run }
    }

    /// For PostgreSQL.
    pub const fn postgres(run: fn(&Context<'_>, &mut Report<'_>)) -> Check {
        Check { providers: &[Provider::Postgresql], run }
    }

    /// For MySQL.
    pub const fn mysql(run: fn(&Context<'_>, &mut Report<'_>)) -> Check {
        Check { providers: &[Provider::Mysql], run }
    }

    /// For SQLite.
    pub const fn sqlite(run: fn(&Context<'_>, &mut Report<'_>)) -> Check {
        Check { providers: &[Provider::Sqlite], run }
    }

    /// For SQL Server.
    pub const fn sqlserver(run: fn(&Context<'_>, &mut Report<'_>)) -> Check {
        Check { providers: &[Provider::Sqlserver], run }
    }
}

/// The rules about statements that others wait for: their findings say how long, where the size of the table is known.
const WAITED_FOR: [&str; 16] = [
    "add-check",
    "add-column-volatile-default",
    "add-column-default-old-pg",
    "add-exclusion",
    "add-foreign-key",
    "add-unique",
    "blocking-maintenance",
    "change-column-type",
    "enum-swap",
    "foreign-key-recreated",
    "index-not-concurrent",
    "missing-lock-timeout",
    "mysql-copy-alter",
    "mysql-fk-copy",
    "set-not-null",
    "sqlserver-offline-index",
];

/// Collects what one rule finds in one migration.
pub struct Report<'r> {
    rule: Active<'r, Check>,
    path: &'r Arc<Path>,
    cx: &'r Context<'r>,
    findings: &'r mut Vec<Finding>,
}

impl<'r> Report<'r> {
    /// A report of a rule on a migration whose file is at a path.
    pub(super) fn new(
        rule: Active<'r, Check>,
        path: &'r Arc<Path>,
        cx: &'r Context<'r>,
        findings: &'r mut Vec<Finding>,
    ) -> Report<'r> {
        Report { rule, path, cx, findings }
    }

    /// The options of the rule.
    pub fn options(&self) -> &'r frame::Options {
        self.rule.options
    }

    /// Adds a finding at a span of the SQL.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        let mut message = message.into();
        if WAITED_FOR.contains(&self.rule.rule.metadata.code)
            && let Some(estimate) = self.cx.estimate(span)
        {
            message = format!("{message} {estimate}");
        }
        let finding = self.rule.finding(Anchor::file(self.path.clone(), span), message);
        self.findings.push(finding);
        self
    }

    /// Lowers the level of the last finding.
    pub fn at_most(&mut self, level: Level) -> &mut Self {
        if let Some(finding) = self.findings.pop() {
            self.findings.push(finding.at_most(level));
        }
        self
    }

    /// Adds a fix that the user has to choose to the last finding, unless the migration was applied: then its text must stay.
    pub fn fix(&mut self, title: impl Into<String>, edits: Vec<TextEdit>) -> &mut Self {
        self.add_fix(Fix::choice(title, Vec::new()), edits)
    }

    /// As [`Report::fix`], for one that is part of "fix all": it only makes the script do what it is written for.
    pub fn safe_fix(&mut self, title: impl Into<String>, edits: Vec<TextEdit>) -> &mut Self {
        self.add_fix(Fix::safe(title, Vec::new()), edits)
    }

    /// Adds a fix to the last finding that moves statements to a new migration, right after this one; `changes` are made to
    /// them. None where the script cannot be cut there.
    pub fn split(&mut self, title: impl Into<String>, part: Part, changes: &[TextEdit]) -> &mut Self {
        if !self.cx.facts.is_editable {
            return self;
        }
        match split(self.cx, part, changes) {
            Some(split) => self.new_migration(title, split.edits, split.sql),
            None => self,
        }
    }

    /// Adds a fix to the last finding that edits the script, and writes a new migration right after it.
    pub fn new_migration(
        &mut self,
        title: impl Into<String>,
        edits: Vec<TextEdit>,
        sql: String,
    ) -> &mut Self {
        let name = split_name(self.cx.name, self.cx.facts.following);
        let folder = self.path.parent().and_then(Path::parent);
        let Some((name, folder)) = name.zip(folder) else { return self };
        let path = folder.join(name).join(SCRIPT_FILE);
        let mut fix = Fix::choice(title, Vec::new());
        fix.new_files.push((path.to_string_lossy().into_owned(), sql));
        self.add_fix(fix, edits)
    }

    fn add_fix(&mut self, fix: Fix, edits: Vec<TextEdit>) -> &mut Self {
        if !self.cx.facts.is_editable {
            return self;
        }
        let line_end = line_ending(self.cx.sql);
        let in_file = |edit: TextEdit| {
            let edit = TextEdit::replace(edit.span, edit.text.replace('\n', line_end));
            PathEdit { path: self.path.clone(), edit }
        };
        let edits = edits.into_iter().map(in_file).collect();
        let fix = fix.with_path_edits(edits);
        if let Some(finding) = self.findings.last_mut() {
            finding.fixes.push(fix);
        }
        self
    }
}

/// Declares a rule over migrations.
macro_rules! rule {
    ($($declaration:tt)+) => {
        checks::declare_rule! { $crate::rules::rule::Check; $($declaration)+ }
    };
}

pub(crate) use rule;
