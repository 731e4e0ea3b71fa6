//! `prismaLens/syntaxTree`: the trees of an open document as text, for those who work on the grammar or a rule.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::TextDocumentIdentifier;
use tower_lsp::lsp_types::request::Request;

use crate::lsp::limits::{TREES, cut_text};
use crate::lsp::snapshot::Snapshot;
use base::cancel;
use syntax::SourceFile;

/// The request.
#[derive(Debug)]
pub enum SyntaxTree {}

impl Request for SyntaxTree {
    type Params = SyntaxTreeParams;
    type Result = Option<String>;
    const METHOD: &'static str = "prismaLens/syntaxTree";
}

/// The parameters of the request.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyntaxTreeParams {
    /// The document.
    pub text_document: TextDocumentIdentifier,
}

/// The trees, or nothing for a document that is not open.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &SyntaxTreeParams) -> Option<String> {
    let document = snapshot.document(&params.text_document.uri)?;
    let trees = render_up_to(document.schema()?.source(), TREES);
    Some(cut_text(trees, TREES, "", "a syntax tree"))
}

/// One line a block: its bytes in the file and its tree.
pub fn render(file: &SourceFile) -> String {
    render_up_to(file, usize::MAX)
}

/// As [`render`], up to the block with which the text gets longer than `most`.
fn render_up_to(file: &SourceFile, most: usize) -> String {
    let mut out = String::new();
    for (index, tree) in file.trees().enumerate() {
        if out.len() > most {
            break;
        }
        cancel::check();
        let span = file.block_span(index);
        let tree = tree.root().map(|root| root.to_sexp()).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}..{} {tree}", span.start, span.end);
    }
    out
}
