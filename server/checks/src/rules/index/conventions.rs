//! What most of a schema does, by counting.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::name_styles::{ModelNames, NameCounts};
use crate::rules::case::Case;
use crate::rules::kinds::is_external_auth;
use crate::rules::{ModelRef, Style, has_several_words, is_joined};
use model::catalog::ScalarType;
use model::schema::item::{Expr, Field};
use model::schema::{DependencyKey, FieldType, Schema};

/// Something of which there is one number.
#[derive(Clone, Copy, Debug)]
enum Counter {
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

/// How many of each [`Counter`] there are.
type Numbers = [u32; 9];

/// Something that is counted by what it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum CountedValue {
    /// A `DateTime` field, with its native type as written.
    DateTime(Option<String>),
    /// A way of making ids.
    Id(&'static str),
    /// A `DateTime` field of a model that the client knows, with its native type where that keeps the time zone.
    Zone(Option<String>),
}

/// How many of each a model adds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ModelCounts {
    numbers: Numbers,
    names: NameCounts,
    list: Vec<(CountedValue, u32)>,
}

/// How many of each there are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    numbers: Numbers,
    names: NameCounts,
    counts: FxHashMap<CountedValue, u32>,
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
pub enum Convention {
    /// They are mapped to snake_case.
    Mapped,
    /// They are not.
    Plain,
}

/// How ids are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdGenerators {
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
pub struct Conventions {
    /// How it writes things.
    pub style: Style,
    /// What it does with the names of columns.
    pub columns: Option<Convention>,
    /// What it does with the names of tables.
    pub tables: Option<Convention>,
    /// How it names models.
    pub models: ModelNames,
    /// How it makes ids.
    pub ids: IdGenerators,
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
    pub fn custom(self) -> Option<Convention> {
        let whole = self.mapped + self.plain;
        match () {
            () if !self.is_enough() => None,
            () if self.mapped * 5 >= whole * 4 => Some(Convention::Mapped),
            () if self.plain * 5 >= whole * 4 => Some(Convention::Plain),
            () => None,
        }
    }
}

impl Conventions {
    /// What most of a schema does, counted anew.
    pub fn of(schema: &Schema) -> Conventions {
        let mut counts = Counts::default();
        for (id, item, model) in schema.models() {
            let model = ModelRef { id, item, model };
            counts.replace(&ModelCounts::default(), &counts_of(schema, model, &types_of(schema, model)));
        }
        counts.conventions()
    }

    /// What stands for [`Conventions::style`].
    pub fn style_key() -> DependencyKey {
        DependencyKey::new("convention", "style")
    }

    /// What stands for [`Conventions::columns`] and [`Conventions::tables`].
    pub fn names_key() -> DependencyKey {
        DependencyKey::new("convention", "names")
    }

    /// What stands for [`Conventions::models`].
    pub fn models_key() -> DependencyKey {
        DependencyKey::new("convention", "models")
    }

    /// What stands for the usual way of [`Conventions::ids`].
    pub fn ids_key() -> DependencyKey {
        DependencyKey::new("convention", "ids")
    }

    /// What stands for the numbers of [`Conventions::ids`].
    pub fn id_counts_key() -> DependencyKey {
        DependencyKey::new("convention", "id counts")
    }

    /// What stands for [`Conventions::zones`].
    pub fn zones_key() -> DependencyKey {
        DependencyKey::new("convention", "zones")
    }

    /// What stands for [`Conventions::has_one_model`].
    pub fn one_model_key() -> DependencyKey {
        DependencyKey::new("convention", "one model")
    }

    /// What stands for that in which the two differ.
    pub(super) fn differences(&self, other: &Conventions) -> impl Iterator<Item = DependencyKey> + use<> {
        let family = |ids: &IdGenerators| ids.usual.map(|(family, _)| family);
        let differences = [
            (self.style != other.style, Conventions::style_key as fn() -> DependencyKey),
            ((self.columns, self.tables) != (other.columns, other.tables), Conventions::names_key),
            (self.models != other.models, Conventions::models_key),
            (family(&self.ids) != family(&other.ids), Conventions::ids_key),
            (self.ids != other.ids, Conventions::id_counts_key),
            (self.zones != other.zones, Conventions::zones_key),
            (self.has_one_model != other.has_one_model, Conventions::one_model_key),
        ];
        differences.into_iter().filter(|(differs, _)| *differs).map(|(_, part)| part())
    }
}

impl Counts {
    /// Replaces the counts of an item.
    pub(super) fn replace(&mut self, old: &ModelCounts, new: &ModelCounts) {
        for ((all, old), new) in self.numbers.iter_mut().zip(&old.numbers).zip(&new.numbers) {
            *all = (*all + new).saturating_sub(*old);
        }
        self.names.replace(&old.names, &new.names);
        if old.list == new.list {
            return;
        }
        for (value, count) in &new.list {
            match self.counts.get_mut(value) {
                Some(all) => *all += count,
                None => {
                    self.counts.insert(value.clone(), *count);
                }
            }
        }
        for (value, count) in &old.list {
            if let Some(all) = self.counts.get_mut(value) {
                *all = all.saturating_sub(*count);
                if *all == 0 {
                    self.counts.remove(value);
                }
            }
        }
    }

