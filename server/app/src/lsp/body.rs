//! The text of a message, in pieces: what several messages have in common is neither copied nor written again.

use std::sync::Arc;

use serde::Serialize;

/// Shared text shorter than this, in bytes, is copied: a piece of its own would cost more.
const WORTH_SHARING: usize = 512;

/// A text in pieces.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pieces: Vec<Piece>,
    len: usize,
}

#[derive(Clone, Debug)]
enum Piece {
    Own(Vec<u8>),
    Shared(Arc<Vec<u8>>),
}

impl Body {
    /// How long it is, in bytes.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds some text.
    pub fn push(&mut self, text: &[u8]) {
        self.len += text.len();
        match self.pieces.last_mut() {
            Some(Piece::Own(last)) => last.extend_from_slice(text),
            _ => self.pieces.push(Piece::Own(text.to_vec())),
        }
    }

    /// Adds a value as JSON.
    pub fn push_json(&mut self, value: &impl Serialize) {
        // Nothing that is sent could fail to be written.
        self.push(&serde_json::to_vec(value).unwrap_or_default());
    }

    /// Adds text that others have as well.
    pub fn push_shared(&mut self, text: &Arc<Vec<u8>>) {
        if text.len() < WORTH_SHARING {
            self.push(text);
        } else {
            self.len += text.len();
            self.pieces.push(Piece::Shared(text.clone()));
        }
    }

    /// Adds all of another one.
    pub fn append(&mut self, other: Body) {
        self.len += other.len;
        self.pieces.extend(other.pieces);
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        self.pieces.iter().map(|piece| match piece {
            Piece::Own(text) => text.as_slice(),
            Piece::Shared(text) => text.as_slice(),
        })
    }

    /// The text in one piece.
    pub fn to_vec(&self) -> Vec<u8> {
        let mut all = Vec::with_capacity(self.len);
        self.pieces().for_each(|piece| all.extend_from_slice(piece));
        all
    }
}

impl From<Vec<u8>> for Body {
    fn from(text: Vec<u8>) -> Body {
        Body { len: text.len(), pieces: vec![Piece::Own(text)] }
    }
}
