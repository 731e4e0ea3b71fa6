//! The names in one item.

use crate::schema::item::{
    Argument, Attribute, Config, Enum, EnumValue, Expr, Field, Item, ItemKind, Model, Name, ObjectMember,
    Path, Text,
};
use crate::schema::references::{Definition, Mention, ends};
use crate::schema::{FieldType, Schema};
use base::text::Span;
use base::{FieldId, ItemId};

/// Every name in an item that refers to a declaration of the schema, in order of position.
///
/// Collected from the text, attribute by attribute, and not from resolved semantics, so that the names in a second
/// `@relation` or in a key that Prisma rejects are found too.
pub fn mentions(schema: &Schema, id: ItemId) -> Vec<Mention> {
    let mut walk = Walk { schema, item: id, found: Vec::new() };
    if let Some(item) = schema.item(id) {
        walk.item(item);
    }
    walk.found.sort_by_key(|mention| (mention.span.start, mention.span.end));
    walk.found
}

struct Walk<'s> {
    schema: &'s Schema,
    item: ItemId,
    found: Vec<Mention>,
}

impl Walk<'_> {
    fn item(&mut self, item: &Item) {
        if let Some(name) = &item.name {
            self.declare(Definition::Item(self.item), name);
        }
        match &item.kind {
            ItemKind::Model(model) => self.model(model),
            ItemKind::Enum(value) => self.enumeration(value),
            ItemKind::Datasource(datasource) => self.datasource(datasource),
            _ => {}
        }
        for attribute in item.attributes().iter().filter(|attribute| attribute.name() == "schema") {
            if let Some(Expr::String(name)) = attribute.named_or_first("map") {
                self.add(Definition::DatabaseSchema(name.value.as_str().into()), name.inner());
            }
        }
    }

    fn datasource(&mut self, datasource: &Config) {
        // Of several datasources the first one counts.
        if self.schema.configuration().datasource != Some(self.item) {
            return;
        }
        let names = datasource.value("schemas").map_or(&[][..], Expr::as_list);
        for name in names.iter().filter_map(Expr::as_text) {
            let definition = Definition::DatabaseSchema(name.value.as_str().into());
            self.found.push(Mention { definition, span: name.inner(), is_declaration: true });
        }
    }

    fn model(&mut self, model: &Model) {
        for (index, field) in model.fields.iter().enumerate() {
            self.field(FieldId::new(self.item, index), field);
        }
        for attribute in &model.attributes {
            if matches!(attribute.name(), "id" | "unique" | "index" | "fulltext") {
                self.paths(self.item, attribute.named_or_first("fields"));
            }
            self.predicate(attribute);
        }
    }

    fn enumeration(&mut self, declared: &Enum) {
        for (index, value) in declared.values.iter().enumerate() {
            self.enum_value(FieldId::new(self.item, index), value);
        }
    }

    fn enum_value(&mut self, id: FieldId, value: &EnumValue) {
        self.declare(Definition::EnumValue(id), &value.name);
    }

    fn field(&mut self, id: FieldId, field: &Field) {
        self.declare(Definition::Field(id), &field.name);
        let ty = self.schema.type_of(field);
        if let (Some(target), Some(written)) = (ty.item(), &field.ty) {
            self.add(Definition::Item(target), written.name.span);
        }
        for attribute in &field.attributes {
            match attribute.name() {
                "relation" => self.relation(id, attribute),
                "default" => {
                    if let (FieldType::Enum(target), Some(value)) = (ty, attribute.named_or_first("value")) {
                        self.enum_values(target, value);
                    }
                }
                "unique" | "id" => self.predicate(attribute),
                _ => self.native_type(attribute),
            }
        }
    }

    fn relation(&mut self, field: FieldId, attribute: &Attribute) {
        self.paths(field.item, attribute.named("fields"));
        let Some((source, target)) = ends(self.schema, field) else { return };
        self.paths(target, attribute.named("references"));
        if let Some(Expr::String(name)) = attribute.named_or_first("name")
            && !name.value.is_empty()
        {
            let definition = Definition::relation_name(&name.value, source, target);
            self.add(definition, Text::inner(name));
        }
    }

    /// `@db.VarChar` refers to the datasource `db`, and to a type of its database.
    fn native_type(&mut self, attribute: &Attribute) {
        let configuration = self.schema.configuration();
        if let Some((prefix, native)) = attribute.native_type()
            && configuration.datasource_name.as_ref() == Some(&prefix.text)
            && let Some(datasource) = configuration.datasource
        {
            self.add(Definition::Item(datasource), prefix.span);
            self.add(Definition::NativeType(native.text.clone()), native.span);
        }
    }

    /// A list of fields of `item`, with or without arguments, or of paths into composite types.
    fn paths(&mut self, item: ItemId, list: Option<&Expr>) {
        for value in list.map_or(&[][..], Expr::as_list) {
            if let Some(path) = value.as_named() {
                self.path(item, path);
            }
        }
    }

    fn path(&mut self, item: ItemId, path: &Path) {
        let fields = self.schema.follow(item, path.segments().iter().map(Name::as_str));
        for (field, segment) in fields.into_iter().zip(path.segments()) {
            self.add(Definition::Field(field), segment.span);
        }
    }

    /// `where: { published: true }`: the keys are fields of the item.
    fn predicate(&mut self, attribute: &Attribute) {
        let arguments: &[Argument] = attribute.arguments();
        let is_where = |argument: &&Argument| argument.name.as_ref().is_some_and(|name| name.text == "where");
        for argument in arguments.iter().filter(is_where) {
            if let Some(Expr::Object { members, .. }) = &argument.value {
                members.iter().for_each(|member| self.condition(member));
            }
        }
    }

    fn condition(&mut self, member: &ObjectMember) {
        let Some(field) = self.schema.field_named(self.item, &member.key.text) else { return };
        self.add(Definition::Field(field), unquoted(&member.key));
        if let (FieldType::Enum(target), Some(value)) = (self.schema.field_type(field), &member.value) {
            self.enum_values(target, value);
        }
    }

    /// The enum values in a default or a condition. Strings do not count: in a condition they are database values.
    fn enum_values(&mut self, target: ItemId, value: &Expr) {
        if let Some((word, span)) = value.as_word() {
            let Some(declared) = self.schema.enumeration(target) else { return };
            if let Some(index) = declared.values.iter().position(|value| value.name.text == word) {
                self.add(Definition::EnumValue(FieldId::new(target, index)), span);
            }
        }
        match value {
            Expr::Array { items, .. } => items.iter().for_each(|item| self.enum_values(target, item)),
            Expr::Object { members, .. } => {
                let values = members.iter().filter_map(|member| member.value.as_ref());
                values.for_each(|value| self.enum_values(target, value));
            }
            _ => {}
        }
    }

    fn declare(&mut self, definition: Definition, name: &Name) {
        // A line without a name yet, such as ` Int`, declares nothing.
        if !name.text.is_empty() {
            self.found.push(Mention { definition, span: name.span, is_declaration: true });
        }
    }

    fn add(&mut self, definition: Definition, span: Span) {
        self.found.push(Mention { definition, span, is_declaration: false });
    }
}

/// The span of a key without its quotes, if it has any.
fn unquoted(key: &Name) -> Span {
    let quotes = key.span.len() as usize == key.text.len() + 2;
    if quotes { Span::new(key.span.start + 1, key.span.end - 1) } else { key.span }
}
