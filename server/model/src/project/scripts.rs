//! Scripts of a `package.json` that change a database in a way made for development.

use rustc_hash::FxHashSet;

use crate::project::package_json::PackageJson;

/// Words of names of scripts that run where the application is built, deployed or started.
const PRODUCTION: [&str; 10] =
    ["build", "start", "deploy", "release", "serve", "prod", "production", "install", "vercel", "heroku"];
/// Words of names of scripts that run elsewhere, whatever else their names say.
const ELSEWHERE: [&str; 12] = [
    "dev",
    "develop",
    "development",
    "local",
    "test",
    "tests",
    "e2e",
    "ci",
    "watch",
    "debug",
    "storybook",
    "docs",
];
/// Words in a script that only run during development.
const DEVELOPMENT: [&str; 5] = ["dev", "nodemon", "ts-node-dev", "--watch", "watch"];
/// Programs that run other scripts by their names.
const RUNNERS: [&str; 7] = ["npm", "yarn", "pnpm", "bun", "run-s", "run-p", "npm-run-all"];

/// A script for production that runs a command for development.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnsafeScript {
    /// The name of the script.
    pub name: String,
    /// The command, without its options: `prisma db push`, `prisma migrate dev` or `prisma migrate reset`.
    pub command: &'static str,
}

/// The scripts of a package for production that run a command for development, themselves or by another script.
pub fn unsafe_scripts(package: &PackageJson) -> Vec<UnsafeScript> {
    let scripts: Vec<(&str, &str)> = package.scripts().collect();
    let mut found = Vec::new();
    for (name, text) in scripts.iter().filter(|(name, _)| is_for_production(name)) {
        if let Some(command) = command_in(text, &scripts, &mut FxHashSet::default()) {
            found.push(UnsafeScript { name: (*name).to_owned(), command });
        }
    }
    found
}

/// Whether a script of this name runs where the application is built, deployed or started: `build`, `start:prod`, `postinstall`.
fn is_for_production(name: &str) -> bool {
    let name = name.to_lowercase();
    let words = name.split([':', '-', '_', '.', '/']);
    let has = |list: &[&str]| {
        words.clone().any(|word| {
            let hook = word.strip_prefix("pre").or(word.strip_prefix("post"));
            list.contains(&word) || hook.is_some_and(|word| list.contains(&word))
        })
    };
    // `install` alone is no script of an application.
    has(&PRODUCTION) && !has(&ELSEWHERE) && name != "install"
}

/// The first command for development that a script runs. Each script is followed once.
fn command_in<'s>(
    text: &'s str,
    scripts: &[(&'s str, &'s str)],
    done: &mut FxHashSet<&'s str>,
) -> Option<&'static str> {
    let words = || text.split_whitespace().map(|word| word.trim_matches(['"', '\'', '(', ')']));
    let is_migrate_dev = |before: Option<&str>| before == Some("migrate");
    let before = std::iter::once(None).chain(words().map(Some));
    let is_for_development =
        words().zip(before).any(|(word, before)| DEVELOPMENT.contains(&word) && !is_migrate_dev(before));
    if is_for_development || !done.insert(text) {
        return None;
    }
    for part in text.split(['&', '|', ';']) {
        let words: Vec<&str> =
            part.split_whitespace().map(|word| word.trim_matches(['"', '\'', '(', ')'])).collect();
        if let Some(command) = prisma_command(&words) {
            return Some(command);
        }
        let runner = words.iter().position(|word| RUNNERS.contains(word));
        for word in words.iter().skip(runner.map_or(usize::MAX, |at| at + 1)) {
            let script = scripts.iter().find(|(name, _)| name == word);
            if let Some(command) = script.and_then(|(_, text)| command_in(text, scripts, done)) {
                return Some(command);
            }
        }
    }
    None
}

fn prisma_command(words: &[&str]) -> Option<&'static str> {
    let is_prisma = |word: &&str| {
        let name = word.rsplit('/').next().unwrap_or(word);
        name == "prisma" || name.starts_with("prisma@")
    };
    let at = words.iter().position(is_prisma)?;
    let after = words.get(at + 1..).unwrap_or_default();
    after.windows(2).find_map(|pair| match pair {
        ["db", "push"] => Some("prisma db push"),
        ["migrate", "dev"] => Some("prisma migrate dev"),
        ["migrate", "reset"] => Some("prisma migrate reset"),
        _ => None,
    })
}
