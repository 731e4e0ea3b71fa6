//! Syntax errors of blocks: keywords, names and braces.

use crate::ast::{self, View};
use crate::errors::error::SyntaxFix;
use crate::errors::lines;
use crate::errors::list::{ErrorList, code_of, direct, quoted};
use crate::{Kind, Node, Role};
use base::text::Span;

/// The keywords of blocks.
const KEYWORDS: &[&str] = &["model", "view", "type", "enum", "datasource", "generator"];

pub(super) fn check(node: Node<'_>, found: &mut ErrorList<'_>) {
    if let Some(declaration) = ast::Declaration::cast(node, found.text) {
        return self::declaration(declaration, found);
    }
    match node.kind() {
        "type_alias" => found.add(
            "type-alias",
            first_line(node, found.text),
            "Type aliases were removed from Prisma. Write the type at each field that uses it, or on MongoDB \
                 declare a composite type with `type Name { … }`.",
        ),
        "block_attribute" => found.add(
            "attribute-outside-block",
            ast::span(node),
            format!(
                "`{}` is outside of any block. Move it between the braces of a model.",
                quoted(node, found.text)
            ),
        ),
        "broken_line" => broken_line(node, found),
        "ERROR" => {
            found.add("unexpected-text", ast::span(node), "Unexpected text in a Prisma schema. Remove it.")
        }
        _ => {}
    }
}

/// A line between blocks; if it is close to a keyword, a fix replaces it.
fn broken_line(node: Node<'_>, found: &mut ErrorList<'_>) {
    let span = code_of(node);
    let message = format!(
        "Unexpected `{}` outside of a block. A block begins with model, view, type, enum, datasource or generator.",
        quoted(node, found.text)
    );
    match nearest(span.of(found.text).trim_matches(|c: char| !c.is_alphabetic())) {
        Some(known) => {
            let title = format!("Change to `{known}`");
            found.add_with_fix("unexpected-line", span, message, title, span, known);
        }
        None => found.add("unexpected-line", span, message),
    }
}

fn declaration(view: ast::Declaration<'_>, found: &mut ErrorList<'_>) {
    let node = view.node();
    let keyword = node.child(Role::Keyword).map(ast::span).unwrap_or_default();
    let word = keyword.of(found.text);
    let body = view.child::<ast::Body>(Role::Body);
    if matches!(node.kind(), "generic_declaration" | "namespace_declaration") {
        if let (Some(_), None, Some((known, name))) = (&body, node.child(Role::Name), joined(word)) {
            let message =
                format!("Missing space between `{known}` and the name `{name}`. Write `{known} {name}`.");
            let title = format!("Write `{known} {name}`");
            return found.add_with_fix(
                "unknown-block",
                keyword,
                message,
                title,
                keyword,
                format!("{known} {name}"),
            );
        }
        let known = nearest(word);
        let what = match (&body, known) {
            (_, Some(known)) => format!("Unknown block `{word}`. Did you mean `{known}`?"),
            (Some(_), None) => format!(
                "Unknown block `{word}`. A block begins with model, view, type, enum, datasource or generator."
            ),
            (None, None) => {
                format!(
                    "`{}` is outside of any block. A brace may be missing above.",
                    quoted(node, found.text)
                )
            }
        };
        let span = if body.is_some() { keyword } else { first_line(node, found.text) };
        match known {
            Some(known) => {
                found.add_with_fix(
                    "unknown-block",
                    span,
                    what,
                    format!("Change to `{known}`"),
                    keyword,
                    known,
                );
            }
            None => {
                let likely = body.map(|body| likely(&body)).unwrap_or_default();
                let fixes =
                    likely.iter().map(|it| SyntaxFix::choice(format!("Change to `{it}`"), keyword, *it));
                found.add_with_fixes("unknown-block", span, what, fixes);
            }
        }
        return;
    }
    let name = node.child(Role::Name).map(ast::span);
    if let Some(unexpected) = direct(node, "unexpected") {
        let span = ast::span(unexpected);
        let message = format!(
            "Unexpected `{}` between the name of this {word} and `{{`. Remove it.",
            quoted(unexpected, found.text)
        );
        let kept = if span.of(found.text).contains('{') { "{" } else { "" };
        return found.add_with_fix("unexpected-in-head", span, message, "Remove it", span, kept);
    }
    let Some(body) = body else {
        let message = match name {
            None => format!("This {word} has no name and no body. Write `{word} Name {{`."),
            Some(name) => format!(
                "The {word} `{}` has no body. Write `{{` on this line, members below, and `}}` on a separate line.",
                name.of(found.text)
            ),
        };
        let head = name.map_or(keyword, |name| keyword.cover(name));
        return found.add("missing-body", head, message);
    };
    if name.is_none() {
        let message = format!("This {word} has no name. Write one between `{word}` and `{{`.");
        let usual = match word {
            "datasource" => Some("db"),
            "generator" => Some("client"),
            _ => None,
        };
        match usual {
            Some(usual) => found.add_with_fix(
                "unnamed-block",
                keyword,
                message,
                format!("Name it `{usual}`"),
                Span::at(keyword.end),
                format!(" {usual}"),
            ),
            None => found.add("unnamed-block", keyword, message),
        }
    }
    header_comments(node, found);
    opening_comment(&body, found);
    braces(&body, keyword.cover(name.unwrap_or(keyword)), word, found);
    for member in ast::children(body.node()) {
        lines::check(word, member, found);
    }
}

