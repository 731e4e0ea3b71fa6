//! Index types and operator classes.

use crate::validate::attributes::arguments::ARGUMENT_UNSUPPORTED;
use crate::validate::code::codes;
use crate::validate::configuration::values::WRONG_VALUE;
use crate::validate::{ValidityContext, fixes};
use base::ItemId;
use model::catalog::index_types::IndexType;
use model::catalog::operator_classes::{self, DefaultClass, default_class, operator_class};
use model::catalog::{Provider, ScalarType};
use model::project::closest;
use model::schema::FieldType;
use model::schema::item::{Arguments, Arity, Column, Expr, Field, Item, Key, KeyKind, KeyOwner, Sort};

codes! {
    /// An index type that cannot index the field without an operator class.
    ///
    /// Add an operator class with `ops:`, or choose another index type.
    #[removes(Argument(&["type"]))]
    INDEX_TYPE_FIELD = "index-type-field";

    /// An index type that supports only one field, on several fields.
    ///
    /// Create an index for each, or choose another type.
    #[removes(Argument(&["type"]))]
    INDEX_TYPE_FIELDS = "index-type-fields";

    /// An index type without a sort order.
    ///
    /// Remove `sort`, or use a `BTree`.
    #[removes(Argument(&["sort"]))]
    INDEX_TYPE_SORT = "index-type-sort";

    /// An index type that the database does not have.
    ///
    /// Remove `type`, or choose a type that the database has.
    #[removes(Argument(&["type"]))]
    INDEX_TYPE_UNSUPPORTED = "index-type-unsupported";

    /// An operator class that does not match the index or the field.
    ///
    /// Each class is for certain index and column types. Choose another, or remove it to use the default.
    #[removes(Argument(&["ops"]))]
    OPERATOR_CLASS_MISMATCH = "operator-class-mismatch";

    /// An unknown index type.
    ///
    /// The types are `BTree`, `Hash`, `Gist`, `Gin`, `SpGist` and `Brin`.
    #[removes(Argument(&["type"]))]
    UNKNOWN_INDEX_TYPE = "unknown-index-type";

    /// An operator class that Prisma does not have.
    ///
    /// Write its name as `raw("…")`, which accepts any class.
    #[removes(Argument(&["ops"]))]
    UNKNOWN_OPERATOR_CLASS = "unknown-operator-class";
}

pub(super) fn check(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item) {
    for key in item.model().iter().flat_map(|model| &model.keys) {
        written_classes(cx, id, key);
        if key.kind == KeyKind::Index && matches!(key.owner, KeyOwner::Block(_)) {
            check_one(cx, id, item, key);
        }
    }
}

/// Operator classes stand in `@@index` only, and those without quotes are known by name, whatever the database.
fn written_classes(cx: &mut ValidityContext<'_>, id: ItemId, key: &Key) {
    let schema = cx.schema;
    for column in &key.columns {
        let Some(written) = &column.ops else { continue };
        match &**written {
            Expr::Path(path) if !operator_classes::is_known(&path.text) => {
                let message =
                    format!("Unknown operator class `{}`. Write other classes as `raw(\"…\")`.", path.text);
                cx.error(&UNKNOWN_OPERATOR_CLASS, id, path.span, message)
                    .fix(|| [fixes::change(schema, id, path.span, &format!("raw(\"{}\")", path.text))]);
            }
            Expr::Call(call) if call.name.text != "raw" || !is_one_text(&call.arguments) => {
                let message = "`ops` must be an operator class, or `raw(\"…\")` with one string.";
                cx.error(&WRONG_VALUE, id, call.span, message);
            }
            Expr::Path(_) | Expr::Call(_) if key.kind != KeyKind::Index => {
                let message = "Operator classes are only allowed in `@@index`. Remove `ops`.";
                cx.error(&ARGUMENT_UNSUPPORTED, id, column.span, message);
            }
            Expr::Path(_) | Expr::Call(_) => {}
            other => {
                let message = "`ops` must be an operator class, or `raw(\"…\")`.";
                cx.error(&WRONG_VALUE, id, other.span(), message).fix(|| {
                    let name = other.as_str().filter(|text| !text.is_empty())?;
                    let is_known = operator_classes::is_known(name);
                    let text = if is_known { name.to_owned() } else { format!("raw({name:?})") };
                    Some(fixes::change(schema, id, other.span(), &text))
                });
            }
        }
    }
}

fn is_one_text(arguments: &Arguments) -> bool {
    let [argument] = &*arguments.list else { return false };
    matches!(argument.value, Some(Expr::String(_)))
}

