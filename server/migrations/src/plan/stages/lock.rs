//! What a stage locks, in words.

use base::cancel;
use model::catalog::Provider;
use rustc_hash::FxHashSet;

use crate::cost::{Duration, costs_by_table};
use crate::plan::Stage;
use crate::sql::read;

/// What the statements of a stage lock, in words.
pub(super) fn lock(stage: &Stage, provider: Provider) -> String {
    if provider != Provider::Postgresql {
        return String::new();
    }
    let created: FxHashSet<&str> =
        stage.sql.iter().filter_map(|it| it.strip_prefix("CREATE TABLE \"")?.split('"').next()).collect();
    let is_checked = stage.sql.iter().any(|it| it.contains(" VALIDATE CONSTRAINT "));
    let (mut shown, mut seen) = (Vec::new(), FxHashSet::default());
    for statement in &stage.sql {
        cancel::check();
        let script = read(provider, statement);
        let costs = costs_by_table(provider, script.statements.iter(), &|_| None).unwrap_or_default();
        for cost in costs {
            // A column that a constraint was found to hold for is not read again, nor is a new table.
            let is_brief = is_checked && statement.contains(" SET NOT NULL")
                || statement.contains(" FOREIGN KEY ") && alters_one_of(statement, &created);
            let duration = if is_brief { Duration::Brief } else { cost.duration };
            let line = format!("{} on `{}`: {}", cost.name, cost.object, duration.describe());
            if !created.contains(cost.object.as_str()) && seen.insert(line.clone()) {
                shown.push(line);
            }
        }
    }
    shown.join("; ")
}

/// Whether a statement adds something to one of these tables.
fn alters_one_of(statement: &str, tables: &FxHashSet<&str>) -> bool {
    let Some(rest) = statement.strip_prefix("ALTER TABLE ") else { return false };
    let names = rest.match_indices("\" ADD").filter_map(|(at, _)| rest.get(..at)?.rsplit('"').next());
    names.into_iter().any(|name| tables.contains(name))
}
