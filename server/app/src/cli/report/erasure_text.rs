//! The part of the document about the erasure of a person.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use ::queries::code::CodeKind;
use ::queries::privacy::{Deletion, Erasure, Outcome, Person, Reference};
use base::text::markdown::code;
use base::{FieldId, ItemId};
use model::catalog::RelationMode;
use model::schema::item::Arity;

use super::sections::{Context, qualified};
use crate::cli::terminal::count;

/// Writes the part.
pub(super) fn render(cx: &Context<'_>, out: &mut String) {
    out.push_str("## Erasure of a person\n\n");
    if cx.report.erasures.is_empty() {
        out.push_str("No model is recognised as one of persons, so no path of erasure can be shown.\n\n");
        return;
    }
    if cx.schema.configuration().relation_mode == RelationMode::Prisma {
        out.push_str(
            "Relations are kept by Prisma Client, not by the database (`relationMode = \"prisma\"` or MongoDB): what is said here \
             holds for deletions by Prisma Client only.\n\n",
        );
    }
    for (erasure, person) in cx.report.erasures.iter().zip(&cx.report.persons) {
        let name = cx.model(erasure.person);
        let _ = writeln!(out, "### `{name}`\n");
        evidence(cx, person, out);
        references(cx, erasure, out);
        order(cx, erasure, out);
        anonymisation(cx, erasure, out);
        loose(cx, erasure, out);
        deletions(cx, erasure, out);
    }
    let others: Vec<String> = cx
        .report
        .persons
        .iter()
        .skip(cx.report.erasures.len())
        .map(|it| format!("`{}`", cx.model(it.model)))
        .collect();
    if !others.is_empty() {
        let _ = writeln!(out, "Other models of persons, not shown here: {}.\n", others.join(", "));
    }
}

fn evidence(cx: &Context<'_>, person: &Person, out: &mut String) {
    let evidence = &person.evidence;
    let fields: Vec<String> = evidence.identifying.iter().map(|id| format!("`{}`", cx.field(*id))).collect();
    let referred = match evidence.referred_by.len() {
        0 => "no other model refers to it".to_owned(),
        1 => "1 other model refers to it".to_owned(),
        many => format!("{many} other models refer to it"),
    };
    let _ = writeln!(
        out,
        "Taken for a person because of {}{}{}; {referred}.\n",
        if evidence.is_named { "its name" } else { "" },
        match (evidence.is_named, fields.is_empty()) {
            (_, true) => "",
            (true, false) => " and its fields ",
            (false, false) => "its fields ",
        },
        fields.join(", "),
    );
}

fn references(cx: &Context<'_>, erasure: &Erasure, out: &mut String) {
    let name = cx.model(erasure.person);
    if erasure.references.is_empty() {
        let _ = writeln!(out, "No relation refers to `{name}`: deleting its row has no other effect.\n");
        return;
    }
    let _ = writeln!(out, "Deleting a row of `{name}` has these effects:\n");
    out.push_str("| Rows of | Refer by | `onDelete` | Effect | Notes |\n|---|---|---|---|---|\n");
    for it in &erasure.references {
        let action = it.action.map_or_else(
            || "join table".to_owned(),
            |(action, is_written)| format!("`{action}`{}", if is_written { "" } else { " (default)" }),
        );
        let through = if it.to == erasure.person {
            format!("`{}`", cx.field(it.field))
        } else {
            format!("`{}` to `{}`", cx.field(it.field), cx.model(it.to))
        };
        let _ = writeln!(
            out,
            "| `{}` | {through} | {action} | {} | {} |",
            cx.model(it.from),
            effect(it.outcome),
            notes(it)
        );
    }
    let deleted = |is_direct: bool| {
        let of_deleted = erasure.references.iter().filter(|it| it.outcome == Outcome::Deleted);
        let wanted = of_deleted.filter(move |it| (it.to == erasure.person) == is_direct);
        wanted.map(|it| it.from).collect::<BTreeSet<ItemId>>()
    };
    let (near, far) = (deleted(true), deleted(false));
    let far: Vec<String> = far.difference(&near).map(|id| format!("`{}`", cx.model(*id))).collect();
    if !far.is_empty() {
        let _ = writeln!(
            out,
            "\nDeleted only along with other rows: {}. Check that these rows belong to the person alone, not to others as well.",
            far.join(", ")
        );
    }
    out.push('\n');
}

fn effect(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Blocks => "**prevent the deletion**",
        Outcome::Deleted => "are deleted",
        Outcome::Cleared => "stay, reference set to NULL",
        Outcome::Defaulted => "stay, reference set to its default",
        Outcome::Dangling => "stay, with a reference to nothing",
        Outcome::Unlinked => "stay, link is removed",
    }
}

