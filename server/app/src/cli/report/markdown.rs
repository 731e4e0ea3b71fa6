//! A document in Markdown, for people who answer for data protection.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ::queries::code::CodeKind;
use ::queries::privacy::{Effect, Fields, PersonalModel, PointState, Retention, Site, Topic};
use base::FieldId;
use base::text::markdown::{code, code_in_cell, message};
use checks::rules::{DataClass, DataEvidence};

use super::erasure_text;
use super::sections::{Context, effect, protection, qualified, reason, sites, state, time};
use crate::cli::terminal::count;

/// The document.
pub(super) fn render(cx: &Context<'_>, searched: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# Personal data in {}\n", code(cx.shown));
    introduction(cx, searched, &mut out);
    summary(cx, &mut out);
    data_map(cx, &mut out);
    retention(cx, &mut out);
    erasure_text::render(cx, &mut out);
    logging(cx, &mut out);
    checklist(cx, &mut out);
    annex(cx, &mut out);
    out
}

fn introduction(cx: &Context<'_>, searched: usize, out: &mut String) {
    let report = cx.report;
    let _ = writeln!(
        out,
        "This report was generated from the database schema and from {} of Prisma Client in the source code ({} searched). It \
         looks at no data. Fields are listed because an annotation or their name says that they hold personal data, so the list \
         needs a review: names can mislead, and data under a neutral name is missed. Test code is left out.\n",
        count(report.calls, "call"),
        count(searched, "file"),
    );
    if report.raw_queries > 0 {
        let _ = writeln!(
            out,
            "The code also sends {} in raw SQL. Which fields these read or write is not known, and they are not counted below.\n",
            count(report.raw_queries, "query").replace("querys", "queries"),
        );
    }
    if report.calls == 0 {
        out.push_str("**No call of Prisma Client was found.** What is said about readers and writers, deletion and logging \
                      rests on the schema alone.\n\n");
    }
}

fn summary(cx: &Context<'_>, out: &mut String) {
    let report = cx.report;
    out.push_str("## Summary\n\n");
    let fields: Vec<_> = report.models.iter().flat_map(|it| &it.fields).collect();
    let mut classes: BTreeMap<DataClass, usize> = BTreeMap::new();
    fields.iter().for_each(|field| *classes.entry(field.data.class).or_default() += 1);
    let classes: Vec<String> =
        classes.iter().map(|(class, number)| format!("{number} {}", class.name())).collect();
    let _ = writeln!(
        out,
        "- **Personal data**: {} in {}{}{}.",
        count(fields.len(), "field"),
        count(report.models.len(), "model"),
        if classes.is_empty() { "" } else { ": " },
        classes.join(", "),
    );
    let is_annotated = |evidence: &DataEvidence| matches!(evidence, DataEvidence::Annotation(_));
    let annotated = fields.iter().filter(|it| is_annotated(&it.data.evidence)).count();
    let _ = writeln!(out, "- **Annotated in the schema**: {annotated} of {}.", count(fields.len(), "field"));
    let sensitive = |class| {
        matches!(
            class,
            DataClass::Credentials | DataClass::Health | DataClass::Special | DataClass::Financial
        )
    };
    let open: Vec<FieldId> = fields
        .iter()
        .filter(|it| sensitive(it.data.class) && it.data.protection.is_none())
        .map(|it| it.field)
        .collect();
    let _ = match open.is_empty() {
        true => writeln!(out, "- **Protection**: no sensitive field without a word on its protection."),
        false => writeln!(
            out,
            "- **Protection**: nothing in the schema says how these sensitive fields are protected: {}.",
            qualified(cx, &open)
        ),
    };
    let persons = report.persons.iter().map(|it| format!("`{}`", cx.model(it.model)));
    let persons: Vec<String> = persons.collect();
    let _ = match persons.is_empty() {
        true => writeln!(out, "- **Persons**: no model is recognised as one of persons."),
        false => writeln!(out, "- **Persons**: {}.", persons.join(", ")),
    };
    out.push_str("\n| Point | In schema and code |\n|---|---|\n");
    for point in &report.checklist {
        let _ = writeln!(out, "| {} | {} |", point.title, state(point.state));
    }
    out.push('\n');
}

