//! Plain text: findings with snippets, or one line each if there are many.

use crate::cli::check::output::{OutputOptions, Snippets, snippet};
use crate::cli::check::report::{FileReport, Report, is_fixable, line_column};
use crate::cli::terminal::name_in_line;

/// With more findings than this, each takes one line: hundreds of snippets are unreadable, but single lines can be
/// scanned for a file or a rule.
const FEW: usize = 25;

/// All findings, file by file.
pub(super) fn render(report: &Report, options: &OutputOptions) -> String {
    let total = report.counts().at_least(options.listed_from);
    let is_long = match options.snippets {
        Snippets::Always => true,
        Snippets::Never => false,
        Snippets::Auto => total <= FEW,
    };
    let mut out = String::new();
    for file in &report.files {
        if is_long {
            for (finding, _) in file.findings.iter().filter(|(it, _)| it.level >= options.listed_from) {
                out += &snippet::render(report, file, finding, options.paint);
                out.push('\n');
            }
        } else {
            lines(file, options, &mut out);
        }
    }
    let mut listed = report.findings().filter(|(_, finding)| finding.level >= options.listed_from);
    if !is_long && listed.any(|(_, finding)| is_fixable(finding)) {
        let (mark, fix) = (options.paint.good("+"), options.paint.code("--fix"));
        out += &format!("{mark} marks what {fix} fixes.\n\n");
    }
    out
}

/// One line per finding, under the path of the file.
fn lines(file: &FileReport, options: &OutputOptions, out: &mut String) {
    let paint = options.paint;
    let listed = || file.findings.iter().filter(|(finding, _)| finding.level >= options.listed_from);
    if listed().next().is_none() {
        return;
    }
    out.extend([paint.bold(&name_in_line(&file.text.shown)).as_str(), "\n"]);
    for (finding, _) in listed() {
        let (line, column) = line_column(&file.text.source, finding.anchor.span().start);
        let place = paint.dim(&format!("{:>9}", format!("{line}:{column}")));
        let level = paint.level(finding.level, &format!("{:<7}", finding.level.name()));
        let mark = if is_fixable(finding) { paint.good("+") } else { " ".to_owned() };
        let (code, message) = (paint.dim(finding.code), name_in_line(&finding.message));
        out.extend([&place, " ", &mark, " ", &level, "  ", &*message, "  ", &code, "\n"]);
    }
    out.push('\n');
}
