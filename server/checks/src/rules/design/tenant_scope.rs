//! `tenant-scope`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::{Finding, Fix, Level, Place};
use model::schema::edit;
use model::schema::item::{KeyKind, KeyOwner};

rule! {
    /// A unique constraint of tenant data that spans all tenants.
    ///
    /// Set `tenantField` to the field that identifies the tenant. A value such as a slug is then unique per tenant:
    /// every unique constraint over other fields has to begin with that field, or one tenant blocks a value for all the
    /// others. Nothing is flagged while the option is not set.
    ///
    /// ```prisma flagged {"tenantField": "tenantId"}
    /// model Project {
    ///   id       Int    @id
    ///   tenantId Int
    ///   slug     String @unique
    /// }
    /// ```
    ///
    /// ```prisma clean {"tenantField": "tenantId"}
    /// model Project {
    ///   id       Int    @id
    ///   tenantId Int
    ///   slug     String
    ///
    ///   @@unique([tenantId, slug])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "tenant-scope",
        levels: Levels::new(Level::Off, Level::Info),
        options: &[OptionSpec {
            name: "tenantField",
            kind: OptionKind::Text(""),
            docs: "Name of the field that identifies the tenant, such as `tenantId`.",
        }],
        check: Check::Model(check),
    };
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let tenant = cx.options.text("tenantField");
    if tenant.is_empty() || model.model.field(tenant).is_none() {
        return;
    }
    for key in model.model.keys.iter().filter(|key| key.kind == KeyKind::Unique) {
        let names: Vec<&str> = key.field_names().collect();
        // A key that contains the tenant in any position does not span tenants; one-to-one relations need theirs.
        let in_relation =
            model.model.fields.iter().filter_map(|field| field.relation.as_ref()).any(|relation| {
                let keys: Vec<&str> = relation.field_names().collect();
                names.iter().all(|name| keys.contains(name))
            });
        if names.is_empty() || names.contains(&tenant) || in_relation {
            continue;
        }
        let columns = format!("{tenant}, {}", names.join(", "));
        let message = format!(
            "`{}` is unique across all tenants. Make it unique per tenant: `@@unique([{columns}])`.",
            names.join(", ")
        );
        let finding = cx.finding(model.id, key.span, message);
        found.push(cx.fix(finding, || {
            let line = format!("@@unique([{columns}])");
            let change = match key.owner {
                KeyOwner::Field(index) => {
                    let attribute = model.model.fields.get(index)?.attribute("unique")?;
                    vec![
                        edit::remove_attribute(cx.schema, model.id, attribute),
                        edit::add_block_attribute(cx.schema, model.id, "unique", &line)?,
                    ]
                }
                KeyOwner::Block(_) => vec![edit::replace(
                    cx.schema,
                    Place::new(model.id, base::text::Span::at(key.columns.first()?.span.start)),
                    format!("{tenant}, "),
                )],
            };
            Some(Fix::choice(format!("Change to `{line}`"), change))
        }));
    }
}
