//! The index that one access wants.

use base::ItemId;

use crate::advice::facts::Facts;
use crate::code::Operation;
use crate::shape::{
    Branch, Column, Condition, ConditionKind, ListTest, Pattern, Reach, Rows, Shape, SortColumn, TableRef,
};
use model::catalog::Provider;

/// An index that would serve an access.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub model: ItemId,
    pub method: Method,
    /// Columns that have one value, in any order.
    pub equal: Vec<Column>,
    /// Columns that follow in this order: sorted ones, then a range.
    pub rest: Vec<(Column, bool)>,
    /// Whether the order of `rest` is what the index is for: rows are taken in it.
    pub is_ordered: bool,
    /// Whether the rows are those in which the mark of deletion is null.
    pub is_active_only: bool,
    /// Whether the access asks for more columns than an index should have, so that some are left out.
    pub is_wide: bool,
    /// How much the access counts by what it does.
    pub factor: f64,
    /// Whether it serves nothing but the look-up of a foreign key.
    pub is_foreign_key: bool,
}

/// How an index finds rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// A B-tree.
    BTree,
    /// A B-tree for prefixes of texts (`text_pattern_ops`, PostgreSQL).
    Prefix,
    /// An inverted index over three-letter parts of texts (`gin_trgm_ops`, PostgreSQL).
    Trigram,
    /// An inverted index over the elements of a list (PostgreSQL).
    Elements,
}

impl Candidate {
    /// The same without the columns of few values, which matter least: rows that an index finds in order can be filtered by them.
    /// `None` where nothing that narrows would be left.
    pub fn essential(&self, facts: &Facts<'_>) -> Option<Candidate> {
        let equal: Vec<Column> = self.equal.iter().filter(|it| !facts.has_few_values(it)).cloned().collect();
        let is_less = equal.len() < self.equal.len() && !equal.is_empty();
        is_less.then(|| Candidate { equal, ..self.clone() })
    }
}

/// The indexes that an access wants: one for each alternative, at most.
pub(super) fn candidates(
    facts: &Facts<'_>,
    operation: Operation,
    shape: &Shape,
    all: &[Shape],
    soft_delete: Option<&str>,
) -> Vec<Candidate> {
    let TableRef::Model(model) = shape.table else { return Vec::new() };
    let reading = Reading { facts, shape, all, model, soft_delete, factor: factor(operation, shape) };
    if matches!(shape.reach, Reach::Cursor | Reach::Create) || reading.factor == 0.0 {
        return Vec::new();
    }
    reading.candidates()
}

/// What an access counts by what it does.
fn factor(operation: Operation, shape: &Shape) -> f64 {
    match (shape.reach, operation) {
        (Reach::ForeignKey, _) => 1.0,
        (Reach::Count, _) | (Reach::Root, Operation::Count | Operation::Aggregate) => 2.0,
        (Reach::OrderBy, _) => 0.0,
        _ => 3.0,
    }
}

struct Reading<'r, 's> {
    facts: &'r Facts<'s>,
    shape: &'r Shape,
    all: &'r [Shape],
    model: ItemId,
    soft_delete: Option<&'r str>,
    factor: f64,
}

impl Reading<'_, '_> {
    fn candidates(&self) -> Vec<Candidate> {
        let shape = self.shape;
        // The target of a relation to one row is found by its id, unless nothing but its filter narrows the rows.
        if shape.rows < Rows::Many && !(shape.reach == Reach::One && self.drives()) {
            return Vec::new();
        }
        let (chosen, alternatives): (Vec<&Branch>, Vec<&Branch>) =
            shape.branches.iter().partition(|branch| branch.is_chosen);
        let mut found: Vec<Candidate> =
            chosen.into_iter().filter_map(|branch| self.candidate(&branch.conditions, true)).collect();
        match alternatives.as_slice() {
            [] => {}
            [only] => found.extend(self.candidate(&only.conditions, true)),
            several => found.extend(self.of_alternatives(several)),
        }
        found.extend(self.of_texts());
        found.dedup();
        found
    }

