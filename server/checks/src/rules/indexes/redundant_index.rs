//! `redundant-index`

use std::cell::OnceCell;
use std::cmp::Ordering;

use crate::rules::indexes::key;
use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level, Place};
use model::catalog::Provider;
use model::schema::edit;
use model::schema::item::{Column, Key, KeyKind, KeyOwner};

rule! {
    /// An index that is redundant to another index, unique constraint or id.
    ///
    /// An index over `a, b` also serves queries by `a`, so another index over `a` only adds cost to every insert and
    /// update, in memory and on disk. The same is true of an index over exactly the fields of a unique constraint or
    /// the id. Unique constraints are never redundant to wider keys, because they also constrain. Exempt are indexes
    /// with different types, operator classes, sort orders or `where:`, indexes with `length:`, and prefixes of keys
    /// with many fields, which are slower to read.
    ///
    /// Prisma 8 makes an index for each foreign key, unless the relation says `index: false`. Reported are those relations
    /// for which another key serves.
    ///
    /// ```prisma flagged
    /// model Message {
    ///   id             String   @id
    ///   conversationId String
    ///   createdAt      DateTime @default(now())
    ///
    ///   @@index([conversationId])
    ///   @@index([conversationId, createdAt])
    /// }
    /// ```
    ///
    /// ```prisma flagged
    /// model User {
    ///   id    String @id
    ///   email String @unique
    ///
    ///   @@index([email])
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Message {
    ///   id             String   @id
    ///   conversationId String
    ///   createdAt      DateTime @default(now())
    ///
    ///   @@index([conversationId, createdAt])
    ///   @@index([createdAt])
    /// }
    /// ```
    ///
    /// ```prisma flagged
    /// // use prisma-8
    ///
    /// model Chat {
    ///   id       Int       @id
    ///   messages Message[]
    /// }
    ///
    /// model Message {
    ///   id        Int      @id
    ///   chatId    Int
    ///   chat      Chat     @relation(fields: [chatId], references: [id])
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([chatId, createdAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "redundant-index",
        levels: Levels::new(Level::Warning, Level::Warning),
        options: &[OptionSpec {
            name: "maxColumns",
            kind: OptionKind::Number(4),
            docs: "A prefix of a key with more fields than this is exempt.",
        }],
        check: Check::Model(check),
    };
}

/// How one key makes another redundant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Redundancy {
    /// Both have the same fields.
    Equal,
    /// The other key has further fields.
    Prefix,
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let keys = &model.model.keys;
    let names = OnceCell::new();
    let name_of = |at: usize| {
        let all = || keys.iter().map(|key| cx.schema.key_name(model.item, key).text).collect();
        let names: &Vec<String> = names.get_or_init(all);
        names.get(at)
    };
    let of_relations = relation_indexes(cx, model);
    found.extend(of_relations.iter().filter_map(|own| relation_finding(cx, model, own)));
    for (at, key) in keys.iter().enumerate() {
        // The index of a relation stays, whether it is written once more or not.
        let is_of_relation = |own: &OwningField<'_>| key.is_over(&own.columns);
        let is_kept = key.kind == KeyKind::Index && of_relations.iter().any(is_of_relation);
        if keys.len() < 2 || is_kept || !can_be_redundant(key) || !key::is_whole(model.model, key) {
            continue;
        }
        let covers = keys.iter().enumerate().filter(|(other, _)| *other != at);
        let covers = covers.filter_map(|(other_at, other)| {
            let redundancy = redundancy(cx, model, key, other, || name_of(at) == name_of(other_at))?;
            // Of two equal indexes the later one is redundant, unless one is more than an index.
            let is_kept = other.kind == key.kind && redundancy == Redundancy::Equal && at < other_at;
            (!is_kept).then_some((redundancy, other.columns.len(), other))
        });
        // An equal key is nearest; without a look at the rest many equal ones cost no more than few.
        let mut nearest: Option<(Redundancy, usize, &Key)> = None;
        for cover in covers {
            if nearest.is_none_or(|it| (cover.0, cover.1) < (it.0, it.1)) {
                nearest = Some(cover);
            }
            if cover.0 == Redundancy::Equal {
                break;
            }
        }
        let Some((redundancy, _, other)) = nearest else { continue };
        found.push(finding(cx, model, key, other, redundancy));
    }
}

/// The relations for which Prisma makes an index, as the Prisma 8 dialect does.
fn relation_indexes<'s>(cx: &Context<'s>, model: ModelRef<'_>) -> Vec<OwningField<'s>> {
    let mut fields = match cx.configuration().is_next() {
        true => cx.owning_fields(model.id),
        false => Vec::new(),
    };
    fields.retain(|own| cx.makes_index(own.relation));
    fields
}

/// That the index of a relation is redundant, because another key begins with the same fields.
fn relation_finding(cx: &Context<'_>, model: ModelRef<'_>, own: &OwningField<'_>) -> Option<Finding> {
    let most = cx.options.number("maxColumns") as usize;
    let covers = |key: &&Key| {
        // Prisma makes none where a key is over the same fields.
        key.columns.len() > own.columns.len()
            && key.columns.len() <= most
            && key.kind != KeyKind::Fulltext
            && key.predicate.is_none()
            && key::is_btree(key)
            && key::is_whole(model.model, key)
            && key.field_names().zip(&own.columns).all(|(name, column)| name == *column)
    };
    let other = model.model.keys.iter().filter(covers).min_by_key(|key| key.columns.len())?;
    let attribute = own.field.attribute("relation")?;
    let message = format!(
        "The index that Prisma makes for `{}` is redundant: {} begins with the same fields. Add `index: false`.",
        own.field.name.text,
        key::label(model.model, other)
    );
    // Nobody has written that index.
    let finding = cx
        .finding(model.id, attribute.span, message)
        .at_most(Level::Info)
        .related(Place::new(model.id, other.span), "This key serves the same queries");
    Some(cx.fix(finding, || {
        let mut edits = Vec::new();
        edits.push(match attribute.arguments.as_ref().and_then(|arguments| arguments.argument("index")) {
            Some(_) => edit::set_argument(cx.schema, model.id, attribute, "index", "false"),
            None => edit::add_argument(cx.schema, model.id, attribute, "index: false"),
        });
        let is_written = |key: &&Key| {
            key.kind == KeyKind::Index
                && key.predicate.is_none()
                && key::is_btree(key)
                && key.is_over(&own.columns)
        };
        for key in model.model.keys.iter().filter(is_written) {
            edits.extend(key::remove(cx.schema, model.id, model.model, key));
        }
        let title = match edits.len() {
            1 => "Add `index: false`".to_owned(),
            _ => format!("Add `index: false`, and remove `@@index([{}])`", own.columns.join(", ")),
        };
        [Fix::choice(title, edits)]
    }))
}

/// Whether a key may be no more than an index.
fn can_be_redundant(key: &Key) -> bool {
    matches!(key.kind, KeyKind::Index | KeyKind::Unique)
}

/// How `other` makes `key` redundant, if it does.
fn redundancy(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    key: &Key,
    other: &Key,
    has_same_name: impl Fn() -> bool,
) -> Option<Redundancy> {
    let is_mongodb = cx.configuration().provider == Some(Provider::Mongodb);
    let (shorter, longer) = (&key.columns, &other.columns);
    let redundancy = match shorter.len().cmp(&longer.len()) {
        Ordering::Less => Redundancy::Prefix,
        Ordering::Equal => Redundancy::Equal,
        Ordering::Greater => return None,
    };
    let can_be_redundant = match key.kind {
        KeyKind::Index => true,
        // `@id @unique` creates the same index twice. On MongoDB the attribute may describe the index of another field.
        KeyKind::Unique => other.kind == KeyKind::Id && redundancy == Redundancy::Equal && !is_mongodb,
        KeyKind::Id | KeyKind::Fulltext => false,
    };
    let pairs = || shorter.iter().zip(longer);
    let has_same_columns = || pairs().all(|(one, other)| one.path.text == other.path.text);
    if !can_be_redundant
        || other.kind == KeyKind::Fulltext
        || !has_same_columns()
        || !key::is_whole(model.model, other)
    {
        return None;
    }
    if redundancy == Redundancy::Prefix && longer.len() > cx.options.number("maxColumns") as usize {
        return None;
    }
    // Prisma itself rejects two keys with one name.
    if has_same_name() {
        return None;
    }
    let block = cx.schema.text(model.id);
    let same_type = key::is_btree(key) && key::is_btree(other)
        || redundancy == Redundancy::Equal
            && key.index_type.as_ref().map(|name| &name.text)
                == other.index_type.as_ref().map(|name| &name.text);
    let same_rows = key::same_value(key.predicate.as_deref(), other.predicate.as_deref(), &block);
    if !same_type || !same_rows || is_clustered(cx, key) != is_clustered(cx, other) {
        return None;
    }
    let alike = |(one, other): (&Column, &Column)| {
        one.length.is_none()
            && other.length.is_none()
            && key::same_value(one.ops.as_deref(), other.ops.as_deref(), &block)
    };
    let turned = |(one, other)| key::is_descending(one) != key::is_descending(other);
    let same_order = !pairs().any(turned) || redundancy == Redundancy::Equal && pairs().all(turned);
    (pairs().all(alike) && same_order).then_some(redundancy)
}

/// Whether the key is clustered, as ids on SQL Server are by default.
fn is_clustered(cx: &Context<'_>, key: &Key) -> bool {
    cx.configuration().provider == Some(Provider::Sqlserver)
        && key.clustered.unwrap_or(key.kind == KeyKind::Id)
}

fn finding(cx: &Context<'_>, model: ModelRef<'_>, key: &Key, other: &Key, redundancy: Redundancy) -> Finding {
    let (this, that) = (key::label(model.model, key), key::label(model.model, other));
    let why = match redundancy {
        Redundancy::Equal if other.is_unique() => "is an index over the same fields",
        Redundancy::Equal => "indexes the same fields",
        Redundancy::Prefix => "begins with the same fields and serves the same queries",
    };
    let message = format!("{this} is redundant: {that} {why}. Remove it; every write has to maintain it.");
    let finding = cx
        .finding(model.id, key.span, message)
        .related(Place::new(model.id, other.span), "This key serves the same queries")
        .unnecessary();
    cx.fix(finding, || {
        let title = match key.owner {
            KeyOwner::Field(_) => "Remove `@unique`".to_owned(),
            KeyOwner::Block(_) => format!("Remove {this}"),
        };
        let edit = key::remove(cx.schema, model.id, model.model, key)?;
        // The client may use a convention name (`name:`), so the fix needs review.
        Some(match redundancy {
            Redundancy::Equal if key.name.is_none() => Fix::safe(title, vec![edit]),
            _ => Fix::choice(title, vec![edit]),
        })
    })
}
