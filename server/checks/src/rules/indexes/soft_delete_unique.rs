//! `soft-delete-unique`

use crate::rules::indexes::key;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, singular, soft_delete_field, words};
use base::{FileEdit, Finding, Fix, Level, Place};
use model::catalog::Provider;
use model::catalog::capabilities::{ConstraintKind, NullsInUnique};
use model::database::constraint_name;
use model::schema::edit;
use model::schema::item::{Field, Key, KeyKind, KeyOwner};

rule! {
    /// A unique constraint that also applies to soft-deleted rows.
    ///
    /// In a model with `deletedAt`, a soft-deleted row stays in the table and keeps its e-mail address, slug or number
    /// reserved forever: creating another row with the same value fails. Adding `deletedAt` to the constraint does not
    /// help on most databases. They treat NULLs as distinct, so active rows, whose `deletedAt` is NULL, are then not
    /// constrained at all; only SQL Server and MongoDB treat NULLs as equal.
    ///
    /// The solution is a constraint over active rows only: `where: { deletedAt: null }`, which needs Prisma 7.4, the
    /// preview feature `partialIndexes`, and a database other than MySQL and MongoDB. With older versions, write it in
    /// a migration: `CREATE UNIQUE INDEX … WHERE "deletedAt" IS NULL`. Prisma Client cannot find a single row by such a
    /// constraint, so `findUnique` becomes `findFirst`.
    ///
    /// Exempt are values that nobody chooses (generated values, tokens, hashes, ids from other systems), numbers of
    /// documents, which must never come back, keys of one-to-one relations, and tables that are copied from elsewhere.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id        Int       @id
    ///   email     String    @unique
    ///   deletedAt DateTime?
    /// }
    /// ```
    ///
    /// ```prisma flagged
    /// model User {
    ///   id        Int       @id
    ///   email     String
    ///   deletedAt DateTime?
    ///
    ///   @@unique([email, deletedAt])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// generator client {
    ///   provider        = "prisma-client"
    ///   output          = "./client"
    ///   previewFeatures = ["partialIndexes"]
    /// }
    ///
    /// model User {
    ///   id        Int       @id
    ///   email     String
    ///   deletedAt DateTime?
    ///
    ///   @@unique([email], where: { deletedAt: null }, map: "User_email_active_key")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "soft-delete-unique",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[],
        check: Check::Model(check),
    };
}

/// Functions whose values nobody chooses, so that none is reused.
const GENERATORS: &[&str] =
    &["autoincrement", "sequence", "cuid", "uuid", "ulid", "nanoid", "auto", "dbgenerated"];

/// Last words of the names of values that are random or derived from other data.
const RANDOM: &[&str] =
    &["token", "tokens", "hash", "secret", "uuid", "guid", "nonce", "digest", "checksum", "signature"];

/// Words of documents and goods whose numbers are never given out again.
#[rustfmt::skip]
const DOCUMENTS: &[&str] = &[
    "account", "application", "batch", "bill", "booking", "case", "certificate", "chassis", "claim", "contract",
    "delivery", "document", "engine", "entry", "estimate", "folio", "invoice", "job", "journal", "ledger", "lot", "note",
    "offer", "order", "payment", "payout", "policy", "po", "proforma", "purchase", "quotation", "quote", "receipt",
    "refund", "reservation", "return", "shipment", "statement", "ticket", "tracking", "transaction", "transfer",
    "voucher", "work",
];

/// Last words of the names of such numbers.
const NUMBERS: &[&str] = &["number", "no", "num", "nr", "ref", "reference", "serial", "sequence", "seq"];

/// Last words of values that identify one thing for good.
const IDENTIFIERS: &[&str] =
    &["address", "barcode", "ean", "fingerprint", "iban", "imei", "isbn", "serial", "vin", "wallet"];

/// Word sequences in fields of tables that another program fills.
const COPIED: &[&[&str]] = &[
    &["synced", "at"],
    &["sync", "at"],
    &["last", "sync"],
    &["last", "synced"],
    &["imported", "at"],
    &["external", "id"],
    &["remote", "id"],
    &["upstream", "id"],
    &["source", "id"],
    &["origin", "id"],
];