    /// Whether the row of the relation is found by its filter: nothing of its own narrows the rows of the statement's table.
    fn drives(&self) -> bool {
        let root = self.all.iter().find(|it| it.reach == Reach::Root && it.statement == self.shape.statement);
        root.is_some_and(|root| {
            root.sorting.columns.is_empty()
                && root.branches.len() == 1
                && root.conditions().all(|it| it.kind == ConditionKind::Join || it.is_residual)
        })
    }

    /// The columns by which rows are looked up for other rows.
    fn lookup(&self) -> &[Column] {
        if self.shape.reach == Reach::One { &[] } else { &self.shape.lookup }
    }

    /// Of alternatives: one index for what they have in common, else one for each, if each has one.
    fn of_alternatives(&self, several: &[&Branch]) -> Vec<Candidate> {
        let Some((first, others)) = several.split_first() else { return Vec::new() };
        let is_shared = |it: &&Condition| {
            it.is_equality() && others.iter().all(|branch| branch.conditions.iter().any(|other| *it == other))
        };
        let shared: Vec<Condition> = first.conditions.iter().filter(is_shared).cloned().collect();
        if let Some(candidate) = self.candidate(&shared, true)
            && (!candidate.equal.is_empty() || !candidate.rest.is_empty())
        {
            return vec![candidate];
        }
        let each: Option<Vec<Candidate>> =
            several.iter().map(|branch| self.candidate(&branch.conditions, false)).collect();
        each.unwrap_or_default()
    }

    fn candidate(&self, conditions: &[Condition], with_order: bool) -> Option<Candidate> {
        let (facts, shape) = (self.facts, self.shape);
        let usable = |it: &&Condition| facts.is_indexable(&it.column) && !it.is_residual;
        let certain = || conditions.iter().filter(usable).filter(|it| !it.is_conditional);
        let is_mark = |it: &&Condition| Some(it.column.name.as_str()) == self.soft_delete;
        let mut equal: Vec<Column> = self.lookup().to_vec();
        let listed = |it: &&Condition| it.kind == ConditionKind::In;
        // MongoDB has each element of a list in the index.
        let is_element = |it: &Condition| {
            facts.provider == Provider::Mongodb && it.kind == ConditionKind::List(ListTest::Has)
        };
        let is_equal = |it: &Condition| it.is_equality() || is_element(it);
        equal.extend(certain().filter(|it| is_equal(it) && !is_mark(it)).map(|it| it.column.clone()));
        let mut factor = self.factor;
        let mut ranges: Vec<Column> =
            certain().filter(|it| self.is_range(it)).map(|it| it.column.clone()).collect();
        if equal.is_empty() && ranges.is_empty() && !certain().any(|it| listed(&it)) {
            // Rows of another table lead here, or a filter that may be absent.
            let joined: Vec<Column> = certain()
                .filter(|it| it.kind == ConditionKind::Join && facts.is_foreign_key(&it.column))
                .map(|it| it.column.clone())
                .collect();
            let optional =
                || conditions.iter().filter(usable).filter(|it| it.is_conditional && it.is_equality());
            if !joined.is_empty() {
                equal = joined;
            } else if let (1, Some(only)) = (optional().count(), optional().next()) {
                equal.push(only.column.clone());
                factor /= 2.0;
            }
        }
        let takes = shape.take.is_some() && !shape.takes_in_memory;
        let mut sorted = if with_order { self.sorted(takes) } else { Vec::new() };
        if sorted.is_empty() && shape.reach == Reach::Root {
            sorted.extend(self.grouped(certain().count() > 0));
        }
        let lists = certain().filter(listed).map(|it| it.column.clone());
        if sorted.is_empty() {
            // A list of values is as good as one where no order has to be kept.
            equal.extend(lists);
        } else {
            ranges.extend(lists);
        }
        unique_by_name(&mut equal);
        let is_fixed = |column: &Column| equal.iter().any(|it| it.name == column.name);
        sorted.retain(|(column, _)| !is_fixed(column));
        ranges.retain(|column| !is_fixed(column));
        let leads = sorted.first().is_some_and(|(first, _)| ranges.iter().any(|it| it.name == first.name));
        let is_ordered = takes && !sorted.is_empty();
        if !leads && !is_ordered && !ranges.is_empty() {
            // Without a limit, fewer rows are worth more than their order.
            sorted.clear();
        }
        let after = ranges.into_iter().find(|it| !sorted.iter().any(|(column, _)| column.name == it.name));
        let mut rest = sorted;
        if !leads {
            rest.extend(after.map(|column| (column, false)));
        }
        let is_active_only = certain().any(|it| is_mark(&it) && it.kind == ConditionKind::Null);
        let candidate = Candidate {
            model: self.model,
            method: Method::BTree,
            is_foreign_key: !self.lookup().is_empty()
                && equal.len() == self.lookup().len()
                && rest.is_empty(),
            equal,
            rest,
            is_ordered,
            is_active_only,
            is_wide: false,
            factor,
        };
        self.is_worthwhile(&candidate, conditions).then_some(candidate)
    }

