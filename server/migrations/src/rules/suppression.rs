//! Comments that suppress findings: `-- prisma-lens-ignore CODE: reason`, and those of squawk.

use base::Finding;

use crate::sql::statement::Script;

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

/// What a comment suppresses.
struct Suppression {
    /// The codes; empty for all.
    codes: Vec<String>,
    /// The statement, by its first byte; none for the whole file.
    statement: Option<u32>,
}

/// Takes away the findings that a comment suppresses.
pub(super) fn apply(sql: &str, script: &Script, findings: &mut Vec<Finding>) {
    let suppressions: Vec<Suppression> = read(sql, script);
    if suppressions.is_empty() {
        return;
    }
    findings.retain(|finding| {
        let at = finding.anchor.span().start;
        let statement = script.statements.iter().rfind(|it| it.span.start <= at).map(|it| it.span.start);
        !suppressions.iter().any(|suppression| {
            let is_here = suppression.statement.is_none() || suppression.statement == statement;
            is_here
                && (suppression.codes.is_empty() || suppression.codes.iter().any(|code| code == finding.code))
        })
    });
}

fn read(sql: &str, script: &Script) -> Vec<Suppression> {
    let mut found = Vec::new();
    for comment in &script.comments {
        let text = comment.span.of(sql);
        let text =
            text.trim_start_matches(['-', '/', '*', '#', ' ', '\t']).trim_end_matches(['*', '/', ' ', '\n']);
        let words = ["prisma-lens-ignore-file", "prisma-lens-ignore", "squawk-ignore-file", "squawk-ignore"];
        let Some(word) = words.into_iter().find(|word| text.starts_with(word)) else { continue };
        let rest = text.strip_prefix(word).unwrap_or("");
        if rest.starts_with(|character: char| character.is_alphanumeric() || character == '-') {
            continue;
        }
        let list = rest.split_once(": ").map_or(rest, |(list, _)| list).trim_end_matches(':');
        let names: Vec<&str> = list.split([',', ' ', '\t']).filter(|name| !name.is_empty()).collect();
        let codes: Vec<String> = if word.starts_with("squawk") {
            let known =
                names.iter().flat_map(|name| SQUAWK_RULES.iter().filter(move |(theirs, _)| theirs == name));
            known.map(|(_, ours)| (*ours).to_owned()).collect()
        } else {
            names.iter().map(|name| (*name).to_owned()).collect()
        };
        if codes.is_empty() && !names.is_empty() {
            continue;
        }
        // The comment is about the statement after it, or about the one that it is inside of or behind of on one line.
        let same_line = script.statements.iter().rfind(|statement| {
            statement.span.start < comment.span.start
                && !sql
                    .get(statement.span.range().start..comment.span.range().start)
                    .unwrap_or("")
                    .contains('\n')
        });
        let inside = script.statements.iter().find(|statement| statement.span.encloses(comment.span));
        let after = script.statements.iter().find(|statement| statement.span.start >= comment.span.end);
        let statement = inside.or(same_line).or(after).map(|statement| statement.span.start);
        let is_file = word.ends_with("-file");
        if is_file || statement.is_some() {
            found.push(Suppression { codes, statement: statement.filter(|_| !is_file) });
        }
    }
    found
}