/// Words in the name of a field or its model that mark a `code` as random.
const CODES: &[&str] =
    &["referral", "invite", "invitation", "verification", "share", "join", "access", "recovery", "otp"];

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let Some(mark) = soft_delete_field(cx.schema, model.model) else { return };
    let Some(provider) = cx.configuration().provider else { return };
    let nulls = provider.capabilities().nulls_in_unique;
    for key in model.model.keys.iter().filter(|key| key.kind == KeyKind::Unique && key.predicate.is_none()) {
        let rest: Vec<&str> = key.field_names().filter(|name| *name != mark.name.text).collect();
        let has_mark = rest.len() < key.columns.len();
        if rest.is_empty()
            || has_mark && nulls == NullsInUnique::Equal
            || !key::is_whole(model.model, key)
            || rest.iter().any(|name| is_never_reused(model, name))
            || is_relation_key(model, &rest)
            || rest.iter().any(|name| is_foreign_id(model, name, rest.len()))
            || is_copied(model)
        {
            continue;
        }
        found.push(finding(cx, model, key, mark, &rest, provider));
    }
}

/// Whether no value of the field is ever reused.
fn is_never_reused(model: ModelRef<'_>, name: &str) -> bool {
    let Some(field) = model.model.field(name) else { return true };
    let is_generated = field
        .default()
        .and_then(|value| value.as_call())
        .is_some_and(|(function, _)| GENERATORS.contains(&function));
    let (parts, owner) = (words(name), words(model.item.name()));
    let is_random = RANDOM.contains(&parts.last());
    let is_code = parts.last() == "code" && (parts.contain_any(CODES) || owner.contain_any(CODES));
    let is_id = model.model.keys.iter().any(|key| key.kind == KeyKind::Id && key.is_over(&[name]));
    let names_document = || {
        let all = if parts.count() == 1 { &owner } else { &parts };
        all.iter().any(|word| DOCUMENTS.contains(&singular(word).as_str()))
    };
    let is_number =
        NUMBERS.contains(&parts.last()) && names_document() || IDENTIFIERS.contains(&parts.last());
    let is_email = parts.contain_any(&["email", "mail"]);
    is_generated || is_random || is_code || is_id || (is_number && !is_email) || parts.contains("hashed")
}

/// Whether the value is an id from another system, which belongs to one row for good.
/// One of several fields is such an id only if no relation of the model goes by it.
fn is_foreign_id(model: ModelRef<'_>, name: &str, count: usize) -> bool {
    let relations = || model.model.fields.iter().filter_map(|field| field.relation.as_ref());
    let is_own = || relations().any(|relation| relation.field_names().any(|it| it == name));
    let is_scope = || count > 1 && words(name).contain_any(SCOPES);
    matches!(words(name).last(), "id" | "uid") && !is_scope() && (count == 1 || !is_own())
}

/// Words of ids that say to whom a row belongs, even where no relation shows it.
const SCOPES: &[&str] = &[
    "account",
    "company",
    "org",
    "organisation",
    "organization",
    "owner",
    "parent",
    "project",
    "shop",
    "site",
    "store",
    "team",
    "tenant",
    "user",
    "workspace",
];

/// Whether another program fills the table, so that a row that comes back is the old one.
fn is_copied(model: ModelRef<'_>) -> bool {
    model.model.fields.iter().any(|field| {
        let parts = words(&field.name.text);
        let all: Vec<&str> = parts.iter().collect();
        COPIED.iter().any(|sequence| all.ends_with(sequence))
    })
}

/// Whether the fields are the key of a relation, which is then one-to-one.
fn is_relation_key(model: ModelRef<'_>, names: &[&str]) -> bool {
    let relations = model.model.fields.iter().filter_map(|field| field.relation.as_ref());
    relations.into_iter().any(|relation| {
        relation.field_names().count() == names.len() && relation.field_names().all(|it| names.contains(&it))
    })
}

/// Whether a relation of any model references the fields, which then have to be unique over all rows.
fn is_referenced(cx: &Context<'_>, model: ModelRef<'_>, names: &[&str]) -> bool {
    cx.schema.fields_to(model.id).filter_map(|id| cx.schema.field(id)).any(|field| {
        field.relation.as_ref().is_some_and(|relation| {
            relation.referenced_names().count() == names.len()
                && relation.referenced_names().all(|it| names.contains(&it))
        })
    })
}

