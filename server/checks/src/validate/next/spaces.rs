//! Relations to models of other contracts: those that extensions bring.

use crate::validate::code::codes;
use crate::validate::next::checked::Checked;
use crate::validate::next::foreign_keys::{PSL_INVALID_RELATION_ATTRIBUTE, is_mismatch, read};
use crate::validate::next::report::Report;
use crate::validate::next::symbols::{Entity, FieldSymbol, UNBOUND};
use crate::validate::next::tables::Table;
use ::syntax::next::Attribute;

codes! {
    /// A model of a contract that the project does not use.
    ///
    /// List the extension under `extensions` in `prisma.config.ts`. Prisma 8 reports it as `PSL_UNKNOWN_CONTRACT_SPACE`.
    PSL_UNKNOWN_CONTRACT_SPACE = "psl-unknown-contract-space";

    /// A model that the contract of an extension does not have.
    ///
    /// A relation names the namespace as well: `supabase:auth.AuthUser`. Prisma 8 reports it as
    /// `PSL_UNKNOWN_CROSS_SPACE_TARGET`.
    PSL_UNKNOWN_CROSS_SPACE_TARGET = "psl-unknown-cross-space-target";
}

/// A side that holds a key of a model of another contract.
pub(super) fn check<'d>(
    checked: &Checked<'d>,
    table: &Table<'d>,
    model: &Entity<'d>,
    (field, relation): (&FieldSymbol<'d>, &Attribute),
    space: &str,
    report: &mut Report<'_>,
) {
    let at = model.at(field.node.span);
    let pack = checked.catalog.packs.contract(space);
    if pack.is_none() {
        if checked.extensions.lack_namespaces() {
            let message = format!(
                "`{space}` is no contract of the project. Add it to `extensions` in `prisma.config.ts`."
            );
            report.error(&PSL_UNKNOWN_CONTRACT_SPACE, at, message);
        }
        return;
    }
    let Some(parsed) = read(checked, model, field, report) else { return };
    let (Some(fields), Some(references)) = (parsed.fields("fields"), parsed.fields("references")) else {
        return;
    };
    let columns = table.names_of(model, fields);
    if is_mismatch(table, field, &columns, at, report) {
        return;
    }
    if columns.len() != references.len() {
        let message = "`fields` and `references` differ in length. Name a field for each.";
        report.error(&PSL_INVALID_RELATION_ATTRIBUTE, model.at(relation.span), message);
        return;
    }
    let namespace = field.namespace.unwrap_or(UNBOUND);
    let models = pack.and_then(|pack| pack.models.iter().find(|(name, _)| *name == namespace));
    if !models.is_some_and(|(_, models)| models.contains(&field.ty)) {
        let shown = field.written_type();
        let message = format!("The contract `{space}` has no model `{shown}`. Correct the name.");
        report.error(&PSL_UNKNOWN_CROSS_SPACE_TARGET, at, message);
    }
}
