//! Naming conventions: how the words of a name are joined.

use std::borrow::Cow;

use crate::rules::{joined_words, words};

/// A naming convention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// `UserProfile`
    Pascal,
    /// `userProfile`
    #[default]
    Camel,
    /// `user_profile`
    Snake,
    /// `USER_PROFILE`
    UpperSnake,
}

impl Case {
    /// Its name in messages.
    pub(super) fn label(self) -> &'static str {
        match self {
            Case::Pascal => "PascalCase",
            Case::Camel => "camelCase",
            Case::Snake => "snake_case",
            Case::UpperSnake => "UPPER_SNAKE_CASE",
        }
    }

    /// Whether the name follows it. Digits and acronyms are accepted anywhere (`OAuth2Token`), and letters without case
    /// count as both.
    pub(super) fn is(self, name: &str) -> bool {
        let no_separator = name.chars().all(char::is_alphanumeric);
        match self {
            Case::Pascal => no_separator && !name.starts_with(char::is_lowercase),
            Case::Camel => no_separator && !name.starts_with(char::is_uppercase),
            Case::Snake => !name.contains(char::is_uppercase) && !name.contains('-'),
            Case::UpperSnake => !name.contains(char::is_lowercase) && !name.contains('-'),
        }
    }

    /// Converts the name. `compounds` are compound words that count as one, such as `GraphQL`.
    pub(super) fn write(self, name: &str, compounds: &[&str]) -> String {
        match self {
            Case::Pascal => pascal(name),
            Case::Camel => {
                let pascal = pascal(name);
                let first = words(&pascal).first().chars().count();
                let lowered = pascal.chars().take(first).flat_map(char::to_lowercase);
                lowered.chain(pascal.chars().skip(first)).collect()
            }
            Case::Snake => snake(name, compounds),
            Case::UpperSnake => snake(name, compounds).to_uppercase(),
        }
    }
}

/// The words of a name in lower case, joined by `_`.
pub(super) fn snake(name: &str, compounds: &[&str]) -> String {
    let mut name = Cow::Borrowed(name);
    for compound in compounds {
        let lower = compound.to_lowercase();
        let mut chars = lower.chars();
        let as_one: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
        // At the start of a name the word may begin with a small letter: `graphQLId`.
        if name.starts_with(&decapitalized(compound)) {
            name = format!("{as_one}{}", name.get(compound.len()..).unwrap_or("")).into();
        }
        name = name.replace(compound, &as_one).into();
    }
    joined_words(&name, "_")
}

/// Whether two names in snake_case are the same but for underscores beside digits: some write `v1`, others `v_1`.
pub(super) fn is_same_but_for_digits(a: &str, b: &str) -> bool {
    a == b || without_underscores_at_digits(a) == without_underscores_at_digits(b)
}

fn without_underscores_at_digits(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let stays = |at: usize, c: char| c != '_' || !(is_digit(at.checked_sub(1)) || is_digit(Some(at + 1)));
    chars.iter().enumerate().filter(|(at, c)| stays(*at, **c)).map(|(_, c)| *c).collect()
}

fn decapitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

fn pascal(name: &str) -> String {
    let has_separator = !name.chars().all(char::is_alphanumeric);
    // `BILLING_PLAN` is all capitals, but the `API` of `API_Key` is an acronym.
    let is_shouted = has_separator && !name.contains(char::is_lowercase);
    let mut out = String::new();
    for part in name.split(|c: char| !c.is_alphanumeric()) {
        let mut chars = part.chars();
        out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        if is_shouted {
            out.extend(chars.flat_map(char::to_lowercase));
        } else {
            out.extend(chars);
        }
    }
    out
}
