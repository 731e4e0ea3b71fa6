//! Comments that suppress findings, and the findings about those that suppress nothing.
//!
//! Which text a comment is about depends on the language that holds it, so its reader sets [`Suppression::target`].
//! Everything else is the same in a schema and in SQL.

use std::borrow::Cow;

use crate::frame::{Dialects, Kind, Levels, Metadata, RuleSet};
use base::text::Span;
use base::{Anchor, Finding, Fix, Level, Safety};
use model::schema::edit;

/// The words that suppress findings, with their reach.
pub const SUPPRESSION_WORDS: [(&str, Reach); 3] = [
    ("prisma-lens-ignore-file", Reach::File),
    ("prisma-lens-ignore-block", Reach::Block),
    ("prisma-lens-ignore", Reach::Line),
];

/// The rule that reports suppressions without effect. It has no check of its own: what is unused shows only after all
/// other rules have run.
pub static UNUSED_SUPPRESSION: Metadata = Metadata {
    dialects: Dialects::Both,
    code: "unused-suppression",
    docs: " A suppression comment without effect, or with an unknown code.

 A suppression that outlives its cause would hide the next problem. The comments are `// prisma-lens-ignore CODE:
 reason` for the next line, `// prisma-lens-ignore-block CODE: reason` for the block that contains or follows it,
 and `// prisma-lens-ignore-file CODE: reason` for the file. Separate several codes with commas. In SQL they begin with
 `--`, and `-- prisma-lens-ignore CODE: reason` is about the statement that contains or follows it. In TypeScript and JavaScript it is
 about the statement that follows it, or that it stands behind.

 ```prisma flagged
 model User {
   id        Int      @id
   // prisma-lens-ignore created-at-default: imported rows bring their own
   createdAt DateTime @default(now())
 }
 ```

 ```prisma clean
 model User {
   id        Int      @id
   // prisma-lens-ignore created-at-default: imported rows bring their own
   createdAt DateTime
 }
 ```
",
    kind: Kind::Rule(Levels::essential(Level::Warning, Level::Warning)),
    options: &[],
};

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The next line with code, or the comment's own if code precedes it. In SQL, a statement.
    Line,
    /// The block that contains or follows it.
    Block,
    /// The file.
    File,
}

/// The suppression comments of another tool, which are understood as well.
#[derive(Clone, Copy, Debug)]
pub struct ForeignTool {
    /// Its words, with their reach. A word without rules is about all of them.
    pub words: &'static [(&'static str, Reach)],
    /// The codes of our counterparts of one of its rules.
    pub counterparts: fn(&str) -> Vec<&'static str>,
    /// Whether names of fields, to which the comment is limited, follow the rules after a space.
    pub has_fields: bool,
}

/// A comment that suppresses findings. Spans are bytes of the text that it is in: a block of a schema, a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// How far it reaches.
    pub reach: Reach,
    /// The comment.
    pub span: Span,
    /// The findings that it suppresses begin here; `None` is the whole text.
    pub target: Option<Span>,
    /// The rules, each with its place. `None` is every rule.
    codes: Option<Vec<(String, Span)>>,
    /// The fields that it is limited to, if any.
    fields: Option<Vec<String>>,
    /// Whether it is of this program, so that it is reported if it is unused.
    is_ours: bool,
}

/// A text with suppression comments.
pub trait CommentedText {
    /// The text that the spans of the suppressions are bytes of.
    fn text(&self) -> Cow<'_, str>;

    /// The anchor of a span.
    fn anchor(&self, span: Span) -> Anchor;

    /// The fix that replaces a span; `None` if no fixes are wanted, or the text must not be changed.
    fn replacement(&self, title: &str, span: Span, new: &str) -> Option<Fix>;
}

/// What the codes of a comment suppress.
#[derive(Clone, Copy)]
pub struct Usage<'u> {
    /// Whether a finding with this code of the comment is suppressed.
    pub is_used: &'u dyn Fn(&str) -> bool,
    /// Whether another code in its place would suppress a finding.
    pub would_be_used: &'u dyn Fn(&str) -> bool,
}