    /// What most of the schema does.
    pub(super) fn conventions(&self) -> Conventions {
        let count =
            |counter: Counter| self.numbers.get(counter as usize).copied().unwrap_or_default() as usize;
        let most = |part: usize, whole: usize| whole > 0 && part * 5 >= whole * 4;
        let (models, long) = (count(Counter::Model), count(Counter::Long));
        let names = |mapped, plain| Count { mapped: count(mapped), plain: count(plain) }.custom();
        let date_time = self.most(|value| match value {
            CountedValue::DateTime(native) => Some(native.clone()),
            _ => None,
        });
        let zone = self.most(|value| match value {
            CountedValue::Zone(Some(native)) => Some(native.clone()),
            _ => None,
        });
        let family = self.most(|value| match value {
            CountedValue::Id(family) => Some(*family),
            _ => None,
        });
        let sum = |is_it: fn(&CountedValue) -> bool| -> usize {
            self.counts.iter().filter(|(value, _)| is_it(value)).map(|(_, count)| *count as usize).sum()
        };
        let ids = sum(|value| matches!(value, CountedValue::Id(_)));
        let with_zone = sum(|value| matches!(value, CountedValue::Zone(Some(_))));
        let without_zone = sum(|value| matches!(value, CountedValue::Zone(None)));
        Conventions {
            style: Style {
                maps_fields: most(count(Counter::LongMapped), long),
                field_case: match most(count(Counter::LongSnake), long) {
                    true => Case::Snake,
                    false => self.names.case_of_columns().unwrap_or_default(),
                },
                maps_models: most(count(Counter::MappedModel), models),
                date_time: date_time.and_then(|(native, _)| native),
            },
            columns: names(Counter::MappedColumn, Counter::PlainColumn),
            tables: names(Counter::MappedTable, Counter::PlainTable),
            models: self.names.models(),
            ids: IdGenerators {
                usual: family.filter(|(_, most)| ids >= ENOUGH && most * 5 >= ids * 4),
                count: ids,
            },
            zones: TimeZones { are_kept: with_zone > without_zone, usual: zone.map(|(native, _)| native) },
            has_one_model: models < 2,
        }
    }

    /// What there is most of, among the values that `of` takes; of several the first by name.
    fn most<T: Ord>(&self, of: impl Fn(&CountedValue) -> Option<T>) -> Option<(T, usize)> {
        let all = self.counts.iter().filter_map(|(value, count)| Some((of(value)?, *count as usize)));
        all.max_by(|(a, count_a), (b, count_b)| count_a.cmp(count_b).then_with(|| b.cmp(a)))
    }
}

/// What the types of a model's fields stand for.
pub(super) fn types_of(schema: &Schema, model: ModelRef<'_>) -> Vec<FieldType> {
    model.model.fields.iter().map(|field| schema.type_of(field)).collect()
}

/// What a model adds. `types` are those of its fields.
pub(super) fn counts_of(schema: &Schema, model: ModelRef<'_>, types: &[FieldType]) -> ModelCounts {
    let mut counts = ModelCounts::default();
    let is_mapped = model.model.mapped_name().is_some();
    counts.count(Counter::Model, true);
    counts.count(Counter::MappedModel, is_mapped);
    let is_ignored = model.model.is_ignored();
    let names_count = !is_ignored && !is_external_auth(model.item.name(), model.model);
    if names_count {
        counts.names = NameCounts::of(model, types);
    }
    counts.count(Counter::MappedTable, names_count && is_mapped);
    counts.count(Counter::PlainTable, names_count && !is_mapped);
    let block = OnceCell::new();
    for (field, ty) in model.model.fields.iter().zip(types).filter(|(_, ty)| ty.is_scalar_like()) {
        if *ty == FieldType::Scalar(ScalarType::DateTime) {
            let text = || block.get_or_init(|| schema.text(model.id));
            let native = field.native_type().map(|attribute| attribute.span.of(text()));
            counts.add(CountedValue::DateTime(native.map(str::to_owned)));
            zone(field, native).filter(|_| !is_ignored).into_iter().for_each(|value| counts.add(value));
        }
        name(&mut counts, field, names_count);
    }
    let made = (!is_ignored).then(|| id_generator(model)).flatten();
    made.into_iter().for_each(|(_, family)| counts.add(CountedValue::Id(family)));
    counts.list.shrink_to_fit();
    counts
}

impl ModelCounts {
    fn count(&mut self, counter: Counter, is_counted: bool) {
        if let Some(number) = self.numbers.get_mut(counter as usize) {
            *number += u32::from(is_counted);
        }
    }

    fn add(&mut self, value: CountedValue) {
        match self.list.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => self.list.push((value, 1)),
        }
    }
}

fn name(counts: &mut ModelCounts, field: &Field, names_count: bool) {
    let name = field.name.as_str();
    if !has_several_words(name) {
        return;
    }
    counts.count(Counter::Long, true);
    if name.contains('_') && !name.contains(char::is_uppercase) {
        counts.count(Counter::LongSnake, true);
    }
    if name.contains('_') {
        return;
    }
    let mapped = field.mapped_name();
    counts.count(Counter::LongMapped, mapped.is_some_and(|mapped| mapped.contains('_')));
    if let Some(is_mapped) = is_mapped(field).filter(|_| names_count) {
        counts.count(if is_mapped { Counter::MappedColumn } else { Counter::PlainColumn }, true);
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

fn zone(field: &Field, written: Option<&str>) -> Option<CountedValue> {
    let native = field.native_type().and_then(|attribute| attribute.native_type());
    match native.map(|(_, name)| name.as_str()) {
        None | Some("Timestamp") => Some(CountedValue::Zone(None)),
        Some("Timestamptz") => {
            let text = written?;
            Some(CountedValue::Zone(Some(text.split_once('.').map_or(text, |(_, native)| native).to_owned())))
        }
        Some(_) => None,
    }
}

/// The `@id` field of the model whose value something makes, by its place, and the way in which that is made. Ways that
/// look alike to those who handle the ids are one: the versions of one function, and the same made by the database.
pub fn id_generator(model: ModelRef<'_>) -> Option<(usize, &'static str)> {
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
