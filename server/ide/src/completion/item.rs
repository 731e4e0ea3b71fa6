//! What completion offers.

use crate::hover::Topic;
use base::FileEdit;
use base::text::Span;

/// What may stand under the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// What is offered, in the order in which it was found; [`Completion::rank`] says what comes first.
    pub items: Vec<Completion>,
    /// Whether there is more for other words than the one typed so far.
    pub is_incomplete: bool,
    /// The word typed so far up to the cursor, in bytes of the file.
    pub typed: Span,
    /// The whole word under the cursor, in bytes of the file.
    pub word: Span,
}

/// One thing that may stand under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it is called in the list.
    pub label: String,
    /// What it is, in a few words.
    pub detail: Option<String>,
    /// What kind of thing it is.
    pub kind: CompletionKind,
    /// What is written in place of the word.
    pub insert: Insert,
    /// What the word typed so far is held against, where that is not the label.
    pub filter: Option<String>,
    /// How well it fits.
    pub rank: Rank,
    /// Whether something else took its place.
    pub is_deprecated: bool,
    /// What its documentation is about.
    pub topic: Option<Topic>,
    /// What is written elsewhere in the same file along with it.
    pub elsewhere: Vec<FileEdit>,
}

/// What is written in place of the word under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// As it stands.
    pub plain: String,
    /// With places to fill in, `$1`, `${2:text}` and `$0`, for editors that know them.
    pub snippet: Option<String>,
}

/// How well something fits, the best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Most likely what is meant here.
    Likely,
    /// It fits.
    #[default]
    Usual,
    /// It fits, but is seldom wanted.
    Rare,
    /// It would be refused as things stand. Offered only to those who ask to see everything.
    Unfit,
}

/// What kind of thing is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// A word that opens a block.
    Keyword,
    /// Several words at once.
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
    /// A word or string with a meaning of its own.
    Value,
    /// A name in the database.
    Name,
}

impl Completion {
    /// Something that is called as it is written.
    pub(super) fn new(kind: CompletionKind, label: impl Into<String>) -> Completion {
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

    /// It is written like this.
    pub(super) fn writing(mut self, text: impl Into<String>) -> Completion {
        self.insert = Insert { plain: text.into(), snippet: None };
        self
    }

    /// It is written like this, with places to fill in.
    pub(super) fn filling(mut self, snippet: impl Into<String>) -> Completion {
        let snippet = snippet.into();
        self.insert = Insert { plain: without_holes(&snippet), snippet: Some(snippet) };
        self
    }

    /// Adds a few words on what it is.
    pub(super) fn detail(mut self, detail: impl Into<String>) -> Completion {
        self.detail = Some(detail.into());
        self
    }

    /// Says what its documentation is about.
    pub(super) fn about(mut self, topic: Topic) -> Completion {
        self.topic = Some(topic);
        self
    }

    /// Says how well it fits.
    pub(super) fn ranked(mut self, rank: Rank) -> Completion {
        self.rank = rank;
        self
    }

    /// Says what the word typed so far is held against.
    pub(super) fn found_by(mut self, filter: impl Into<String>) -> Completion {
        self.filter = Some(filter.into());
        self
    }
}

/// The text of a snippet with nothing but the suggestions in its places to fill in.
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

/// A text as it has to be written inside a snippet.
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
