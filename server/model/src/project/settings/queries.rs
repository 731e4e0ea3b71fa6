//! How code that uses Prisma Client is checked.

use crate::project::located::Located;

/// The settings of the section `[queries]`; `None` where a key is not set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuerySettings {
    /// `lint`: whether the code is checked.
    pub lint: Option<Located<bool>>,
    /// `clients`: names that hold a client where the code does not tell, such as `store` in `this.store.user.findMany()`.
    pub clients: Option<Vec<String>>,
}

impl QuerySettings {
    /// Whether the code is checked.
    pub fn is_linted(&self) -> bool {
        self.lint.as_ref().is_none_or(|lint| lint.value)
    }

    /// The names that hold a client.
    pub fn clients(&self) -> &[String] {
        self.clients.as_deref().unwrap_or_default()
    }

    /// These settings, with `weaker` where they set nothing.
    pub fn over(self, weaker: QuerySettings) -> QuerySettings {
        QuerySettings { lint: self.lint.or(weaker.lint), clients: self.clients.or(weaker.clients) }
    }
}
