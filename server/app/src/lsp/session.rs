//! What was agreed with the client when the session began.

use tower_lsp::lsp_types::{
    ClientCapabilities, CompletionItemCapability, InitializeParams, MarkupKind, PositionEncodingKind,
    ResourceOperationKind, SemanticTokensClientCapabilities,
};

use base::text::Encoding;

/// What the client can do, and what both sides count columns in.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The unit of columns.
    pub encoding: Encoding,
    client: ClientCapabilities,
}

/// How a client folds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folding {
    /// How many ranges it takes for a document.
    pub most: usize,
    /// Whether it folds whole lines only.
    pub only_lines: bool,
    /// Whether it shows a text in the place of what is folded.
    pub shows_text: bool,
}

impl Session {
    /// The session that these parameters of `initialize` ask for.
    pub fn new(params: &InitializeParams) -> Session {
        let client = params.capabilities.clone();
        Session { encoding: encoding(&client), client }
    }

    /// The unit of columns as the protocol names it.
    pub fn encoding_kind(&self) -> PositionEncodingKind {
        match self.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// Whether the client asks for diagnostics; it gets none pushed then. One that could do either, but cannot be told to ask again,
    /// would show outdated diagnostics of documents that depend on another file, so it gets them pushed.
    pub fn pulls_diagnostics(&self) -> bool {
        self.client.text_document.as_ref().is_some_and(|it| {
            it.diagnostic.is_some() && (it.publish_diagnostics.is_none() || self.refreshes_diagnostics())
        })
    }

    /// Whether an answer about one document may bring the diagnostics of others along.
    pub fn takes_related_diagnostics(&self) -> bool {
        let diagnostic = self.client.text_document.as_ref().and_then(|it| it.diagnostic.as_ref());
        diagnostic.and_then(|it| it.related_document_support).unwrap_or(false)
    }

    /// Whether a diagnostic may be tagged, as one about text without effect is.
    pub fn tags_diagnostics(&self) -> bool {
        let published = self.client.text_document.as_ref().and_then(|it| it.publish_diagnostics.as_ref());
        self.pulls_diagnostics() || published.is_some_and(|it| it.tag_support.is_some())
    }

    /// Whether a diagnostic may lead to the documentation of its code.
    pub fn describes_codes(&self) -> bool {
        let published = self.client.text_document.as_ref().and_then(|it| it.publish_diagnostics.as_ref());
        self.pulls_diagnostics() || published.and_then(|it| it.code_description_support).unwrap_or(false)
    }

    /// Whether the client shows actions that are not possible, with the reason.
    pub fn shows_disabled_actions(&self) -> bool {
        let document = self.client.text_document.as_ref();
        document.and_then(|it| it.code_action.as_ref()?.disabled_support).unwrap_or(false)
    }

    /// Whether the client can be told to ask for diagnostics again.
    pub fn refreshes_diagnostics(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.diagnostic.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether the client can be asked for settings.
    pub fn pulls_configuration(&self) -> bool {
        self.client.workspace.as_ref().and_then(|it| it.configuration).unwrap_or(false)
    }

    /// Whether the client reports changed settings only if this is registered.
    pub fn registers_configuration(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.did_change_configuration?.dynamic_registration).unwrap_or(false)
    }

    /// Whether documents and actions of further languages can be asked for.
    pub fn registers_code_documents(&self) -> bool {
        let document = self.client.text_document.as_ref();
        let documents = document.and_then(|it| it.synchronization.as_ref()?.dynamic_registration);
        let actions = document.and_then(|it| it.code_action.as_ref()?.dynamic_registration);
        documents.unwrap_or(false) && actions.unwrap_or(false)
    }

    /// Whether the client watches files when asked to.
    pub fn registers_watched_files(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.did_change_watched_files?.dynamic_registration).unwrap_or(false)
    }

    /// Whether an answer to "go to definition" may say what was clicked on and what belongs to the target.
    pub fn links_definitions(&self) -> bool {
        let document = self.client.text_document.as_ref();
        document.and_then(|it| it.definition?.link_support).unwrap_or(false)
    }

    /// As [`Session::links_definitions`], for "go to declaration".
    pub fn links_declarations(&self) -> bool {
        let document = self.client.text_document.as_ref();
        document.and_then(|it| it.declaration?.link_support).unwrap_or(false)
    }

