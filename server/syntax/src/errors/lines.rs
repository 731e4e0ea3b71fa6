//! Syntax errors of single lines: fields, enum values, keys, block attributes.

use crate::ast::{self, View};
use crate::errors::error::SyntaxFix;
use crate::errors::list::{ErrorList, code_of, direct, quoted};
use crate::errors::{strings, unexpected, values};
use crate::{Kind, Node, Role};
use base::text::Span;

/// Checks a member of a block with the keyword `word`.
pub(super) fn check(word: &str, node: Node<'_>, found: &mut ErrorList<'_>) {
    let before = found.len();
    match node.kind() {
        "field_declaration" => field(node, found),
        "enum_value" => enum_value(node, found),
        "key_value" => key_value(word, node, found),
        "block_attribute" if matches!(word, "datasource" | "generator") => found.add(
            "attribute-outside-model",
            code_of(node),
            format!("A {word} has no attributes, only `key = value` lines. Remove the attribute."),
        ),
        "block_attribute" => values::attribute("@@", node, found),
        "broken_line" => found.add("unexpected-line", code_of(node), broken(word, node, found.text)),
        "ERROR" => {
            found.add("unexpected-text", ast::span(node), "Unexpected text in a Prisma schema. Remove it.")
        }
        _ => return,
    }
    if found.keep_line(before) {
        rest_of_line(node, found);
    }
    found.lose_line(before, code_of(node));
}

/// Unexpected text after or inside a line that is otherwise valid.
fn rest_of_line(node: Node<'_>, found: &mut ErrorList<'_>) {
    if let Some(unexpected) = direct(node, "unexpected").or_else(|| damaged(node)) {
        let (message, fix) = unexpected::explain(node, unexpected, found.text);
        found.add_with_fixes("unexpected-text", ast::span(unexpected), message, fix);
        return;
    }
    comments_inside(node, found);
}

