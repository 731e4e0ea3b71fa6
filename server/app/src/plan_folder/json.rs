//! A plan as JSON: what `--format json` prints, and what `plan.json` keeps for the later stages.

use std::path::Path;

use migrations::plan::{Change, Choice, Stage};
use migrations::schema_text::FileText;
use serde_json::{Value, json};

use crate::plan_folder::Planned;

/// The plan. Paths are relative to `folder` where they lie in it.
pub fn of_plan(planned: &Planned, folder: &Path) -> Value {
    let stages = planned.plan.stages.iter().zip(&planned.schemas);
    let stages = stages.map(|(stage, files)| of_stage(stage, files.as_deref(), folder));
    json!({
        "name": planned.name,
        "provider": planned.plan.provider.name(),
        "changes": planned.plan.changes.iter().map(of_change).collect::<Vec<_>>(),
        "stages": stages.collect::<Vec<_>>(),
    })
}

fn of_change(change: &Change) -> Value {
    json!({
        "kind": change.kind,
        "class": change.class.name(),
        "where": change.place,
        "reason": change.reason,
    })
}

fn of_stage(stage: &Stage, files: Option<&[FileText]>, folder: &Path) -> Value {
    let shown = |file: &FileText| {
        let path = Path::new(&*file.name);
        let path = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        json!({ "path": path, "text": file.text })
    };
    let whole = files.map(|files| files.iter().map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n"));
    json!({
        "title": stage.title,
        "kind": stage.kind.name(),
        "migration": stage.migration,
        "schema": whole,
        "files": files.map(|files| files.iter().map(shown).collect::<Vec<_>>()),
        "sql": stage.sql,
        "inverse": stage.inverse,
        "check": stage.check,
        "reversible": stage.reversible.name(),
        "class": stage.class.name(),
        "lock": stage.lock,
        "note": stage.note,
        "choices": stage.choices.iter().map(of_choice).collect::<Vec<_>>(),
    })
}

fn of_choice(choice: &Choice) -> Value {
    json!({ "placeholder": choice.placeholder, "for": choice.subject, "type": choice.ty })
}
