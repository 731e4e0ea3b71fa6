//! `bigint-id`

use crate::rules::audit::id_columns::{change_type, columns_of, edit_all};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{FieldId, Finding, Fix, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::FieldType;
use model::schema::item::Expr;

rule! {
    /// A 32-bit autoincrement id on a high-volume table.
    ///
    /// `Int` ends at 2,147,483,647, and failed or rolled-back inserts use up values too. When the sequence is
    /// exhausted, inserts fail, and changing the column type of a large table takes a long time. Log, event, audit and
    /// history models are recognized by name; the option `hot` adds others.
    ///
    /// The fix also changes the foreign keys. It is offered only in projects without migrations: PostgreSQL rejects the
    /// statement that Prisma Migrate generates for an existing table.
    ///
    /// ```prisma flagged
    /// model PageEvent {
    ///   id  Int    @id @default(autoincrement())
    ///   url String
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model PageEvent {
    ///   id  BigInt @id @default(autoincrement())
    ///   url String
    /// }
    ///
    /// model Page {
    ///   id  Int    @id @default(autoincrement())
    ///   url String
    /// }
    /// ```
    ///
    /// ```prisma flagged {"hot": ["Order*"]}
    /// model OrderLine {
    ///   id Int @id @default(autoincrement())
    /// }
    /// ```
    pub static RULE = Rule {
        code: "bigint-id",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "hot",
            kind: OptionKind::Patterns(&[]),
            docs: "Names of further high-volume models.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    // SQLite ids are 64-bit in any case, and CockroachDB autoincrements `BigInt` only.
    let counts = matches!(
        cx.configuration().provider,
        Some(Provider::Postgresql | Provider::Mysql | Provider::Sqlserver)
    );
    if !counts || !(cx.kinds(model).is_log || cx.options.patterns("hot").matches(model.item.name())) {
        return;
    }
    for (index, field) in model.model.fields.iter().enumerate() {
        let is_counter = matches!(field.default().and_then(Expr::as_call), Some(("autoincrement", _)));
        let is_int = cx.schema.type_of(field) == FieldType::Scalar(ScalarType::Int);
        let Some(ty) = field.ty.as_ref().filter(|_| is_counter && is_int && field.has("id")) else {
            continue;
        };
        let message = format!(
            "`{}.{}` is a 32-bit autoincrement id and ends at 2,147,483,647, but `{0}` grows fast. Change it to \
             `BigInt`.",
            model.item.name(),
            field.name.text
        );
        let finding = cx.finding(model.id, ty.span, message);
        found.push(cx.fix(finding, || {
            if cx.facts.has_migrations {
                return None;
            }
            let columns = columns_of(cx.schema, FieldId::new(model.id, index))?;
            let edits =
                edit_all(cx.schema, &columns, |id, field| change_type(cx.schema, id, field, "BigInt"))?;
            let title = match columns.len() {
                2 => "Change the id and its foreign key to `BigInt`".to_owned(),
                1 => "Change the id to `BigInt`".to_owned(),
                count => format!("Change the id and {} foreign key fields to `BigInt`", count - 1),
            };
            Some(Fix::choice(title, edits))
        }));
    }
}
