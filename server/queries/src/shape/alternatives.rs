//! A filter as a list of alternatives (its disjunctive normal form), as each of them can want an index of its own.

use crate::shape::{Branch, Condition};

/// How many alternatives are told apart. With more, no condition of them narrows the rows.
const MAX_BRANCHES: usize = 12;

/// A filter.
#[derive(Clone, Debug)]
pub(super) struct Filter {
    /// The alternatives, at least one.
    pub branches: Vec<Branch>,
    /// Whether the code may ask for more.
    pub is_partial: bool,
}

/// What surrounds a part of a filter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mode {
    /// Whether it is under `NOT`.
    pub is_negated: bool,
    /// Whether the code may leave it out.
    pub is_conditional: bool,
}

impl Filter {
    /// All rows.
    pub fn all() -> Filter {
        Filter { branches: vec![Branch::default()], is_partial: false }
    }

    /// Something that is not known.
    pub fn unknown() -> Filter {
        Filter { is_partial: true, ..Filter::all() }
    }

    /// One condition.
    pub fn one(condition: Condition, mode: Mode) -> Filter {
        Filter::conditions(vec![condition], mode)
    }

    /// Conditions that have to be met all at once.
    pub fn conditions(mut conditions: Vec<Condition>, mode: Mode) -> Filter {
        for condition in &mut conditions {
            condition.is_residual |= mode.is_negated;
            condition.is_conditional |= mode.is_conditional;
        }
        Filter { branches: vec![Branch { conditions, is_chosen: false }], is_partial: false }
    }

    /// Both.
    pub fn and(self, other: Filter) -> Filter {
        let is_partial = self.is_partial || other.is_partial;
        if self.branches.len() * other.branches.len() > MAX_BRANCHES {
            let all = self.branches.into_iter().chain(other.branches);
            return Filter { branches: vec![residual(all)], is_partial };
        }
        let pair = |one: &Branch, other: &Branch| Branch {
            conditions: [one.conditions.as_slice(), &other.conditions].concat(),
            is_chosen: one.is_chosen || other.is_chosen,
        };
        let pairs =
            self.branches.iter().flat_map(|one| other.branches.iter().map(move |other| pair(one, other)));
        Filter { branches: pairs.collect(), is_partial }
    }

    /// One of several, of which the code chooses one.
    pub fn chosen(filters: Vec<Filter>, mode: Mode) -> Filter {
        let several = filters.len() > 1;
        let mut filter = Filter::any(filters, mode);
        if several && filter.branches.len() > 1 {
            filter.branches.iter_mut().for_each(|branch| branch.is_chosen = true);
        }
        filter
    }

    /// One of several; all rows where there are none.
    pub fn any(filters: Vec<Filter>, mode: Mode) -> Filter {
        if mode.is_negated {
            // Not one of them: none of them.
            return filters.into_iter().fold(Filter::all(), Filter::and);
        }
        let is_partial = filters.iter().any(|it| it.is_partial);
        let mut branches: Vec<Branch> = Vec::new();
        for branch in filters.into_iter().flat_map(|it| it.branches) {
            if !branches.contains(&branch) {
                branches.push(branch);
            }
        }
        match branches.len() {
            0 => Filter { is_partial, ..Filter::all() },
            count if count > MAX_BRANCHES => Filter { branches: vec![residual(branches)], is_partial },
            _ => Filter { branches, is_partial },
        }
    }
}

/// One branch with the conditions of several, none of which narrows the rows.
fn residual(branches: impl IntoIterator<Item = Branch>) -> Branch {
    let mut conditions: Vec<Condition> = Vec::new();
    for mut condition in branches.into_iter().flat_map(|branch| branch.conditions) {
        condition.is_residual = true;
        if !conditions.contains(&condition) {
            conditions.push(condition);
        }
    }
    Branch { conditions, is_chosen: false }
}
