//! How the formatter writes.

use crate::project::{Align, EndOfLine, FormatSettings, Indent, PrismaVersion};

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

impl Options {
    /// What is set, for files of this version of Prisma.
    pub fn new(settings: &FormatSettings, version: PrismaVersion) -> Options {
        Options {
            align: settings.align.unwrap_or_default(),
            indent: settings.indent.unwrap_or_default(),
            end_of_line: settings.end_of_line.unwrap_or_default(),
            objects: version.is_7_or_later(),
        }
    }
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
