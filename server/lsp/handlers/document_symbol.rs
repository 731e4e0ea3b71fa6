//! `textDocument/documentSymbol`

use tower_lsp::lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolTag, Url,
};

use crate::ide::{self, Symbol};
use crate::lsp::snapshot::Snapshot;
use crate::lsp::to_proto;
use crate::text::{Section, Span};

/// What a document declares: a tree for clients that can show one, else a list.
pub(in crate::lsp) fn handle(
    snapshot: &Snapshot,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let document = snapshot.document(&params.text_document.uri)?;
    let (schema, file) = snapshot.schema_of(document)?;
    let symbols = ide::outline(schema.analysis(), file);
    let source = document.source();
    let section = source.section(Span::new(0, source.len()), snapshot.session.encoding);
    let answer = Answer { snapshot, section: &section, uri: &document.uri };
    if snapshot.session.nests_symbols() {
        return Some(DocumentSymbolResponse::Nested(
            symbols.into_iter().map(|it| answer.nested(it)).collect(),
        ));
    }
    let mut list = Vec::new();
    for symbol in &symbols {
        answer.flat(symbol, None, &mut list);
    }
    Some(DocumentSymbolResponse::Flat(list))
}

struct Answer<'a> {
    snapshot: &'a Snapshot,
    section: &'a Section<'a>,
    uri: &'a Url,
}

impl Answer<'_> {
    #[expect(deprecated, reason = "the member must be given, and older clients know nothing else")]
    fn nested(&self, symbol: Symbol) -> DocumentSymbol {
        let children: Vec<DocumentSymbol> = symbol.children.into_iter().map(|it| self.nested(it)).collect();
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
        symbol.children.iter().for_each(|child| self.flat(child, Some(symbol), list));
    }

    fn tags(&self, is_deprecated: bool) -> Option<Vec<SymbolTag>> {
        let tagged = is_deprecated && self.snapshot.session.tags_document_symbols();
        tagged.then(|| vec![SymbolTag::DEPRECATED])
    }
}
