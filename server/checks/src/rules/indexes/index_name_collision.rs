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
    let mut known: FxHashMap<NameKey, Namesakes> = FxHashMap::default();
    let mut objects = FxHashMap::default();
    for name in cx.index.names_in(id).iter().filter(|name| name.key.is_some()) {
        let Some((model, key)) = key_of(id, item, name).filter(|_| cx.index.is_shared(name)) else {
            continue;
        };
        let all = known.entry(name.name).or_insert_with(|| {
            Namesakes::new(cx.index.named_objects(cx.schema, name.name, id, &mut objects), id)
        });
        if let Some((object, (at, other))) = all.first_before(name.key) {
            found.push(finding(cx, model, key, &object.name, other, Place::new(*at, other.span)));
        }
    }
}

/// The tables and indexes with one name, in the order of the schema.
struct Namesakes {
    objects: Vec<(ItemId, NamedObject)>,
    /// The places of the keys of the item that is looked at.
    own: FxHashMap<u32, usize>,
    /// The first that is no index.
    other: Option<usize>,
    /// The first index, and the first whose name is written in another way.
    indexes: [Option<usize>; 2],
}

impl Namesakes {
    fn new(objects: Vec<(ItemId, NamedObject)>, id: ItemId) -> Namesakes {
        let places = || objects.iter().map(|(_, object)| object).enumerate();
        let place_of = |(place, (item, object)): (usize, &(ItemId, NamedObject))| {
            object.key.filter(|_| *item == id).map(|key| (key, place))
        };
        let own = objects.iter().enumerate().filter_map(place_of).collect();
        let other = places().find(|(_, it)| it.what != AN_INDEX).map(|(place, _)| place);
        let mut indexes = places().filter(|(_, it)| it.what == AN_INDEX);
        let first = indexes.next();
        let second = first.and_then(|(_, first)| indexes.find(|(_, it)| it.name != first.name));
        let indexes = [first, second].map(|it| it.map(|(place, _)| place));
        Namesakes { own, other, indexes, objects }
    }

    /// An index of the item, and what clashes with it first. Prisma itself reports identical names, unless one is a
    /// table's.
    fn first_before(&self, key: Option<u32>) -> Option<(&NamedObject, &(ItemId, NamedObject))> {
        let own = *self.own.get(&key?)?;
        let (_, object) = self.objects.get(own)?;
        let index = self.indexes.into_iter().flatten().take_while(|place| *place < own);
        let all = self.other.into_iter().chain(index).filter_map(|place| self.objects.get(place));
        let is_index = |it: &NamedObject| it.what == AN_INDEX;
        let mut clashing = all.filter(|(_, it)| !is_index(it) || it.name != object.name);
        clashing.find(|(_, it)| it.clashes_with(object)).map(|first| (object, first))
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
