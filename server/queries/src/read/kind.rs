//! What a file of code is for.

use std::path::Path;

use crate::code::CodeKind;

/// Folders of tests and of what only tests use.
const TEST: [&str; 14] = [
    "__mocks__",
    "__tests__",
    "__test__",
    "cypress",
    "e2e",
    "fixtures",
    "mocks",
    "playwright",
    "spec",
    "specs",
    "test",
    "tests",
    "testing",
    "test-utils",
];
/// Folders of scripts.
const SCRIPT: [&str; 9] =
    ["bin", "scripts", "script", "tools", "migrate", "migration", "migrations", "temp", "tmp"];
/// Folders and names of background jobs.
const JOB: [&str; 13] = [
    "cron",
    "crons",
    "job",
    "jobs",
    "queue",
    "queues",
    "worker",
    "workers",
    "inngest",
    "trigger",
    "tasks",
    "processors",
    "schedulers",
];

impl CodeKind {
    /// What a file is for, by its path below the repository that it is in.
    pub fn of(path: &Path) -> CodeKind {
        of(path)
    }
}

/// What a file is for, by its path.
pub(super) fn of(path: &Path) -> CodeKind {
    let mut parts: Vec<String> =
        path.iter().rev().take(8).map(|part| part.to_string_lossy().to_lowercase()).collect();
    if parts.is_empty() {
        return CodeKind::Application;
    }
    let name = parts.remove(0);
    let words: Vec<&str> = name.split(['.', '-', '_']).collect();
    let is_in = |list: &[&str]| parts.iter().any(|part| list.contains(&part.as_str()));
    let is_named = |list: &[&str]| words.iter().rev().skip(1).any(|word| list.contains(word));
    let dotted: Vec<&str> = name.split('.').collect();
    let is_test_name = dotted.iter().rev().skip(1).any(|word| {
        matches!(*word, "test" | "tests" | "spec" | "e2e" | "e2e-spec" | "mock" | "cy" | "stories")
    });
    if is_test_name || is_in(&TEST) {
        return CodeKind::Test;
    }
    if is_named(&["seed", "seeds", "seeder"]) || is_in(&["seed", "seeds", "seeders"]) {
        return CodeKind::Seed;
    }
    if is_in(&JOB) || is_named(&["cron", "job", "worker", "processor", "scheduler", "queue"]) {
        return CodeKind::Job;
    }
    if is_in(&SCRIPT) { CodeKind::Script } else { CodeKind::Application }
}
