//! Completion items.

use crate::hover::Topic;
use base::FileEdit;
use base::text::Span;

/// The completions at a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The items, in the order in which they were found; [`Completion::rank`] determines the displayed order.
    pub items: Vec<Completion>,
    /// Whether other typed words would have more items.
    pub is_incomplete: bool,
    /// The typed part of the word before the cursor, in bytes of the file.
    pub typed: Span,
    /// The whole word under the cursor, in bytes of the file.
    pub word: Span,
}

/// A completion item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Its label in the list.
    pub label: String,
    /// A short description.
    pub detail: Option<String>,
    /// Its kind.
    pub kind: CompletionKind,
    /// The text that replaces the word.
    pub insert: Insert,
    /// The text that is matched against the typed word, if it is not the label.
    pub filter: Option<String>,
    /// How well it fits.
    pub rank: Rank,
    /// Whether it is deprecated.
    pub is_deprecated: bool,
    /// The topic of its documentation.
    pub topic: Option<Topic>,
    /// Additional edits in the same file.
    pub elsewhere: Vec<FileEdit>,
}

/// The text that replaces the word under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// Plain text.
    pub plain: String,
    /// A snippet with placeholders `$1`, `${2:text}` and `$0`, for editors that support them.
    pub snippet: Option<String>,
}

/// How well an item fits, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The most likely choice.
    Likely,
    /// It fits.
    #[default]
    Usual,
    /// It fits, but is rarely used.
    Rare,
    /// It would be rejected at present. Offered only on explicit request.
    Unfit,
}

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A keyword of a block.
    Keyword,
    /// Several words.
    Snippet,
    /// A built-in type.
    Scalar,
    /// A model, view or composite type.
    Model,
    /// An enum.
    Enum,
    /// A value of an enum.
    EnumValue,
    /// A field.
    Field,
    /// An attribute.
    Attribute,
    /// A native type.
    NativeType,
    /// The name of an argument, or the key of an entry.
    Argument,
    /// A function.
    Function,
    /// A word or string literal.
    Value,
    /// A database name.
    Name,
}

impl Completion {
    /// An item that inserts its label.
    pub(crate) fn new(kind: CompletionKind, label: impl Into<String>) -> Completion {
        let label = label.into();
        Completion {
            insert: Insert { plain: label.clone(), snippet: None },
            label,
            detail: None,
            kind,
            filter: None,
            rank: Rank::Usual,
            is_deprecated: false,
            topic: None,
            elsewhere: Vec::new(),
        }
    }

    /// Sets the inserted text.
    pub(crate) fn writing(mut self, text: impl Into<String>) -> Completion {
        self.insert = Insert { plain: text.into(), snippet: None };
        self
    }

    /// Sets the inserted snippet.
    pub(crate) fn filling(mut self, snippet: impl Into<String>) -> Completion {
        let snippet = snippet.into();
        self.insert = Insert { plain: without_holes(&snippet), snippet: Some(snippet) };
        self
    }

    /// Sets the short description.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Completion {
        self.detail = Some(detail.into());
        self
    }

    /// Sets the topic of the documentation.
    pub(crate) fn about(mut self, topic: Topic) -> Completion {
        self.topic = Some(topic);
        self
    }

    /// Sets the rank.
    pub(crate) fn ranked(mut self, rank: Rank) -> Completion {
        self.rank = rank;
        self
    }

    /// Sets the text that is matched against the typed word.
    pub(crate) fn found_by(mut self, filter: impl Into<String>) -> Completion {
        self.filter = Some(filter.into());
        self
    }
}

/// The text of a snippet with only the default texts of its placeholders.
fn without_holes(snippet: &str) -> String {
    let mut plain = String::new();
    let mut rest = snippet.chars().peekable();
    let mut is_in_hole = false;
    while let Some(next) = rest.next() {
        match next {
            '\\' => plain.extend(rest.next()),
            '}' if is_in_hole => is_in_hole = false,
            '$' => {
                is_in_hole = rest.next_if_eq(&'{').is_some();
                while rest.next_if(char::is_ascii_digit).is_some() {}
                rest.next_if(|next| is_in_hole && *next == ':');
            }
            _ => plain.push(next),
        }
    }
    plain
}

/// A text escaped for a snippet.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for next in text.chars() {
        if matches!(next, '\\' | '$' | '}') {
            out.push('\\');
        }
        out.push(next);
    }
    out
}
