//! Models, views, composite types, enums and their values, datasources and generators.

use crate::hover::context::HoverContext;
use crate::hover::page::{Page, code, codes};
use crate::hover::{application, configuration, declaration};
use base::{FieldId, ItemId};
use migrations::cost::rows;
use model::catalog::capabilities::EnumStorage;
use model::database::QualifiedName;
use model::schema::item::{Expr, Item, ItemKind, Model, ModelKind};

/// The maximum number of users listed.
const NAMED_USERS: usize = 4;

/// The hover of a block.
pub(super) fn page(cx: HoverContext<'_>, id: ItemId) -> Option<String> {
    let item = cx.schema.item(id)?;
    let facts = match &item.kind {
        ItemKind::Model(model) => model_facts(cx, id, item, model),
        ItemKind::Enum(_) => enum_facts(cx, id, item),
        ItemKind::Datasource(config) => return Some(configuration::datasource(cx, item, config)),
        ItemKind::Generator(config) => return Some(configuration::generator(item, config)),
        ItemKind::Alias(_) => {
            let text = cx.schema.text(id);
            let page = Page::fenced(item.span.of(&text).lines().next().unwrap_or(""));
            let gone = "A type alias. Prisma 4 removed them: write the type itself instead of this name.";
            return Some(page.text(gone).finish());
        }
        ItemKind::Types(_) | ItemKind::Policy(_) | ItemKind::Role | ItemKind::Namespace => return None,
        ItemKind::Other | ItemKind::Nothing => return None,
    };
    let page = Page::default().documentation(documentation(item)).fence(&declaration::of_block(cx, id)?);
    Some(page.list(&facts).finish())
}

/// The hover of the enum value with this name.
pub(super) fn named_value_page(cx: HoverContext<'_>, id: ItemId, name: &str) -> Option<String> {
    let values = &cx.schema.enumeration(id)?.values;
    let index = values.iter().position(|value| value.name.text == name)?;
    value_page(cx, FieldId::new(id, index))
}

/// The hover of an enum value.
pub(super) fn value_page(cx: HoverContext<'_>, id: FieldId) -> Option<String> {
    let value = cx.schema.enum_value(id)?;
    let mut facts = Vec::new();
    if value.database_name() != value.name.as_str() {
        facts.push(format!("Stored as {}", code(value.database_name())));
    }
    let users = cx.schema.fields_to(id.item);
    let with_default: Vec<String> = users
        .filter(|&user| {
            let default = cx.schema.field(user).and_then(|field| field.default());
            default.and_then(Expr::as_path).is_some_and(|path| path.text == value.name.text)
        })
        .map(|user| cx.field_path(user))
        .collect();
    if !with_default.is_empty() {
        facts.push(format!("Default of {}", codes(&with_default, NAMED_USERS)));
    }
    let said = value.documentation.as_deref().map(|it| it.text.as_str());
    let page = Page::fenced(&declaration::of_value(cx, id)?).documentation(said);
    Some(page.list(&facts).finish())
}

fn documentation(item: &Item) -> Option<&str> {
    item.documentation.as_deref().map(|documentation| documentation.text.as_str())
}

fn model_facts(cx: HoverContext<'_>, id: ItemId, item: &Item, model: &Model) -> Vec<String> {
    let mut facts = Vec::new();
    let kind = match model.kind {
        ModelKind::Model if cx.is_mongodb() => "Collection",
        ModelKind::Model => "Table",
        ModelKind::View => "View",
        ModelKind::Type => "",
    };
    if !kind.is_empty() {
        let schema = model.database_schema().map(|name| format!(" in the database schema {}", code(name)));
        facts.push(format!("{kind} {}{}", code(item.database_name()), schema.unwrap_or_default()));
    }
    facts.extend(statistics(cx, item, model));
    let role = if model.kind == ModelKind::Type { "Embedded in" } else { "Referenced by" };
    facts.extend(users(cx, id, role));
    if model.is_ignored() {
        facts.push("Not in Prisma Client".to_owned());
    }
    facts.extend(twice(cx, id));
    facts.extend(application::calls_of_model(cx, id));
    facts
}

/// What the database has said of a table: `About 12 M rows, 1.8 GB and 500 MB of indexes, as of 2026-11-29`.
fn statistics(cx: HoverContext<'_>, item: &Item, model: &Model) -> Option<String> {
    let statistics = cx.analysis.statistics.as_deref()?;
    let name = QualifiedName::in_namespace(model.database_schema(), item.database_name());
    let table = statistics.table(&name)?;
    let indexes = table.index_bytes.map(|it| format!(" and {} of indexes", bytes(it))).unwrap_or_default();
    let size = table.table_bytes.map(|it| format!(", {}{indexes}", bytes(it))).unwrap_or_default();
    Some(format!("About {} rows{size}, as of {}", rows(table.rows), statistics.day()))
}

/// A number of bytes in words: `1.8 GB`.
fn bytes(number: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut tenths = number.saturating_mul(10) / 1024;
    let mut units = UNITS.iter();
    let mut unit = units.next().copied().unwrap_or_default();
    while tenths >= 10_240 {
        let Some(next) = units.next() else { break };
        tenths /= 1024;
        unit = next;
    }
    if tenths < 100 {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    } else {
        format!("{} {unit}", tenths / 10)
    }
}

fn enum_facts(cx: HoverContext<'_>, id: ItemId, item: &Item) -> Vec<String> {
    let mut facts = Vec::new();
    let storage = cx.provider().map(|provider| (provider, provider.capabilities().enums));
    facts.extend(storage.map(|(provider, storage)| match storage {
        EnumStorage::NativeType => format!("Type {} in {provider}", code(item.database_name())),
        EnumStorage::InColumn => format!("Part of each column's type in {provider}"),
        EnumStorage::Text => format!("Text in {provider}, which does not validate the values"),
        EnumStorage::None => format!("{provider} has no enums: use `String`"),
    }));
    facts.extend(users(cx, id, "Used by"));
    facts.extend(twice(cx, id));
    facts
}

/// The fields of other blocks with this type.
fn users(cx: HoverContext<'_>, id: ItemId, role: &str) -> Option<String> {
    let users: Vec<String> =
        cx.schema.fields_to(id).filter(|user| user.item != id).map(|user| cx.field_path(user)).collect();
    (!users.is_empty()).then(|| format!("{role} {}", codes(&users, NAMED_USERS)))
}

/// A note that the name is declared several times.
fn twice(cx: HoverContext<'_>, id: ItemId) -> Option<String> {
    let all = cx.schema.all_named(cx.item_name(id));
    let first = if all.first() == Some(&id) {
        "the name refers to this one"
    } else {
        "the name refers to another one"
    };
    (all.len() > 1).then(|| format!("Declared {} times: {first}", all.len()))
}
