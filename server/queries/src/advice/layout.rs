//! The columns of an index, as far as their order is decided.

use crate::shape::Column;

/// Columns in groups: inside a group any order will do.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Group {
    pub columns: Vec<Column>,
    /// Whether in descending order; `None` where only equality has been asked, of any number of columns.
    pub is_descending: Option<bool>,
}

impl Layout {
    /// The layout that an access wants.
    pub fn new(equal: &[Column], rest: &[(Column, bool)]) -> Layout {
        let first = Group { columns: equal.to_vec(), is_descending: None };
        let single = |(column, is_descending): &(Column, bool)| Group {
            columns: vec![column.clone()],
            is_descending: Some(*is_descending),
        };
        let groups =
            Some(first).filter(|it| !it.columns.is_empty()).into_iter().chain(rest.iter().map(single));
        Layout { groups: groups.collect() }
    }

    /// The layout with its order decided as far as it has to be to serve an access too; `None` where it cannot.
    pub fn fit(&self, equal: &[Column], rest: &[(Column, bool)]) -> Option<Layout> {
        let mut left: Vec<&Column> = equal.iter().collect();
        let mut groups = Vec::new();
        let mut ahead = self.groups.iter().cloned().collect::<std::collections::VecDeque<_>>();
        while !left.is_empty() {
            let group = ahead.pop_front()?;
            let is_left = |it: &Column| left.iter().any(|column| column.column == it.column);
            let (taken, others): (Vec<Column>, Vec<Column>) = group.columns.into_iter().partition(is_left);
            if taken.is_empty() || !others.is_empty() && taken.len() < left.len() {
                return None;
            }
            left.retain(|column| !taken.iter().any(|it| it.column == column.column));
            groups.push(Group { columns: taken, is_descending: group.is_descending });
            if !others.is_empty() {
                ahead.push_front(Group { columns: others, is_descending: None });
            }
        }
        let mut is_inverted = None;
        for (column, is_descending) in rest {
            let group = ahead.pop_front()?;
            let (taken, others): (Vec<Column>, Vec<Column>) =
                group.columns.into_iter().partition(|it| it.column == column.column);
            if taken.is_empty() {
                return None;
            }
            let direction = match group.is_descending {
                Some(own) => {
                    let inverted = own != *is_descending;
                    if *is_inverted.get_or_insert(inverted) != inverted {
                        return None;
                    }
                    own
                }
                None => is_descending ^ is_inverted.unwrap_or(false),
            };
            groups.push(Group { columns: taken, is_descending: Some(direction) });
            if !others.is_empty() {
                ahead.push_front(Group { columns: others, is_descending: None });
            }
        }
        groups.extend(ahead);
        Some(Layout { groups })
    }

    /// All columns in the order so far, with their direction.
    pub fn columns(&self) -> impl Iterator<Item = (&Column, bool)> {
        let direction = |group: &Group| group.is_descending.unwrap_or(false);
        self.groups.iter().flat_map(move |it| it.columns.iter().map(move |column| (column, direction(it))))
    }

    /// Whether it has all of these columns.
    pub fn contains(&self, columns: &[Column]) -> bool {
        columns.iter().all(|wanted| self.columns().any(|(column, _)| column.column == wanted.column))
    }

    /// The columns that can come first.
    pub fn leading(&self) -> &[Column] {
        self.groups.first().map_or(&[], |group| group.columns.as_slice())
    }
}
