//! Suppression comments in migrations: `-- prisma-lens-ignore CODE: reason`, and those of squawk.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use base::text::{Span, TextEdit};
use base::{Anchor, Finding, Fix, PathEdit};
use checks::frame::{CommentedText, ForeignTool, Reach, RuleSet, SUPPRESSION_WORDS, Suppression, Usage};
use model::schema::edit;

use super::context::Context;
use crate::sql::statement::{Comment, Script};

/// Which of squawk's rules say the same as one of ours.
pub const SQUAWK_RULES: [(&str, &str); 24] = [
    ("adding-field-with-default", "add-column-volatile-default"),
    ("adding-foreign-key-constraint", "add-foreign-key"),
    ("adding-not-nullable-field", "set-not-null"),
    ("adding-required-field", "add-required-column"),
    ("adding-serial-primary-key-field", "drop-primary-key"),
    ("ban-concurrent-index-creation-in-transaction", "concurrent-not-alone"),
    ("ban-drop-column", "drop-column"),
    ("ban-drop-database", "drop-schema-or-database"),
    ("ban-drop-not-null", "drop-not-null"),
    ("ban-drop-table", "drop-table"),
    ("ban-truncate-cascade", "truncate"),
    ("ban-alter-domain-with-add-constraint", "add-check"),
    ("changing-column-type", "change-column-type"),
    ("constraint-missing-not-valid", "add-check"),
    ("constraint-missing-not-valid", "add-foreign-key"),
    ("disallowed-unique-constraint", "add-unique"),
    ("identifier-too-long", "identifier-too-long"),
    ("renaming-column", "rename-column"),
    ("renaming-table", "rename-table"),
    ("require-concurrent-index-creation", "index-not-concurrent"),
    ("require-concurrent-index-deletion", "drop-index-not-concurrent"),
    ("require-enum-value-ordering", "enum-order-drift"),
    ("require-timeout-settings", "missing-lock-timeout"),
    ("transaction-nesting", "transaction-nesting"),
];

/// The comments of squawk.
const SQUAWK: ForeignTool = ForeignTool {
    words: &[("squawk-ignore-file", Reach::File), ("squawk-ignore", Reach::Line)],
    counterparts: |rule| {
        let counterparts = SQUAWK_RULES.iter().filter(|(theirs, _)| *theirs == rule);
        counterparts.map(|(_, ours)| *ours).collect()
    },
    has_fields: false,
};

/// The text of a migration that was not applied yet.
struct MigrationText<'m> {
    sql: &'m str,
    path: &'m Arc<Path>,
}

impl CommentedText for MigrationText<'_> {
    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.sql)
    }

    fn anchor(&self, span: Span) -> Anchor {
        Anchor::file(self.path.clone(), span)
    }

    fn replacement(&self, title: &str, span: Span, new: &str) -> Option<Fix> {
        let edit = PathEdit { path: self.path.clone(), edit: TextEdit::replace(span, new) };
        Some(Fix::safe(title, Vec::new()).with_path_edits(vec![edit]))
    }
}

/// Removes the findings that a comment suppresses. Adds those about comments without effect, unless the migration was
/// applied: then its text must stay.
pub(super) fn apply(cx: &Context<'_>, path: &Arc<Path>, set: &RuleSet, findings: &mut Vec<Finding>) {
    let suppressions = read(cx.sql, cx.script);
    if suppressions.is_empty() {
        return;
    }
    let mut unused = Vec::new();
    if cx.facts.is_editable {
        let text = MigrationText { sql: cx.sql, path };
        for suppression in &suppressions {
            let is_used = |code: &str| {
                findings.iter().any(|finding| finding.code == code && suppression.suppresses(finding))
            };
            let would_be_used =
                |code: &str| findings.iter().any(|it| it.code == code && suppression.reaches(it));
            let usage = Usage { is_used: &is_used, would_be_used: &would_be_used };
            unused.extend(suppression.unused(set, usage, &text));
        }
    }
    findings.retain(|finding| !suppressions.iter().any(|it| it.suppresses(finding)));
    findings.append(&mut unused);
}

/// The edit that suppresses the findings of a rule in the statement at a span, or in the whole file.
pub fn suppress(sql: &str, script: &Script, span: Span, code: &str, reach: Reach) -> Option<TextEdit> {
    let (word, _) = SUPPRESSION_WORDS.iter().find(|(_, other)| *other == reach)?;
    let start = match reach {
        Reach::File => 0,
        _ => {
            let touched = script.statements.iter().find(|statement| statement.span.touches(span.start));
            let start = touched.map_or(span.start, |statement| statement.span.start);
            edit::line_span(sql, start).start
        }
    };
    let (indent, newline) = (edit::indent_of(sql, start), edit::line_ending(sql));
    Some(TextEdit::replace(Span::at(start), format!("{indent}-- {word} {code}{newline}")))
}

fn read(sql: &str, script: &Script) -> Vec<Suppression> {
    let parsed = script.comments.iter().filter_map(|comment| {
        let mut suppression = Suppression::parse(comment.span.of(sql), comment.span, &[SQUAWK])?;
        if suppression.reach != Reach::File {
            // A comment that is about no statement suppresses nothing.
            suppression.target = Some(target(sql, script, comment).unwrap_or(comment.span));
        }
        Some(suppression)
    });
    parsed.collect()
}

/// The statement that a comment is inside of, behind on the same line, or before.
fn target(sql: &str, script: &Script, comment: &Comment) -> Option<Span> {
    let statements = &script.statements;
    let is_on_line = |start: u32| !Span::new(start, comment.span.start).of(sql).contains('\n');
    let inside = statements.iter().find(|statement| statement.span.encloses(comment.span));
    let before = || {
        let before = statements.iter().rfind(|statement| statement.span.start < comment.span.start);
        before.filter(|statement| is_on_line(statement.span.start))
    };
    let after = || statements.iter().find(|statement| statement.span.start >= comment.span.end);
    inside.or_else(before).or_else(after).map(|statement| statement.span)
}
