//! `textDocument/semanticTokens/full`, `full/delta` and `range`.

use std::sync::Arc;

use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensFullOptions, SemanticTokensOptions, SemanticTokensParams,
    SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
    SemanticTokensServerCapabilities, Url,
};

use crate::host::Document;
use crate::lsp::from_proto;
use crate::lsp::limits::{TOKENS, cut};
use crate::lsp::semantic_tokens::{GivenTokens, edits, encode, legend};
use crate::lsp::session::Session;
use crate::lsp::snapshot::Snapshot;
use base::text::Span;
use ide::{self, SemanticKind};

/// What we tell the client of this; nothing to one that cannot use it.
pub(in crate::lsp) fn capability(session: &Session) -> Option<SemanticTokensServerCapabilities> {
    let requests = &session.semantic_tokens()?.requests;
    let full = match &requests.full {
        Some(SemanticTokensFullOptions::Bool(true)) => Some(SemanticTokensFullOptions::Bool(true)),
        Some(SemanticTokensFullOptions::Delta { delta }) => {
            Some(SemanticTokensFullOptions::Delta { delta: *delta })
        }
        _ => None,
    };
    let range = requests.range;
    let options = SemanticTokensOptions { legend: legend(), range, full, ..SemanticTokensOptions::default() };
    Some(options.into())
}

/// The tokens of a document.
pub(in crate::lsp) fn full(
    snapshot: &Snapshot,
    params: &SemanticTokensParams,
) -> Option<SemanticTokensResult> {
    let (document, data) = of_document(snapshot, &params.text_document.uri, None)?;
    Some(remembered(&snapshot.tokens, &document, data).into())
}

/// What has changed since an answer that was given before; all tokens where that one is forgotten.
pub(in crate::lsp) fn delta(
    snapshot: &Snapshot,
    params: &SemanticTokensDeltaParams,
) -> Option<SemanticTokensFullDeltaResult> {
    let (document, data) = of_document(snapshot, &params.text_document.uri, None)?;
    let before = snapshot.tokens.answer(&document.path, &params.previous_result_id);
    let Some(before) = before else { return Some(remembered(&snapshot.tokens, &document, data).into()) };
    let edits = edits(&before, &data);
    let result_id = Some(snapshot.tokens.remember(&document.path, Arc::new(data)));
    Some(SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits }))
}

/// The tokens in a range of a document.
pub(in crate::lsp) fn range(
    snapshot: &Snapshot,
    params: &SemanticTokensRangeParams,
) -> Option<SemanticTokensRangeResult> {
    let document = snapshot.document(&params.text_document.uri)?;
    let span = from_proto::span(document.source(), params.range, snapshot.session.encoding);
    let (_, data) = of_document(snapshot, &params.text_document.uri, Some(span))?;
    Some(SemanticTokens { result_id: None, data }.into())
}

fn of_document(
    snapshot: &Snapshot,
    uri: &Url,
    range: Option<Span>,
) -> Option<(Arc<Document>, Vec<SemanticToken>)> {
    let document = snapshot.document(uri)?.clone();
    let (schema, file) = snapshot.schema_of(&document)?;
    let mut tokens = ide::semantic_tokens(schema.analysis(), file, range);
    if snapshot.session.colours_by_itself() {
        tokens.retain(|token| !is_lexical(token.kind));
    }
    let tokens = cut(tokens, TOKENS, "semantic tokens");
    let start = tokens.first().map_or(0, |token| token.span.start);
    let end = tokens.last().map_or(start, |token| token.span.end);
    let section = document.source().section(Span::new(start, end), snapshot.session.encoding);
    let data = encode(&section, start, &tokens);
    Some((document, data))
}

fn remembered(given: &GivenTokens, document: &Document, data: Vec<SemanticToken>) -> SemanticTokens {
    let data = Arc::new(data);
    let result_id = Some(given.remember(&document.path, data.clone()));
    SemanticTokens { result_id, data: Arc::unwrap_or_clone(data) }
}

/// What every grammar knows as well.
fn is_lexical(kind: SemanticKind) -> bool {
    use SemanticKind::{Comment, Keyword, Number, String};
    matches!(kind, Comment | String | Number | Keyword)
}
