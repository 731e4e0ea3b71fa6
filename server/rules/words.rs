//! Names as the words that they are made of.

/// The words of a name in lower case: `camelCase`, `PascalCase`, `snake_case` and `kebab-case` are told apart, digits
/// stay with the letters before them, and an acronym is one word (`OAuth2HTTPToken` is `o auth2 http token`).
pub fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    let mut word = String::new();
    for (at, &char) in chars.iter().enumerate() {
        if !char.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| chars.get(before)).copied().unwrap_or('_');
        let after = chars.get(at + 1).copied().unwrap_or('_');
        let begins = char.is_uppercase() && (!before.is_uppercase() || after.is_lowercase());
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.extend(char.to_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Whether two names consist of the same words. Most names differ in their letters, so these are compared first.
pub fn same_words(a: &str, b: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> {
        name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(a).eq(letters(b)) && words(a) == words(b)
}

/// The plural of an English noun, its last word if it has several.
pub fn plural(noun: &str) -> String {
    pluralizer::pluralize(noun, 2, false)
}

/// The singular of an English noun, its last word if it has several.
pub fn singular(noun: &str) -> String {
    pluralizer::pluralize(noun, 1, false)
}

/// `a` or `an`, as it stands before a name.
pub fn article(name: &str) -> &'static str {
    let name = name.to_lowercase();
    let sounds_otherwise = ["eu", "one", "uni", "us", "ut"].iter().any(|start| name.starts_with(start));
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) && !sounds_otherwise { "an" } else { "a" }
}
