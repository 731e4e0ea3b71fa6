//! Actions about single findings.

use serde_json::json;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, Command, Diagnostic, NumberOrString,
};

use crate::host::LoadedSchema;
use crate::lsp::diagnostics::{Scope, complete_diagnostic};
use crate::lsp::from_proto;
use crate::lsp::handlers::code_action::{MOST, plan};
use crate::lsp::handlers::command;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace_edit;
use base::text::Source;
use base::{FileId, Finding, Fix, ItemId, Origin, Safety, cancel};

/// A fix of a finding with this code.
pub(super) struct OfferedFix {
    pub(super) code: &'static str,
    /// Whether the finding has another one before it.
    pub(super) is_alternative: bool,
    pub(super) action: CodeAction,
}

/// The fixes of each finding. The first safe one is marked as the one to prefer. What mends several findings is offered
/// once, with all of them.
pub(super) fn fixes(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    found: &[&Finding],
    params: &CodeActionParams,
) -> Vec<OfferedFix> {
    let mut offered: Vec<OfferedFix> = Vec::new();
    for finding in found.iter().filter(|finding| !finding.fixes.is_empty()) {
        cancel::check();
        let linked = linked(snapshot, schema, finding, params);
        let preferred = finding.fixes.iter().position(|fix| fix.safety == Safety::Safe);
        for (at, fix) in finding.fixes.iter().enumerate() {
            let Some(new) = action(snapshot, schema, fix, &linked) else { continue };
            let is_preferred = (preferred == Some(at)).then_some(true);
            let is_same = |known: &CodeAction| known.title == new.title && known.edit == new.edit;
            match offered.iter_mut().find(|known| is_same(&known.action)) {
                Some(OfferedFix { action: known, is_alternative, .. }) => {
                    known.diagnostics.get_or_insert_default().extend(new.diagnostics.unwrap_or_default());
                    known.is_preferred = known.is_preferred.or(is_preferred);
                    *is_alternative &= at > 0;
                }
                None => offered.push(OfferedFix {
                    code: finding.code,
                    is_alternative: at > 0,
                    action: CodeAction { is_preferred, ..new },
                }),
            }
        }
    }
    offered
}

/// The plan in stages, beside findings about the next migration.
pub(super) fn planned(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    found: &[&Finding],
    params: &CodeActionParams,
) -> Option<CodeAction> {
    let linked = |finding: &Finding| linked(snapshot, schema, finding, params);
    plan::offered(snapshot, &params.text_document.uri, found, linked)
}

/// How many errors elsewhere in the file can be fixed from here.
const ELSEWHERE: usize = 5;
/// How many of them are looked at for that, the nearest first.
const LOOKED_AT: usize = 20;

/// The first fix of each of the other errors of Prisma nearby in the file: who looks at one wants to be rid of all, and
/// few errors have no other as their cause.
pub(super) fn elsewhere(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    file: FileId,
    found: &[&Finding],
    params: &CodeActionParams,
) -> Vec<CodeAction> {
    let Some(here) = found.iter().find(|finding| finding.origin == Origin::Prisma) else { return Vec::new() };
    let model = &schema.analysis().schema;
    let start = |finding: &Finding| model.locate_anchor(&finding.anchor).map_or(0, |(_, span)| span.start);
    let is_same =
        |a: &Finding, b: &Finding| a.anchor == b.anchor && a.code == b.code && a.message == b.message;
    let mut errors = schema.errors(file);
    errors.retain(|error| found.iter().all(|it| !is_same(it, error)));
    // The order does not depend on what was found first.
    errors.sort_by(|a, b| {
        let order = |error: &Finding| (start(error).abs_diff(start(here)), start(error));
        order(a).cmp(&order(b)).then_with(|| (a.code, &a.message).cmp(&(b.code, &b.message)))
    });
    errors.truncate(LOOKED_AT);
    let mut items: Vec<ItemId> = errors.iter().filter_map(Finding::item).collect();
    items.sort_unstable();
    items.dedup();
    let fixable = schema.fixable(&items);
    let mut others: Vec<(&Finding, Fix)> = Vec::new();
    for error in &errors {
        let Some(finding) = fixable.iter().find(|it| is_same(it, error)) else { continue };
        let Some(fix) = finding.fixes.first() else { continue };
        let edits = ide::formatted_edits(schema.analysis(), &fix.edits);
        let fix = Fix { edits, ..fix.clone() };
        let shown = found.iter().flat_map(|finding| &finding.fixes);
        if shown.chain(others.iter().map(|(_, fix)| fix)).all(|other| other.edits != fix.edits) {
            others.push((finding, fix));
        }
    }
    others.truncate(ELSEWHERE);
    let offered = others.into_iter().filter_map(|(finding, fix)| {
        let linked = linked(snapshot, schema, finding, params);
        let line = linked.first()?.range.start.line.saturating_add(1);
        let action = action(snapshot, schema, &fix, &linked)?;
        Some(CodeAction { title: format!("On line {line}: {}", action.title), ..action })
    });
    offered.collect()
}

