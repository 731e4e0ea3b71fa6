//! "Plan this change in stages", beside findings about the next migration: writes the first migration of the plan, as
//! `prisma-lens migrate plan --write` does.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::lsp_types::{CodeAction, CodeActionKind, Diagnostic, Url, WorkspaceEdit};

use crate::lsp::snapshot::Snapshot;
use crate::lsp::workspace_edit;
use crate::migration_name::timestamp;
use crate::plan_folder::{Kept, PLAN_FILE, Planned, json, name_of};
use base::Finding;
use ide::MIGRATION_RULES;
use migrations::history::{LOCK_FILE, lock_file};
use model::project::Files as _;

/// A plan that was offered; the client hands it back when it is picked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PickedPlan {
    /// An open document of the schema whose next migration is planned.
    plan_of: Url,
}

/// The action, where one of the findings is about the next migration and the client can create files.
pub(super) fn offered(
    snapshot: &Snapshot,
    uri: &Url,
    here: &[&Finding],
    linked: impl Fn(&Finding) -> Vec<Diagnostic>,
) -> Option<CodeAction> {
    let finding = here.iter().find(|finding| MIGRATION_RULES.contains(&finding.code))?;
    if uri.scheme() != "file" || !snapshot.session.creates_files() {
        return None;
    }
    Some(CodeAction {
        title: "Plan this change in stages".into(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(linked(finding)),
        data: serde_json::to_value(PickedPlan { plan_of: uri.clone() }).ok(),
        ..CodeAction::default()
    })
}

impl PickedPlan {
    /// Reads what the client hands back; `None` where it is something else.
    pub(super) fn read(data: &Value) -> Option<PickedPlan> {
        PickedPlan::deserialize(data).ok()
    }

    /// The folder of the first migration and the schema for it.
    pub(super) fn edit(&self, snapshot: &Snapshot) -> Option<WorkspaceEdit> {
        let (schema, _) = snapshot.schema(&self.plan_of)?;
        let migrations = schema.project.migrations_folder(&snapshot.files)?;
        let (plan, _) = schema.plan("")?;
        let name = name_of(&plan);
        let (plan, schemas) = schema.plan(&name)?;
        let planned = Planned { name, plan, schemas };
        let root = schema.project.set.root.parent().unwrap_or(Path::new(""));
        let kept = Kept::of(&planned, root).ok()?;
        let at = kept.first_migration()?;
        let stage = kept.stages.get(at)?;
        let folder = migrations.join(format!("{}_{}", timestamp(0), stage.migration.as_ref()?));
        let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let mut files: Vec<(String, String)> =
            kept.folder(at).into_iter().map(|(name, text)| (path(name), text)).collect();
        files.push((path(PLAN_FILE), format!("{:#}\n", json::of_plan(&planned, root))));
        let lock = migrations.join(LOCK_FILE);
        if snapshot.files.read(&lock).is_none() {
            files.push((lock.to_string_lossy().into_owned(), lock_file(planned.plan.provider)));
        }
        for file in stage.files.iter().flatten() {
            files.push((root.join(&file.path).to_string_lossy().into_owned(), file.text.clone()));
        }
        workspace_edit::of_new_files(snapshot, &files)
    }
}
