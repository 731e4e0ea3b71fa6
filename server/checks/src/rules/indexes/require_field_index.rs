//! `require-field-index`

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, ModelRef, NamePatterns, OptionKind, OptionSpec, Options};
use base::{Finding, Fix, Level};
use model::catalog::Provider;
use model::schema::item::{Arity, Field, KeyKind, Model};
use model::schema::{FieldType, edit};

rule! {
    /// A field without an index that the configuration requires for its name.
    ///
    /// The option `forNames` lists the names: a field that has one needs an id, a unique constraint or an index that
    /// begins with it. Relation fields are not checked, since they have no column. The prisma-lint rule of the same name
    /// takes the same option; its `forAllRelations` is the rule `fk-missing-index`.
    ///
    /// ```prisma flagged {"forNames": ["createdAt", "/Id$/"]}
    /// model Order {
    ///   id        Int      @id
    ///   tenantId  Int
    ///   createdAt DateTime @default(now())
    ///
    ///   @@index([tenantId])
    /// }
    /// ```
    ///
    /// ```prisma clean {"forNames": ["createdAt", "/Id$/"]}
    /// model Order {
    ///   id        Int      @id
    ///   tenantId  Int
    ///   createdAt DateTime @default(now())
    ///
    ///   @@unique([tenantId, id])
    ///   @@index([createdAt])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-field-index",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "forNames",
            kind: OptionKind::Patterns(&[]),
            docs: "Names of fields that need an index.",
        }],
        check: Check::Model(check),
    };
}

/// The names of the fields that need an index.
fn required(options: &Options) -> &NamePatterns {
    options.patterns("forNames")
}

/// Whether the rule is on and requires an index for a field of this name.
pub(in crate::rules) fn requires_index(cx: &Context<'_>, field: &str) -> bool {
    cx.options_of(RULE.metadata.code).is_some_and(|options| required(options).matches(field))
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let names = required(cx.options);
    for (field, ty) in cx.fields(model.id, model.model) {
        let name = field.name.as_str();
        if !names.matches(name) || !ty.is_scalar_like() || field.has("ignore") || leads_key(model.model, name)
        {
            continue;
        }
        let message = format!(
            "`{}.{name}` has no index, which the configuration requires for its name. Add `@@index([{name}])`.",
            model.item.name(),
        );
        let finding = cx.finding(model.id, field.name.span, message);
        found.push(cx.fix(finding, || {
            let attribute = format!("@@index([{name}])");
            let edit = edit::add_block_attribute(cx.schema, model.id, "index", &attribute);
            let edit = edit.filter(|_| is_indexable(cx, field, ty));
            edit.map(|edit| Fix::choice(format!("Add `{attribute}`"), vec![edit]))
        }));
    }
}

/// Whether a key of the model begins with the field.
fn leads_key(model: &Model, field: &str) -> bool {
    let mut keys = model.keys.iter().filter(|key| key.kind != KeyKind::Fulltext);
    keys.any(|key| key.field_names().next() == Some(field))
}

/// Whether an ordinary index over the field makes sense: MySQL needs a length for texts without a limit, and a list or
/// `Json` needs an index of another type.
fn is_indexable(cx: &Context<'_>, field: &Field, ty: FieldType) -> bool {
    use model::catalog::ScalarType::Json;
    let has_native = field.native_type().is_some();
    let needs_length = cx.configuration().provider == Some(Provider::Mysql) && has_native;
    field.arity() != Arity::List && ty != FieldType::Scalar(Json) && !needs_length
}
