//! `constraint-name`

use serde_json::Value;

use crate::frame::Shape;
use crate::rules::indexes::key;
use crate::rules::relations::owning::OwningField;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::{Context, ModelRef, OptionKind, OptionSpec};
use base::text::Span;
use base::{Finding, Fix, ItemId, Level};
use model::catalog::capabilities::ConstraintKind;
use model::database::ConstraintName;
use model::schema::edit;
use model::schema::item::{Attribute, Field, KeyKind};

rule! {
    /// A constraint or index whose database name does not follow the configured pattern.
    ///
    /// Each option is the pattern for one kind, such as `"fk_{table}_{columns}"`; a kind without a pattern is not checked.
    /// `{table}` and `{columns}` are the names in the database, columns separated by `_`, `{model}` and `{fields}` those in
    /// the schema, and `{referencedTable}` is the table that a foreign key points at. A name that is longer than the
    /// database allows is shortened before the text behind the last placeholder, as Prisma shortens its own names. Of
    /// several constraints of a model with the same name, the second ends in `_2`.
    ///
    /// The fix writes `map:`. The next migration then renames the constraint.
    ///
    /// ```prisma flagged {"foreignKey": "fk_{table}_{columns}"}
    /// model User {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    ///
    /// model Post {
    ///   id       Int  @id
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id])
    /// }
    /// ```
    ///
    /// ```prisma clean {"primaryKey": "pk_{table}", "unique": "uq_{table}_{columns}", "foreignKey": "fk_{table}_{referencedTable}"}
    /// model User {
    ///   id    Int    @id(map: "pk_users")
    ///   email String @unique(map: "uq_users_email")
    ///   posts Post[]
    ///
    ///   @@map("users")
    /// }
    ///
    /// model Post {
    ///   id       Int  @id(map: "pk_posts")
    ///   authorId Int
    ///   author   User @relation(fields: [authorId], references: [id], map: "fk_posts_users")
    ///
    ///   @@map("posts")
    /// }
    /// ```
    pub static RULE = Rule {
        code: "constraint-name",
        levels: Levels::new(Level::Off, Level::Off),
        dialects: Dialects::Classic,
        options: &[
            OptionSpec { name: "primaryKey", kind: PATTERN, docs: "Pattern for primary keys." },
            OptionSpec { name: "unique", kind: PATTERN, docs: "Pattern for unique constraints." },
            OptionSpec { name: "index", kind: PATTERN, docs: "Pattern for indexes." },
            OptionSpec { name: "foreignKey", kind: FOREIGN_KEY_PATTERN, docs: "Pattern for foreign keys." },
        ],
        check: Check::Model(check),
    };
}

/// The placeholders of every pattern.
const PLACEHOLDERS: [&str; 4] = ["table", "columns", "model", "fields"];

/// The placeholder of foreign keys only.
const REFERENCED_TABLE: &str = "referencedTable";

const PATTERN: OptionKind = OptionKind::Shape(&Shape {
    accepts: |value| is_pattern(value, &PLACEHOLDERS),
    describe: "a name with the placeholders `{table}`, `{columns}`, `{model}`, `{fields}`",
});

const FOREIGN_KEY_PATTERN: OptionKind = OptionKind::Shape(&Shape {
    accepts: |value| is_pattern(value, &[&PLACEHOLDERS[..], &[REFERENCED_TABLE]].concat()),
    describe: "a name with the placeholders `{table}`, `{columns}`, `{model}`, `{fields}`, `{referencedTable}`",
});

/// Whether a value is a pattern of these placeholders. Without any, all constraints would have the same name.
fn is_pattern(value: &Value, placeholders: &[&str]) -> bool {
    let Some(pattern) = value.as_str() else { return false };
    let mut parts = pattern.split('{');
    let has_no_close = |text: &str| !text.contains('}');
    let is_part = |part: &str| {
        part.split_once('}').is_some_and(|(name, text)| placeholders.contains(&name) && has_no_close(text))
    };
    pattern.is_empty()
        || (parts.next().is_some_and(has_no_close) && pattern.contains('{') && parts.all(is_part))
}

/// What the placeholders stand for.
struct Values<'v> {
    table: &'v str,
    model: &'v str,
    columns: String,
    fields: String,
    referenced_table: &'v str,
}

impl Values<'_> {
    fn get(&self, placeholder: &str) -> &str {
        match placeholder {
            "table" => self.table,
            "model" => self.model,
            "columns" => &self.columns,
            "fields" => &self.fields,
            _ => self.referenced_table,
        }
    }

    /// The name that the pattern gives, in at most so many bytes.
    fn fill(&self, pattern: &str, most: usize) -> String {
        let mut parts = pattern.split('{');
        let mut name = parts.next().unwrap_or("").to_owned();
        let mut tail = "";
        for (placeholder, text) in parts.filter_map(|part| part.split_once('}')) {
            name.push_str(tail);
            name.push_str(self.get(placeholder));
            tail = text;
        }
        with_ending(&name, tail, most)
    }
}

/// The two parts together, the first one shortened so that both have at most so many bytes.
fn with_ending(start: &str, ending: &str, most: usize) -> String {
    let mut room = start.len().min(most.saturating_sub(ending.len()));
    while !start.is_char_boundary(room) {
        room -= 1;
    }
    format!("{}{ending}", start.get(..room).unwrap_or(start))
}