fn data_map(cx: &Context<'_>, out: &mut String) {
    out.push_str("## Personal data\n\n");
    if cx.report.models.is_empty() {
        out.push_str("No field is listed: no name and no annotation speaks of personal data.\n\n");
        return;
    }
    out.push_str(
        "*Read* counts the calls that return the field: those that name it, and those that take all fields because they have no \
         `select`. *Searched* counts calls that find rows by it. The annex lists the calls.\n\n",
    );
    for model in &cx.report.models {
        let _ = writeln!(out, "### `{}`\n", cx.model(model.model));
        out.push_str("| Field | Class | Listed because of | Protection | Read | Searched | Written |\n");
        out.push_str("|---|---|---|---|---:|---:|---:|\n");
        for field in &model.fields {
            let uses = cx.uses(model, field.field);
            let read = uses.read_by_name + uses.read_with_all;
            let read = match uses.read_with_all {
                0 => read.to_string(),
                all => format!("{read} ({all} without `select`)"),
            };
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} | {read} | {} | {} |",
                cx.field(field.field),
                field.data.class.name(),
                reason(field),
                protection(field).unwrap_or("—"),
                uses.searched,
                uses.written,
            );
        }
        let unknown = model.accesses.iter().filter(|it| matches!(it.fields, Fields::Unknown(_))).count();
        if unknown > 0 {
            let _ = writeln!(
                out,
                "\nOf {}, the code does not tell all fields: a variable decides.",
                count(unknown, "further call")
            );
        }
        out.push('\n');
    }
}

fn retention(cx: &Context<'_>, out: &mut String) {
    if cx.report.models.is_empty() {
        return;
    }
    out.push_str("## Retention\n\n");
    out.push_str(
        "| Model | Period | Points in time | Deleted by age | Other deletions | Deleted along with |\n",
    );
    out.push_str("|---|---|---|---|---|---|\n");
    for model in &cx.report.models {
        let Retention { mark, times, purges, deletions, goes_with, .. } = &model.retention;
        let times: Vec<String> =
            times.iter().map(|it| format!("`{}` ({})", cx.field(it.field), time(it.kind))).collect();
        let purges = purges.iter().map(|purge| {
            let by =
                purge.by.map_or_else(|| "raw SQL".to_owned(), |field| format!("by `{}`", cx.field(field)));
            format!("{} ({by})", code_in_cell(&cx.places.site(&purge.site)))
        });
        let goes_with: Vec<String> = goes_with.iter().map(|id| format!("`{}`", cx.model(*id))).collect();
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} | {} | {} |",
            cx.model(model.model),
            mark.as_deref()
                .map_or("not stated".to_owned(), |mark| code_in_cell(&format!("@retention{mark}"))),
            or_dash(&times.join(", ")),
            or_dash(&purges.collect::<Vec<_>>().join(", ")),
            or_dash(&sites(cx, deletions)),
            or_dash(&goes_with.join(", ")),
        );
    }
    out.push_str(
        "\nA job that deletes by age is recognised by `deleteMany` with a condition on a point in time, or by `DELETE FROM` in raw \
         SQL. Whether and how often it runs is not visible.\n\n",
    );
}

fn logging(cx: &Context<'_>, out: &mut String) {
    let logging = &cx.report.logging;
    out.push_str("## Logging of access\n\n");
    if logging.audit_models.is_empty() {
        out.push_str("No model looks like an audit log.\n");
    } else {
        out.push_str("| Audit model | Rows added in | Changed or deleted in |\n|---|---|---|\n");
        for model in &logging.audit_models {
            let _ = writeln!(
                out,
                "| `{}` | {} | {} |",
                cx.model(model.model),
                or_dash(&sites(cx, &model.writers)),
                or_dash(&sites(cx, &model.changed_by)),
            );
        }
    }
    out.push('\n');
    for extension in &logging.extensions {
        let models: Vec<String> = extension.models.iter().map(|name| code(name)).collect();
        let _ = writeln!(
            out,
            "- A client extension {}: {}. What it does with them is in its code.",
            match models.is_empty() {
                true => "may see queries".to_owned(),
                false => format!("sees queries of {}", models.join(", ")),
            },
            code(&format!(
                "{}:{}",
                cx.places.path(&extension.file),
                cx.places.line(&extension.file, extension.span.start)
            )),
        );
    }
    for export in &logging.exports {
        let models: Vec<String> = export.models.iter().map(|id| format!("`{}`", cx.model(*id))).collect();
        let _ = writeln!(
            out,
            "- By its name, {} exports data of {}; it {} to an audit model.",
            function(cx, &export.site),
            models.join(", "),
            if export.is_logged { "writes" } else { "does not write" },
        );
    }
    if !logging.extensions.is_empty() || !logging.exports.is_empty() {
        out.push('\n');
    }
}

