//! In which case and number a schema writes the names of its models and columns, by counting.

use crate::rules::ModelRef;
use crate::rules::case::Case;
use crate::rules::number::as_singular;
use model::schema::FieldType;

/// How a schema names its models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModelNames {
    /// The case of at least four of five, where that is not PascalCase.
    pub case: Option<Case>,
    /// Whether at least four of five of those with a number are plurals.
    pub are_plural: bool,
}

/// How many names of each form there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NameCounts([u32; 9]);

/// A form that names are counted by.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// The name of a column.
    Column,
    /// One of these that begins with a capital.
    CapitalColumn,
    /// One of these without small letters.
    ShoutedColumn,
    /// The name of a model.
    Model,
    /// One of these without capitals.
    SmallModel,
    /// One of these of several words, joined by underscores.
    JoinedModel,
    /// One of these without small letters, of several words.
    ShoutedModel,
    /// One of these that begins with a small letter and has capitals: `blogPost`.
    CamelModel,
    /// One of these in the plural.
    PluralModel,
}

/// How many names have to be alike before they make a convention.
const ENOUGH_COLUMNS: usize = 5;
const ENOUGH_MODELS: usize = 3;

impl NameCounts {
    /// The names of a model that decides on its names itself. `types` are those of its fields.
    pub(super) fn of(model: ModelRef<'_>, types: &[FieldType]) -> NameCounts {
        let mut counts = NameCounts::default();
        let columns = model.model.fields.iter().zip(types).filter(|(_, ty)| ty.is_scalar_like());
        for (field, _) in columns {
            let name = field.name.as_str().trim_start_matches('_');
            counts.add(Form::Column, true);
            counts.add(Form::CapitalColumn, name.starts_with(char::is_uppercase));
            counts.add(Form::ShoutedColumn, is_shouted(name));
        }
        let name = model.item.name().trim_start_matches('_');
        let is_small = !name.contains(char::is_uppercase);
        counts.add(Form::Model, true);
        counts.add(Form::SmallModel, is_small);
        counts.add(Form::JoinedModel, is_small && name.contains('_'));
        counts.add(Form::ShoutedModel, is_shouted(name) && name.contains('_'));
        counts
            .add(Form::CamelModel, name.starts_with(char::is_lowercase) && !is_small && !name.contains('_'));
        counts.add(Form::PluralModel, as_singular(name).is_some());
        counts
    }

    fn add(&mut self, form: Form, is_counted: bool) {
        if let Some(number) = self.0.get_mut(form as usize) {
            *number += u32::from(is_counted);
        }
    }

    fn get(&self, form: Form) -> usize {
        self.0.get(form as usize).copied().unwrap_or_default() as usize
    }

    /// Replaces the counts of an item.
    pub(super) fn replace(&mut self, old: &NameCounts, new: &NameCounts) {
        for ((all, old), new) in self.0.iter_mut().zip(&old.0).zip(&new.0) {
            *all = (*all + new).saturating_sub(*old);
        }
    }

    /// The case that columns have, if that shows in their first letters.
    pub(super) fn case_of_columns(&self) -> Option<Case> {
        let columns = self.get(Form::Column);
        let most = |form: Form| columns >= ENOUGH_COLUMNS && is_most(self.get(form), columns);
        match () {
            () if most(Form::ShoutedColumn) => Some(Case::UpperSnake),
            () if most(Form::CapitalColumn) => Some(Case::Pascal),
            () => None,
        }
    }

    /// How models are named.
    pub(super) fn models(&self) -> ModelNames {
        let models = self.get(Form::Model);
        let is_enough = models >= ENOUGH_MODELS;
        let (small, camel) = (self.get(Form::SmallModel), self.get(Form::CamelModel));
        let case = match () {
            () if !is_enough => None,
            () if self.get(Form::JoinedModel) > 0 && is_most(small, models) => Some(Case::Snake),
            () if camel > 0 && is_most(small + camel, models) => Some(Case::Camel),
            () if is_most(self.get(Form::ShoutedModel), models) => Some(Case::UpperSnake),
            () => None,
        };
        ModelNames { case, are_plural: is_enough && is_most(self.get(Form::PluralModel), models) }
    }
}

fn is_most(part: usize, whole: usize) -> bool {
    part * 5 >= whole * 4
}

fn is_shouted(name: &str) -> bool {
    name.contains(char::is_uppercase) && !name.contains(char::is_lowercase)
}