impl Suppression {
    /// Reads a comment with its signs. `span` is its place, `tools` are the other tools whose comments are understood.
    /// `None` if it suppresses nothing.
    pub fn parse(comment: &str, span: Span, tools: &[ForeignTool]) -> Option<Suppression> {
        let body = comment.trim_start_matches(['/', '*', '-', '#', ' ', '\t']);
        let body = body.trim_end_matches(['*', '/', ' ', '\t', '\r', '\n']);
        let after = |word: &str| {
            let rest = body.strip_prefix(word)?;
            (rest.is_empty() || rest.starts_with([' ', '\t', ':'])).then_some(rest)
        };
        let located = |part: &str| {
            let trimmed = part.trim();
            let offset = (trimmed.as_ptr() as usize).checked_sub(comment.as_ptr() as usize)?;
            let start = span.start as usize + offset;
            (!trimmed.is_empty()).then(|| (trimmed.to_owned(), Span::from(start..start + trimmed.len())))
        };
        let new =
            |reach, codes| Suppression { reach, span, target: None, codes, fields: None, is_ours: true };
        if let Some((rest, reach)) =
            SUPPRESSION_WORDS.iter().find_map(|(word, reach)| Some((after(word)?, *reach)))
        {
            let list = rest.split(':').next().unwrap_or("");
            let codes = list.split(',').filter_map(located).filter(|(code, _)| !code.contains(' '));
            return Some(new(reach, Some(codes.collect())));
        }
        let words =
            tools.iter().flat_map(|tool| tool.words.iter().map(move |(word, reach)| (tool, word, *reach)));
        let (tool, rest, reach) =
            words.into_iter().find_map(|(tool, word, reach)| Some((tool, after(word)?, reach)))?;
        let list = match tool.has_fields {
            true => rest.split_whitespace().next(),
            false => rest.split(':').next(),
        };
        let named: Vec<(String, Span)> = list.unwrap_or("").split(',').filter_map(located).collect();
        let codes: Vec<(String, Span)> = named
            .iter()
            .flat_map(|(name, span)| {
                (tool.counterparts)(name).into_iter().map(|code| (code.to_owned(), *span))
            })
            .collect();
        // Only rules that have no counterpart here are named.
        if codes.is_empty() && !named.is_empty() {
            return None;
        }
        let fields = rest.split_whitespace().nth(1).filter(|_| tool.has_fields && reach == Reach::Block);
        let fields = fields.map(|names| names.split(',').map(str::to_owned).collect());
        let codes = Some(codes).filter(|codes| !codes.is_empty());
        Some(Suppression { fields, is_ours: false, ..new(reach, codes) })
    }

    /// The codes that it names, each with its place.
    pub fn codes(&self) -> impl Iterator<Item = (&str, Span)> {
        self.codes.iter().flatten().map(|(code, span)| (code.as_str(), *span))
    }

    /// Whether it suppresses a finding in its text.
    pub fn suppresses(&self, finding: &Finding) -> bool {
        self.reaches(finding) && self.names(finding.code)
    }

    /// Whether it would suppress a finding in its text if it named its code.
    pub fn reaches(&self, finding: &Finding) -> bool {
        let is_near = self.target.is_none_or(|target| target.touches(finding.anchor.span().start));
        is_near && self.is_about_field_of(finding)
    }

    /// Whether it is about this rule.
    pub fn names(&self, code: &str) -> bool {
        self.codes.as_ref().is_none_or(|codes| codes.iter().any(|(own, _)| own == code))
    }

    /// Whether a finding is about one of the fields, which its message names.
    fn is_about_field_of(&self, finding: &Finding) -> bool {
        let is_named = |field: &String| {
            let message = &finding.message;
            message.contains(&format!("`{field}`")) || message.contains(&format!(".{field}`"))
        };
        self.fields.as_ref().is_none_or(|fields| fields.iter().any(is_named))
    }

