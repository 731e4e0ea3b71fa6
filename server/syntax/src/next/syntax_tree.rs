//! Documents of the Prisma 8 dialect as syntax trees, with the nodes of the grammar.
//!
//! The grammar holds on to lines. Where a text breaks its lines otherwise, only this tree has its structure.

use crate::next::declaration::read;
use crate::next::error::ErrorKind;
use crate::next::lexeme::{Lexeme, lexemes};
use crate::next::nodes::NodeWriter;
use crate::next::token::TokenKind;
use crate::next::tree::{
    Arguments, Attribute, Body, Declaration, Entry, Field, Ident, NamedType, Path, TypeAnnotation, Value,
};
use crate::{Kind, Nesting, Role, SyntaxTree};
use base::text::Span;

/// The tree of the text of a block, if Prisma 8 can read it without an error. That of a text with errors is better taken
/// from the grammar.
pub(crate) fn syntax_tree(text: &str, nesting: &Nesting) -> Option<SyntaxTree> {
    let document = read(text);
    let is_expected = match nesting {
        Nesting::Outside | Nesting::Member(_) => document.errors.is_empty(),
        // Its end is another block.
        Nesting::Head => document
            .errors
            .iter()
            .all(|error| matches!(error.kind, ErrorKind::UnterminatedBlock | ErrorKind::ReservedNamespace)),
        Nesting::Tail => {
            let is_brace = |lexeme: &Lexeme| lexeme.kind == TokenKind::RightBrace;
            let is_expected =
                |lexeme: &Lexeme| is_brace(lexeme) || lexeme.is_comment() || lexeme.kind == TokenKind::End;
            let lexemes = lexemes(text);
            lexemes.iter().all(is_expected) && lexemes.iter().filter(|it| is_brace(it)).count() == 1
        }
    };
    is_expected.then_some(())?;
    let mut writer = NodeWriter::new(text);
    let start = text.len() - text.trim_start_matches([' ', '\t']).len();
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let root = writer.open(Kind::SourceFile, Role::None, Span::from(start..start).start);
    for declaration in &document.declarations {
        writer.declaration(declaration);
    }
    writer.loose_comments(end);
    writer.close(root, end);
    Some(writer.finish())
}

