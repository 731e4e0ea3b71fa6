//! Reads values, names, arguments and attributes.

use crate::next::cursor::{Cursor, MAX_DEPTH};
use crate::next::error::ErrorKind;
use crate::next::literal::is_terminated;
use crate::next::token::TokenKind as T;
use crate::next::tree::{Argument, Arguments, Attribute, ObjectMember, Path, TypeAnnotation, Value};
use base::text::Span;

impl Cursor<'_> {
    /// A value; `None` where none starts.
    pub(super) fn value(&mut self) -> Option<Value> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        self.depth += 1;
        let value = self.value_here();
        self.depth -= 1;
        value
    }

    fn value_here(&mut self) -> Option<Value> {
        let token = self.peek();
        match token.kind {
            T::String => {
                if self.slice(token.span).starts_with('`') {
                    self.error(ErrorKind::UntaggedBackticks, token.span);
                }
                Some(Value::String(self.string()))
            }
            T::Number => Some(Value::Number(self.bump().span)),
            T::LeftBracket => Some(self.list()),
            T::LeftBrace => Some(self.object()),
            T::Ident => Some(self.word()),
            _ => None,
        }
    }

    fn string(&mut self) -> Span {
        let span = self.bump().span;
        if !is_terminated(self.slice(span)) {
            self.error(ErrorKind::UnterminatedString, span);
        }
        span
    }

    /// A value that starts with a name.
    fn word(&mut self) -> Value {
        let start = self.peek().span;
        let is_qualified = self.is_at(1, T::Dot) && self.is_at(2, T::Ident);
        let after = if is_qualified { 3 } else { 1 };
        if self.is_at(after, T::String) {
            let tag = self.path();
            let body = self.string();
            return Value::Tagged { tag, body, span: self.since(start.start) };
        }
        if self.is_at(after, T::LeftParenthesis) {
            let path = self.path();
            let arguments = self.arguments();
            return Value::Call { path, arguments, span: self.since(start.start) };
        }
        self.bump();
        match self.slice(start) {
            "true" => Value::Boolean(true, start),
            "false" => Value::Boolean(false, start),
            text => Value::Ident(crate::next::Ident { text: text.into(), span: start }),
        }
    }

    fn list(&mut self) -> Value {
        let start = self.bump().span.start;
        let mut values = Vec::new();
        while !self.is(T::RightBracket)
            && let Some(value) = self.value()
        {
            values.push(value);
            if self.eat(T::Comma).is_none() {
                break;
            }
        }
        self.eat(T::RightBracket);
        Value::List(values, self.since(start))
    }

    fn object(&mut self) -> Value {
        let brace = self.bump().span;
        let mut members = Vec::new();
        while !matches!(self.kind(), T::RightBrace | T::End) {
            members.push(self.object_member());
            if self.eat(T::Comma).is_some() {
                continue;
            }
            if !self.is(T::Ident) {
                break;
            }
            self.error(ErrorKind::MissingComma, Span::at(self.end));
        }
        if self.eat(T::RightBrace).is_none() {
            self.error(ErrorKind::UnterminatedObject, brace);
        }
        Value::Object(members, self.since(brace.start))
    }

    fn object_member(&mut self) -> ObjectMember {
        let first = self.peek();
        // A member without any token ends where the next token starts.
        self.end = self.end.max(first.span.start);
        let key = match first.kind {
            T::Ident => self.ident().map(Value::Ident),
            T::String => self.value(),
            _ => None,
        };
        let value = if self.eat(T::Colon).is_some() {
            let value = self.value();
            if value.is_none() {
                self.error(ErrorKind::MissingMemberValue, self.peek().span);
            }
            value
        } else {
            self.error(ErrorKind::MissingColon(self.slice(first.span).into()), first.span);
            let starts_next = self.is(T::Ident) && self.is_at(1, T::Colon);
            if starts_next { None } else { self.value() }
        };
        ObjectMember { key, value, span: self.since(first.span.start) }
    }

    /// A name with its qualifiers, where a name starts.
    pub(super) fn path(&mut self) -> Path {
        let start = self.peek().span.start;
        let mut path =
            Path { segments: Vec::new(), colons: Vec::new(), dots: Vec::new(), span: Span::at(start) };
        path.segments.extend(self.ident());
        path.colons = self.segments(T::Colon, &mut path);
        path.dots = self.segments(T::Dot, &mut path);
        path.span = self.since(start);
        path
    }

    fn segments(&mut self, separator: T, path: &mut Path) -> Vec<Span> {
        let mut separators = Vec::new();
        while let Some(token) = self.eat(separator) {
            if !separators.is_empty() {
                self.error(ErrorKind::TooManySegments, token.span);
            }
            separators.push(token.span);
            match self.ident() {
                Some(ident) => path.segments.push(ident),
                None => self.error(ErrorKind::MissingSegment, self.peek().span),
            }
        }
        separators
    }

    /// Arguments in parentheses, where they open.
    pub(super) fn arguments(&mut self) -> Arguments {
        let start = self.bump().span.start;
        let mut list = Vec::new();
        while !matches!(self.kind(), T::RightParenthesis | T::End) {
            list.extend(self.argument());
            if self.eat(T::Comma).is_none() {
                break;
            }
        }
        self.eat(T::RightParenthesis);
        Arguments { list, span: self.since(start) }
    }

    fn argument(&mut self) -> Option<Argument> {
        let first = self.peek();
        if !matches!(first.kind, T::Ident | T::String | T::Number | T::LeftBracket | T::LeftBrace) {
            return None;
        }
        let is_named = first.kind == T::Ident && self.is_at(1, T::Colon);
        let name = if is_named { self.ident() } else { None };
        if is_named {
            self.eat(T::Colon);
        }
        let value = self.value();
        Some(Argument { name, value, span: self.since(first.span.start) })
    }

    /// An attribute, where one starts.
    pub(super) fn attribute(&mut self) -> Attribute {
        let at = self.bump().span;
        let path = self.is(T::Ident).then(|| self.path());
        if path.is_none() {
            self.error(ErrorKind::MissingAttributeName, at);
        }
        let arguments = self.is(T::LeftParenthesis).then(|| self.arguments());
        Attribute { path, arguments, span: self.since(at.start) }
    }

    /// The `@` attributes that follow.
    pub(super) fn attributes(&mut self) -> Vec<Attribute> {
        let mut attributes = Vec::new();
        while self.is(T::At) {
            attributes.push(self.attribute());
        }
        attributes
    }

    /// A type; `None` where none starts.
    pub(super) fn type_annotation(&mut self) -> Option<TypeAnnotation> {
        let first = self.peek();
        if !matches!(first.kind, T::Ident | T::LeftBracket | T::Question) {
            return None;
        }
        let path = (first.kind == T::Ident).then(|| self.path());
        let has_arguments = path.is_some() && self.is(T::LeftParenthesis);
        let arguments = has_arguments.then(|| self.arguments());
        let is_list = self.eat(T::LeftBracket).is_some();
        if is_list {
            self.eat(T::RightBracket);
        }
        let is_optional = self.eat(T::Question).is_some();
        Some(TypeAnnotation { path, arguments, is_list, is_optional, span: self.since(first.span.start) })
    }
}
