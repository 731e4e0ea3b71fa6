//! `require-field`

use serde_json::Value;

use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, NamePatterns, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::schema::item::{Item, ModelKind};

rule! {
    /// A model without a required field.
    ///
    /// The option `require` lists what every model needs: a field name, or an object `{ name, ifSibling }` for a field
    /// that is required only beside another field. `ifSibling` is a name, a glob, or a regular expression between
    /// slashes. The prisma-lint rule of the same name takes the same option.
    ///
    /// ```prisma flagged {"require": ["tenantId"]}
    /// model Order {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma flagged {"require": [{"name": "currency", "ifSibling": "/[aA]mount$/"}]}
    /// model Order {
    ///   id          Int @id
    ///   totalAmount Int
    /// }
    /// ```
    ///
    /// ```prisma clean {"require": ["id", {"name": "currency", "ifSibling": "/[aA]mount$/"}]}
    /// model Order {
    ///   id    Int @id
    ///   count Int
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-field",
        levels: Levels::new(Level::Off, Level::Off),
        options: &[OptionSpec {
            name: "require",
            kind: OptionKind::Any,
            docs: "Required fields: names, or objects `{ name, ifSibling }`.",
        }],
        check: Check::Item(check),
    };
}

/// A required field.
struct RequiredField<'o> {
    name: &'o str,
    /// The sibling that makes the field required; `None` if every model needs it.
    sibling: Option<NamePatterns>,
}

fn requirement(value: &Value) -> Option<RequiredField<'_>> {
    match value {
        Value::String(name) => Some(RequiredField { name, sibling: None }),
        Value::Object(members) => Some(RequiredField {
            name: members.get("name")?.as_str()?,
            sibling: Some(NamePatterns::new([members.get("ifSibling")?.as_str()?])),
        }),
        _ => None,
    }
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let value = cx.options.value("require");
    let list = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let requirements: Vec<_> = list.iter().filter_map(requirement).collect();
    let model = item.model().filter(|model| model.kind == ModelKind::Model && !model.is_ignored());
    if let Some(model) = model {
        for RequiredField { name, sibling } in &requirements {
            let cause = model
                .fields
                .iter()
                .find(|field| sibling.as_ref().is_some_and(|patterns| patterns.matches(&field.name.text)));
            if model.field(name).is_some() || (sibling.is_some() && cause.is_none()) {
                continue;
            }
            let why = match cause {
                Some(cause) => {
                    format!(
                        "`{}.{}` requires a field `{name}` in the same model",
                        item.name(),
                        cause.name.text
                    )
                }
                None => format!("`{}` has no field `{name}`", item.name()),
            };
            let span = cause.map_or(item.head(), |cause| cause.name.span);
            found.push(cx.finding(id, span, format!("{why}, as the configuration demands. Add it.")));
        }
    }
}
