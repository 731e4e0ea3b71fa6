//! What most of a schema does, by counting.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::rules::kinds::is_external_auth;
use crate::rules::{ModelRef, Style, has_several_words, is_joined};
use model::catalog::ScalarType;
use model::schema::item::{Expr, Field};
use model::schema::{FieldType, Part, Schema};

/// Something of which there is one number.
#[derive(Clone, Copy, Debug)]
enum Sort {
    /// A model.
    Model,
    /// A model with `@@map`.
    MappedModel,
    /// A field of several words that has a column.
    Long,
    /// Such a field that is mapped to snake_case.
    LongMapped,
    /// Such a field in snake_case.
    LongSnake,
    /// A field in camelCase of a model that decides on its columns itself, mapped to snake_case.
    MappedColumn,
    /// Such a field that is not mapped.
    PlainColumn,
    /// Such a model, mapped.
    MappedTable,
    /// Such a model that is not mapped.
    PlainTable,
}

/// How many of each [`Sort`] there are.
type Numbers = [u32; 9];

/// Something that is counted by what it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Fact {
    /// A `DateTime` field, with its native type as written.
    DateTime(Option<String>),
    /// A way of making ids.
    Id(&'static str),
    /// A `DateTime` field of a model that the client knows, with its native type where that keeps the time zone.
    Zone(Option<String>),
}

/// How many of each a model adds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    numbers: Numbers,
    list: Vec<(Fact, u32)>,
}

/// How many of each there are.
#[derive(Debug, Default)]
pub(super) struct Tally {
    numbers: Numbers,
    counts: FxHashMap<Fact, u32>,
}

/// How many names are mapped to snake_case, and how many are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those that are.
    pub mapped: usize,
    /// Those that are not.
    pub plain: usize,
}

/// What most of the names do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Custom {
    /// They are mapped to snake_case.
    Mapped,
    /// They are not.
    Plain,
}

/// How ids are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Families {
    /// The way of most of them, with how many those are, where there is one.
    pub usual: Option<(&'static str, usize)>,
    /// How many ids something makes.
    pub count: usize,
}

/// What is usual of fields of times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeZones {
    /// Whether more of them keep the time zone than do not.
    pub are_kept: bool,
    /// The native type that most of those have, without the name of the datasource.
    pub usual: Option<String>,
}

/// What most of a schema does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Customs {
    /// How it writes things.
    pub style: Style,
    /// What it does with the names of columns.
    pub columns: Option<Custom>,
    /// What it does with the names of tables.
    pub tables: Option<Custom>,
    /// How it makes ids.
    pub ids: Families,
    /// What it does with time zones.
    pub zones: TimeZones,
    /// Whether there is but one model.
    pub has_one_model: bool,
}

/// How many names of several words there have to be before they make a rule.
pub(super) const ENOUGH: usize = 5;

impl Count {
    /// Counts one more.
    pub fn add(&mut self, is_mapped: bool) {
        if is_mapped { self.mapped += 1 } else { self.plain += 1 }
    }

    /// Whether there are enough of them to make a rule.
    pub fn is_enough(self) -> bool {
        self.mapped + self.plain >= ENOUGH
    }

    /// What at least four of five do, where there are enough.
    pub fn custom(self) -> Option<Custom> {
        let whole = self.mapped + self.plain;
        match () {
            () if !self.is_enough() => None,
            () if self.mapped * 5 >= whole * 4 => Some(Custom::Mapped),
            () if self.plain * 5 >= whole * 4 => Some(Custom::Plain),
            () => None,
        }
    }
}

impl Customs {
    /// What most of a schema does, counted anew.
    pub fn of(schema: &Schema) -> Customs {
        let mut tally = Tally::default();
        for (id, item, model) in schema.models() {
            let model = ModelRef { id, item, model };
            tally.replace(&Facts::default(), &facts(schema, model, &types_of(schema, model)));
        }
        tally.customs()
    }

    /// What stands for [`Customs::style`].
    pub fn style_part() -> Part {
        Part::new("custom", "style")
    }

    /// What stands for [`Customs::columns`] and [`Customs::tables`].
    pub fn names_part() -> Part {
        Part::new("custom", "names")
    }

    /// What stands for the usual way of [`Customs::ids`].
    pub fn ids_part() -> Part {
        Part::new("custom", "ids")
    }

    /// What stands for the numbers of [`Customs::ids`].
    pub fn id_counts_part() -> Part {
        Part::new("custom", "id counts")
    }

