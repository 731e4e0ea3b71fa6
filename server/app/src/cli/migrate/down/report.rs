//! What a way back loses, as a text and as JSON.

use std::fmt::Write as _;

use migrations::plan::Reversible;
use migrations::undo::{Loss, Undone};
use serde_json::{Value, json};

use crate::cli::migrate::down::Down;
use crate::cli::terminal::count;
use crate::cli::write::Change;

/// The statements with what they lose.
pub(super) fn text(down: &Down) -> String {
    let undo = &down.undo;
    let last = down.last.as_deref().unwrap_or("an empty database");
    let mut text = format!(
        "Undoes {}, back to {last} ({}).\n",
        count(undo.migrations.len(), "migration"),
        undo.reversible().name()
    );
    for migration in &undo.migrations {
        let by = if migration.script.is_some() { "by its script" } else { "by the difference" };
        let _ = write!(text, "\n{} ({by})\n", migration.name);
        for statement in &migration.statements {
            let _ = writeln!(text, "  {};", statement.sql.replace('\n', "\n  "));
            for loss in &statement.losses {
                line(&mut text, loss);
            }
        }
        for loss in &migration.losses {
            line(&mut text, loss);
        }
        if migration.is_incomplete {
            text.push_str("    The script does not lead back to the database before: the rest is added.\n");
        }
        for statement in &migration.blocked {
            let _ = writeln!(text, "    cannot be undone: {statement}");
        }
    }
    text
}

fn line(text: &mut String, loss: &Loss) {
    let _ = write!(text, "    {}: {}", loss.class.name(), loss.reason);
    if let Some(backup) = &loss.backup {
        let _ = write!(text, " A copy is kept in `{backup}`.");
    }
    text.push('\n');
}

/// The same as JSON, with the SQL and the files of the schema.
pub(super) fn json(down: &Down, written: Option<String>, changes: &[Change]) -> Value {
    let of_loss = |loss: &Loss| {
        json!({
            "class": loss.class.name(),
            "where": loss.place,
            "reason": loss.reason,
            "backup": loss.backup.as_deref(),
        })
    };
    let of_migration = |migration: &Undone| {
        let statements = migration.statements.iter().map(|statement| {
            json!({ "sql": statement.sql, "losses": statement.losses.iter().map(of_loss).collect::<Vec<_>>() })
        });
        let class = migration.all_losses().map(|loss| loss.class).max().unwrap_or(Reversible::Lossless);
        json!({
            "name": migration.name,
            "by": if migration.script.is_some() { "script" } else { "difference" },
            "reversible": class.name(),
            "statements": statements.collect::<Vec<_>>(),
            "losses": migration.losses.iter().map(of_loss).collect::<Vec<_>>(),
            "blocked": migration.blocked,
            "incomplete": migration.is_incomplete,
        })
    };
    json!({
        "to": down.last,
        "provider": down.undo.provider.name(),
        "reversible": down.undo.reversible().name(),
        "undone": down.undo.migrations.iter().map(of_migration).collect::<Vec<_>>(),
        "sql": down.undo.sql,
        "inverse": down.undo.inverse,
        "files": changes.iter().map(|it| json!({ "path": it.shown, "text": it.after })).collect::<Vec<_>>(),
        "written": written,
    })
}
