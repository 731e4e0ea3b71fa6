//! `fk-native-type-mismatch`

use crate::rules::relations::column_families::{Compatibility, fit};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::types::column;
use crate::rules::{Context, ModelRef};
use base::{FieldId, FileEdit, Finding, Fix, Level, Place};
use model::catalog::Provider;
use model::database::column_type_of;
use model::schema::item::Field;
use model::schema::{FieldType, edit};

rule! {
    /// A foreign key whose column type differs from the referenced column.
    ///
    /// Prisma compares field types, not column types. A `String` that references a `String @db.Uuid` is accepted, and
    /// then PostgreSQL rejects the foreign key; MySQL rejects integers of another size or sign, SQL Server any
    /// difference. Differences that the database accepts, such as another text length, are information only: a value
    /// may fit on one side and not on the other.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    String @id @db.Uuid
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int    @id
    ///   authorId String
    ///   author   User   @relation(fields: [authorId], references: [id])
    ///
    ///   @@index([authorId])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    String @id @db.Uuid
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int    @id
    ///   authorId String @db.Uuid
    ///   author   User   @relation(fields: [authorId], references: [id])
    ///
    ///   @@index([authorId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "fk-native-type-mismatch",
        levels: Levels::essential(Level::Error, Level::Error),
        options: &[],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(provider) = cx.configuration().provider else { return };
    // On MongoDB, Prisma itself compares the types.
    if provider == Provider::Mongodb {
        return;
    }
    let mut seen: Vec<(FieldId, FieldId)> = Vec::new();
    for key in cx.owning_fields(model.id) {
        for pair in key.info.key.iter().copied().zip(key.info.referenced.iter().copied()) {
            if !seen.contains(&pair) {
                seen.push(pair);
                found.extend(compare(cx, provider, pair));
            }
        }
    }
}

/// Whether both have no native type, or the same one without arguments: the common case.
fn is_written_alike(cx: &Context<'_>, field: &Field, target: &Field) -> bool {
    let (own, other) = (cx.schema.native_type_of(field), cx.schema.native_type_of(target));
    let (Some(own), Some(other)) = (own, other) else { return own.is_none() && other.is_none() };
    own.arguments.is_none() && other.arguments.is_none() && own.name() == other.name()
}

fn compare(cx: &Context<'_>, provider: Provider, (own, referenced): (FieldId, FieldId)) -> Option<Finding> {
    let (field, target) = (cx.schema.field(own)?, cx.schema.field(referenced)?);
    let (FieldType::Scalar(scalar), FieldType::Scalar(other)) =
        (cx.schema.type_of(field), cx.schema.type_of(target))
    else {
        return None;
    };
    // Prisma itself rejects different scalars.
    if scalar != other || is_written_alike(cx, field, target) {
        return None;
    }
    let (mine, theirs) =
        (column_type_of(cx.schema, provider, field)?, column_type_of(cx.schema, provider, target)?);
    let (mine, theirs) = (mine.native()?, theirs.native()?);
    let fit = fit(mine, theirs, provider);
    let (mine, theirs) = (mine.written(), theirs.written());
    if fit == Compatibility::Same {
        return None;
    }
    let shown = |native: &str| match cx.configuration().is_next() {
        true => column::written(cx, native),
        false => native.to_owned(),
    };
    let (mine, theirs) = (shown(&mine), shown(&theirs));
    let names = format!(
        "`{}.{}` is `{mine}` in the database, but references `{}.{}`, which is `{theirs}`",
        cx.schema.item(own.item)?.name(),
        field.name.text,
        cx.schema.item(referenced.item)?.name(),
        target.name.text
    );
    let has_foreign_keys = cx.configuration().has_foreign_keys();
    let message = match fit {
        Compatibility::Refused if has_foreign_keys => {
            format!(
                "{names}: {} rejects such a foreign key. Use the same type on both sides.",
                provider.display_name()
            )
        }
        _ => format!("{names}. Use the same type, so that every value fits on both sides."),
    };
    let span = field.native_type().map(|native| native.span).or(field.ty.as_ref().map(|ty| ty.span))?;
    let mut finding = cx
        .finding(own.item, span, message)
        .related(Place::new(referenced.item, target.name.span), "The referenced field.");
    if fit == Compatibility::Differs || !has_foreign_keys {
        finding = finding.at_most(Level::Info);
    }
    Some(cx.fix(finding, || {
        let (title, edit) = match cx.configuration().is_next() {
            true => {
                let title = format!("Change to `{theirs}`");
                (title, column::set_native_of(cx, own.item, field, &theirs))
            }
            false => copy_type(cx, own, referenced)?,
        };
        Some(Fix::choice(title, vec![edit]))
    }))
}

/// Gives the field the native type of the referenced field, or removes it if that has none.
fn copy_type(cx: &Context<'_>, own: FieldId, referenced: FieldId) -> Option<(String, FileEdit)> {
    let (field, target) = (cx.schema.field(own)?, cx.schema.field(referenced)?);
    let text = cx.schema.text(referenced.item);
    match (field.native_type(), target.native_type()) {
        (Some(native), Some(wanted)) => {
            let wanted = wanted.span.of(&text);
            let edit = edit::replace(cx.schema, Place::new(own.item, native.span), wanted);
            Some((format!("Change to `{wanted}`"), edit))
        }
        (None, Some(wanted)) => {
            let wanted = wanted.span.of(&text);
            Some((format!("Add `{wanted}`"), edit::add_attribute(cx.schema, own.item, field, wanted)))
        }
        (Some(native), None) => {
            let own_text = cx.schema.text(own.item);
            let title = format!("Remove `{}`", native.span.of(&own_text));
            Some((title, edit::remove_attribute(cx.schema, own.item, native)))
        }
        (None, None) => None,
    }
}