fn notes(it: &Reference) -> String {
    let mut notes = Vec::new();
    if it.is_audit_trail {
        notes.push(match it.outcome {
            Outcome::Deleted => "audit trail, is lost",
            _ => "audit trail, is kept",
        });
    }
    let stays = !matches!(it.outcome, Outcome::Deleted | Outcome::Blocks | Outcome::Unlinked);
    if stays && it.holds_personal_data {
        notes.push("keeps personal data of its own");
    }
    notes.join("; ")
}

fn order(cx: &Context<'_>, erasure: &Erasure, out: &mut String) {
    let name = cx.model(erasure.person);
    if erasure.is_circular {
        out.push_str(
            "Rows block each other in a circle, so no order of deletions is right: a reference has to be changed first.\n\n",
        );
    }
    if erasure.before.is_empty() {
        let _ = writeln!(out, "Nothing blocks the deletion: deleting the row of `{name}` is enough.\n");
        return;
    }
    out.push_str("Order of deletions:\n\n");
    for (number, model) in (1..).zip(&erasure.before) {
        let blocking =
            erasure.references.iter().filter(|it| it.from == *model && it.outcome == Outcome::Blocks);
        let mut targets: Vec<String> = blocking.map(|it| format!("`{}`", cx.model(it.to))).collect();
        targets.dedup();
        let _ = writeln!(
            out,
            "{number}. rows of `{}` that refer to these rows of {}: delete them, or let them refer to something else",
            cx.model(*model),
            targets.join(" or "),
        );
    }
    let _ = writeln!(out, "{}. the row of `{name}`\n", erasure.before.len() + 1);
}

/// What can be done where rows have to stay.
fn anonymisation(cx: &Context<'_>, erasure: &Erasure, out: &mut String) {
    if erasure.before.is_empty() || erasure.own_fields.is_empty() {
        return;
    }
    let (mut cleared, mut unique, mut replaced) = (Vec::new(), Vec::new(), Vec::new());
    for id in &erasure.own_fields {
        let Some(field) = cx.schema.field(*id) else { continue };
        let keys = cx.schema.model(id.item).map_or(&[][..], |model| &model.keys);
        let is_unique = keys.iter().any(|key| key.is_unique() && key.field_names().eq([field.name.as_str()]));
        match field.arity() {
            Arity::Optional => cleared.push(*id),
            _ if is_unique => unique.push(*id),
            _ => replaced.push(*id),
        }
    }
    let _ = writeln!(
        out,
        "Alternative, where rows have to be kept (for example by bookkeeping law): anonymise the row of `{}` instead of deleting it.\n",
        cx.model(erasure.person)
    );
    let mut line = |what: &str, fields: &[FieldId]| {
        if !fields.is_empty() {
            let names: Vec<String> = fields.iter().map(|id| format!("`{}`", cx.field(*id))).collect();
            let _ = writeln!(out, "- {what}: {}", names.join(", "));
        }
    };
    line("set to NULL", &cleared);
    line("replace by a placeholder", &replaced);
    line("replace by a placeholder that is different in each row (unique)", &unique);
    out.push('\n');
}

fn loose(cx: &Context<'_>, erasure: &Erasure, out: &mut String) {
    if !erasure.loose.is_empty() {
        let _ = writeln!(
            out,
            "References without a relation, by their names; the database does not know of them, so their rows have to be handled \
             in code: {}.\n",
            qualified(cx, &erasure.loose)
        );
    }
    if !erasure.unreached.is_empty() {
        let models: Vec<String> = erasure.unreached.iter().map(|id| format!("`{}`", cx.model(*id))).collect();
        let _ = writeln!(
            out,
            "Personal data that no relation leads to from a `{}`, and that stays unless the code looks for it, for example by \
             e-mail address: {}.\n",
            cx.model(erasure.person),
            models.join(", ")
        );
    }
}

fn deletions(cx: &Context<'_>, erasure: &Erasure, out: &mut String) {
    let name = cx.model(erasure.person);
    let live: Vec<&Deletion> = erasure.deletions.iter().filter(|it| it.kind != CodeKind::Seed).collect();
    if live.is_empty() {
        let _ = writeln!(out, "No known call deletes rows of `{name}`.\n");
        return;
    }
    let _ = writeln!(
        out,
        "{} in the code {} rows of `{name}`:\n",
        count(live.len(), "call"),
        if live.len() == 1 { "deletes" } else { "delete" }
    );
    for deletion in live {
        let missing: Vec<String> = deletion.missing.iter().map(|id| format!("`{}`", cx.model(*id))).collect();
        let function =
            deletion.site.function.as_ref().map_or_else(String::new, |name| format!(" in {}", code(name)));
        let _ = writeln!(
            out,
            "- {}{function}{}",
            code(&cx.places.site(&deletion.site)),
            match missing.is_empty() {
                true => String::new(),
                false => format!(
                    ": the same function does nothing about rows of {}, which prevent the deletion",
                    missing.join(", ")
                ),
            }
        );
    }
    out.push('\n');
}
