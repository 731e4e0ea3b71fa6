//! How a configuration file can read an environment variable.

use tree_sitter::Node;

use crate::project::config::eval::Scope;
use crate::project::config::site::quoted;
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
pub(super) fn env_function<'t>(
    scope: &Scope<'t>,
    root: Node<'t>,
    quote: char,
) -> (EnvFunction, Option<TextEdit>) {
    let mut cursor = root.walk();
    let statements: Vec<Node<'t>> = root.named_children(&mut cursor).collect();
    let mut open_list = None;
    for statement in &statements {
        match source(scope, *statement) {
            Some(Source::Import(clause)) => {
                if let Some(namespace) = child(clause, "namespace_import").and_then(|it| it.named_child(0)) {
                    return (EnvFunction::Named(format!("{}.env", scope.text(namespace))), None);
                }
                let Some(list) = child(clause, "named_imports") else { continue };
                if let Some(name) = bound(scope, list) {
                    return (EnvFunction::Named(name), None);
                }
                open_list = open_list.or(Some(list));
            }
            Some(Source::Require(target)) if target.kind() == "identifier" => {
                return (EnvFunction::Named(format!("{}.env", scope.text(target))), None);
            }
            Some(Source::Require(list)) => {
                if let Some(name) = bound(scope, list) {
                    return (EnvFunction::Named(name), None);
                }
                open_list = open_list.or(Some(list));
            }
            None => {}
        }
    }
    if mentions_env(scope, root) {
        return (EnvFunction::Process, None);
    }
    let edit = match open_list {
        Some(list) => add_to_list(scope, list),
        None => add_statement(scope, &statements, quote),
    };
    (EnvFunction::Named("env".to_owned()), Some(edit))
}

/// How a statement brings in Prisma's module.
enum Source<'t> {
    /// The clause between `import` and `from`.
    Import(Node<'t>),
    /// What the result of `require` is bound to.
    Require(Node<'t>),
}

fn source<'t>(scope: &Scope<'t>, statement: Node<'t>) -> Option<Source<'t>> {
    match statement.kind() {
        "import_statement" => {
            let module = statement.child_by_field_name("source")?;
            let is_type = child(statement, "type").is_some();
            let is_ours = scope.string(module, 1).as_deref() == Some(MODULE) && !is_type;
            Some(Source::Import(child(statement, "import_clause").filter(|_| is_ours)?))
        }
        "lexical_declaration" | "variable_declaration" => {
            let declarator = child(statement, "variable_declarator")?;
            let call = declarator.child_by_field_name("value").filter(|it| it.kind() == "call_expression")?;
            let module = call.child_by_field_name("arguments")?.named_child(0)?;
            let is_require = scope.text(call.child_by_field_name("function")?) == "require";
            let is_ours = is_require && scope.string(module, 1).as_deref() == Some(MODULE);
            let target = declarator.child_by_field_name("name").filter(|_| is_ours)?;
            matches!(target.kind(), "identifier" | "object_pattern").then_some(Source::Require(target))
        }
        _ => None,
    }
}

/// The name that `env` has in a list of imported names.
fn bound<'t>(scope: &Scope<'t>, list: Node<'t>) -> Option<String> {
    let mut cursor = list.walk();
    let names: Vec<Node<'t>> = list.named_children(&mut cursor).collect();
    names.into_iter().find_map(|name| match name.kind() {
        "import_specifier" if scope.text(name.child_by_field_name("name")?) == "env" => {
            let is_type = child(name, "type").is_some();
            let own = name.child_by_field_name("alias").or(name.child_by_field_name("name"))?;
            (!is_type).then(|| scope.text(own).to_owned())
        }
        "shorthand_property_identifier_pattern" if scope.text(name) == "env" => Some("env".to_owned()),
        "pair_pattern" if scope.text(name.child_by_field_name("key")?) == "env" => {
            let value = name.child_by_field_name("value").filter(|it| it.kind() == "identifier")?;
            Some(scope.text(value).to_owned())
        }
        _ => None,
    })
}

/// Whether anything in the file is called `env`. Members such as that of `process` are not meant.
fn mentions_env(scope: &Scope<'_>, root: Node<'_>) -> bool {
    let kinds = ["identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern"];
    let mut cursor = root.walk();
    let mut next = true;
    while next {
        let node = cursor.node();
        if kinds.contains(&node.kind()) && scope.text(node) == "env" {
            return true;
        }
        next = cursor.goto_first_child() || cursor.goto_next_sibling();
        while !next && cursor.goto_parent() {
            next = cursor.goto_next_sibling();
        }
    }
    false
}

fn add_to_list<'t>(scope: &Scope<'t>, list: Node<'t>) -> TextEdit {
    let mut cursor = list.walk();
    let last = list.named_children(&mut cursor).filter(|it| it.kind() != "comment").last();
    match last {
        Some(last) if last.start_position().row != list.start_position().row => {
            let column = last.start_position().column;
            let before = scope.text(list).get(..last.start_byte() - list.start_byte()).unwrap_or("");
            let indent = before.get(before.len().saturating_sub(column)..).unwrap_or("");
            let newline = if before.contains("\r\n") { "\r\n" } else { "\n" };
            TextEdit::insert(scope.span(last).end, format!(",{newline}{indent}env"))
        }
        Some(last) => TextEdit::insert(scope.span(last).end, ", env"),
        None => TextEdit::replace(scope.span(list), "{ env }"),
    }
}

/// A statement of its own below those of its kind, as the file writes them.
fn add_statement<'t>(scope: &Scope<'t>, statements: &[Node<'t>], quote: char) -> TextEdit {
    let is_module = |it: &&Node<'t>| matches!(it.kind(), "import_statement" | "export_statement");
    let is_require =
        |it: &&Node<'t>| it.kind() == "lexical_declaration" && scope.text(**it).contains("require(");
    let module = quoted(MODULE, quote);
    let first = statements.iter().find(|it| it.kind() != "comment");
    let whole = first.and_then(|it| it.parent()).map_or("", |root| scope.text(root));
    let newline = if whole.contains("\r\n") { "\r\n" } else { "\n" };
    let semicolon = if statements.iter().any(|it| scope.text(*it).ends_with(';')) { ";" } else { "" };
    let (text, above) = if statements.iter().any(|it| is_module(&it)) {
        let last = statements.iter().rfind(|it| it.kind() == "import_statement");
        (format!("import {{ env }} from {module}{semicolon}"), last)
    } else {
        (format!("const {{ env }} = require({module}){semicolon}"), statements.iter().rfind(is_require))
    };
    match above {
        Some(above) => TextEdit::insert(scope.span(*above).end, format!("{newline}{text}")),
        None => {
            let start = first.map_or(Span::default(), |it| scope.span(*it)).start;
            TextEdit::insert(start, format!("{text}{newline}{newline}"))
        }
    }
}

fn child<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}