fn checklist(cx: &Context<'_>, out: &mut String) {
    out.push_str("## Checklist\n\n");
    let mut topic = None;
    for point in &cx.report.checklist {
        if topic != Some(point.topic) {
            topic = Some(point.topic);
            let _ = writeln!(
                out,
                "### {}\n",
                match point.topic {
                    Topic::Retention => "Data retention",
                    Topic::SoftDelete => "Soft deletion",
                    Topic::Erasure => "Erasure",
                    Topic::Access => "Audit of access",
                }
            );
        }
        let _ = writeln!(
            out,
            "**{}** — {}\n",
            point.title,
            match point.state {
                PointState::NotVisible => "not visible in schema and code".to_owned(),
                other => format!("{} in schema and code", state(other)),
            }
        );
        for evidence in &point.evidence {
            let _ = writeln!(out, "- {}", message(evidence));
        }
        if !point.sites.is_empty() {
            let _ = writeln!(out, "- In the code: {}.", sites(cx, &point.sites));
        }
        let _ = writeln!(out, "- *Not visible*: {}\n", lowered(point.unseen));
    }
}

/// All calls that read or write personal data.
fn annex(cx: &Context<'_>, out: &mut String) {
    if cx.report.models.iter().all(|model| model.accesses.is_empty()) {
        return;
    }
    out.push_str("## Annex: calls that read or write personal data\n\n");
    for model in cx.report.models.iter().filter(|model| !model.accesses.is_empty()) {
        let rows = rows(cx, model);
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "### Calls on `{}`\n", cx.model(model.model));
        out.push_str("| Place | Function | Call | Effect | Personal data |\n|---|---|---|---|---|\n");
        rows.iter().for_each(|row| out.push_str(row));
        out.push('\n');
    }
}

fn rows(cx: &Context<'_>, model: &PersonalModel) -> Vec<String> {
    let mut rows = Vec::new();
    for access in &model.accesses {
        let touched = cx.touched(model, access);
        if touched.as_ref().is_some_and(Vec::is_empty) {
            continue;
        }
        let names = |fields: &[&::queries::privacy::PersonalField]| {
            fields.iter().map(|it| format!("`{}`", cx.field(it.field))).collect::<Vec<_>>().join(", ")
        };
        let fields = match (&access.fields, access.effect) {
            (_, Effect::Delete) => "the whole row".to_owned(),
            (Fields::All, _) => "all fields".to_owned(),
            (Fields::Unknown(_), _) => match touched {
                Some(fields) => format!("{}, perhaps others", names(&fields)),
                None => "not known".to_owned(),
            },
            _ => names(&touched.unwrap_or_default()),
        };
        let through = if access.path.is_empty() {
            String::new()
        } else {
            format!(" by {}", code_in_cell(&access.path))
        };
        let kind = match access.kind {
            CodeKind::Application | CodeKind::Test => "",
            CodeKind::Job => " (job)",
            CodeKind::Script => " (script)",
            CodeKind::Seed => " (seed)",
        };
        let row = format!(
            "| {}{kind} | {} | `{}`{through} | {} | {fields} |\n",
            code_in_cell(&cx.places.site(&access.site)),
            access.site.function.as_deref().map_or("—".to_owned(), code_in_cell),
            access.operation.name(),
            effect(access.effect),
        );
        if rows.last() != Some(&row) {
            rows.push(row);
        }
    }
    rows
}

fn function(cx: &Context<'_>, site: &Site) -> String {
    let place = code(&cx.places.site(site));
    site.function.as_ref().map_or_else(|| place.clone(), |name| format!("{} ({place})", code(name)))
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

/// A sentence that goes on after a colon.
fn lowered(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