    fn is_range(&self, condition: &Condition) -> bool {
        let prefix = ConditionKind::Like { pattern: Pattern::StartsWith, is_insensitive: false };
        let by_prefix =
            matches!(self.facts.provider, Provider::Mysql | Provider::Sqlserver | Provider::Mongodb);
        condition.kind == ConditionKind::Range || condition.kind == prefix && by_prefix
    }

    /// The columns of the order, where an index can give it.
    fn sorted(&self, takes: bool) -> Vec<(Column, bool)> {
        let sorting = &self.shape.sorting;
        let is_known = !sorting.is_mixed && !sorting.is_partial && !sorting.is_implied;
        // Rows of several others come in one list, which is sorted as a whole.
        let is_of_one = match self.shape.reach {
            Reach::Root => true,
            Reach::Include => self.has_one_parent() || takes,
            _ => false,
        };
        if !is_known || !is_of_one {
            return Vec::new();
        }
        let is_single = sorting.columns.len() == 1;
        let column = |it: &SortColumn| {
            let is_descending = it.is_descending.or(is_single.then_some(false))?;
            // An index has nulls last in ascending order, first in descending order, and Prisma says nothing else.
            let has_default_nulls = it.nulls_first.is_none_or(|first| first == is_descending)
                && (it.nulls_first.is_none() || self.facts.provider == Provider::Postgresql);
            let is_plain = has_default_nulls || !self.facts.is_nullable(&it.column);
            (self.facts.is_indexable(&it.column) && is_plain).then(|| (it.column.clone(), is_descending))
        };
        let columns: Option<Vec<_>> = sorting.columns.iter().map(column).collect();
        let mut columns = columns.unwrap_or_default();
        // The id at the end only makes the order certain.
        let is_id = |column: &Column| {
            let keys = self.facts.schema.model(self.model).map(|it| &*it.keys).unwrap_or_default();
            keys.iter().any(|key| key.is_unique() && key.field_names().eq([column.name.as_str()]))
        };
        while columns.len() > 1 && columns.last().is_some_and(|(column, _)| is_id(column)) {
            columns.pop();
        }
        if !takes && columns.len() > 1 {
            columns.truncate(1);
        }
        columns
    }

    /// The columns of groups, of distinct values and of least and greatest values.
    fn grouped(&self, is_narrowed: bool) -> Vec<(Column, bool)> {
        let shape = self.shape;
        let extreme = shape.aggregates.iter().filter(|it| it.is_extreme).map(|it| &it.column);
        let grouped: Vec<&Column> = shape.group_by.iter().collect();
        // All rows are grouped where nothing narrows them, and an index does not help with that.
        let columns = if is_narrowed && !grouped.is_empty() { grouped } else { extreme.take(1).collect() };
        let indexable = columns.into_iter().filter(|it| self.facts.is_indexable(it));
        indexable.map(|column| (column.clone(), false)).collect()
    }

