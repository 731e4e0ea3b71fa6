//! What stands behind a name in an outline.

use base::FieldId;
use model::schema::item::{Arity, Attribute, Config, Expr, Field, Item, ItemKind};
use model::schema::{Cardinality, Schema};

/// How many characters of a value or of the fields of a key are shown.
const MAX_WIDTH: usize = 60;

/// The name in the database where it is another, the provider of a datasource or generator.
pub(super) fn block(item: &Item) -> Option<String> {
    let keyword = item.keyword.as_ref()?.as_str();
    // A block whose name is missing is called by its keyword already.
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

/// Type, how many rows belong to how many, and the name of the column where it is another.
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

/// `@@index([a, b])`: what a key is and what it is over, without its other arguments.
pub(super) fn key(attribute: &Attribute, text: &str) -> String {
    let fields = attribute.named_or_first("fields").map(Expr::span);
    let fields = fields.map(|span| format!("({})", clipped(span.of(text)))).unwrap_or_default();
    format!("@@{}{fields}", attribute.name())
}

/// The text on one line, cut where it is long.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(MAX_WIDTH) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("").trim_end()),
        None => text.to_owned(),
    }
}