    /// As [`Session::links_definitions`], for "go to type definition".
    pub fn links_type_definitions(&self) -> bool {
        let document = self.client.text_document.as_ref();
        document.and_then(|it| it.type_definition?.link_support).unwrap_or(false)
    }

    /// Whether the symbols of a document may be a tree.
    pub fn nests_symbols(&self) -> bool {
        let document = self.client.text_document.as_ref();
        let symbols = document.and_then(|it| it.document_symbol.as_ref());
        symbols.and_then(|it| it.hierarchical_document_symbol_support).unwrap_or(false)
    }

    /// Whether the client knows that a symbol of a document is deprecated by its tag.
    pub fn tags_document_symbols(&self) -> bool {
        let document = self.client.text_document.as_ref();
        document.and_then(|it| it.document_symbol.as_ref()).is_some_and(|it| it.tag_support.is_some())
    }

    /// Whether the client knows that a symbol of the workspace is deprecated by its tag.
    pub fn tags_workspace_symbols(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.symbol.as_ref()).is_some_and(|it| it.tag_support.is_some())
    }

    /// Whether the client knows code lenses.
    pub fn shows_code_lenses(&self) -> bool {
        self.client.text_document.as_ref().is_some_and(|it| it.code_lens.is_some())
    }

    /// Whether the client can be sent to a place.
    pub fn shows_documents(&self) -> bool {
        let window = self.client.window.as_ref();
        window.and_then(|it| it.show_document.as_ref()).is_some_and(|it| it.support)
    }

    /// Whether the client can be told to ask for inlay hints again.
    pub fn refreshes_inlay_hints(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.inlay_hint.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether the client can be told to ask for code lenses again.
    pub fn refreshes_code_lenses(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.code_lens.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// Whether the client can be told to ask for semantic tokens again.
    pub fn refreshes_semantic_tokens(&self) -> bool {
        let workspace = self.client.workspace.as_ref();
        workspace.and_then(|it| it.semantic_tokens.as_ref()?.refresh_support).unwrap_or(false)
    }

    /// What the client says of semantic tokens; `None` where it knows none.
    pub fn semantic_tokens(&self) -> Option<&SemanticTokensClientCapabilities> {
        self.client.text_document.as_ref()?.semantic_tokens.as_ref()
    }

    /// Whether the client colours text by a grammar as well, so that it needs no tokens for what that can tell.
    pub fn colours_by_itself(&self) -> bool {
        self.semantic_tokens().and_then(|it| it.augments_syntax_tokens).unwrap_or(false)
    }

    /// How the client folds.
    pub fn folding(&self) -> Folding {
        let client = self.client.text_document.as_ref().and_then(|it| it.folding_range.as_ref());
        let most = client.and_then(|it| it.range_limit);
        Folding {
            most: most.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX)),
            only_lines: client.and_then(|it| it.line_folding_only).unwrap_or(false),
            shows_text: client.and_then(|it| it.folding_range.as_ref()?.collapsed_text).unwrap_or(false),
        }
    }

    /// Whether hovers may be Markdown. A client that does not say is taken to show plain text.
    pub fn hovers_markdown(&self) -> bool {
        let hover = self.client.text_document.as_ref().and_then(|it| it.hover.as_ref());
        hover.and_then(|it| it.content_format.as_ref()).is_some_and(|it| it.contains(&MarkupKind::Markdown))
    }

    /// Whether completions may have places to fill in.
    pub fn fills_in_snippets(&self) -> bool {
        self.completion_item().and_then(|it| it.snippet_support).unwrap_or(false)
    }

    /// Whether completions may say what they replace where the rest of the word is to stay.
    pub fn inserts_and_replaces(&self) -> bool {
        self.completion_item().and_then(|it| it.insert_replace_support).unwrap_or(false)
    }

    /// Whether completions may say more behind their label.
    pub fn details_labels(&self) -> bool {
        self.completion_item().and_then(|it| it.label_details_support).unwrap_or(false)
    }

    /// Whether a completion may be tagged as deprecated.
    pub fn tags_completions(&self) -> bool {
        self.completion_item().and_then(|it| it.tag_support.as_ref()).is_some()
    }

    /// Whether a completion may say which characters accept it.
    pub fn commits_completions(&self) -> bool {
        self.completion_item().and_then(|it| it.commit_characters_support).unwrap_or(false)
    }

    /// Whether the documentation of completions may be Markdown.
    pub fn completes_in_markdown(&self) -> bool {
        let formats = self.completion_item().and_then(|it| it.documentation_format.as_ref());
        formats.is_some_and(|it| it.contains(&MarkupKind::Markdown))
    }

    /// Whether the documentation of arguments may be Markdown.
    pub fn signs_in_markdown(&self) -> bool {
        let help = self.client.text_document.as_ref().and_then(|it| it.signature_help.as_ref());
        let formats = help.and_then(|it| it.signature_information.as_ref()?.documentation_format.as_ref());
        formats.is_some_and(|it| it.contains(&MarkupKind::Markdown))
    }

    fn completion_item(&self) -> Option<&CompletionItemCapability> {
        self.client.text_document.as_ref()?.completion.as_ref()?.completion_item.as_ref()
    }

    /// Whether a diagnostic may point at further places.
    pub fn shows_related_information(&self) -> bool {
        let published = self.client.text_document.as_ref().and_then(|it| it.publish_diagnostics.as_ref());
        self.pulls_diagnostics() || published.and_then(|it| it.related_information).unwrap_or(false)
    }

    /// Whether an edit may name the version of the document that it is made for.
    pub fn edits_document_versions(&self) -> bool {
        let edit = self.client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        edit.and_then(|it| it.document_changes).unwrap_or(false)
    }

    /// Whether an edit may say of its parts what they are for.
    pub fn annotates_edits(&self) -> bool {
        let edit = self.client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        self.edits_document_versions() && edit.is_some_and(|it| it.change_annotation_support.is_some())
    }

    /// Whether the client asks what can be renamed before it asks the user for a name.
    pub fn prepares_renames(&self) -> bool {
        let document = self.client.text_document.as_ref();
        document.and_then(|it| it.rename.as_ref()?.prepare_support).unwrap_or(false)
    }

    /// Whether an edit may make new files.
    pub fn creates_files(&self) -> bool {
        self.does(&ResourceOperationKind::Create)
    }

    /// Whether an edit may delete files.
    pub fn deletes_files(&self) -> bool {
        self.does(&ResourceOperationKind::Delete)
    }

    fn does(&self, operation: &ResourceOperationKind) -> bool {
        let edit = self.client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        let operations = edit.and_then(|it| it.resource_operations.as_deref()).unwrap_or_default();
        operations.contains(operation)
    }

    /// Whether the client says that it shows the result of a command, which the protocol does not ask of it. It says so
    /// under `experimental.commands.commands`.
    pub fn shows_result_of(&self, command: &str) -> bool {
        let commands = self.client.experimental.as_ref().and_then(|it| it.get("commands")?.get("commands"));
        commands.and_then(|it| it.as_array()).is_some_and(|it| it.iter().any(|name| name == command))
    }

    /// Whether the client shows the state of a project, and so wants to be told when it may have changed.
    pub fn shows_status(&self) -> bool {
        self.has_experimental("prismaLensStatus")
    }

    /// Whether the client asks the user to choose where a finding is suppressed.
    pub fn chooses_suppressions(&self) -> bool {
        self.has_experimental("prismaLensChoose")
    }

    fn has_experimental(&self, name: &str) -> bool {
        let value = self.client.experimental.as_ref().and_then(|it| it.get(name)?.as_bool());
        value.unwrap_or(false)
    }

    /// Whether the client asks for the edit of a code action only when the user picks that action.
    pub fn resolves_code_action_edits(&self) -> bool {
        let action = self.client.text_document.as_ref().and_then(|it| it.code_action.as_ref());
        let resolve = action.and_then(|it| it.resolve_support.as_ref());
        resolve.is_some_and(|it| it.properties.iter().any(|property| property == "edit"))
    }

    /// Whether the client shows how far long work has come, where it is told without having asked.
    pub fn shows_progress(&self) -> bool {
        self.client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false)
    }

    /// All that the client said it can do.
    pub fn client(&self) -> &ClientCapabilities {
        &self.client
    }
}

/// UTF-8 where the client offers it, since that is what we count in ourselves; else the first one known to us; else
/// UTF-16, which every client knows.
fn encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        return Encoding::Utf8;
    }
    let known = offered.iter().find_map(|kind| match kind.as_str() {
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    });
    known.unwrap_or_default()
}
