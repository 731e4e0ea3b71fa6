//! JSON output.

use ::queries::privacy::{Access, Erasure, Fields, Outcome, PersonalModel, Point, Site, Topic};
use base::FieldId;
use checks::rules::DataEvidence;
use serde_json::{Value as Json, json};

use super::sections::{Context, effect, protection, state, time};

/// The report on one schema.
///
/// ```json
/// {
///   "schema": "prisma/schema.prisma", "calls": 12, "rawQueries": 0, "filesSearched": 40,
///   "models": [{
///     "model": "User",
///     "fields": [{ "field": "email", "class": "contact", "evidence": "name", "annotation": null, "protection": null,
///                  "readByName": 1, "readWithAll": 4, "searched": 2, "written": 1 }],
///     "accesses": [{ "file": "src/user.ts", "line": 12, "function": "getUser", "operation": "findUnique", "path": "",
///                    "effect": "read", "fields": ["email"], "selection": "all", "code": "application" }],
///     "retention": { "mark": null, "times": [{ "field": "createdAt", "kind": "created" }], "purges": [],
///                    "deletions": [], "goesWith": [], "softDelete": null }
///   }],
///   "persons": [{ "model": "User", "isNamed": true, "identifying": ["email"], "referredBy": ["Post"] }],
///   "erasures": [{ "person": "User", "references": [], "before": [], "isCircular": false, "loose": [],
///                  "unreached": [], "deletions": [] }],
///   "logging": { "auditModels": [], "extensions": [], "exports": [], "readingFunctions": 3, "loggedFunctions": 0 },
///   "checklist": [{ "topic": "retention", "id": "inventory", "title": "…", "state": "partial", "evidence": [], "sites": [],
///                   "notVisible": "…" }]
/// }
/// ```
///
/// Lines are from 1. `selection` is `all`, `allBut`, `named` or `unknown`; `fields` are those with personal data only. `effect` is
/// `read`, `search`, `write` or `delete`; `outcome` of a reference is `blocks`, `deleted`, `cleared`, `defaulted`, `dangling` or
/// `unlinked`; `state` is `present`, `partial`, `absent` or `notVisible`.
pub(super) fn entry(cx: &Context<'_>, searched: usize) -> Json {
    let report = cx.report;
    let persons = report.persons.iter().map(|person| {
        json!({
            "model": cx.model(person.model),
            "isNamed": person.evidence.is_named,
            "identifying": names(cx, &person.evidence.identifying),
            "referredBy": person.evidence.referred_by.iter().map(|id| cx.model(*id)).collect::<Vec<_>>(),
        })
    });
    json!({
        "schema": cx.shown,
        "calls": report.calls,
        "rawQueries": report.raw_queries,
        "filesSearched": searched,
        "models": report.models.iter().map(|it| model(cx, it)).collect::<Vec<_>>(),
        "persons": persons.collect::<Vec<_>>(),
        "erasures": report.erasures.iter().map(|it| erasure(cx, it)).collect::<Vec<_>>(),
        "logging": logging(cx),
        "checklist": report.checklist.iter().map(|it| point(cx, it)).collect::<Vec<_>>(),
    })
}

fn names<'c>(cx: &'c Context<'_>, fields: &[FieldId]) -> Vec<&'c str> {
    fields.iter().map(|id| cx.field(*id)).collect()
}

fn model(cx: &Context<'_>, model: &PersonalModel) -> Json {
    let fields = model.fields.iter().map(|field| {
        let uses = cx.uses(model, field.field);
        let (evidence, annotation) = match &field.data.evidence {
            DataEvidence::Annotation(text) => ("annotation", Some(text)),
            DataEvidence::Name => ("name", None),
            DataEvidence::NameInPerson => ("nameInPerson", None),
        };
        json!({
            "field": cx.field(field.field),
            "class": field.data.class.name(),
            "evidence": evidence,
            "annotation": annotation,
            "protection": protection(field),
            "readByName": uses.read_by_name,
            "readWithAll": uses.read_with_all,
            "searched": uses.searched,
            "written": uses.written,
        })
    });
    let retention = &model.retention;
    let times =
        retention.times.iter().map(|it| json!({ "field": cx.field(it.field), "kind": time(it.kind) }));
    let purges = retention.purges.iter().map(|purge| {
        let mut entry = site(cx, &purge.site);
        set(&mut entry, "by", json!(purge.by.map(|field| cx.field(field))));
        entry
    });
    json!({
        "model": cx.model(model.model),
        "fields": fields.collect::<Vec<_>>(),
        "accesses": model.accesses.iter().map(|it| access(cx, model, it)).collect::<Vec<_>>(),
        "retention": {
            "mark": retention.mark,
            "times": times.collect::<Vec<_>>(),
            "purges": purges.collect::<Vec<_>>(),
            "deletions": retention.deletions.iter().map(|it| site(cx, it)).collect::<Vec<_>>(),
            "goesWith": retention.goes_with.iter().map(|id| cx.model(*id)).collect::<Vec<_>>(),
            "softDelete": retention.soft_delete.map(|field| cx.field(field)),
        },
    })
}

