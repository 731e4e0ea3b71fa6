//! Values in arguments and configuration, and the arguments of attributes and functions.

use std::ops::Deref;

use smol_str::SmolStr;

use crate::schema::item::Name;
use base::text::Span;

/// A string literal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// The value, with escape sequences resolved.
    pub value: SmolStr,
    /// Including its quotes, in bytes of the block.
    pub span: Span,
    /// Whether the closing quote is present.
    pub closed: bool,
}

impl Text {
    /// The span between the quotes.
    pub fn inner(&self) -> Span {
        Span::new(self.span.start + 1, self.span.end.saturating_sub(u32::from(self.closed)))
    }
}

/// A dotted name: the whole text, and the names between the dots.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    whole: Name,
    /// The names between the dots; `None` if the whole is the only one, since most paths have no dots.
    segments: Option<Box<[Name]>>,
}

impl Path {
    /// A path with this text and these names.
    pub fn new(whole: Name, segments: Box<[Name]>) -> Path {
        Path { whole, segments: Some(segments) }
    }

    /// The names between the dots.
    pub fn segments(&self) -> &[Name] {
        self.segments.as_deref().unwrap_or(std::slice::from_ref(&self.whole))
    }

    /// Whether every dot is followed by a name.
    pub fn is_whole(&self) -> bool {
        // Most have no dot, and the others are too short for a search with setup cost.
        let text = self.whole.text.as_bytes();
        self.segments.is_none() || !(text.ends_with(b".") || text.windows(2).any(|two| two == b".."))
    }

    /// The whole path as one name.
    pub fn to_name(&self) -> Name {
        self.whole.clone()
    }
}

impl From<Name> for Path {
    /// The path without dots.
    fn from(name: Name) -> Path {
        Path { whole: name, segments: None }
    }
}

impl Deref for Path {
    type Target = Name;

    fn deref(&self) -> &Name {
        &self.whole
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// `"text"`
    String(Text),
    /// `-1.5`, as written.
    Number(Name),
    /// `true` or `false`.
    Boolean(bool, Span),
    /// `null`
    Null(Span),
    /// `Role`, `address.street`
    Path(Path),
    /// `now()`
    Call(Box<Call>),
    /// `[a, b]`
    Array {
        /// The items.
        items: Box<[Expr]>,
        /// Including its brackets.
        span: Span,
        /// Whether the closing bracket is present.
        closed: bool,
    },
    /// `{ a: 1 }`
    Object {
        /// The members.
        members: Box<[ObjectMember]>,
        /// Including its braces.
        span: Span,
        /// Whether the closing brace is present.
        closed: bool,
    },
}

/// A function call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// The function.
    pub name: Path,
    /// Its arguments.
    pub arguments: Arguments,
    /// From the name to the closing bracket.
    pub span: Span,
}

/// One `key: value` of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ObjectMember {
    /// The key, without quotes.
    pub key: Name,
    /// The value; `None` while it is missing.
    pub value: Option<Expr>,
}

impl Expr {
    /// Its span, in bytes of the block.
    pub fn span(&self) -> Span {
        match self {
            Expr::String(text) => text.span,
            Expr::Number(name) => name.span,
            Expr::Boolean(_, span) | Expr::Null(span) => *span,
            Expr::Path(path) => path.span,
            Expr::Call(call) => call.span,
            Expr::Array { span, .. } | Expr::Object { span, .. } => *span,
        }
    }

    /// The string literal.
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Expr::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a string.
    pub fn as_str(&self) -> Option<&str> {
        self.as_text().map(|text| text.value.as_str())
    }

    /// The path.
    pub fn as_path(&self) -> Option<&Path> {
        match self {
            Expr::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The path, or the name of the called function.
    pub fn as_named(&self) -> Option<&Path> {
        match self {
            Expr::Path(path) => Some(path),
            Expr::Call(call) => Some(&call.name),
            _ => None,
        }
    }

    /// A value that can be a name, including `true`, `false` and `null`.
    pub fn as_word(&self) -> Option<(&str, Span)> {
        match self {
            Expr::Path(path) => Some((&path.text, path.span)),
            Expr::Boolean(value, span) => Some((if *value { "true" } else { "false" }, *span)),
            Expr::Null(span) => Some(("null", *span)),
            _ => None,
        }
    }

    /// The items of an array.
    pub fn as_array(&self) -> Option<&[Expr]> {
        match self {
            Expr::Array { items, .. } => Some(items),
            _ => None,
        }
    }

    /// The items of an array; any other value counts as a list of itself, as in Prisma.
    pub fn as_list(&self) -> &[Expr] {
        match self {
            Expr::Array { items, .. } => items,
            other => std::slice::from_ref(other),
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Expr::Boolean(value, _) => Some(*value),
            _ => None,
        }
    }

    /// The value of an integer.
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Expr::Number(name) => name.text.parse().ok(),
            _ => None,
        }
    }

    /// The function's name and arguments.
    pub fn as_call(&self) -> Option<(&str, &Arguments)> {
        match self {
            Expr::Call(call) => Some((&call.name.text, &call.arguments)),
            _ => None,
        }
    }
}

/// The arguments between `(` and `)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Arguments {
    /// In order.
    pub list: Box<[Argument]>,
    /// With the brackets.
    pub span: Span,
    /// Whether the closing bracket is present.
    pub closed: bool,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Argument {
    /// `name:`, if it is named.
    pub name: Option<Name>,
    /// The value, unless it is missing.
    pub value: Option<Expr>,
    /// From its name to its value.
    pub span: Span,
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

    /// The value of the first unnamed argument.
    pub fn unnamed(&self) -> Option<&Expr> {
        self.list.iter().find(|argument| argument.name.is_none())?.value.as_ref()
    }
}

impl Argument {
    /// Its name; empty if it has none.
    pub fn name(&self) -> SmolStr {
        self.name.as_ref().map(|name| name.text.clone()).unwrap_or_default()
    }
}
