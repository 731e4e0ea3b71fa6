//! The text of a schema for a given database.

mod columns;
mod enums;
mod keys;
mod layout;
mod property;
mod random;
mod relations;
mod tables;

use base::Level;
use expect_test::Expect;
use migrations::schema_text::{Added, Method, schema_for};
use migrations::{DiffOptions, diff};
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::Schema;

/// A schema of this provider with these declarations, indented as in a test.
fn schema(provider: &str, declarations: &str) -> Schema {
    let indent = "        ";
    let lines = declarations.lines().map(|line| line.strip_prefix(indent).unwrap_or(line).trim_end());
    let mut text = format!("datasource db {{\n  provider = \"{provider}\"\n}}\n");
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    Schema::single("schema.prisma", &text, PrismaVersion::NEWEST)
}

fn text(schema: &Schema) -> String {
    schema.files().iter().map(|file| file.content.source().source().to_string()).collect()
}

/// The messages of Prisma's errors in the schema.
fn errors(schema: &Schema) -> Vec<String> {
    let found = checks::validate::check(schema, false).into_iter();
    found.filter(|it| it.level >= Level::Error).map(|it| format!("{}: {}", it.code, it.message)).collect()
}

/// Whether Prisma finds no difference, in either direction.
fn is_same(a: &Database, b: &Database) -> bool {
    let is_empty = |from, to| diff(from, to, &DiffOptions::default()).steps.is_empty();
    is_empty(a, b) && is_empty(b, a)
}

/// Holds the text of `base` for the database of `state` against what is expected: the lines that differ.
fn check(provider: &str, added: Added, base: &str, state: &str, expected: &Expect) {
    let (base, state) = (schema(provider, base), schema(provider, state));
    assert_eq!(errors(&base), [""; 0], "the schema is wrong");
    let wanted = Database::of(&state).unwrap();
    let result = schema_for(&base, &wanted, added).expect("a text");
    assert_eq!(result.method, Method::Edited);
    let after = result.files.iter().map(|file| file.text.as_str()).collect::<String>();
    let made = Schema::single("schema.prisma", &after, PrismaVersion::NEWEST);
    expected.assert_eq(&changed(&text(&base), &after));
    assert!(is_same(&Database::of(&made).unwrap(), &wanted), "another database");
    assert_eq!(errors(&made), [""; 0]);
}

/// The lines that were removed and added, with the head of their block.
fn changed(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    // The lengths of the longest common subsequences of the rests.
    let mut lengths = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            lengths[a][b] = match old[a] == new[b] {
                true => lengths[a + 1][b + 1] + 1,
                false => lengths[a + 1][b].max(lengths[a][b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let (mut head, mut shown) = ("", "");
    let mut text = String::new();
    while a < old.len() || b < new.len() {
        let is_equal = a < old.len() && b < new.len() && old[a] == new[b];
        let is_removed =
            !is_equal && a < old.len() && (b == new.len() || lengths[a + 1][b] >= lengths[a][b + 1]);
        let (sign, line) = if is_removed { ("-", old[a]) } else { ("+", new[b]) };
        if is_equal && line.ends_with('{') {
            head = line;
        }
        if !is_equal {
            if head != shown {
                text.push_str(head);
                text.push('\n');
                shown = head;
            }
            text.push_str(sign);
            text.push_str(line);
            text.push('\n');
        }
        a += usize::from(is_equal || is_removed);
        b += usize::from(is_equal || !is_removed);
    }
    text
}