fn check_one(cx: &mut ValidityContext<'_>, id: ItemId, item: &Item, key: &Key) {
    let index_type = match &key.index_type {
        None => IndexType::BTree,
        Some(written) => match IndexType::parse(&written.text) {
            Some(known) => known,
            None => {
                let names: Vec<&str> = IndexType::ALL.iter().map(|kind| kind.name()).collect();
                let message =
                    format!("Unknown index type `{}`. Available types: {}.", written.text, names.join(", "));
                let near = closest(&written.text, names.iter().copied());
                let schema = cx.schema;
                cx.error(&UNKNOWN_INDEX_TYPE, id, key.span, message)
                    .fix(|| near.map(|near| fixes::change(schema, id, written.span, near)));
                return;
            }
        },
    };
    let Some(provider) = cx.configuration().provider else { return };
    if let Some(written) = &key.index_type
        && !index_type.is_supported(provider)
    {
        let message = format!("{} has no {} indexes.", provider.display_name(), index_type.name());
        cx.error(&INDEX_TYPE_UNSUPPORTED, id, written.span, message);
        return;
    }
    // CockroachDB allows further columns only where the last one is inverted, and Prisma none.
    let alone = !index_type.accepts_several_fields()
        || (provider == Provider::Cockroachdb && index_type == IndexType::Gin);
    if alone && key.columns.len() > 1 {
        let message = format!("A {} index supports one field, not {}.", index_type.name(), key.columns.len());
        cx.error(&INDEX_TYPE_FIELDS, id, key.span, message);
    }
    for column in &key.columns {
        if column.sort == Some(Sort::Desc) && !index_type.accepts_sort() {
            let message = format!("A {} index has no sort order. Remove `sort`.", index_type.name());
            cx.error(&INDEX_TYPE_SORT, id, column.span, message);
        }
        let Some(field) = item.model().and_then(|model| model.field(&column.path.text)) else { continue };
        operators(cx, id, provider, index_type, field, column);
    }
}

fn operators(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    provider: Provider,
    index_type: IndexType,
    field: &Field,
    column: &Column,
) {
    let custom = provider.capabilities().operator_classes;
    let native =
        field.native_type().and_then(|attribute| attribute.native_type()).map(|(_, name)| name.as_str());
    let is_list = field.arity() == Arity::List;
    let scalar = match cx.schema.type_of(field) {
        FieldType::Scalar(scalar) => scalar,
        // Only the presence of some class matters, and enums have none that Booleans lack.
        FieldType::Enum(_) => ScalarType::Boolean,
        // What it holds only the database knows: it may have a default, but fits no class that is named.
        FieldType::Unsupported if column.ops.is_some() => ScalarType::Boolean,
        _ => return,
    };
    match column.ops.as_deref() {
        Some(Expr::Path(path)) => {
            let name = path.text.as_str();
            if index_type == IndexType::BTree && !custom {
                return;
            }
            if !operator_classes::is_known(name) {
                return;
            }
            if !custom {
                let message = format!(
                    "{} does not support operator classes here. Remove `ops`.",
                    provider.display_name()
                );
                cx.error(&ARGUMENT_UNSUPPORTED, id, column.span, message);
            } else {
                match operator_class(name, index_type) {
                    None => {
                        let message =
                            format!("`{name}` is not an operator class of {} indexes.", index_type.name());
                        cx.error(&OPERATOR_CLASS_MISMATCH, id, column.span, message);
                    }
                    Some(class) if !class.fits(scalar, native, is_list) => {
                        let message = format!(
                            "`{name}` does not support `{}`, which is {}.",
                            field.name.text,
                            native.map_or_else(
                                || field.type_name().to_owned(),
                                |native| format!("{} as {native}", scalar.name())
                            )
                        );
                        cx.error(&OPERATOR_CLASS_MISMATCH, id, column.span, message);
                    }
                    Some(_) => {}
                }
            }
        }
        Some(_) if index_type != IndexType::BTree && !custom => {
            let message =
                format!("{} does not support operator classes here. Remove `ops`.", provider.display_name());
            cx.error(&ARGUMENT_UNSUPPORTED, id, column.span, message);
        }
        Some(_) => {}
        None => without_class(cx, id, provider, index_type, field, column, (scalar, native, is_list)),
    }
}

fn without_class(
    cx: &mut ValidityContext<'_>,
    id: ItemId,
    provider: Provider,
    index_type: IndexType,
    field: &Field,
    column: &Column,
    (scalar, native, is_list): (ScalarType, Option<&str>, bool),
) {
    if provider == Provider::Cockroachdb {
        let holds = is_list || scalar == ScalarType::Json;
        if index_type == IndexType::Gin && !holds {
            let message =
                format!("A Gin index supports Json and lists, but `{}` is neither.", field.name.text);
            cx.error(&INDEX_TYPE_FIELD, id, column.span, message);
        }
        return;
    }
    if provider != Provider::Postgresql {
        return;
    }
    let message = match default_class(index_type, scalar, native, is_list) {
        DefaultClass::Exists => return,
        DefaultClass::Missing => format!(
            "A {} index has no default operator class for `{}`. Add one: `{}(ops: raw(\"…\"))`.",
            index_type.name(),
            field.name.text,
            field.name.text
        ),
        DefaultClass::TypeRefused => format!(
            "A {} index does not support `{}`, which is a {}. Use another index type.",
            index_type.name(),
            field.name.text,
            field.type_name()
        ),
    };
    cx.error(&INDEX_TYPE_FIELD, id, column.span, message);
}