/// The braces of a body must be on separate lines.
fn braces(body: &ast::Body<'_>, head: Span, word: &str, found: &mut ErrorList<'_>) {
    match (body.token(Kind::OpeningBrace), body.token(Kind::ClosingBrace)) {
        (Some(open), None) => {
            let written = Span::new(0, body.span().end).of(found.text).trim_end();
            let newline = if written.contains("\r\n") { "\r\n" } else { "\n" };
            let end = Span::from(written.len()..written.len());
            let message =
                format!("This {word} is not closed. Add `}}` on a separate line after its last member.");
            // Where a lost brace belongs only its writer knows.
            let fix = SyntaxFix::choice("Add `}`", end, format!("{newline}}}"));
            found.add_with_fixes("missing-brace", head.cover(open), message, [fix]);
        }
        (Some(open), Some(close)) => {
            let between = Span::new(open.end, close.start).of(found.text);
            if !between.contains(['\n', '\r']) {
                found.add_with_fixes(
                    "brace-on-same-line",
                    open.cover(close),
                    format!(
                        "The braces of this {word} cannot be on one line. Write `}}` on a separate line."
                    ),
                    [on_own_lines(word, Span::new(open.end, close.start), found.text)],
                );
            }
        }
        _ => {}
    }
}

/// The text between two braces on one line, on separate lines.
fn on_own_lines(word: &str, between: Span, text: &str) -> SyntaxFix {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let members = between.of(text).trim();
    if members.is_empty() {
        return SyntaxFix::sure("Move `}` to the next line", between, newline);
    }
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let names: Vec<&str> = members.split([' ', '\t', ',']).filter(|name| !name.is_empty()).collect();
    let lines = if word == "enum" && names.iter().all(|name| is_name(name)) { names } else { vec![members] };
    let lines: String = lines.iter().map(|line| format!("{newline}  {line}")).collect();
    SyntaxFix::choice("Split into separate lines", between, lines + newline)
}

/// The kinds of block that allow lines like those of this one.
fn likely(body: &ast::Body<'_>) -> &'static [&'static str] {
    let is_pair = |line: &Node<'_>| line.kind() == "key_value" && direct(*line, "=").is_some();
    let is_field = |line: &Node<'_>| line.kind() == "field_declaration" && line.child(Role::Type).is_some();
    let lines =
        || ast::children(body.node()).filter(|line| matches!(line.kind(), "key_value" | "field_declaration"));
    if lines().any(|line| is_pair(&line)) {
        &["datasource", "generator"]
    } else if lines().any(|line| is_field(&line)) {
        &["model"]
    } else if lines().next().is_some() {
        &["enum"]
    } else {
        &[]
    }
}

/// A block comment is not allowed between the words of a head.
fn header_comments(node: Node<'_>, found: &mut ErrorList<'_>) {
    let body = node.child(Role::Body).map_or(u32::MAX, |body| ast::span(body).start);
    let keyword = node.child(Role::Keyword).map_or(0, |keyword| ast::span(keyword).start);
    for comment in ast::children(node).filter(|child| child.kind() == "block_comment") {
        let span = ast::span(comment);
        if keyword < span.start && span.start < body {
            found.add(
                "comment-inside-line",
                span,
                "A `/* */` comment is not allowed inside a line. Move it above, or to the end of the line.",
            );
        }
    }
}

/// Prisma skips the text after `{` on its line, including the start of a comment: it reads the next line as a member.
fn opening_comment(body: &ast::Body<'_>, found: &mut ErrorList<'_>) {
    let Some(open) = body.token(Kind::OpeningBrace) else { return };
    let behind = Span::new(open.end, body.span().end).of(found.text);
    let end = open.end as usize + behind.find(['\n', '\r']).unwrap_or(behind.len());
    let on_line = |node: &Node<'_>| (ast::span(*node).start as usize) < end;
    let comments =
        body.node().descendants().take_while(on_line).filter(|node| node.kind() == "block_comment");
    if let Some(span) = comments.map(ast::span).find(|span| span.end as usize > end) {
        let message = "A multi-line comment cannot begin after `{`. Begin it on a separate line.";
        found.add("comment-inside-line", span, message);
    }
}

/// The first line of a node, without the comments above it.
fn first_line(node: Node<'_>, text: &str) -> Span {
    let span = code_of(node);
    let line = span.of(text).split(['\n', '\r']).next().unwrap_or("").trim_end();
    Span::from(span.start as usize..span.start as usize + line.len())
}

/// The keyword and the name of a block that were written as one word.
fn joined(word: &str) -> Option<(&'static str, &str)> {
    let parts = |known: &&'static str| Some((*known, word.strip_prefix(known)?));
    KEYWORDS.iter().filter_map(parts).find(|(_, name)| name.starts_with(char::is_alphabetic))
}

fn nearest(word: &str) -> Option<&'static str> {
    let close =
        |known: &&&str| strsim::osa_distance(known, &word.to_lowercase()) <= 1 + usize::from(known.len() > 5);
    KEYWORDS.iter().filter(close).min_by_key(|known| strsim::osa_distance(known, word)).copied()
}
