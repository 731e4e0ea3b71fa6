//! Points about who sees and changes data.

use base::ItemId;

use super::{Facts, Point, PointState, Topic, count, list};
use crate::privacy::logging::{AccessLogging, QueryExtension};

impl Facts<'_> {
    pub(super) fn access_log(&self) -> Point {
        let AccessLogging { reading_functions, logged_functions, extensions, .. } = self.logging;
        let mut evidence = vec![format!(
            "{} of the application {} personal data; {logged_functions} of them also {} to an audit model.",
            count(*reading_functions, "function"),
            if *reading_functions == 1 { "returns" } else { "return" },
            if *logged_functions == 1 { "writes" } else { "write" },
        )];
        let all = |it: &&QueryExtension| it.models.iter().any(|model| model.starts_with('$'));
        let is_open = |it: &QueryExtension| it.models.is_empty();
        evidence.push(match (extensions.len(), extensions.iter().any(|it| all(&it))) {
            (0, _) => "No client extension (`$extends` with `query`) sees queries.".to_owned(),
            (_, true) => {
                "A client extension sees the queries of all models; whether it logs them is in its code."
                    .to_owned()
            }
            (_, false) if extensions.iter().all(is_open) => {
                "Client extensions may see queries; whether they log them is in their code.".to_owned()
            }
            (_, false) => format!(
                "Client extensions see queries of {}; whether they log them is in their code.",
                list(extensions.iter().flat_map(|it| &it.models).map(|name| format!("`{name}`")))
            ),
        });
        let state = match extensions.is_empty() {
            false if *logged_functions < *reading_functions => PointState::NotVisible,
            _ => PointState::of(*logged_functions, *reading_functions),
        };
        Point {
            topic: Topic::Access,
            id: "access-log",
            title: "Access to personal data is logged, with who accessed it",
            state,
            evidence,
            sites: Vec::new(),
            unseen: "Logs outside of the database; logs of the database server (such as pgAudit); access by people with a \
                     database client.",
        }
    }

    pub(super) fn exports(&self) -> Point {
        let exports = &self.logging.exports;
        let logged = exports.iter().filter(|it| it.is_logged).count();
        let evidence = match exports.is_empty() {
            true => vec![
                "No function or file with personal data has a name such as `export` or `download`."
                    .to_owned(),
            ],
            false => vec![format!(
                "{} that {} personal data {} such a name; {logged} {} to an audit model.",
                count(exports.len(), "function"),
                if exports.len() == 1 { "returns" } else { "return" },
                if exports.len() == 1 { "has" } else { "have" },
                if logged == 1 { "writes" } else { "write" }
            )],
        };
        Point {
            topic: Topic::Access,
            id: "exports",
            title: "Exports and downloads of personal data are logged",
            state: PointState::of(logged, exports.len()),
            evidence,
            sites: exports.iter().map(|it| it.site.clone()).collect(),
            unseen: "Exports whose names do not say so; exports by people with access to the database or its backups.",
        }
    }

    pub(super) fn audit_trail(&self) -> Point {
        let models = &self.logging.audit_models;
        let written: Vec<ItemId> =
            models.iter().filter(|it| !it.writers.is_empty()).map(|it| it.model).collect();
        let mut evidence = Vec::new();
        if models.is_empty() {
            evidence.push("No model looks like an audit log.".to_owned());
        } else {
            evidence.push(format!(
                "Models that record events: {}.",
                self.names(models.iter().map(|it| it.model))
            ));
        }
        let silent: Vec<ItemId> =
            models.iter().map(|it| it.model).filter(|model| !written.contains(model)).collect();
        if !silent.is_empty() {
            evidence.push(format!("No known call adds rows to {}.", self.names(silent)));
        }
        let changed = models.iter().filter(|it| !it.changed_by.is_empty());
        let changed: Vec<_> = changed.collect();
        if !changed.is_empty() {
            evidence.push(format!(
                "The code changes or deletes rows of {}.",
                self.names(changed.iter().map(|it| it.model))
            ));
        }
        Point {
            topic: Topic::Access,
            id: "audit-trail",
            title: "Changes leave an audit trail",
            // Whether a trail is complete cannot be seen.
            state: if written.is_empty() { PointState::Absent } else { PointState::Partial },
            evidence,
            sites: changed.iter().flat_map(|it| it.changed_by.iter().cloned()).collect(),
            unseen: "Triggers in the database, and whether the trail is complete and protected against change.",
        }
    }
}
