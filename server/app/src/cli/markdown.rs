//! Renders the Markdown subset of rule documentation for the terminal.

use crate::cli::terminal::{Paint, WIDTH, wrap};

/// The text with paragraphs rewrapped, code indented, and code spans coloured.
pub(super) fn render(markdown: &str, paint: Paint) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            flush(&mut paragraph, paint, &mut out);
            is_code = !is_code;
            continue;
        }
        if is_code {
            out += &format!("    {line}\n");
            continue;
        }
        let begins_anew = line.starts_with("- ") || line.starts_with('#') || line.starts_with('|');
        if line.trim().is_empty() || begins_anew {
            flush(&mut paragraph, paint, &mut out);
        }
        if line.trim().is_empty() {
            out.push('\n');
        } else if line.starts_with('#') {
            out += &format!("{}\n", paint.bold(line.trim_start_matches('#').trim()));
        } else {
            paragraph.push_str(line.trim());
            paragraph.push(' ');
        }
    }
    flush(&mut paragraph, paint, &mut out);
    out
}

fn flush(paragraph: &mut String, paint: Paint, out: &mut String) {
    let indent = if paragraph.starts_with("- ") { "  " } else { "" };
    for (at, line) in wrap(paragraph, WIDTH - 2).iter().enumerate() {
        let indent = if at == 0 { "" } else { indent };
        *out += &format!("{indent}{}\n", inline(line, paint));
    }
    paragraph.clear();
}

/// Colours code spans, and removes their backticks if colours are on.
fn inline(line: &str, paint: Paint) -> String {
    if !paint.is_on || !line.matches('`').count().is_multiple_of(2) {
        return line.to_owned();
    }
    let parts = line.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { paint.code(part) } else { part.to_owned() }).collect()
}
