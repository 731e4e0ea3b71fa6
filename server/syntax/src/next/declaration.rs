//! Reads documents and declarations.

use crate::next::cursor::{Cursor, MAX_DEPTH};
use crate::next::error::ErrorKind;
use crate::next::token::TokenKind as T;
use crate::next::tree::{
    Attribute, Body, Declaration, Document, Entry, Field, Fields, Ident, KeyValueBlock, Member, NamedType,
    Namespace, Types,
};
use base::cancel;
use base::text::Span;

/// The name that Prisma gives to what is outside of namespaces.
const UNSPECIFIED: &str = "__unspecified__";

/// Reads a document. What cannot be read is among its errors.
pub fn read(text: &str) -> Document {
    let mut cursor = Cursor::new(text);
    let mut declarations = Vec::new();
    while !cursor.is(T::End) {
        cancel::check();
        declarations.extend(declaration(&mut cursor, false));
    }
    Document { declarations, errors: cursor.errors }
}

/// One declaration, or the text up to the end of the line where none starts. Consumes at least one token.
fn declaration(cursor: &mut Cursor<'_>, in_namespace: bool) -> Option<Declaration> {
    let first = cursor.peek();
    let second = cursor.peek_at(1);
    let name = if second.kind == T::Ident { cursor.slice(second.span) } else { "" };
    let keyword = if first.kind == T::Ident { cursor.slice(first.span) } else { "" };
    match keyword {
        "namespace" if in_namespace => cursor.error(ErrorKind::NestedNamespace(name.into()), first.span),
        "types" if in_namespace => cursor.error(ErrorKind::NestedTypes, first.span),
        "namespace" if name == UNSPECIFIED => cursor.error(ErrorKind::ReservedNamespace, second.span),
        _ => {}
    }
    match keyword {
        "model" => Some(Declaration::Model(fields(cursor))),
        "type" => Some(Declaration::CompositeType(fields(cursor))),
        "namespace" => Some(Declaration::Namespace(namespace(cursor))),
        "types" => Some(Declaration::Types(types(cursor))),
        _ if first.kind == T::Ident => Some(Declaration::Block(key_values(cursor))),
        _ => {
            let text = cursor.slice(first.span).to_owned();
            let has_brace = second.kind == T::LeftBrace;
            let kind = match has_brace {
                true => ErrorKind::UnsupportedBlock(text),
                false => ErrorKind::UnsupportedDeclaration(text),
            };
            skip(cursor, kind, first.span);
            None
        }
    }
}

/// Reports what cannot be read, and skips it with the rest of its line.
fn skip(cursor: &mut Cursor<'_>, kind: ErrorKind, span: Span) {
    cursor.error(kind, span);
    cursor.bump();
    cursor.recover();
}

