//! Changes of columns that a view reads.

use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::name::ObjectName;
use crate::sql::statement::{ObjectKind, StatementKind};
use crate::sql::table::AlterActionKind;
use crate::sql::token::tokenize;
use base::Level;
use checks::frame::Levels;
use rustc_hash::FxHashSet;

rule! {
    /// PostgreSQL refuses to drop a column, or to change its type, while a view reads it. An earlier migration creates such a view, and
    /// this one does not drop it first.
    ///
    /// Drop the view before the change and create it again after it, in the same migration.
    ///
    /// ```sql flagged
    /// CREATE TABLE "User" ("id" INTEGER, "email" TEXT);
    /// CREATE VIEW "Emails" AS SELECT "email" FROM "User";
    /// -- next migration
    /// ALTER TABLE "User" DROP COLUMN "email";
    /// ```
    /// ```sql clean
    /// CREATE TABLE "User" ("id" INTEGER, "email" TEXT);
    /// CREATE VIEW "Emails" AS SELECT "email" FROM "User";
    /// -- next migration
    /// DROP VIEW "Emails";
    /// ALTER TABLE "User" DROP COLUMN "email";
    /// ```
    pub static CREATE_VIEW_AFTER = Rule {
        code: "create-view-after",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::postgres(check),
    };
}

/// A view with the names that its text has.
struct View {
    name: String,
    words: FxHashSet<String>,
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let changed: Vec<_> = cx
        .alterations()
        .filter_map(|(index, alter, action)| match &action.kind {
            AlterActionKind::DropColumn { column, cascade: false, .. }
            | AlterActionKind::SetType { column, .. } => Some((index, alter, action, column)),
            _ => None,
        })
        .collect();
    if changed.is_empty() {
        return;
    }
    let views = views_before(cx);
    for (index, alter, action, column) in changed {
        let (table, column) = (alter.table.name.text.as_str(), column.text.as_str());
        let reads = |view: &&View| view.words.contains(table) && view.words.contains(column);
        let Some(view) = views.iter().filter(|view| !is_dropped_before(cx, index, &view.name)).find(reads)
        else {
            continue;
        };
        report.add(
            action.span,
            format!(
                "View `{}` reads `{table}.{column}`, so this fails. Drop the view before, and create it again after.",
                view.name
            ),
        );
    }
}

/// The views that earlier migrations leave.
fn views_before(cx: &Context<'_>) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    for migration in cx.facts.earlier {
        for statement in &migration.script.statements {
            match &statement.kind {
                StatementKind::CreateObject(create) if is_view(create.object) => {
                    let Some(name) = &create.name else { continue };
                    let name = text_of(name);
                    views.retain(|known| known.name != name);
                    let text = statement.span.of(&migration.file.sql);
                    let tokens = tokenize(text, cx.provider());
                    let words = tokens.iter().map(|token| token.span.of(text).trim_matches('"').to_owned());
                    views.push(View { name, words: words.collect() });
                }
                StatementKind::Drop(drop) if is_view(drop.object) => {
                    views.retain(|known| drop.names.iter().all(|name| text_of(name) != known.name));
                }
                _ => {}
            }
        }
    }
    views
}

fn is_dropped_before(cx: &Context<'_>, index: usize, view: &str) -> bool {
    cx.statements().take(index).any(|(_, statement)| match &statement.kind {
        StatementKind::Drop(drop) => {
            is_view(drop.object) && drop.names.iter().any(|name| text_of(name) == view)
        }
        _ => false,
    })
}

fn text_of(name: &ObjectName) -> String {
    name.name.text.to_string()
}

fn is_view(object: ObjectKind) -> bool {
    matches!(object, ObjectKind::View | ObjectKind::MaterializedView)
}
