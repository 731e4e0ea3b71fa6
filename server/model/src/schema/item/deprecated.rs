//! What a schema marks as not to be used: left out of the client, or called deprecated by its documentation.

use crate::schema::item::{Documentation, EnumValue, Field, Item};

impl Documentation {
    /// Whether a line of it says `@deprecated`.
    pub fn deprecates(&self) -> bool {
        let is_word = |rest: &str| !rest.starts_with(|char: char| char.is_alphanumeric() || char == '_');
        self.text.match_indices("@deprecated").any(|(at, tag)| {
            let (before, after) = self.text.split_at(at);
            !before.ends_with(char::is_alphanumeric) && after.strip_prefix(tag).is_some_and(is_word)
        })
    }
}

impl Item {
    /// Whether it is left out of the client (`@@ignore`) or its documentation says `@deprecated`.
    pub fn is_deprecated(&self) -> bool {
        self.attributes().iter().any(|attribute| attribute.name() == "ignore")
            || self.documentation.as_deref().is_some_and(|it| it.deprecates())
    }
}

impl Field {
    /// Whether it is left out of the client (`@ignore`) or its documentation says `@deprecated`.
    pub fn is_deprecated(&self) -> bool {
        self.has("ignore") || self.documentation.as_deref().is_some_and(|it| it.deprecates())
    }
}

impl EnumValue {
    /// Whether its documentation says `@deprecated`.
    pub fn is_deprecated(&self) -> bool {
        self.documentation.as_deref().is_some_and(|it| it.deprecates())
    }
}
