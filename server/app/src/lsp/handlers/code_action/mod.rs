//! `textDocument/codeAction` and `codeAction/resolve`.
//!
//! Offered are, for each finding in the range: its fixes, the same for all findings of the rule, comments that suppress it,
//! and what the rule is about; and refactorings, where the cursor makes them meaningful. For the file there is "fix all",
//! which editors may run on each save. What takes long is worked out only for the action that the user picks, where the
//! client can ask for that.

mod bulk;
mod code;
mod configuration;
mod kinds;
mod menu;
mod migration;
mod plan;
mod quick_fix;
mod refactor;
mod suppress;

use std::collections::BTreeSet;

use tower_lsp::lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CodeActionOrCommand, CodeActionParams,
    CodeActionProviderCapability, CodeActionResponse, CodeActionTriggerKind, NumberOrString,
};

use rustc_hash::FxHashSet;

use crate::host::{DocumentKind, LoadedSchema};
use crate::lsp::from_proto;
use crate::lsp::handlers::code_action::bulk::BulkFix;
use crate::lsp::handlers::code_action::kinds::{FIX_ALL, is_requested};
use crate::lsp::handlers::code_action::plan::PickedPlan;
use crate::lsp::handlers::code_action::refactor::PickedRefactoring;
use crate::lsp::snapshot::Snapshot;
use base::text::Span;
use base::{FileId, Finding, ItemId, cancel};
use model::schema::Schema;

/// How many findings of a range are offered actions of their own. A range with more was not selected to pick one of them.
const MOST: usize = 100;

/// What we tell the client of this.
pub(in crate::lsp) fn capability() -> CodeActionProviderCapability {
    CodeActionProviderCapability::Options(CodeActionOptions {
        code_action_kinds: Some(kinds::ALL.to_vec()),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    })
}

/// What can be done in a range.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &CodeActionParams) -> Option<CodeActionResponse> {
    let uri = &params.text_document.uri;
    let document = snapshot.document(uri)?;
    if document.kind == DocumentKind::Sql {
        return Some(offer(snapshot, migration::actions(snapshot, document, params)));
    }
    if document.kind == DocumentKind::TypeScript {
        return Some(offer(snapshot, code::actions(snapshot, document, params)));
    }
    if document.kind == DocumentKind::Configuration {
        return Some(offer(snapshot, configuration::actions(snapshot, document, params)));
    }
    let (schema, file) = snapshot.schema(uri)?;
    let span = |range| from_proto::span(document.source(), range, snapshot.session.encoding);
    let range = span(params.range);
    // Some editors send the cursor for the range, and the diagnostics of its whole line.
    let meant: Vec<(Span, Option<&NumberOrString>)> =
        params.context.diagnostics.iter().map(|it| (span(it.range), it.code.as_ref())).collect();
    let model = &schema.analysis().schema;
    let spans = std::iter::once(range).chain(meant.iter().map(|(span, _)| *span));
    let mut found = schema.fixable(&worth_fixing(&schema, items_in(model, file, spans)));
    let is_meant = |finding: &Finding| {
        let Some((_, place)) = model.locate_anchor(&finding.anchor) else { return false };
        let is_code =
            |code: &NumberOrString| matches!(code, NumberOrString::String(code) if code == finding.code);
        place.overlaps(range) || meant.iter().any(|(span, code)| *span == place && code.is_some_and(is_code))
    };
    found.retain(is_meant);
    // First what is under the cursor, the severe before the others, and the narrow before what is about all of a block.
    // What is found first otherwise does not matter.
    found.sort_by_cached_key(|finding| {
        let place = model.locate_anchor(&finding.anchor).map(|(_, span)| span).unwrap_or_default();
        let rank = (!place.touches(range.start), std::cmp::Reverse(finding.level), place.len(), place.start);
        (rank, finding.code, finding.message.clone())
    });
    let most = found.len().min(MOST);
    ide::format_fixes(schema.analysis(), found.get_mut(..most).unwrap_or_default());
    let all: Vec<&Finding> = found.iter().collect();
    let here = all.get(..MOST).unwrap_or(&all);

    // A menu of all kinds holds as much as can be read, where the client folds what suppresses findings into one action. What
    // is left out is in the menus of one kind.
    let is_limited = params.context.only.is_none() && snapshot.session.chooses_suppressions();
    let mut actions: Vec<CodeAction> = Vec::new();
    if is_requested(params, &CodeActionKind::QUICKFIX) {
        let fixes = quick_fix::fixes(snapshot, &schema, here, params);
        actions.extend(menu::fixes(fixes, bulk::of_rules(&schema, file, &all, uri), is_limited));
        if params.context.trigger_kind != Some(CodeActionTriggerKind::AUTOMATIC) {
            let mut elsewhere = quick_fix::elsewhere(snapshot, &schema, file, here, params);
            if is_limited {
                elsewhere.truncate(menu::MOST_FIXES.saturating_sub(actions.len()));
            }
            actions.extend(elsewhere);
        }
        actions.extend(quick_fix::planned(snapshot, &schema, here, params));
        let comments = suppress::comments(snapshot, &schema, here, params);
        actions.extend(suppress::offered(snapshot, uri, here, comments));
        actions.extend(quick_fix::explanation(snapshot, &schema, here, params));
    }
    let mut refactorings = refactor::offered(snapshot, &schema, file, range, params);
    if is_limited {
        refactorings.truncate(menu::room_for_refactorings(actions.len()));
    }
    if is_requested(params, &FIX_ALL) {
        // Who asks for just this, as on each save, means the file. Who asks for all that can be done gets it beside a
        // finding that it would resolve: the fixes of a large file are not computed at each step of the cursor.
        if params.context.only.is_some() {
            let all: Vec<ItemId> = model.items_of(file).map(|(id, _)| id).collect();
            let fixed = all.chunks(MOST).find_map(|items| {
                cancel::check();
                bulk::of_file(&schema.fixable(items), uri)
            });
            actions.extend(fixed);
        } else {
            actions.extend(bulk::of_file(&found, uri));
        }
    }
    actions.extend(refactorings);
    Some(offer(snapshot, actions))
}