fn finding(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    key: &Key,
    mark: &Field,
    rest: &[&str],
    provider: Provider,
) -> Finding {
    let label = key::label(model.model, key);
    let mark_name = mark.name.as_str();
    let has_mark = rest.len() < key.columns.len();
    let problem = if has_mark {
        format!(
            "{label} does not apply to active rows: `{mark_name}` is NULL in all of them, and {provider} treats NULLs \
             as distinct."
        )
    } else {
        format!("{label} also applies to soft-deleted rows.")
    };
    let is_next = cx.configuration().is_next();
    let wanted = format!("`{}`", key::unique_over_null(cx.configuration(), rest, mark, None));
    let capabilities = provider.capabilities();
    let remedy = if capabilities.partial_indexes {
        let change = match has_mark {
            _ if is_next => format!("Change it to {wanted}"),
            true => format!("Change it to {wanted}"),
            false => format!("Add `where: {{ {mark_name}: null }}`"),
        };
        if key::has_partial_indexes(cx.configuration()) || cx.configuration().version.is_at_least(7, 4) {
            // The fix adds the preview feature.
            format!("{change}.")
        } else {
            format!("Create a unique index with `WHERE {} IS NULL` in a migration.", mark.database_name())
        }
    } else if capabilities.nulls_in_unique == NullsInUnique::Equal {
        format!("Add `{mark_name}` to it.")
    } else {
        format!("{provider} has no partial indexes: change the value when a row is soft-deleted.")
    };
    let finding = cx
        .finding(model.id, key.span, format!("{problem} {remedy}"))
        .related(Place::new(model.id, mark.name.span), "This field soft-deletes a row");
    cx.fix(finding, || fix(cx, model, key, mark, rest))
}

fn fix(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, mark: &Field, rest: &[&str]) -> Option<Fix> {
    let provider = cx.configuration().provider?;
    let capabilities = provider.capabilities();
    let mark_name = mark.name.as_str();
    let others = |it: &&Key| it.is_unique() && it.span != key.span && it.predicate.is_none();
    if is_referenced(cx, model, rest)
        || model.model.keys.iter().find(others).is_none()
        || key.columns.iter().any(|column| column.length.is_some())
    {
        return None;
    }
    if !capabilities.partial_indexes {
        // Adding the soft-delete column helps where NULLs are equal.
        let is_equal = capabilities.nulls_in_unique == NullsInUnique::Equal;
        let text = format!("@@unique([{}, {mark_name}])", rest.join(", "));
        let title = format!("Add `{mark_name}` to {}", key::label(model.model, key));
        return is_equal.then(|| rewrite(cx, model, key, &text)).flatten().map(|it| Fix::choice(title, it));
    }
    let mut edits = Vec::new();
    let mut title = "Restrict uniqueness to active rows (`findUnique` becomes `findFirst`)".to_owned();
    if !key::has_partial_indexes(cx.configuration()) {
        if !cx.configuration().version.is_at_least(7, 4) {
            return None;
        }
        edits.push(edit::add_preview_feature(cx.schema, "partialIndexes")?);
        title.push_str(", with the preview feature `partialIndexes`");
    }
    let map = active_name(model, rest, provider);
    let text = key::unique_over_null(cx.configuration(), rest, mark, Some(&map));
    edits.extend(rewrite(cx, model, key, &text)?);
    Some(Fix::choice(title, edits))
}

/// Replaces the key by a block attribute.
fn rewrite(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, text: &str) -> Option<Vec<FileEdit>> {
    Some(match key.owner {
        KeyOwner::Block(_) => vec![edit::replace(cx.schema, Place::new(model.id, key.span), text)],
        KeyOwner::Field(_) => vec![
            key::remove(cx.schema, model.id, model.model, key)?,
            edit::add_block_attribute(cx.schema, model.id, "unique", text)?,
        ],
    })
}

/// The name of a unique constraint over active rows; `_active` distinguishes it from one over all rows.
fn active_name(model: ModelRef<'_>, names: &[&str], provider: Provider) -> String {
    let columns = names.iter().map(|name| model.model.field(name).map_or(*name, |it| it.database_name()));
    let columns: Vec<&str> = columns.chain(["active"]).collect();
    constraint_name(provider, ConstraintKind::Unique, model.item.database_name(), &columns)
}