    /// What stands for [`Customs::zones`].
    pub fn zones_part() -> Part {
        Part::new("custom", "zones")
    }

    /// What stands for [`Customs::has_one_model`].
    pub fn one_model_part() -> Part {
        Part::new("custom", "one model")
    }

    /// What stands for that in which the two differ.
    pub(super) fn differences(&self, other: &Customs) -> impl Iterator<Item = Part> + use<> {
        let family = |ids: &Families| ids.usual.map(|(family, _)| family);
        let differences = [
            (self.style != other.style, Customs::style_part as fn() -> Part),
            ((self.columns, self.tables) != (other.columns, other.tables), Customs::names_part),
            (family(&self.ids) != family(&other.ids), Customs::ids_part),
            (self.ids != other.ids, Customs::id_counts_part),
            (self.zones != other.zones, Customs::zones_part),
            (self.has_one_model != other.has_one_model, Customs::one_model_part),
        ];
        differences.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part())
    }
}

impl Tally {
    /// Takes the facts of an item in, in place of those before.
    pub(super) fn replace(&mut self, old: &Facts, new: &Facts) {
        for ((all, old), new) in self.numbers.iter_mut().zip(&old.numbers).zip(&new.numbers) {
            *all = (*all + new).saturating_sub(*old);
        }
        if old.list == new.list {
            return;
        }
        for (fact, count) in &new.list {
            match self.counts.get_mut(fact) {
                Some(all) => *all += count,
                None => {
                    self.counts.insert(fact.clone(), *count);
                }
            }
        }
        for (fact, count) in &old.list {
            if let Some(all) = self.counts.get_mut(fact) {
                *all = all.saturating_sub(*count);
                if *all == 0 {
                    self.counts.remove(fact);
                }
            }
        }
    }

    /// What most of the schema does.
    pub(super) fn customs(&self) -> Customs {
        let count = |sort: Sort| self.numbers.get(sort as usize).copied().unwrap_or_default() as usize;
        let most = |part: usize, whole: usize| whole > 0 && part * 5 >= whole * 4;
        let (models, long) = (count(Sort::Model), count(Sort::Long));
        let names = |mapped, plain| Count { mapped: count(mapped), plain: count(plain) }.custom();
        let date_time = self.most(|fact| match fact {
            Fact::DateTime(native) => Some(native.clone()),
            _ => None,
        });
        let zone = self.most(|fact| match fact {
            Fact::Zone(Some(native)) => Some(native.clone()),
            _ => None,
        });
        let family = self.most(|fact| match fact {
            Fact::Id(family) => Some(*family),
            _ => None,
        });
        let sum = |is_it: fn(&Fact) -> bool| -> usize {
            self.counts.iter().filter(|(fact, _)| is_it(fact)).map(|(_, count)| *count as usize).sum()
        };
        let ids = sum(|fact| matches!(fact, Fact::Id(_)));
        let with_zone = sum(|fact| matches!(fact, Fact::Zone(Some(_))));
        let without_zone = sum(|fact| matches!(fact, Fact::Zone(None)));
        Customs {
            style: Style {
                maps_fields: most(count(Sort::LongMapped), long),
                snake_case_fields: most(count(Sort::LongSnake), long),
                maps_models: most(count(Sort::MappedModel), models),
                date_time: date_time.and_then(|(native, _)| native),
            },
            columns: names(Sort::MappedColumn, Sort::PlainColumn),
            tables: names(Sort::MappedTable, Sort::PlainTable),
            ids: Families {
                usual: family.filter(|(_, most)| ids >= ENOUGH && most * 5 >= ids * 4),
                count: ids,
            },
            zones: TimeZones { are_kept: with_zone > without_zone, usual: zone.map(|(native, _)| native) },
            has_one_model: models < 2,
        }
    }

    /// What there is most of, among the facts that `of` takes; of several the first by name.
    fn most<T: Ord>(&self, of: impl Fn(&Fact) -> Option<T>) -> Option<(T, usize)> {
        let all = self.counts.iter().filter_map(|(fact, count)| Some((of(fact)?, *count as usize)));
        all.max_by(|(a, count_a), (b, count_b)| count_a.cmp(count_b).then_with(|| b.cmp(a)))
    }
}

/// What the types of a model's fields stand for.
pub(super) fn types_of(schema: &Schema, model: ModelRef<'_>) -> Vec<FieldType> {
    model.model.fields.iter().map(|field| schema.type_of(field)).collect()
}

