//! Restricts a diagram to one block and its neighbours.

use std::fmt;

use crate::diagram::{EntityKind, Focus, Graph};
use model::project::closest;

/// A focus that is not in the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownModel {
    /// The name.
    pub name: String,
    /// A similar name.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the schema has no model, view, type or enum `{}`.", self.name)?;
        match &self.nearest {
            Some(nearest) => write!(f, " Did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownModel {}

impl Graph {
    /// The block in focus, the models at most `depth` relations away from it, and the enums and composite types of all
    /// of these.
    pub(super) fn around(&self, focus: &Focus) -> Result<Graph, UnknownModel> {
        let names = || self.entities.iter().map(|entity| entity.name.as_str());
        let Some(start) = names().position(|name| name == focus.name) else {
            let same = names().find(|name| name.eq_ignore_ascii_case(&focus.name));
            let nearest = same.or_else(|| closest(&focus.name, names())).map(str::to_owned);
            return Err(UnknownModel { name: focus.name.clone(), nearest });
        };
        let is_part = |at: usize| {
            matches!(self.entities.get(at).map(|it| it.kind), Some(EntityKind::Enum | EntityKind::Type))
        };
        let mut distance = vec![None; self.entities.len()];
        let mut front = vec![start];
        let mut reached = 0;
        while !front.is_empty() {
            for &at in &front {
                if let Some(entry) = distance.get_mut(at) {
                    *entry = Some(reached);
                }
            }
            let is_new = |at: &usize| distance.get(*at).is_some_and(|it| it.is_none());
            let mut next: Vec<usize> = self
                .links
                .iter()
                .flat_map(|link| [(link.from.entity, link.to.entity), (link.to.entity, link.from.entity)])
                .filter(|(from, _)| front.contains(from))
                // The types of columns belong to their model at any distance. In the other direction, a type in focus
                // leads to its users, but other types do not.
                .filter(|(from, to)| match (is_part(*from), is_part(*to)) {
                    (_, true) => true,
                    (true, false) => *from == start && focus.depth > 0,
                    (false, false) => reached < focus.depth,
                })
                .map(|(_, to)| to)
                .filter(is_new)
                .collect();
            next.sort_unstable();
            next.dedup();
            front = next;
            reached += 1;
        }
        Ok(self.restricted(|at| distance.get(at).is_some_and(Option::is_some)))
    }
}
