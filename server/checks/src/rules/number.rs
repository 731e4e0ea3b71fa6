//! The grammatical number of names: which end with a plural, which with a singular, and which with neither.

use std::cmp::Ordering;

use crate::rules::{plural, singular, words};

/// English nouns in the order of their letters, see [`is_noun`].
///
/// Source: the nouns that the texts of WordNet 3.0 use or that names of public packages contain, and
/// words of software that dictionaries lack.
const NOUNS: &str = include_str!("nouns.txt");

/// Words that look like a plural but name one thing, or are used for one row.
#[rustfmt::skip]
const SINGULAR: &[&str] = &[
    "access", "address", "aes", "alias", "always", "analysis", "apus", "atlas", "aws", "axis", "basis", "bias",
    "bonus", "bus", "business", "bypass", "campus", "canvas", "census", "chaos", "class", "compass", "contents",
    "corpus", "creds", "crisis", "css", "data", "details", "diagnosis", "dns", "emphasis", "focus", "gas", "gps",
    "https", "hypothesis", "ios", "iris", "js", "jwks", "kubernetes", "lens", "mechanics", "metadata", "metrics",
    "minus", "nats", "nas", "news", "nexus", "oasis", "ops", "os", "plus", "pos", "postgres", "prefs", "previous",
    "process", "progress", "props", "pus", "radius", "redis", "rss", "saas", "sales", "sms", "specs", "sqs", "ss",
    "sns", "stats", "status", "success", "synopsis", "sys", "tennis", "this", "tls", "toms", "us", "virus", "windows",
    "yes",
];

/// Words that are always plural, so that one row is called by them as well.
#[rustfmt::skip]
const PLURAL_ONLY: &[&str] = &[
    "alms", "amends", "analytics", "arms", "arrears", "athletics", "barracks", "belongings", "binoculars", "breeches",
    "cattle", "clothes", "congratulations", "corps", "credentials", "crossroads", "customs", "doldrums", "dungarees",
    "earnings", "economics", "electronics", "entrails", "ethics", "forceps", "gallows", "genetics", "genitals",
    "glasses", "goggles", "goods", "grassroots", "groceries", "gymnastics", "headphones", "headquarters", "innings",
    "jeans", "jitters", "knickers", "kudos", "leggings", "logistics", "mathematics", "means", "mumps", "obstetrics",
    "odds", "orthopedics", "outskirts", "overalls", "pajamas", "panties", "pants", "pediatrics", "physics", "pliers",
    "police", "politics", "preferences", "premises", "proceeds", "pyjamas", "rabies", "regards", "remains", "robotics",
    "savings", "scissors", "series", "settings", "shears", "shingles", "shorts", "slacks", "species", "spectacles",
    "statistics", "sunglasses", "surroundings", "sweepstakes", "terms", "thanks", "tights", "tongs", "troops",
    "trousers", "tweezers", "underpants", "valuables", "whereabouts", "works",
];

/// Plurals that do not end with `s`.
#[rustfmt::skip]
const IRREGULAR: &[&str] = &[
    "alumnae", "alumni", "cacti", "children", "feet", "fungi", "geese", "lice", "men", "mice", "nuclei", "oxen",
    "people", "phenomena", "stimuli", "teeth", "women",
];

/// Collective nouns: one of them is a list.
#[rustfmt::skip]
const COLLECTIVE: &[&str] = &[
    "all", "array", "audience", "backlog", "basket", "batch", "blob", "bytes", "cache", "catalog", "catalogue",
    "collection", "config", "content", "context", "crew", "embedding", "end", "family", "feed", "gallery", "hierarchy",
    "history", "inventory", "json", "list", "log", "map", "matrix", "path", "people", "point", "pool", "portfolio",
    "position", "queue", "range", "scope", "sequence", "set", "start", "stock", "team", "text", "timeline", "trail",
    "tree", "vector",
];

