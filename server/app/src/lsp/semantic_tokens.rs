//! Semantic tokens as the protocol writes them, and those that clients were given last.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokensEdit, SemanticTokensLegend,
};

use crate::lsp::to_proto;
use base::text::{Section, Span};
use ide::{self, SemanticKind};

/// How many answers are remembered, over all documents; each takes 20 bytes a token.
const MOST_ANSWERS: usize = 16;

/// How many answers are remembered of one document. One that the client took back too late may lie between two.
const MOST_OF_ONE: usize = 2;

/// The names of the kinds, in the order of [`type_index`].
const TYPES: [SemanticTokenType; 16] = [
    SemanticTokenType::COMMENT,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::CLASS,
    SemanticTokenType::INTERFACE,
    SemanticTokenType::STRUCT,
    SemanticTokenType::ENUM,
    SemanticTokenType::TYPE,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::DECORATOR,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::FUNCTION,
];

/// The names of the traits, in the order of their bits: those that the protocol has, then our own.
const MODIFIERS: [SemanticTokenModifier; 9] = [
    SemanticTokenModifier::DECLARATION,
    SemanticTokenModifier::DEPRECATED,
    SemanticTokenModifier::DOCUMENTATION,
    SemanticTokenModifier::DEFAULT_LIBRARY,
    SemanticTokenModifier::new("relation"),
    SemanticTokenModifier::new("list"),
    SemanticTokenModifier::new("optional"),
    SemanticTokenModifier::new("primaryKey"),
    SemanticTokenModifier::new("foreignKey"),
];

/// The answers that clients were given last.
#[derive(Debug, Default)]
pub struct GivenTokens {
    answers: Mutex<VecDeque<Given>>,
    count: AtomicU64,
}

#[derive(Debug)]
struct Given {
    path: PathBuf,
    id: u64,
    data: Arc<Vec<SemanticToken>>,
}

/// What the numbers in tokens stand for.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: MODIFIERS.to_vec() }
}

/// Tokens as the protocol writes them, each relative to the one before. Those that span lines become one a line.
pub fn encode(section: &Section<'_>, start: u32, tokens: &[ide::SemanticToken]) -> Vec<SemanticToken> {
    let mut data = Vec::with_capacity(tokens.len());
    let mut last = (0, 0);
    for token in tokens {
        let mut push = |span: Span| {
            let range = to_proto::range_in(section, span);
            let (line, column) = (range.start.line, range.start.character);
            let length = range.end.character.saturating_sub(column);
            if length == 0 {
                return;
            }
            data.push(SemanticToken {
                delta_line: line - last.0,
                delta_start: if line == last.0 { column - last.1 } else { column },
                length,
                token_type: type_index(token.kind),
                token_modifiers_bitset: token.traits.bits(),
            });
            last = (line, column);
        };
        if token.kind != SemanticKind::Comment {
            push(token.span);
            continue;
        }
        let text = Span::new(token.span.start - start, token.span.end - start).of(section.text());
        let mut at = token.span.start;
        for line in text.split_inclusive(['\n', '\r']) {
            let kept = line.trim_end_matches(['\n', '\r']).len();
            push(Span::from(at as usize..at as usize + kept));
            at = at.saturating_add(u32::try_from(line.len()).unwrap_or(u32::MAX));
        }
    }
    data
}

/// What makes `after` of `before`: one edit, or none where they are the same. Offsets count numbers, five a token.
pub fn edits(before: &[SemanticToken], after: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let shared = |one: &mut dyn Iterator<Item = (&SemanticToken, &SemanticToken)>| {
        one.take_while(|(before, after)| before == after).count()
    };
    let head = shared(&mut before.iter().zip(after));
    let (old, new) = (before.get(head..).unwrap_or(&[]), after.get(head..).unwrap_or(&[]));
    let tail = shared(&mut old.iter().rev().zip(new.iter().rev()));
    let (old, new) = (old.len() - tail, new.get(..new.len() - tail).unwrap_or(&[]));
    if old == 0 && new.is_empty() {
        return Vec::new();
    }
    let numbers = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    let data = (!new.is_empty()).then(|| new.to_vec());
    vec![SemanticTokensEdit { start: numbers(head), delete_count: numbers(old), data }]
}

impl GivenTokens {
    /// The answer that was given under this id, if it is remembered.
    pub fn answer(&self, path: &Path, id: &str) -> Option<Arc<Vec<SemanticToken>>> {
        let id: u64 = id.parse().ok()?;
        let answers = self.lock();
        answers.iter().find(|given| given.id == id && given.path == path).map(|given| given.data.clone())
    }

    /// Remembers an answer, and gives the id to send with it.
    pub fn remember(&self, path: &Path, data: Arc<Vec<SemanticToken>>) -> String {
        let id = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        let mut answers = self.lock();
        answers.push_front(Given { path: path.to_owned(), id, data });
        let mut of_one = 0;
        answers.retain(|given| {
            of_one += usize::from(given.path == path);
            given.path != path || of_one <= MOST_OF_ONE
        });
        answers.truncate(MOST_ANSWERS);
        id.to_string()
    }

    /// Forgets the answers about a document that was closed.
    pub fn forget(&self, path: &Path) {
        self.lock().retain(|given| given.path != path);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Given>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of the kind's name in the legend.
fn type_index(kind: SemanticKind) -> u32 {
    match kind {
        SemanticKind::Comment => 0,
        SemanticKind::String => 1,
        SemanticKind::Number => 2,
        SemanticKind::Keyword => 3,
        SemanticKind::Model => 4,
        SemanticKind::View => 5,
        SemanticKind::CompositeType => 6,
        SemanticKind::Enum => 7,
        SemanticKind::Type => 8,
        SemanticKind::Namespace => 9,
        SemanticKind::Config => 10,
        SemanticKind::Field => 11,
        SemanticKind::Value => 12,
        SemanticKind::Attribute => 13,
        SemanticKind::Parameter => 14,
        SemanticKind::Function => 15,
    }
}
