//! Deprecated elements: omitted from the client, or documented as `@deprecated`.

use crate::schema::item::{Documentation, EnumValue, Field, Item};

impl Documentation {
    /// Whether one of its lines contains `@deprecated`.
    pub fn deprecates(&self) -> bool {
        let is_word = |rest: &str| !rest.starts_with(|char: char| char.is_alphanumeric() || char == '_');
        self.text.match_indices("@deprecated").any(|(at, tag)| {
            let (before, after) = self.text.split_at(at);
            !before.ends_with(char::is_alphanumeric) && after.strip_prefix(tag).is_some_and(is_word)
        })
    }
}

impl Item {
    /// Whether the client omits it (`@@ignore`) or its documentation says `@deprecated`.
    pub fn is_deprecated(&self) -> bool {
        self.attributes().iter().any(|attribute| attribute.name() == "ignore")
            || self.documentation.as_deref().is_some_and(|it| it.deprecates())
    }
}

impl Field {
    /// Whether the client omits it (`@ignore`) or its documentation says `@deprecated`.
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
