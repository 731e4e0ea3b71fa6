//! `inconsistent-mapping`

use rustc_hash::FxHashSet;

use crate::rules::case::snake;
use crate::rules::index::is_looked_at;
use crate::rules::naming::mapping::{map_field, map_model};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, Convention, Conventions, Count, ModelRef, has_several_words, is_mapped};
use base::text::Span;
use base::{Finding, Level};
use model::schema::item::Field;

rule! {
    /// A field or model mapped to a database name where most others are not, or the reverse.
    ///
    /// If most fields have an `@map("created_at")`, a field without one creates a column `updatedAt`, which is probably
    /// an oversight. The majority is at least 80% of the multi-word fields, in the model itself if it has five such
    /// fields, else in the whole schema. The same applies to `@@map` on models.
    ///
    /// With `field-map-snake-case`, a mapped field among unmapped ones is not flagged.
    ///
    /// The fixes are offered only in a project without migrations, because they change column names. In a project with
    /// migrations, rename the column in a migration (`ALTER TABLE … RENAME COLUMN`) together with the `@map`.
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
        code: CODE,
        levels: Levels::new(Level::Info, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

const CODE: &str = "inconsistent-mapping";

/// The fields of a model that are mapped otherwise than most.
struct Exceptions<'m> {
    custom: Convention,
    /// Whether the other fields of this model show the custom, not those of the whole schema.
    is_own: bool,
    fields: Vec<&'m Field>,
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    if let Some(exceptions) = exceptions(cx, model) {
        check_fields(cx, model, &exceptions, found);
    }
    if is_table_reported(cx, model) {
        check_table(cx, model, found);
    }
}

/// The fields of a model that the rule flags for having no name in snake_case; none where it is off.
pub(super) fn reported_fields(cx: &Context<'_>, model: ModelRef<'_>) -> FxHashSet<Span> {
    let is_on = cx.options_of(CODE).is_some() && is_looked_at(model.item);
    let exceptions = is_on.then(|| exceptions(cx, model)).flatten();
    let mapped = exceptions.filter(|it| it.custom == Convention::Mapped);
    mapped.into_iter().flat_map(|it| it.fields).map(|field| field.name.span).collect()
}

/// Whether the rule is on and flags the model for having no name in snake_case.
pub(super) fn is_table_reported(cx: &Context<'_>, model: ModelRef<'_>) -> bool {
    let name = model.item.name();
    cx.options_of(CODE).is_some()
        && model.item.name.is_some()
        && model.model.mapped_name().is_none()
        && !model.item.shares_table()
        && cx.index.conventions(Conventions::names_key).tables == Some(Convention::Mapped)
        && snake(name, &[]) != name
        && !cx.kinds(model).is_external_auth
}

fn exceptions<'m>(cx: &Context<'_>, model: ModelRef<'m>) -> Option<Exceptions<'m>> {
    if cx.kinds(model).is_external_auth {
        return None;
    }
    let countable: Vec<(&Field, bool)> = countable(cx, model).collect();
    let mut own = Count::default();
    countable.iter().for_each(|(_, is_mapped)| own.add(*is_mapped));
    let is_own = own.is_enough();
    let custom = if is_own { own.custom() } else { cx.index.conventions(Conventions::names_key).columns }?;
    // A model in which every field is mapped has other names on purpose, and where each name has to be in snake_case,
    // none may lose it.
    let asks_for_snake_case = || cx.options_of("field-map-snake-case").is_some();
    if custom == Convention::Plain && (own.plain == 0 || asks_for_snake_case()) {
        return None;
    }
    let is_other = |is_mapped: &bool| *is_mapped != (custom == Convention::Mapped);
    let fields = countable.into_iter().filter(|(_, is_mapped)| is_other(is_mapped)).map(|(field, _)| field);
    Some(Exceptions { custom, is_own, fields: fields.collect() })
}

fn check_fields(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    exceptions: &Exceptions<'_>,
    found: &mut Vec<Finding>,
) {
    let others =
        if exceptions.is_own { "the other fields of this model" } else { "the fields of this schema" };
    // Changed alone, the name would drop the column with its values.
    let with = if cx.facts.has_migrations { ", and rename the column in a migration" } else { "" };
    for field in &exceptions.fields {
        let (name, column) = (field.name.as_str(), snake(&field.name.text, &[]));
        let (message, wanted) = match exceptions.custom {
            Convention::Mapped => (
                format!(
                    "`{}.{name}` has a column `{name}`, but {others} are mapped to snake_case. Add \
                     `@map(\"{column}\")`{with}.",
                    model.item.name()
                ),
                column.as_str(),
            ),
            Convention::Plain => (
                format!(
                    "`{}.{name}` is mapped to `{column}`, but {others} are not mapped. Remove `@map`{with}.",
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
    let with = if cx.facts.has_migrations { ", and rename the table in a migration" } else { "" };
    let message = format!(
        "`{name}` has a table `{name}`, but the other models of this schema are mapped. Add `@@map(\"{table}\")` or \
         a similar name{with}."
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
