//! Answers that are written once.
//!
//! tower-lsp makes a tree of JSON values of each answer before it writes it, and the text is copied on its way out. For
//! the outline of 1,000 models, 17,000 symbols, that took several times as long as all the rest, and so it did for the
//! diagnostics of each keystroke. So a long answer is written where it is worked out, on the request's own thread, and
//! kept here; tower-lsp is given a short one of the same type in its place ([`StandIn`]), and on the way to the client
//! the one is put in for the other. Diagnostics and outlines are never anything but text: they come here as a [`Body`],
//! of whose pieces the next one may have most in common with this one.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionResponse, FoldingRange, SemanticTokens, SemanticTokensFullDeltaResult,
    SemanticTokensResult, TextEdit,
};

use crate::lsp::body::Body;

/// What a stand-in holds, before the number of the answer that it stands for.
const MARK: &str = "\u{1}prisma-lens-answer-";

/// How many answers are kept for their stand-ins in any case, and for how long the others are. All are asked for within
/// a moment, but many may be on their way at a time: the diagnostics of hundreds of files, where a schema is opened.
/// Those of requests that the client has taken back are let go of by [`Passed`].
const MOST: usize = 64;
const MOMENT: Duration = Duration::from_secs(10);

/// A stand-in is shorter than this, in bytes: it may hold the URI of a document.
const LONGEST_STAND_IN: usize = 8 * 1024;

/// The long answers that are on their way.
#[derive(Debug, Default)]
pub struct LargeAnswers {
    written: Mutex<Written>,
}

#[derive(Debug, Default)]
struct Written {
    last: u64,
    answers: VecDeque<(u64, Instant, Body)>,
}

/// An answer for tower-lsp. Until it is taken out it may still be of no use: where the client has taken the request
/// back, this is dropped, and with it the text of which nobody will see the stand-in. An editor may take back the
/// outline of a large schema with each letter that is typed.
#[derive(Debug)]
pub struct Passed<T> {
    answer: T,
    text: Option<Kept>,
}

/// A text that is kept, and let go of when this is dropped.
#[derive(Debug)]
struct Kept {
    large: Arc<LargeAnswers>,
    number: Option<u64>,
}

/// An answer in place of which another of its type can be given.
pub trait StandIn: Serialize + Sized {
    /// Whether it is so long that writing it once is worth the while.
    fn is_long(&self) -> bool;

    /// A short answer of the same type that holds `mark`.
    fn stand_in(&self, mark: String) -> Self;
}

impl LargeAnswers {
    /// What to give tower-lsp for an answer: itself, or a stand-in where it is long.
    pub fn pass<T: StandIn>(self: &Arc<Self>, answer: T) -> Passed<T> {
        if !answer.is_long() {
            return answer.into();
        }
        match serde_json::to_vec(&answer) {
            Ok(bytes) => self.keep(bytes.into(), |mark| answer.stand_in(mark)),
            Err(_) => answer.into(),
        }
    }

    /// What to give tower-lsp for an answer that is written already: what `stand_in` makes of a mark, or the answer
    /// itself where it is short. `None` where that cannot be read as what it is meant to be.
    pub fn pass_written<T: DeserializeOwned>(
        self: &Arc<Self>,
        answer: Body,
        is_long: bool,
        stand_in: impl FnOnce(String) -> T,
    ) -> Option<Passed<T>> {
        if is_long {
            return Some(self.keep(answer, stand_in));
        }
        let read = serde_json::from_slice::<T>(&answer.to_vec());
        let read = read.inspect_err(|error| tracing::error!("invalid response: {error}"));
        read.ok().map(Passed::from)
    }

    /// The message to send in place of `body`: itself, unless it holds a stand-in.
    pub fn complete(&self, body: Vec<u8>) -> Body {
        match self.completed(&body) {
            Some(complete) => complete,
            None => body.into(),
        }
    }

