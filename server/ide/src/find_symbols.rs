//! Fuzzy search for declarations by name.

use crate::SymbolKind;
use crate::fuzzy::Pattern;
use crate::outline::{block_kind, in_other};
use base::text::Span;
use model::schema::SchemaFile;
use model::schema::item::{Item, Name};

/// A query: a part of a name, or two parts separated by a dot, the first for the block.
#[derive(Clone, Debug)]
pub struct SymbolQuery {
    container: Option<Pattern>,
    name: Pattern,
    separator: Option<char>,
}

/// A declaration that matches a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSymbol {
    /// Its name.
    pub name: String,
    /// The name of its block.
    pub container: Option<String>,
    /// Its kind.
    pub kind: SymbolKind,
    /// Whether the client omits it or its documentation says `@deprecated`.
    pub is_deprecated: bool,
    /// Its name, in bytes of its file.
    pub focus: Span,
    /// The score, higher is better.
    pub score: i32,
}

/// The bonus of a block over a field with the same name.
const IS_BLOCK: i32 = 4;

impl SymbolQuery {
    /// Parses a query.
    pub fn new(typed: &str) -> SymbolQuery {
        const SEPARATORS: [char; 2] = ['.', ':'];
        let (container, name) = match typed.rsplit_once(SEPARATORS) {
            Some((container, name)) => (Some(Pattern::new(container)), name),
            None => (None, typed),
        };
        SymbolQuery {
            container: container.filter(|it| !it.is_empty()),
            name: Pattern::new(name),
            separator: typed.chars().rfind(|it| SEPARATORS.contains(it)),
        }
    }

    /// The character between the two parts, as it was typed; `None` for a query of one part.
    pub fn separator(&self) -> Option<char> {
        self.separator
    }

    fn has_container(&self) -> bool {
        self.container.is_some()
    }

    /// The score of a block, or of a member if its block is given.
    fn score(&self, name: &str, container: Option<&str>) -> Option<i32> {
        match (&self.container, container) {
            (Some(_), None) => None,
            (Some(pattern), Some(container)) => Some(pattern.score(container)? + self.name.score(name)?),
            // An empty query lists blocks first.
            (None, Some(_)) if self.name.is_empty() => None,
            (None, _) => self.name.score(name),
        }
    }
}

/// The declarations of a file that match, in no particular order: blocks, fields and enum values.
pub fn find_symbols(content: &SchemaFile, query: &SymbolQuery) -> Vec<FoundSymbol> {
    let mut found = Vec::new();
    for (index, item) in content.items().iter().enumerate() {
        let start = content.source().block_start(index);
        let mut add = |symbol: FoundSymbol| {
            found.push(FoundSymbol { focus: symbol.focus.shifted(start), ..symbol });
        };
        in_item(item, query, &mut add);
        if block_kind(item).is_none()
            && let Some(block) = content.source().blocks().get(index)
        {
            in_other(block, &content.source().block_text(index), &mut |symbol, container| {
                if let Some(score) = query.score(&symbol.name, container) {
                    add(FoundSymbol {
                        name: symbol.name.clone(),
                        container: container.map(str::to_owned),
                        kind: symbol.kind,
                        is_deprecated: symbol.is_deprecated,
                        focus: symbol.focus,
                        score,
                    });
                }
            });
        }
    }
    found
}

/// The best of many, in descending order.
pub fn best_symbols<T>(mut found: Vec<(FoundSymbol, T)>, most: usize) -> Vec<(FoundSymbol, T)> {
    found.sort_by(|(a, _), (b, _)| {
        let key = |it: &FoundSymbol| (std::cmp::Reverse(it.score), it.name.chars().count());
        key(a).cmp(&key(b)).then_with(|| (&a.name, &a.container).cmp(&(&b.name, &b.container)))
    });
    found.truncate(most);
    found
}

fn in_item(item: &Item, query: &SymbolQuery, add: &mut impl FnMut(FoundSymbol)) {
    let Some(kind) = block_kind(item) else { return };
    if let Some(name) = &item.name
        && let Some(score) =
            query.score(&name.text, item.namespace.as_deref().filter(|_| query.has_container()))
    {
        add(FoundSymbol {
            name: name.text.to_string(),
            container: item.namespace.as_ref().map(|namespace| namespace.to_string()),
            kind,
            is_deprecated: item.is_deprecated(),
            focus: name.span,
            score: score + IS_BLOCK,
        });
    }
    let mut member = |name: &Name, kind, is_deprecated: &dyn Fn() -> bool| {
        if let Some(score) = query.score(&name.text, Some(item.name()))
            && !name.text.is_empty()
        {
            add(FoundSymbol {
                name: name.text.to_string(),
                container: item.name.as_ref().map(|name| name.text.to_string()),
                kind,
                is_deprecated: is_deprecated(),
                focus: name.span,
                score,
            });
        }
    };
    for field in item.model().iter().flat_map(|model| &model.fields) {
        member(&field.name, SymbolKind::Field, &|| field.is_deprecated());
    }
    for value in item.enumeration().iter().flat_map(|declared| &declared.values) {
        member(&value.name, SymbolKind::Value, &|| value.is_deprecated());
    }
}
