//! A plan as it is written: the folder of a stage's migration, with the statements, the way back and what to do before and
//! after. The folder of the first migration keeps the whole plan in `plan.json`, the schema after the change included, so
//! that nothing is lost while the schema file is that of a stage.

pub(crate) mod json;

use std::fmt::Write as _;
use std::path::Path;

use migrations::history::SCRIPT_FILE;
use migrations::plan::{Plan, StageKind, script};
use migrations::schema_text::FileText;
use model::catalog::Provider;
use serde::{Deserialize, Serialize};

use crate::migration_name::slug;

/// A plan with the schema of each stage.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) name: String,
    pub(crate) plan: Plan,
    /// The files of the schema with each stage; `None` where no schema can say what the database is.
    pub(crate) schemas: Vec<Option<Vec<FileText>>>,
}

/// The name of a plan, where the user gives none: that of its first change.
pub(crate) fn name_of(plan: &Plan) -> String {
    plan.changes.first().map(|change| slug(&format!("{}_{}", change.kind, change.place))).unwrap_or_default()
}

/// The file that keeps a plan.
pub(crate) const PLAN_FILE: &str = "plan.json";
/// The file with the statements that take a migration back. Prisma does not look at it.
pub(crate) const DOWN_FILE: &str = "down.sql";
/// The file with what to do before and after a migration.
const README_FILE: &str = "README.md";

/// A plan as `plan.json` keeps it.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Kept {
    name: String,
    pub(crate) provider: String,
    pub(crate) stages: Vec<KeptStage>,
}

/// A stage of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct KeptStage {
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) migration: Option<String>,
    pub(crate) files: Option<Vec<KeptFile>>,
    pub(crate) sql: Vec<String>,
    pub(crate) inverse: Option<Vec<String>>,
    pub(crate) check: Option<String>,
    pub(crate) reversible: String,
    pub(crate) lock: String,
    pub(crate) note: String,
}

/// A file of a schema.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
pub(crate) struct KeptFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl KeptStage {
    /// Whether it is a migration.
    pub(crate) fn is_migration(&self) -> bool {
        self.kind == StageKind::Migration.name()
    }
}

impl Kept {
    /// The plan as it is kept. Paths are relative to `root` where they lie in it.
    pub(crate) fn of(planned: &Planned, root: &Path) -> Result<Kept, String> {
        serde_json::from_value(json::of_plan(planned, root))
            .map_err(|error| format!("the plan cannot be kept: {error}."))
    }

    /// The place of the first migration among the stages.
    pub(crate) fn first_migration(&self) -> Option<usize> {
        self.stages.iter().position(KeptStage::is_migration)
    }

    /// The files of the folder of a stage, by name, but for `plan.json`.
    pub(crate) fn folder(&self, at: usize) -> Vec<(&'static str, String)> {
        let (Some(stage), Some(provider)) = (self.stages.get(at), Provider::parse(&self.provider)) else {
            return Vec::new();
        };
        let mut files = vec![(SCRIPT_FILE, script(provider, &stage.sql))];
        if let Some(inverse) = &stage.inverse {
            files.push((DOWN_FILE, script(provider, inverse)));
        }
        files.push((README_FILE, readme(self, at)));
        files
    }
}

/// The stages before a migration that no migration does, back to the migration before it.
pub(crate) fn before(kept: &Kept, at: usize) -> Vec<&KeptStage> {
    let stages = kept.stages.get(..at).unwrap_or_default();
    let mut found: Vec<&KeptStage> = stages.iter().rev().take_while(|stage| !stage.is_migration()).collect();
    found.reverse();
    found
}

fn readme(kept: &Kept, at: usize) -> String {
    let Some(stage) = kept.stages.get(at) else { return String::new() };
    let count = kept.stages.len();
    let mut text = format!("# {}\n\nStage {} of {count} of the plan `{}`.\n", stage.title, at + 1, kept.name);
    let block = |text: &mut String, sql: &[String]| {
        let statements: Vec<String> = sql.iter().map(|statement| format!("{statement};")).collect();
        if !statements.is_empty() {
            let _ = write!(text, "\n```sql\n{}\n```\n", statements.join("\n\n"));
        }
    };
    let earlier = before(kept, at);
    if !earlier.is_empty() {
        text.push_str("\n## Before\n");
        for stage in earlier {
            let _ = write!(text, "\n- [ ] {}. {}\n", stage.title, stage.note);
            block(&mut text, &stage.sql);
            if let Some(check) = &stage.check {
                text.push_str("\n  Go on when this returns no row, or 0:\n");
                block(&mut text, std::slice::from_ref(check));
            }
        }
    }
    text.push_str("\n## This migration\n");
    for line in [&stage.note, &stage.lock] {
        if !line.is_empty() {
            let _ = write!(text, "\n{line}\n");
        }
    }
    if let Some(check) = &stage.check {
        text.push_str("\n## After\n\nGo on when this returns no row, or 0:\n");
        block(&mut text, std::slice::from_ref(check));
    }
    let _ = write!(text, "\n## Back\n\n`{DOWN_FILE}` takes it back ({}).\n", stage.reversible);
    if kept.stages.iter().skip(at + 1).any(KeptStage::is_migration) {
        text.push_str("\n## Next\n\n`prisma-lens migrate plan --next` writes the next migration.\n");
    }
    text
}
