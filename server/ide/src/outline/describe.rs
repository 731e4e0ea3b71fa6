//! Details in an outline.

use base::FieldId;
use model::schema::item::{Arity, Attribute, Config, Expr, Field, Item, ItemKind};
use model::schema::{Cardinality, Schema};

/// The maximum width of a value or of a key's fields, in characters.
const MAX_WIDTH: usize = 60;

/// The database name if it differs, the provider of a datasource or generator.
pub(super) fn block(item: &Item) -> Option<String> {
    let keyword = item.keyword.as_ref()?.as_str();
    // A block without a name is shown by its keyword.
    let mut words: Vec<String> = item.name.iter().map(|_| keyword.to_owned()).collect();
    match &item.kind {
        ItemKind::Model(_) | ItemKind::Enum(_) => {
            let schema = item.model().and_then(|model| model.database_schema());
            let table = Some(item.database_name()).filter(|name| *name != item.name());
            match (schema, table) {
                (Some(schema), _) => words.push(format!("→ {schema}.{}", item.database_name())),
                (None, Some(table)) => words.push(format!("→ {table}")),
                (None, None) => {}
            }
        }
        ItemKind::Datasource(config) | ItemKind::Generator(config) => words.extend(provider(config)),
        _ => {}
    }
    (!words.is_empty()).then(|| words.join(" "))
}

fn provider(config: &Config) -> Option<String> {
    config.string("provider").map(clipped)
}

/// Type, cardinality, and the column name if it differs.
pub(super) fn field(schema: &Schema, id: FieldId, field: &Field, text: &str) -> Option<String> {
    let ty = field.ty.as_ref()?;
    let mut detail = clipped(ty.span.of(text));
    if let Some(info) = schema.relation(id) {
        let words = match info.cardinality {
            Cardinality::OneToOne => "one-to-one",
            Cardinality::ManyToMany => "many-to-many",
            Cardinality::OneToMany if field.arity() == Arity::List => "one-to-many",
            Cardinality::OneToMany => "many-to-one",
        };
        detail.push_str(&format!(", {words}"));
    }
    if let Some(mapped) = field.mapped_name() {
        detail.push_str(&format!(" → {mapped}"));
    }
    Some(detail)
}

/// `@@index([a, b])`: the key and its fields, without other arguments.
pub(super) fn key(attribute: &Attribute, text: &str) -> String {
    let fields = attribute.named_or_first("fields").map(Expr::span);
    let fields = fields.map(|span| format!("({})", clipped(span.of(text)))).unwrap_or_default();
    format!("@@{}{fields}", attribute.name())
}

/// The text on one line, shortened if it is long.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(MAX_WIDTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("").trim_end()),
        None => text.to_owned(),
    }
}
