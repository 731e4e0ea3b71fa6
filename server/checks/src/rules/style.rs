//! The naming and typing conventions of a project, which fixes follow.

use heck::ToSnakeCase;

/// The conventions of a project, inferred from its schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether multi-word field names are mapped to snake_case in the database: at least 80% of them.
    pub maps_fields: bool,
    /// Whether multi-word field names are in snake_case: at least 80% of them.
    pub snake_case_fields: bool,
    /// Whether model names are mapped (`@@map`): at least 80% of models.
    pub maps_models: bool,
    /// The native type of most `DateTime` fields, with its `@` and arguments; `None` if most have none.
    pub date_time: Option<String>,
}

impl Style {
    /// The line of a field in this style: `name` in camelCase, `rest` its type and attributes. The name is converted or
    /// mapped to snake_case if the project does so.
    pub fn field_line(&self, name: &str, rest: &str) -> String {
        let snake = name.to_snake_case();
        if snake == name {
            return format!("{name} {rest}");
        }
        if self.snake_case_fields {
            return format!("{snake} {rest}");
        }
        if self.maps_fields {
            return format!("{name} {rest} @map(\"{snake}\")");
        }
        format!("{name} {rest}")
    }

    /// The native type of `DateTime` fields as a suffix: empty, or with a leading space.
    pub fn date_time_suffix(&self) -> String {
        self.date_time.as_ref().map(|native| format!(" {native}")).unwrap_or_default()
    }
}
