//! `index-name-collision`

use rustc_hash::FxHashMap;

use crate::frame::NameKey;
use crate::rules::indexes::key;
use crate::rules::indexes::names::{AN_INDEX, NameUse, NamedObject};
use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::{Context, ModelRef};
use base::{Finding, Fix, ItemId, Level, Place};
use model::schema::edit;
use model::schema::item::{Item, Key};

rule! {
    /// An index with the database name of another index or table.
    ///
    /// Prisma compares index names with each other, case-sensitively. It does not check that PostgreSQL and SQLite
    /// share one namespace for tables and indexes, including the tables of many-to-many relations (`_AToB`, with
    /// `_AToB_AB_pkey` and `_AToB_B_index`), nor that SQLite, MySQL and SQL Server treat `Email_idx` and `email_idx` as
    /// equal. The migration then fails, at the latest on a fresh database.
    ///
    /// ```prisma flagged
    /// model Account {
    ///   id   Int @id
    ///   rank Int
    ///
    ///   @@index([rank])
    /// }
    ///
    /// model Ranking {
    ///   id Int @id
    ///
    ///   @@map("Account_rank_idx")
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Account {
    ///   id   Int @id
    ///   rank Int
    ///
    ///   @@index([rank], map: "account_by_rank")
    /// }
    ///
    /// model Ranking {
    ///   id Int @id
    ///
    ///   @@map("Account_rank_idx")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "index-name-collision",
        levels: Levels::essential(Level::Error, Level::Error),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Item(check),
    };
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let mut known: FxHashMap<NameKey, Vec<(ItemId, NamedObject)>> = FxHashMap::default();
    for name in cx.index.names_in(id).iter().filter(|name| name.key.is_some()) {
        let Some((model, key)) = key_of(id, item, name).filter(|_| cx.index.is_shared(name)) else {
            continue;
        };
        let all = known.entry(name.name).or_insert_with(|| cx.index.named_objects(cx.schema, name.name));
        let is_it = |(at, other): &&(ItemId, NamedObject)| *at == id && other.key == name.key;
        let Some((_, object)) = all.iter().find(is_it) else { continue };
        let all = all.iter().filter(|(_, other)| other.clashes_with(object));
        let (indexes, others): (Vec<_>, Vec<_>) = all.partition(|(_, other)| other.what == AN_INDEX);
        let before = indexes.into_iter().take_while(|(at, other)| *at != id || other.key != object.key);
        // Prisma itself reports identical names, unless one is a table's.
        let first = others.into_iter().chain(before.filter(|(_, other)| other.name != object.name)).next();
        if let Some((at, other)) = first {
            found.push(finding(cx, model, key, &object.name, other, Place::new(*at, other.span)));
        }
    }
}

fn key_of<'i>(id: ItemId, item: &'i Item, name: &NameUse) -> Option<(ModelRef<'i>, &'i Key)> {
    let model = ModelRef { id, item, model: item.model()? };
    Some((model, model.model.keys.get(name.key? as usize)?))
}

fn finding(
    cx: &Context<'_>,
    model: ModelRef<'_>,
    key: &Key,
    name: &str,
    other: &NamedObject,
    place: Place,
) -> Finding {
    let what = other.what;
    let message = format!(
        "{} is named `{name}` in the database, and so is {what}. Set another name with `map: \"…\"`.",
        key::label(model.model, key)
    );
    let finding = cx
        .finding(model.id, key.span, message)
        .related(place, format!("`{}` is the name of {what}", other.name));
    cx.fix(finding, || {
        let attribute = key::attribute(model.model, key)?;
        let free = free_name(cx, name);
        let edit = edit::set_argument(cx.schema, model.id, attribute, "map", &format!("\"{free}\""));
        Some(Fix::choice(format!("Rename to `{free}`"), vec![edit]))
    })
}

/// The name with a number appended that no table or index has.
fn free_name(cx: &Context<'_>, name: &str) -> String {
    let is_taken = |candidate: &str| {
        cx.schema.items().any(|(_, item): (ItemId, _)| {
            item.database_name().eq_ignore_ascii_case(candidate)
                || item.model().is_some_and(|model| {
                    let mut keys = model.keys.iter();
                    keys.any(|key| cx.schema.key_name(item, key).text.eq_ignore_ascii_case(candidate))
                })
        })
    };
    let limit = cx.configuration().provider.and_then(|it| it.capabilities().max_constraint_name_bytes);
    let mut room = name.len().min(limit.unwrap_or(usize::MAX).saturating_sub(4));
    while !name.is_char_boundary(room) {
        room -= 1;
    }
    let base = name.get(..room).unwrap_or(name);
    (2..1000).map(|number| format!("{base}_{number}")).find(|name| !is_taken(name)).unwrap_or_default()
}
