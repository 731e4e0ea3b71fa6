//! `textDocument/documentSymbol`

use serde::Serialize;
use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolTag, Url,
};

use crate::lsp::answer::Json;
use crate::lsp::body::Body;
use crate::lsp::limits::{MEMBERS, SYMBOLS, cut, left_out};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use base::text::{Section, Span};
use ide::{self, Symbol};

/// What a document declares: a tree for clients that can show one, else a list. It is written here, stretch by stretch, on
/// as many threads as there are: of 1,000 models it is megabytes.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &DocumentSymbolParams,
) -> Option<Json<DocumentSymbolResponse>> {
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let source = document.source();
    let mut parts = ide::outline_in_parts(schema.analysis(), file, |symbols| {
        let full = symbols.iter().map(|symbol| symbol.full).reduce(Span::cover).unwrap_or_default();
        let section = source.section(full, snapshot.session.encoding);
        let count: usize = symbols.iter().map(|symbol| 1 + symbol.children.len().min(MEMBERS)).sum();
        (count, Outline { snapshot, section: &section, uri: &params.text_document.uri }.written(symbols))
    });
    let count: usize = parts.iter().map(|(count, _)| count).sum();
    if count > SYMBOLS {
        left_out(count, SYMBOLS, "symbols");
        let mut room = SYMBOLS;
        parts.retain(|(count, _)| room.checked_sub(*count).inspect(|left| room = *left).is_some());
    }
    let mut parts: Vec<Vec<u8>> = parts.into_iter().map(|(_, part)| part).collect();
    // The comma behind the last symbol.
    parts.iter_mut().rfind(|part| !part.is_empty()).and_then(Vec::pop);
    let mut body = Body::from(b"[".to_vec());
    parts.into_iter().for_each(|part| body.append(part.into()));
    body.push(b"]");
    Some(body.into())
}

struct Outline<'a> {
    snapshot: &'a Snapshot,
    section: &'a Section<'a>,
    uri: &'a Url,
}

impl Outline<'_> {
    /// The symbols as JSON with a comma behind each.
    fn written(&self, symbols: Vec<Symbol>) -> Vec<u8> {
        let mut text = Vec::new();
        let nests = self.snapshot.session.nests_symbols();
        for symbol in symbols {
            if nests {
                write(&mut text, &self.nested(symbol));
            } else {
                let mut list = Vec::new();
                self.flat(&symbol, None, &mut list);
                list.iter().for_each(|symbol| write(&mut text, symbol));
            }
        }
        text
    }

    #[expect(deprecated, reason = "the member must be given, and older clients know nothing else")]
    fn nested(&self, symbol: Symbol) -> DocumentSymbol {
        let children = cut(symbol.children, MEMBERS, "members of a block").into_iter();
        let children: Vec<DocumentSymbol> = children.map(|it| self.nested(it)).collect();
        DocumentSymbol {
            name: symbol.name,
            detail: symbol.detail,
            kind: to_proto::symbol_kind(symbol.kind),
            tags: self.tags(symbol.is_deprecated),
            deprecated: symbol.is_deprecated.then_some(true),
            range: to_proto::range_in(self.section, symbol.full),
            selection_range: to_proto::range_in(self.section, symbol.focus),
            children: (!children.is_empty()).then_some(children),
        }
    }

    #[expect(deprecated, reason = "the member must be given, and older clients know nothing else")]
    fn flat(&self, symbol: &Symbol, container: Option<&Symbol>, list: &mut Vec<SymbolInformation>) {
        list.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: to_proto::symbol_kind(symbol.kind),
            tags: self.tags(symbol.is_deprecated),
            deprecated: symbol.is_deprecated.then_some(true),
            location: Location {
                uri: self.uri.clone(),
                range: to_proto::range_in(self.section, symbol.full),
            },
            container_name: container.map(|container| container.name.clone()),
        });
        symbol.children.iter().take(MEMBERS).for_each(|child| self.flat(child, Some(symbol), list));
    }

    fn tags(&self, is_deprecated: bool) -> Option<Vec<SymbolTag>> {
        let tagged = is_deprecated && self.snapshot.session.tags_document_symbols();
        tagged.then(|| vec![SymbolTag::DEPRECATED])
    }
}

fn write(text: &mut Vec<u8>, symbol: &impl Serialize) {
    // Neither these types nor memory can refuse.
    let _ = serde_json::to_writer(&mut *text, symbol);
    text.push(b',');
}
