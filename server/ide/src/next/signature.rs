//! Signature help.

use crate::next::names::Documents;
use crate::{Analysis, Signature, SignatureParam};
use base::FileId;
use model::catalog::next::{
    ArgumentKind, AttributeSpec, BlockAttribute, Function, Parameter, Shape, TypeArgument,
};
use syntax::next::{Token, TokenKind as T, tokens};

/// The signature of the innermost parentheses around `offset`.
pub(crate) fn signature_help(analysis: &Analysis, file: FileId, offset: u32) -> Option<Signature> {
    let documents = Documents::of(analysis);
    let catalog = documents.catalog;
    let before = documents.text(file).get(..offset as usize)?;
    let tokens: Vec<Token> =
        tokens(before).into_iter().filter(|it| !it.kind.is_trivia() && it.kind != T::End).collect();
    let kind = |at: usize| tokens.get(at).map_or(T::End, |token| token.kind);
    let text = |at: usize| tokens.get(at).map_or("", |token| token.span.of(before));
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            T::LeftParenthesis => open.push(at),
            T::RightParenthesis => drop(open.pop()),
            // What is left open in the line of another field is not around this one.
            T::At | T::DoubleAt => open.clear(),
            _ => {}
        }
    }
    let paren = open.pop()?;
    let last = paren.checked_sub(1).filter(|at| kind(*at) == T::Ident)?;
    let is_qualified = last >= 2 && kind(last - 1) == T::Dot && kind(last - 2) == T::Ident;
    let first = if is_qualified { last - 2 } else { last };
    let path: Vec<&str> = if is_qualified { vec![text(first), text(last)] } else { vec![text(last)] };
    let given = Given::read(&tokens, paren, text);
    match first.checked_sub(1).map(kind) {
        Some(T::At) => Some(of_attribute(catalog.field_attribute(path.first()?)?, "@", &given)),
        Some(T::DoubleAt) => match catalog.model_attribute(path.first()?) {
            Some(spec) => Some(of_attribute(spec, "@@", &given)),
            None => {
                let mut known = catalog.blocks().iter().flat_map(|block| block.attributes);
                known.find(|known| Some(&known.name) == path.first()).map(of_block_attribute)
            }
        },
        // In the parentheses of an attribute, as types have some of the same names.
        _ if !open.is_empty() => catalog.function(path.first()?).filter(|_| !is_qualified).map(of_function),
        _ => {
            if let Some(ty) = catalog.type_constructor(&path) {
                return Some(of_type(path.join("."), ty.docs, ty.arguments, &given));
            }
            if let Some(preset) = catalog.preset(&path) {
                return Some(of_type(path.join("."), "A type with a default.", preset.arguments, &given));
            }
            None
        }
    }
}

/// The argument at the cursor.
struct Given<'d> {
    /// Its name, where it has one.
    name: Option<&'d str>,
    /// How many are before it.
    index: usize,
}