    /// How many long answers are on their way.
    pub fn len(&self) -> usize {
        self.lock().answers.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keeps an answer, and gives what `stand_in` makes of its mark.
    fn keep<T>(self: &Arc<Self>, answer: Body, stand_in: impl FnOnce(String) -> T) -> Passed<T> {
        let mut written = self.lock();
        written.last += 1;
        let number = written.last;
        let now = Instant::now();
        written.answers.push_back((number, now, answer));
        while written.answers.len() > MOST
            && written.answers.front().is_some_and(|(_, since, _)| now.duration_since(*since) > MOMENT)
        {
            written.answers.pop_front();
        }
        drop(written);
        let text = Some(Kept { large: self.clone(), number: Some(number) });
        Passed { answer: stand_in(format!("{MARK}{number}.")), text }
    }

    fn completed(&self, body: &[u8]) -> Option<Body> {
        if body.len() > LONGEST_STAND_IN || memchr::memmem::find(body, b"prisma-lens-answer-").is_none() {
            return None;
        }
        let message: Value = serde_json::from_slice(body).ok()?;
        let head = match (message.get("method"), message.get("id")) {
            (Some(method), None) => format!(r#"{{"jsonrpc":"2.0","method":{method},"params":"#),
            (None, Some(id)) => format!(r#"{{"jsonrpc":"2.0","id":{id},"result":"#),
            _ => return None,
        };
        let number = marked(message.get("result").or(message.get("params"))?)?;
        let mut written = self.lock();
        let at = written.answers.iter().position(|(other, ..)| *other == number)?;
        let (.., answer) = written.answers.remove(at)?;
        let mut complete = Body::from(head.into_bytes());
        complete.append(answer);
        complete.push(b"}");
        Some(complete)
    }

    fn lock(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Passed<T> {
    /// The answer, which tower-lsp is given now.
    pub fn into_answer(self) -> T {
        if let Some(mut text) = self.text {
            text.number = None;
        }
        self.answer
    }
}

impl<T> From<T> for Passed<T> {
    fn from(answer: T) -> Passed<T> {
        Passed { answer, text: None }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.large.lock().answers.retain(|(other, ..)| *other != number);
        }
    }
}

/// The number in the mark that a value holds somewhere.
fn marked(value: &Value) -> Option<u64> {
    match value {
        Value::String(text) => text.strip_prefix(MARK)?.strip_suffix('.')?.parse().ok(),
        Value::Array(items) => items.iter().find_map(marked),
        Value::Object(members) => members.values().find_map(marked),
        _ => None,
    }
}

impl<T: StandIn> StandIn for Option<T> {
    fn is_long(&self) -> bool {
        self.as_ref().is_some_and(T::is_long)
    }

    fn stand_in(&self, mark: String) -> Self {
        self.as_ref().map(|answer| answer.stand_in(mark))
    }
}

impl StandIn for Vec<TextEdit> {
    fn is_long(&self) -> bool {
        self.len() > 100 || self.iter().any(|edit| edit.new_text.len() > 64 * 1024)
    }

    fn stand_in(&self, mark: String) -> Self {
        vec![TextEdit { new_text: mark, range: Default::default() }]
    }
}

impl StandIn for Vec<FoldingRange> {
    fn is_long(&self) -> bool {
        self.len() > 100
    }

    fn stand_in(&self, mark: String) -> Self {
        vec![FoldingRange { collapsed_text: Some(mark), ..FoldingRange::default() }]
    }
}

impl StandIn for CompletionResponse {
    fn is_long(&self) -> bool {
        match self {
            CompletionResponse::Array(items) => items.len() > 50,
            CompletionResponse::List(list) => list.items.len() > 50,
        }
    }

    fn stand_in(&self, mark: String) -> Self {
        CompletionResponse::Array(vec![CompletionItem { label: mark, ..CompletionItem::default() }])
    }
}

impl StandIn for SemanticTokensResult {
    fn is_long(&self) -> bool {
        matches!(self, SemanticTokensResult::Tokens(tokens) if tokens.data.len() > 200)
    }

    fn stand_in(&self, mark: String) -> Self {
        SemanticTokensResult::Tokens(SemanticTokens { result_id: Some(mark), data: Vec::new() })
    }
}

impl StandIn for SemanticTokensFullDeltaResult {
    fn is_long(&self) -> bool {
        match self {
            SemanticTokensFullDeltaResult::Tokens(tokens) => tokens.data.len() > 200,
            _ => false,
        }
    }

    fn stand_in(&self, mark: String) -> Self {
        SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id: Some(mark), data: Vec::new() })
    }
}
