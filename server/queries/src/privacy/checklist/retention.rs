//! Points about how long data is kept.

use base::ItemId;
use checks::rules::DataEvidence;

use super::{Facts, Point, PointState, Topic, count};
use crate::privacy::access::{Access, Effect};
use crate::privacy::data_map::{PersonalField, PersonalModel};
use crate::privacy::retention::TimeKind;

impl Facts<'_> {
    pub(super) fn inventory(&self) -> Point {
        let fields: Vec<_> = self.models.iter().flat_map(|it| &it.fields).collect();
        let is_annotated = |it: &&&PersonalField| matches!(it.data.evidence, DataEvidence::Annotation(_));
        let annotated = fields.iter().filter(is_annotated).count();
        let mut evidence = vec![format!(
            "{} with personal data in {}, of {} in the schema.",
            count(fields.len(), "field"),
            count(self.models.len(), "model"),
            count(self.schema.models().count(), "model")
        )];
        evidence.push(match annotated {
            0 if fields.is_empty() => "No name and no annotation speaks of personal data.".to_owned(),
            0 => "None is annotated with `@pii`: the list rests on names alone.".to_owned(),
            some => format!("{some} of them annotated in the schema (`@pii`, `@encrypted`, `@hashed`)."),
        });
        Point {
            topic: Topic::Retention,
            id: "inventory",
            title: "The schema records which personal data is stored (`@pii`)",
            state: PointState::of(annotated, fields.len()),
            evidence,
            sites: Vec::new(),
            unseen: "Personal data in free text, in JSON documents and under names that say nothing; files outside of the \
                     database; logs, caches and backups; what other systems receive.",
        }
    }

    pub(super) fn policies(&self) -> Point {
        let marked: Vec<ItemId> =
            self.models.iter().filter(|it| it.retention.mark.is_some()).map(|it| it.model).collect();
        let expiring: Vec<ItemId> = self
            .models
            .iter()
            .filter(|it| it.retention.times_of(TimeKind::Expires).next().is_some())
            .map(|it| it.model)
            .collect();
        let mut evidence = vec![match marked.is_empty() {
            true => "No model with personal data has a `@retention` annotation.".to_owned(),
            false => format!("`@retention` is set on {}.", self.names(marked.iter().copied())),
        }];
        if !expiring.is_empty() {
            evidence.push(format!("Rows have an expiry time in {}.", self.names(expiring)));
        }
        let undated: Vec<ItemId> = self
            .models
            .iter()
            .filter(|it| it.retention.times.is_empty() && it.retention.goes_with.is_empty())
            .map(|it| it.model)
            .collect();
        if !undated.is_empty() {
            evidence.push(format!(
                "No point in time, so that no period can be applied: {}.",
                self.names(undated)
            ));
        }
        Point {
            topic: Topic::Retention,
            id: "retention-policy",
            title: "A retention period is set for each model with personal data",
            state: PointState::of(marked.len(), self.models.len()),
            evidence,
            sites: Vec::new(),
            unseen: "Whether a period is right for its purpose, and periods that are set down elsewhere.",
        }
    }

    pub(super) fn hard_delete(&self) -> Point {
        let purged: Vec<&PersonalModel> =
            self.models.iter().filter(|it| !it.retention.purges.is_empty()).collect();
        let is_purged = |model: ItemId| purged.iter().any(|it| it.model == model);
        let with_parent: Vec<ItemId> = self
            .models
            .iter()
            .filter(|it| !is_purged(it.model) && it.retention.goes_with.iter().any(|it| is_purged(*it)))
            .map(|it| it.model)
            .collect();
        let mut evidence = vec![match purged.is_empty() {
            true => "No call deletes rows with personal data by their age.".to_owned(),
            false => {
                format!("Rows are deleted by their age in {}.", self.names(purged.iter().map(|it| it.model)))
            }
        }];
        if !with_parent.is_empty() {
            evidence.push(format!("Deleted along with these: {}.", self.names(with_parent.iter().copied())));
        }
        let others: Vec<ItemId> = self
            .models
            .iter()
            .map(|it| it.model)
            .filter(|model| !is_purged(*model) && !with_parent.contains(model))
            .collect();
        if !others.is_empty() && !purged.is_empty() {
            evidence.push(format!("Kept without end, as far as the code shows: {}.", self.names(others)));
        }
        Point {
            topic: Topic::Retention,
            id: "hard-delete",
            title: "Rows are deleted for good after the retention period",
            state: PointState::of(purged.len() + with_parent.len(), self.models.len()),
            evidence,
            sites: purged.iter().flat_map(|it| &it.retention.purges).map(|it| it.site.clone()).collect(),
            unseen: "Whether a job really runs, and how often; deletion by the database itself (TTL indexes, partitions, \
                     scheduled SQL); deletion in backups.",
        }
    }

    pub(super) fn soft_delete(&self) -> Point {
        let has: Vec<ItemId> =
            self.models.iter().filter(|it| it.retention.soft_delete.is_some()).map(|it| it.model).collect();
        let lacks = self.models.iter().map(|it| it.model).filter(|model| !has.contains(model));
        let mut evidence = vec![match has.is_empty() {
            true => "No model with personal data has an optional `deletedAt DateTime?`.".to_owned(),
            false => format!("Rows can be marked as deleted in {}.", self.names(has.iter().copied())),
        }];
        let lacks: Vec<ItemId> = lacks.collect();
        if !has.is_empty() && !lacks.is_empty() {
            evidence.push(format!("Not in {}.", self.names(lacks)));
        }
        Point {
            topic: Topic::SoftDelete,
            id: "soft-delete",
            title: "Models with personal data can be soft-deleted (`deletedAt`)",
            state: PointState::of(has.len(), self.models.len()),
            evidence,
            sites: Vec::new(),
            unseen: "Whether a model needs it: a row that is deleted for good at once is erased sooner.",
        }
    }

    pub(super) fn soft_delete_filter(&self) -> Point {
        let (mut with, mut without) = (0, Vec::new());
        for model in self.models {
            let Some(field) = model.retention.soft_delete else { continue };
            let searches: Vec<&Access> =
                model.accesses.iter().filter(|it| it.effect == Effect::Search).collect();
            let reads = model.accesses.iter().filter(|it| {
                it.effect == Effect::Read && it.path.is_empty() && it.is_live() && !it.operation.writes()
            });
            for read in reads {
                let is_filtered = searches.iter().any(|it| it.site == read.site && it.fields.include(field));
                if is_filtered { with += 1 } else { without.push(read.site.clone()) }
            }
        }
        let soft = self.logging.extensions.len();
        let mut evidence = Vec::new();
        if with + without.len() > 0 {
            evidence.push(format!(
                "Of {} of soft-deleted models, {with} {} by the mark.",
                count(with + without.len(), "reading call"),
                if with == 1 { "filters" } else { "filter" }
            ));
        } else {
            evidence.push("No call reads a soft-deleted model with personal data.".to_owned());
        }
        if soft > 0 && !without.is_empty() {
            evidence.push("A client extension changes queries and may add the filter.".to_owned());
        }
        Point {
            topic: Topic::SoftDelete,
            id: "soft-delete-filter",
            title: "Queries leave soft-deleted rows out",
            state: PointState::of(with, with + without.len()),
            evidence,
            sites: without,
            unseen: "Calls that show deleted rows on purpose; filters that the code puts together elsewhere.",
        }
    }
}
