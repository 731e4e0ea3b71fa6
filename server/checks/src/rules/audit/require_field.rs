//! `require-field`

use serde_json::Value;

use crate::frame::{Shape, entries};
use crate::rules::rule::{Check, Levels, rule};
use crate::rules::{Context, NamePatterns, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::schema::item::{Item, ModelKind};

rule! {
    /// A model without a required field.
    ///
    /// The option `require` lists what every model needs: a field name, or an object `{ name, ifSibling, ifNoSibling }`.
    /// With `ifSibling` the field is required only beside another field of that name, with `ifNoSibling` only where no
    /// other field has that name. Both are names, globs, or regular expressions between slashes. The prisma-lint rule of
    /// the same name takes the same option.
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
    /// ```prisma flagged {"require": [{"name": "updatedAt", "ifNoSibling": "/^(is)?[iI]mmutable/"}]}
    /// model Order {
    ///   id Int @id
    /// }
    /// ```
    ///
    /// ```prisma clean {"require": [{"name": "updatedAt", "ifNoSibling": "createdOnceAt"}]}
    /// model Price {
    ///   id            Int      @id
    ///   createdOnceAt DateTime @default(now())
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
            kind: OptionKind::Shape(&Shape {
                accepts: |value| entries(value).iter().all(|entry| requirement(entry).is_some()),
                describe: "a list of names and of objects `{ name, ifSibling, ifNoSibling }`",
            }),
            docs: "Required fields: names, or objects `{ name, ifSibling, ifNoSibling }`.",
        }],
        check: Check::Item(check),
    };
}

/// A required field.
struct RequiredField<'o> {
    name: &'o str,
    /// The sibling that makes the field required; `None` if every model needs it.
    sibling: Option<NamePatterns>,
    /// The sibling in whose presence the field is not required.
    substitute: NamePatterns,
}

fn requirement(value: &Value) -> Option<RequiredField<'_>> {
    match value {
        Value::String(name) => Some(RequiredField { name, sibling: None, substitute: NamePatterns::NONE }),
        Value::Object(members) => {
            let name = members.get("name")?.as_str()?;
            let sibling = members.get("ifSibling").map(pattern);
            let substitute = members.get("ifNoSibling").map(pattern);
            // Without a condition, the name alone says the same.
            let is_conditional = sibling.is_some() || substitute.is_some();
            let is_known =
                members.keys().all(|key| matches!(key.as_str(), "name" | "ifSibling" | "ifNoSibling"));
            (is_conditional && is_known).then_some(())?;
            Some(RequiredField {
                name,
                sibling: sibling.map_or(Some(None), |it| it.map(Some))?,
                substitute: substitute.unwrap_or(Some(NamePatterns::NONE))?,
            })
        }
        _ => None,
    }
}

/// A pattern of names; `None` for one that is invalid.
fn pattern(value: &Value) -> Option<NamePatterns> {
    let pattern = value.as_str().filter(|pattern| NamePatterns::is_valid(pattern))?;
    Some(NamePatterns::new([pattern]))
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let value = cx.options.value("require");
    let requirements: Vec<_> = entries(value).iter().filter_map(requirement).collect();
    let model = item.model().filter(|model| model.kind == ModelKind::Model && !model.is_ignored());
    if let Some(model) = model {
        for RequiredField { name, sibling, substitute } in &requirements {
            let find = |patterns: &NamePatterns| {
                model.fields.iter().find(|field| patterns.matches(&field.name.text))
            };
            let cause = sibling.as_ref().and_then(find);
            if model.field(name).is_some()
                || (sibling.is_some() && cause.is_none())
                || find(substitute).is_some()
                || cx.options.exemptions().cover_field(item.name(), name)
            {
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