/// What the findings are about, for clients that show the text that this command leads to.
pub(super) fn explanation(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    found: &[&Finding],
    params: &CodeActionParams,
) -> Option<CodeAction> {
    explain(snapshot, found, |finding| linked(snapshot, schema, finding, params))
}

/// The same, with what links a finding to the client's diagnostics. All codes are explained by one action.
pub(super) fn explain(
    snapshot: &Snapshot,
    found: &[&Finding],
    linked: impl Fn(&Finding) -> Vec<Diagnostic>,
) -> Option<CodeAction> {
    let known: Vec<&Finding> =
        found.iter().copied().filter(|finding| ide::registry().find(finding.code).is_some()).collect();
    let mut codes: Vec<&str> = known.iter().map(|finding| finding.code).collect();
    dedup(&mut codes);
    if codes.is_empty() || !snapshot.session.shows_result_of(command::EXPLAIN) {
        return None;
    }
    let title = format!("Explain {}", listed(&codes));
    Some(CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(known.into_iter().flat_map(linked).collect()),
        command: Some(Command {
            title,
            command: command::EXPLAIN.into(),
            arguments: Some(codes.iter().map(|code| json!(code)).collect()),
        }),
        ..CodeAction::default()
    })
}

/// Keeps of each code its first place.
pub(super) fn dedup(codes: &mut Vec<&str>) {
    let mut known: Vec<&str> = Vec::new();
    codes.retain(|code| {
        !known.contains(code) && {
            known.push(code);
            true
        }
    });
}

/// Codes in a title: `a`, `b`; of more than two, the first and the number of others.
pub(super) fn listed(codes: &[&str]) -> String {
    match codes {
        [first, second] => format!("`{first}` and `{second}`"),
        [first, _, _, ..] => format!("`{first}` and {} more", codes.len() - 1),
        _ => codes.iter().map(|code| format!("`{code}`")).collect(),
    }
}

pub(super) fn action(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    fix: &Fix,
    linked: &[Diagnostic],
) -> Option<CodeAction> {
    Some(CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(linked.to_vec()),
        edit: Some(workspace_edit::of_fix(snapshot, schema, fix)?),
        ..CodeAction::default()
    })
}

/// The diagnostic of a finding: the client's own where it has sent it, since it compares them.
pub(super) fn linked(
    snapshot: &Snapshot,
    schema: &LoadedSchema,
    finding: &Finding,
    params: &CodeActionParams,
) -> Vec<Diagnostic> {
    let uri_of = |file| snapshot.uri_of(schema.path(file)?);
    let ours = complete_diagnostic(
        &Scope { session: &snapshot.session, schema: &schema.analysis().schema, uri_of: &uri_of },
        finding,
    );
    vec![sent_or(ours, params)]
}

/// Of the findings in a file outside the schema the first [`MOST`] of those in the range, and those whose diagnostics the client sent: some send the
/// cursor as the range, and the diagnostics of its whole line.
pub(super) fn in_range<'f>(
    snapshot: &Snapshot,
    source: &Source,
    params: &CodeActionParams,
    found: &'f [Finding],
) -> Vec<&'f Finding> {
    let span = |range| from_proto::span(source, range, snapshot.session.encoding);
    let range = span(params.range);
    let is_sent = |finding: &Finding| {
        let code = Some(NumberOrString::String(finding.code.to_owned()));
        let mut sent = params.context.diagnostics.iter().filter(|it| it.code == code);
        sent.any(|it| span(it.range) == finding.anchor.span())
    };
    let here = found.iter().filter(|it| it.anchor.span().overlaps(range) || is_sent(it));
    here.take(MOST).collect()
}

/// The action that applies a fix of files outside the schema.
pub(super) fn path_action(snapshot: &Snapshot, fix: &Fix, linked: Vec<Diagnostic>) -> Option<CodeAction> {
    Some(CodeAction {
        title: fix.title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(linked),
        edit: Some(workspace_edit::of_path_fix(snapshot, fix)?),
        ..CodeAction::default()
    })
}

/// The client's own diagnostic where it has sent the same one, since it compares them.
pub(super) fn sent_or(ours: Diagnostic, params: &CodeActionParams) -> Diagnostic {
    let is_same = |theirs: &&Diagnostic| {
        theirs.range == ours.range && theirs.code == ours.code && theirs.message == ours.message
    };
    params.context.diagnostics.iter().find(is_same).cloned().unwrap_or(ours)
}
