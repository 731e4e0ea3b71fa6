//! Which language a schema file is written in.

use base::text::Span;

/// The comments that, as first line of a file, choose the dialect of Prisma 8.
pub const DIRECTIVES: [&str; 2] = ["// use prisma-next", "// use prisma-8"];

/// The language of a schema file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The language of Prisma 2 to 7, which later versions still read.
    #[default]
    Classic,
    /// The language that a file opts into with one of the [`DIRECTIVES`].
    PrismaNext,
}

/// How far into a file the directive is looked for, in bytes.
const HEAD: usize = 4096;

impl Dialect {
    /// As [`Dialect::of`], of a text that may be long: only its beginning is looked at.
    pub fn of_head(text: &str) -> Dialect {
        let end = (0..=text.len().min(HEAD)).rev().find(|at| text.is_char_boundary(*at));
        Dialect::of(text.get(..end.unwrap_or(0)).unwrap_or(""))
    }

    /// The dialect of a file with this text.
    pub fn of(text: &str) -> Dialect {
        if directive(text).is_some() { Dialect::PrismaNext } else { Dialect::Classic }
    }
}

/// The directive that chooses the Prisma 8 dialect, where the first line that is not blank holds one.
pub fn directive(text: &str) -> Option<Span> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let start = text.len() - body.len();
    let line = body.split(['\n', '\r']).next().unwrap_or("").trim_end();
    let words = line.strip_prefix("//")?;
    // A third slash makes it a documentation comment, which is no directive.
    let mut words = words.split_whitespace();
    let found = matches!(
        (words.next(), words.next(), words.next()),
        (Some("use"), Some("prisma-next" | "prisma-8"), None)
    );
    found.then(|| Span::from(start..start + line.len()))
}
