//! What a plan is for: the changes, each with the care that it would need in one migration.

use model::catalog::Provider;
use model::database::Database;

use crate::diff;
use crate::plan::enums::EnumPair;
use crate::plan::pairing::{Pairing, TablePair, Way};
use crate::plan::rename::Renaming;
use crate::plan::soft_delete::proposals;
use crate::plan::{Change, PlanOptions};
use crate::preview::{Class, effects};
use crate::step::Step;

/// The changes between the two databases: what gets another name, then the rest.
pub(super) fn changes(pairing: &Pairing<'_>, options: &PlanOptions) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut renamed: Database = pairing.from.clone();
    for renaming in renamings(pairing) {
        renaming.apply(&mut renamed);
        changes.push(of_renaming(&renaming));
    }
    for pair in &pairing.tables {
        changes.extend(split(pairing, pair));
    }
    let migration = diff(&renamed, pairing.to, &options.diff);
    for (step, effects) in migration.steps.iter().zip(effects(&migration)) {
        let is_bare = effects.is_empty();
        for effect in effects {
            let place = match &effect.column {
                Some(column) => format!("{}.{column}", effect.subject.name),
                None => effect.subject.name.to_string(),
            };
            let kind = effect.rule.unwrap_or_else(|| kind(step));
            if changes.iter().any(|known| known.kind == "split-table" && known.place == place) {
                continue;
            }
            let reason = match kind {
                "same-name-drop-add" if pairing.provider == Provider::Postgresql => format!(
                    "`{place}` gets a type that Prisma has no cast for: one migration would lose its values, the plan casts them."
                ),
                _ => effect.reason,
            };
            changes.push(Change { kind, class: effect.class, place, reason });
        }
        if is_bare {
            let place = place(step);
            let reason = format!("`{place}`: nothing that clients use changes.");
            changes.push(Change { kind: kind(step), class: Class::Safe, place, reason });
        }
    }
    changes.extend(reordered(pairing));
    changes.extend(proposals(pairing));
    changes
}

fn renamings(pairing: &Pairing<'_>) -> Vec<Renaming> {
    let mut renamings = Vec::new();
    for pair in &pairing.enums {
        let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
        if pair.is_renamed() {
            renamings.push(Renaming::Enum { from: from.name.clone(), to: to.name.clone() });
        }
        renamings.extend(pair.renamed.iter().map(|(old, new)| Renaming::EnumValue {
            name: to.name.clone(),
            from: old.clone(),
            to: new.clone(),
        }));
    }
    for pair in &pairing.tables {
        let (Some(from), Some(to)) = (&pair.from, &pair.to) else { continue };
        if pair.is_renamed() {
            renamings.push(Renaming::Table { from: from.name.clone(), to: to.name.clone() });
        }
        for it in &pair.columns {
            let (Way::Rename | Way::RenameAtOnce, Some(old), Some(new)) = (&it.way, &it.from, &it.to) else {
                continue;
            };
            renamings.push(Renaming::Column {
                table: to.name.clone(),
                from: old.name.clone(),
                to: new.name.clone(),
            });
        }
    }
    renamings
}

fn of_renaming(renaming: &Renaming) -> Change {
    let breaking =
        |kind, place: String, reason: String| Change { kind, class: Class::Breaking, place, reason };
    match renaming {
        Renaming::Table { from, to } if from.name.starts_with('_') => breaking(
            "rename-table",
            to.name.to_string(),
            format!("Table `{}` becomes `{}`. The name of the relation decides it.", from.name, to.name),
        ),
        Renaming::Table { from, to } => breaking(
            "rename-table",
            to.name.to_string(),
            format!(
                "Table `{}` becomes `{}`. With `@@map(\"{}\")` it could keep its name.",
                from.name, to.name, from.name
            ),
        ),
        Renaming::Column { table, from, to } => breaking(
            "rename-column",
            format!("{}.{to}", table.name),
            format!("Column `{from}` becomes `{to}`. With `@map(\"{from}\")` it could keep its name."),
        ),
        Renaming::Enum { from, to } => breaking(
            "rename-enum",
            to.name.to_string(),
            format!(
                "Enum type `{}` becomes `{}`. With `@@map(\"{}\")` it could keep its name.",
                from.name, to.name, from.name
            ),
        ),
        Renaming::EnumValue { name, from, to } => breaking(
            "rename-enum-value",
            format!("{}.{to}", name.name),
            format!("Value `{from}` becomes `{to}`. With `@map(\"{from}\")` it could keep its name."),
        ),
    }
}

