//! Actions that settle many findings. Their edits are worked out when they are picked.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Url, WorkspaceEdit};

use crate::host::{Document, DocumentKind, LoadedSchema};
use crate::lsp::handlers::code_action::kinds::FIX_ALL;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace_edit;
use base::{FileId, Finding, Fix, Origin};
use ide;

/// What such an action does; the client hands it back when the action is picked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BulkFix {
    /// An open document of the schema.
    uri: Url,
    /// Whose findings are settled.
    scope: Scope,
    /// The rule whose findings are settled, each with its first fix. Without one all safe fixes are applied.
    rule: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Scope {
    /// Those of the document.
    File,
    /// Those of all files of its schema.
    Schema,
}

impl BulkFix {
    /// Reads what the client hands back.
    pub(super) fn read(data: Value) -> Option<BulkFix> {
        serde_json::from_value(data).ok()
    }

    /// The edit for the state that the documents have now; `None` where nothing is left to do.
    pub(super) fn edit(&self, snapshot: &Snapshot) -> Option<WorkspaceEdit> {
        let document = snapshot.document(&self.uri)?;
        if document.kind == DocumentKind::Sql {
            return self.edit_of_migration(snapshot, document);
        }
        let (schema, file) = snapshot.schema_of(document)?;
        let analysis = schema.analysis();
        let wanted = |analysis: &ide::Analysis, finding: &Finding| {
            (self.scope == Scope::Schema || analysis.schema.file_of_anchor(&finding.anchor) == Some(file))
                && self.rule.as_ref().is_none_or(|rule| rule == finding.code)
        };
        let fixed = match self.rule {
            Some(_) => ide::fix_each(analysis, wanted),
            None => ide::fix_all(analysis, wanted),
        };
        workspace_edit::of_edits(snapshot, &schema, &fixed.edits(analysis))
    }

    /// The same for a migration.
    fn edit_of_migration(&self, snapshot: &Snapshot, document: &Document) -> Option<WorkspaceEdit> {
        let is_wanted = |finding: &Finding| self.rule.as_ref().is_none_or(|rule| rule == finding.code);
        let takes = if self.rule.is_some() { Fix::only_edits } else { Fix::is_automatic };
        let fixed = snapshot.fixed_migration(document, is_wanted, takes)?;
        workspace_edit::of_new_text(snapshot, document, &fixed.sql)
    }

    fn action(self, title: String, kind: CodeActionKind) -> CodeAction {
        CodeAction { title, kind: Some(kind), data: serde_json::to_value(self).ok(), ..CodeAction::default() }
    }
}

/// For each rule that finds something in the range: all that it finds in the file, and in the schema.
pub(super) fn of_rules(
    schema: &LoadedSchema,
    file: FileId,
    found: &[&Finding],
    uri: &Url,
) -> Vec<(&'static str, CodeAction)> {
    let mut actions = Vec::new();
    let mut rules: Vec<&str> = Vec::new();
    for finding in found.iter().filter(|finding| is_fixable(finding)) {
        if rules.contains(&finding.code) {
            continue;
        }
        let code = finding.code;
        rules.push(code);
        let counts = schema.count(code);
        let here = counts.get(file.0 as usize).copied().unwrap_or(0);
        let everywhere: usize = counts.iter().sum();
        let all = |scope| BulkFix { uri: uri.clone(), scope, rule: Some(code.to_owned()) };
        if here > 1 {
            let title = format!("Fix all `{code}` in this file ({here})");
            actions.push((code, all(Scope::File).action(title, CodeActionKind::QUICKFIX)));
        }
        if everywhere > here {
            let title = format!("Fix all `{code}` in the schema ({everywhere})");
            actions.push((code, all(Scope::Schema).action(title, CodeActionKind::QUICKFIX)));
        }
    }
    actions
}

/// For each rule that finds something in a range of a migration: all that it finds in the file.
pub(super) fn of_rules_in_migration(here: &[&Finding], all: &[Finding], uri: &Url) -> Vec<CodeAction> {
    let mut actions = Vec::new();
    let mut rules: Vec<&str> = Vec::new();
    for finding in here.iter().filter(|finding| is_fixable(finding)) {
        let code = finding.code;
        let count = all.iter().filter(|other| other.code == code && is_fixable(other)).count();
        if count > 1 && !rules.contains(&code) {
            rules.push(code);
            let all = BulkFix { uri: uri.clone(), scope: Scope::File, rule: Some(code.to_owned()) };
            let title = format!("Fix all `{code}` in this file ({count})");
            actions.push(all.action(title, CodeActionKind::QUICKFIX));
        }
    }
    actions
}

/// All safe fixes of a file, if any of these findings in it has one.
pub(super) fn of_file(findings: &[Finding], uri: &Url) -> Option<CodeAction> {
    let is_safe = |finding: &Finding| finding.fixes.iter().any(Fix::is_automatic);
    let all = BulkFix { uri: uri.clone(), scope: Scope::File, rule: None };
    findings.iter().any(is_safe).then(|| all.action("Apply all safe fixes in this file".into(), FIX_ALL))
}

/// Whether what settles this finding can be done for all of its kind at once. What Prisma refuses is wrong in many ways, and
/// what mends one line may take another away: of those only what is surely right is.
fn is_fixable(finding: &Finding) -> bool {
    let is_taken = match finding.origin {
        Origin::Prisma => Fix::is_automatic,
        Origin::PrismaLens => Fix::only_edits,
    };
    finding.fixes.iter().any(is_taken)
}
