//! `textDocument/completion` and `completionItem/resolve`

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionItemTag, CompletionList,
    CompletionOptions, CompletionOptionsCompletionItem, CompletionParams, CompletionResponse,
    CompletionTextEdit, CompletionTriggerKind, Documentation, InsertReplaceEdit, InsertTextFormat,
    MarkupContent, MarkupKind, Range, TextEdit, Url,
};

use crate::host::Document;
use crate::lsp::plain_text::plain_text;
use crate::lsp::session::Session;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::{from_proto, to_proto};
use base::FileEdit;
use base::text::Source;
use ide::{self, Completion, CompletionKind, Completions, Rank, Topic};

/// The characters behind which something is offered unasked. A blank is none: at the end of a line the return key would
/// accept what was never wanted.
const TRIGGERS: [&str; 7] = ["@", ".", "(", "\"", "[", ":", ","];

/// What we tell the client of this.
pub(in crate::lsp) fn capability(session: &Session) -> CompletionOptions {
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some(TRIGGERS.map(str::to_owned).into()),
        completion_item: session
            .details_labels()
            .then_some(CompletionOptionsCompletionItem { label_details_support: Some(true) }),
        ..CompletionOptions::default()
    }
}

/// What may be written under the cursor.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &CompletionParams) -> Option<CompletionResponse> {
    let uri = &params.text_document_position.text_document.uri;
    let document = snapshot.document(uri)?;
    let Some(at) = snapshot.place(&params.text_document_position) else {
        return document.is_settings().then(|| in_settings(snapshot, document, params));
    };
    let trigger = params.context.as_ref().map(|context| context.trigger_kind);
    let is_asked_for = trigger != Some(CompletionTriggerKind::TRIGGER_CHARACTER);
    let found = ide::completions(at.schema.analysis(), at.file, at.offset, is_asked_for);
    Some(CompletionResponse::List(CompletionList {
        is_incomplete: found.is_incomplete,
        items: Offers::new(snapshot, document.source(), uri, &found).all(found),
    }))
}

/// What may be written under the cursor in a `prisma-lens.toml`.
fn in_settings(snapshot: &Snapshot, document: &Document, params: &CompletionParams) -> CompletionResponse {
    let position = &params.text_document_position;
    let offset = from_proto::offset(document.source(), position.position, snapshot.session.encoding);
    let found = ide::settings_completions(&document.text(), offset);
    let offers = Offers::new(snapshot, document.source(), &position.text_document.uri, &found);
    CompletionResponse::List(CompletionList { is_incomplete: false, items: offers.all(found) })
}

/// Adds the documentation, which is asked for only when the item is looked at.
pub(in crate::lsp) fn resolve(snapshot: &Snapshot, item: &CompletionItem) -> CompletionItem {
    let documentation = documentation(snapshot, item);
    CompletionItem { documentation: documentation.or_else(|| item.documentation.clone()), ..item.clone() }
}

fn documentation(snapshot: &Snapshot, item: &CompletionItem) -> Option<Documentation> {
    let data: Data = serde_json::from_value(item.data.clone()?).ok()?;
    let markdown = match snapshot.schema(&data.uri) {
        Some((schema, _)) => ide::documentation(schema.analysis(), &data.topic)?,
        None => ide::settings_documentation(&data.topic)?,
    };
    let (kind, value) = match snapshot.session.completes_in_markdown() {
        true => (MarkupKind::Markdown, markdown),
        false => (MarkupKind::PlainText, plain_text(&markdown)),
    };
    Some(Documentation::MarkupContent(MarkupContent { kind, value }))
}

/// What an item keeps for [`resolve`].
#[derive(Serialize, Deserialize)]
struct Data {
    uri: Url,
    topic: Topic,
}

/// What all items of one answer share.
struct Offers<'s> {
    session: &'s Session,
    uri: &'s Url,
    source: &'s Source,
    /// The part of the word that is typed, and all of it.
    insert: Range,
    replace: Range,
}

