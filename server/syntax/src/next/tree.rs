//! What a document of the Prisma 8 dialect says. All spans are bytes of the text.

use base::text::Span;
use smol_str::SmolStr;

/// A name as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub text: SmolStr,
    /// Where it is.
    pub span: Span,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its declarations, in order.
    pub declarations: Vec<Declaration>,
    /// What could not be read, in order.
    pub errors: Vec<super::SyntaxError>,
}

/// A declaration. Those of a namespace are models, composite types and other blocks only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declaration {
    /// `model`
    Model(Fields),
    /// `type`: a composite type
    CompositeType(Fields),
    /// Any other block, such as `enum` or `policy_select`.
    Block(KeyValueBlock),
    /// `namespace`
    Namespace(Namespace),
    /// `types`
    Types(Types),
}

/// What all blocks have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The word that starts it.
    pub keyword: Ident,
    /// Its name; `None` while it is missing.
    pub name: Option<Ident>,
    /// From its keyword to its closing brace.
    pub span: Span,
}

/// A model or composite type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// Its head.
    pub body: Body,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Its `@@` attributes, in order.
    pub attributes: Vec<Attribute>,
}

/// A block of keys and values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyValueBlock {
    /// Its head.
    pub body: Body,
    /// Its fields, in order. Only a view has them, instead of entries.
    pub fields: Vec<Field>,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// Its `@@` attributes, in order.
    pub attributes: Vec<Attribute>,
}

/// A namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// Its head.
    pub body: Body,
    /// Its declarations, without namespaces and `types` blocks, which Prisma does not read there.
    pub declarations: Vec<Declaration>,
}

/// A `types` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Types {
    /// Its head, without a name.
    pub body: Body,
    /// The types that it names, in order.
    pub types: Vec<NamedType>,
}

/// A name for a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedType {
    /// Its name.
    pub name: Ident,
    /// What it stands for.
    pub ty: Option<TypeAnnotation>,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
    /// From its name to its last token.
    pub span: Span,
}

/// A member of a model or composite type, while it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// A field.
    Field(Field),
    /// A `@@` attribute.
    Attribute(Attribute),
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: Ident,
    /// Its type; `None` where neither a name nor `[` nor `?` follows.
    pub ty: Option<TypeAnnotation>,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
    /// From its name to its last token.
    pub span: Span,
}

/// The type of a field: `pgvector.Vector(1536)[]?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeAnnotation {
    /// Its name; `None` where only `[]` or `?` is written.
    pub path: Option<Path>,
    /// Its arguments, where it has parentheses.
    pub arguments: Option<Arguments>,
    /// Whether it has brackets.
    pub is_list: bool,
    /// Whether it has a question mark.
    pub is_optional: bool,
    /// All of it.
    pub span: Span,
}

/// A name with its qualifiers: `space:namespace.name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The names, in order.
    pub segments: Vec<Ident>,
    /// Where its colons are.
    pub colons: Vec<Span>,
    /// Where its dots are.
    pub dots: Vec<Span>,
    /// All of it.
    pub span: Span,
}

impl Path {
    fn before(&self, at: Span) -> Option<&Ident> {
        self.segments.iter().rev().find(|segment| segment.span.start < at.start)
    }

    fn after(&self, at: Span) -> Option<&Ident> {
        self.segments.iter().find(|segment| segment.span.start > at.start)
    }

    /// The name before the colon: the space of another contract.
    pub fn space(&self) -> Option<&Ident> {
        self.before(*self.colons.first()?)
    }

    /// The name before the dot.
    pub fn namespace(&self) -> Option<&Ident> {
        self.before(*self.dots.first()?)
    }

    /// The name itself.
    pub fn ident(&self) -> Option<&Ident> {
        match self.dots.first().or(self.colons.first()) {
            Some(at) => self.after(*at),
            None => self.segments.first(),
        }
    }

    /// Whether it has more than one space or namespace.
    pub fn is_overqualified(&self) -> bool {
        self.dots.len() > 1 || self.colons.len() > 1
    }

    /// Whether it is this name, without qualifiers.
    pub fn is_simple(&self, name: &str) -> bool {
        self.dots.is_empty() && self.colons.is_empty() && self.ident().is_some_and(|it| it.text == name)
    }

    /// Its names, joined by dots.
    pub fn dotted(&self) -> String {
        let names: Vec<&str> = self.segments.iter().map(|segment| segment.text.as_str()).collect();
        names.join(".")
    }
}

/// Arguments in parentheses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The arguments, in order.
    pub list: Vec<Argument>,
    /// With their parentheses, where they are written.
    pub span: Span,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name, where it has one.
    pub name: Option<Ident>,
    /// Its value.
    pub value: Option<Value>,
    /// All of it.
    pub span: Span,
}

/// A `@` or `@@` attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name; `None` while it is missing.
    pub path: Option<Path>,
    /// Its arguments, where it has parentheses.
    pub arguments: Option<Arguments>,
    /// From its `@` to its last token.
    pub span: Span,
}

impl Attribute {
    /// Its names, joined by dots.
    pub fn name(&self) -> String {
        self.path.as_ref().map(Path::dotted).unwrap_or_default()
    }

    /// Whether [`Attribute::name`] is this name, which has no dots.
    pub fn is_named(&self, name: &str) -> bool {
        match self.path.as_ref().map(|path| path.segments.as_slice()) {
            Some([only]) => only.text == name,
            Some([]) | None => name.is_empty(),
            Some(_) => false,
        }
    }

    /// Whether it has this name, without qualifiers.
    pub fn is(&self, name: &str) -> bool {
        self.path.as_ref().is_some_and(|path| path.is_simple(name))
    }

    /// Its arguments, in order.
    pub fn list(&self) -> &[Argument] {
        self.arguments.as_ref().map_or(&[], |arguments| &arguments.list)
    }
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Ident,
    /// The value after `=`.
    pub value: Option<Value>,
    /// Its attributes, in order. Only those of an enum are read.
    pub attributes: Vec<Attribute>,
    /// From its key to its last token.
    pub span: Span,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string with its quotes.
    String(Span),
    /// A number.
    Number(Span),
    /// `true` or `false`.
    Boolean(bool, Span),
    /// `[a, b]`
    List(Vec<Value>, Span),
    /// `{ a: b }`
    Object(Vec<ObjectMember>, Span),
    /// `` sql`…` ``
    Tagged {
        /// The tag.
        tag: Path,
        /// The string with its quotes.
        body: Span,
        /// Both.
        span: Span,
    },
    /// `uuid(7)`
    Call {
        /// The name.
        path: Path,
        /// The arguments.
        arguments: Arguments,
        /// All of it.
        span: Span,
    },
    /// A name.
    Ident(Ident),
}

impl Value {
    /// Where it is.
    pub fn span(&self) -> Span {
        match self {
            Value::String(span) | Value::Number(span) | Value::Boolean(_, span) => *span,
            Value::List(_, span) | Value::Object(_, span) => *span,
            Value::Tagged { span, .. } | Value::Call { span, .. } => *span,
            Value::Ident(ident) => ident.span,
        }
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectMember {
    /// The name or string before the colon.
    pub key: Option<Value>,
    /// The value.
    pub value: Option<Value>,
    /// All of it.
    pub span: Span,
}
