//! `audit-trail-missing`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, NamePatterns, OptionKind, OptionSpec};
use base::{Finding, Fix, ItemId, Level};
use model::schema::edit;
use model::schema::item::{Item, ModelKind};

rule! {
    /// Audited models without an audit log that can record their changes.
    ///
    /// List the audited models in `models`. The log, `AuditLog` unless `auditModel` names another model, has to exist
    /// and to record who did what, to which row, and when; and it needs an index to find the history of one row.
    ///
    /// ```prisma flagged {"models": ["Payment"]}
    /// model Payment {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean {"models": ["Payment"]}
    /// model Payment {
    ///   id Int @id
    /// }
    ///
    /// model AuditLog {
    ///   id        Int      @id
    ///   actorId   String
    ///   action    String
    ///   entity    String
    ///   entityId  String
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([entity, entityId, createdAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "audit-trail-missing",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[
            OptionSpec {
                name: "models",
                kind: OptionKind::List(&[]),
                docs: "Audited models; globs such as `*` are supported.",
            },
            OptionSpec { name: "auditModel", kind: OptionKind::Text("AuditLog"), docs: "Name of the audit log model." },
        ],
        check: Check::Schema(check),
    };
}

/// What each log row records, with the accepted field names.
const NEEDED: &[(&str, &[&str])] = &[
    ("the actor", &["actor", "actorId", "actor_id", "userId", "user_id", "user"]),
    ("the action", &["action", "operation", "event"]),
    (
        "the type of the row",
        &["entity", "entityType", "entity_type", "model", "resource", "resourceType", "table"],
    ),
    ("the id of the row", &["entityId", "entity_id", "recordId", "record_id", "resourceId", "rowId"]),
    ("when", &["createdAt", "created_at", "timestamp", "at"]),
];

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let patterns = NamePatterns::new(cx.options.list("models"));
    let name = cx.options.text("auditModel");
    if patterns.is_empty() {
        return;
    }
    let model_of = |name: &str| {
        let item = cx.schema.find(name).and_then(|id| Some((id, cx.schema.head(id)?.as_ref())));
        item.filter(|(_, item)| item.model().is_some_and(|model| model.kind == ModelKind::Model))
    };
    let names = cx.schema.declared_names().filter(|other| patterns.matches(other) && *other != name);
    let logged: Vec<(ItemId, &Item)> = names.filter_map(model_of).collect();
    if logged.is_empty() {
        return;
    }
    let Some((id, log)) = model_of(name) else {
        for (id, item) in logged {
            let message = format!(
                "Changes of `{}` require an audit log, but there is no model `{name}`. Add it.",
                item.name()
            );
            found.push(cx.finding(id, item.head(), message));
        }
        return;
    };
    let Some(model) = cx.schema.model(id) else { return };
    let field = |names: &[&str]| model.fields.iter().find(|field| names.contains(&field.name.as_str()));
    for (what, names) in NEEDED {
        if field(names).is_none() {
            let first = names.first().copied().unwrap_or_default();
            let message = format!("`{name}` does not record {what}. Add a field such as `{first}`.");
            found.push(cx.finding(id, log.head(), message));
        }
    }
    let history = NEEDED.get(2..4).unwrap_or(&[]);
    let columns: Vec<&str> =
        history.iter().filter_map(|(_, names)| field(names)).map(|it| it.name.as_str()).collect();
    let is_indexed = model.keys.iter().any(|key| {
        let leading: Vec<&str> = key.field_names().take(2).collect();
        columns.iter().all(|column| leading.contains(column))
    });
    if columns.len() == 2 && !is_indexed {
        let when = NEEDED.last().and_then(|(_, names)| field(names)).map(|it| it.name.as_str());
        let line = format!("@@index([{}])", columns.into_iter().chain(when).collect::<Vec<_>>().join(", "));
        let message = format!("`{name}` has no index to find the history of one row. Add `{line}`.");
        found.push(cx.fix(cx.finding(id, log.head(), message), || {
            let change = edit::add_block_attribute(cx.schema, id, "index", &line)?;
            Some(Fix::choice(format!("Add `{line}`"), vec![change]))
        }));
    }
}
