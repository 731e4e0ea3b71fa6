//! Mistakes, as people make them and as no one would.

use model::catalog::native_types;
use model::catalog::{Provider, ScalarType};

use support::random::Random;

/// Attributes of fields; `{n}` is a name of the schema, `{s}` a string, `{i}` a number.
const FIELD_ATTRIBUTES: &[&str] = &[
    "@id",
    "@unique",
    "@updatedAt",
    "@ignore",
    "@shardKey",
    "@map({s})",
    "@map(name: {s})",
    "@map({n})",
    "@map",
    "@default({i})",
    "@default({s})",
    "@default(true)",
    "@default({n})",
    "@default([])",
    "@default([{i}])",
    "@default([{s}, {n}])",
    "@default(now())",
    "@default(autoincrement())",
    "@default(uuid())",
    "@default(uuid(7))",
    "@default(uuid({i}))",
    "@default(cuid({i}))",
    "@default(nanoid({i}))",
    "@default(ulid())",
    "@default(auto())",
    "@default(dbgenerated())",
    "@default(dbgenerated({s}))",
    "@default(sequence(start: {i}))",
    "@default(sequence(minValue: {i}, virtual: true, cache: {s}))",
    "@default({i}, map: {s})",
    "@default(value: {i})",
    "@default(now(), map: {s})",
    "@default({n}())",
    "@default(\"{}\")",
    "@default(\"aGk=\")",
    "@default(\"2024-02-30T00:00:00Z\")",
    "@default(\"2024-02-28T00:00:00+01:00\")",
    "@default()",
    "@default(1.5)",
    "@default(99999999999999999999)",
    "@default(-1)",
    "@id(map: {s})",
    "@id(sort: Desc)",
    "@id(length: {i})",
    "@id(clustered: false)",
    "@unique(map: {s})",
    "@unique(sort: Desc)",
    "@unique(length: {i})",
    "@unique(clustered: true)",
    "@unique(sort: Up)",
    "@unique({s})",
    "@unique(name: {s})",
    "@id({n})",
    "@unique(where: raw({s}))",
    "@unique(where: { {n}: {i} })",
    "@relation",
    "@index",
    "@db",
    "@db.",
    "@encrypted",
    "@@unique",
    "@foo",
    "@foo.bar",
];

/// Attributes of blocks.
const BLOCK_ATTRIBUTES: &[&str] = &[
    "@@id([{n}])",
    "@@id([{n}, {n}])",
    "@@id(fields: [{n}, {n}], name: {s})",
    "@@id([{n}, {n}], map: {s})",
    "@@id([{n}(sort: Desc), {n}])",
    "@@id([{n}(length: {i})])",
    "@@id([{n}, {n}], clustered: false)",
    "@@id([])",
    "@@id([{n}, {n}], name: {s}, map: {s})",
    "@@unique([{n}])",
    "@@unique([{n}, {n}])",
    "@@unique([{n}, {n}], name: {s})",
    "@@unique([{n}, {n}], map: {s})",
    "@@unique([{n}(sort: Desc), {n}])",
    "@@unique([{n}(length: {i})])",
    "@@unique([{n}], clustered: true)",
    "@@unique([{n}], where: raw({s}))",
    "@@unique([{n}], where: { {n}: {i} })",
    "@@unique([{n}(ops: raw({s}))])",
    "@@unique({n})",
    "@@unique",
    "@@index([{n}])",
    "@@index([{n}, {n}])",
    "@@index([{n}], map: {s})",
    "@@index([{n}], name: {s})",
    "@@index([{n}], name: {s}, map: {s})",
    "@@index([{n}(sort: Desc)], type: Hash)",
    "@@index([{n}], type: Gin)",
    "@@index([{n}], type: Gist)",
    "@@index([{n}], type: SpGist)",
    "@@index([{n}], type: Brin)",
    "@@index([{n}], type: BTree)",
    "@@index([{n}], type: Foo)",
    "@@index([{n}, {n}], type: Gin)",
    "@@index([{n}(ops: JsonbPathOps)], type: Gin)",
    "@@index([{n}(ops: ArrayOps)], type: Gin)",
    "@@index([{n}(ops: raw({s}))], type: Gin)",
    "@@index([{n}(ops: TextMinMaxOps)], type: Brin)",
    "@@index([{n}(ops: InetOps)], type: Gist)",
    "@@index([{n}(ops: Foo)])",
    "@@index([{n}(length: {i})])",
    "@@index([{n}(length: {i}, sort: Desc)])",
    "@@index([{n}], clustered: true)",
    "@@index([{n}.{n}])",
    "@@index([{n}], where: { {n}: null })",
    "@@index([{n}], where: { {n}: { not: {i} } })",
    "@@index([{n}], where: raw({s}))",
    "@@index([{s}])",
    "@@index([{i}])",
    "@@index(fields: [{n}])",
    "@@index(fields: {n})",
    "@@index([{n}], [{n}])",
    "@@index([{n}], foo: {i})",
    "@@index",
    "@@fulltext([{n}])",
    "@@fulltext([{n}, {n}])",
    "@@fulltext([{n}], map: {s})",
    "@@fulltext([{n}(sort: Desc), {n}])",
    "@@fulltext([{n}(length: {i})])",
    "@@map({s})",
    "@@map(name: {s})",
    "@@map({i})",
    "@@map",
    "@@ignore",
    "@@ignore({i})",
    "@@schema({s})",
    "@@shardKey([{n}])",
    "@@shardKey([{n}, {n}])",
    "@@foo",
    "@@default({i})",
];

