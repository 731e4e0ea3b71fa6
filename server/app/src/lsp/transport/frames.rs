//! The framing of the protocol: a header block with `Content-Length`, an empty line, a body.
//!
//! Reading never fails on what a client sends. Whatever is not a frame is skipped up to the next `Content-Length`, so
//! that one bad message costs that message and not the session.

use std::io::{self, BufRead, Read};

/// The target under which messages are logged as they are. It is not one of our own modules: those lines are sent to the
/// client, and each would be a message again.
pub(super) const MESSAGES: &str = "messages";

/// The longest body that is accepted, in bytes. A header that announces more is taken for a broken one.
pub const MAX_BODY: u64 = 128 * 1024 * 1024;

/// A line of headers is no longer than this, in bytes. Of a longer one only the end is kept, since the next header may
/// stand there, right after a body without a header.
const MAX_LINE: usize = 64 * 1024;

/// The room that a body is given before it has arrived, in bytes. Memory that nothing was written to is not in use yet.
const ROOM: usize = 1024 * 1024;

const CONTENT_LENGTH: &[u8] = b"content-length:";

/// Takes frames out of a stream of bytes.
pub struct FrameReader<R> {
    input: R,
}

impl<R: BufRead> FrameReader<R> {
    /// Reads frames from `input`.
    pub fn new(input: R) -> FrameReader<R> {
        FrameReader { input }
    }

    /// The body of the next well-formed frame, or `None` at the end of the input.
    pub fn next_body(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut length = None;
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            match header(&line) {
                Header::Length(announced) => length = announced,
                Header::Other => {}
                Header::End => {
                    if let Some(length) = length.take() {
                        return self.body(length);
                    }
                }
            }
        }
    }

    /// Reads up to the next line feed; what is returned has neither it nor a carriage return before it.
    fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            let (used, ended) = {
                let available = match self.input.fill_buf() {
                    Ok(bytes) => bytes,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => return Err(error),
                };
                if available.is_empty() {
                    return Ok(None);
                }
                match memchr::memchr(b'\n', available) {
                    Some(at) => {
                        line.extend_from_slice(available.get(..at).unwrap_or_default());
                        (at + 1, true)
                    }
                    None => {
                        line.extend_from_slice(available);
                        (available.len(), false)
                    }
                }
            };
            self.input.consume(used);
            if line.len() > MAX_LINE {
                line.drain(..line.len() - MAX_LINE / 2);
            }
            if ended {
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(Some(line));
            }
        }
    }

    /// Reads a body. The buffer of a long one grows as bytes arrive, so that an announced size alone costs no memory.
    fn body(&mut self, length: u64) -> io::Result<Option<Vec<u8>>> {
        let mut body = Vec::with_capacity(usize::try_from(length).unwrap_or(ROOM).min(ROOM));
        self.input.by_ref().take(length).read_to_end(&mut body)?;
        Ok((body.len() as u64 == length).then_some(body))
    }
}

/// The header before a body of so many bytes.
pub fn head(len: usize) -> Vec<u8> {
    format!("Content-Length: {len}\r\n\r\n").into_bytes()
}

enum Header {
    /// `Content-Length`, with its value if that is one that can be believed.
    Length(Option<u64>),
    /// Another header, or something that is none.
    Other,
    /// The empty line.
    End,
}

fn header(line: &[u8]) -> Header {
    if line.is_empty() {
        return Header::End;
    }
    // Searched from the end and anywhere in the line: a body whose header was broken is not followed by a newline.
    let name = line.windows(CONTENT_LENGTH.len()).rposition(|part| part.eq_ignore_ascii_case(CONTENT_LENGTH));
    let Some(name) = name else { return Header::Other };
    let value = line.get(name + CONTENT_LENGTH.len()..).unwrap_or_default();
    let length = std::str::from_utf8(value).ok().and_then(|text| text.trim().parse::<u64>().ok());
    Header::Length(length.filter(|length| *length <= MAX_BODY))
}
