//! The name that was probably meant.

/// The most characters of a name that is compared: nobody writes a longer one by hand, and the time grows with its square.
const LONGEST: usize = 128;

/// The most names that are looked at for one. A text can have as many unknown names as it has names.
const MAX_CANDIDATES: usize = 4096;

/// The most names that are compared with one letter by letter. Of the others only one that differs in case is found.
const MAX_COMPARED: usize = 512;

/// The candidate most like `name`, if one is like enough to be a slip of the pen; of several the first.
pub fn closest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = name.chars().count();
    if length > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let letters = Letters::of(&name);
    // One slip for a short name, one in three letters for a long one.
    let allowed = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    let mut compared = 0;
    for candidate in candidates.into_iter().take(MAX_CANDIDATES) {
        let most = best.map_or(allowed, |(distance, _)| distance - 1);
        if most == 0 || compared == MAX_COMPARED {
            let is_ascii = candidate.is_ascii();
            if is_ascii && candidate.eq_ignore_ascii_case(&name)
                || !is_ascii && candidate.to_lowercase() == name
            {
                return Some(candidate);
            }
            continue;
        }
        if candidate.len() > 4 * LONGEST || !letters.may_be_within(most, &Letters::of(candidate)) {
            continue;
        }
        compared += 1;
        match strsim::osa_distance(&name, &candidate.to_lowercase()) {
            0 => return Some(candidate),
            distance if distance <= most => best = Some((distance, candidate)),
            _ => {}
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What tells two words apart without a comparison letter by letter.
struct Letters {
    count: usize,
    /// A bit for each letter that occurs, case aside; `None` where some are not ASCII.
    set: Option<u128>,
}

impl Letters {
    fn of(word: &str) -> Letters {
        let bit = |byte: u8| 1_u128 << (byte.to_ascii_lowercase() & 127);
        let set = word.is_ascii().then(|| word.bytes().fold(0, |set, byte| set | bit(byte)));
        Letters { count: word.chars().count(), set }
    }

    /// Whether so many slips could make one word of the other: each adds or takes away one letter, or replaces one.
    fn may_be_within(&self, slips: usize, other: &Letters) -> bool {
        let (Some(own), Some(theirs)) = (self.set, other.set) else { return true };
        self.count.abs_diff(other.count) <= slips && (own ^ theirs).count_ones() as usize <= 2 * slips
    }
}
