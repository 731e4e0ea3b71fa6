//! Semantic tokens of names that only the whole schema tells: those in arguments, and in blocks of keys and values.

use rustc_hash::FxHashSet;

use crate::next::names::{Declared, Documents, Names, Thing};
use crate::{Analysis, SemanticKind, SemanticToken, Traits};
use base::FileId;
use base::text::Span;

/// Adds the tokens that are not there yet, in order.
pub(crate) fn add_semantic_tokens(
    analysis: &Analysis,
    file: FileId,
    range: Option<Span>,
    found: &mut Vec<SemanticToken>,
) {
    let documents = Documents::of(analysis);
    let names = Names::of(&documents);
    let known: FxHashSet<u32> = found.iter().map(|token| token.span.start).collect();
    let mentions = names.mentions.iter().filter(|it| it.file == file && !known.contains(&it.span.start));
    let tokens = mentions.filter_map(|mention| {
        let traits = Traits::default();
        let traits = if mention.is_declaration { traits.with(Traits::DECLARATION) } else { traits };
        Some(SemanticToken { span: mention.span, kind: kind_of(&names, mention.thing)?, traits })
    });
    found.extend(tokens.filter(|token| range.is_none_or(|range| token.span.overlaps(range))));
    found.sort_by_key(|token| token.span.start);
}

fn kind_of(names: &Names<'_>, thing: Thing<'_>) -> Option<SemanticKind> {
    let (namespace, name, is_member) = match thing {
        Thing::Namespace(_) => return Some(SemanticKind::Namespace),
        Thing::Declared(namespace, name) => (namespace, name, false),
        Thing::Member(namespace, name, _) => (namespace, name, true),
    };
    let (_, declared) = names.declared.get(&(namespace, name))?;
    Some(match (declared, is_member) {
        (Declared::Model(_) | Declared::CompositeType(_), true) => SemanticKind::Field,
        (_, true) => SemanticKind::Value,
        (Declared::Model(_), false) => SemanticKind::Model,
        (Declared::CompositeType(_), false) => SemanticKind::CompositeType,
        (Declared::Block(node), false) if node.body.keyword.text.ends_with("enum") => SemanticKind::Enum,
        (Declared::Block(_) | Declared::Type(_), false) => SemanticKind::Type,
    })
}
