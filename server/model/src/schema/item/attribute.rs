//! Attributes of fields, enum values and blocks.

use smol_str::SmolStr;

use crate::schema::item::{Documentation, Expr, Name, Path};
use base::text::Span;

/// `@default(now())` or `@@index([a])`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// The name without the `@`, dots and all, such as `db.VarChar`; `None` while it is missing.
    pub name: Option<Path>,
    /// What stands in the brackets; `None` without brackets.
    pub arguments: Option<Arguments>,
    /// From the `@` to the end of the arguments.
    pub span: Span,
    /// What is said of it; only block attributes have any.
    pub documentation: Option<Box<Documentation>>,
}

/// What stands between `(` and `)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arguments {
    /// In order.
    pub list: Box<[Argument]>,
    /// With the brackets.
    pub span: Span,
    /// Whether the closing bracket is there.
    pub closed: bool,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Argument {
    /// `name:`, where it is named.
    pub name: Option<Name>,
    /// The value, unless it is missing.
    pub value: Option<Expr>,
    /// From its name to its value.
    pub span: Span,
}

impl Attribute {
    /// The name, empty while it is missing.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| name.as_str())
    }

    /// The arguments, none without brackets.
    pub fn arguments(&self) -> &[Argument] {
        self.arguments.as_ref().map_or(&[], |arguments| &arguments.list)
    }

    /// The value under this name.
    pub fn named(&self, name: &str) -> Option<&Expr> {
        self.arguments.as_ref()?.named(name)
    }

    /// The value under this name, else the first one without a name.
    pub fn named_or_first(&self, name: &str) -> Option<&Expr> {
        let arguments = self.arguments.as_ref()?;
        arguments.named(name).or_else(|| arguments.unnamed())
    }

    /// The native type that `@db.VarChar` names, and the name in front of the dot: that of the datasource.
    pub fn native_type(&self) -> Option<(&Name, &Name)> {
        let name = self.name.as_ref()?;
        match name.segments() {
            // Behind a second dot stands no name that the database knows.
            [datasource, native] if name.is_whole() => Some((datasource, native)),
            _ => None,
        }
    }
}

impl Arguments {
    /// The argument of this name.
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        self.list.iter().find(|argument| argument.name.as_ref().is_some_and(|it| it.text == name))
    }

    /// The value of the argument of this name.
    pub fn named(&self, name: &str) -> Option<&Expr> {
        self.argument(name)?.value.as_ref()
    }

    /// The first value without a name.
    pub fn unnamed(&self) -> Option<&Expr> {
        self.list.iter().find(|argument| argument.name.is_none())?.value.as_ref()
    }
}

impl Argument {
    /// Its name, empty where it has none.
    pub fn name(&self) -> SmolStr {
        self.name.as_ref().map(|name| name.text.clone()).unwrap_or_default()
    }
}
