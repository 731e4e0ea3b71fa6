//! The comment with which a file says that it is in the dialect.

use crate::validate::code::codes;
use crate::validate::next::report::{At, Report};
use ::syntax::DIRECTIVES;
use base::FileId;
use base::text::{Span, TextEdit};

codes! {
    /// A schema of Prisma 8 none of whose files says so.
    ///
    /// Prisma 8 reads only files whose first line is `// use prisma-8`. It reports this as
    /// `PSL_NO_OPTED_IN_SCHEMA_FILES`.
    PSL_NO_OPTED_IN_SCHEMA_FILES = "psl-no-opted-in-schema-files";
}

/// Reports that no file of a schema has the directive, in one of them.
pub(super) fn missing(report: &mut Report<'_>, file: FileId, text: &str) {
    let start = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("").trim_end();
    let span = Span::from(start..start + line.len());
    let [.., directive] = DIRECTIVES;
    let message =
        format!("Prisma 8 reads only files that start with `{directive}`. Add it as the first line.");
    report.error(&PSL_NO_OPTED_IN_SCHEMA_FILES, At { file, span }, message);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    report.fix(
        format!("Add `{directive}`"),
        file,
        vec![TextEdit::insert(at, format!("{directive}{newline}"))],
    );
}
