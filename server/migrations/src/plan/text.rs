//! A plan for people to read, and the scripts of its migrations.

use std::fmt::Write as _;

use base::text::markdown::{code_in_cell, fenced, message, message_in_cell};
use model::catalog::Provider;

use crate::plan::{Plan, Stage, StageKind};
use crate::render::sqlserver_transaction;

/// The statements of a migration as a script: what stands in `migration.sql` and `down.sql`.
pub fn script(provider: Provider, statements: &[String]) -> String {
    let mut text = String::new();
    let transaction = (provider == Provider::Sqlserver && !statements.is_empty()).then(sqlserver_transaction);
    if let Some((begin, _)) = transaction {
        text.push_str(begin);
    }
    for (at, statement) in statements.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        text.push_str(statement);
        text.push_str(";\n");
    }
    if let Some((_, commit)) = transaction {
        text.push_str(commit);
    }
    text
}

/// The plan as a text. `with_inverse` says whether the statements that take each stage back are a part of it.
pub fn text(plan: &Plan, with_inverse: bool) -> String {
    let mut text = String::new();
    if plan.changes.is_empty() {
        return "No changes.\n".into();
    }
    let _ = writeln!(text, "Changes");
    for change in &plan.changes {
        let _ = writeln!(text, "  {:<8} {} ({})", change.class.name(), change.place, change.kind);
        let _ = writeln!(text, "           {}", change.reason);
    }
    for (at, stage) in plan.stages.iter().enumerate() {
        let _ = writeln!(text, "\n{}. {} [{}]", at + 1, stage.title, described(stage));
        for line in facts(stage) {
            let _ = writeln!(text, "   {line}");
        }
        lines(&mut text, plan.provider, &stage.sql);
        if let Some(check) = &stage.check {
            let _ = writeln!(text, "   Go on when this returns no row, or 0:");
            check.lines().for_each(|line| _ = writeln!(text, "     {line};"));
        }
        if let Some(inverse) = stage.inverse.as_ref().filter(|it| with_inverse && !it.is_empty()) {
            let _ = writeln!(text, "   To take it back:");
            lines(&mut text, plan.provider, inverse);
        }
    }
    text
}

/// The script of these statements, indented and without empty lines.
fn lines(text: &mut String, provider: Provider, statements: &[String]) {
    for line in script(provider, statements).lines().filter(|line| !line.is_empty()) {
        let _ = writeln!(text, "     {line}");
    }
}

/// The plan in Markdown.
pub fn markdown(plan: &Plan) -> String {
    let mut text = String::from("# Migration plan\n");
    if plan.changes.is_empty() {
        return text + "\nNo changes.\n";
    }
    text.push_str("\n| Change | Where | Class | What it means |\n|---|---|---|---|\n");
    for change in &plan.changes {
        let (place, reason) = (code_in_cell(&change.place), message_in_cell(&change.reason));
        let _ = writeln!(text, "| {} | {place} | {} | {reason} |", change.kind, change.class.name());
    }
    for (at, stage) in plan.stages.iter().enumerate() {
        let _ =
            writeln!(text, "\n## {}. {}\n\n{}.", at + 1, message(&stage.title), capital(&described(stage)));
        for line in facts(stage) {
            let _ = writeln!(text, "\n{}", message(&line));
        }
        code(&mut text, &script(plan.provider, &stage.sql));
        if let Some(check) = &stage.check {
            text.push_str("\nGo on when this returns no row, or 0:\n");
            code(&mut text, &format!("{check};\n"));
        }
        if let Some(inverse) = stage.inverse.as_ref().filter(|it| !it.is_empty()) {
            text.push_str("\nTo take it back:\n");
            code(&mut text, &script(plan.provider, inverse));
        }
    }
    text
}

fn code(text: &mut String, sql: &str) {
    if !sql.is_empty() {
        let _ = write!(text, "\n{}\n", fenced("sql", sql));
    }
}

/// What kind of stage it is, and what it risks: `migration, risky, can be taken back without loss`.
fn described(stage: &Stage) -> String {
    use crate::plan::Reversible;
    let mut parts = vec![stage.kind.name().to_owned()];
    if stage.kind == StageKind::Migration {
        parts.push(stage.class.name().to_owned());
    }
    if matches!(stage.kind, StageKind::Migration | StageKind::Backfill) {
        let back = match stage.reversible {
            Reversible::Lossless => "taken back without loss",
            Reversible::SchemaOnly => "taking it back loses what was written to it since",
            Reversible::Irreversible => "cannot be taken back without loss",
        };
        parts.push(back.to_owned());
    }
    parts.join(", ")
}

/// What else is to be known of a stage, one line each.
fn facts(stage: &Stage) -> Vec<String> {
    let mut lines = Vec::new();
    if !stage.note.is_empty() {
        lines.push(stage.note.clone());
    }
    if !stage.lock.is_empty() {
        lines.push(format!("Locks: {}.", stage.lock));
    }
    for choice in &stage.choices {
        lines.push(format!(
            "Choose `{}`: a value of type {} for `{}`.",
            choice.placeholder, choice.ty, choice.subject
        ));
    }
    lines
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