/// The enum types whose values change their order, which Prisma does not look at.
fn reordered(pairing: &Pairing<'_>) -> Vec<Change> {
    let of = |pair: &EnumPair| {
        let name = &pair.reordered()?.to.name;
        let (class, means) = match pairing.is_sorted_by(name) {
            true => (Class::Risky, "the last stage makes the type anew, since an index is sorted by it"),
            false => (Class::Safe, "they sort as before, since Prisma leaves the type as it is"),
        };
        let reason = format!("The values of enum type `{}` change their order: {means}.", name.name);
        Some(Change { kind: "reorder-enum", class, place: name.name.to_string(), reason })
    };
    if pairing.provider != Provider::Postgresql {
        return Vec::new();
    }
    pairing.enums.iter().filter_map(of).collect()
}

/// The columns that go to a new table.
fn split(pairing: &Pairing<'_>, pair: &TablePair) -> Vec<Change> {
    let Some(table) = &pair.from else { return Vec::new() };
    let of = |it: &crate::plan::pairing::ColumnPair| {
        let (Way::MoveTo(at), Some(column)) = (&it.way, &it.from) else { return None };
        let target = pairing.tables.get(*at)?.to.as_ref()?;
        Some(Change {
            kind: "split-table",
            class: Class::Breaking,
            place: format!("{}.{}", table.name.name, column.name),
            reason: format!("Column `{}` goes to the new table `{}`.", column.name, target.name.name),
        })
    };
    pair.columns.iter().filter_map(of).collect()
}

/// The kind of a step that no rule is about.
fn kind(step: &Step) -> &'static str {
    match step {
        Step::CreateSchema(_) => "create-schema",
        Step::DropExtension(_) => "drop-extension",
        Step::CreateExtension(_) => "create-extension",
        Step::AlterExtension(_) => "alter-extension",
        Step::AlterSequence(_) => "alter-sequence",
        Step::CreateEnum(_) => "create-enum",
        Step::AlterEnum(_) => "alter-enum",
        Step::DropForeignKey(_) => "drop-foreign-key",
        Step::DropIndex(_) => "drop-index",
        Step::AlterTable(_) => "alter-table",
        Step::AlterPrimaryKey(_) => "alter-primary-key",
        Step::DropTable(_) => "drop-table",
        Step::DropEnum(_) => "drop-enum",
        Step::CreateTable(_) => "create-table",
        Step::RedefineTables(_) => "redefine-table",
        Step::CreateIndex { .. } => "create-index",
        Step::RenameForeignKey(_) => "rename-foreign-key",
        Step::AddForeignKey(_) => "add-foreign-key",
        Step::RenameIndex(_) | Step::RedefineIndex(_) => "rename-index",
    }
}

/// What a step is about.
fn place(step: &Step) -> String {
    match step {
        Step::CreateSchema(name) => name.to_string(),
        Step::DropExtension(it) | Step::CreateExtension(it) => it.name.to_string(),
        Step::AlterExtension(it) => it.to.name.to_string(),
        Step::AlterSequence(it) => it.to.name.to_string(),
        Step::CreateEnum(it) | Step::DropEnum(it) => it.name.name.to_string(),
        Step::AlterEnum(it) => it.types.to.name.name.to_string(),
        _ => step.tables().last().map(|table| table.name.name.to_string()).unwrap_or_default(),
    }
}
