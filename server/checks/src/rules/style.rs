//! The naming and typing conventions of a project, which fixes follow.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use crate::rules::case::Case;

/// The conventions of a project, inferred from its schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether multi-word field names are mapped to snake_case in the database: at least 80% of them.
    pub maps_fields: bool,
    /// The case of field names: that of at least 80% of them, else camelCase.
    pub field_case: Case,
    /// Whether model names are mapped (`@@map`): at least 80% of models.
    pub maps_models: bool,
    /// The native type of most `DateTime` fields, with its `@` and arguments; `None` if most have none.
    pub date_time: Option<String>,
}

/// Where ` @db.…` begins among the attributes of a line, or its end.
fn native_type_start(line: &str) -> usize {
    let is_native = |(at, _): &(usize, &str)| {
        let name = line.get(at + 2..).and_then(|rest| rest.split([' ', '(']).next());
        name.is_some_and(|name| name.contains('.'))
    };
    line.match_indices(" @").find(is_native).map_or(line.len(), |(at, _)| at)
}

impl Style {
    /// The line of a field in this style: `name` in camelCase, `rest` its type and attributes. The name is converted to
    /// the case of the project's fields, or mapped to snake_case if the project does so.
    pub fn field_line(&self, name: &str, rest: &str) -> String {
        let snake = name.to_snake_case();
        match self.field_case {
            Case::Snake => return format!("{snake} {rest}"),
            Case::Pascal => return format!("{} {rest}", name.to_pascal_case()),
            Case::UpperSnake => return format!("{} {rest}", name.to_shouty_snake_case()),
            Case::Camel if snake == name => return format!("{name} {rest}"),
            Case::Camel => {}
        }
        if self.maps_fields {
            let (rest, native) = rest.split_at(native_type_start(rest));
            return format!("{name} {rest} @map(\"{snake}\"){native}");
        }
        format!("{name} {rest}")
    }

    /// The native type of `DateTime` fields as a suffix: empty, or with a leading space.
    pub fn date_time_suffix(&self) -> String {
        // In the Prisma 8 dialect it is no attribute, but the type itself.
        let attribute = self.date_time.as_ref().filter(|native| native.starts_with('@'));
        attribute.map(|native| format!(" {native}")).unwrap_or_default()
    }
}
