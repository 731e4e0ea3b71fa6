//! Native column types.

use crate::hover::column;
use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code};
use base::FieldId;
use model::catalog::native_types::{self, KeyUse, NativeType, Param};
use model::schema::item::Attribute;

/// The hover of an attribute's native type.
pub(super) fn page(cx: HoverContext<'_>, field: FieldId, attribute: &Attribute) -> Option<String> {
    let (prefix, name) = attribute.native_type()?;
    let provider = cx.provider()?;
    let Some(native) = native_types::native_type(provider, name.as_str()) else {
        return elsewhere(cx, name.as_str());
    };
    let arguments = column::native_arguments(attribute);
    let column = column::column_type(cx, field).unwrap_or_else(|| native.column_type(&arguments));
    Some(native_page(cx, native, prefix.as_str(), &column, &arguments))
}

/// The documentation of a native type of the schema's database.
pub(super) fn known(cx: HoverContext<'_>, native: &NativeType) -> String {
    let prefix = cx.schema.configuration().datasource_name.as_deref().unwrap_or("db");
    native_page(cx, native, prefix, &native.column_type(&[]), &[])
}

fn native_page(
    cx: HoverContext<'_>,
    native: &NativeType,
    prefix: &str,
    column: &str,
    arguments: &[&str],
) -> String {
    let written = format!("@{prefix}.{}", signature(native));
    let provider = cx.provider().map(|provider| format!(" in {provider}")).unwrap_or_default();
    let page = Page::titled(&written, &format!("{}{provider}", code(column))).text(native.docs);
    let scalars: Vec<String> = native.scalars.iter().map(|scalar| code(scalar.name())).collect();
    let mut facts = vec![format!("For {}", scalars.join(", "))];
    facts.extend(native.params.iter().map(range));
    facts.extend(match native.key_use_with(arguments) {
        KeyUse::Allowed => None,
        KeyUse::NeedsLength => {
            Some("Can be in an id, unique constraint or index only with `length:`".to_owned())
        }
        KeyUse::OnlyInId => Some("Cannot be in a unique constraint or index".to_owned()),
        KeyUse::Refused => Some("Cannot be in an id, unique constraint or index".to_owned()),
    });
    page.list(&facts).finish()
}

/// A type of other databases.
fn elsewhere(cx: HoverContext<'_>, name: &str) -> Option<String> {
    let provider = cx.provider()?;
    let others: Vec<&str> = native_types::providers_with(name).map(|other| other.display_name()).collect();
    let title = format!("column type of {}", others.join(", "));
    (!others.is_empty())
        .then(|| Page::titled(name, &title).text(&format!("*Not available on {provider}.*")).finish())
}

/// `VarChar(length?)`
fn signature(native: &NativeType) -> String {
    if native.params.is_empty() {
        return native.name.to_owned();
    }
    let optional = if native.params_required { "" } else { "?" };
    let params: Vec<String> = native.params.iter().map(|param| format!("{}{optional}", param.name)).collect();
    format!("{}({})", native.name, params.join(", "))
}

fn range(param: &Param) -> String {
    let (low, high) = param.database;
    let max = if param.accepts_max { ", or `Max`" } else { "" };
    match high {
        u32::MAX => format!("{}: {}, from {low}{max}", code(param.name), param.unit),
        _ => format!("{}: {}, {low} to {high}{max}", code(param.name), param.unit),
    }
}
