//! Singular and plural of English nouns.
//!
//! The names in a schema are a few hundred words, nearly all of them regular, so endings and short word lists are
//! sufficient.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The plural of an English noun, or of its last word (`postAuthor`, `post_author`, `post author`). A plural stays
/// unchanged, and so does a word without one. The text before the last word stays unchanged; added letters are capital
/// only if the noun is in capitals.
pub fn plural(noun: &str) -> String {
    inflected(noun, Number::Plural)
}

/// The singular of an English noun, or of its last word: the inverse of [`plural`].
pub fn singular(noun: &str) -> String {
    inflected(noun, Number::Singular)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Singular,
    Plural,
}

/// A word or an ending in the singular and in the plural.
type Pair = (&'static str, &'static str);

/// Irregular words that no ending covers, or for which an ending would be wrong.
#[rustfmt::skip]
const WORDS: &[Pair] = &[
    // Latin, Greek and Old English forms.
    ("addendum", "addenda"), ("alga", "algae"), ("alumna", "alumnae"), ("alumnus", "alumni"),
    ("automaton", "automata"), ("axis", "axes"), ("bacillus", "bacilli"), ("bacterium", "bacteria"),
    ("cactus", "cacti"), ("codex", "codices"), ("corpus", "corpora"), ("criterion", "criteria"),
    ("curriculum", "curricula"), ("die", "dice"), ("erratum", "errata"), ("foot", "feet"), ("fungus", "fungi"),
    ("genus", "genera"), ("goose", "geese"), ("larva", "larvae"), ("locus", "loci"), ("louse", "lice"),
    ("matrix", "matrices"), ("millennium", "millennia"), ("mouse", "mice"), ("nucleus", "nuclei"), ("ovum", "ova"),
    ("ox", "oxen"), ("phenomenon", "phenomena"), ("radius", "radii"), ("stigma", "stigmata"), ("stimulus", "stimuli"),
    ("stratum", "strata"), ("syllabus", "syllabi"), ("symposium", "symposia"), ("tooth", "teeth"),
    ("vertebra", "vertebrae"), ("vertex", "vertices"), ("vortex", "vortices"),
    // Words that end with a single `s`.
    ("alias", "aliases"), ("atlas", "atlases"), ("bias", "biases"), ("canvas", "canvases"),
    ("christmas", "christmases"), ("gas", "gases"), ("iris", "irises"), ("lens", "lenses"), ("trellis", "trellises"),
    ("yes", "yeses"),
    // Words with `us` that form the plural with `es`.
    ("cpu", "cpus"), ("emu", "emus"), ("gnu", "gnus"), ("gpu", "gpus"), ("guru", "gurus"), ("haiku", "haikus"),
    ("sku", "skus"),
    // Words with an `e` before the plural `s`, where the endings would match `es`.
    ("abuse", "abuses"), ("ache", "aches"), ("avalanche", "avalanches"), ("creche", "creches"), ("excuse", "excuses"),
    ("fuse", "fuses"), ("headache", "headaches"), ("impasse", "impasses"), ("misuse", "misuses"), ("muse", "muses"),
    ("niche", "niches"), ("posse", "posses"), ("psyche", "psyches"), ("quiche", "quiches"), ("refuse", "refuses"),
    ("reuse", "reuses"), ("ruse", "ruses"), ("tranche", "tranches"), ("use", "uses"),
    // Words that end with `ie`.
    ("auntie", "aunties"), ("birdie", "birdies"), ("brownie", "brownies"), ("calorie", "calories"),
    ("collie", "collies"), ("cutie", "cuties"), ("foodie", "foodies"), ("freebie", "freebies"), ("genie", "genies"),
    ("goalie", "goalies"), ("goodie", "goodies"), ("hippie", "hippies"), ("hoodie", "hoodies"), ("indie", "indies"),
    ("junkie", "junkies"), ("lie", "lies"), ("magpie", "magpies"), ("newbie", "newbies"), ("pie", "pies"),
    ("pixie", "pixies"), ("prairie", "prairies"), ("selfie", "selfies"), ("smoothie", "smoothies"),
    ("sortie", "sorties"), ("tie", "ties"), ("veggie", "veggies"), ("zombie", "zombies"),
    // `f` and `fe`.
    ("calf", "calves"), ("dwarf", "dwarves"), ("elf", "elves"), ("hoof", "hooves"), ("knife", "knives"),
    ("loaf", "loaves"), ("scarf", "scarves"), ("sheaf", "sheaves"), ("thief", "thieves"), ("wharf", "wharves"),
    ("wolf", "wolves"),
    // `oes`; most words that end with `o` take an `s`.
    ("buffalo", "buffaloes"), ("echo", "echoes"), ("embargo", "embargoes"), ("mosquito", "mosquitoes"),
    ("potato", "potatoes"), ("tomato", "tomatoes"), ("tornado", "tornadoes"), ("torpedo", "torpedoes"),
    ("veto", "vetoes"), ("volcano", "volcanoes"),
];

