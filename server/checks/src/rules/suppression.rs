//! Comments that silence findings, and the rule that reports those which silence nothing.

use std::sync::Arc;

use crate::frame::{Levels, RuleSet};
use crate::rules::prisma_lint;
use crate::rules::rule::{Check, Rule, rule};
use base::text::Span;
use base::{Finding, Fix, ItemId, Level, Origin, Place};
use model::schema::item::{Comment, CommentPlace, Item};
use model::schema::{Schema, edit};

/// The rules of this topic.
pub const RULES: &[&Rule] = &[&UNUSED_SUPPRESSION];

/// The words that silence findings: on the next line, in the block, in the file.
pub const SUPPRESSION_CODES: [(&str, Reach); 3] = [
    ("prisma-lens-ignore-file", Reach::File),
    ("prisma-lens-ignore-block", Reach::Block),
    ("prisma-lens-ignore", Reach::Line),
];

/// The words of prisma-lint that do so. Without a rule behind them they silence all its rules.
const PRISMA_LINT: [(&str, Reach); 3] = [
    ("prisma-lint-ignore-model", Reach::Block),
    ("prisma-lint-ignore-enum", Reach::Block),
    ("prisma-lint-ignore-field", Reach::Line),
];

rule! {
    /// A suppression comment without effect, or with an unknown code.
    ///
    /// A suppression that outlives its cause would hide the next problem. The comments are `// prisma-lens-ignore CODE:
    /// reason` for the next line, `// prisma-lens-ignore-block CODE: reason` for the block that contains or follows it,
    /// and `// prisma-lens-ignore-file CODE: reason` for the file. Separate several codes with commas.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id        Int      @id
    ///   // prisma-lens-ignore created-at-default: imported rows bring their own
    ///   createdAt DateTime @default(now())
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id        Int      @id
    ///   // prisma-lens-ignore created-at-default: imported rows bring their own
    ///   createdAt DateTime
    /// }
    /// ```
    pub static UNUSED_SUPPRESSION = Rule {
        code: "unused-suppression",
        levels: Levels::essential(Level::Warning, Level::Warning),
        options: &[],
        // What is unused shows only after all other rules have run, see `unused`.
        check: Check::Schema(|_, _| {}),
    };
}

/// How far a comment silences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The next line that holds something, or its own where it stands behind something.
    Line,
    /// The block that it stands in or above.
    Block,
    /// The file.
    File,
}

/// A comment that silences findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The item whose block holds the comment.
    pub item: ItemId,
    /// How far it reaches.
    pub reach: Reach,
    /// The rules, each with its place in the block. `None` is every rule.
    pub codes: Option<Vec<(String, Span)>>,
    /// The comment, in bytes of the block.
    pub span: Span,
    /// The fields that it is about; `None` is all of them.
    fields: Option<Vec<String>>,
    /// The line that it silences, in bytes of the block, for [`Reach::Line`].
    line: Span,
    is_ours: bool,
}

impl Suppression {
    /// Whether it silences a finding that stands in the same item.
    pub(super) fn silences(&self, finding: &Finding) -> bool {
        let reaches = self.reach != Reach::Line || self.line.touches(finding.anchor.span().start);
        reaches && self.names(finding.code) && self.is_about_field_of(finding)
    }

    /// Whether a finding is about one of the fields, which its message names.
    fn is_about_field_of(&self, finding: &Finding) -> bool {
        let is_named = |field: &String| {
            let message = &finding.message;
            message.contains(&format!("`{field}`")) || message.contains(&format!(".{field}`"))
        };
        self.fields.as_ref().is_none_or(|fields| fields.iter().any(is_named))
    }

    /// Whether it is about this rule.
    pub(super) fn names(&self, code: &str) -> bool {
        self.codes.as_ref().is_none_or(|codes| codes.iter().any(|(own, _)| own == code))
    }
}

