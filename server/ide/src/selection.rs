//! Selection ranges.

use crate::Analysis;
use base::FileId;
use base::text::Span;
use syntax::enclosing;

/// The ranges of a file around an offset, from inside to outside, ending with the file. All in bytes of the file.
pub fn selection(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Span> {
    let schema = &analysis.schema;
    let Some(source) = schema.file(file).map(|file| file.content.source().source()) else {
        return Vec::new();
    };
    let whole = Span::new(0, source.len());
    let mut spans = Vec::new();
    if let Some((item, at)) = schema.item_at(file, offset)
        && let Some(block) = schema.block(item)
    {
        let start = schema.start(item);
        spans.extend(enclosing(block, &schema.text(item), at).into_iter().map(|span| span.shifted(start)));
        if let Some((namespace, inside)) = schema.namespace_spans(item) {
            let is_wider = |span: &Span, last: Option<&Span>| {
                last.is_none_or(|last| span.encloses(*last) && span != last)
            };
            for span in [inside, namespace] {
                if is_wider(&span, spans.last()) && span.touches(offset) {
                    spans.push(span);
                }
            }
        }
    }
    if spans.last() != Some(&whole) {
        spans.push(whole);
    }
    spans
}
