//! What the strings of the Prisma 8 dialect stand for.

/// Whether a string, as it is written, ends with the quote that it starts with.
pub fn is_terminated(text: &str) -> bool {
    let mut chars = text.chars();
    let (Some(first), Some(last)) = (chars.next(), chars.next_back()) else { return false };
    let escapes = chars.as_str().bytes().rev().take_while(|byte| *byte == b'\\').count();
    matches!(first, '"' | '\'' | '`') && first == last && escapes % 2 == 0
}

/// The value of a string as it is written. In backticks only `` \` `` and `\\` are escapes; an unknown escape stands for
/// itself.
pub fn decoded(text: &str) -> String {
    let is_raw = text.starts_with('`');
    let body = text.get(1..).unwrap_or("");
    let body = if is_terminated(text) { body.get(..body.len() - 1).unwrap_or("") } else { body };
    let mut value = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        value.push_str(rest.get(..at).unwrap_or(""));
        let escape = rest.get(at + 1..).unwrap_or("");
        let Some(escaped) = escape.chars().next() else {
            value.push('\\');
            return value;
        };
        let mut length = escaped.len_utf8();
        match escaped {
            '\\' => value.push('\\'),
            '`' if is_raw => value.push('`'),
            _ if is_raw => value.extend(['\\', escaped]),
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            '"' | '\'' => value.push(escaped),
            'x' | 'u' => match hexadecimal(escape, if escaped == 'x' { 2 } else { 4 }) {
                Some((c, len)) => {
                    value.push(c);
                    length = len;
                }
                None => value.extend(['\\', escaped]),
            },
            _ => value.extend(['\\', escaped]),
        }
        rest = escape.get(length..).unwrap_or("");
    }
    value.push_str(rest);
    value
}

/// The character of `x41` or `u0041`, and the length of that text.
fn hexadecimal(escape: &str, digits: usize) -> Option<(char, usize)> {
    let text = escape.get(1..=digits)?;
    let is_hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(text, 16).ok().filter(|_| is_hexadecimal)?;
    Some((char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), digits + 1))
}

/// The body of a tagged string as Prisma stores it: without a blank first and last line, and without the indentation that
/// all its lines share.
pub fn tagged_body(value: &str) -> String {
    let value = value.replace("\r\n", "\n").replace('\r', "\n");
    let is_blank = |line: &&str| line.chars().all(|c| matches!(c, ' ' | '\t'));
    let mut lines: Vec<&str> = value.split('\n').collect();
    if lines.first().is_some_and(is_blank) {
        lines.remove(0);
    }
    if lines.last().is_some_and(is_blank) {
        lines.pop();
    }
    let indent = |line: &&str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = lines.iter().filter(|line| !is_blank(line)).map(indent).min().unwrap_or(0);
    let lines = lines.iter().map(|line| if is_blank(line) { "" } else { line.get(shared..).unwrap_or("") });
    lines.collect::<Vec<_>>().join("\n")
}