/// The first part of a line that the parser could not place.
fn damaged(node: Node<'_>) -> Option<Node<'_>> {
    let mut at = node;
    while at.has_error() {
        if at.is_error() {
            return Some(at);
        }
        at = ast::children(at).find(|child| child.has_error() || child.is_missing())?;
    }
    (at.is_missing() && at != node).then_some(at)
}

fn broken(word: &str, node: Node<'_>, text: &str) -> String {
    let line = quoted(node, text);
    let expected = match word {
        "enum" => "an enum value such as `ADMIN`, or `@@`",
        "datasource" | "generator" => "`key = value`",
        _ => "a field such as `name String`, or `@@`",
    };
    if line.starts_with('@') && !line.starts_with("@@") {
        return format!(
            "`{line}` has no field. Move it to the line of the field, or write `@@` if it is for the block."
        );
    }
    format!("Unexpected line `{line}`. Expected {expected}.")
}

fn field(node: Node<'_>, found: &mut ErrorList<'_>) {
    let Some(view) = ast::Field::cast(node, found.text) else { return };
    let name = node.child(Role::Name).map(ast::span).unwrap_or_default();
    if let Some(colon) = node.child(Role::LegacyColon).map(ast::span) {
        found.add_with_fix(
            "legacy-colon",
            colon,
            match view.child::<ast::FieldType>(Role::Type) {
                Some(ty) => format!("Remove the colon: `{} {}`.", name.of(found.text), ty.text()),
                None => format!("Remove the colon after `{}`.", name.of(found.text)),
            },
            "Remove the colon",
            Span::new(colon.start, colon.end),
            "",
        );
    }
    match view.child::<ast::FieldType>(Role::Type) {
        Some(ty) => field_type(ty, found),
        None if direct(node, "unexpected").is_none() => found.add(
            "missing-type",
            Span::new(name.start, view.span().end.max(name.end)).cover(name),
            format!("Field `{}` has no type. Add one after its name, such as `String`.", name.of(found.text)),
        ),
        None => {}
    }
    for attribute in view.children::<ast::Attribute>() {
        values::attribute("@", attribute.node(), found);
    }
}

fn field_type(ty: ast::FieldType<'_>, found: &mut ErrorList<'_>) {
    if let Some(list) = ty.child::<ast::LegacyList>(Role::LegacyList) {
        match list.child::<ast::Path>(Role::Name).map(|path| path.text()).filter(|inner| !inner.is_empty()) {
            Some(inner) => {
                let message = format!("`[{inner}]` is not a list type. Write `{inner}[]`.");
                let title = format!("Write `{inner}[]`");
                found.add_with_fix(
                    "legacy-list",
                    list.span(),
                    message,
                    title,
                    list.span(),
                    format!("{inner}[]"),
                );
            }
            None => {
                let message = "This list has no type. Write one before `[]`, such as `String[]`.";
                found.add("legacy-list", list.span(), message);
            }
        }
    }
    let path = ty.child::<ast::Path>(Role::Name).filter(|path| path.text().contains('.'));
    if let Some(span) = path.map(|path| path.span()).or_else(|| ty.token(Kind::Colon)) {
        found.add(
            "dotted-type",
            span,
            format!("`{}` is not a type. A type is a single name without dots and colons.", ty.text()),
        );
    }
    if let Some(arguments) = ty.child::<ast::Arguments>(Role::Arguments) {
        unsupported(&ty, &arguments, found);
    }
    let modifiers: Vec<_> = ty.children::<ast::Modifier>().collect();
    for modifier in &modifiers {
        if modifier.node().kind() == "legacy_required_modifier" {
            let message = "Remove `!`: fields are required unless they have `?`.";
            found.add_with_fix("legacy-required", ty.span(), message, "Remove `!`", modifier.span(), "");
        } else if modifier.text() == "[" {
            let message = "Missing `]` in the list type. Write `[]`.";
            found.add_with_fix("unclosed-bracket", ty.span(), message, "Write `[]`", modifier.span(), "[]");
        } else if modifier.text().starts_with('[') && modifier.text() != "[]" {
            let message = "Unexpected space in the list type. Write `[]`.";
            found.add_with_fix("space-in-list", ty.span(), message, "Write `[]`", modifier.span(), "[]");
        }
    }
    if modifiers.len() > 1 && modifiers.iter().all(|it| it.node().kind() != "legacy_required_modifier") {
        found.add(
            "several-modifiers",
            ty.span(),
            "A type accepts only one of `?` and `[]`: lists cannot be optional, nested, or contain optional elements.",
        );
    }
}

/// Only `Unsupported("…")` accepts arguments, and only one string.
fn unsupported(ty: &ast::FieldType<'_>, arguments: &ast::Arguments<'_>, found: &mut ErrorList<'_>) {
    let name = ty.child::<ast::Path>(Role::Name).map_or("", |path| path.text());
    if name != "Unsupported" {
        return found.add(
            "type-with-arguments",
            arguments.span(),
            format!("`{name}` accepts no arguments. Write a native type as an attribute: `@db.{name}`."),
        );
    }
    let values: Vec<_> = arguments.children::<ast::Argument>().collect();
    let string = match values.as_slice() {
        [one] if one.node().child(Role::Name).is_none() => one.node().child(Role::Value),
        _ => None,
    };
    if let Some(string) = string.filter(|value| value.kind() == "string") {
        let before = found.len();
        strings::check(string, found);
        if found.len() > before {
            return;
        }
    } else {
        let span = arguments.span();
        let name = match values.as_slice() {
            [one] => one.span().of(found.text).trim(),
            _ => "",
        };
        let is_plain = name.starts_with(char::is_alphabetic) && !name.contains(['"', ':']);
        let text = format!("(\"{name}\")");
        let fix = is_plain.then(|| SyntaxFix::choice(format!("Write `Unsupported{text}`"), span, text));
        found.add_with_fixes(
            "unsupported-without-type",
            span,
            "`Unsupported` requires the database type as a string: `Unsupported(\"circle\")`.",
            fix,
        );
    }
    values::brackets(arguments.node(), ")", found);
}

fn enum_value(node: Node<'_>, found: &mut ErrorList<'_>) {
    let Some(view) = ast::EnumValue::cast(node, found.text) else { return };
    if let Some(equals) = view.token(Kind::Equals) {
        let value = node.child(Role::Value).map(ast::span);
        let is_mapped = view.children::<ast::Attribute>().any(|attribute| {
            attribute.node().child(Role::Name).is_some_and(|name| ast::span(name).of(found.text) == "map")
        });
        let fix = match value {
            Some(value) if !is_mapped => {
                let text = value.of(found.text).trim_matches('"');
                let map = format!("@map(\"{text}\")");
                SyntaxFix::choice(format!("Write `{map}`"), Span::new(equals.start, value.end), map)
            }
            _ => {
                let name = node.child(Role::Name).map_or(equals, ast::span);
                let rest = Span::new(name.end, value.unwrap_or(equals).end);
                SyntaxFix::choice(format!("Remove `{}`", rest.of(found.text).trim()), rest, "")
            }
        };
        found.add_with_fixes(
            "enum-value-assigned",
            Span::new(equals.start, view.span().end),
            "An enum value is only a name. To map it to another database name, add `@map(\"…\")`.",
            [fix],
        );
    }
    for attribute in view.children::<ast::Attribute>() {
        values::attribute("@", attribute.node(), found);
    }
}

fn key_value(word: &str, node: Node<'_>, found: &mut ErrorList<'_>) {
    let Some(view) = ast::KeyValue::cast(node, found.text) else { return };
    let key = node.child(Role::Key).map(ast::span).unwrap_or_default();
    let value = view.child::<ast::Expression>(Role::Value);
    match (view.token(Kind::Equals), &value) {
        (None, _) => found.add_with_fixes(
            "missing-equals",
            Span::new(key.start, code_of(node).end),
            format!("`{}` has no value. Write `key = value`.", key.of(found.text)),
            equals_before_value(Span::new(key.end, code_of(node).end), found.text),
        ),
        (Some(equals), None) if direct(node, "unexpected").is_none() => found.add(
            "missing-value",
            key.cover(equals),
            format!("`{}` has no value. Write one after `=`.", key.of(found.text)),
        ),
        _ => {}
    }
    if let Some(value) = value {
        values::value(value.node(), found);
    }
    if let Some(attribute) = direct(node, "attribute") {
        found.add(
            "attribute-outside-model",
            ast::span(attribute),
            format!("A {word} has no attributes. Remove them."),
        );
    }
}

/// A fix that adds `=` between a key and the following text, if that is a single value.
fn equals_before_value(rest: Span, text: &str) -> Option<SyntaxFix> {
    let written = rest.of(text).trim_end();
    let value = written.trim_start().trim_start_matches(':').trim_start();
    let is_text = value.len() > 1 && value.ends_with('"') && value.matches('"').count() == 2;
    let is_value = match value.chars().next()? {
        '"' => is_text,
        '[' => value.ends_with(']'),
        _ => value.starts_with("env(") && value.ends_with(')'),
    };
    let gap = Span::from(rest.start as usize..rest.start as usize + written.len() - value.len());
    is_value.then(|| SyntaxFix::sure("Add `=`", gap, " = "))
}

/// A `/* */` comment is allowed before or after a line, not between its parts.
fn comments_inside(node: Node<'_>, found: &mut ErrorList<'_>) {
    let mut inside = Vec::new();
    collect(node, &mut inside);
    let code = code_of(node);
    for span in inside {
        let behind = Span::new(span.end, code.end.max(span.end)).of(found.text);
        if span.start > code.start && !behind.trim().is_empty() {
            found.add(
                "comment-inside-line",
                span,
                "A `/* */` comment is not allowed inside a line. Move it above, or to the end of the line.",
            );
        }
    }
}

fn collect(node: Node<'_>, into: &mut Vec<Span>) {
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        for child in ast::children(node) {
            if child.kind() == "block_comment" {
                into.push(ast::span(child));
            } else if !child.is_leaf() {
                pending.push(child);
            }
        }
    }
}
