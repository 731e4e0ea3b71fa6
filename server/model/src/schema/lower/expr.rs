//! Values.

use std::borrow::Cow;

use crate::schema::item::{Argument, Arguments, Call, Expr, Name, ObjectMember, Path, Text, exact};
use crate::schema::lower::{MAX_DEPTH, name};
use syntax::ast::{self, View};
use syntax::{Kind, Role};

pub(super) fn arguments(view: ast::Arguments<'_>, depth: usize) -> Arguments {
    let list = exact(view.children::<ast::Argument>(), |it| Some(argument(it, depth + 1)));
    Arguments { list, span: view.span(), closed: view.token(Kind::ClosingParenthesis).is_some() }
}

fn argument(view: ast::Argument<'_>, depth: usize) -> Argument {
    Argument {
        name: view.child::<ast::Identifier>(Role::Name).map(name),
        value: view.child::<ast::Expression>(Role::Value).and_then(|value| expression(value, depth)),
        span: view.span(),
    }
}

/// The value; `None` only if it nests too deep.
pub(super) fn expression(view: ast::Expression<'_>, depth: usize) -> Option<Expr> {
    if depth > MAX_DEPTH {
        return None;
    }
    let span = view.span();
    Some(match view.node().kind_id() {
        Kind::String => Expr::String(text(view)),
        Kind::Number => Expr::Number(Name { text: view.text().into(), span }),
        Kind::Boolean => Expr::Boolean(view.text() == "true", span),
        Kind::Null => Expr::Null(span),
        Kind::Path => Expr::Path(path(ast::Path::cast(view.node(), view.block_text())?)),
        Kind::Call => Expr::Call(Box::new(Call {
            name: path(view.child(Role::Name)?),
            arguments: arguments(view.child(Role::Arguments)?, depth),
            span,
        })),
        Kind::TaggedLiteral => Expr::Call(Box::new(tagged(view)?)),
        Kind::Array => Expr::Array {
            items: exact(view.children::<ast::Expression>(), |item| expression(item, depth + 1)),
            span,
            closed: view.token(Kind::ClosingBracket).is_some(),
        },
        Kind::Object => Expr::Object {
            members: exact(view.children::<ast::ObjectMember>(), |it| member(it, depth + 1)),
            span,
            closed: view.token(Kind::ClosingBrace).is_some(),
        },
        _ => return None,
    })
}

/// A tag with its string, which says the same as a call of the tag.
fn tagged(view: ast::Expression<'_>) -> Option<Call> {
    let string = view.child::<ast::Expression>(Role::Value)?;
    let span = string.span();
    let argument = Argument { name: None, value: Some(Expr::String(text(string))), span };
    let arguments = Arguments { list: Box::new([argument]), span, closed: true };
    Some(Call { name: path(view.child(Role::Name)?), arguments, span: view.span() })
}

pub(super) fn path(view: ast::Path<'_>) -> Path {
    let whole = Name { text: view.text().into(), span: view.span() };
    let mut segments = view.segments();
    match (segments.next(), segments.next()) {
        (Some(only), None) if only.span() == whole.span => whole.into(),
        _ => Path::new(whole, exact(view.segments(), |segment| Some(name(segment)))),
    }
}

fn member(view: ast::ObjectMember<'_>, depth: usize) -> Option<ObjectMember> {
    let key = view.node().child(Role::Key)?;
    let key = match ast::Expression::cast(key, view.block_text()) {
        Some(string) => {
            let string = text(string);
            Name { text: string.value, span: string.span }
        }
        None => name(ast::Identifier::cast(key, view.block_text())?),
    };
    let value = view.child::<ast::Expression>(Role::Value).and_then(|value| expression(value, depth));
    Some(ObjectMember { key, value })
}

/// A string, with escape sequences resolved as in JSON. An unknown escape sequence stays unchanged.
fn text(view: ast::Expression<'_>) -> Text {
    let mut value = Cow::Borrowed("");
    let mut quotes = 0;
    let mut high = None;
    for node in ast::children(view.node()) {
        let raw = ast::span(node).of(view.block_text());
        match node.kind_id() {
            Kind::StringContent => {
                high = None;
                value += raw;
            }
            Kind::EscapeSequence => high = escape(raw, high, value.to_mut()),
            Kind::Quote | Kind::SingleQuote | Kind::Backtick => quotes += 1,
            _ => {}
        }
    }
    Text { value: value.into(), span: view.span(), closed: quotes == 2 }
}

/// Adds what an escape stands for. The first half of a surrogate pair is given back, for the escape behind it.
fn escape(raw: &str, high: Option<u32>, out: &mut String) -> Option<u32> {
    let mut chars = raw.chars().skip(1);
    match chars.next() {
        Some('n') => out.push('\n'),
        Some('r') => out.push('\r'),
        Some('t') => out.push('\t'),
        Some('b') => out.push('\u{8}'),
        Some('f') => out.push('\u{c}'),
        Some(char @ ('"' | '\\' | '/')) => out.push(char),
        Some('u') if raw.len() == 6 => {
            let code = raw.get(2..).and_then(|hex| u32::from_str_radix(hex, 16).ok());
            if let (Some(high), Some(low @ 0xDC00..=0xDFFF)) = (high, code) {
                out.pop();
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                return None;
            }
            // Half of a surrogate pair is not a character.
            out.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
            return code.filter(|code| (0xD800..0xDC00).contains(code));
        }
        _ => out.push_str(raw),
    }
    None
}