/// A block whose keyword Prisma knows. `member` reads one member, at least one token.
fn block<T_>(
    cursor: &mut Cursor<'_>,
    has_name: bool,
    member: impl FnMut(&mut Cursor<'_>) -> Option<T_>,
) -> (Body, Vec<T_>) {
    let token = cursor.bump();
    let keyword = Ident { text: cursor.slice(token.span).into(), span: token.span };
    let name = if has_name { cursor.ident() } else { None };
    if has_name && name.is_none() {
        cursor.error(ErrorKind::MissingName(keyword.text.to_string()), keyword.span);
    } else if !cursor.is(T::LeftBrace) {
        cursor.error(ErrorKind::MissingBrace(keyword.text.to_string()), Span::at(cursor.end));
    }
    body(cursor, keyword, name, member)
}

/// What is between the braces of a block, or the rest of the line where it has none.
fn body<T_>(
    cursor: &mut Cursor<'_>,
    keyword: Ident,
    name: Option<Ident>,
    mut member: impl FnMut(&mut Cursor<'_>) -> Option<T_>,
) -> (Body, Vec<T_>) {
    let mut members = Vec::new();
    if cursor.is(T::LeftBrace) {
        let brace = cursor.bump().span;
        while !matches!(cursor.kind(), T::RightBrace | T::End) {
            members.extend(member(cursor));
        }
        if cursor.eat(T::RightBrace).is_none() {
            cursor.error(ErrorKind::UnterminatedBlock, brace);
        }
    } else {
        cursor.recover();
    }
    let span = cursor.since(keyword.span.start);
    (Body { keyword, name, span }, members)
}

fn fields(cursor: &mut Cursor<'_>) -> Fields {
    let (body, members) = block(cursor, true, model_member);
    let (fields, attributes) = sorted(members);
    Fields { body, fields, attributes }
}

fn sorted(members: Vec<Member>) -> (Vec<Field>, Vec<Attribute>) {
    let (mut fields, mut attributes) = (Vec::new(), Vec::new());
    for member in members {
        match member {
            Member::Field(field) => fields.push(field),
            Member::Attribute(attribute) => attributes.push(attribute),
        }
    }
    (fields, attributes)
}

fn model_member(cursor: &mut Cursor<'_>) -> Option<Member> {
    let first = cursor.peek();
    match first.kind {
        T::DoubleAt => Some(Member::Attribute(cursor.attribute())),
        T::Ident => field(cursor).map(Member::Field),
        _ => {
            let text = cursor.slice(first.span).to_owned();
            skip(cursor, ErrorKind::InvalidMember(text), first.span);
            None
        }
    }
}

fn field(cursor: &mut Cursor<'_>) -> Option<Field> {
    let name = cursor.ident()?;
    if !cursor.is(T::Ident) {
        cursor.error(ErrorKind::MissingType(name.text.to_string()), name.span);
    }
    let ty = cursor.type_annotation();
    let attributes = cursor.attributes();
    Some(Field { span: cursor.since(name.span.start), name, ty, attributes })
}

fn namespace(cursor: &mut Cursor<'_>) -> Namespace {
    cursor.depth += 1;
    let is_deep = cursor.depth >= MAX_DEPTH;
    let member = |cursor: &mut Cursor<'_>| {
        if is_deep {
            cursor.bump();
            return None;
        }
        declaration(cursor, true)
    };
    let (body, declarations) = block(cursor, true, member);
    cursor.depth -= 1;
    let is_read = |it: &Declaration| !matches!(it, Declaration::Namespace(_) | Declaration::Types(_));
    Namespace { body, declarations: declarations.into_iter().filter(is_read).collect() }
}

fn types(cursor: &mut Cursor<'_>) -> Types {
    let (body, types) = block(cursor, false, named_type);
    Types { body, types }
}

fn named_type(cursor: &mut Cursor<'_>) -> Option<NamedType> {
    let first = cursor.peek();
    let Some(name) = cursor.ident() else {
        let text = cursor.slice(first.span).to_owned();
        skip(cursor, ErrorKind::InvalidNamedType(text), first.span);
        return None;
    };
    if cursor.eat(T::Equals).is_none() {
        cursor.error(ErrorKind::MissingEquals(name.text.to_string()), name.span);
    }
    let ty = cursor.type_annotation();
    let attributes = cursor.attributes();
    Some(NamedType { span: cursor.since(name.span.start), name, ty, attributes })
}

/// A member of a block of keys and values, while it is read.
enum EntryMember {
    Entry(Entry),
    Attribute(Attribute),
}

/// A block with any other keyword. That of a view has fields.
fn key_values(cursor: &mut Cursor<'_>) -> KeyValueBlock {
    let has_name = cursor.is_at(1, T::Ident) && cursor.is_at(2, T::LeftBrace);
    let token = cursor.bump();
    let keyword = Ident { text: cursor.slice(token.span).into(), span: token.span };
    let name = if has_name { cursor.ident() } else { None };
    if !cursor.is(T::LeftBrace) {
        cursor.error(ErrorKind::MissingBrace(keyword.text.to_string()), Span::at(cursor.end));
    }
    if keyword.text == "view" {
        let (body, members) = body(cursor, keyword, name, model_member);
        let (fields, attributes) = sorted(members);
        return KeyValueBlock { body, fields, entries: Vec::new(), attributes };
    }
    let is_enum = keyword.text == "enum";
    let (body, members) = body(cursor, keyword, name, |cursor| entry_member(cursor, is_enum));
    let (mut entries, mut attributes) = (Vec::new(), Vec::new());
    for member in members {
        match member {
            EntryMember::Entry(entry) => entries.push(entry),
            EntryMember::Attribute(attribute) => attributes.push(attribute),
        }
    }
    KeyValueBlock { body, fields: Vec::new(), entries, attributes }
}

fn entry_member(cursor: &mut Cursor<'_>, is_enum: bool) -> Option<EntryMember> {
    let first = cursor.peek();
    match first.kind {
        T::DoubleAt => return Some(EntryMember::Attribute(cursor.attribute())),
        T::Ident => {}
        _ => {
            skip(cursor, ErrorKind::InvalidEntry, first.span);
            return None;
        }
    }
    let key = cursor.ident()?;
    let mut value = None;
    if cursor.eat(T::Equals).is_some() {
        value = cursor.value();
        if value.is_none() {
            cursor.error(ErrorKind::MissingValue, cursor.peek().span);
        }
    }
    let attributes = if is_enum { cursor.attributes() } else { Vec::new() };
    Some(EntryMember::Entry(Entry { span: cursor.since(key.span.start), key, value, attributes }))
}
