//! Fuzzy matching of names.

/// A pattern, prepared for matching against many names.
#[derive(Clone, Debug)]
pub struct Pattern {
    chars: Vec<char>,
    /// The same characters in lower case.
    lower: Vec<char>,
}

/// The bonus for a matched character at the start of the name.
const BEGINS_NAME: i32 = 16;
const BEGINS_WORD: i32 = 9;
const FOLLOWS: i32 = 10;
const SAME_CASE: i32 = 1;
/// The bonus for matching the whole name.
const WHOLE_NAME: i32 = 40;
/// The penalty for a skipped character, and the maximum of all penalties.
const GAP: i32 = 1;
const MOST_GAPS: i32 = 10;
/// The score of an unreachable state.
const NEVER: i32 = i32::MIN / 2;
/// The maximum number of characters of a name that are compared.
const MOST_CHARS: usize = 128;

impl Pattern {
    /// Parses a pattern. Whitespace is ignored.
    pub fn new(typed: &str) -> Pattern {
        let chars: Vec<char> = typed.chars().filter(|char| !char.is_whitespace()).take(MOST_CHARS).collect();
        let lower = chars.iter().map(|&char| folded(char)).collect();
        Pattern { chars, lower }
    }

    /// Whether the pattern is empty.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The score of a name, higher is better: it must contain the characters of the pattern in this order,
    /// case-insensitively. `None` if it does not. Starts of words, in `UserProfile` as in `user_profile`, and
    /// consecutive characters score highest.
    pub fn score(&self, name: &str) -> Option<i32> {
        let chars = || name.chars().take(MOST_CHARS);
        let mut rest = chars().map(folded);
        // Most names fail here.
        if !self.lower.iter().all(|wanted| rest.any(|char| char == *wanted)) {
            return None;
        }
        let name: Vec<char> = chars().collect();
        // For each character of the name, the best score of a match of the pattern so far that ends there.
        let mut row = vec![NEVER; name.len()];
        for (index, (&wanted, &typed)) in self.lower.iter().zip(&self.chars).enumerate() {
            row = self.next_row(&row, index == 0, wanted, typed, &name);
        }
        let best = if self.is_empty() { 0 } else { row.into_iter().max().filter(|&best| best > NEVER)? };
        let passed = i32::try_from(name.len() - self.lower.len()).unwrap_or(MOST_GAPS);
        let whole = if passed == 0 { WHOLE_NAME } else { 0 };
        Some(best + whole - passed.min(MOST_GAPS))
    }

    fn next_row(&self, row: &[i32], is_first: bool, wanted: char, typed: char, name: &[char]) -> Vec<i32> {
        let mut next = Vec::with_capacity(name.len());
        // The best score before this character, including the gap penalty.
        let mut reached = if is_first { 0 } else { NEVER };
        let mut before: Option<char> = None;
        let mut ended = NEVER;
        for (&char, &ends_here) in name.iter().zip(row) {
            let mut score = NEVER;
            if folded(char) == wanted {
                let bonus = match before {
                    None => BEGINS_NAME,
                    Some(before) if begins_word(before, char) => BEGINS_WORD,
                    Some(_) => 0,
                };
                score = reached.max(ended + FOLLOWS) + bonus + if char == typed { SAME_CASE } else { 0 };
            }
            next.push(score.max(NEVER));
            reached = (reached - if is_first { 0 } else { GAP }).max(ended).max(NEVER);
            ended = ends_here;
            before = Some(char);
        }
        next
    }
}

fn folded(char: char) -> char {
    if char.is_ascii() {
        return char.to_ascii_lowercase();
    }
    char.to_lowercase().next().unwrap_or(char)
}

fn begins_word(before: char, char: char) -> bool {
    let is_break = |char: char| !char.is_alphanumeric();
    (is_break(before) && !is_break(char))
        || (before.is_lowercase() && char.is_uppercase())
        || (!before.is_numeric() && char.is_numeric())
}
