//! `textDocument/signatureHelp`

use tower_lsp::lsp_types::{
    Documentation, MarkupContent, MarkupKind, ParameterInformation, ParameterLabel, SignatureHelp,
    SignatureHelpOptions, SignatureHelpParams, SignatureInformation,
};

use crate::lsp::plain_text::plain_text;
use crate::lsp::snapshot::Snapshot;
use ide::{self, SignatureParam};

/// What we tell the client of this.
pub(in crate::lsp) fn capability() -> SignatureHelpOptions {
    SignatureHelpOptions {
        trigger_characters: Some(["(", ","].map(str::to_owned).into()),
        retrigger_characters: Some([",", ":"].map(str::to_owned).into()),
        ..SignatureHelpOptions::default()
    }
}

/// What the brackets around the cursor take.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &SignatureHelpParams) -> Option<SignatureHelp> {
    let at = snapshot.place(&params.text_document_position_params)?;
    let found = ide::signature_help(at.schema.analysis(), at.file, at.offset)?;
    let document = |markdown: &str| {
        let (kind, value) = match snapshot.session.signs_in_markdown() {
            true => (MarkupKind::Markdown, markdown.to_owned()),
            false => (MarkupKind::PlainText, plain_text(markdown)),
        };
        Some(Documentation::MarkupContent(MarkupContent { kind, value }))
    };
    let parameter = |param: &SignatureParam| ParameterInformation {
        label: ParameterLabel::Simple(param.label.clone()),
        documentation: document(&param.docs),
    };
    let active = found.active.and_then(|index| u32::try_from(index).ok());
    Some(SignatureHelp {
        signatures: vec![SignatureInformation {
            label: found.label(),
            documentation: document(found.docs),
            parameters: Some(found.params.iter().map(parameter).collect()),
            active_parameter: None,
        }],
        active_signature: Some(0),
        // Where nothing that is known is being written, nothing is marked: no argument has this place.
        active_parameter: active.or_else(|| u32::try_from(found.params.len()).ok()),
    })
}