/// Words without a plural, or with one that is hardly used.
#[rustfmt::skip]
const UNCOUNTABLE: &[&str] = &[
    "accommodation", "accountancy", "accounting", "adulthood", "advertising", "advice", "aid", "air", "alcohol",
    "ammunition", "anger", "apparel", "art", "artillery", "assistance", "attendance", "attention", "audio", "baggage",
    "bedding", "behavior", "behaviour", "blood", "bread", "broadband", "butter", "calm", "cargo", "cash", "cattle",
    "chaos", "childhood", "citizenship", "clothing", "coal", "coffee", "commerce", "compensation", "concrete",
    "confidence", "copyright", "corn", "correspondence", "cotton", "courage", "courseware", "coverage", "crockery",
    "cutlery", "damage", "data", "debris", "dirt", "documentation", "dust", "earth", "economics", "education",
    "electricity", "electronics", "employment", "energy", "engagement", "engineering", "entertainment", "equipment",
    "equity", "etiquette", "evidence", "exposure", "fauna", "feedback", "finance", "firmware", "fish", "flora",
    "flour", "food", "footage", "footwear", "freedom", "freight", "fuel", "fun", "funding", "furniture", "garbage",
    "gas", "glassware", "gold", "gossip", "governance", "grass", "guidance", "hair", "happiness", "hardware", "health",
    "heat", "help", "homework", "honey", "hospitality", "housework", "housing", "humidity", "income", "info",
    "information", "infrastructure", "ink", "insurance", "integrity", "intelligence", "interference", "iron",
    "jewellery", "jewelry", "justice", "knowledge", "labor", "labour", "land", "laundry", "lightning", "linen",
    "lingerie", "literature", "litter", "livestock", "logic", "logistics", "luck", "luggage", "lumber", "machinery",
    "mail", "maintenance", "makeup", "malware", "management", "manga", "marketing", "math", "mathematics", "meat",
    "media", "merchandise", "meta", "metadata", "middleware", "milk", "money", "motivation", "mud", "music",
    "narcotics", "nature", "news", "nutrition", "offspring", "oil", "onboarding", "oxygen", "packaging", "paint",
    "parking", "patience", "payroll", "peace", "personnel", "petrol", "poetry", "police", "pollution", "pottery",
    "poultry", "poverty", "power", "privacy", "produce", "progress", "publicity", "quarantine", "quicksand", "rain",
    "recreation", "remuneration", "research", "respect", "retail", "rice", "rubbish", "salt", "sand", "scenery",
    "seafood", "security", "sewage", "shipping", "silver", "snow", "software", "spam", "sportswear", "staff",
    "stationery", "steel", "stuff", "sugar", "sunshine", "support", "swimwear", "tea", "telemetry", "timber", "time",
    "tourism", "traffic", "training", "transport", "transportation", "trash", "travel", "trust", "understanding",
    "underwear", "usage", "validity", "vegetation", "violence", "warmth", "waste", "water", "wealth", "weather",
    "welfare", "wildlife", "wisdom", "wood", "wool", "work", "youth",
];

/// Words that end a name without being a noun there: `createdBy`, `memberOf`, `tagsNew`.
#[rustfmt::skip]
const NO_NOUN: &[&str] = &[
    "active", "after", "against", "as", "at", "before", "best", "both", "by", "daily", "done", "down", "empty", "even",
    "for", "free", "from", "full", "given", "hidden", "in", "inside", "into", "known", "like", "live", "mine",
    "monthly", "new", "next", "odd", "of", "off", "old", "on", "only", "open", "out", "over", "own", "past", "private",
    "public", "read", "seen", "sent", "shown", "taken", "through", "to", "top", "under", "up", "upon", "via", "weekly",
    "with", "within", "without", "written", "yearly",
];

/// Whether the lower-case word is an English noun. Names in another language form their plurals in other ways.
///
/// The list is searched as the text that it is: to make a set of it takes longer than to check a schema of fifty models.
pub(super) fn is_noun(word: &str) -> bool {
    let (mut from, mut to) = (0, NOUNS.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let before = NOUNS.get(from..middle).and_then(|text| text.rfind(char::is_whitespace));
        let start = before.map_or(from, |at| from + at + 1);
        let after = NOUNS.get(middle..to).and_then(|text| text.find(char::is_whitespace));
        let end = after.map_or(to, |at| middle + at);
        match NOUNS.get(start..end).unwrap_or("").cmp(word) {
            Ordering::Equal => return !word.is_empty(),
            Ordering::Less => from = end + 1,
            Ordering::Greater => to = start.saturating_sub(1).max(from),
        }
    }
    false
}

/// The name with its last word in the singular, if that word is certainly a plural.
pub(super) fn as_singular(name: &str) -> Option<String> {
    let (start, word) = last_word(name)?;
    let is_plural = match word.strip_suffix('s') {
        None => {
            IRREGULAR.contains(&word.as_str())
                || ["men", "children", "people"].iter().any(|it| word.ends_with(it))
        }
        Some(_) => {
            let keeps = word.ends_with("ics") && !is_noun(word.strip_suffix('s').unwrap_or(&word));
            word.len() > 3
                && !keeps
                && ![SINGULAR, PLURAL_ONLY].iter().any(|list| list.contains(&word.as_str()))
        }
    };
    let one = singular(&word);
    let is_english = is_noun(&one) || IRREGULAR.contains(&word.as_str());
    (is_plural && is_english && one != word)
        .then(|| format!("{start}{}", like(name.get(start.len()..).unwrap_or(""), &one)))
}

/// The name with its last word in the plural, if that word is certainly a singular.
pub(super) fn as_plural(name: &str) -> Option<String> {
    let (start, word) = last_word(name)?;
    let is_countable = is_noun(&word)
        && ![NO_NOUN, COLLECTIVE, UNCOUNTABLE, IRREGULAR].iter().any(|list| list.contains(&word.as_str()))
        && !word.ends_with("ing")
        && !word.ends_with("ed")
        && !word.ends_with("ware");
    // `imageTagsForReview` is plural in an earlier word. A word that ends with `s` is a plural, or rarely has one.
    let is_said =
        words(start).iter().any(|word: &str| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"));
    if !is_countable || is_said || word.ends_with('s') {
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
