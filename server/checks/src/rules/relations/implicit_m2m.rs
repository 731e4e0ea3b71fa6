//! `implicit-m2m`

use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

use crate::rules::case::Case;
use crate::rules::rule::{Check, Dialects, Levels, rule};
use crate::rules::{Context, ModelRef, Style};
use base::text::Span;
use base::{FieldId, FileEdit, Finding, Fix, Level, Place};
use model::catalog::Provider;
use model::schema::item::{Field, KeyKind};
use model::schema::{Cardinality, Schema, edit};

rule! {
    /// An implicit many-to-many relation.
    ///
    /// Prisma manages its join table, which has two columns and cannot hold more: no timestamp, no author of the link,
    /// no other `onDelete`. The fix declares the table as a model, with its current table, column and key names, so the
    /// database does not change. Code that uses the relation does: it has to go through the rows of the join model.
    ///
    /// ```prisma flagged
    /// model Post {
    ///   id   Int   @id
    ///   tags Tag[]
    /// }
    ///
    /// model Tag {
    ///   id    Int    @id
    ///   posts Post[]
    /// }
    /// ```
    ///
    /// ```prisma clean
    /// model Post {
    ///   id   Int         @id
    ///   tags PostToTag[]
    /// }
    ///
    /// model Tag {
    ///   id    Int         @id
    ///   posts PostToTag[]
    /// }
    ///
    /// model PostToTag {
    ///   postId Int
    ///   tagId  Int
    ///   post   Post @relation(fields: [postId], references: [id], onDelete: Cascade)
    ///   tag    Tag  @relation(fields: [tagId], references: [id], onDelete: Cascade)
    ///
    ///   @@id([postId, tagId])
    ///   @@index([tagId])
    /// }
    /// ```
    pub static RULE = Rule {
        code: "implicit-m2m",
        levels: Levels::new(Level::Off, Level::Info),
        dialects: Dialects::Classic,
        options: &[],
        check: Check::Model(check),
    };
}

/// One side of the relation.
#[derive(Clone, Copy)]
struct RelationSide<'s> {
    model: ModelRef<'s>,
    field: &'s Field,
    /// The name of its column in the join table.
    column: &'static str,
}

fn check(cx: &Context<'_>, model: ModelRef<'_>, found: &mut Vec<Finding>) {
    let provider = cx.configuration().provider;
    if provider.is_none_or(|provider| !provider.capabilities().implicit_many_to_many) {
        return;
    }
    for (index, field) in model.model.fields.iter().enumerate() {
        let id = FieldId::new(model.id, index);
        let Some(relation) = cx.schema.relation(id) else { continue };
        let Some(opposite) = relation.opposite else { continue };
        // One finding per relation, at the side whose column is `A`: the model whose name sorts first.
        let is_first = match cx.schema.item(relation.target) {
            Some(target) if relation.target != model.id => model.item.name() < target.name(),
            _ => index <= opposite.index as usize,
        };
        if relation.cardinality != Cardinality::ManyToMany || !is_first || field.has("ignore") {
            continue;
        }
        let Some((target, other)) = cx.model(opposite.item).zip(cx.schema.field(opposite)) else { continue };
        let (own, theirs) = (model.item.name(), target.item.name());
        let message = format!(
            "`{own}.{}` and `{theirs}.{}` share an implicit join table, which cannot hold timestamps or an \
             `onDelete`. Declare the join model if you need them.",
            field.name.text, other.name.text
        );
        let finding = cx
            .finding(model.id, field.name.span, message)
            .related(Place::new(opposite.item, other.name.span), "The other side.");
        found.push(cx.fix(finding, || {
            write_join_model(cx.schema, cx.style(), id, cx.options_of("require-docs").is_some())
        }));
    }
}

/// The fix that declares the join table of a many-to-many relation as a model, with the names that Prisma gives its
/// parts, and with documentation if `is_documented`. `field` is either side of the relation. There is no fix within one model, where the names of the new fields
/// would have to be invented.
pub fn write_join_model(schema: &Schema, style: &Style, field: FieldId, is_documented: bool) -> Option<Fix> {
    let relation = schema.relation(field)?;
    let opposite = relation.opposite?;
    let provider = schema.configuration().provider?;
    if relation.cardinality != Cardinality::ManyToMany || !provider.capabilities().implicit_many_to_many {
        return None;
    }
    let side = |id: FieldId, column| {
        let item = schema.item(id.item)?.as_ref();
        let model = ModelRef { id: id.item, item, model: item.model()? };
        Some(RelationSide { model, field: schema.field(id)?, column })
    };
    // Column `A` belongs to the model whose name sorts first.
    let is_first = schema.item(field.item)?.name() < schema.item(opposite.item)?.name();
    let (first, second) = if is_first { (field, opposite) } else { (opposite, field) };
    write_model(schema, style, [side(first, "A")?, side(second, "B")?], is_documented)
}

