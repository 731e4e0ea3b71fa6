//! `prefer-timestamptz`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, Customs, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::FieldType;
use model::schema::item::Field;

rule! {
    /// A time without a time zone in a schema whose other times have one, on PostgreSQL and CockroachDB.
    ///
    /// `DateTime` becomes `timestamp(3)` there, which is a reading of a clock and no point in time: whoever reads it with
    /// another time zone set than it was written with gets another time. Prisma Client always takes UTC, other programs
    /// do not. A column that is changed to `Timestamptz(6)` is read in the time zone of the session that changes
    /// it, so set that to UTC in the migration.
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
            docs: "Whether to report every such field, also where none has a time zone.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if !matches!(cx.configuration().provider, Some(Provider::Postgresql | Provider::Cockroachdb)) {
        return;
    }
    let zones = &cx.index.customs(Customs::zones_part).zones;
    if !zones.are_kept && !cx.options.flag("always") {
        return;
    }
    let usual = zones.usual.as_deref().unwrap_or("Timestamptz(6)");
    for (field, ty) in cx.fields(model.id, model.model) {
        let is_time = ty == FieldType::Scalar(ScalarType::DateTime);
        if is_time && matches!(column::native(field), None | Some(("Timestamp", _))) {
            found.push(finding(cx, model, field, usual));
        }
    }
}

fn finding(cx: &Context<'_>, model: ModelRef<'_>, field: &Field, usual: &str) -> Finding {
    let native = format!("@{}.{usual}", column::datasource_name(cx));
    let message =
        format!("`{}.{}` keeps no time zone. Make it `{native}`.", model.item.name(), field.name.text);
    cx.fix(cx.finding(model.id, field.name.span, message), || {
        let edit = column::set_native(cx, model, field, usual);
        [Fix::choice(format!("Make it `{native}`"), vec![edit])]
    })
}
