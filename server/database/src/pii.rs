//! `prisma-lens-db pii`.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use checks::rules::{DataEvidence, ModelRef, personal_data};
use migrations::replay::Scope;
use model::catalog::ScalarType;
use model::database::Table;
use model::schema::{Schema, SchemaFile};

use crate::asking::{Question, Session};
use crate::report::{Priority, Report};
use crate::verify::catalog;

/// Find columns of the database that look like personal data, and that the schema does not mark
///
/// Only names and types are looked at, never rows. Tables and columns that the schema does not have are included: other applications and
/// earlier versions leave data there.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    question: Question,
}

impl Arguments {
    pub(crate) fn run(&self) -> Result<ExitCode, String> {
        self.question.ask("Personal data in", examine)
    }
}

async fn examine(session: &mut Session, report: &mut Report) -> Result<(), String> {
    let expected = &session.project.database;
    let scope = Scope::of(&session.project.schema);
    session.connection.begin().await?;
    let (actual, notes) = catalog::read(&mut session.connection, expected, scope).await?;
    report.notes.extend(notes);
    // The words are judged by the same rules as fields, so the tables become models for a moment.
    let text: String = actual.tables.iter().enumerate().map(|(at, table)| model_text(at, table)).collect();
    let file = Arc::new(SchemaFile::new(&text));
    let version = session.project.project.version.version;
    let described = Schema::new(vec![("catalog".into(), file)], version);
    for ((id, item, model), table) in described.models().zip(&actual.tables) {
        for (field, column) in model.fields.iter().zip(&table.columns) {
            let Some(data) = personal_data(&described, ModelRef { id, item, model }, field) else { continue };
            let class = data.class.name();
            let message = match declared(&session.project.schema, &table.name.name, &column.name) {
                Declared::Marked => continue,
                Declared::Unmarked(path) => {
                    format!(
                        "It looks like personal data ({class}). Annotate `{path}` with `/// @pii({class})`."
                    )
                }
                Declared::Missing => {
                    format!("It looks like personal data ({class}), and the schema does not have it.")
                }
            };
            report.add(
                Priority::P2,
                "unmarked-personal-data",
                &format!("{}.{}", table.name, column.name),
                message,
            );
        }
    }
    Ok(())
}

/// A model with the columns of a table as fields, in order.
fn model_text(at: usize, table: &Table) -> String {
    let name = identifier(&table.name.name, 'T');
    let mut text = format!("model {name} {{\n");
    for column in &table.columns {
        let scalar = column.ty.scalar().unwrap_or(ScalarType::String);
        let _ = writeln!(text, "  {} {scalar}", identifier(&column.name, 'c'));
    }
    let _ = writeln!(text, "  @@map(\"{at}\")\n}}");
    text
}

/// A name as an identifier of Prisma.
fn identifier(name: &str, first: char) -> String {
    let name: String =
        name.chars().map(|it| if it.is_ascii_alphanumeric() || it == '_' { it } else { '_' }).collect();
    match name.chars().next() {
        Some(start) if start.is_ascii_alphabetic() => name,
        _ => format!("{first}{name}"),
    }
}

/// What the schema says of a column.
enum Declared {
    /// It marks it.
    Marked,
    /// It has it as this field, and does not mark it.
    Unmarked(String),
    /// It does not have it.
    Missing,
}

fn declared(schema: &Schema, table: &str, column: &str) -> Declared {
    for (id, item, model) in schema.models().filter(|(_, item, _)| item.database_name() == table) {
        let Some(field) = model.fields.iter().find(|field| field.database_name() == column) else { continue };
        let data = personal_data(schema, ModelRef { id, item, model }, field);
        return match data {
            Some(data) if matches!(data.evidence, DataEvidence::Annotation(_)) => Declared::Marked,
            _ => Declared::Unmarked(format!("{}.{}", item.name(), field.name.as_str())),
        };
    }
    Declared::Missing
}
