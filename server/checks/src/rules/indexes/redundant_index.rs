//! `redundant-index`

use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::indexes::key;
use crate::rules::indexes::key_tree::{KeyShape, KeyTree, Redundancy};
use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level, Place};
use model::catalog::Provider;
use model::schema::edit;
use model::schema::item::{Expr, Key, KeyKind, KeyOwner};

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

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let keys = &model.model.keys;
    let of_relations = relation_indexes(cx, model);
    if !of_relations.is_empty() {
        let by_prefix = keys_by_prefix(cx, model);
        found.extend(of_relations.iter().filter_map(|own| relation_finding(cx, model, own, &by_prefix)));
    }
    if keys.len() < 2 {
        return;
    }
    let names = OnceCell::new();
    let name_of = |at: usize| {
        let all = || keys.iter().map(|key| cx.schema.key_name(model.item, key).text).collect();
        let names: &Vec<String> = names.get_or_init(all);
        names.get(at)
    };
    // Prisma itself rejects two keys with one name.
    let has_same_name = |one: usize, other: usize| name_of(one) == name_of(other);
    let text = OnceCell::new();
    let text_of = |value: &Expr| key::value_text(value, text.get_or_init(|| cx.schema.text(model.id)));
    let shapes: Vec<Option<KeyShape<'_>>> =
        keys.iter().map(|key| KeyShape::new(cx, model.model, key, text_of)).collect();
    let most = cx.options.number("maxColumns") as usize;
    let mut tree = KeyTree::default();
    for (at, (key, shape)) in keys.iter().zip(&shapes).enumerate() {
        if let Some(shape) = shape {
            tree.add(at, key, shape, most, has_same_name);
        }
    }
    let is_mongodb = cx.configuration().provider == Some(Provider::Mongodb);
    let of_relations: FxHashSet<&[&str]> = of_relations.iter().map(|own| &*own.columns).collect();
    for (at, (key, shape)) in keys.iter().zip(&shapes).enumerate() {
        // The index of a relation stays, whether it is written once more or not.
        let is_of_relation = || {
            let names: Vec<&str> = key.field_names().collect();
            of_relations.contains(&*names)
        };
        let is_kept = key.kind == KeyKind::Index && !of_relations.is_empty() && is_of_relation();
        let cover = match (key.kind, shape) {
            _ if is_kept => None,
            (KeyKind::Index, Some(shape)) => tree.cover_of_index(at, shape, has_same_name),
            // `@id @unique` creates the same index twice. On MongoDB the attribute may describe the index of another field.
            (KeyKind::Unique, Some(shape)) if !is_mongodb => tree.id_like(at, shape, has_same_name),
            _ => None,
        };
        if let Some((redundancy, other)) = cover
            && let Some(other) = keys.get(other)
        {
            found.push(finding(cx, model, key, other, redundancy));
        }
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

/// The shortest key that begins with these fields and has more.
fn keys_by_prefix<'m>(cx: &Context<'_>, model: ModelRef<'m>) -> FxHashMap<Vec<&'m str>, &'m Key> {
    let most = cx.options.number("maxColumns") as usize;
    let mut all: FxHashMap<Vec<&str>, &Key> = FxHashMap::default();
    for key in &model.model.keys {
        let covers = key.columns.len() <= most
            && key.kind != KeyKind::Fulltext
            && key.predicate.is_none()
            && key::is_btree(key)
            && key::is_whole(model.model, key);
        if !covers {
            continue;
        }
        // Prisma makes none where a key is over the same fields.
        for count in 0..key.columns.len() {
            let known = all.entry(key.field_names().take(count).collect()).or_insert(key);
            if key.columns.len() < known.columns.len() {
                *known = key;
            }
        }
    }
    all
}

/// That the index of a relation is redundant, because another key begins with the same fields.
fn relation_finding<'m>(
    cx: &Context<'_>,
    model: ModelRef<'m>,
    own: &OwningField<'_>,
    by_prefix: &FxHashMap<Vec<&'m str>, &'m Key>,
) -> Option<Finding> {
    let other = *by_prefix.get(&own.columns)?;
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
