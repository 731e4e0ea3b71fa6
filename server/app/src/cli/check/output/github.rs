//! GitHub Actions annotations, which the runner shows beside the code.

use crate::cli::check::report::{Report, line_column};
use base::Level;

/// One workflow command per finding.
pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    for (file, finding) in report.findings() {
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info | Level::Hint | Level::Off => "notice",
        };
        let (line, column) = line_column(&file.text.source, finding.anchor.span().start);
        let (end_line, end_column) = line_column(&file.text.source, finding.anchor.span().end);
        // The runner supports columns only within one line.
        let columns =
            if end_line == line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        out += &format!(
            "::{command} file={},line={line},endLine={end_line}{columns},title={}::{}\n",
            property(&file.text.shown),
            property(&format!("{}({})", finding.origin.name(), finding.code)),
            data(&finding.message),
        );
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
