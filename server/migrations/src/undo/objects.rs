//! Statements whose effect no difference of databases shows: views, functions, triggers, checks, indexes of expressions, rows.

use base::text::Span;
use model::catalog::Provider;
use model::database::{Database, QualifiedName};

use crate::plan::Reversible;
use crate::plan::names::{in_namespace_of, qualified, quoted};
use crate::replay::{NoteKind, ReplayedMigration};
use crate::sql::name::ObjectName;
use crate::sql::statement::{CreateObject, Dml, DmlKind, ObjectKind, Sequence, Statement, StatementKind};
use crate::sql::table::{AlterActionKind, ConstraintKind};
use crate::undo::renames::qualified as name_of;
use crate::undo::{Context, Loss};

/// What a script does outside of what is compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Outside {
    /// The statements that undo it, in order.
    pub(super) inverse: Vec<String>,
    /// The statements that do it again, as they are written.
    pub(super) again: Vec<String>,
    /// Changes of rows, which are not undone.
    pub(super) losses: Vec<Loss>,
    /// Statements that cannot be undone.
    pub(super) blocked: Vec<String>,
}

/// What the migration at an index does outside of what is compared.
pub(super) fn outside(context: &Context<'_>, at: usize) -> Outside {
    let mut outside = Outside::default();
    let history = context.history;
    let Some(migration) = history.migrations().get(at) else { return outside };
    let (before, after) = (history.before(at), history.before(at + 1));
    let earlier = history.migrations().get(..at).unwrap_or_default();
    for statement in &migration.script.statements {
        let found = Found { migration, earlier, before, after, statement };
        found.add_to(&mut outside);
    }
    let notes = context.notes.get(migration.file.name.as_str()).into_iter().flatten();
    let unknown = notes.filter(|note| note.kind == NoteKind::Unknown);
    // Prisma creates schemas of SQL Server so, and drops none.
    let is_schema = |text: &str| {
        let text = text.to_ascii_uppercase();
        text.starts_with("EXEC SP_EXECUTESQL") && text.contains("'CREATE SCHEMA ")
    };
    for note in unknown.filter(|note| !is_schema(note.span.of(&migration.file.sql))) {
        outside.blocked.push(note.summary.clone());
        outside.again.extend(text(migration, note.span));
    }
    outside.inverse.reverse();
    outside
}

fn text(migration: &ReplayedMigration, span: Span) -> Option<String> {
    let text = span.of(&migration.file.sql);
    (!text.is_empty()).then(|| text.to_owned())
}

/// The beginning of a statement, in one line.
fn summary(text: &str) -> String {
    const WORDS: usize = 10;
    let words: Vec<&str> = text.split_whitespace().collect();
    let end = if words.len() > WORDS { " …" } else { "" };
    format!("{}{end}", words.into_iter().take(WORDS).collect::<Vec<_>>().join(" "))
}

struct Found<'f> {
    migration: &'f ReplayedMigration,
    earlier: &'f [ReplayedMigration],
    before: &'f Database,
    after: &'f Database,
    statement: &'f Statement,
}