const STRINGS: &[&str] = &[
    "\"\"",
    "\"x\"",
    "\"some_name\"",
    "\"some name\"",
    "\"$x\"",
    "\"a.b\"",
    "\"public\"",
    "\"é\"",
    "\"id\"",
    "\"a_name_that_is_longer_than_sixty_three_bytes_which_postgresql_has_as_its_limit\"",
    "\"1\"",
    "\"a-b\"",
    "\"a\tb\"",
    "\"\u{1}\"",
    "\"\u{7f}\u{85}\"",
    "\"\\t\"",
];
const NUMBERS: &[&str] = &["0", "1", "2", "4", "7", "10", "256", "-1", "1.5", "65536", "99999999999"];
/// Control characters, blanks and marks that look like nothing.
const INVISIBLE: &[&str] = &[
    "\t", "\u{1}", "\u{8}", "\u{b}", "\u{c}", "\u{1f}", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{200b}",
    "\u{3000}", "\u{feff}",
];
const MODIFIERS: &[&str] = &["", "?", "[]"];

/// The text with one to three mistakes.
pub fn mutate(seed: &str, provider: Provider, random: &mut Random) -> String {
    let mut lines: Vec<String> = seed.lines().map(str::to_owned).collect();
    for _ in 0..1 + random.below(3) {
        if lines.is_empty() {
            break;
        }
        let at = random.below(lines.len());
        match random.below(12) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = random.below(lines.len());
                lines.swap(at, other);
            }
            3 | 4 => lines[at] = tokens(&lines[at], seed, random),
            5 | 6 => on_field(&mut lines, random, |line, random| {
                let attribute = filled(*random.of(FIELD_ATTRIBUTES), seed, random);
                format!("{line} {attribute}")
            }),
            7 | 8 => {
                let attribute = filled(*random.of(BLOCK_ATTRIBUTES), seed, random);
                if let Some(brace) = closing_brace(&lines, random) {
                    lines.insert(brace, format!("  {attribute}"));
                }
            }
            9 => on_field(&mut lines, random, |line, random| {
                let natives = native_types::of_provider(provider);
                if natives.is_empty() {
                    return line.to_owned();
                }
                let native = random.of(natives).name;
                let arguments = match random.below(4) {
                    0 => format!("({})", random.of(NUMBERS)),
                    1 => format!("({}, {})", random.of(NUMBERS), random.of(NUMBERS) as &str),
                    _ => String::new(),
                };
                let kept: Vec<&str> = line.split(" @db.").collect();
                format!("{} @db.{native}{arguments}", kept[0])
            }),
            _ => on_field(&mut lines, random, |line, random| retyped(line, seed, random)),
        }
    }
    let newline = if random.below(10) == 0 { "\r\n" } else { "\n" };
    lines.join(newline) + newline
}