/// Words without another number, and words that are not nouns.
#[rustfmt::skip]
const UNCHANGED: &[&str] = &[
    "advice", "aes", "aircraft", "always", "analytics", "anime", "are", "athletics", "audio", "aws", "bison", "blood",
    "cash", "chaos", "chassis", "chess", "clothing", "cms", "commerce", "cooperation", "cors", "cosmos", "css",
    "debris", "deer", "diabetes", "dns", "does", "economics", "electronics", "energy", "equipment", "ethics",
    "expertise", "firmware", "fun", "gps", "graffiti", "hardware", "has", "have", "headquarters", "health",
    "homework", "housework", "https", "information", "ios", "its", "itself", "justice", "jwks", "kubernetes", "kudos",
    "literature", "logistics", "machinery", "mail", "malware", "manga", "mathematics", "money", "moose", "music",
    "nas", "news", "perhaps", "personnel", "physics", "pokemon", "police", "politics", "pollution", "pos", "postgres",
    "premises", "rain", "redis", "research", "rice", "rss", "saas", "salmon", "series", "sheep", "shrimp", "sms",
    "sns", "software", "spacecraft", "species", "sqs", "staff", "tennis", "them", "these", "they", "this", "those",
    "tls", "traffic", "transportation", "trout", "tuna", "was", "wealth", "welfare", "were", "wildlife", "you",
];

/// Endings; the longest match applies. They also match compounds (`salesperson`).
#[rustfmt::skip]
const ENDINGS: &[Pair] = &[
    ("", "s"),
    // Where an `s` alone cannot be pronounced.
    ("ch", "ches"), ("sh", "shes"), ("ss", "sses"), ("tz", "tzes"), ("us", "uses"), ("x", "xes"), ("zz", "zzes"),
    ("quiz", "quizzes"),
    // The `e` before the `s` belongs to these words.
    ("ause", "auses"), ("cache", "caches"), ("ouse", "ouses"),
    // The `u` belongs to the word.
    ("eau", "eaus"), ("menu", "menus"),
    ("y", "ies"), ("ay", "ays"), ("ey", "eys"), ("oy", "oys"), ("uy", "uys"), ("quy", "quies"),
    ("movie", "movies"), ("okie", "okies"),
    ("half", "halves"), ("leaf", "leaves"), ("life", "lives"), ("olive", "olives"), ("self", "selves"),
    ("shelf", "shelves"), ("wife", "wives"),
    ("hero", "heroes"),
    ("crisis", "crises"), ("emphasis", "emphases"), ("genesis", "geneses"), ("gnosis", "gnoses"), ("lysis", "lyses"),
    ("oasis", "oases"), ("opsis", "opses"), ("thesis", "theses"),
    ("appendix", "appendices"), ("index", "indices"),
    ("child", "children"), ("person", "people"), ("man", "men"), ("woman", "women"),
    // These contain `man` or `men` by chance.
    ("german", "germans"), ("human", "humans"), ("roman", "romans"), ("shaman", "shamans"), ("talisman", "talismans"),
    ("examen", "examens"), ("lumen", "lumens"), ("omen", "omens"), ("ramen", "ramen"), ("regimen", "regimens"),
    ("specimen", "specimens"),
    // As many as one.
    ("data", "data"), ("fish", "fish"), ("media", "media"), ("nese", "nese"), ("ous", "ous"),
];

/// Endings for which the plural is also used as a singular, or is more often the plural of another word: `bases` is the
/// plural of `base`, and one row is called `data` or `media`.
const TOWARDS_PLURAL: &[Pair] = &[
    ("asis", "ases"),
    ("axe", "axes"),
    ("datum", "data"),
    ("esis", "eses"),
    ("medium", "media"),
    ("osis", "oses"),
    ("psis", "pses"),
    ("ysis", "yses"),
    ("z", "zes"),
];

