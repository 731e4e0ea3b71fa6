//! Markdown for clients that show plain text.

/// The text without fences, rules and the marks around words. What is between fences stays as it is.
pub fn plain_text(markdown: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut is_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else if is_code {
            lines.push(line.to_owned());
        } else if line != "---" {
            lines.push(unmarked(line));
        } else if lines.last().is_some_and(String::is_empty) {
            // The blank line behind a rule is enough.
            lines.pop();
        }
    }
    lines.join("\n").trim().to_owned()
}

/// Removes `**` and backticks, and asterisks around the whole line. Code between backticks keeps its asterisks.
fn unmarked(line: &str) -> String {
    let line = match line.strip_prefix('*').and_then(|line| line.strip_suffix('*')) {
        Some(inner) if !inner.starts_with('*') && !inner.is_empty() => inner,
        _ => line,
    };
    let pieces = line.split('`').enumerate();
    pieces.map(|(at, piece)| if at % 2 == 0 { piece.replace("**", "") } else { piece.to_owned() }).collect()
}