    /// The findings about its codes without effect.
    pub fn unused(&self, set: &RuleSet, usage: Usage<'_>, text: &dyn CommentedText) -> Vec<Finding> {
        let level = set.level(UNUSED_SUPPRESSION.code);
        if level == Level::Off || !self.is_ours {
            return Vec::new();
        }
        let new = |span, message: String, fixes: Vec<Fix>| {
            let mut finding = UNUSED_SUPPRESSION.finding(level, text.anchor(span), message).unnecessary();
            finding.fixes = fixes;
            finding
        };
        // What somebody meant to suppress must not be lost, so only a removal that changes nothing is safe.
        let removal = |span, safety: Option<Safety>| {
            let fix = self.removal(span, text);
            fix.map(|fix| Fix { safety: safety.unwrap_or(fix.safety), ..fix })
        };
        let codes = self.codes.as_deref().unwrap_or(&[]);
        if codes.is_empty() {
            let message = "This suppression names no rule. Add the code of the rule to suppress.".to_owned();
            return vec![new(self.span, message, Vec::from_iter(removal(self.span, Some(Safety::Choice))))];
        }
        let mut found = Vec::new();
        for (code, span) in codes.iter().filter(|(code, _)| !(usage.is_used)(code)) {
            if set.registry().rule(code).is_none() {
                let correction = self.correction(set, code, *span, usage, text);
                let fixes = correction.into_iter().chain(removal(*span, Some(Safety::Choice)));
                found.push(new(*span, set.registry().explain_unknown_rule(code, ""), fixes.collect()));
            // A rule that is off might find something if it were on: the comment is no mistake then.
            } else if set.level(code) != Level::Off {
                let message = format!("`{code}` has no findings here. Remove this suppression.");
                found.push(new(*span, message, Vec::from_iter(removal(*span, None))));
            }
        }
        found
    }

    /// The fix that writes the rule that was meant in the place of an unknown code. It is a choice where the comment would
    /// then be unused.
    fn correction(
        &self,
        set: &RuleSet,
        code: &str,
        span: Span,
        usage: Usage<'_>,
        text: &dyn CommentedText,
    ) -> Option<Fix> {
        let meant = set.registry().closest_rule(code).filter(|meant| !self.names(meant))?;
        let fix = text.replacement(&format!("Change to `{meant}`"), span, meant)?;
        let safety = if (usage.would_be_used)(meant) { fix.safety } else { Safety::Choice };
        Some(Fix { safety, ..fix })
    }

    /// The fix that removes the code at `span`, with the comment if it is the only one.
    fn removal(&self, span: Span, text: &dyn CommentedText) -> Option<Fix> {
        let title = "Remove the suppression";
        let codes = self.codes.as_deref().unwrap_or(&[]);
        let content = text.text();
        let before = |end: u32| content.get(..end as usize).unwrap_or("");
        if codes.len() > 1 {
            // One code of several goes, with a comma beside it.
            let is_last = codes.last().is_some_and(|(_, last)| *last == span);
            let span = if is_last {
                Span::from(before(span.start).trim_end_matches([',', ' ']).len()..span.end as usize)
            } else {
                let rest = content.get(span.end as usize..).unwrap_or("").trim_start_matches([',', ' ']);
                Span::from(span.start as usize..content.len() - rest.len())
            };
            return text.replacement(title, span, "");
        }
        let line = edit::line_span(&content, self.span.start);
        let is_alone = line.start <= self.span.start
            && before(self.span.start).get(line.start as usize..).is_some_and(|it| it.trim().is_empty())
            && content.get(self.span.end as usize..line.end as usize).is_none_or(|it| it.trim().is_empty());
        if is_alone {
            let end = edit::next_line(&content, self.span.end);
            return text.replacement(title, Span::new(line.start, end), "");
        }
        let start = before(self.span.start).trim_end_matches([' ', '\t']).len();
        text.replacement(title, Span::from(start..self.span.end as usize), "")
    }
}