/// Less usual plurals.
#[rustfmt::skip]
const TOWARDS_SINGULAR: &[Pair] = &[
    ("antenna", "antennae"), ("bureau", "bureaux"), ("cargo", "cargoes"), ("focus", "foci"), ("formula", "formulae"),
    ("memorandum", "memoranda"), ("schema", "schemata"),
];

/// The tables, indexed by ending in each number. Rules query many names, and looking up each ending is faster than
/// searching the tables.
static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let singular = |(one, many): Pair| (one, (Number::Singular, many));
    let plural = |(one, many): Pair| (many, (Number::Plural, one));
    let both = |&pair: &Pair| [singular(pair), plural(pair)];
    let unchanged = UNCHANGED.iter().map(|word| singular((word, word)));
    let towards_plural = TOWARDS_PLURAL.iter().copied().map(singular);
    let towards_singular = TOWARDS_SINGULAR.iter().copied().map(plural);
    Forms {
        words: WORDS.iter().flat_map(both).chain(unchanged).collect(),
        endings: ENDINGS.iter().flat_map(both).chain(towards_plural).chain(towards_singular).collect(),
    }
});

/// By the text in one number: which number that is, and the text in the other number.
struct Forms {
    words: FxHashMap<&'static str, (Number, &'static str)>,
    endings: FxHashMap<&'static str, (Number, &'static str)>,
}

/// The most bytes that an ending has; more of a word need not be looked at.
const LONGEST_ENDING: usize = 32;

impl Forms {
    /// The number of a lower-case word, its ending, and the ending in the other number.
    fn find<'w>(&self, word: &'w str) -> Option<(Number, &'w str, &'static str)> {
        // In a word this short, `s` is part of the word: `os`, `is`.
        if word.is_empty() || word.len() <= 2 && word.ends_with('s') {
            return None;
        }
        if let Some(&(number, other)) = self.words.get(word) {
            return Some((number, word, other));
        }
        (word.len().saturating_sub(LONGEST_ENDING)..=word.len()).find_map(|at| {
            let end = word.get(at..)?;
            let &(number, other) = self.endings.get(end)?;
            Some((number, end, other))
        })
    }
}

fn inflected(noun: &str, wanted: Number) -> String {
    let (start, word) = noun.split_at(start_of_last_word(noun));
    // A non-ASCII letter before the word belongs to it if both are lower-case: `größe`.
    let before = start.chars().next_back().filter(|char| !char.is_ascii());
    let is_foreign = before.is_some_and(|char| char.is_lowercase() || char.is_uppercase())
        && !word.starts_with(|char: char| char.is_ascii_uppercase());
    let lower = word.to_ascii_lowercase();
    let found = match is_foreign {
        true if lower.ends_with('s') => Some((Number::Plural, "s", "")),
        true => Some((Number::Singular, "", "s")),
        false => FORMS.find(&lower),
    };
    match found {
        Some((number, from, to)) if number != wanted => with_ending(noun, from, to),
        _ => noun.to_owned(),
    }
}

/// The start of the last word of a name: after a character that is neither letter nor digit, or at a capital that
/// starts a word.
fn start_of_last_word(noun: &str) -> usize {
    let bytes = noun.as_bytes();
    let tail = bytes.iter().rposition(|byte| !byte.is_ascii_alphanumeric()).map_or(0, |at| at + 1);
    let begins_word = |at: usize| {
        let Some((before, [first, rest @ ..])) = bytes.split_at_checked(at) else { return false };
        // The `s` of `IDs` starts no word.
        let ends_acronym = || rest != b"s" && rest.first().is_some_and(u8::is_ascii_lowercase);
        let is_after_small = before.last().is_some_and(|byte| !byte.is_ascii_uppercase());
        first.is_ascii_uppercase() && (is_after_small || ends_acronym())
    };
    (tail + 1..bytes.len()).rev().find(|&at| begins_word(at)).unwrap_or(tail)
}

/// The noun with the ending `to` instead of `from`, in capitals if the replaced ending, or else the whole noun, is.
fn with_ending(noun: &str, from: &str, to: &str) -> String {
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let (kept, dropped) = noun.split_at(noun.len() - (from.len() - same));
    let added = to.get(same..).unwrap_or("");
    let sample = if dropped.is_empty() { noun } else { dropped };
    let is_upper = sample.chars().any(char::is_uppercase) && !sample.chars().any(char::is_lowercase);
    match is_upper {
        true => format!("{kept}{}", added.to_ascii_uppercase()),
        false => format!("{kept}{added}"),
    }
}
