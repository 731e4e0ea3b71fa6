//! Control characters in text from elsewhere: names of files, comments of schemas, what a database says.

use std::borrow::Cow;

/// The text with signs in place of what a terminal would obey, or what reorders text. Line ends and tabs stay.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    without_controls_except(text, |_| 0)
}

/// Like [`without_controls`], but for sequences that stay: `kept_length` takes the text from a control character on, and returns how
/// many bytes of it stay as they are.
pub fn without_controls_except(text: &str, kept_length: impl Fn(&str) -> usize) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(is_control).and_then(|at| rest.split_at_checked(at)) {
        shown.push_str(before);
        let kept = if from.starts_with("\r\n") { 2 } else { kept_length(from) };
        rest = match from.split_at_checked(kept) {
            Some((sequence, after)) if kept > 0 => {
                shown.push_str(sequence);
                after
            }
            _ => {
                let mut chars = from.chars();
                shown.extend(chars.next().map(sign));
                chars.as_str()
            }
        };
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

fn is_control(char: char) -> bool {
    (char.is_control() && !matches!(char, '\n' | '\t'))
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The sign that stands for a control character: one of Unicode's control pictures, else the replacement character.
fn sign(control: char) -> char {
    match u32::from(control) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}