/// The findings about codes of a comment that silence nothing.
pub(super) fn unused(
    schema: &Schema,
    suppression: &Suppression,
    is_used: &dyn Fn(&str) -> bool,
    wants_fixes: bool,
    set: Option<&Arc<RuleSet>>,
) -> Vec<Finding> {
    let Some(set) = set else { return Vec::new() };
    let level = set.level(UNUSED_SUPPRESSION.metadata.code);
    if level == Level::Off || !suppression.is_ours {
        return Vec::new();
    }
    let new = |span, message: String| {
        let place = Place::new(suppression.item, span);
        let mut finding =
            Finding::new(Origin::PrismaLens, UNUSED_SUPPRESSION.metadata.code, level, place, message)
                .unnecessary();
        if wants_fixes {
            finding.fixes.push(removal(schema, suppression, span));
        }
        finding
    };
    let codes = suppression.codes.as_deref().unwrap_or(&[]);
    if codes.is_empty() {
        let message = "This suppression names no rule. Add the code of the rule to suppress.".to_owned();
        return vec![new(suppression.span, message)];
    }
    let mut found = Vec::new();
    for (code, span) in codes.iter().filter(|(code, _)| !is_used(code)) {
        if set.registry().rule(code).is_none() {
            found.push(new(*span, set.registry().explain_unknown_rule(code, "")));
        // A rule that is off might find something if it were on: the comment is no mistake then.
        } else if set.level(code) != Level::Off {
            found.push(new(*span, format!("`{code}` has no findings here. Remove this suppression.")));
        }
    }
    found
}

fn removal(schema: &Schema, suppression: &Suppression, span: Span) -> Fix {
    let title = "Remove the suppression";
    let codes = suppression.codes.as_deref().unwrap_or(&[]);
    if codes.len() > 1 {
        // One code of several goes, with a comma beside it.
        let text = schema.text(suppression.item);
        let after = text.get(span.end as usize..).unwrap_or("");
        let is_last = codes.last().is_some_and(|(_, last)| *last == span);
        let span = if is_last {
            let before = text.get(..span.start as usize).unwrap_or("").trim_end_matches([',', ' ']);
            Span::from(before.len()..span.end as usize)
        } else {
            let rest = after.trim_start_matches([',', ' ']);
            Span::from(span.start as usize..span.end as usize + after.len() - rest.len())
        };
        return Fix::safe(title, vec![edit::replace(schema, Place::new(suppression.item, span), "")]);
    }
    let text = schema.text(suppression.item);
    let before = text.get(..suppression.span.start as usize).unwrap_or("");
    let is_alone = before.trim_end_matches([' ', '\t']).is_empty()
        || before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r']);
    if is_alone {
        return Fix::safe(title, vec![edit::remove_line(schema, suppression.item, suppression.span.start)]);
    }
    let start = before.trim_end_matches([' ', '\t']).len();
    let span = Span::from(start..suppression.span.end as usize);
    Fix::safe(title, vec![edit::replace(schema, Place::new(suppression.item, span), "")])
}

/// The suppressions in one block.
pub(super) fn read(schema: &Schema, id: ItemId, item: &Item) -> Vec<Suppression> {
    if !item.comments.iter().any(|comment| comment.text.contains("-ignore")) {
        return Vec::new();
    }
    let text = schema.text(id);
    item.comments.iter().filter_map(|comment| read_comment(id, comment, &text)).collect()
}

fn read_comment(item: ItemId, comment: &Comment, block: &str) -> Option<Suppression> {
    let body = comment.text.trim_start_matches('/').trim_start();
    let (word, is_ours, reach) = SUPPRESSION_CODES
        .iter()
        .map(|(word, reach)| (word, true, *reach))
        .chain(PRISMA_LINT.iter().map(|(word, reach)| (word, false, *reach)))
        .find(|(word, ..)| {
            let rest = body.strip_prefix(**word);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', ':']))
        })?;
    let rest = body.get(word.len()..).unwrap_or("");
    let codes = if is_ours { our_codes(rest, comment) } else { lint_codes(rest, comment) };
    let codes = if !is_ours && codes.is_empty() { None } else { Some(codes) };
    // `prisma-lint-ignore-model RULE field,field`.
    let parameters = rest.split_whitespace().nth(1).filter(|_| !is_ours && reach == Reach::Block);
    let fields = parameters.map(|names| names.split(',').map(str::to_owned).collect());
    let line = match comment.place {
        CommentPlace::Trailing => line_at(block, comment.span.start as usize),
        _ => next_code_line(block, comment.span.end as usize),
    };
    Some(Suppression { item, reach, codes, span: comment.span, fields, line, is_ours })
}

