//! Outside all blocks: keywords.

use crate::completion::context::CompletionContext;
use crate::completion::item::{Completion, CompletionKind, Rank};
use crate::hover::Topic;
use model::catalog::keywords;
use model::schema::item::{Item, ItemKind};

/// The blocks that can be opened here.
pub(super) fn offers(cx: CompletionContext<'_>) -> Vec<Completion> {
    // Only the first word of a line can open a block.
    if !cx.cursor.before().trim().is_empty() {
        return Vec::new();
    }
    // Another word before the head of a block would be invalid.
    let declares_nothing =
        |item: &Item| matches!(item.kind, ItemKind::Other | ItemKind::Namespace | ItemKind::Nothing);
    let is_said = cx.item().is_some_and(|item| !declares_nothing(item));
    let is_in_front = cx.cursor.word.is_empty() && cx.cursor.next().is_some();
    if (is_said && cx.cursor.has_more()) || is_in_front {
        return Vec::new();
    }
    let has_datasource = cx.configuration().datasource.is_some();
    keywords::in_dialect(cx.is_next)
        .filter(|keyword| cx.is_next || (cx.is_on(keyword.providers) && cx.has_preview(keyword.preview)))
        .map(|keyword| {
            let offer = Completion::new(CompletionKind::Keyword, keyword.name);
            // With text after it, the word precedes an existing name.
            let offer = match cx.cursor.next() {
                None => offer.filling(keyword.snippet),
                Some(_) => offer,
            };
            // A schema has only one datasource.
            let is_second = keyword.name == "datasource" && has_datasource;
            let offer = offer.detail("block").ranked(if is_second { Rank::Unfit } else { Rank::Usual });
            offer.about(Topic::Keyword(keyword.name.to_owned()))
        })
        .collect()
}
