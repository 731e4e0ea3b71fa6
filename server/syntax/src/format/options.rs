//! Formatter options.

use std::str::FromStr;

use crate::Dialect;

/// Formatter options. The default is the style of `prisma format`, except that line endings are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The dialect of the text.
    pub dialect: Dialect,
    /// Whether types, attributes and values of neighbouring lines are aligned.
    pub align: Align,
    /// The indentation inside a block.
    pub indent: Indent,
    /// The line ending.
    pub end_of_line: EndOfLine,
    /// Whether `{ key: value }` is a value. In Prisma versions without objects, such a line is broken.
    pub objects: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            dialect: Dialect::default(),
            align: Align::default(),
            indent: Indent::default(),
            end_of_line: EndOfLine::default(),
            objects: true,
        }
    }
}

/// The alignment of neighbouring lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// In columns, across lines up to the next blank line.
    #[default]
    Block,
    /// Not aligned: one space, so that a change of one line does not affect others.
    None,
}

/// The indentation inside a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indent {
    /// A number of spaces.
    Spaces(u8),
    /// A tab.
    Tab,
}

/// The line ending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EndOfLine {
    /// Unchanged.
    #[default]
    Keep,
    /// With `\n`.
    Lf,
    /// With `\r\n`.
    CrLf,
}

impl Align {
    /// The names in settings, the default first.
    pub const NAMES: [&'static str; 2] = ["block", "none"];
}

impl Indent {
    /// The maximum number of spaces.
    pub const MOST_SPACES: u8 = 16;
}

impl EndOfLine {
    /// The names in settings, the default first.
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
