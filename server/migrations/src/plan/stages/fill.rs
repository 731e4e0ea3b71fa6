//! The stages that fill in values.

use model::catalog::Provider;

use crate::plan::backfill::{self, row};
use crate::plan::casts::cast;
use crate::plan::names::{quoted, string};
use crate::plan::online::no_value_check;
use crate::plan::pairing::Way;
use crate::plan::phase::Phase;
use crate::plan::stages::{Head, Stages};
use crate::plan::values::differ;
use crate::plan::{Choice, Reversible, StageKind, queries};
use crate::preview::Class;

/// The values of a stage that only the user can choose.
struct Choices {
    are_several: bool,
    chosen: Vec<Choice>,
}

impl Choices {
    fn new(are_several: bool) -> Choices {
        Choices { are_several, chosen: Vec::new() }
    }

    /// Adds one; its placeholder.
    fn add(&mut self, subject: String, ty: String) -> String {
        let placeholder = match self.are_several {
            true => format!("{{expr_{}}}", self.chosen.len() + 1),
            false => "{expr}".to_owned(),
        };
        self.chosen.push(Choice { placeholder: placeholder.clone(), subject, ty });
        placeholder
    }
}

impl Stages<'_> {
    /// Fills the copies of columns that get another name or type, and the new tables that columns go to.
    pub(super) fn fill_copies(&mut self) {
        let (mut sql, mut left) = (Vec::new(), Vec::new());
        let (mut choices, mut notes) =
            (Choices::new(queries::without_cast(self.builder.pairing) > 1), String::new());
        let mut by_hand = Vec::new();
        let provider = self.provider;
        for pair in &self.builder.pairing.tables {
            let Some(table) = self.builder.pairing.table(pair, Phase::Defaults) else { continue };
            for it in &pair.columns {
                let (Some(from), Some(to)) = (&it.from, &it.to) else { continue };
                let old = quoted(provider, &from.name);
                let copied = |value: &str| match it.way {
                    Way::Rename => Some(value.to_owned()),
                    _ => cast(value, from, to),
                };
                let new = match it.way {
                    Way::Rename => to.name.to_string(),
                    Way::Replace => self.builder.pairing.names.successor(&to.name),
                    _ => continue,
                };
                let of_row = format!("{}{old}", row(provider));
                let (of_row, condition) = match (copied(&of_row), copied(&old)) {
                    (Some(of_row), Some(value)) => (of_row, differ(&quoted(provider, &new), &value, to)),
                    _ => {
                        let place = format!("{}.{}", table.name.name, to.name);
                        let value = choices.add(place, queries::type_name(provider, to));
                        let condition = format!("{} IS NULL AND {old} IS NOT NULL", quoted(provider, &new));
                        by_hand.push(backfill::count(provider, &table.name, &condition));
                        notes.push_str(&format!(
                            " PostgreSQL has no cast from `{old}` to its new type: `{value}` says what `u.{old}` becomes, and must never be NULL."
                        ));
                        (value, condition)
                    }
                };
                sql.push(backfill::update(provider, &table, &table.name, &new, &of_row, &condition));
                left.push(backfill::count(provider, &table.name, &condition));
            }
            for (target, columns) in self.builder.moves(pair) {
                let Some((copy, rest)) = backfill::copy(&table, target, &columns) else { continue };
                sql.push(copy);
                left.push(rest);
            }
        }
        if sql.is_empty() {
            return;
        }
        let uncast = queries::uncast(self.builder.pairing);
        if let Some(check) = backfill::sum(&uncast) {
            self.push(
                StageKind::Check,
                Head::new("Look for values that cannot be cast", "", Class::Safe, Reversible::Lossless)
                    .note("Mend these rows first: the trigger and the copy fail on them.")
                    .check(Some(check)),
                Vec::new(),
                Some(Vec::new()),
            );
            // It comes before the trigger, which would fail on such values.
            let at = self.stages.len() - 1;
            let first = self.stages.iter().position(|stage| stage.kind == StageKind::Migration).unwrap_or(at);
            if let Some(mut stage) = self.stages.pop() {
                stage.state = self.builder.state(Phase::Start);
                self.stages.insert(first, stage);
            }
        }
        let head = Head::new("Copy the old rows", "", Class::Safe, Reversible::Lossless)
            .note(format!("Each statement is repeated until it touches no row; triggers keep the copies equal from then on.{notes}"))
            .check(backfill::sum(&left));
        self.push(StageKind::Backfill, head, sql, Some(Vec::new()));
        if let Some(stage) = self.stages.last_mut() {
            stage.choices = choices.chosen;
        }
        self.by_hand = by_hand;
    }

    /// Looks for rows whose copy clients have emptied, where it is filled in by hand.
    pub(super) fn check_copies(&mut self) {
        let by_hand = std::mem::take(&mut self.by_hand);
        if let Some(check) = backfill::sum(&by_hand) {
            let head = Head::new("Look for rows without a copy", "", Class::Safe, Reversible::Lossless)
                .note("A row that an old client changes waits for its new value: repeat the copy until there is none, and go on at once.")
                .check(Some(check));
            self.push(StageKind::Check, head, Vec::new(), Some(Vec::new()));
        }
    }

    /// Fills in what only the user can choose: values of new required columns, in place of NULL, and of values that go.
    pub(super) fn fill_required(&mut self) {
        let provider = self.provider;
        let (mut sql, mut left) = (Vec::new(), Vec::new());
        let mut is_lossy = false;
        let required = self.builder.required(Phase::Require);
        let gone = queries::removed_values(self.builder.pairing);
        let chosen = required.iter().filter(|(_, column)| queries::own_default(column).is_none()).count();
        let mut choices = Choices::new(chosen + gone.len() > 1);
        let mut placeholder = |subject: String, ty: String| choices.add(subject, ty);
        let state = self.builder.state(Phase::Switch);
        for (name, column) in &required {
            let Some(table) = state.table(name) else { continue };
            let value = match queries::own_default(column) {
                Some(default) => default,
                None => placeholder(
                    format!("{}.{}", name.name, column.name),
                    queries::type_name(provider, column),
                ),
            };
            let condition = format!("{} IS NULL", quoted(provider, &column.name));
            let kept = queries::kept_columns(self.builder.pairing, name);
            sql.push(match kept.iter().any(|(_, was)| *was == column.name) {
                true => backfill::update_from(table, &column.name, &value, &kept),
                false => backfill::update(provider, table, name, &column.name, &value, &condition),
            });
            left.push(backfill::count(provider, name, &condition));
            is_lossy |= queries::is_old(self.builder.pairing, name, column);
        }
        for (name, column, values) in &gone {
            let Some(table) = state.table(name) else { continue };
            let list = values.iter().map(|value| string(value)).collect::<Vec<_>>().join(", ");
            let it = quoted(provider, &column.name);
            let ty = queries::type_name(provider, column);
            let (value, condition) = match (column.is_list(), provider) {
                (true, _) => {
                    let removed = values.iter().fold(format!("{}{it}", row(provider)), |list, value| {
                        format!("array_remove({list}, {})", string(value))
                    });
                    (removed, format!("{it}::text[] && ARRAY[{list}]"))
                }
                (false, Provider::Postgresql | Provider::Cockroachdb) => (
                    placeholder(format!("{}.{}", name.name, column.name), ty),
                    format!("{it}::text IN ({list})"),
                ),
                (false, _) => {
                    (placeholder(format!("{}.{}", name.name, column.name), ty), format!("{it} IN ({list})"))
                }
            };
            sql.push(backfill::update(provider, table, name, &column.name, &value, &condition));
            left.push(backfill::count(provider, name, &condition));
            is_lossy = true;
            if provider == Provider::Postgresql {
                self.guards.push(no_value_check(name, column, values));
            }
        }
        if sql.is_empty() {
            return;
        }
        let reversible = if is_lossy { Reversible::Irreversible } else { Reversible::Lossless };
        let note = match is_lossy {
            true => {
                "Each statement is repeated until it touches no row. Which rows had another value before is not kept."
            }
            false => "Each statement is repeated until it touches no row.",
        };
        let mut note = note.to_owned();
        for (name, column) in &required {
            let has_key =
                |it: &model::database::Index| it.is_unique() && it.column_names().eq([column.name.as_str()]);
            if state.table(name).is_some_and(|table| table.indexes.iter().any(has_key)) {
                note.push_str(&format!(
                    " `{}.{}` is unique: each row needs a value of its own.",
                    name.name, column.name
                ));
            }
        }
        let head =
            Head::new("Fill in values", "", Class::Safe, reversible).note(note).check(backfill::sum(&left));
        self.push(StageKind::Backfill, head, sql, if is_lossy { None } else { Some(Vec::new()) });
        if let Some(stage) = self.stages.last_mut() {
            stage.choices = choices.chosen;
        }
    }
}
