//! The preview as a text: the SQL of the next migration with a comment above each step.

use std::fmt::Write;

use crate::preview::{Class, Preview, PreviewStep};
use crate::render;

/// One line about the whole: "3 changes since the last migration: 2 safe, 1 breaking".
pub fn headline(steps: usize, unsafe_steps: usize, last: Option<&str>) -> String {
    let since = match last {
        Some(_) => "since the last migration",
        None => "and no migration yet",
    };
    let changes = match steps {
        0 => return format!("No changes {since}"),
        1 => "1 change".to_owned(),
        number => format!("{number} changes"),
    };
    match unsafe_steps {
        0 => format!("{changes} {since}, all safe"),
        number => format!("{changes} {since}, {number} unsafe"),
    }
}

/// The preview as SQL with comments. Without them it is what Prisma writes.
pub fn text(preview: &Preview) -> String {
    let mut text = String::new();
    let steps = preview.steps.len();
    let counts: Vec<String> = [Class::Safe, Class::Risky, Class::Breaking]
        .into_iter()
        .map(|class| (preview.count(class), class))
        .filter(|(count, _)| *count > 0)
        .map(|(count, class)| format!("{count} {}", class.name()))
        .collect();
    let unsafe_steps = steps - preview.count(Class::Safe);
    let _ = write!(text, "-- {}", headline(steps, unsafe_steps, preview.last.as_deref()));
    if let Some(last) = &preview.last {
        let _ = write!(text, " ({last})");
    }
    text.push('\n');
    if counts.len() > 1 {
        let _ = writeln!(text, "-- {}", counts.join(", "));
    }
    if let Some(statistics) = &preview.statistics {
        let _ = writeln!(text, "-- Estimates are by the statistics of {}.", statistics.day());
    }
    if !preview.drift.is_empty() {
        text.push_str("--\n-- Drift: nothing in the schema asks for these changes.\n");
        for drift in &preview.drift {
            let _ = writeln!(text, "--   {}", drift.message());
        }
    }
    if !preview.notes.is_empty() {
        text.push_str("--\n-- Not sure, because of these statements of earlier migrations:\n");
        for note in &preview.notes {
            let _ = writeln!(text, "--   {}: {}", note.migration, note.message());
        }
    }
    if steps == 0 {
        let _ = writeln!(text, "\n{}", render::EMPTY);
    }
    for (at, step) in preview.steps.iter().enumerate() {
        text.push('\n');
        describe(&mut text, preview, at, step);
        for statement in &step.statements {
            let _ = writeln!(text, "{statement};");
        }
    }
    text
}

fn describe(text: &mut String, preview: &Preview, at: usize, step: &PreviewStep) {
    let _ = writeln!(text, "-- {} [{}]", step.title, step.class.name());
    for cost in &step.costs {
        let (lock, blocks) = (cost.name, cost.blocks);
        let duration = cost.describe(preview.statistics.as_deref());
        let _ = writeln!(text, "--   Lock: {lock} on `{}`: {blocks}. Duration: {duration}.", cost.object);
    }
    for effect in &step.effects {
        let _ = writeln!(text, "--   {}", effect.reason);
    }
    let mut seen: Vec<&str> = Vec::new();
    for clients in step.effects.iter().filter_map(|effect| effect.old_clients) {
        if !seen.contains(&clients) {
            seen.push(clients);
            let _ = writeln!(text, "--   Clients generated before: {clients}.");
        }
    }
    for warning in preview.warnings.iter().filter(|warning| warning.step == at) {
        let _ = writeln!(text, "--   Prisma: {}", warning.text.trim().replace('\n', " "));
    }
}