impl Found<'_> {
    fn text(&self) -> String {
        self.statement.span.of(&self.migration.file.sql).to_owned()
    }

    fn provider(&self) -> Provider {
        self.before.provider
    }

    /// Whether the table is there before and after: what is done to others goes with them.
    fn stays(&self, table: &ObjectName) -> bool {
        let name = name_of(table);
        self.before.table(&name).is_some() && self.after.table(&name).is_some()
    }

    fn add_to(&self, outside: &mut Outside) {
        let undone = |outside: &mut Outside, inverse: Option<String>| match inverse {
            Some(inverse) => {
                outside.inverse.push(inverse);
                outside.again.push(self.text());
            }
            None => {
                outside.blocked.push(summary(&self.text()));
                outside.again.push(self.text());
            }
        };
        match &self.statement.kind {
            StatementKind::CreateObject(it) => match it.object {
                // Prisma makes both where they are missing, and drops neither.
                ObjectKind::Extension | ObjectKind::Schema => {}
                _ => undone(outside, self.drop_of(it)),
            },
            StatementKind::AlterObject(_) | StatementKind::Privileges => undone(outside, None),
            StatementKind::Drop(drop) => match drop.object {
                ObjectKind::Table | ObjectKind::Index | ObjectKind::Type => {}
                _ if self.forgets(drop, outside) => {}
                _ => undone(outside, None),
            },
            StatementKind::Sequence(Sequence { is_new: true, name, owner: None, .. }) => {
                let name = qualified(self.provider(), &name_of(name));
                undone(outside, Some(format!("DROP SEQUENCE {name}")));
            }
            StatementKind::CreateIndex(it) if self.stays(&it.table) => {
                let Some(name) = &it.index.name else { return };
                let table = self.after.table(&name_of(&it.table));
                let is_known = table.is_some_and(|table| table.indexes.iter().any(|it| it.name == name.text));
                if !is_known {
                    undone(outside, Some(self.drop_index(&name_of(&it.table), &name.text)));
                }
            }
            StatementKind::AlterTable(alter) if self.stays(&alter.table) => {
                let table = qualified(self.provider(), &name_of(&alter.table));
                for action in &alter.actions {
                    match &action.kind {
                        AlterActionKind::AddConstraint(constraint)
                            if matches!(
                                constraint.kind,
                                ConstraintKind::Check(_) | ConstraintKind::Exclude
                            ) =>
                        {
                            let name = constraint.name.as_ref();
                            let drop = name.map(|name| {
                                let name = quoted(self.provider(), &name.text);
                                format!("ALTER TABLE {table} DROP CONSTRAINT {name}")
                            });
                            undone(outside, drop);
                        }
                        AlterActionKind::RowLevelSecurity(true) => {
                            let disable = format!("ALTER TABLE {table} DISABLE ROW LEVEL SECURITY");
                            undone(outside, Some(disable));
                        }
                        AlterActionKind::RowLevelSecurity(false) => undone(outside, None),
                        _ => {}
                    }
                }
            }
            StatementKind::Dml(Dml { kind, table: Some(table), columns, .. }) if self.stays(table) => {
                let stays = |column: &str| {
                    let table = self.before.table(&name_of(table));
                    table.is_some_and(|table| table.column(column).is_some())
                };
                // Values of columns that go are gone with them.
                let is_gone = *kind == DmlKind::Update
                    && !columns.is_empty()
                    && !columns.iter().any(|column| stays(&column.text));
                if *kind == DmlKind::Select || is_gone {
                    return;
                }
                outside.losses.push(Loss {
                    class: Reversible::Irreversible,
                    place: table.name.text.to_string(),
                    reason: format!("Rows stay as this left them: {}", summary(&self.text())),
                    backup: None,
                });
            }
            _ => {}
        }
    }

    /// Whether the dropped object was made in the same script: then there is nothing to undo.
    fn forgets(&self, drop: &crate::sql::statement::Drop, outside: &mut Outside) -> bool {
        let mut is_all = true;
        for name in &drop.names {
            let is_made = |statement: &Statement| match &statement.kind {
                StatementKind::CreateObject(it) => {
                    it.object == drop.object
                        && it.name.as_ref().is_some_and(|it| it.name.text == name.name.text)
                }
                _ => false,
            };
            let mut statements = self.migration.script.statements.iter();
            match statements.find(|it| it.span.start < self.statement.span.start && is_made(it)) {
                Some(made) => {
                    let text = made.span.of(&self.migration.file.sql);
                    if let Some(at) = outside.again.iter().position(|again| again == text) {
                        outside.again.remove(at);
                    }
                    let quoted = quoted(self.provider(), &name.name.text);
                    outside.inverse.retain(|inverse| !inverse.contains(&quoted));
                }
                None => is_all = false,
            }
        }
        is_all
    }

    fn drop_index(&self, table: &QualifiedName, name: &str) -> String {
        let provider = self.provider();
        match provider {
            Provider::Mysql | Provider::Sqlserver => {
                format!("DROP INDEX {} ON {}", quoted(provider, name), qualified(provider, table))
            }
            _ => format!("DROP INDEX {}", in_namespace_of(provider, table, name)),
        }
    }

    /// The statement that drops what is created. `None` where it may have replaced another one, or is of no known kind.
    fn drop_of(&self, create: &CreateObject) -> Option<String> {
        let name = create.name.as_ref()?;
        let is_same = |statement: &Statement| match &statement.kind {
            StatementKind::CreateObject(it) => {
                it.object == create.object
                    && it.name.as_ref().is_some_and(|it| it.name.text == name.name.text)
            }
            _ => false,
        };
        let all = self.earlier.iter().flat_map(|migration| &migration.script.statements);
        if create.is_repeatable && all.clone().any(is_same) {
            return None;
        }
        let provider = self.provider();
        let is_postgres = matches!(provider, Provider::Postgresql | Provider::Cockroachdb);
        let word = match create.object {
            ObjectKind::View => "VIEW",
            ObjectKind::MaterializedView => "MATERIALIZED VIEW",
            ObjectKind::Domain => "DOMAIN",
            ObjectKind::Trigger => "TRIGGER",
            ObjectKind::Policy => "POLICY",
            ObjectKind::Routine => {
                let text = self.text().to_ascii_uppercase();
                let is_procedure = text.split_whitespace().take(8).any(|word| word == "PROCEDURE");
                if is_procedure { "PROCEDURE" } else { "FUNCTION" }
            }
            _ => return None,
        };
        let on = match &create.table {
            Some(table) if is_postgres => format!(" ON {}", qualified(provider, &name_of(table))),
            _ => String::new(),
        };
        Some(format!("DROP {word} {}{on}", qualified(provider, &name_of(name))))
    }
}
