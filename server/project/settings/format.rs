//! How schemas are to be formatted.

use std::str::FromStr;

/// What is set about formatting; `None` where nothing is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormatSettings {
    /// `align`.
    pub align: Option<Align>,
    /// `indent`.
    pub indent: Option<Indent>,
    /// `endOfLine`.
    pub end_of_line: Option<EndOfLine>,
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

impl FormatSettings {
    /// These settings laid over weaker ones.
    pub fn over(self, weaker: FormatSettings) -> FormatSettings {
        FormatSettings {
            align: self.align.or(weaker.align),
            indent: self.indent.or(weaker.indent),
            end_of_line: self.end_of_line.or(weaker.end_of_line),
        }
    }
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