fn write_model(
    schema: &Schema,
    style: &Style,
    [first, second]: [RelationSide<'_>; 2],
    is_documented: bool,
) -> Option<Fix> {
    let database_schema = first.model.model.database_schema();
    if first.model.id == second.model.id || database_schema != second.model.model.database_schema() {
        return None;
    }
    let written = first.field.relation.as_ref().and_then(|relation| relation.name.as_ref());
    let table = match written {
        Some(name) => name.value.to_string(),
        None => format!("{}To{}", first.model.item.name(), second.model.item.name()),
    };
    let is_name = table.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let name = table.to_upper_camel_case();
    if !is_name || !name.starts_with(|c: char| c.is_ascii_uppercase()) || schema.find(&name).is_some() {
        return None;
    }
    let newline = edit::line_ending(&schema.text(first.model.id));
    let mut lines = vec![String::new()];
    if is_documented {
        let label = |side: RelationSide<'_>| format!("`{}.{}`", side.model.item.name(), side.field.name.text);
        lines.push(format!("/// Join table of {} and {}.", label(first), label(second)));
    }
    lines.push(format!("model {name} {{"));
    let (one, two) = (KeyColumn::of(schema, style, first)?, KeyColumn::of(schema, style, second)?);
    lines.extend([one.column_line(), two.column_line(), one.relation_line(), two.relation_line()]);
    lines.push(String::new());
    let (a, b) = (&one.name, &two.name);
    // Join tables on PostgreSQL have a primary key since version 6, the others a unique index.
    let has_primary_key = schema.configuration().provider == Some(Provider::Postgresql)
        && schema.configuration().version.is_at_least(6, 0);
    lines.push(match has_primary_key {
        true => format!("  @@id([{a}, {b}], map: \"_{table}_AB_pkey\")"),
        false => format!("  @@unique([{a}, {b}], map: \"_{table}_AB_unique\")"),
    });
    lines.push(format!("  @@index([{b}], map: \"_{table}_B_index\")"));
    lines.push(format!("  @@map(\"_{table}\")"));
    lines.extend(database_schema.map(|name| format!("  @@schema(\"{name}\")")));
    lines.push("}".to_owned());
    let text: String = lines.iter().map(|line| format!("{newline}{line}")).collect();
    let end = first.model.item.close_brace?.end;
    let mut edits = vec![edit::replace(schema, Place::new(first.model.id, Span::at(end)), text)];
    edits.extend(point_at(schema, first, &name)?);
    edits.extend(point_at(schema, second, &name)?);
    Some(Fix::choice(format!("Declare the join table as model `{name}`"), edits))
}

/// The field of the new model that holds a key, and its relation.
struct KeyColumn<'s> {
    side: RelationSide<'s>,
    /// The name of the field.
    name: String,
    /// The name of the relation field.
    relation: String,
    /// The referenced field.
    id: &'s Field,
    /// Its native type preceded by a space, or nothing.
    native: String,
}

impl<'s> KeyColumn<'s> {
    fn of(schema: &Schema, style: &Style, side: RelationSide<'s>) -> Option<KeyColumn<'s>> {
        let keys = &side.model.model.keys;
        let [id] = &*keys.iter().find(|key| key.kind == KeyKind::Id)?.columns else { return None };
        let id = side.model.model.field(&id.path.text)?;
        let model = side.model.item.name();
        let (name, relation) = match style.field_case {
            Case::Snake | Case::UpperSnake => {
                (format!("{}_id", model.to_snake_case()), model.to_snake_case())
            }
            Case::Camel | Case::Pascal => {
                (format!("{}Id", model.to_lower_camel_case()), model.to_lower_camel_case())
            }
        };
        let text = schema.text(side.model.id);
        let native = id.native_type().map(|native| format!(" {}", native.span.of(&text))).unwrap_or_default();
        Some(KeyColumn { side, name, relation, id, native })
    }

    fn column_line(&self) -> String {
        format!("  {} {} @map(\"{}\"){}", self.name, self.id.type_name(), self.side.column, self.native)
    }

    fn relation_line(&self) -> String {
        format!(
            "  {} {} @relation(fields: [{}], references: [{}], onDelete: Cascade)",
            self.relation,
            self.side.model.item.name(),
            self.name,
            self.id.name.text
        )
    }
}

/// Makes one side a list of join rows. The relation name is dropped: there is no other relation to distinguish it from.
fn point_at(schema: &Schema, side: RelationSide<'_>, model: &str) -> Option<Vec<FileEdit>> {
    let name = side.field.ty.as_ref()?.name.span;
    let mut edits = vec![edit::replace(schema, Place::new(side.model.id, name), model)];
    if let Some(attribute) = side.field.attribute("relation") {
        edits.push(edit::remove_attribute(schema, side.model.id, attribute));
    }
    Some(edits)
}
