//! How schemas are to be formatted.

use syntax::Dialect;
use syntax::format::{Align, EndOfLine, Indent, Options};

use crate::project::PrismaVersion;

/// The settings of the section `[format]`; `None` where a key is not set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FormatSettings {
    /// `align`.
    pub align: Option<Align>,
    /// `indent`.
    pub indent: Option<Indent>,
    /// `endOfLine`.
    pub end_of_line: Option<EndOfLine>,
}

impl FormatSettings {
    /// The options of the formatter for files of this dialect and version of Prisma.
    pub fn options(&self, dialect: Dialect, version: PrismaVersion) -> Options {
        Options {
            dialect,
            align: self.align.unwrap_or_default(),
            indent: self.indent.unwrap_or_default(),
            end_of_line: self.end_of_line.unwrap_or_default(),
            objects: version.is_7_or_later(),
        }
    }

    /// These settings, with `weaker` where they set nothing.
    pub fn over(self, weaker: FormatSettings) -> FormatSettings {
        FormatSettings {
            align: self.align.or(weaker.align),
            indent: self.indent.or(weaker.indent),
            end_of_line: self.end_of_line.or(weaker.end_of_line),
        }
    }
}