impl<'s> Offers<'s> {
    fn new(snapshot: &'s Snapshot, source: &'s Source, uri: &'s Url, found: &Completions) -> Offers<'s> {
        let session = &snapshot.session;
        let range = |span| to_proto::range(source, span, session.encoding);
        Offers { session, uri, source, insert: range(found.typed), replace: range(found.word) }
    }

    fn all(&self, found: Completions) -> Vec<CompletionItem> {
        found.items.into_iter().enumerate().map(|(index, item)| self.item(index, item)).collect()
    }

    fn item(&self, index: usize, item: Completion) -> CompletionItem {
        let (text, is_snippet) = match item.insert.snippet.filter(|_| self.session.fills_in_snippets()) {
            Some(snippet) => (snippet, true),
            None => (item.insert.plain, false),
        };
        let data = item.topic.map(|topic| Data { uri: self.uri.clone(), topic });
        let tags = vec![CompletionItemTag::DEPRECATED];
        let (label_details, detail) = match self.session.details_labels() {
            true => (item.detail.map(described), None),
            false => (None, item.detail),
        };
        CompletionItem {
            label: item.label,
            label_details,
            kind: Some(kind(item.kind)),
            detail,
            sort_text: Some(format!("{}{index:04}", rank(item.rank))),
            filter_text: item.filter,
            insert_text_format: is_snippet.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(self.edit(text)),
            additional_text_edits: self.additional(&item.elsewhere),
            commit_characters: commit(item.kind)
                .filter(|_| self.session.commits_completions() && !is_snippet),
            data: data.and_then(|data| serde_json::to_value(data).ok()),
            tags: (item.is_deprecated && self.session.tags_completions()).then_some(tags),
            ..CompletionItem::default()
        }
    }

    /// What is written elsewhere in the same file.
    fn additional(&self, elsewhere: &[FileEdit]) -> Option<Vec<TextEdit>> {
        let edits: Vec<TextEdit> = elsewhere
            .iter()
            .map(|it| to_proto::text_edit(self.source, &it.edit, self.session.encoding))
            .collect();
        (!edits.is_empty()).then_some(edits)
    }

    fn edit(&self, new_text: String) -> CompletionTextEdit {
        if self.session.inserts_and_replaces() {
            let (insert, replace) = (self.insert, self.replace);
            return CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text, insert, replace });
        }
        CompletionTextEdit::Edit(TextEdit { range: self.replace, new_text })
    }
}

fn described(detail: String) -> CompletionItemLabelDetails {
    CompletionItemLabelDetails { detail: None, description: Some(detail) }
}

/// Characters that accept an item and are typed behind it. Names that may as well be new have none.
fn commit(kind: CompletionKind) -> Option<Vec<String>> {
    let characters: &[&str] = match kind {
        CompletionKind::EnumValue => &[")"],
        CompletionKind::NativeType => &["("],
        CompletionKind::Argument => &[":"],
        _ => return None,
    };
    Some(characters.iter().map(|character| (*character).to_owned()).collect())
}

fn rank(rank: Rank) -> char {
    match rank {
        Rank::Likely => 'a',
        Rank::Usual => 'b',
        Rank::Rare => 'c',
        Rank::Unfit => 'd',
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Keyword => CompletionItemKind::KEYWORD,
        CompletionKind::Snippet => CompletionItemKind::SNIPPET,
        CompletionKind::Scalar | CompletionKind::NativeType => CompletionItemKind::TYPE_PARAMETER,
        CompletionKind::Model => CompletionItemKind::CLASS,
        CompletionKind::Enum => CompletionItemKind::ENUM,
        CompletionKind::EnumValue => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Field => CompletionItemKind::FIELD,
        CompletionKind::Attribute => CompletionItemKind::PROPERTY,
        CompletionKind::Argument => CompletionItemKind::PROPERTY,
        CompletionKind::Function => CompletionItemKind::FUNCTION,
        CompletionKind::Value => CompletionItemKind::VALUE,
        CompletionKind::Name => CompletionItemKind::CONSTANT,
    }
}
