//! Index types and operator classes.

use crate::validate::attributes::arguments::ARGUMENT_UNSUPPORTED;
use crate::validate::code::codes;
use crate::validate::configuration::values::WRONG_VALUE;
use crate::validate::{Context, fixes};
use base::ItemId;
use model::catalog::index_types::IndexType;
use model::catalog::operator_classes::{self, DefaultClass, default_class, operator_class};
use model::catalog::{Provider, ScalarType};
use model::project::closest;
use model::schema::FieldType;
use model::schema::item::{Arguments, Arity, Column, Expr, Field, Item, Key, KeyKind, KeyOwner, Sort};

codes! {
    /// An index of this type cannot hold the field without more being said.
    ///
    /// Name an operator class with `ops:`, or choose another type of index.
    #[removes(Argument(&["type"]))]
    INDEX_TYPE_FIELD = "index-type-field";

    /// An index of this type holds one field only.
    ///
    /// Make an index for each, or choose another type.
    #[removes(Argument(&["type"]))]
    INDEX_TYPE_FIELDS = "index-type-fields";

    /// An index of this type keeps no order.
    ///
    /// Remove `sort`, or use a `BTree`.
    #[removes(Argument(&["sort"]))]
    INDEX_TYPE_SORT = "index-type-sort";

    /// The database has no indexes of this type.
    ///
    /// Remove `type`, or choose one that the database has.
    #[removes(Argument(&["type"]))]
    INDEX_TYPE_UNSUPPORTED = "index-type-unsupported";

    /// An operator class fits neither the index nor the field.
    ///
    /// Each class is for certain types of index and column. Choose another, or remove it to have the default.
    #[removes(Argument(&["ops"]))]
    OPERATOR_CLASS_MISMATCH = "operator-class-mismatch";

    /// There is no such type of index.
    ///
    /// Known are `BTree`, `Hash`, `Gist`, `Gin`, `SpGist` and `Brin`.
    #[removes(Argument(&["type"]))]
    UNKNOWN_INDEX_TYPE = "unknown-index-type";

    /// The operator class is none that Prisma knows.
    ///
    /// Write its name as `raw("…")`, with which any class can be named.
    #[removes(Argument(&["ops"]))]
    UNKNOWN_OPERATOR_CLASS = "unknown-operator-class";
}

pub(super) fn check(cx: &mut Context<'_>, id: ItemId, item: &Item) {
    for key in item.model().iter().flat_map(|model| &model.keys) {
        written_classes(cx, id, key);
        if key.kind == KeyKind::Index && matches!(key.owner, KeyOwner::Block(_)) {
            check_one(cx, id, item, key);
        }
    }
}

/// Operator classes stand in `@@index` only, and those without quotes are known by name, whatever the database.
fn written_classes(cx: &mut Context<'_>, id: ItemId, key: &Key) {
    let schema = cx.schema;
    for column in &key.columns {
        let Some(written) = &column.ops else { continue };
        match &**written {
            Expr::Path(path) if !operator_classes::is_known(&path.text) => {
                let message = format!(
                    "`{}` is no operator class that Prisma knows. Name any other as `raw(\"…\")`.",
                    path.text
                );
                cx.error(&UNKNOWN_OPERATOR_CLASS, id, path.span, message)
                    .fix(|| [fixes::change(schema, id, path.span, &format!("raw(\"{}\")", path.text))]);
            }
            Expr::Call(call) if call.name.text != "raw" || !is_one_text(&call.arguments) => {
                let message = "`ops` takes the name of an operator class, or `raw(\"…\")` with one text.";
                cx.error(&WRONG_VALUE, id, call.span, message);
            }
            Expr::Path(_) | Expr::Call(_) if key.kind != KeyKind::Index => {
                let message = "Only an `@@index` takes operator classes. Remove `ops`.";
                cx.error(&ARGUMENT_UNSUPPORTED, id, column.span, message);
            }
            Expr::Path(_) | Expr::Call(_) => {}
            other => {
                let message = "`ops` takes the name of an operator class, or `raw(\"…\")`.";
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

fn check_one(cx: &mut Context<'_>, id: ItemId, item: &Item, key: &Key) {
    let index_type = match &key.index_type {
        None => IndexType::BTree,
        Some(written) => match IndexType::parse(&written.text) {
            Some(known) => known,
            None => {
                let names: Vec<&str> = IndexType::ALL.iter().map(|kind| kind.name()).collect();
                let message =
                    format!("`{}` is no index type. Known are: {}.", written.text, names.join(", "));
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
        let message = format!("{} has no indexes of type {}.", provider.display_name(), index_type.name());
        cx.error(&INDEX_TYPE_UNSUPPORTED, id, written.span, message);
        return;
    }
    // CockroachDB allows further columns only where the last one is inverted, and Prisma none.
    let alone = !index_type.accepts_several_fields()
        || (provider == Provider::Cockroachdb && index_type == IndexType::Gin);
    if alone && key.columns.len() > 1 {
        let message =
            format!("An index of type {} holds one field, not {}.", index_type.name(), key.columns.len());
        cx.error(&INDEX_TYPE_FIELDS, id, key.span, message);
    }
    for column in &key.columns {
        if column.sort == Some(Sort::Desc) && !index_type.accepts_sort() {
            let message = format!("An index of type {} keeps no order. Remove `sort`.", index_type.name());
            cx.error(&INDEX_TYPE_SORT, id, column.span, message);
        }
        let Some(field) = item.model().and_then(|model| model.field(&column.path.text)) else { continue };
        operators(cx, id, provider, index_type, field, column);
    }
}

fn operators(
    cx: &mut Context<'_>,
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
                let message =
                    format!("{} takes no operator classes here. Remove `ops`.", provider.display_name());
                cx.error(&ARGUMENT_UNSUPPORTED, id, column.span, message);
            } else {
                match operator_class(name, index_type) {
                    None => {
                        let message =
                            format!("`{name}` does not belong to indexes of type {}.", index_type.name());
                        cx.error(&OPERATOR_CLASS_MISMATCH, id, column.span, message);
                    }
                    Some(class) if !class.fits(scalar, native, is_list) => {
                        let message = format!(
                            "`{name}` does not fit `{}`, whose type is {}.",
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
                format!("{} takes no operator classes here. Remove `ops`.", provider.display_name());
            cx.error(&ARGUMENT_UNSUPPORTED, id, column.span, message);
        }
        Some(_) => {}
        None => without_class(cx, id, provider, index_type, field, column, (scalar, native, is_list)),
    }
}

fn without_class(
    cx: &mut Context<'_>,
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
            let message = format!("A Gin index holds Json and lists, and `{}` is neither.", field.name.text);
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
            "An index of type {} has no default for `{}`. Name an operator class: `{}(ops: raw(\"…\"))`.",
            index_type.name(),
            field.name.text,
            field.name.text
        ),
        DefaultClass::TypeRefused => format!(
            "An index of type {} cannot hold `{}`, a {}. Use another type of index.",
            index_type.name(),
            field.name.text,
            field.type_name()
        ),
    };
    cx.error(&INDEX_TYPE_FIELD, id, column.span, message);
}
