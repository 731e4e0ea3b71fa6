//! White space where none was wanted, none where some was, and now and then something that belongs nowhere.

use support::random::Random;

/// What is put between words.
const BLANKS: &[&str] =
    &[" ", "  ", "   ", "\t", "\n", "\n\n", "\n\n\n", "", "", " \t ", "\u{a0}", "\r\n", " \n ", "\u{3000}"];

/// What is put in beside it.
const STRAYS: &[&str] = &[
    "// c",
    "/// d  ",
    "/* b */",
    "/* b\n c */",
    "/**\n * s\n */",
    "/**\n*s\n\n  *  t */",
    "]",
    "}",
    "{",
    "(",
    ")",
    ",",
    "@",
    "@@x",
    "@x(a:1)",
    "é",
    "ｗ",
    "model B {\n",
    "enum C {\n",
    "x {\n",
    "type T = Int",
    "[",
    ":",
    "{ a: 1 }",
    "=",
    "\"s\"",
    "\"",
    "\u{c}",
    "1",
    "-1",
    ".",
    "?",
    "!",
    "  @@map( \"x\" )\n",
    "\nfoo  bar \n",
    "\nfoo {\n  a   b\n}\n",
    "@z( [ 1,a( b ) ] ,c:{d:1,e:{f:\"x\"}} )",
    "\n  // x\n",
    "\n\n  /// y\n\n",
    "}\n",
    "\nview V {\n  id  Int\n}\n",
];

/// The text with its white space changed in some places.
pub fn mutate(seed: &str, random: &mut Random) -> String {
    let mut words = split(part(seed, random));
    // Most texts change a little, some all over.
    let rounds = [3, 12, 60][random.below(3)];
    for _ in 0..rounds {
        if words.is_empty() {
            break;
        }
        let at = random.below(words.len());
        let is_blank = words[at].trim().is_empty();
        match random.below(24) {
            0 => words.insert(at, (*random.of(STRAYS)).to_owned()),
            1 => drop(words.remove(at)),
            2..=11 if is_blank => words[at] = (*random.of(BLANKS)).to_owned(),
            12..=16 if is_blank && !words[at].contains('\n') => words[at] = " ".repeat(random.below(4)),
            17..=19 if is_blank && words[at].contains('\n') => {
                words[at] = "\n".repeat(1 + random.below(3)) + &" ".repeat(random.below(4));
            }
            20 => words.insert(at, (*random.of(BLANKS)).to_owned()),
            _ => {}
        }
    }
    let text = words.concat();
    match random.below(12) {
        0 => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        _ => text,
    }
}

/// Some neighbouring lines, so that small texts are tried as well.
fn part<'t>(seed: &'t str, random: &mut Random) -> &'t str {
    let starts: Vec<usize> =
        std::iter::once(0).chain(seed.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let from = if random.below(2) == 0 { 0 } else { *random.of(&starts) };
    let length = [20, 100, 400, usize::MAX][random.below(4)];
    let to = starts.iter().copied().find(|start| *start >= from.saturating_add(length)).unwrap_or(seed.len());
    &seed[from..to]
}

/// Words, runs of white space, and single marks.
pub fn split(text: &str) -> Vec<String> {
    let kind = |char: char| match char {
        char if char.is_whitespace() => 1,
        char if char.is_alphanumeric() || char == '_' => 2,
        _ => 3,
    };
    let mut words: Vec<String> = Vec::new();
    let mut last = 0;
    for char in text.chars() {
        match words.last_mut() {
            Some(word) if kind(char) == last && last != 3 => word.push(char),
            _ => words.push(char.to_string()),
        }
        last = kind(char);
    }
    words
}
