//! How a configuration file can read an environment variable.

use oxc_ast::ast::{
    Argument, BindingPattern, Expression, ImportDeclarationSpecifier, Statement, VariableDeclarator,
};
use oxc_span::GetSpan;

use crate::project::config::script::Module;
use base::text::{Span, TextEdit};

/// The module that has `env`.
const MODULE: &str = "prisma/config";

/// What reads an environment variable.
pub(super) enum EnvFunction {
    /// Prisma's function, under the name that the file has for it.
    Named(String),
    /// `process.env`: the name `env` means another type in the file.
    Process,
}

impl EnvFunction {
    /// The expression for a variable.
    pub(super) fn call(&self, variable: &str, quote: char) -> String {
        let is_name = variable
            .chars()
            .enumerate()
            .all(|(at, c)| c == '_' || c.is_ascii_alphabetic() || (at > 0 && c.is_ascii_digit()));
        match self {
            EnvFunction::Named(name) => format!("{name}({})", quoted(variable, quote)),
            EnvFunction::Process if is_name && !variable.is_empty() => format!("process.env.{variable}"),
            EnvFunction::Process => format!("process.env[{}]", quoted(variable, quote)),
        }
    }
}

/// What the file has, and the edit that brings it in where it is not there yet.
pub(super) fn env_function(module: &Module<'_>, quote: char) -> (EnvFunction, Option<TextEdit>) {
    let mut open_list = None;
    for statement in &module.program.body {
        match brought_in(module, statement) {
            Some(Source::Whole(name)) => return (EnvFunction::Named(format!("{name}.env")), None),
            Some(Source::List { env: Some(name), .. }) => return (EnvFunction::Named(name), None),
            Some(Source::List { braces, .. }) => open_list = open_list.or(Some(braces)),
            None => {}
        }
    }
    if mentions_env(module) {
        return (EnvFunction::Process, None);
    }
    let edit = match open_list {
        Some(braces) => add_to_list(module, braces),
        None => add_statement(module, quote),
    };
    (EnvFunction::Named("env".to_owned()), Some(edit))
}

/// How a statement brings in Prisma's module.
enum Source {
    /// Under this name.
    Whole(String),
    /// Some names of it, in this list; among them perhaps `env`, under this name.
    List { braces: Span, env: Option<String> },
}

fn brought_in(module: &Module<'_>, statement: &Statement<'_>) -> Option<Source> {
    match statement {
        Statement::ImportDeclaration(import) => {
            if import.source.value != MODULE || import.import_kind.is_type() {
                return None;
            }
            let specifiers = import.specifiers.as_ref()?;
            let whole = specifiers.iter().find_map(|it| match it {
                ImportDeclarationSpecifier::ImportNamespaceSpecifier(all) => Some(all.local.name.to_string()),
                _ => None,
            });
            if let Some(name) = whole {
                return Some(Source::Whole(name));
            }
            let env = specifiers.iter().find_map(|it| match it {
                ImportDeclarationSpecifier::ImportSpecifier(it) => {
                    let is_env = it.imported.name() == "env" && !it.import_kind.is_type();
                    is_env.then(|| it.local.name.to_string())
                }
                _ => None,
            });
            Some(Source::List { braces: braces(module, import.span.start, import.source.span.start)?, env })
        }
        Statement::VariableDeclaration(variables) => variables.declarations.iter().find_map(required),
        _ => None,
    }
}

/// `NAME = require("prisma/config")`, or `{ env } = require("prisma/config")`.
fn required(declarator: &VariableDeclarator<'_>) -> Option<Source> {
    let Some(Expression::CallExpression(call)) = &declarator.init else { return None };
    let source = call.arguments.first().and_then(Argument::as_expression);
    let is_ours = matches!(source, Some(Expression::StringLiteral(text)) if text.value == MODULE);
    if !is_ours || call.callee_name() != Some("require") {
        return None;
    }
    match &declarator.id {
        BindingPattern::BindingIdentifier(name) => Some(Source::Whole(name.name.to_string())),
        BindingPattern::ObjectPattern(pattern) => {
            let env = pattern.properties.iter().find_map(|property| {
                let is_env = property.key.static_name().as_deref() == Some("env");
                let name = property.value.get_binding_identifier().filter(|_| is_env)?;
                Some(name.name.to_string())
            });
            Some(Source::List { braces: Span::new(pattern.span.start, pattern.span.end), env })
        }
        _ => None,
    }
}

/// From brace to brace between two places.
fn braces(module: &Module<'_>, from: u32, to: u32) -> Option<Span> {
    let between = Span::new(from, to).of(module.text);
    let start = u32::try_from(between.find('{')?).ok()?;
    let end = u32::try_from(between.rfind('}')?).ok()?;
    Some(Span::new(from + start, from + end + 1))
}

/// Whether anything in the file is called `env`. Members such as that of `process` are not meant.
fn mentions_env(module: &Module<'_>) -> bool {
    let scoping = &module.scoping;
    let mut unresolved = scoping.root_unresolved_references().keys();
    scoping.symbol_names().any(|name| name == "env") || unresolved.any(|name| name.as_str() == "env")
}

fn add_to_list(module: &Module<'_>, braces: Span) -> TextEdit {
    let inside = Span::new(braces.start + 1, braces.end.saturating_sub(1));
    let text = inside.of(module.text);
    let names = text.trim_end().trim_end_matches(',').trim_end();
    if names.trim().is_empty() {
        return TextEdit::replace(braces, "{ env }");
    }
    let end = inside.start + u32::try_from(names.len()).unwrap_or(0);
    let Some(line) = names.rfind(['\n', '\r']).and_then(|at| names.get(at + 1..)) else {
        return TextEdit::insert(end, ", env");
    };
    let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or("");
    let newline = if names.contains("\r\n") { "\r\n" } else { "\n" };
    TextEdit::insert(end, format!(",{newline}{indent}env"))
}

/// A statement of its own below those of its kind, as the file writes them.
fn add_statement(module: &Module<'_>, quote: char) -> TextEdit {
    let statements = &module.program.body;
    let text = |statement: &Statement<'_>| {
        let span = statement.span();
        Span::new(span.start, span.end).of(module.text)
    };
    let is_require = |it: &&Statement<'_>| {
        matches!(it, Statement::VariableDeclaration(_)) && text(it).contains("require(")
    };
    let is_import = |it: &&Statement<'_>| matches!(it, Statement::ImportDeclaration(_));
    let has_modules = statements.iter().any(|it| it.is_module_declaration());
    let name = quoted(MODULE, quote);
    let newline = if module.text.contains("\r\n") { "\r\n" } else { "\n" };
    let semicolon = if statements.iter().any(|it| text(it).ends_with(';')) { ";" } else { "" };
    let (added, above) = if has_modules {
        (format!("import {{ env }} from {name}{semicolon}"), statements.iter().rfind(is_import))
    } else {
        (format!("const {{ env }} = require({name}){semicolon}"), statements.iter().rfind(is_require))
    };
    match above {
        Some(above) => TextEdit::insert(above.span().end, format!("{newline}{added}")),
        None => {
            let start = statements.first().map_or(0, |it| it.span().start);
            TextEdit::insert(start, format!("{added}{newline}{newline}"))
        }
    }
}

/// A string literal of JavaScript.
pub(super) fn quoted(text: &str, quote: char) -> String {
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{2028}' | '\u{2029}' => out += &format!("\\u{{{:x}}}", u32::from(c)),
            '\\' => out.push_str("\\\\"),
            _ if c == quote => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out.push(quote);
    out
}
