//! How a project writes things, so that fixes write them alike.

use heck::ToSnakeCase;

use crate::rules::words;
use crate::schema::catalog::ScalarType;
use crate::schema::{FieldId, FieldType, Schema};

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
    /// Looks at every model of the schema.
    pub fn of(schema: &Schema) -> Style {
        let (mut long, mut mapped, mut snake) = (0usize, 0usize, 0usize);
        let (mut models, mut mapped_models) = (0usize, 0usize);
        let mut date_times: Vec<(Option<String>, usize)> = Vec::new();
        for (id, _, model) in schema.models() {
            models += 1;
            mapped_models += usize::from(model.mapped_name().is_some());
            for (index, field) in model.fields.iter().enumerate() {
                let ty = schema.field_type(FieldId::new(id, index));
                if !ty.is_scalar_like() {
                    continue;
                }
                if words(&field.name.text).len() > 1 {
                    long += 1;
                    let is_snake = field.name.text.contains('_');
                    snake += usize::from(is_snake);
                    mapped +=
                        usize::from(!is_snake && field.mapped_name().is_some_and(|name| name.contains('_')));
                }
                if ty == FieldType::Scalar(ScalarType::DateTime) {
                    let text = schema.text(id);
                    let native = field.native_type().map(|attribute| attribute.span.of(&text).to_owned());
                    match date_times.iter_mut().find(|(known, _)| *known == native) {
                        Some((_, count)) => *count += 1,
                        None => date_times.push((native, 1)),
                    }
                }
            }
        }
        let most = |part: usize, whole: usize| whole > 0 && part * 5 >= whole * 4;
        Style {
            maps_fields: most(mapped, long),
            snake_case_fields: most(snake, long),
            maps_models: most(mapped_models, models),
            date_time: date_times.into_iter().max_by_key(|(_, count)| *count).and_then(|(native, _)| native),
        }
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
