//! `tenant-without-rls`

use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::security::policies::{has_rls, models};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Level, Place};
use model::schema::item::Field;

rule! {
    /// A table of tenants' rows without row-level security, in a schema that has it for others.
    ///
    /// A schema that separates tenants by policies needs them on every table with rows of tenants: one table without is
    /// open to all of them. Reported are models with a field such as `tenantId` that a model with `@@rls` has, too.
    ///
    /// ```prisma flagged
    /// // use prisma-8
    ///
    /// model Project {
    ///   id       Int  @id
    ///   tenantId Uuid
    ///   @@rls
    /// }
    ///
    /// model Invoice {
    ///   id       Int  @id
    ///   tenantId Uuid
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// // use prisma-8
    ///
    /// model Project {
    ///   id       Int  @id
    ///   tenantId Uuid
    ///   @@rls
    /// }
    ///
    /// model Country {
    ///   code String @id
    /// }
    /// ```
    pub static RULE = Rule {
        code: "tenant-without-rls",
        levels: Levels::new(Level::Warning, Level::Warning),
        dialects: Dialects::Next,
        options: &[OptionSpec {
            name: "tenantFields",
            kind: OptionKind::List(&[
                "tenantId",
                "tenant_id",
                "organizationId",
                "organization_id",
                "orgId",
                "org_id",
                "workspaceId",
                "workspace_id",
            ]),
            docs: "Fields that say to which tenant a row belongs.",
        }],
        check: Check::Schema(check),
    };
}

fn check(cx: &Context<'_>, found: &mut Vec<Finding>) {
    let names = cx.options.list("tenantFields");
    let secured: Vec<_> = models(cx).filter(|model| has_rls(model.model)).collect();
    if secured.is_empty() {
        return;
    }
    // A variant is in the table of its base.
    let is_open = |model: &ModelRef<'_>| !has_rls(model.model) && model.model.attribute("base").is_none();
    for model in models(cx).filter(is_open) {
        let tenant = |field: &&Field| names.contains(&field.name.as_str());
        let Some(field) = model.model.fields.iter().find(tenant) else { continue };
        let other = secured.iter().find_map(|other| Some((other, other.model.field(&field.name.text)?)));
        let Some((other, theirs)) = other else { continue };
        let message = format!(
            "`{}` has rows of tenants, but no row-level security, as `{}` has. Add `@@rls` and policies.",
            model.item.name(),
            other.item.name()
        );
        let place = Place::new(other.id, theirs.name.span);
        let finding = cx.finding(model.id, field.name.span, message);
        found.push(finding.related(place, "The same field in a model with row-level security"));
    }
}