    /// Whether the rows are read for one row.
    fn has_one_parent(&self) -> bool {
        let path = self.shape.path.as_str();
        let parent = path.rsplitn(3, '.').nth(2).unwrap_or_default();
        let is_parent = |it: &&Shape| it.path == parent && matches!(it.reach, Reach::Root | Reach::Include);
        let one = |it: &Shape| {
            it.rows == Rows::One || it.take == Some(crate::shape::Amount::Known(1)) && it.reach == Reach::Root
        };
        self.all.iter().filter(is_parent).any(|it| one(it) && it.reach == Reach::Root)
    }

    /// Whether an index is worth it: something narrows the rows, or few of them are taken in order.
    fn is_worthwhile(&self, candidate: &Candidate, conditions: &[Condition]) -> bool {
        let is_null = |column: &Column| {
            conditions.iter().any(|it| it.column.name == column.name && it.kind == ConditionKind::Null)
        };
        let narrows = |column: &&Column| !self.facts.has_few_values(column) && !is_null(column);
        let is_narrowed = candidate.equal.iter().any(|it| narrows(&it));
        // What is not known may narrow the rows better than their order does.
        if self.shape.is_partial && !is_narrowed {
            return false;
        }
        let has_range =
            conditions.iter().any(|it| self.is_range(it) && !it.is_residual && !it.is_conditional);
        let is_extreme = self.shape.aggregates.iter().any(|it| it.is_extreme);
        is_narrowed || candidate.is_ordered || !candidate.rest.is_empty() && (has_range || is_extreme)
    }

    /// Inverted indexes, and those for prefixes, where nothing else narrows the rows (PostgreSQL).
    fn of_texts(&self) -> Vec<Candidate> {
        if self.facts.provider != Provider::Postgresql || !self.lookup().is_empty() || self.shape.is_partial {
            return Vec::new();
        }
        let mut found = Vec::new();
        for branch in &self.shape.branches {
            let narrowed = |it: &Condition| {
                (it.is_equality() || it.kind == ConditionKind::In)
                    && !it.is_residual
                    && !it.is_conditional
                    && !self.facts.has_few_values(&it.column)
                    && it.kind != ConditionKind::Null
            };
            if branch.conditions.iter().any(narrowed) {
                return Vec::new();
            }
            let method = |it: &Condition| match it.kind {
                ConditionKind::Like { pattern: Pattern::StartsWith, is_insensitive: false } => {
                    Some(Method::Prefix)
                }
                ConditionKind::Like { pattern: Pattern::Search, .. } => None,
                ConditionKind::Like { .. } => Some(Method::Trigram),
                ConditionKind::List(ListTest::Has | ListTest::HasEvery | ListTest::HasSome) => {
                    Some(Method::Elements)
                }
                _ => None,
            };
            let usable = branch.conditions.iter().filter(|it| !it.is_residual);
            let texts: Vec<_> = usable.filter_map(|it| Some((it, method(it)?))).collect();
            if texts.is_empty() && !branch.is_chosen && self.shape.branches.len() > 1 {
                // Another alternative reads all rows anyway.
                return Vec::new();
            }
            found.extend(texts.into_iter().map(|(condition, method)| Candidate {
                model: self.model,
                method,
                equal: vec![condition.column.clone()],
                rest: Vec::new(),
                is_ordered: false,
                is_active_only: false,
                is_wide: false,
                factor: self.factor,
                is_foreign_key: false,
            }));
        }
        found
    }
}

fn unique_by_name(columns: &mut Vec<Column>) {
    let mut seen: Vec<Column> = Vec::new();
    columns.retain(|column| {
        let is_new = !seen.iter().any(|it| it.name == column.name);
        if is_new {
            seen.push(column.clone());
        }
        is_new
    });
}
