//! What may be written under the cursor.

mod arguments;
mod attributes;
mod blocks;
mod comments;
mod configuration;
mod corpus;
mod database_schemas;
mod defaults;
mod index_conditions;
mod indexes;
mod relations;
mod types;
mod typing;

use std::fmt::Write as _;

use base::text::{TextEdit, apply_edits};
use expect_test::Expect;
use ide::{Rank, completions};
use model::project::PrismaVersion;

use crate::{PRISMA_6, analysis, text_of};
use support::fixture::Fixture;

/// Lists what is offered at the cursor, the best first, one rank a line. The same has to come of the text with CRLF.
fn check(fixture: &str, expect: Expect) {
    check_on(PrismaVersion::NEWEST, fixture, expect);
}

fn check_on(version: PrismaVersion, fixture: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let listed = listed(&fixture, version);
    expect.assert_eq(&listed);
    assert_eq!(listed, self::listed(&fixture.with_crlf(), version), "with CRLF");
}

fn listed(fixture: &Fixture, version: PrismaVersion) -> String {
    let (analysis, file, offset) = analysis(fixture, version);
    let found = completions(&analysis, file, offset, true);
    assert!(found.word.encloses(found.typed) && found.typed.end == offset, "{found:?}");
    let mut out = String::new();
    for (rank, name) in
        [(Rank::Likely, "likely"), (Rank::Usual, "usual"), (Rank::Rare, "rare"), (Rank::Unfit, "unfit")]
    {
        let labels: Vec<&str> =
            found.items.iter().filter(|item| item.rank == rank).map(|item| &*item.label).collect();
        if !labels.is_empty() {
            writeln!(out, "{name}: {}", labels.join(" ")).unwrap();
        }
    }
    // What the user did not ask for is never something that would be refused.
    let unasked = completions(&analysis, file, offset, false);
    assert_eq!(
        unasked.items,
        found.items.into_iter().filter(|it| it.rank != Rank::Unfit).collect::<Vec<_>>()
    );
    if out.is_empty() { "nothing\n".to_owned() } else { out }
}

/// Accepts the item of this name, and shows the changed line with `|` where the cursor goes (or the places to fill in).
fn accept(fixture: &str, label: &str, expect: Expect) {
    let fixture = Fixture::parse(fixture);
    let changed = with_accepted(&fixture, label);
    expect.assert_eq(&changed);
    assert_eq!(changed, with_accepted(&fixture.with_crlf(), label), "with CRLF");
}

fn with_accepted(fixture: &Fixture, label: &str) -> String {
    let (analysis, file, offset) = analysis(fixture, PrismaVersion::NEWEST);
    let found = completions(&analysis, file, offset, true);
    let Some(item) = found.items.iter().find(|item| item.label == label) else {
        panic!("{label} is not among {:?}", found.items.iter().map(|it| &it.label).collect::<Vec<_>>());
    };
    let insert = item.insert.snippet.as_ref().unwrap_or(&item.insert.plain).clone();
    let before = text_of(&analysis, file);
    let mut edits = vec![TextEdit::replace(found.word, insert)];
    edits.extend(item.elsewhere.iter().map(|it| it.edit.clone()));
    assert!(item.elsewhere.iter().all(|it| it.file == file && !it.edit.span.overlaps(found.word)));
    let text = apply_edits(&before, &edits).replace('\r', "");
    let before = before.replace('\r', "");
    // The mark keeps the white space that a line begins with.
    changed_lines(&before, &text).into_iter().map(|line| format!("|{line}\n")).collect()
}

/// The lines of `after` between what it has in common with `before` at both ends.
fn changed_lines<'t>(before: &str, after: &'t str) -> Vec<&'t str> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    new[head..new.len() - tail].to_vec()
}

/// A schema for this database with these lines behind the datasource.
fn on(provider: &str, rest: &str) -> String {
    format!("datasource db {{\n  provider = \"{provider}\"\n}}\n{rest}\n")
}

/// A model with these lines on this database.
fn in_model(provider: &str, lines: &str, expect: Expect) {
    check(&on(provider, &format!("model A {{\n{lines}\n}}")), expect);
}
