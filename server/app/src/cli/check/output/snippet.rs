//! A finding with a source snippet.

use annotate_snippets::{AnnotationKind, Level as Mark, Renderer, Snippet};

use crate::cli::check::report::{FileReport, Report};
use crate::cli::terminal::{Paint, WIDTH, coloured, name_in_line};
use base::text::{Source, Span};
use base::{Finding, Fix, Level};

/// The maximum number of lines of a multi-line place.
const MAX_LINES: u32 = 4;

/// The maximum number of related places.
const MAX_RELATED: usize = 3;

/// The finding, its source line, its related places, and its fix.
pub(super) fn render(report: &Report, file: &FileReport, finding: &Finding, paint: Paint) -> String {
    let shown = window(&file.text.source, finding.anchor.span());
    let related = report.related(finding).take(MAX_RELATED);
    let related: Vec<_> = related
        .map(|(text, span, message)| {
            (name_in_line(&text.shown), name_in_line(message), window(&text.source, span))
        })
        .collect();
    let title = mark(finding.level).primary_title(name_in_line(&finding.message)).id(finding.code);
    let name = name_in_line(&file.text.shown);
    let mut primary = title.element(shown.snippet(&name, AnnotationKind::Primary));
    if let Some(fix) = finding.fixes.iter().find(|fix| Fix::is_automatic(fix)).or(finding.fixes.first()) {
        let how = if fix.is_automatic() { "fixed by `--fix`" } else { "offered in the editor" };
        primary = primary.element(Mark::HELP.message(format!("{} ({how})", name_in_line(&fix.title))));
    }
    let mut groups = vec![primary];
    for (shown, message, window) in &related {
        let title = Mark::NOTE.secondary_title(&**message);
        groups.push(title.element(window.snippet(shown, AnnotationKind::Context)));
    }
    let renderer = if paint.is_on { Renderer::styled() } else { Renderer::plain() };
    let mut text = coloured(&renderer.term_width(WIDTH.max(140)).render(&groups));
    text.push('\n');
    text
}

/// The lines around a place. The renderer gets only these, because it searches its whole input for each finding.
struct Window {
    text: String,
    first_line: usize,
    span: std::ops::Range<usize>,
}

fn window(source: &Source, span: Span) -> Window {
    let first = source.line_of(span.start);
    let start = source.line_start(first);
    let last = source.line_of(span.end.max(span.start)).min(first.saturating_add(MAX_LINES - 1));
    let end = source.line_span(last).end.max(start);
    let from = span.start.saturating_sub(start) as usize;
    let to = span.end.min(end).saturating_sub(start) as usize;
    Window {
        text: source.slice(Span::new(start, end)).into_owned(),
        first_line: first as usize + 1,
        span: from..to.max(from),
    }
}

impl Window {
    fn snippet<'a>(
        &'a self,
        path: &'a str,
        kind: AnnotationKind,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text.as_str())
            .line_start(self.first_line)
            .path(path)
            .fold(false)
            .annotation(kind.span(self.span.clone()))
    }
}

fn mark(level: Level) -> Mark<'static> {
    match level {
        Level::Error => Mark::ERROR,
        Level::Warning => Mark::WARNING,
        Level::Info => Mark::INFO,
        Level::Hint | Level::Off => Mark::NOTE.with_name("hint"),
    }
}
