//! Rebuilt tables that lose triggers and indexes.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::statement::{CreateIndex, ObjectKind, StatementKind};
use base::Level;
use checks::frame::Levels;
use rustc_hash::FxHashMap;

rule! {
    /// SQLite tables are rebuilt to change them. The triggers of the old table and those of its indexes that Prisma does not know (partial
    /// ones, and ones with expressions) go with it.
    ///
    /// Create them again after the rebuilding.
    ///
    /// ```sql flagged {"provider": "sqlite"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "bio" TEXT);
    /// CREATE UNIQUE INDEX "User_bio_active" ON "User"("bio") WHERE "bio" IS NOT NULL;
    /// -- next migration
    /// CREATE TABLE "new_User" ("id" INTEGER PRIMARY KEY, "bio" TEXT NOT NULL);
    /// INSERT INTO "new_User" ("id", "bio") SELECT "id", "bio" FROM "User";
    /// DROP TABLE "User";
    /// ALTER TABLE "new_User" RENAME TO "User";
    /// ```
    /// ```sql clean {"provider": "sqlite"}
    /// CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "bio" TEXT);
    /// CREATE UNIQUE INDEX "User_bio_active" ON "User"("bio") WHERE "bio" IS NOT NULL;
    /// -- next migration
    /// CREATE TABLE "new_User" ("id" INTEGER PRIMARY KEY, "bio" TEXT NOT NULL);
    /// INSERT INTO "new_User" ("id", "bio") SELECT "id", "bio" FROM "User";
    /// DROP TABLE "User";
    /// ALTER TABLE "new_User" RENAME TO "User";
    /// CREATE UNIQUE INDEX "User_bio_active" ON "User"("bio") WHERE "bio" IS NOT NULL;
    /// ```
    pub static SQLITE_REBUILD_DROPS_OBJECTS = Rule {
        code: "sqlite-rebuild-drops-objects",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::sqlite(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let mut objects: Option<FxHashMap<String, Vec<String>>> = None;
    for (index, statement) in cx.statements().filter(|(index, _)| cx.is_in_rebuild(*index)) {
        let StatementKind::Drop(drop) = &statement.kind else { continue };
        if drop.object != ObjectKind::Table {
            continue;
        }
        let objects = objects.get_or_insert_with(|| objects_before(cx));
        for table in &drop.names {
            let Some(known) = objects.get(table.name.text.as_str()) else { continue };
            let rest = cx.statements().skip(index);
            let created: Vec<&str> =
                rest.filter_map(|(_, later)| name_of(&later.kind).map(|(_, name)| name)).collect();
            let lost: Vec<&str> =
                known.iter().map(String::as_str).filter(|name| !created.contains(name)).collect();
            if !lost.is_empty() {
                report.add(
                    statement.span,
                    format!(
                        "`{}` goes with the old table. Create it again after the rebuilding.",
                        lost.join("`, `")
                    ),
                );
            }
        }
    }
}

/// The triggers and the indexes unknown to Prisma that earlier migrations leave, by table.
fn objects_before(cx: &Context<'_>) -> FxHashMap<String, Vec<String>> {
    let mut objects: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for migration in cx.facts.earlier {
        for statement in &migration.script.statements {
            if let Some((table, name)) = name_of(&statement.kind) {
                objects.entry(table.to_owned()).or_default().push(name.to_owned());
            }
            let StatementKind::Drop(drop) = &statement.kind else { continue };
            for name in &drop.names {
                let gone = name.name.text.as_str();
                objects.remove(gone);
                objects.values_mut().for_each(|names| names.retain(|known| known != gone));
            }
        }
    }
    objects
}

/// The table and the name of a trigger, or of an index that Prisma does not know.
fn name_of(kind: &StatementKind) -> Option<(&str, &str)> {
    match kind {
        StatementKind::CreateIndex(create) if is_hidden(create) => {
            Some((create.table.name.text.as_str(), create.index.name.as_ref()?.text.as_str()))
        }
        StatementKind::CreateObject(create) if create.object == ObjectKind::Trigger => {
            Some((create.table.as_ref()?.name.text.as_str(), create.name.as_ref()?.name.text.as_str()))
        }
        _ => None,
    }
}

fn is_hidden(create: &CreateIndex) -> bool {
    create.index.predicate.is_some() || create.index.columns.iter().any(|column| column.column.is_none())
}