/// ` code-one, code-two: reason`, with the place of each code.
fn our_codes(rest: &str, comment: &Comment) -> Vec<(String, Span)> {
    let list = rest.split(':').next().unwrap_or("");
    list.split(',')
        .filter_map(|code| located(code, comment))
        .filter(|(code, _)| !code.contains(' '))
        .collect()
}

/// ` rule-one,rule-two` or ` rule-one params`: only the rules' names, as ours where we have their like.
fn lint_codes(rest: &str, comment: &Comment) -> Vec<(String, Span)> {
    let first = rest.split_whitespace().next().unwrap_or("");
    let named = first.split(',').filter_map(|code| located(code, comment));
    named
        .flat_map(|(code, span)| {
            prisma_lint::counterparts(&code).iter().map(move |ours| ((*ours).to_owned(), span))
        })
        .collect()
}

/// A part of the comment's text, trimmed, with its place in the block; `None` if nothing is left.
fn located(part: &str, comment: &Comment) -> Option<(String, Span)> {
    let trimmed = part.trim();
    let offset = (trimmed.as_ptr() as usize).checked_sub(comment.text.as_ptr() as usize)?;
    let start = comment.span.start as usize + offset;
    (!trimmed.is_empty()).then(|| (trimmed.to_owned(), Span::from(start..start + trimmed.len())))
}

/// The line in which `offset` stands.
fn line_at(block: &str, offset: usize) -> Span {
    let start = block.get(..offset).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
    let rest = block.get(offset..).unwrap_or("");
    Span::from(start..offset + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// The first line behind `offset` that is neither blank nor a comment.
fn next_code_line(block: &str, offset: usize) -> Span {
    let mut at = offset;
    loop {
        let line = line_at(block, at);
        let text = line.of(block).trim();
        let is_own = line.start as usize <= offset && offset <= line.end as usize;
        if !is_own && !text.is_empty() && !text.starts_with("//") {
            return line;
        }
        at = line.end as usize + 1;
        if at >= block.len() {
            return Span::from(block.len()..block.len());
        }
    }
}

/// The fix that silences `code` with a comment, as far around `place` as `reach` says. `None` where there is no block to
/// speak of, and for findings about such comments themselves.
pub fn suppress(schema: &Schema, place: Place, code: &str, reach: Reach) -> Option<Fix> {
    let item = schema.item(place.item)?;
    if code == UNUSED_SUPPRESSION.metadata.code || (reach == Reach::Block && item.name().is_empty()) {
        return None;
    }
    let (offset, word, title) = match reach {
        Reach::Line => (place.span.start, "prisma-lens-ignore", format!("Suppress `{code}` on this line")),
        Reach::Block => {
            (item.span.start, "prisma-lens-ignore-block", format!("Suppress `{code}` in `{}`", item.name()))
        }
        Reach::File => (0, "prisma-lens-ignore-file", format!("Suppress `{code}` in this file")),
    };
    let place = match reach {
        Reach::File => Place::new(schema.items_of(schema.file_of(place.item)).next()?.0, Span::at(0)),
        _ => Place::new(place.item, Span::at(offset)),
    };
    let text = schema.text(place.item);
    let line = line_at(&text, place.span.start as usize);
    let indent = edit::indent_of(&text, place.span.start);
    let newline = edit::line_ending(&text);
    let at = Place::new(place.item, Span::at(line.start));
    Some(Fix::choice(title, vec![edit::replace(schema, at, format!("{indent}// {word} {code}{newline}"))]))
}
