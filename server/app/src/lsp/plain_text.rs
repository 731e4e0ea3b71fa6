//! Markdown for clients that show plain text.

/// The text without fences, rules and the marks around words. What is between fences stays as it is.
pub fn plain_text(markdown: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        if let Some(open) = fence {
            match line == open {
                true => fence = None,
                false => lines.push(line.to_owned()),
            }
        } else if line.starts_with("```") {
            fence = line.get(..line.len() - line.trim_start_matches('`').len());
        } else if line != "---" {
            lines.push(unmarked(line));
        } else if lines.last().is_some_and(String::is_empty) {
            // The blank line behind a rule is enough.
            lines.pop();
        }
    }
    lines.join("\n").trim().to_owned()
}

/// Removes `**` and backticks, backslashes before punctuation and asterisks around the whole line. Code between backticks keeps all
/// but these.
fn unmarked(line: &str) -> String {
    let line = match line.strip_prefix('*').and_then(|line| line.strip_suffix('*')) {
        Some(inner) if !inner.starts_with('*') && !inner.is_empty() => inner,
        _ => line,
    };
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        if let Some(escaped) = rest.strip_prefix('\\').filter(|it| it.starts_with(is_punctuation)) {
            let (char, behind) = escaped.split_at_checked(1).unwrap_or((escaped, ""));
            out.push_str(char);
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix("&lt;") {
            out.push('<');
            rest = behind;
        } else if let Some((code, behind)) = code_span(rest) {
            out.push_str(code);
            rest = behind;
        } else {
            let mark = if rest.starts_with("**") { 2 } else { 0 };
            if mark == 0 && next != '`' {
                out.push(next);
            }
            rest = rest.get(mark.max(next.len_utf8())..).unwrap_or_default();
        }
    }
    out
}

fn is_punctuation(char: char) -> bool {
    char.is_ascii_punctuation()
}

/// The text of the code span at the beginning, and what is behind it.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches('`');
    let fence = text.get(..text.len() - inner.len()).filter(|fence| !fence.is_empty())?;
    let (code, behind) = inner.split_once(fence)?;
    let is_padded = fence.len() > 1 && code.starts_with(' ') && code.ends_with(' ') && code.len() > 1;
    Some((if is_padded { code.get(1..code.len() - 1)? } else { code }, behind))
}
