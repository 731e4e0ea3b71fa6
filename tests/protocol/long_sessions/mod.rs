//! After any steps of a session, the server says what a server says that has just been started.
//!
//! A session works on a random project: edits, files that come and go on the disk, settings, cancelled requests. After every
//! twentieth step a fresh server gets the same files, documents and settings, and both are asked everything.
//! `PRISMA_LENS_SESSION_STEPS=200000 cargo test --release --test protocol long_sessions` runs longer;
//! `PRISMA_LENS_SESSION_SEED` begins at another seed, which a failure names.

mod answers;
mod editor;
mod pieces;
mod project;
mod steps;

use support::random::Random;

use crate::long_sessions::editor::Editor;
use crate::long_sessions::project::Project;

/// The steps of one session.
const SESSION: usize = 120;

/// The steps between two comparisons.
const ROUND: usize = 20;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// One session from its seed. Returns how many answers that are not empty were compared.
///
/// # Errors
/// The first difference, with the steps before it.
fn session(seed: u64, steps: usize) -> Result<usize, String> {
    let mut random = Random::new(seed);
    let mut project = Project::random(&mut random);
    let mut editor = Editor::start(&project, &mut random);
    let mut log = Vec::new();
    let mut compared = 0;
    let mut left = steps;
    while left > 0 {
        let round = ROUND.min(left);
        for _ in 0..round {
            log.push(steps::step(&mut project, &mut editor, &mut random));
        }
        left -= round;
        let mut fresh = editor.fresh(&project);
        compared +=
            answers::compare(&project, &mut editor, &mut fresh, &mut random).map_err(|difference| {
                let last = log[log.len().saturating_sub(40)..].join("\n");
                let kind = if editor.pulls { "pulls" } else { "is pushed to" };
                format!(
                    "seed {seed} ({kind}) after {} steps: {difference}\nthe last steps:\n{last}\n",
                    log.len()
                )
            })?;
        assert_eq!(fresh.client.leave(), Some(0), "seed {seed}");
    }
    assert_eq!(editor.client.leave(), Some(0), "seed {seed}");
    Ok(compared)
}

/// Schemas that changed their first file kept what was known of another one, one that was opened again kept its diagnostics, and a file
/// that a configuration names was in two schemas.
#[test]
fn sessions_that_differed_once_equal_fresh_ones() {
    for (seed, steps) in [(556, 60), (591, 100), (592, 80), (3239, 60), (6732, 80)] {
        if let Err(difference) = session(seed, steps) {
            panic!("{difference}");
        }
    }
}

#[test]
fn a_long_session_equals_a_fresh_one() {
    let steps = usize::try_from(number("PRISMA_LENS_SESSION_STEPS", 240)).unwrap();
    let first = number("PRISMA_LENS_SESSION_SEED", 1);
    let sessions =
        (0..steps.div_ceil(SESSION)).map(|at| (first + at as u64, SESSION.min(steps - at * SESSION)));
    let (mut compared, mut different) = (0, Vec::new());
    for (seed, steps) in sessions {
        match session(seed, steps) {
            Ok(answers) => compared += answers,
            Err(difference) => {
                eprintln!("{difference}");
                different.push(seed);
            }
        }
    }
    assert_eq!(different, [0u64; 0], "seeds of sessions that differ from a fresh server");
    assert!(compared > steps, "only {compared} answers with content: the test compares nothing");
    println!("{compared} answers with content compared in {steps} steps");
}
