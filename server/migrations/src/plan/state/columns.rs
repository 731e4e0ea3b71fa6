//! The columns of a table after each phase.

use model::database::{Column, ColumnType, DefaultValue, Nullability};

use crate::cost::is_volatile;
use crate::plan::casts::cast;
use crate::plan::enums::joined;
use crate::plan::names::quarantined;
use crate::plan::pairing::{ColumnPair, Pairing, TablePair, Way};
use crate::plan::phase::Phase;
use crate::plan::values::{changes_values, enum_values, is_cheap, is_same_type};

impl Pairing<'_> {
    /// The columns after a phase: those that were there, in their order, then those that came.
    pub(super) fn columns_at(&self, table: &TablePair, phase: Phase) -> Vec<Column> {
        let old = table.columns.iter().filter_map(|column| self.old_column(table, column, phase));
        let new = table.columns.iter().filter_map(|column| self.new_column(column, phase));
        let mut columns: Vec<Column> = old.chain(new).collect();
        for column in &mut columns {
            column.ty = self.type_at(&column.ty, phase);
        }
        columns
    }

    /// The form of a column that was there before.
    fn old_column(&self, table: &TablePair, pair: &ColumnPair, phase: Phase) -> Option<Column> {
        let mut column = pair.from.clone()?;
        let is_needed = phase < Phase::Release
            && table.from.as_ref().is_some_and(|table| table.is_in_primary_key(&column.name));
        let relaxed = |column: &mut Column| {
            if column.is_required() && column.default.is_none() && !column.autoincrement && !is_needed {
                column.nullability = Nullability::Nullable;
            }
        };
        match (&pair.way, &pair.to) {
            (Way::InPlace | Way::RenameAtOnce, Some(to)) => {
                return Some(self.in_place(pair, column, to, phase));
            }
            (Way::Replace, Some(_)) => {
                if phase >= Phase::Switch {
                    column.name = self.names.former(&column.name).into();
                    column.nullability =
                        if column.is_list() { Nullability::List } else { Nullability::Nullable };
                    column.default = None;
                    column.autoincrement = false;
                    column.has_client_default = false;
                }
            }
            (Way::Rename, Some(_)) => {
                if phase >= Phase::Release {
                    relaxed(&mut column);
                }
            }
            _ => {
                if phase >= self.relaxed_at {
                    relaxed(&mut column);
                    if is_needed && let Some(made) = self.made_key_default(table, pair) {
                        column.autoincrement = matches!(made.value, DefaultValue::Sequence(_));
                        column.default = Some(made);
                    }
                }
            }
        }
        if phase >= Phase::Drop {
            return None;
        }
        if phase >= Phase::Quarantine && self.quarantines && pair.way != Way::Replace {
            column.name = quarantined(&column.name).into();
        }
        Some(column)
    }

    /// The form of a column that stays.
    fn in_place(&self, pair: &ColumnPair, mut column: Column, to: &Column, phase: Phase) -> Column {
        if phase >= Phase::Expand {
            column.field = to.field;
            column.has_client_default = to.has_client_default;
        }
        if pair.way == Way::RenameAtOnce && phase >= Phase::Switch {
            column.name = to.name.clone();
        }
        if let (Some(before), Some(after)) = (enum_values(&column), enum_values(to)) {
            // The values that go stay allowed until nothing writes them.
            column.ty = match phase {
                Phase::Start | Phase::EnumValues => column.ty,
                Phase::Drop => to.ty.clone(),
                _ => ColumnType::EnumValues(joined(before, after).into()),
            };
        }
        let is_other =
            !changes_values(&column, to) && !is_same_type(&column, to) && !self.is_renamed_enum(&column, to);
        let cast_at = if is_cheap(&column, to) { Phase::Expand } else { Phase::Switch };
        if is_other && phase >= cast_at {
            column.ty = to.ty.clone();
            if column.is_list() != to.is_list() {
                column.nullability = to.nullability;
            }
        }
        let is_waiting = is_other && phase < cast_at;
        if !is_waiting && phase >= Phase::Expand && to.nullability == Nullability::Nullable {
            column.nullability = Nullability::Nullable;
        }
        if phase >= Phase::Require && !column.is_list() {
            column.nullability = to.nullability;
        }
        if column.autoincrement != to.autoincrement {
            let at = match (is_other, to.autoincrement) {
                (true, _) => cast_at,
                (false, true) => Phase::Expand,
                (false, false) => Phase::Release,
            };
            if phase >= at {
                column.autoincrement = to.autoincrement;
                column.default = to.default.clone();
            }
        } else if (to.default.is_some() && phase >= Phase::Expand && !is_waiting)
            || (is_other && phase >= cast_at && column.default.is_some())
            || phase >= Phase::Release
        {
            column.default = to.default.clone();
        }
        column
    }

    /// The form of a column that was not there before.
    fn new_column(&self, pair: &ColumnPair, phase: Phase) -> Option<Column> {
        let mut column = pair.to.clone()?;
        if phase < Phase::Expand
            || matches!(pair.way, Way::InPlace | Way::RenameAtOnce) && pair.from.is_some()
        {
            return None;
        }
        let required_at = match (&pair.way, &pair.from) {
            (Way::Replace, Some(from)) if cast("", from, &column).is_none() => Phase::Require,
            (Way::Rename | Way::Replace, Some(from)) if from.is_required() => Phase::Validate,
            (Way::Rename | Way::Replace, _) => Phase::Require,
            _ if needs_values(&column) => Phase::Require,
            _ => Phase::Expand,
        };
        if phase < required_at && column.is_required() {
            column.nullability = Nullability::Nullable;
        }
        let default_at = match pair.way {
            Way::Rename => Phase::Release,
            Way::Replace => Phase::Switch,
            _ if counts_or_is_volatile(&column) => Phase::Defaults,
            _ => Phase::Expand,
        };
        if phase < default_at {
            column.default = None;
            column.autoincrement = false;
        }
        if pair.way == Way::Replace && phase < Phase::Switch {
            column.name = self.names.successor(&column.name).into();
        }
        Some(column)
    }
}

/// Whether a new column is required, and no default fills it in old rows.
pub(super) fn needs_values(column: &Column) -> bool {
    column.is_required() && (column.default.is_none() || counts_or_is_volatile(column))
        || column.is_required() && column.autoincrement
}

/// Whether each row gets a value of its own.
pub(in crate::plan) fn counts_or_is_volatile(column: &Column) -> bool {
    column.autoincrement
        || match column.default_value() {
            Some(DefaultValue::Expression(Some(text))) => is_volatile(text),
            Some(DefaultValue::Sequence(_) | DefaultValue::UniqueRowId) => true,
            _ => false,
        }
}
