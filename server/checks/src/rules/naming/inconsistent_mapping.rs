//! `inconsistent-mapping`

use crate::rules::naming::case::snake;
use crate::rules::naming::mapping::{map_field, map_model};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, Convention, Conventions, Count, ModelRef, has_several_words, is_mapped};
use base::{Finding, Level};
use model::schema::item::Field;

rule! {
    /// A field or model mapped to a database name where most others are not, or the reverse.
    ///
    /// If most fields have an `@map("created_at")`, a field without one creates a column `updatedAt`, which is probably
    /// an oversight. The majority is at least 80% of the multi-word fields, in the model itself if it has five such
    /// fields, else in the whole schema. The same applies to `@@map` on models.
    ///
    /// The fixes are offered only in a project without migrations, because they change column names.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id        Int      @id
    ///   firstName String   @map("first_name")
    ///   lastName  String   @map("last_name")
    ///   birthDate DateTime @map("birth_date")
    ///   createdAt DateTime @map("created_at")
    ///   updatedAt DateTime
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id        Int      @id
    ///   firstName String   @map("first_name")
    ///   lastName  String   @map("last_name")
    ///   birthDate DateTime @map("birth_date")
    ///   createdAt DateTime @map("created_at")
    ///   updatedAt DateTime @map("updated_at")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "inconsistent-mapping",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if cx.kinds(model).is_external_auth {
        return;
    }
    check_fields(cx, model, found);
    let tables = cx.index.conventions(Conventions::names_key).tables;
    if tables == Some(Convention::Mapped) && model.model.mapped_name().is_none() {
        check_table(cx, model, found);
    }
}

fn check_fields(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let countable: Vec<(&Field, bool)> = countable(cx, model).collect();
    let mut own = Count::default();
    countable.iter().for_each(|(_, is_mapped)| own.add(*is_mapped));
    let is_own = own.is_enough();
    let custom = if is_own { own.custom() } else { cx.index.conventions(Conventions::names_key).columns };
    let Some(custom) = custom else { return };
    // A model in which every field is mapped has other names on purpose.
    if custom == Convention::Plain && own.plain == 0 {
        return;
    }
    let others = if is_own { "the other fields of this model" } else { "the fields of this schema" };
    for (field, is_mapped) in countable {
        if is_mapped == (custom == Convention::Mapped) {
            continue;
        }
        let (name, column) = (field.name.as_str(), snake(&field.name.text, &[]));
        let (message, wanted) = match custom {
            Convention::Mapped => (
                format!(
                    "`{}.{name}` has a column `{name}`, but {others} are mapped to snake_case. Add \
                     `@map(\"{column}\")`.",
                    model.item.name()
                ),
                column.as_str(),
            ),
            Convention::Plain => (
                format!(
                    "`{}.{name}` is mapped to `{column}`, but {others} are not mapped. Remove `@map`.",
                    model.item.name()
                ),
                name,
            ),
        };
        let finding = cx.finding(model.id, field.name.span, message);
        found.push(cx.fix(finding, || map_field(cx, model.id, field, wanted)));
    }
}

fn check_table(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let name = model.item.name();
    let table = snake(name, &[]);
    if table == name || model.item.name.is_none() {
        return;
    }
    let message = format!(
        "`{name}` has a table `{name}`, but the other models of this schema are mapped. Add `@@map(\"{table}\")`, or \
         a similar name."
    );
    let finding = cx.finding(model.id, model.item.head(), message);
    found.push(cx.fix(finding, || map_model(cx, model.id, model.item, &table)));
}

/// The multi-word camelCase fields that have a column, each with whether it is mapped to its own name in snake_case. A
/// field mapped to anything else does not count.
fn countable<'m>(cx: &Context<'_>, model: ModelRef<'m>) -> impl Iterator<Item = (&'m Field, bool)> {
    let fields = cx.fields(model.id, model.model).filter(|(field, ty)| {
        let name = field.name.as_str();
        ty.is_scalar_like() && !name.contains('_') && has_several_words(name)
    });
    fields.filter_map(|(field, _)| Some((field, is_mapped(field)?)))
}
