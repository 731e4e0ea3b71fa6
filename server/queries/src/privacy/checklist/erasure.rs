//! The point about the right to be erased.

use base::ItemId;

use super::{Facts, Point, PointState, Topic};
use crate::code::CodeKind;
use crate::privacy::erasure::{Deletion, Outcome};

impl Facts<'_> {
    pub(super) fn erasure(&self) -> Point {
        let mut evidence = Vec::new();
        let (mut ready, mut sites) = (0, Vec::new());
        for erasure in self.erasures {
            let name = self.name(erasure.person);
            let is_live = |it: &&Deletion| matches!(it.kind, CodeKind::Application | CodeKind::Job);
            let live: Vec<_> = erasure.deletions.iter().filter(is_live).collect();
            sites.extend(live.iter().map(|it| it.site.clone()));
            let complete = live.iter().any(|it| it.missing.is_empty());
            ready += usize::from(complete);
            evidence.push(match (live.is_empty(), complete) {
                (true, _) => format!("No call of the application deletes a {name}."),
                (false, true) => format!("The application deletes rows of {name}, and no relation is left that blocks it."),
                (false, false) => {
                    let missing = live.iter().map(|it| &it.missing).min_by_key(|it| it.len());
                    format!(
                        "The application deletes rows of {name}, but the database refuses while rows exist in {}.",
                        self.names(missing.into_iter().flatten().copied())
                    )
                }
            });
            let trails =
                erasure.references.iter().filter(|it| it.is_audit_trail && it.outcome == Outcome::Deleted);
            let mut trails: Vec<ItemId> = trails.map(|it| it.from).collect();
            trails.dedup();
            if !trails.is_empty() {
                evidence.push(format!(
                    "The audit trail in {} is deleted along with a {name}.",
                    self.names(trails)
                ));
            }
        }
        let unreached = self.erasures.first().map_or(&[][..], |it| &it.unreached);
        if !unreached.is_empty() {
            evidence.push(format!(
                "Personal data that no relation leads to from the person: {}.",
                self.names(unreached.iter().copied())
            ));
        }
        if evidence.is_empty() {
            evidence.push("No model is recognised as one of persons.".to_owned());
        }
        Point {
            topic: Topic::Erasure,
            id: "erasure",
            title: "A person can be erased on request",
            state: match PointState::of(ready, self.erasures.len()) {
                PointState::Present if !unreached.is_empty() => PointState::Partial,
                other => other,
            },
            evidence,
            sites,
            unseen: "Whether all copies are reached: files, search indexes, analytics, mail and payment services, backups; and \
                     what has to be kept by law.",
        }
    }
}
