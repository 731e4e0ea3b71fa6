//! The property, for any database. `DATABASE_REFUSED=1` prints why schemas are refused, `DATABASE_SHOW=N` N failures, and
//! `DATABASE_ALL=1` counts what is explained as a failure.

use std::collections::{BTreeMap, BTreeSet};

use model::catalog::Provider;
use model::database::Database;
use model::project::PrismaVersion;
use model::schema::Schema;
use regex::Regex;

use crate::changes;
use migrations::{DiffOptions, diff, render};
use support::random::Random;

/// How many changes are tried by default.
const CHANGES: usize = 40;

/// A difference that has a reason: a pattern for the line of the catalog or the error, and the reason.
pub type Explained = (&'static str, &'static str);

/// Applies scripts to an empty database one after the other, and returns its catalog, one line a part.
pub type Apply<'a> = dyn FnMut(&[&str]) -> Result<String, String> + 'a;

/// Holds both ways against each other, over random changes. Scripts that the database refuses at once are not counted:
/// Prisma accepts schemas that a database does not.
pub fn both_ways_make_the_same(provider: Provider, apply: &mut Apply<'_>, explained: &[Explained]) {
    let setting = |name: &str| std::env::var(name).ok().and_then(|it| it.parse().ok());
    let count = setting("DATABASE_CHANGES").unwrap_or(CHANGES);
    let mut random = Random::new(setting("DATABASE_SEED").unwrap_or(1) as u64);
    let (mut done, mut refused, mut steps) = (0, 0, 0);
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures: Vec<String> = Vec::new();
    let explained = if std::env::var_os("DATABASE_ALL").is_some() { &[] } else { explained };
    let patterns: Vec<(Regex, &str)> = explained
        .iter()
        .map(|(pattern, reason)| (Regex::new(pattern).expect("a pattern"), *reason))
        .collect();
    let mut explained = 0;
    for _ in 0..count * 1000 {
        if done == count {
            break;
        }
        let (from, to) = changes::change(provider, &mut random);
        let (from, to) = (known_to(provider, from), known_to(provider, to));
        let (Some(before), Some(after)) = (database(&from), database(&to)) else { continue };
        let script =
            |from: &Database, to: &Database| render::script(&diff(from, to, &DiffOptions::default()), &[]);
        let empty = Database::empty(provider);
        let (first, change, whole) =
            (script(&empty, &before), script(&before, &after), script(&empty, &after));
        if diff(&before, &after, &DiffOptions::default()).steps.is_empty() {
            continue;
        }
        let at_once = match (apply(&[&first]), apply(&[&whole])) {
            (Ok(_), Ok(at_once)) => at_once,
            (Err(error), _) | (_, Err(error)) => {
                refused += 1;
                if std::env::var_os("DATABASE_REFUSED").is_some() {
                    println!("{}", error.trim());
                }
                continue;
            }
        };
        done += 1;
        steps += change.matches(';').count();
        let (differs, error) = match apply(&[&first, &change]) {
            Ok(changed) => (difference(&changed, &at_once), String::new()),
            Err(error) => (vec![format!("error: {}", error.trim())], error),
        };
        let unexplained: Vec<&String> = differs
            .iter()
            .filter(|line| {
                let known = patterns.iter().find(|(pattern, _)| pattern.is_match(line));
                known.inspect(|(_, reason)| *reasons.entry(*reason).or_default() += 1).is_none()
            })
            .collect();
        explained += usize::from(unexplained.is_empty() && !differs.is_empty());
        if !unexplained.is_empty() {
            failures.push(format!("{unexplained:#?}\n{from}\n=>\n{to}\n-- migration\n{change}\n{error}"));
        }
    }
    println!(
        "{provider}: {done} changes with {steps} statements, {refused} schemas refused, {} fail",
        failures.len()
    );
    for (reason, count) in reasons {
        println!("  {count} differences: {reason}");
    }
    let shown = failures.iter().take(setting("DATABASE_SHOW").unwrap_or(3));
    assert!(failures.is_empty(), "{}", shown.cloned().collect::<Vec<_>>().join("\n\n"));
    assert!(explained <= count / 3, "{explained} of {count} changes need an explanation");
    assert_eq!(done, count, "too few schemas were accepted");
}

/// The schema with names that the database knows, where the generator invents some: of types, functions, operator classes
/// and columns.
fn known_to(provider: Provider, mut text: String) -> String {
    let known: &[(&str, &str)] = match provider {
        Provider::Postgresql => &[
            ("some thing(1, 2)", "circle"),
            ("dbgenerated(\"x()\")", "dbgenerated(\"NULL\")"),
            ("\"f('x', 1)\"", "\"NULL\""),
            (", ops: raw(\"x_ops\")", ""),
            ("ops: raw(\"x_ops\")", ""),
            ("raw(\"x IS NOT NULL\")", "raw(\"1 = 1\")"),
        ],
        // Prisma does not compare the types of unsupported columns there.
        Provider::Mysql => &[
            ("Unsupported(\"some thing(1, 2)\")", "Bytes"),
            ("@default(dbgenerated(\"x()\"))", ""),
            ("\"f('x', 1)\"", "\"(NULL)\""),
        ],
        _ => &[],
    };
    for (invented, real) in known {
        text = text.replace(invented, real);
    }
    text
}

/// The database of a schema without errors.
fn database(text: &str) -> Option<Database> {
    let schema = Schema::single("schema.prisma", text, PrismaVersion::default());
    let is_right = checks::validate::check(&schema, false).iter().all(|it| it.level < base::Level::Error);
    is_right.then(|| Database::of(&schema)).flatten()
}

/// The lines that only one of the two has.
fn difference(changed: &str, at_once: &str) -> Vec<String> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (changed, at_once) = (lines(changed), lines(at_once));
    let only = |sign: &str, a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.difference(b).map(|line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    let mut differs = only("changed", &changed, &at_once);
    differs.extend(only("at once", &at_once, &changed));
    differs
}