/// What a model adds. `types` are those of its fields.
pub(super) fn facts(schema: &Schema, model: ModelRef<'_>, types: &[FieldType]) -> Facts {
    let mut facts = Facts::default();
    let is_mapped = model.model.mapped_name().is_some();
    facts.count(Sort::Model, true);
    facts.count(Sort::MappedModel, is_mapped);
    let is_ignored = model.model.is_ignored();
    let names_count = !is_ignored && !is_external_auth(model.item.name(), model.model);
    facts.count(Sort::MappedTable, names_count && is_mapped);
    facts.count(Sort::PlainTable, names_count && !is_mapped);
    let block = OnceCell::new();
    for (field, ty) in model.model.fields.iter().zip(types).filter(|(_, ty)| ty.is_scalar_like()) {
        if *ty == FieldType::Scalar(ScalarType::DateTime) {
            let text = || block.get_or_init(|| schema.text(model.id));
            let native = field.native_type().map(|attribute| attribute.span.of(text()));
            facts.add(Fact::DateTime(native.map(str::to_owned)));
            zone(field, native).filter(|_| !is_ignored).into_iter().for_each(|fact| facts.add(fact));
        }
        name(&mut facts, field, names_count);
    }
    let made = (!is_ignored).then(|| made_by(model)).flatten();
    made.into_iter().for_each(|(_, family)| facts.add(Fact::Id(family)));
    facts.list.shrink_to_fit();
    facts
}

impl Facts {
    fn count(&mut self, sort: Sort, counts: bool) {
        if let Some(number) = self.numbers.get_mut(sort as usize) {
            *number += u32::from(counts);
        }
    }

    fn add(&mut self, fact: Fact) {
        match self.list.iter_mut().find(|(known, _)| *known == fact) {
            Some((_, count)) => *count += 1,
            None => self.list.push((fact, 1)),
        }
    }
}

fn name(facts: &mut Facts, field: &Field, names_count: bool) {
    let name = field.name.as_str();
    if !has_several_words(name) {
        return;
    }
    facts.count(Sort::Long, true);
    if name.contains('_') {
        facts.count(Sort::LongSnake, true);
        return;
    }
    let mapped = field.mapped_name();
    facts.count(Sort::LongMapped, mapped.is_some_and(|mapped| mapped.contains('_')));
    if let Some(is_mapped) = is_mapped(field).filter(|_| names_count) {
        facts.count(if is_mapped { Sort::MappedColumn } else { Sort::PlainColumn }, true);
    }
}

/// Whether a field of several words in camelCase is mapped to its own name in snake_case. One that is mapped to anything
/// else has its reasons, and counts for nothing.
pub fn is_mapped(field: &Field) -> Option<bool> {
    if field.has("ignore") {
        return None;
    }
    match field.mapped_name() {
        None => Some(false),
        Some(mapped) => is_joined(mapped, field.name.as_str(), '_').then_some(true),
    }
}

fn zone(field: &Field, written: Option<&str>) -> Option<Fact> {
    let native = field.native_type().and_then(|attribute| attribute.native_type());
    match native.map(|(_, name)| name.as_str()) {
        None | Some("Timestamp") => Some(Fact::Zone(None)),
        Some("Timestamptz") => {
            let text = written?;
            Some(Fact::Zone(Some(text.split_once('.').map_or(text, |(_, native)| native).to_owned())))
        }
        Some(_) => None,
    }
}

/// The `@id` field of the model whose value something makes, by its place, and the way in which that is made. Ways that
/// look alike to those who handle the ids are one: the versions of one function, and the same made by the database.
pub fn made_by(model: ModelRef<'_>) -> Option<(usize, &'static str)> {
    let (index, field) = model.model.fields.iter().enumerate().find(|(_, field)| field.has("id"))?;
    let (name, arguments) = field.default()?.as_call()?;
    let sql = arguments.unnamed().and_then(Expr::as_str).unwrap_or("").to_ascii_lowercase();
    let family = match name {
        "uuid" => "uuid",
        "cuid" => "cuid",
        "ulid" => "ulid",
        "nanoid" => "nanoid",
        "autoincrement" | "sequence" => "autoincrement",
        "auto" => "auto",
        "dbgenerated" if sql.contains("uuid") || sql.contains("newid") => "uuid",
        "dbgenerated" if sql.contains("nextval") => "autoincrement",
        "dbgenerated" if sql.contains("ulid") => "ulid",
        "dbgenerated" => "dbgenerated",
        _ => return None,
    };
    Some((index, family))
}