/// Changes the line of some field.
fn on_field(lines: &mut [String], random: &mut Random, change: impl Fn(&str, &mut Random) -> String) {
    let is_field = |line: &String| {
        line.starts_with("  ") && !line.contains('=') && !line.trim_start().starts_with(['@', '/'])
    };
    let fields: Vec<usize> = (0..lines.len()).filter(|at| is_field(&lines[*at])).collect();
    if !fields.is_empty() {
        let at = *random.of(&fields);
        lines[at] = change(&lines[at], random);
    }
}

fn closing_brace(lines: &[String], random: &mut Random) -> Option<usize> {
    let braces: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with('}')).collect();
    (!braces.is_empty()).then(|| *random.of(&braces))
}

/// The line of a field with another type, or another number of values.
fn retyped(line: &str, seed: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    if words.len() < 2 {
        return line.to_owned();
    }
    let plain = words[1].trim_end_matches(['?', '[', ']']).to_owned();
    let ty = match random.below(4) {
        0 => plain,
        1 => "Unsupported(\"circle\")".to_owned(),
        2 => random.of(&ScalarType::ALL).name().to_owned(),
        _ => name(seed, random),
    };
    words[1] = format!("{ty}{}", random.of(MODIFIERS));
    format!("  {}", words.join(" "))
}

/// Drops, doubles, swaps or replaces a token, doubles a dot, takes a blank away, or puts in what cannot be seen.
fn tokens(line: &str, seed: &str, random: &mut Random) -> String {
    let mut tokens = split(line);
    if tokens.is_empty() {
        return line.to_owned();
    }
    let at = random.below(tokens.len());
    match random.below(8) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, tokens[at].clone()),
        2 => {
            let other = random.below(tokens.len());
            tokens.swap(at, other);
        }
        3 => {
            let is_dot = |token: &String| token == ".";
            let dot = tokens.iter().position(is_dot).unwrap_or(at);
            tokens.insert(dot, ".".to_owned());
        }
        4 => {
            let blanks: Vec<usize> = (1..tokens.len()).filter(|at| tokens[*at].trim().is_empty()).collect();
            if !blanks.is_empty() {
                tokens.remove(*random.of(&blanks));
            }
        }
        5 => {
            // Inside of tokens too.
            let line = tokens.concat();
            let places: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
            let mut changed = line.clone();
            changed.insert_str(*random.of(&places), *random.of::<&str>(INVISIBLE));
            return changed;
        }
        6 => {
            let others = split(seed);
            tokens[at] = random.of(&others).clone();
        }
        _ => {
            let marks = [
                ",", "(", ")", "[", "]", "{", "}", "@", "@@", ".", ":", "?", "!", "\"", "=", "//", "/*", "-",
                "é",
            ];
            tokens.insert(at, (*random.of(&marks)).to_owned());
        }
    }
    tokens.concat()
}

/// Words, strings, single marks and runs of white space.
fn split(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(first) = chars.next() {
        let mut token = String::from(first);
        if first == '"' {
            for char in chars.by_ref() {
                token.push(char);
                if char == '"' {
                    break;
                }
            }
        } else {
            let kind = |char: char| (char.is_alphanumeric() || char == '_', char.is_whitespace());
            while let Some(next) =
                chars.next_if(|next| kind(*next) == kind(first) && kind(first) != (false, false))
            {
                token.push(next);
            }
        }
        tokens.push(token);
    }
    tokens
}

fn name(seed: &str, random: &mut Random) -> String {
    let names: Vec<&str> = seed
        .split(|char: char| !char.is_alphanumeric() && char != '_')
        .filter(|word| word.starts_with(char::is_alphabetic))
        .collect();
    if names.is_empty() { "id".to_owned() } else { (*random.of(&names)).to_owned() }
}

/// A pattern with names, strings and numbers filled in.
fn filled(pattern: &str, seed: &str, random: &mut Random) -> String {
    let mut text = pattern.to_owned();
    while let Some(at) = text.find("{n}") {
        text.replace_range(at..at + 3, &name(seed, random));
    }
    while let Some(at) = text.find("{s}") {
        text.replace_range(at..at + 3, *random.of::<&str>(STRINGS));
    }
    while let Some(at) = text.find("{i}") {
        text.replace_range(at..at + 3, *random.of::<&str>(NUMBERS));
    }
    text
}
