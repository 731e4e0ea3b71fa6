//! Splits names into words.

/// The words of a name, in lower case. Rules query them for every name, so they are stored in one string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The words, separated by spaces.
    text: String,
}

impl Words {
    /// The words, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        self.text.split_terminator(' ')
    }

    /// The number of words.
    pub fn count(&self) -> usize {
        self.iter().count()
    }

    /// The first word; empty if there is none.
    pub fn first(&self) -> &str {
        self.text.split_once(' ').map_or(&self.text, |(first, _)| first)
    }

    /// The last word; empty if there is none.
    pub fn last(&self) -> &str {
        self.split_last().1
    }

    /// The words before the last, separated by spaces, and the last.
    pub fn split_last(&self) -> (&str, &str) {
        self.text.rsplit_once(' ').unwrap_or(("", &self.text))
    }

    /// Whether it contains the word.
    pub fn contains(&self, word: &str) -> bool {
        self.iter().any(|own| own == word)
    }

    /// Whether it contains one of these words.
    pub fn contain_any(&self, words: &[&str]) -> bool {
        self.iter().any(|own| words.contains(&own))
    }

    /// Whether it ends with the words of `other`.
    pub fn end_with(&self, other: &Words) -> bool {
        let before = self.text.strip_suffix(other.text.as_str());
        before.is_some_and(|before| before.is_empty() || other.text.is_empty() || before.ends_with(' '))
    }

    /// The words, joined by `separator`.
    pub fn join(&self, separator: &str) -> String {
        self.text.replace(' ', separator)
    }

    /// The words as separate strings.
    pub fn to_vec(&self) -> Vec<String> {
        self.iter().map(str::to_owned).collect()
    }
}

/// Splits a name into lower-case words: `camelCase`, `PascalCase`, `snake_case` and `kebab-case` are recognized, digits
/// belong to the preceding letters, and an acronym is one word (`OAuth2HTTPToken` is `o auth2 http token`).
pub fn words(name: &str) -> Words {
    Words { text: joined_words(name, " ") }
}

/// The [`words`] of a name, joined by `separator`.
pub fn joined_words(name: &str, separator: &str) -> String {
    let mut text = String::with_capacity(name.len() + name.len() / 2);
    if name.is_ascii() {
        for (byte, begins) in ascii_letters(name) {
            if begins && !text.is_empty() {
                text.push_str(separator);
            }
            text.push(char::from(byte.to_ascii_lowercase()));
        }
        return text;
    }
    for (char, begins) in letters(name) {
        if begins && !text.is_empty() {
            text.push_str(separator);
        }
        text.extend(char.to_lowercase());
    }
    text
}

/// Whether `text` equals the [`joined_words`] of a name.
pub fn is_joined(text: &str, name: &str, separator: char) -> bool {
    if !name.is_ascii() || !separator.is_ascii() {
        return text == joined_words(name, separator.encode_utf8(&mut [0; 4]));
    }
    let mut rest = text.bytes();
    let mut is_first = true;
    for (byte, begins) in ascii_letters(name) {
        if begins && !is_first && rest.next().map(char::from) != Some(separator) {
            return false;
        }
        if rest.next() != Some(byte.to_ascii_lowercase()) {
            return false;
        }
        is_first = false;
    }
    rest.next().is_none()
}

/// Whether a name has several words.
pub fn has_several_words(name: &str) -> bool {
    match name.is_ascii() {
        true => ascii_letters(name).filter(|(_, begins)| *begins).nth(1).is_some(),
        false => letters(name).filter(|(_, begins)| *begins).nth(1).is_some(),
    }
}

/// Whether two names consist of the same words. Most names differ in their letters, so these are compared first.
pub fn same_words(a: &str, b: &str) -> bool {
    fn lowered(name: &str) -> impl Iterator<Item = char> {
        name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    fn lowered_ascii(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
    }
    // The first letters are compared before anything else.
    if let (Some(a), Some(b)) = (a.bytes().next(), b.bytes().next())
        && a.is_ascii_alphanumeric()
        && b.is_ascii_alphanumeric()
        && !a.eq_ignore_ascii_case(&b)
    {
        return false;
    }
    let is_near = match a.is_ascii() && b.is_ascii() {
        true => lowered_ascii(a).eq(lowered_ascii(b)),
        false => lowered(a).eq(lowered(b)),
    };
    is_near && (a == b || words(a) == words(b))
}

/// The letters and digits of a name, and whether a word starts with them.
fn letters(name: &str) -> impl Iterator<Item = (char, bool)> {
    let mut chars = name.chars();
    let mut before = None;
    std::iter::from_fn(move || {
        loop {
            let char = chars.next()?;
            if !char.is_alphanumeric() {
                before = None;
                continue;
            }
            let begins = match before.replace(char) {
                None => true,
                Some(before) => {
                    let ends_acronym = || chars.clone().next().is_some_and(char::is_lowercase);
                    char.is_uppercase() && (!before.is_uppercase() || ends_acronym())
                }
            };
            return Some((char, begins));
        }
    })
}

/// Like [`letters`], for ASCII names. Nearly all names are ASCII, and rules query the words of every name.
fn ascii_letters(name: &str) -> impl Iterator<Item = (u8, bool)> {
    let bytes = name.as_bytes();
    let mut before = None;
    bytes.iter().enumerate().filter_map(move |(at, &byte)| {
        if !byte.is_ascii_alphanumeric() {
            before = None;
            return None;
        }
        let begins = match before.replace(byte) {
            None => true,
            Some(before) => {
                let ends_acronym = || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
                byte.is_ascii_uppercase() && (!before.is_ascii_uppercase() || ends_acronym())
            }
        };
        Some((byte, begins))
    })
}

/// `a` or `an`, as used before a name.
pub fn article(name: &str) -> &'static str {
    let name = name.to_lowercase();
    let sounds_otherwise = ["eu", "one", "uni", "us", "ut"].iter().any(|start| name.starts_with(start));
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) && !sounds_otherwise { "an" } else { "a" }
}