/// A constraint with a name in the database.
struct Constraint<'c> {
    kind: ConstraintKind,
    /// As in messages.
    label: String,
    name: ConstraintName,
    expected: String,
    /// The place of its name, or of what declares it.
    span: Span,
    attribute: Option<&'c Attribute>,
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let provider = cx.configuration().provider;
    let most = provider.and_then(|it| it.capabilities().max_constraint_name_bytes).unwrap_or(usize::MAX);
    let mut constraints = keys(cx, model, most);
    constraints.extend(foreign_keys(cx, model, most));
    let mut taken: Vec<(ConstraintKind, String)> = Vec::new();
    for mut constraint in constraints {
        let expected = std::mem::take(&mut constraint.expected);
        let same = taken.iter().filter(|it| **it == (constraint.kind, expected.clone())).count();
        taken.push((constraint.kind, expected.clone()));
        constraint.expected = match same {
            0 => expected,
            _ => with_ending(&expected, &format!("_{}", same + 1), most),
        };
        if constraint.name.text != constraint.expected {
            found.push(report(cx, model.id, &constraint));
        }
    }
}

/// The option with the pattern of a kind.
fn option(kind: ConstraintKind) -> &'static str {
    match kind {
        ConstraintKind::PrimaryKey => "primaryKey",
        ConstraintKind::Unique => "unique",
        ConstraintKind::Index => "index",
        ConstraintKind::ForeignKey | ConstraintKind::Default => "foreignKey",
    }
}

fn keys<'m>(cx: &Context<'_>, model: ModelRef<'m>, most: usize) -> Vec<Constraint<'m>> {
    let item = model.item;
    let of_key = |key: &'m model::schema::item::Key| {
        let kind = key.constraint_kind();
        let pattern = cx.options.text(option(kind));
        let is_named = cx.schema.has_key_name(key) && key::is_whole(model.model, key);
        if pattern.is_empty() || !is_named {
            return None;
        }
        let fields: Vec<String> = key.field_names().map(|path| path.replace('.', "_")).collect();
        let values = Values {
            table: item.database_name(),
            model: item.name(),
            columns: cx.schema.key_columns(Some(model.model), key).join("_"),
            fields: fields.join("_"),
            referenced_table: "",
        };
        Some(Constraint {
            kind,
            label: key::label(model.model, key),
            name: cx.schema.key_name(item, key),
            expected: values.fill(pattern, most),
            span: key.written_name().map_or(key.span, |name| name.span),
            // `name:` of an index is the old word for `map:`, and both are one too many.
            attribute: key::attribute(model.model, key)
                .filter(|_| key.map.is_some() || key.written_name().is_none()),
        })
    };
    let is_index = |key: &&model::schema::item::Key| key.kind != KeyKind::Fulltext;
    model.model.keys.iter().filter(is_index).filter_map(of_key).collect()
}

fn foreign_keys<'m>(cx: &Context<'m>, model: ModelRef<'m>, most: usize) -> Vec<Constraint<'m>> {
    let pattern = cx.options.text(option(ConstraintKind::ForeignKey));
    if pattern.is_empty() {
        return Vec::new();
    }
    let of_relation = |key: OwningField<'m>| {
        let name = cx.schema.foreign_key_name(&key.info)?;
        let columns: Vec<&str> = key
            .columns
            .iter()
            .map(|name| model.model.field(name).map_or(*name, Field::database_name))
            .collect();
        let values = Values {
            table: model.item.database_name(),
            model: model.item.name(),
            columns: columns.join("_"),
            fields: key.columns.join("_"),
            referenced_table: cx.schema.item(key.info.target)?.database_name(),
        };
        Some(Constraint {
            kind: ConstraintKind::ForeignKey,
            label: format!("The foreign key of `{}`", key.field.name.text),
            name,
            expected: values.fill(pattern, most),
            span: key.relation.map.as_ref().map_or(key.field.name.span, |map| map.span),
            attribute: key.field.attribute("relation"),
        })
    };
    cx.owning_fields(model.id).into_iter().filter_map(of_relation).collect()
}

fn report(cx: &Context<'_>, id: ItemId, constraint: &Constraint<'_>) -> Finding {
    let Constraint { kind, label, name, expected, span, attribute } = constraint;
    let message = format!(
        "{label} is named `{}` in the database; the pattern `{}` gives `{expected}`. Set `map: \"{expected}\"`.",
        name.text,
        cx.options.text(option(*kind)),
    );
    let finding = cx.finding(id, *span, message);
    cx.fix(finding, || {
        let attribute = attribute.filter(|_| !is_taken(cx, expected))?;
        let edit = edit::set_argument(cx.schema, id, attribute, "map", &format!("{expected:?}"));
        Some(Fix::choice(format!("Set `map: \"{expected}\"`"), vec![edit]))
    })
}

/// Whether a constraint has the name already. Prisma would refuse the second one on most databases.
fn is_taken(cx: &Context<'_>, name: &str) -> bool {
    cx.schema.items().any(|(id, item)| {
        let mut keys = item.model().into_iter().flat_map(|model| &model.keys);
        keys.any(|key| cx.schema.key_name(item, key).text == name)
            || cx
                .owning_fields(id)
                .iter()
                .any(|key| key.relation.map.as_ref().is_some_and(|map| map.value == name))
    })
}
