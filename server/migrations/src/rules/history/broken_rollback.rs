//! Scripts that do not undo their migration.

use base::Level;
use checks::frame::Levels;

use crate::replay::NoteKind;
use crate::rules::context::Context;
use crate::rules::rule::{Check, Report, rule};
use crate::sql::read;
use crate::sql::statement::{Opaque, StatementKind};
use crate::{DiffOptions, diff, render};

rule! {
    /// The `down.sql` beside a migration does not lead back to the database before it: something of the migration stays, or something
    /// that was there is missing. Or a statement of it cannot be read. Such a script is found out when it is needed.
    ///
    /// The migration and its script are replayed from the files; no database is asked. `prisma-lens migrate verify --down` tries them on
    /// a scratch database.
    ///
    /// ```sql flagged {"down": "DROP INDEX \"User_slug_key\";"}
    /// CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    /// CREATE UNIQUE INDEX "User_slug_key" ON "User"("slug");
    /// ```
    /// ```sql flagged {"down": "ALTR TABLE \"User\" DROP COLUMN \"slug\";"}
    /// CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    /// ```
    /// ```sql clean {"down": "DROP INDEX \"User_slug_key\"; ALTER TABLE \"User\" DROP COLUMN \"slug\";"}
    /// CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    /// -- next migration
    /// ALTER TABLE "User" ADD COLUMN "slug" TEXT;
    /// CREATE UNIQUE INDEX "User_slug_key" ON "User"("slug");
    /// ```
    pub static BROKEN_ROLLBACK = Rule {
        code: "broken-rollback",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::all(check),
    };
}

fn check(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some((rollback, states)) = cx.facts.rollback.zip(cx.facts.replays) else { return };
    let name = rollback.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let script = read(cx.provider(), &rollback.sql);
    let is_unknown =
        |kind: &StatementKind| matches!(kind, StatementKind::Opaque(Opaque::Unknown | Opaque::TooDeep));
    if let Some(unknown) = script.statements.iter().find(|statement| is_unknown(&statement.kind)) {
        let text = unknown.span.of(&rollback.sql);
        let start: Vec<&str> = text.split_whitespace().take(4).collect();
        report
            .add(cx.head(), format!("`{name}` has a statement that cannot be read: `{}`.", start.join(" ")));
        return;
    }
    let mut replay = states.to.clone();
    replay.apply_script(cx.name, &rollback.sql, &script);
    let (back, notes) = replay.finish();
    let (before, _) = states.from.clone().finish();
    // What is not known of either is no reason to complain.
    let is_open = |kind| kind == NoteKind::Unknown || kind == NoteKind::Conditional;
    if notes.iter().any(|note| note.migration == cx.name && is_open(note.kind)) {
        return;
    }
    let rest = diff(&back, &before, &DiffOptions { from_history: true, ..DiffOptions::default() });
    let missing =
        rest.steps.first().and_then(|step| render::statements(rest.provider, step).into_iter().next());
    if let Some(missing) = missing {
        let more = if rest.steps.len() > 1 { " and more" } else { "" };
        let missing: Vec<&str> = missing.lines().next().unwrap_or_default().split_whitespace().collect();
        let missing = missing.join(" ");
        let message =
            format!("`{name}` does not lead back to the database before: it lacks `{missing}`{more}.");
        report.add(cx.head(), message);
    }
}
