//! Suppressing findings: by comments, and by the level of the rule in `prisma-lens.toml`.
//!
//! A client that can ask the user gets one action for all of it, which asks; others get an action for each comment.

use serde_json::{Value, json};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Command, Diagnostic, Url, WorkspaceEdit,
};

use crate::host::LoadedSchema;
use crate::lsp::handlers::code_action::quick_fix::{action, dedup, linked, listed};
use crate::lsp::handlers::command::CHOOSE_SUPPRESSION;
use crate::lsp::handlers::settings_file::rule_level;
use crate::lsp::snapshot::Snapshot;
use base::{Finding, Fix, Level, cancel};
use checks::frame::Reach;
use checks::rules;

/// The comments that suppress each finding: on its line, in its block, in the file, each comment once.
pub(super) fn comments(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    found: &[&Finding],
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    let model = &schema.analysis().schema;
    let mut done: Vec<Fix> = Vec::new();
    let mut actions = Vec::new();
    for reach in [Reach::Line, Reach::Block, Reach::File] {
        for finding in found.iter().filter(|finding| can_be_suppressed(finding)) {
            cancel::check();
            let Some(place) = finding.anchor.place() else { continue };
            let Some(fix) = rules::suppress(model, place, finding.code, reach) else { continue };
            if !done.iter().any(|other| other.edits == fix.edits) {
                let linked = linked(snapshot, schema, finding, params);
                let edits = ide::formatted_edits(schema.analysis(), &fix.edits);
                actions.extend(action(snapshot, schema, &Fix { edits, ..fix.clone() }, &linked));
                done.push(fix);
            }
        }
    }
    actions
}

/// Whether a comment in the schema suppresses it: not what is about the next migration, which is gone once that is made.
fn can_be_suppressed(finding: &Finding) -> bool {
    let is_of_migration = || migrations::rules::rules().any(|rule| rule.metadata.code == finding.code);
    ide::registry().rule(finding.code).is_some() && !is_of_migration()
}

/// The actions as the client takes them: all folded into one that asks where, or each by itself.
pub(super) fn offered(
    snapshot: &Snapshot,
    uri: &Url,
    found: &[&Finding],
    comments: Vec<CodeAction>,
) -> Vec<CodeAction> {
    if !snapshot.session.chooses_suppressions() {
        return comments;
    }
    let is_rule = |finding: &&&Finding| ide::registry().rule(finding.code).is_some();
    let of_rules: Vec<&Finding> = found.iter().filter(is_rule).copied().collect();
    let mut codes: Vec<&str> = of_rules.iter().map(|finding| finding.code).collect();
    dedup(&mut codes);
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut choices: Vec<Value> = Vec::new();
    for comment in comments {
        let new = comment.diagnostics.unwrap_or_default();
        let is_new: Vec<_> = new.into_iter().filter(|it| !diagnostics.contains(it)).collect();
        diagnostics.extend(is_new);
        choices.extend(comment.edit.map(|edit| choice(&comment.title, &edit)));
    }
    for code in &codes {
        let now = of_rules.iter().find(|finding| finding.code == *code).map(|finding| finding.level);
        // Of several rules only what suppresses them is offered: the levels of one make a list that can be read.
        let levels = if codes.len() == 1 { &Level::ALL[..] } else { &[Level::Off] };
        for level in levels.iter().filter(|level| Some(**level) != now) {
            choices.extend(rule_level(snapshot, uri, code, *level).ok().flatten().map(|edit| {
                let title = match level {
                    Level::Off => format!("Turn `{code}` off in prisma-lens.toml"),
                    level => format!("Set `{code}` to `{level}` in prisma-lens.toml"),
                };
                choice(&title, &edit)
            }));
        }
    }
    if choices.is_empty() {
        return Vec::new();
    }
    let title = format!("Suppress {}…", listed(&codes));
    let argument = json!({ "uri": uri, "code": codes.join(", "), "choices": choices });
    vec![CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: (!diagnostics.is_empty()).then_some(diagnostics),
        command: Some(Command { title, command: CHOOSE_SUPPRESSION.into(), arguments: Some(vec![argument]) }),
        ..CodeAction::default()
    }]
}

fn choice(title: &str, edit: &WorkspaceEdit) -> Value {
    json!({ "title": title, "edit": edit })
}
