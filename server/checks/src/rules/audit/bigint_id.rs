//! `bigint-id`

use crate::rules::audit::id_columns::{change_type, columns_of, edit_all};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{FieldId, Finding, Fix, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::FieldType;
use model::schema::item::Expr;

rule! {
    /// A counting id of 32 bits in a model that gets many rows.
    ///
    /// `Int` ends at 2,147,483,647, and every insert that fails or is rolled back uses up a number as well. When the
    /// numbers run out no row can be written, and changing the type of a large table takes long. Logs, events, audits
    /// and histories are looked at by their names, and models that the option `hot` names.
    ///
    /// The fix changes the foreign keys as well. It is offered only in projects without migrations: for a table that
    /// exists PostgreSQL refuses the statement that Prisma Migrate makes of it.
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
            docs: "Further models that get many rows, by name.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    // A counter of SQLite has 64 bits in any case, and CockroachDB counts in `BigInt` only.
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
            "`{}.{}` runs out of numbers after 2,147,483,647 rows, and `{0}` gets many. Make it a `BigInt`.",
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
                2 => "Make it and the foreign key a `BigInt`".to_owned(),
                1 => "Make it a `BigInt`".to_owned(),
                count => format!("Make it and {} foreign key fields a `BigInt`", count - 1),
            };
            Some(Fix::choice(title, edits))
        }));
    }
}
