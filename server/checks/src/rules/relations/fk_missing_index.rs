//! `fk-missing-index`

use crate::rules::indexes::key;
use crate::rules::indexes::require_field_index::requires_index;
use crate::rules::relations::owning::{OwningField, listed};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{
    ColumnOrder, Context, ModelRef, OptionKind, OptionSpec, article, serves_equality, serves_lookup,
};
use base::text::Span;
use base::{FileEdit, Finding, Fix, Level, Place};
use model::catalog::{Provider, RelationMode};
use model::schema::item::{Column, Key, KeyKind, KeyOwner};
use model::schema::{FieldType, edit};

rule! {
    /// A foreign key without an index.
    ///
    /// Most databases index the referenced key, but not the foreign key itself. Deleting a referenced row, changing its
    /// key, or reading the relation from the other side then scans the whole referencing table. An id, a unique
    /// constraint or an index serves if its leading columns are those of the foreign key, in any order. A partial
    /// index, an index over a prefix of the values, `Gin`, `Gist`, `SpGist` and `Brin` do not serve. In a join table
    /// with `@@id([aId, bId])`, `bId` needs an index.
    ///
    /// Prisma 8 makes the index itself, unless the relation says `index: false`. InnoDB adds one as well, and on MongoDB no foreign key holds deletes up, so there the finding is information
    /// only. With `relationMode = "prisma"` Prisma
    /// itself warns, and this rule does not run.
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id])
    ///
    ///   @@index([authorId])
    /// }
    /// ```
    ///
    /// If every query also filters by tenant, an index that begins with the tenant and the foreign key serves:
    ///
    /// ```prisma clean {"tenantFields": ["tenantId"]}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   tenantId Int
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id])
    ///
    ///   @@index([tenantId, authorId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "fk-missing-index",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[
            OptionSpec {
                name: "tenantFields",
                kind: OptionKind::List(&[]),
                docs: "Fields that every query filters by: they may precede the foreign key in an index, and new \
                     indexes begin with the first one that the model has.",
            },
            OptionSpec {
                name: "mongodb",
                kind: OptionKind::Flag(true),
                docs: "Whether to check MongoDB too, which has no foreign keys but scans whole collections for \
                     relations without an index.",
            },
        ],
        check: Check::Model(check),
    };
}

/// A foreign key without an index, and the index it needs.
struct MissingIndex<'a, 's> {
    key: &'a OwningField<'s>,
    index: Vec<&'s str>,
    /// Other foreign keys that the same index serves.
    also: Vec<&'a OwningField<'s>>,
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let configuration = cx.configuration();
    let is_silent = match configuration.provider {
        Some(Provider::Mongodb) => !cx.options.flag("mongodb"),
        // Prisma itself warns where it emulates foreign keys.
        _ => configuration.relation_mode == RelationMode::Prisma,
    };
    if is_silent {
        return;
    }
    let order = ColumnOrder::of_foreign_keys(configuration);
    let keys = cx.owning_fields(model.id);
    let is_missing = |key: &&OwningField<'_>| {
        is_indexable(cx, key) && !is_demanded(cx, key) && !is_indexed(cx, model, key, order)
    };
    let missing: Vec<_> = keys.iter().filter(is_missing).collect();
    for missing_index in arrange(missing, order) {
        found.push(report(cx, model, &missing_index));
    }
}

/// Whether `require-field-index` asks for the index by the name of the field.
fn is_demanded(cx: &Context<'_>, key: &OwningField<'_>) -> bool {
    matches!(key.columns.as_slice(), [column] if requires_index(cx, column))
}

/// Whether Prisma allows an index over the fields.
fn is_indexable(cx: &Context<'_>, key: &OwningField<'_>) -> bool {
    key.info.key.iter().all(|&id| {
        cx.schema.field_type(id) != FieldType::Unsupported
            && cx.schema.field(id).is_some_and(|field| !field.has("ignore"))
    })
}

fn is_indexed(cx: &Context<'_>, model: ModelRef<'_>, key: &OwningField<'_>, order: ColumnOrder) -> bool {
    let serves = |fields: &[&str]| {
        model.model.keys.iter().any(|it| serves_lookup(cx.schema, model.model, it, fields, order))
    };
    let tenants = cx.options.list("tenantFields");
    // Prisma 8 makes one by itself.
    cx.makes_index(key.relation)
        || serves(&key.columns)
        || tenants.iter().filter(|tenant| !key.columns.contains(tenant)).any(|tenant| {
            let with_tenant: Vec<&str> = [*tenant].into_iter().chain(key.columns.iter().copied()).collect();
            serves(&with_tenant)
        })
}

/// The missing indexes, longest first; a foreign key served by the index of another one gets none of its own.
fn arrange<'a, 's>(mut missing: Vec<&'a OwningField<'s>>, order: ColumnOrder) -> Vec<MissingIndex<'a, 's>> {
    missing.sort_by_key(|key| std::cmp::Reverse(key.columns.len()));
    let mut all = Vec::new();
    while !missing.is_empty() {
        let key = missing.remove(0);
        let mut index = key.columns.clone();
        if order == ColumnOrder::Any {
            let inner = missing.iter().find(|other| other.columns.iter().all(|name| index.contains(name)));
            if let Some(inner) = inner {
                let rest: Vec<&str> =
                    index.iter().copied().filter(|name| !inner.columns.contains(name)).collect();
                index = inner.columns.iter().copied().chain(rest).collect();
            }
        }
        let (also, rest) = missing.into_iter().partition(|other| begins_with(&index, &other.columns, order));
        missing = rest;
        all.push(MissingIndex { key, index, also });
    }
    all
}

