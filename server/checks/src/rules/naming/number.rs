//! Grammatical number of names.

use crate::rules::{plural, singular, words};

/// Words that look like a plural but name one thing, or are used for one row.
#[rustfmt::skip]
const SINGULAR: &[&str] = &[
    "access", "address", "aes", "alias", "always", "analysis", "analytics", "apus", "atlas", "aws", "axis", "basis", "bias",
    "bonus", "bus", "business", "bypass", "campus", "canvas", "census", "chaos", "class", "compass", "contents", "corpus",
    "credentials", "creds", "crisis", "css", "data", "details", "diagnosis", "dns", "earnings", "emphasis", "focus",
    "gas", "goods", "gps", "headquarters", "https", "hypothesis", "ios", "iris", "js", "jwks", "kudos", "kubernetes", "lens",
    "logistics", "mathematics", "means", "mechanics", "metadata", "metrics", "minus", "nats", "nas", "news", "nexus",
    "oasis", "ops", "os", "physics", "plus", "politics", "pos", "postgres", "preferences", "prefs", "previous",
    "process", "progress", "props", "pus", "radius", "redis", "rss", "saas", "sales", "savings", "series", "settings", "sms",
    "species", "sqs", "ss", "sns", "statistics", "stats", "status", "success", "synopsis", "sys", "tennis", "terms", "thanks",
    "this", "tls", "toms", "us", "virus", "windows", "works", "yes",
];

/// Collective nouns, and words without a plural.
#[rustfmt::skip]
const COLLECTIVE: &[&str] = &[
    "all", "array", "audience", "backlog", "basket", "batch", "blob", "bytes", "cache", "catalog", "collection",
    "config", "content", "context", "crew", "data", "embedding", "end", "equipment", "family", "feed",
    "feedback", "gallery", "hierarchy", "history", "info", "information", "inventory", "json", "list", "log",
    "map", "matrix", "media", "meta", "metadata", "music", "path", "people", "point", "pool", "portfolio",
    "position", "queue", "range", "scope", "sequence", "set", "software", "staff", "start", "stock", "team",
    "text", "timeline", "trail", "tree", "vector",
];

/// Words that end a name without being a noun: `createdBy`, `memberOf`, `tagsNew`.
#[rustfmt::skip]
const NO_NOUN: &[&str] = &[
    "active", "after", "as", "at", "before", "both", "by", "daily", "done", "for", "from", "given", "hidden",
    "in", "into", "known", "monthly", "new", "of", "old", "on", "only", "open", "out", "read", "seen", "sent",
    "shown", "taken", "to", "under", "up", "via", "weekly", "with", "written", "yearly",
];

/// The name with its last word in the singular, if that word is certainly a plural.
pub(super) fn as_singular(name: &str) -> Option<String> {
    let (start, word) = last_word(name)?;
    let one = match word.as_str() {
        "children" | "people" => singular(&word),
        _ if SINGULAR.contains(&word.as_str()) || word.chars().count() <= 3 || !word.ends_with('s') => {
            return None;
        }
        _ => singular(&word),
    };
    (one != word).then(|| format!("{start}{}", like(name.get(start.len()..).unwrap_or(""), &one)))
}

/// The name with its last word in the plural, if that word is certainly a singular.
pub(super) fn as_plural(name: &str) -> Option<String> {
    let (start, word) = last_word(name)?;
    let is_noun = !NO_NOUN.contains(&word.as_str()) && !word.ends_with("ing") && !word.ends_with("ed");
    // `imageTagsForReview` is plural in an earlier word. A word that ends with `s` is a plural, or rarely has one.
    let is_said =
        words(start).iter().any(|word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"));
    if !is_noun || is_said || word.ends_with('s') || COLLECTIVE.contains(&word.as_str()) {
        return None;
    }
    // A word with a different singular is a plural already.
    let many = plural(&word);
    let is_singular = many != word && singular(&word) == word;
    is_singular.then(|| format!("{start}{}", like(name.get(start.len()..).unwrap_or(""), &many)))
}

/// The last word of a name in lower case, and the text before it. `None` if the name does not end with a plain word:
/// after digits or an acronym the number is unknown.
fn last_word(name: &str) -> Option<(&str, String)> {
    let word = words(name).last().to_owned();
    let start = name.char_indices().rev().nth(word.chars().count().checked_sub(1)?)?.0;
    let own = name.get(start..)?;
    let is_acronym = own.chars().count() > 1 && own.chars().all(char::is_uppercase) && name != own;
    let is_plain = own.to_lowercase() == word && word.chars().all(char::is_alphabetic) && word.is_ascii();
    (is_plain && !is_acronym).then(|| (name.get(..start).unwrap_or(""), word))
}

/// `word` with the capitalization of `own`.
fn like(own: &str, word: &str) -> String {
    if own.chars().count() > 1 && own.chars().all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut chars = word.chars();
    if own.starts_with(char::is_uppercase) {
        return chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    }
    word.to_owned()
}