fn access(cx: &Context<'_>, model: &PersonalModel, access: &Access) -> Json {
    let mut entry = site(cx, &access.site);
    let fields = cx.touched(model, access).unwrap_or_default();
    let selection = match access.fields {
        Fields::All => "all",
        Fields::AllBut(_) => "allBut",
        Fields::Named(_) => "named",
        Fields::Unknown(_) => "unknown",
    };
    set(&mut entry, "operation", json!(access.operation.name()));
    set(&mut entry, "path", json!(access.path.as_str()));
    set(&mut entry, "effect", json!(effect(access.effect)));
    set(&mut entry, "fields", json!(fields.iter().map(|it| cx.field(it.field)).collect::<Vec<_>>()));
    set(&mut entry, "selection", json!(selection));
    set(&mut entry, "code", json!(format!("{:?}", access.kind).to_lowercase()));
    entry
}

fn site(cx: &Context<'_>, site: &Site) -> Json {
    json!({
        "file": cx.places.path(&site.file),
        "line": cx.places.line(&site.file, site.span.start),
        "function": site.function.as_deref(),
    })
}

fn set(entry: &mut Json, key: &str, value: Json) {
    if let Some(map) = entry.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}

fn erasure(cx: &Context<'_>, erasure: &Erasure) -> Json {
    let references = erasure.references.iter().map(|it| {
        let outcome = match it.outcome {
            Outcome::Blocks => "blocks",
            Outcome::Deleted => "deleted",
            Outcome::Cleared => "cleared",
            Outcome::Defaulted => "defaulted",
            Outcome::Dangling => "dangling",
            Outcome::Unlinked => "unlinked",
        };
        json!({
            "from": cx.model(it.from),
            "field": cx.field(it.field),
            "to": cx.model(it.to),
            "onDelete": it.action.map(|(action, _)| action.name()),
            "isDefault": it.action.is_some_and(|(_, is_written)| !is_written),
            "outcome": outcome,
            "isAuditTrail": it.is_audit_trail,
            "holdsPersonalData": it.holds_personal_data,
        })
    });
    let deletions = erasure.deletions.iter().map(|deletion| {
        let mut entry = site(cx, &deletion.site);
        set(
            &mut entry,
            "missing",
            json!(deletion.missing.iter().map(|id| cx.model(*id)).collect::<Vec<_>>()),
        );
        entry
    });
    json!({
        "person": cx.model(erasure.person),
        "references": references.collect::<Vec<_>>(),
        "before": erasure.before.iter().map(|id| cx.model(*id)).collect::<Vec<_>>(),
        "isCircular": erasure.is_circular,
        "loose": erasure.loose.iter().map(|id| cx.qualified(*id)).collect::<Vec<_>>(),
        "unreached": erasure.unreached.iter().map(|id| cx.model(*id)).collect::<Vec<_>>(),
        "deletions": deletions.collect::<Vec<_>>(),
    })
}

fn logging(cx: &Context<'_>) -> Json {
    let logging = &cx.report.logging;
    let sites = |all: &[Site]| all.iter().map(|it| site(cx, it)).collect::<Vec<_>>();
    let models = logging.audit_models.iter().map(|it| {
        json!({
            "model": cx.model(it.model),
            "writers": sites(&it.writers),
            "changedBy": sites(&it.changed_by),
        })
    });
    let extensions = logging.extensions.iter().map(|it| {
        json!({
            "file": cx.places.path(&it.file),
            "line": cx.places.line(&it.file, it.span.start),
            "models": it.models.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        })
    });
    let exports = logging.exports.iter().map(|it| {
        let mut entry = site(cx, &it.site);
        set(&mut entry, "models", json!(it.models.iter().map(|id| cx.model(*id)).collect::<Vec<_>>()));
        set(&mut entry, "isLogged", json!(it.is_logged));
        entry
    });
    json!({
        "auditModels": models.collect::<Vec<_>>(),
        "extensions": extensions.collect::<Vec<_>>(),
        "exports": exports.collect::<Vec<_>>(),
        "readingFunctions": logging.reading_functions,
        "loggedFunctions": logging.logged_functions,
    })
}

fn point(cx: &Context<'_>, point: &Point) -> Json {
    let topic = match point.topic {
        Topic::Retention => "retention",
        Topic::SoftDelete => "softDelete",
        Topic::Access => "access",
        Topic::Erasure => "erasure",
    };
    let state = state(point.state);
    json!({
        "topic": topic,
        "id": point.id,
        "title": point.title,
        "state": if state == "not visible" { "notVisible" } else { state },
        "evidence": point.evidence,
        "sites": point.sites.iter().map(|it| site(cx, it)).collect::<Vec<_>>(),
        "notVisible": point.unseen,
    })
}
