//! YAML, with places.
//!
//! Lock files are long, and what matters in them stands at the top: reading can stop at a key.

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Range, StrInput};
use serde_json::Value;

use crate::project::data::{Key, Kind, Node};
use crate::project::located::Problem;
use base::text::Span;

/// How deep values may be nested. Real settings are less deep.
const MAX_DEPTH: usize = 64;

/// Reads the first document of a text; what is no YAML at all is nothing, and a problem. An alias has no value.
pub(in crate::project) fn parse(text: &str) -> (Option<Node>, Option<Problem>) {
    parse_until(text, &[])
}

/// As [`parse`], up to the first key at the top that is one of `stop`.
pub(in crate::project) fn parse_until(text: &str, stop: &[&str]) -> (Option<Node>, Option<Problem>) {
    let mut reader =
        YamlReader { text, offsets: Offsets::of(text), parser: Parser::new_from_str(text), stop };
    match reader.document() {
        Ok(node) => (node, None),
        Err(problem) => (None, Some(problem)),
    }
}

struct YamlReader<'t> {
    text: &'t str,
    offsets: Offsets,
    parser: Parser<'t, StrInput<'t>>,
    stop: &'t [&'t str],
}

impl<'t> YamlReader<'t> {
    fn document(&mut self) -> Result<Option<Node>, Problem> {
        loop {
            match self.next()? {
                None | Some((Event::StreamEnd | Event::DocumentEnd, _)) => return Ok(None),
                Some((Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _)) => {}
                Some((event, range)) => return self.node(event, range, 0).map(Some),
            }
        }
    }

    fn next(&mut self) -> Result<Option<(Event<'t>, Range)>, Problem> {
        self.parser.next_event().transpose().map_err(|error| {
            let at = self.offsets.byte(self.text, error.marker().index());
            Problem::new(Span::from(at..at), format!("Invalid YAML: {}.", error.info()))
        })
    }

    fn node(&mut self, event: Event<'t>, range: Range, depth: usize) -> Result<Node, Problem> {
        let start = self.span(range);
        if depth > MAX_DEPTH {
            return Err(Problem::new(start, "Values are nested too deep to be read."));
        }
        let (kind, end) = match event {
            Event::Scalar(text, style, ..) => (scalar(&text, style), start),
            Event::SequenceStart(..) => self.sequence(depth)?,
            Event::MappingStart(..) => self.mapping(depth)?,
            _ => (Kind::Other(Value::Null), start),
        };
        Ok(Node { kind, span: Span::new(start.start, end.end.max(start.end)) })
    }

    fn sequence(&mut self, depth: usize) -> Result<(Kind, Span), Problem> {
        let mut items: Vec<Node> = Vec::new();
        while let Some((event, range)) = self.next()? {
            if matches!(event, Event::SequenceEnd) {
                // The end of a block lies in front of what follows it, some lines below.
                let end = items.last().map_or_else(|| self.span(range), |item| item.span);
                return Ok((Kind::Array(items), end));
            }
            items.push(self.node(event, range, depth + 1)?);
        }
        Ok((Kind::Array(items), Span::default()))
    }

    fn mapping(&mut self, depth: usize) -> Result<(Kind, Span), Problem> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        while let Some((event, range)) = self.next()? {
            let end = || entries.last().map_or_else(Span::default, |(_, value)| value.span);
            if matches!(event, Event::MappingEnd) {
                let end = if entries.is_empty() { self.span(range) } else { end() };
                return Ok((Kind::Object(entries), end));
            }
            let key = self.node(event, range, depth + 1)?;
            let name = match key.kind {
                Kind::String(name) => name,
                Kind::Other(value) => value.to_string(),
                Kind::Array(_) | Kind::Object(_) => String::new(),
            };
            if depth == 0 && self.stop.contains(&name.as_str()) {
                let end = end();
                return Ok((Kind::Object(entries), end));
            }
            let Some((event, range)) = self.next()? else { break };
            let value = self.node(event, range, depth + 1)?;
            entries.push((Key { name, span: key.span }, value));
        }
        Ok((Kind::Object(entries), Span::default()))
    }

    fn span(&self, range: Range) -> Span {
        let start = self.offsets.byte(self.text, range.start.index());
        let end = self.offsets.byte(self.text, range.end.index());
        Span::from(start..end.max(start))
    }
}

/// The value of a scalar, by YAML's core schema.
fn scalar(text: &str, style: ScalarStyle) -> Kind {
    if style != ScalarStyle::Plain {
        return Kind::String(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Other(Value::Null),
        "true" | "True" | "TRUE" => Kind::Other(Value::Bool(true)),
        "false" | "False" | "FALSE" => Kind::Other(Value::Bool(false)),
        _ => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => Kind::Other(Value::from(number)),
            (_, Ok(number)) if text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') => {
                Kind::Other(Value::from(number))
            }
            _ => Kind::String(text.to_owned()),
        },
    }
}

/// From the characters that the parser counts to bytes.
struct Offsets {
    /// The byte of each character; empty where every character is one byte.
    bytes: Vec<usize>,
}

impl Offsets {
    fn of(text: &str) -> Offsets {
        let bytes =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at).collect() };
        Offsets { bytes }
    }

    fn byte(&self, text: &str, character: usize) -> usize {
        match self.bytes.is_empty() {
            true => character.min(text.len()),
            false => self.bytes.get(character).copied().unwrap_or(text.len()),
        }
    }
}
