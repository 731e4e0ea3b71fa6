//! Control characters in text from elsewhere: names of files, comments of schemas, what a database says.

use std::borrow::Cow;

/// The text with signs in place of what a terminal would obey, or what reorders text. Line ends and tabs stay.
pub fn without_controls(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(is_control).and_then(|at| rest.split_at_checked(at)) {
        shown.push_str(before);
        rest = match from.strip_prefix("\r\n") {
            Some(after) => {
                shown.push_str("\r\n");
                after
            }
            None => {
                let mut chars = from.chars();
                shown.extend(chars.next().map(sign));
                chars.as_str()
            }
        };
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Whether a terminal would obey a character, a reader would see the text around it in another order, or only some see the end of a
/// line. Line ends and tabs are none.
pub fn is_control(char: char) -> bool {
    (char.is_control() && !matches!(char, '\n' | '\t'))
        || matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The sign that stands for a control character: one of Unicode's control pictures, else the replacement character.
fn sign(control: char) -> char {
    match u32::from(control) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}