fn begins_with(index: &[&str], columns: &[&str], order: ColumnOrder) -> bool {
    let Some(leading) = index.get(..columns.len()) else { return false };
    match order {
        ColumnOrder::Strict => leading == columns,
        ColumnOrder::Any => columns.iter().all(|name| leading.contains(name)),
    }
}

fn report(cx: &Context<'_>, model: ModelRef<'_>, missing_index: &MissingIndex<'_, '_>) -> Finding {
    let (name, target) = (model.item.name(), missing_index.key.target_name);
    let fields = listed(&missing_index.key.columns);
    let tenants = cx.options.list("tenantFields");
    let tenant = tenants.iter().copied().find(|tenant| model.model.field(tenant).is_some());
    let tenant = tenant.filter(|tenant| !missing_index.index.contains(tenant));
    let index: Vec<&str> = tenant.into_iter().chain(missing_index.index.iter().copied()).collect();
    let attribute = format!("@@index([{}])", listed(&index));
    let provider = cx.configuration().provider;
    let is_automatic = provider.is_some_and(|provider| provider.capabilities().indexes_foreign_keys);
    let key = match missing_index.key.columns.len() {
        1 => format!("`{name}.{fields}`"),
        _ => format!("`{name}({fields})`"),
    };
    let message = if is_automatic {
        format!(
            "Foreign key {key} has no index in the schema; the database creates one that the schema does \
             not show. Add `{attribute}`."
        )
    } else {
        let (what, scan) = match provider {
            Some(Provider::Mongodb) => ("Relation key", "collection"),
            _ => ("Foreign key", "table"),
        };
        let remedy = match cx.configuration().is_next() && cx.relation_takes("index") {
            true => "Remove `index: false`".to_owned(),
            false => format!("Add `{attribute}`"),
        };
        format!(
            "{what} {key} has no index: deleting {} `{target}`, or finding its rows, scans the {scan}. {remedy}.",
            article(target)
        )
    };
    let span = missing_index.key.relation.fields_span.unwrap_or(missing_index.key.relation.span);
    let mut finding = cx.finding(model.id, span, message);
    let is_minor = is_automatic || provider == Some(Provider::Mongodb);
    if is_minor {
        finding = finding.at_most(Level::Info);
    }
    for other in &missing_index.also {
        let place = Place::new(model.id, other.field.name.span);
        finding = finding.related(place, "The same index serves this foreign key.");
    }
    let near_miss = model.model.keys.iter().find(|key| {
        let holds = |name: &&str| key.field_names().any(|column| column == *name);
        serves_equality(key) && key.predicate.is_none() && missing_index.key.columns.iter().all(holds)
    });
    if let Some(key) = near_miss {
        let message = format!("This key does not start with `{fields}`.");
        finding = finding.related(Place::new(model.id, key.span), message);
    }
    cx.fix(finding, || {
        let relation = missing_index.key.field.attribute("relation");
        let off = relation.and_then(|relation| relation.arguments.as_ref()?.argument("index"));
        if let (Some(relation), Some(off)) = (relation, off.filter(|_| cx.configuration().is_next())) {
            // Then Prisma makes the index.
            let edit = edit::remove_argument(cx.schema, model.id, relation, off);
            return Some(Fix::safe("Remove `index: false`", vec![edit]));
        }
        if let Some((key, edit)) = extended(cx, model, &index) {
            let title = format!("Extend {} to `{attribute}`", key::label(model.model, key));
            return Some(Fix::choice(title, vec![edit]));
        }
        let edit = edit::add_block_attribute(cx.schema, model.id, "index", &attribute);
        let title = format!("Add `{attribute}`");
        edit.map(|edit| if is_minor { Fix::choice(title, vec![edit]) } else { Fix::safe(title, vec![edit]) })
    })
}

/// The index that begins the new one, and the edit that adds the rest of the columns to it: beside the new one it would be
/// redundant.
fn extended<'m>(cx: &Context<'_>, model: ModelRef<'m>, index: &[&str]) -> Option<(&'m Key, FileEdit)> {
    let key = model.model.keys.iter().find(|key| {
        let is_plain =
            |column: &Column| column.length.is_none() && column.ops.is_none() && column.sort.is_none();
        matches!(key.owner, KeyOwner::Block(_))
            && key.kind == KeyKind::Index
            && key.predicate.is_none()
            && key::is_btree(key)
            && key::is_whole(model.model, key)
            && key.columns.len() < index.len()
            && key.columns.iter().all(is_plain)
            && key.field_names().zip(index).all(|(column, other)| column == *other)
    })?;
    let rest = index.get(key.columns.len()..)?;
    let end = key.columns.last()?.path.span.end;
    let text = format!(", {}", listed(rest));
    Some((key, edit::replace(cx.schema, Place::new(model.id, Span::at(end)), text)))
}
