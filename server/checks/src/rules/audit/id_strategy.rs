//! `id-strategy`

use crate::rules::audit::id_columns::{columns_of, edit_all};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, Customs, ModelRef, OptionKind, OptionSpec, made_by};
use base::text::Span;
use base::{FieldId, Finding, Fix, Level};
use model::catalog::{Provider, ScalarType};
use model::schema::item::{Expr, Field};
use model::schema::{FieldType, edit};

rule! {
    /// An id that is made in another way than it should be.
    ///
    /// Three things are looked at. With the option `allow`, every way of making ids that it does not list. Without it,
    /// ids that are made in another way than four of five in the schema, because code that handles ids has to know
    /// both; lookup tables, logs and the tables of NextAuth may differ. And in PostgreSQL and CockroachDB, UUIDs kept
    /// as text: they take 36 bytes instead of 16, in every foreign key and index again.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id String @id @default(uuid())
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id String @id @default(uuid()) @db.Uuid
    /// }
    /// ```
    ///
    /// ```prisma flagged {"allow": ["uuid(7)", "cuid(2)"]}
    /// model User {
    ///   id Int @id @default(autoincrement())
    /// }
    /// ```
    pub static RULE = Rule {
        code: "id-strategy",
        levels: Levels::new(Level::Info, Level::Info),
        options: &[OptionSpec {
            name: "allow",
            kind: OptionKind::List(&[]),
            docs: "The ways of making ids that are in use: `autoincrement`, `uuid` (version 4), `uuid(7)`, `cuid`, `cuid(2)`, `ulid`, `nanoid`, `dbgenerated`, `sequence`, `auto`. Every way, where it is empty.",
        }],
        check: Check::Model(check),
    };
}

/// An id that something makes.
struct MadeId<'s> {
    model: ModelRef<'s>,
    index: usize,
    field: &'s Field,
    /// What makes it, such as `uuid(7)`.
    strategy: String,
    /// The kind of ways to which that belongs.
    family: &'static str,
    span: Span,
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(id) = &made_id(model) else { return };
    let allowed = cx.options.list("allow");
    let place = format!("{}.{}", id.model.item.name(), id.field.name.text);
    if !allowed.is_empty() {
        if !allowed.contains(&id.strategy.as_str()) {
            let list: Vec<String> = allowed.iter().map(|strategy| format!("`{strategy}`")).collect();
            let message = format!(
                "`{place}` is made by `{}`, which the settings do not allow. Use one of {}.",
                id.strategy,
                list.join(", ")
            );
            found.push(cx.finding(id.model.id, id.span, message));
        }
    } else if let Some((usual, _)) = cx.index.customs(Customs::ids_part).ids.usual
        && usual != id.family
        && !may_differ(cx, id)
    {
        let ids = &cx.index.customs(Customs::id_counts_part).ids;
        let message = format!(
            "`{place}` is made by `{}`, but {} of {} ids of this schema by `{usual}`. Make all alike where nothing \
             speaks against it.",
            id.strategy,
            ids.usual.map_or(0, |(_, count)| count),
            ids.count
        );
        found.push(cx.finding(id.model.id, id.span, message));
    }
    found.extend(uuid_as_text(cx, id, &place));
}

fn made_id(model: ModelRef<'_>) -> Option<MadeId<'_>> {
    let (index, family) = made_by(model)?;
    let field = model.model.fields.get(index)?;
    let default = field.default()?;
    Some(MadeId { model, index, field, strategy: strategy(default)?, family, span: default.span() })
}

/// What makes the value, by the names that the option `allow` uses.
fn strategy(default: &Expr) -> Option<String> {
    let (name, arguments) = default.as_call()?;
    let version = arguments.unnamed().and_then(Expr::as_int);
    Some(match (name, version) {
        ("uuid", Some(7)) => "uuid(7)".into(),
        ("cuid", Some(2)) => "cuid(2)".into(),
        ("autoincrement" | "uuid" | "cuid" | "ulid" | "nanoid" | "sequence" | "auto", _) => name.into(),
        ("dbgenerated", _) => "dbgenerated".into(),
        _ => return None,
    })
}

fn may_differ(cx: &Context<'_>, id: &MadeId<'_>) -> bool {
    let kinds = cx.kinds(id.model);
    kinds.is_append_only || kinds.is_lookup || kinds.is_external_auth
}

fn uuid_as_text(cx: &Context<'_>, id: &MadeId<'_>, place: &str) -> Option<Finding> {
    let has_uuids = matches!(cx.configuration().provider, Some(Provider::Postgresql | Provider::Cockroachdb));
    let is_text = cx.schema.type_of(id.field) == FieldType::Scalar(ScalarType::String)
        && id.field.native_type().is_none();
    if !has_uuids || !is_text || !id.strategy.starts_with("uuid") {
        return None;
    }
    let message = format!(
        "`{place}` keeps UUIDs as text, which takes more than twice the room in the table and in every index and \
         foreign key. Give it, and the foreign keys that point at it, `@db.Uuid`."
    );
    let mut finding = cx.finding(id.model.id, id.field.name.span, message);
    // Once there are tables, this is a change of their type and has to be planned.
    if cx.facts.has_migrations {
        finding = finding.at_most(Level::Hint);
    }
    Some(cx.fix(finding, || {
        if cx.facts.has_migrations {
            return None;
        }
        let datasource = cx.configuration().datasource_name.as_ref()?;
        let columns = columns_of(cx.schema, FieldId::new(id.model.id, id.index))?;
        let edits = edit_all(cx.schema, &columns, |column, field| {
            Some(edit::add_attribute(cx.schema, column.item, field, &format!("@{datasource}.Uuid")))
        })?;
        let title = match columns.len() {
            2 => format!("Add `@{datasource}.Uuid` here and to the foreign key"),
            1 => format!("Add `@{datasource}.Uuid`"),
            count => format!("Add `@{datasource}.Uuid` here and to {} foreign key fields", count - 1),
        };
        Some(Fix::choice(title, edits))
    }))
}
