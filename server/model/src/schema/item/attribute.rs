//! Attributes of fields, enum values and blocks.

use crate::schema::item::{Argument, Arguments, Documentation, Expr, Name, Path};
use base::text::Span;

/// `@default(now())` or `@@index([a])`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// The name without the `@`, including dots, such as `db.VarChar`; `None` while it is missing.
    pub name: Option<Path>,
    /// The arguments; `None` without brackets.
    pub arguments: Option<Arguments>,
    /// From the `@` to the end of the arguments.
    pub span: Span,
    /// Its documentation; only block attributes have one.
    pub documentation: Option<Box<Documentation>>,
}

impl Attribute {
    /// The name; empty while it is missing.
    pub fn name(&self) -> &str {
        self.name.as_ref().map_or("", |name| name.as_str())
    }

    /// The arguments; empty without brackets.
    pub fn arguments(&self) -> &[Argument] {
        self.arguments.as_ref().map_or(&[], |arguments| &arguments.list)
    }

    /// The value of the argument with this name.
    pub fn named(&self, name: &str) -> Option<&Expr> {
        self.arguments.as_ref()?.named(name)
    }

    /// The value of the argument with this name, else of the first unnamed one.
    pub fn named_or_first(&self, name: &str) -> Option<&Expr> {
        let arguments = self.arguments.as_ref()?;
        arguments.named(name).or_else(|| arguments.unnamed())
    }

    /// The native type named by `@db.VarChar`, and the prefix before the dot: the name of the datasource.
    pub fn native_type(&self) -> Option<(&Name, &Name)> {
        let name = self.name.as_ref()?;
        match name.segments() {
            // After a second dot there is no valid native type.
            [datasource, native] if name.is_whole() => Some((datasource, native)),
            _ => None,
        }
    }
}