impl<'d> Given<'d> {
    fn read(tokens: &[Token], paren: usize, text: impl Fn(usize) -> &'d str) -> Given<'d> {
        let (mut depth, mut index, mut start) = (0_usize, 0, paren + 1);
        for (at, token) in tokens.iter().enumerate().skip(paren + 1) {
            match token.kind {
                T::LeftBracket | T::LeftBrace | T::LeftParenthesis => depth += 1,
                T::RightBracket | T::RightBrace | T::RightParenthesis => depth = depth.saturating_sub(1),
                T::Comma if depth == 0 => {
                    index += 1;
                    start = at + 1;
                }
                _ => {}
            }
        }
        let is_named = tokens.get(start + 1).is_some_and(|token| token.kind == T::Colon);
        Given { name: is_named.then(|| text(start)), index }
    }

    /// Which of these parameters, of which some can be given by position, it is for.
    fn active(&self, names: &[&str], positional: usize) -> Option<usize> {
        match self.name {
            Some(name) => names.iter().position(|known| *known == name),
            None => Some(self.index).filter(|index| *index < positional),
        }
    }
}

fn of_attribute(spec: &'static AttributeSpec, sign: &str, given: &Given<'_>) -> Signature {
    let is_new = |it: &&Parameter| !spec.positional.iter().any(|known| known.name == it.name);
    let named = spec.named.iter().filter(is_new);
    let all: Vec<&Parameter> = spec.positional.iter().chain(named).collect();
    let params = all.iter().enumerate().map(|(at, parameter)| {
        let value = value_of(parameter.shape);
        let label = match at < spec.positional.len() {
            true if parameter.is_required => value.to_owned(),
            true => format!("{value}?"),
            false if parameter.is_required => format!("{}: {value}", parameter.name),
            false => format!("{}?: {value}", parameter.name),
        };
        SignatureParam { label, docs: parameter.docs.to_owned() }
    });
    let names: Vec<&str> = all.iter().map(|parameter| parameter.name).collect();
    Signature {
        name: format!("{sign}{}", spec.name),
        docs: spec.docs,
        params: params.collect(),
        active: given.active(&names, spec.positional.len()),
    }
}

fn of_block_attribute(attribute: &BlockAttribute) -> Signature {
    let docs = attribute.docs.to_owned();
    let params = vec![SignatureParam { label: value_of(Shape::String).to_owned(), docs }];
    Signature { name: format!("@@{}", attribute.name), docs: attribute.docs, params, active: Some(0) }
}

/// How the value of an argument is shown.
fn value_of(shape: Shape) -> &'static str {
    match shape {
        Shape::String | Shape::StringOf(_) => "\"text\"",
        Shape::Boolean => "true | false",
        Shape::Word(_) => "word",
        Shape::Field => "field",
        Shape::Fields | Shape::ReferencedFields => "[fields]",
        Shape::Model => "Model",
        Shape::Options => "{ key: \"text\" }",
        Shape::Integers(..) => "{ key: number }",
        Shape::OneOf(..) => "value",
        Shape::Integer => "number",
        Shape::Strings => "[\"text\"]",
        Shape::JsonText => "\"{ … }\"",
        Shape::IndexFields => "[fields]",
        Shape::Default => "value",
    }
}

fn of_type(name: String, docs: &'static str, known: &[TypeArgument], given: &Given<'_>) -> Signature {
    let param = |argument: &TypeArgument| {
        let (label, docs) = match argument.kind {
            ArgumentKind::Integer(from, u32::MAX) => {
                (argument.name, format!("A whole number from {from} on."))
            }
            ArgumentKind::Integer(from, to) => {
                (argument.name, format!("A whole number from {from} to {to}."))
            }
            ArgumentKind::Word(words) => (argument.name, format!("`{}`", words.join("`, `"))),
            ArgumentKind::Size(from, to) => ("{ size: … }", format!("The length, from {from} to {to}.")),
            ArgumentKind::NativeEnum => ("Name", "The name of a `native_enum`.".to_owned()),
        };
        let label = if argument.is_optional { format!("{label}?") } else { label.to_owned() };
        SignatureParam { label, docs }
    };
    let names: Vec<&str> = known.iter().map(|argument| argument.name).collect();
    Signature {
        name,
        docs,
        params: known.iter().map(param).collect(),
        active: given.active(&names, known.len()),
    }
}

fn of_function(function: &'static Function) -> Signature {
    let labels = function.numbers.iter().map(|(from, to)| match from == to {
        true => from.to_string(),
        false => format!("{from}…{to}"),
    });
    let label = labels.collect::<Vec<_>>().join(" | ");
    let params = match function.numbers.is_empty() {
        true => Vec::new(),
        false => vec![SignatureParam { label, docs: "A number.".to_owned() }],
    };
    let active = (!params.is_empty()).then_some(0);
    Signature { name: function.name.to_owned(), docs: function.docs, params, active }
}
