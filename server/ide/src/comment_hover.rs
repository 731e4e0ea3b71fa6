//! Hover in comments of a schema: marks such as `@pii`, and the rules that suppression comments name.

use crate::hover::Hover;
use crate::hover::page::{Page, code};
use crate::{Analysis, registry};
use base::text::Span;
use base::{FileId, Finding, ItemId, Level};
use checks::frame::{Reach, RuleSet, SUPPRESSION_WORDS, Suppression, UNUSED_SUPPRESSION};
use checks::rules::DOCUMENTATION_MARKS;
use model::schema::item::Comment;

/// The hover at `offset`, in bytes of the file, if that is in a comment and there is something to show. `findings` gives those of a
/// block: they tell whether a suppression is in use.
pub fn comment_hover(
    analysis: &Analysis,
    file: FileId,
    offset: u32,
    findings: impl FnOnce(ItemId) -> Vec<Finding>,
) -> Option<Hover> {
    let schema = &analysis.schema;
    let (id, at) = schema.item_at(file, offset)?;
    let comment = schema.item(id)?.comments.iter().find(|comment| comment.span.touches(at))?;
    let hover = mark(comment, at).or_else(|| {
        let rules = analysis.rules().get(file.0 as usize)?;
        suppression(comment, at, rules, || findings(id))
    })?;
    Some(Hover { span: hover.span.shifted(schema.start(id)), ..hover })
}

/// A mark in a documentation comment.
fn mark(comment: &Comment, at: u32) -> Option<Hover> {
    let text = comment.text.strip_prefix("///").map(|_| &*comment.text)?;
    let found = DOCUMENTATION_MARKS.iter().find_map(|(name, _, docs)| {
        let mut places = text
            .match_indices(name)
            .map(|(start, _)| Span::from(start..start + name.len()).shifted(comment.span.start));
        let span = places.find(|span| {
            let behind = text.get((span.end - comment.span.start) as usize..).unwrap_or("");
            let is_whole = !behind.starts_with(|next: char| next.is_alphanumeric() || next == '-');
            is_whole && span.touches(at)
        })?;
        Some((span, name, docs))
    });
    let (span, name, docs) = found?;
    let page = Page::titled(name, "mark in documentation").text(&sentence(docs));
    let readers = "Rules about personal data and `prisma-lens report privacy` read it.";
    Some(Hover { span, markdown: page.text(readers).finish() })
}

/// A description as a sentence.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// A rule that a suppression names, or what the suppression is about.
fn suppression(
    comment: &Comment,
    at: u32,
    rules: &RuleSet,
    findings: impl FnOnce() -> Vec<Finding>,
) -> Option<Hover> {
    let suppression = Suppression::parse(&comment.text, comment.span, &[])?;
    if let Some((name, span)) = suppression.codes().find(|(_, span)| span.touches(at)) {
        let entry = registry().find(name).filter(|entry| entry.metadata.is_rule())?;
        let state = if rules.level(name) == Level::Off {
            "The rule is off here, so this suppression has no effect."
        } else if findings().iter().any(|it| it.code == UNUSED_SUPPRESSION.code && it.anchor.span() == span) {
            "Not in use: the rule has no findings here. Remove this suppression."
        } else if rules.level(UNUSED_SUPPRESSION.code) == Level::Off {
            ""
        } else {
            "In use: it suppresses what the rule finds here."
        };
        let page = Page::titled(name, &format!("rule of {}", entry.topic));
        let page = page.text(&entry.metadata.documentation().summary).text(state);
        return Some(Hover { span, markdown: page.finish() });
    }
    let (word, _) = SUPPRESSION_WORDS.iter().find(|(_, reach)| *reach == suppression.reach)?;
    let start = u32::try_from(comment.text.find(word)?).ok()?;
    let span = Span::from(0..word.len()).shifted(start).shifted(comment.span.start);
    let what = match suppression.reach {
        Reach::Line => "Suppresses findings on the next line, or on its own if code precedes it.",
        Reach::Block => "Suppresses findings in the block that contains or follows it.",
        Reach::File => "Suppresses findings in the file.",
    };
    let form = format!("Form: {}", code(&format!("// {word} CODE: reason")));
    let page = Page::titled(word, "suppression").text(what).text(&form);
    span.touches(at).then(|| Hover { span, markdown: page.finish() })
}
