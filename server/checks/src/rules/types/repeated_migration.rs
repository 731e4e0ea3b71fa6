//! `repeated-migration`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::stored_form::{Restated, of_default, of_predicate};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, Level};
use model::catalog::Provider;
use model::catalog::ScalarType::{BigInt, Boolean, DateTime, Decimal, Float, Int, Json, String as Text};
use model::schema::item::{Expr, Field, Key};
use model::schema::{FieldType, edit};

rule! {
    /// A default or index that Prisma migrates again each time, on PostgreSQL.
    ///
    /// PostgreSQL stores expressions in another form: `now() + interval '1 day'` becomes
    /// `(now() + '1 day'::interval)`. `prisma migrate dev` compares the schema with that form, finds a difference, and
    /// creates the same migration again whenever it runs. Write the form that `prisma db pull` shows after the first
    /// migration, or use Prisma's own default if there is one: `now()`, a literal value, `autoincrement()`.
    ///
    /// Prisma 7.4 does so for nearly every partial index.
    ///
    /// ```prisma flagged
    /// model Invitation {
    ///   id        Int      @id
    ///   expiresAt DateTime @default(dbgenerated("now() + interval '7 days'"))
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Invitation {
    ///   id        Int      @id
    ///   createdAt DateTime @default(now())
    ///   expiresAt DateTime @default(dbgenerated("(now() + '7 days'::interval)"))
    /// }
    /// ```
    pub static RULE = Rule {
        code: "repeated-migration",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if cx.configuration().provider != Some(Provider::Postgresql) {
        return;
    }
    for (field, ty) in cx.fields(model.id, model.model) {
        found.extend(check_default(cx, model, field, ty));
    }
    for key in &model.model.keys {
        found.extend(check_predicate(cx, model, key));
    }
}

fn check_default(cx: &Context<'_>, model: ModelRef<'_>, field: &Field, ty: FieldType) -> Option<Finding> {
    let value = field.default()?;
    let (_, arguments) = value.as_call().filter(|(name, _)| *name == "dbgenerated")?;
    let sql = arguments.unnamed().and_then(Expr::as_str)?;
    let restated = of_default(sql)?;
    let is_time = ty == FieldType::Scalar(DateTime);
    let advice = match restated {
        Restated::CurrentTime if is_time => "Write `@default(now())`.",
        Restated::Literal if has_literals(field, ty, sql) => "Write the value itself: `@default(…)`.",
        Restated::Sequence if matches!(ty, FieldType::Scalar(Int | BigInt)) => {
            "Write `@default(autoincrement())`."
        }
        Restated::Parentheses => "Remove the parentheses.",
        Restated::Operators | Restated::UntypedLiteral | Restated::TypeName
            if ty != FieldType::Unsupported =>
        {
            "Write it as `prisma db pull` shows it."
        }
        _ => return None,
    };
    let message = format!(
        "PostgreSQL stores the default of `{}.{}` in another form, so each `migrate dev` migrates it again. {advice}",
        model.item.name(),
        field.name.text,
    );
    let finding = cx.finding(model.id, value.span(), message);
    Some(cx.fix(finding, || {
        let is_now = restated == Restated::CurrentTime;
        let place = base::Place::new(model.id, value.span());
        let edit = is_now.then(|| edit::replace(cx.schema, place, "now()"));
        edit.map(|edit| Fix::choice("Change to `now()`", vec![edit]))
    }))
}

/// Whether Prisma takes a literal value in the place of this one. A time or a UUID that is cast to its type is not migrated again.
fn has_literals(field: &Field, ty: FieldType, sql: &str) -> bool {
    let is_cast = sql.contains("::");
    match ty {
        FieldType::Enum(_) => true,
        FieldType::Scalar(DateTime) => !is_cast,
        FieldType::Scalar(Text) => !is_cast || field.native_type().is_none(),
        FieldType::Scalar(Int | BigInt | Boolean | Decimal | Float | Json) => true,
        _ => false,
    }
}

fn check_predicate(cx: &Context<'_>, model: ModelRef<'_>, key: &Key) -> Option<Finding> {
    let predicate = key.predicate.as_deref()?;
    let version = cx.configuration().version;
    let is_first = version.is_at_least(7, 4) && !version.is_at_least(7, 5);
    let sql =
        predicate.as_call().filter(|(name, _)| *name == "raw").and_then(|(_, it)| it.unnamed()?.as_str());
    let advice = match sql.and_then(of_predicate) {
        Some(_) => "Write it as `prisma db pull` shows it, with `= ANY (ARRAY[…])` or `~~` for example.",
        None if is_first => "Update Prisma to 7.5, or write the predicate as `prisma db pull` shows it.",
        None => return None,
    };
    let message = format!(
        "PostgreSQL stores this predicate in another form, so each `migrate dev` creates the index of `{}` again. {advice}",
        model.item.name(),
    );
    Some(cx.finding(model.id, predicate.span(), message))
}