/// The actions as they are sent: complete where the client cannot ask for the rest later.
fn offer(snapshot: &Snapshot, mut actions: Vec<CodeAction>) -> CodeActionResponse {
    if !snapshot.session.resolves_code_action_edits() {
        actions = actions.into_iter().filter_map(|action| complete(snapshot, action)).collect();
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Of the items of a range those with the first [`MOST`] findings, and of each further rule the first that it finds
/// something in, so that all that it finds can be fixed at once.
fn worth_fixing(schema: &LoadedSchema, mut items: Vec<ItemId>) -> Vec<ItemId> {
    let mut count = 0;
    let mut codes: FxHashSet<&str> = FxHashSet::default();
    schema.with_findings(|findings| {
        items.retain(|id| {
            cancel::check();
            let found = findings.diagnosis().found_in(*id);
            let is_early = count < MOST;
            count += found.len();
            let news = found.iter().filter(|finding| codes.insert(finding.code)).count();
            is_early || news > 0
        });
    });
    if count > MOST {
        tracing::warn!(
            "{count} findings are in the range: the first {MOST} are offered actions of their own"
        );
    }
    items
}

/// The items of a file that the spans touch, in the order of the text.
fn items_in(model: &Schema, file: FileId, spans: impl Iterator<Item = Span>) -> Vec<ItemId> {
    let Some(entry) = model.file(file) else { return Vec::new() };
    let source = entry.content.source();
    let mut blocks: BTreeSet<usize> = BTreeSet::new();
    for span in spans {
        // A place at the end of a block touches it as well.
        let first = source.block_at(span.start.saturating_sub(1)).unwrap_or(0);
        blocks.extend(first..=source.block_at(span.end).unwrap_or(0));
    }
    let ids = model.items_of(file).map(|(id, _)| id).enumerate();
    ids.filter(|(block, _)| blocks.contains(block)).map(|(_, id)| id).collect()
}

/// An action that was offered, with its edit.
pub(in crate::lsp) fn resolve(snapshot: &Snapshot, action: &CodeAction) -> CodeAction {
    complete(snapshot, action.clone()).unwrap_or_else(|| action.clone())
}

/// The action with the edit that it still lacks; `None` where that would be an edit without effect.
fn complete(snapshot: &Snapshot, mut action: CodeAction) -> Option<CodeAction> {
    if action.edit.is_none()
        && let Some(data) = action.data.take()
    {
        action.edit = Some(match (PickedRefactoring::read(&data), PickedPlan::read(&data)) {
            (Some(picked), _) => picked.edit(snapshot)?,
            (None, Some(picked)) => picked.edit(snapshot)?,
            (None, None) => BulkFix::read(data)?.edit(snapshot)?,
        });
    }
    Some(action)
}
