//! `prefer-timestamptz`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, Conventions, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::FieldType;
use model::schema::item::Field;

rule! {
    /// A timestamp without time zone in a schema that otherwise stores time zones, on PostgreSQL and CockroachDB.
    ///
    /// `DateTime` maps to `timestamp(3)` there, which has no time zone: a session with another time zone setting reads
    /// another point in time. Prisma Client always uses UTC, other programs do not. Changing a column to
    /// `Timestamptz(6)` interprets existing values in the time zone of the migrating session, so set that to UTC in the
    /// migration.
    ///
    /// Only fields in the minority are reported, unless `always` is set.
    ///
    /// ```prisma flagged
    /// model Order {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now()) @db.Timestamptz(6)
    ///   updatedAt DateTime @updatedAt @db.Timestamptz(6)
    ///   paidAt    DateTime
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Order {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now())
    ///   paidAt    DateTime
    /// }
    /// ```
    pub static RULE = Rule {
        code: "prefer-timestamptz",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[OptionSpec {
            name: "always",
            kind: OptionKind::Flag(false),
            docs: "Whether to report every such field, even if no field has a time zone.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if !matches!(cx.configuration().provider, Some(Provider::Postgresql | Provider::Cockroachdb)) {
        return;
    }
    let zones = &cx.index.conventions(Conventions::zones_key).zones;
    if !zones.are_kept && !cx.options.flag("always") {
        return;
    }
    let usual = zones.usual.as_deref().unwrap_or("Timestamptz(6)");
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_time = ty == FieldType::Scalar(ScalarType::DateTime);
        if is_time && matches!(column::named_native(cx, field), None | Some(("Timestamp", _))) {
            found.push(finding(cx, model, field, usual));
        }
    }
}

fn finding(cx: &Context<'_>, model: ModelRef<'_>, field: &Field, usual: &str) -> Finding {
    let native = column::written(cx, usual);
    let message =
        format!("`{}.{}` has no time zone. Change it to `{native}`.", model.item.name(), field.name.text);
    cx.fix(cx.finding(model.id, field.name.span, message), || {
        let edit = column::set_native(cx, model, field, usual);
        [Fix::choice(format!("Change to `{native}`"), vec![edit])]
    })
}
