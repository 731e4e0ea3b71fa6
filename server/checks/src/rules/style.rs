//! How a project writes things, so that fixes write them alike.

use heck::ToSnakeCase;

use crate::rules::Customs;
use model::schema::Schema;

/// How a project writes things, judged by what most of its schema does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether names of several words are mapped to snake_case in the database: at least four of five such fields.
    pub maps_fields: bool,
    /// Whether fields of several words are themselves written in snake_case: at least four of five.
    pub snake_case_fields: bool,
    /// Whether model names are mapped (`@@map`): at least four of five models.
    pub maps_models: bool,
    /// The native type, with its `@` and arguments, that most `DateTime` fields bear; `None` where most bear none.
    pub date_time: Option<String>,
}

impl Style {
    /// Counts what every model of the schema does. What follows its changes knows this already, see
    /// [`Context::style`](crate::rules::Context::style).
    pub fn of(schema: &Schema) -> Style {
        Customs::of(schema).style
    }

    /// A field's line in this style: `name` in camelCase, `rest` its type and attributes. The name is written in
    /// snake_case, or mapped to it, where the project does so.
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

    /// The native type of `DateTime` fields as it stands behind the other attributes: empty, or with a space in front.
    pub fn date_time_suffix(&self) -> String {
        self.date_time.as_ref().map(|native| format!(" {native}")).unwrap_or_default()
    }
}
