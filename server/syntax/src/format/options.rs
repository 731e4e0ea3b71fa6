//! How the formatter writes.

use std::str::FromStr;

/// What the formatter is told. The default is the style of `prisma format`, but for the line ends, which stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether types, attributes and values of neighbouring lines stand in columns.
    pub align: Align,
    /// What a line inside a block begins with.
    pub indent: Indent,
    /// What lines end with.
    pub end_of_line: EndOfLine,
    /// Whether `{ key: value }` is a value. To a Prisma that does not know it, a line that holds it is broken.
    pub objects: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            align: Align::default(),
            indent: Indent::default(),
            end_of_line: EndOfLine::default(),
            objects: true,
        }
    }
}

/// Whether neighbouring lines are aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// In columns, over all lines that no blank line parts.
    #[default]
    Block,
    /// Not at all: one space everywhere, so that a change of one line stays a change of one line.
    None,
}

/// What a line inside a block begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// So many spaces.
    Spaces(u8),
    /// A tab.
    Tab,
}

/// What lines end with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EndOfLine {
    /// With what they end with already.
    #[default]
    Keep,
    /// With `\n`.
    Lf,
    /// With `\r\n`.
    CrLf,
}

impl Align {
    /// The names as written in settings, the default first.
    pub const NAMES: [&'static str; 2] = ["block", "none"];
}

impl Indent {
    /// The most spaces that make sense.
    pub const MOST_SPACES: u8 = 16;
}

impl EndOfLine {
    /// The names as written in settings, the default first.
    pub const NAMES: [&'static str; 3] = ["keep", "lf", "crlf"];
}

impl Default for Indent {
    /// Two spaces.
    fn default() -> Indent {
        Indent::Spaces(2)
    }
}

impl FromStr for Align {
    type Err = ();

    fn from_str(text: &str) -> Result<Align, ()> {
        match text {
            "block" => Ok(Align::Block),
            "none" => Ok(Align::None),
            _ => Err(()),
        }
    }
}

impl FromStr for EndOfLine {
    type Err = ();

    fn from_str(text: &str) -> Result<EndOfLine, ()> {
        match text {
            "keep" => Ok(EndOfLine::Keep),
            "lf" => Ok(EndOfLine::Lf),
            "crlf" => Ok(EndOfLine::CrLf),
            _ => Err(()),
        }
    }
}
