//! Scanners for spaces, line breaks, names, numbers and strings. Each takes an offset and returns the offset after what
//! it found there.

use std::sync::LazyLock;

use regex::Regex;

/// The offset after spaces and tabs.
pub(super) fn skip_blanks(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t') => at += 1,
            Some(byte) if byte.is_ascii() => return at,
            Some(_) => match char_at(text, at) {
                Some(char) if is_blank(char) => at += char.len_utf8(),
                _ => return at,
            },
            None => return at,
        }
    }
}

/// The offset after a line break at `at`.
pub(super) fn newline(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b'\n' => Some(at + 1),
        b'\r' if text.as_bytes().get(at + 1) == Some(&b'\n') => Some(at + 2),
        b'\r' => Some(at + 1),
        _ => None,
    }
}

/// The end of the line, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or(&[]);
    at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
}

/// Whether `mark` is at `at`.
pub(super) fn stands(text: &str, at: usize, mark: &str) -> bool {
    text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(mark.as_bytes()))
}

/// The offset after a name.
pub(super) fn name(text: &str, at: usize) -> Option<usize> {
    let mut end = name_char(text, at, false)?;
    while let Some(next) = name_char(text, end, true) {
        end = next;
    }
    Some(end)
}

/// The offset after a dotted name.
pub(super) fn path(text: &str, at: usize) -> Option<usize> {
    let mut end = name(text, at)?;
    while text.as_bytes().get(end) == Some(&b'.') {
        end = name(text, end + 1).unwrap_or(end + 1);
    }
    Some(end)
}

/// The offset after a number.
pub(super) fn number(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let first = at + usize::from(bytes.get(at) == Some(&b'-'));
    let whole = digits(first);
    if whole == first {
        return None;
    }
    let part = if bytes.get(whole) == Some(&b'.') { digits(whole + 1) } else { whole };
    Some(if part > whole + 1 { part } else { whole })
}

/// The offset after a string.
pub(super) fn string(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut end = at + 1;
    loop {
        match bytes.get(end)? {
            b'"' => return Some(end + 1),
            b'\\' => end += 1 + char_at(text, end + 1)?.len_utf8(),
            byte if *byte < b' ' => return None,
            _ => end += 1,
        }
    }
}

/// Whether a character is whitespace in Prisma, except line breaks.
fn is_blank(char: char) -> bool {
    matches!(
        char,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

fn name_char(text: &str, at: usize, is_inside: bool) -> Option<usize> {
    match *text.as_bytes().get(at)? {
        byte if byte.is_ascii_alphanumeric() => Some(at + 1),
        b'_' | b'-' if is_inside => Some(at + 1),
        byte if byte.is_ascii() => None,
        _ => char_at(text, at).filter(|char| is_letter(*char)).map(|char| at + char.len_utf8()),
    }
}

/// `is_alphabetic` includes more than letters: numerals and vowel signs.
fn is_letter(char: char) -> bool {
    static LETTER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{L}$").ok());
    char.is_alphabetic()
        && LETTER.as_ref().is_none_or(|letter| letter.is_match(char.encode_utf8(&mut [0; 4])))
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
