//! What a stage locks, in words.

use model::catalog::Provider;

use crate::cost::{Duration, costs_by_table};
use crate::plan::Stage;
use crate::sql::read;

/// What the statements of a stage lock, in words.
pub(super) fn lock(stage: &Stage, provider: Provider) -> String {
    if provider != Provider::Postgresql {
        return String::new();
    }
    let created: Vec<&str> =
        stage.sql.iter().filter_map(|it| it.strip_prefix("CREATE TABLE \"")?.split('"').next()).collect();
    let is_checked = stage.sql.iter().any(|it| it.contains(" VALIDATE CONSTRAINT "));
    let mut shown: Vec<String> = Vec::new();
    for statement in &stage.sql {
        let script = read(provider, statement);
        let costs = costs_by_table(provider, script.statements.iter(), &|_| None).unwrap_or_default();
        for cost in costs {
            // A column that a constraint was found to hold for is not read again, nor is a new table.
            let is_brief = is_checked && statement.contains(" SET NOT NULL")
                || statement.contains(" FOREIGN KEY ")
                    && created.iter().any(|table| names_table(statement, table));
            let duration = if is_brief { Duration::Brief } else { cost.duration };
            let line = format!("{} on `{}`: {}", cost.name, cost.object, duration.describe());
            if !created.contains(&cost.object.as_str()) && !shown.contains(&line) {
                shown.push(line);
            }
        }
    }
    shown.join("; ")
}

/// Whether a statement alters this table.
fn names_table(statement: &str, table: &str) -> bool {
    statement.strip_prefix("ALTER TABLE ").is_some_and(|rest| rest.contains(&format!("\"{table}\" ADD")))
}
