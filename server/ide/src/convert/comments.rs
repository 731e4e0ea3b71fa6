//! Block comments, which Prisma 8 does not have.

/// The text with each block comment turned into line comments.
pub(super) fn to_line_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '/' if rest.starts_with("//") => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' | '`' => string_len(rest, first),
            '/' if rest.starts_with("/*") => {
                let end = rest.find("*/").map_or(rest.len(), |at| at + 2);
                let (comment, after) = rest.split_at(end);
                out.push_str(&line_comments(comment));
                let after_spaces = after.trim_start_matches([' ', '\t']);
                if !after_spaces.is_empty() && !after_spaces.starts_with(['\n', '\r']) {
                    out.push('\n');
                }
                rest = after;
                continue;
            }
            _ => first.len_utf8(),
        };
        let (head, tail) = rest.split_at(len);
        out.push_str(head);
        rest = tail;
    }
    out
}

/// The length of the string that a text begins with, in bytes.
fn string_len(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' if quote == '"' => return at,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn line_comments(comment: &str) -> String {
    let inner = comment.trim_start_matches('/').trim_start_matches('*');
    let inner = inner.strip_suffix('/').unwrap_or(inner).trim_end_matches('*');
    let lines = inner.lines().map(|line| line.trim().trim_start_matches('*').trim());
    let lines: Vec<String> = lines.map(|line| format!("// {line}").trim_end().to_owned()).collect();
    let is_blank = |line: &String| line == "//";
    let first = lines.iter().position(|line| !is_blank(line)).unwrap_or(0);
    let last = lines.iter().rposition(|line| !is_blank(line)).unwrap_or(0);
    lines.get(first..=last).map_or_else(|| "//".to_owned(), |lines| lines.join("\n"))
}
