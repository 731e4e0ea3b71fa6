//! In which order the columns of an index come, and which it can do without.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::advice::candidate::Candidate;
use crate::advice::facts::Facts;
use crate::advice::layout::Layout;
use crate::advice::proposal::Access;
use crate::shape::Column;

/// How many columns an index has at most.
pub(super) const MAX_COLUMNS: usize = 3;

/// Which columns come first: those that most accesses ask for, those with few values late.
pub(super) struct ColumnOrder<'f, 's> {
    facts: &'f Facts<'s>,
    uses: FxHashMap<SmolStr, f64>,
}

impl<'f, 's> ColumnOrder<'f, 's> {
    pub fn new(facts: &'f Facts<'s>, wanted: &[(Candidate, Access, f64)]) -> ColumnOrder<'f, 's> {
        let mut uses: FxHashMap<SmolStr, f64> = FxHashMap::default();
        for (candidate, _, weight) in wanted {
            for column in &candidate.equal {
                *uses.entry(column.column.clone()).or_default() += weight;
            }
        }
        ColumnOrder { facts, uses }
    }

    fn sort(&self, columns: &mut [Column]) {
        let uses = |it: &Column| self.uses.get(&it.column).copied().unwrap_or_default();
        columns.sort_by(|one, other| {
            (self.facts.has_few_values(one).cmp(&self.facts.has_few_values(other)))
                .then(uses(other).total_cmp(&uses(one)))
        });
    }

    /// Leaves out columns that narrow little until the index is no wider than it should be.
    pub fn narrow(&self, candidate: &mut Candidate) {
        self.sort(&mut candidate.equal);
        let length = |it: &Candidate| it.equal.len() + it.rest.len();
        candidate.is_wide = length(candidate) > MAX_COLUMNS;
        while length(candidate) > MAX_COLUMNS {
            let few = candidate.equal.iter().rposition(|it| self.facts.has_few_values(it));
            match few {
                Some(at) if candidate.equal.len() > 1 => drop(candidate.equal.remove(at)),
                _ if candidate.equal.len() > 2 => drop(candidate.equal.pop()),
                _ => drop(candidate.rest.pop()),
            }
        }
        // A column with few values adds little to one with many, where no order follows.
        if candidate.rest.is_empty() && candidate.equal.iter().any(|it| !self.facts.has_few_values(it)) {
            candidate.equal.retain(|it| !self.facts.has_few_values(it));
        }
    }

    /// The columns of a layout in their final order.
    pub fn arranged(&self, layout: &Layout) -> Vec<(Column, bool)> {
        let mut layout = layout.clone();
        layout.groups.iter_mut().for_each(|group| self.sort(&mut group.columns));
        layout.columns().map(|(column, is_descending)| (column.clone(), is_descending)).collect()
    }
}