/// One line of a block.
enum Member<'d> {
    Field(&'d Field),
    Entry(&'d Entry),
    NamedType(&'d NamedType),
    Attribute(&'d Attribute),
    Declaration(&'d Declaration),
}

impl Member<'_> {
    fn start(&self) -> u32 {
        match self {
            Member::Field(field) => field.span.start,
            Member::Entry(entry) => entry.span.start,
            Member::NamedType(named) => named.span.start,
            Member::Attribute(attribute) => attribute.span.start,
            Member::Declaration(declaration) => body(declaration).span.start,
        }
    }
}

fn body(declaration: &Declaration) -> &Body {
    match declaration {
        Declaration::Model(fields) | Declaration::CompositeType(fields) => &fields.body,
        Declaration::Block(block) => &block.body,
        Declaration::Namespace(namespace) => &namespace.body,
        Declaration::Types(types) => &types.body,
    }
}

/// The kinds of a block, its keyword and its braces.
fn kinds(keyword: &str) -> (Kind, Kind, Kind) {
    match keyword {
        "model" => (Kind::Model, Kind::ModelWord, Kind::ModelBody),
        "type" => (Kind::CompositeType, Kind::TypeWord, Kind::ModelBody),
        "view" => (Kind::View, Kind::ViewWord, Kind::ModelBody),
        "namespace" => (Kind::Namespace, Kind::NamespaceWord, Kind::NamespaceBody),
        "enum" => (Kind::Enum, Kind::EnumWord, Kind::EnumBody),
        "datasource" => (Kind::Datasource, Kind::DatasourceWord, Kind::ConfigBody),
        "generator" => (Kind::Generator, Kind::GeneratorWord, Kind::ConfigBody),
        _ => (Kind::Generic, Kind::Keyword, Kind::GenericBody),
    }
}

impl NodeWriter<'_> {
    fn declaration(&mut self, declaration: &Declaration) {
        let mut members: Vec<Member<'_>> = Vec::new();
        match declaration {
            Declaration::Model(fields) | Declaration::CompositeType(fields) => {
                members.extend(fields.fields.iter().map(Member::Field));
                members.extend(fields.attributes.iter().map(Member::Attribute));
            }
            Declaration::Block(block) => {
                members.extend(block.fields.iter().map(Member::Field));
                members.extend(block.entries.iter().map(Member::Entry));
                members.extend(block.attributes.iter().map(Member::Attribute));
            }
            Declaration::Namespace(namespace) => {
                members.extend(namespace.declarations.iter().map(Member::Declaration));
            }
            Declaration::Types(types) => members.extend(types.types.iter().map(Member::NamedType)),
        }
        members.sort_by_key(Member::start);
        let head = body(declaration);
        let (kind, keyword, content) = kinds(&head.keyword.text);
        let node = self.open_documented(kind, head.keyword.span.start);
        self.leaf(keyword, Role::Keyword, head.keyword.span);
        if let Some(name) = &head.name {
            self.leaf(Kind::Identifier, Role::Name, name.span);
        }
        let brace = self.peek().span;
        let braces = self.open(content, Role::Body, brace.start);
        self.leaf(Kind::OpeningBrace, Role::None, brace);
        self.line_comment();
        for member in members {
            match member {
                Member::Field(field) => self.field(field),
                Member::Entry(entry) => self.entry(entry, content),
                Member::NamedType(named) => self.named_type(named),
                Member::Attribute(attribute) => self.block_attribute(attribute),
                Member::Declaration(declaration) => self.declaration(declaration),
            }
        }
        self.loose_comments(head.span.end);
        self.close(braces, head.span.end);
        self.close_line(node, head.span.end);
    }

    fn field(&mut self, field: &Field) {
        let node = self.open_documented(Kind::FieldDeclaration, field.span.start);
        self.leaf(Kind::Identifier, Role::Name, field.name.span);
        if let Some(ty) = &field.ty {
            let node = self.open(Kind::FieldType, Role::Type, ty.span.start);
            if let Some(path) = &ty.path {
                self.space(path);
                self.path(path, Role::Name);
            }
            self.arguments(ty.arguments.as_ref());
            self.modifiers(ty);
            self.close(node, ty.span.end);
        }
        self.attributes(&field.attributes);
        self.close_line(node, field.span.end);
    }

    fn entry(&mut self, entry: &Entry, content: Kind) {
        // In a block of unknown kind a lone name is a field without a type yet.
        let (kind, role) = match (content, &entry.value) {
            (Kind::EnumBody, _) => (Kind::EnumValue, Role::Name),
            (Kind::GenericBody, None) => (Kind::FieldDeclaration, Role::Name),
            _ => (Kind::KeyValue, Role::Key),
        };
        let node = self.open_documented(kind, entry.span.start);
        self.leaf(Kind::Identifier, role, entry.key.span);
        if let Some(value) = &entry.value {
            self.value(value, Role::Value);
        }
        self.attributes(&entry.attributes);
        self.close_line(node, entry.span.end);
    }

    fn named_type(&mut self, named: &NamedType) {
        let node = self.open_documented(Kind::KeyValue, named.span.start);
        self.leaf(Kind::Identifier, Role::Key, named.name.span);
        if let Some(ty) = &named.ty {
            if let Some(path) = &ty.path {
                self.space(path);
                match &ty.arguments {
                    Some(arguments) => self.call(path, arguments, Role::Value),
                    None => self.path(path, Role::Value),
                }
            }
            self.modifiers(ty);
        }
        self.attributes(&named.attributes);
        self.close_line(node, named.span.end);
    }

    /// Writes `[]` and `?` behind a type.
    fn modifiers(&mut self, ty: &TypeAnnotation) {
        if ty.is_list {
            let start = self.peek().span;
            let node = self.open(Kind::ListModifier, Role::Modifier, start.start);
            self.leaf(Kind::OpeningBracket, Role::None, start);
            let end = self.peek();
            let is_closed = end.kind == TokenKind::RightBracket;
            self.close(node, if is_closed { end.span.end } else { start.end });
        }
        if ty.is_optional {
            let mark = self.peek().span;
            let node = self.open(Kind::OptionalModifier, Role::Modifier, mark.start);
            self.close(node, mark.end);
        }
    }

    fn attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let node = self.open(Kind::Attribute, Role::None, attribute.span.start);
            self.attribute(attribute);
            self.close(node, attribute.span.end);
        }
    }

    fn block_attribute(&mut self, attribute: &Attribute) {
        let node = self.open_documented(Kind::BlockAttribute, attribute.span.start);
        self.attribute(attribute);
        self.close_line(node, attribute.span.end);
    }

    fn attribute(&mut self, attribute: &Attribute) {
        if let Some(path) = &attribute.path {
            self.names(path.segments.iter(), path.span.end, Role::Name);
        }
        self.arguments(attribute.arguments.as_ref());
    }

    /// Writes the space before the name of a type.
    fn space(&mut self, path: &Path) {
        if let Some(space) = path.space() {
            self.leaf(Kind::Identifier, Role::Space, space.span);
        }
    }

    /// Writes a name without its space.
    fn path(&mut self, path: &Path, role: Role) {
        self.names(behind_space(path), path.span.end, role);
    }

    fn names<'d>(&mut self, names: impl Iterator<Item = &'d Ident>, end: u32, role: Role) {
        let mut names = names.peekable();
        let Some(first) = names.peek() else { return };
        let node = self.open(Kind::Path, role, first.span.start);
        for name in names {
            self.leaf(Kind::Identifier, Role::None, name.span);
        }
        self.close(node, end);
    }

    fn call(&mut self, path: &Path, arguments: &Arguments, role: Role) {
        let start = behind_space(path).next().map_or(path.span.start, |name| name.span.start);
        let node = self.open(Kind::Call, role, start);
        self.path(path, Role::Name);
        self.arguments(Some(arguments));
        self.close(node, arguments.span.end);
    }

    fn arguments(&mut self, arguments: Option<&Arguments>) {
        let Some(arguments) = arguments else { return };
        let node = self.open(Kind::Arguments, Role::Arguments, arguments.span.start);
        for argument in &arguments.list {
            let node = self.open(Kind::Argument, Role::None, argument.span.start);
            if let Some(name) = &argument.name {
                self.leaf(Kind::Identifier, Role::Name, name.span);
            }
            if let Some(value) = &argument.value {
                self.value(value, Role::Value);
            }
            self.close(node, argument.span.end);
        }
        self.close(node, arguments.span.end);
    }

    fn value(&mut self, value: &Value, role: Role) {
        match value {
            Value::String(span) => self.string(*span, role),
            Value::Number(span) => self.leaf(Kind::Number, role, *span),
            Value::Boolean(is_true, span) => {
                let node = self.open(Kind::Boolean, role, span.start);
                self.leaf(if *is_true { Kind::TrueWord } else { Kind::FalseWord }, Role::None, *span);
                self.close(node, span.end);
            }
            Value::List(values, span) => {
                let node = self.open(Kind::Array, role, span.start);
                for value in values {
                    self.value(value, Role::None);
                }
                self.close(node, span.end);
            }
            Value::Object(members, span) => {
                let node = self.open(Kind::Object, role, span.start);
                for member in members {
                    let node = self.open(Kind::ObjectMember, Role::None, member.span.start);
                    match &member.key {
                        Some(Value::Ident(key)) => self.leaf(Kind::Identifier, Role::Key, key.span),
                        Some(key) => self.value(key, Role::Key),
                        None => {}
                    }
                    if let Some(value) = &member.value {
                        self.value(value, Role::Value);
                    }
                    self.close(node, member.span.end);
                }
                self.close(node, span.end);
            }
            Value::Tagged { tag, body, span } => {
                let node = self.open(Kind::TaggedLiteral, role, span.start);
                self.path(tag, Role::Name);
                self.string(*body, Role::Value);
                self.close(node, span.end);
            }
            Value::Call { path, arguments, .. } => self.call(path, arguments, role),
            Value::Ident(name) if name.text == "null" => self.leaf(Kind::Null, role, name.span),
            Value::Ident(name) => self.names([name].into_iter(), name.span.end, role),
        }
    }

    /// Writes a string with its quotes and escape sequences. It is closed: otherwise there is an error.
    fn string(&mut self, span: Span, role: Role) {
        let quote = match span.of(self.text).as_bytes().first() {
            Some(b'\'') => Kind::SingleQuote,
            Some(b'`') => Kind::Backtick,
            _ => Kind::Quote,
        };
        let node = self.open(Kind::String, role, span.start);
        self.part(quote, Span::new(span.start, span.start + 1));
        let (mut at, end) = (span.start + 1, span.end - 1);
        while at < end {
            let rest = Span::new(at, end).of(self.text);
            let (kind, length) = match rest.strip_prefix('\\') {
                Some(escaped) => (Kind::EscapeSequence, 1 + escape_length(escaped)),
                None => (Kind::StringContent, rest.find('\\').unwrap_or(rest.len())),
            };
            let part = Span::from(at as usize..at as usize + length);
            self.part(kind, part);
            at = part.end;
        }
        self.part(quote, Span::new(end, span.end));
        self.skip(span.end);
        self.close(node, span.end);
    }
}

/// The parts of a name without its space.
fn behind_space(path: &Path) -> impl Iterator<Item = &Ident> {
    let behind = path.colons.last().map_or(0, |colon| colon.end);
    path.segments.iter().filter(move |segment| segment.span.start >= behind)
}

/// The length of an escape sequence behind its backslash: four digits behind a `u`, else one character. A line end is none.
fn escape_length(escaped: &str) -> usize {
    let digits = escaped.strip_prefix('u').and_then(|rest| rest.get(..4));
    match digits {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) => 5,
        _ => escaped.chars().next().filter(|c| !matches!(c, '\n' | '\r')).map_or(0, char::len_utf8),
    }
}
