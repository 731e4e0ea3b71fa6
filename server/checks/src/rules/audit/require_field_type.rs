//! `require-field-type`

use serde_json::Value;

use crate::frame::{Shape, entries};
use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::{Context, NamePatterns, OptionKind, OptionSpec};
use base::{Finding, ItemId, Level};
use model::schema::item::Item;

rule! {
    /// A field whose type differs from the one configured for its name.
    ///
    /// The option `require` lists objects `{ ifName, type }`, optionally with `nativeType`. `ifName` is a name, a glob,
    /// or a regular expression between slashes. The prisma-lint rule of the same name takes the same option, without
    /// `nativeType`.
    ///
    /// ```prisma flagged {"require": [{"ifName": "/At$/", "type": "DateTime"}]}
    /// model Order {
    ///   id     Int @id
    ///   paidAt String
    /// }
    /// ```
    ///
    /// ```prisma flagged {"require": [{"ifName": "id", "type": "String", "nativeType": "Uuid"}]}
    /// model Order {
    ///   id String @id
    /// }
    /// ```
    ///
    /// ```prisma clean {"require": [{"ifName": "/At$/", "type": "DateTime"}]}
    /// model Order {
    ///   id     Int @id
    ///   paidAt DateTime?
    /// }
    /// ```
    pub static RULE = Rule {
        code: "require-field-type",
        levels: Levels::new(Level::Off, Level::Off),
        dialects: Dialects::Classic,
        options: &[OptionSpec {
            name: "require",
            kind: OptionKind::Shape(&Shape {
                accepts: |value| entries(value).iter().all(|entry| requirement(entry).is_some()),
                describe: "a list of objects `{ ifName, type, nativeType }`",
            }),
            docs: "Required types: objects `{ ifName, type, nativeType }`.",
        }],
        check: Check::Item(check),
    };
}

/// The type that fields of a name must have.
struct RequiredType<'o> {
    names: NamePatterns,
    ty: Option<&'o str>,
    native: Option<&'o str>,
}

fn requirement(value: &Value) -> Option<RequiredType<'_>> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let names = text("ifName").filter(|pattern| NamePatterns::is_valid(pattern))?;
    let required =
        RequiredType { names: NamePatterns::new([names]), ty: text("type"), native: text("nativeType") };
    (required.ty.is_some() || required.native.is_some()).then_some(required)
}

fn check(cx: &Context<'_>, id: ItemId, item: &Item, found: &mut Vec<Finding>) {
    let value = cx.options.value("require");
    let requirements: Vec<_> = entries(value).iter().filter_map(requirement).collect();
    let fields = item.model().filter(|model| !model.is_ignored()).map_or(&[][..], |model| &model.fields);
    for field in fields {
        let Some(ty) = &field.ty else { continue };
        let native = field.native_type().and_then(|it| Some(it.native_type()?.1.as_str()));
        let broken = requirements.iter().find(|requirement| {
            requirement.names.matches(&field.name.text)
                && (requirement.ty.is_some_and(|wanted| wanted != ty.name.text)
                    || requirement.native.is_some_and(|wanted| native != Some(wanted)))
        });
        let Some(broken) = broken else { continue };
        let datasource = cx.configuration().datasource_name.as_deref().unwrap_or("db");
        let native = broken.native.map(|native| format!("@{datasource}.{native}"));
        let parts: Vec<&str> = broken.ty.into_iter().chain(native.as_deref()).collect();
        let message = format!(
            "`{}.{}` must be a `{}`: the configuration requires this type for its name.",
            item.name(),
            field.name.text,
            parts.join(" ")
        );
        found.push(cx.finding(id, ty.span, message));
    }
}
