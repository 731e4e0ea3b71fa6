//! `textDocument/foldingRange`

use tower_lsp::lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::lsp::limits::{FOLDS, left_out};
use crate::lsp::session::Folding;
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use base::text::{Section, Span};
use ide::{self, Fold, FoldKind};

/// What can be folded in a document.
pub(in crate::lsp) fn handle(snapshot: &Snapshot, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let client = snapshot.session.folding();
    let source = document.source();
    let folds = ide::folding(schema.analysis(), file);
    let most = client.most.min(FOLDS);
    if folds.len() > most {
        left_out(folds.len(), most, "folding ranges");
    }
    let folds = ide::limit_folds(folds, source, most);
    let section = source.section(Span::new(0, source.len()), snapshot.session.encoding);
    Some(folds.into_iter().filter_map(|fold| range(fold, &section, client)).collect())
}

fn range(fold: Fold, section: &Section<'_>, client: Folding) -> Option<FoldingRange> {
    let range = to_proto::range_in(section, fold.span);
    let kind = match fold.kind {
        FoldKind::Region => Some(FoldingRangeKind::Region),
        FoldKind::Comment => Some(FoldingRangeKind::Comment),
        FoldKind::Block => None,
    };
    let mut answer = FoldingRange {
        start_line: range.start.line,
        start_character: Some(range.start.character),
        end_line: range.end.line,
        end_character: Some(range.end.character),
        kind,
        collapsed_text: fold.label.filter(|_| client.shows_text),
    };
    if client.only_lines {
        // Such a client hides its last line too, and the brace would go with it.
        answer.end_line -= u32::from(fold.keeps_last_line);
        answer.start_character = None;
        answer.end_character = None;
    }
    (answer.start_line < answer.end_line).then_some(answer)
}
