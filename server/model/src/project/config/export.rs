//! Finding the object that a configuration file exports.

use tree_sitter::Node;

use crate::project::config::eval::{MAX_DEPTH, Scope};

/// The exported value.
pub(super) enum Exported<'t> {
    /// An object literal.
    Object(Node<'t>),
    /// Something else, whose content only running it would tell.
    Opaque(Node<'t>),
    /// Nothing is exported.
    Nothing,
}

/// The default export of an ES module, or what a CommonJS module assigns to `module.exports`.
pub(super) fn exported<'t>(scope: &Scope<'t>, root: Node<'t>) -> Exported<'t> {
    let mut cursor = root.walk();
    let mut found = None;
    for statement in root.named_children(&mut cursor) {
        let value = match statement.kind() {
            "export_statement" => from_export(scope, statement),
            "expression_statement" => from_assignment(scope, statement),
            _ => None,
        };
        found = value.or(found);
    }
    match found {
        Some(value) => unwrapped(scope, value),
        None => Exported::Nothing,
    }
}

fn from_export<'t>(scope: &Scope<'t>, statement: Node<'t>) -> Option<Node<'t>> {
    if let Some(value) = statement.child_by_field_name("value") {
        return Some(value);
    }
    let mut cursor = statement.walk();
    let children: Vec<Node<'t>> = statement.children(&mut cursor).collect();
    if children.iter().any(|child| child.kind() == "=") {
        return children.into_iter().rev().find(|child| child.is_named());
    }
    let clause = children.into_iter().find(|child| child.kind() == "export_clause")?;
    let mut cursor = clause.walk();
    clause.named_children(&mut cursor).find_map(|specifier| {
        let alias = specifier.child_by_field_name("alias")?;
        (scope.text(alias) == "default").then(|| specifier.child_by_field_name("name"))?
    })
}

fn from_assignment<'t>(scope: &Scope<'t>, statement: Node<'t>) -> Option<Node<'t>> {
    let mut node = statement.named_child(0)?;
    // `exports = module.exports = {...}` assigns one value twice.
    for _ in 0..MAX_DEPTH {
        if node.kind() != "assignment_expression" {
            return None;
        }
        let target = scope.text(node.child_by_field_name("left")?);
        let target: String = target.chars().filter(|c| !c.is_whitespace()).collect();
        let value = node.child_by_field_name("right")?;
        if matches!(target.as_str(), "module.exports" | "exports.default" | "module.exports.default") {
            return Some(value);
        }
        node = value;
    }
    None
}

/// The object inside `defineConfig(...)`, or the value itself.
fn unwrapped<'t>(scope: &Scope<'t>, value: Node<'t>) -> Exported<'t> {
    let value = scope.resolve(value);
    match value.kind() {
        "object" => Exported::Object(value),
        "call_expression" if is_define_config(scope, value) => {
            let argument = value.child_by_field_name("arguments").and_then(|all| all.named_child(0));
            match argument.map(|argument| scope.resolve(argument)) {
                Some(object) if object.kind() == "object" => Exported::Object(object),
                Some(other) => Exported::Opaque(other),
                None => Exported::Opaque(value),
            }
        }
        // `module.exports = exports = {...}`.
        "assignment_expression" => match value.child_by_field_name("right").map(|right| scope.resolve(right))
        {
            Some(object) if object.kind() == "object" => Exported::Object(object),
            _ => Exported::Opaque(value),
        },
        _ => Exported::Opaque(value),
    }
}

/// `defineConfig`, also under a namespace, and the older name for early access.
fn is_define_config(scope: &Scope<'_>, call: Node<'_>) -> bool {
    let Some(function) = call.child_by_field_name("function") else { return false };
    let name = match function.kind() {
        "member_expression" => function.child_by_field_name("property").map_or("", |name| scope.text(name)),
        _ => scope.imported_name(scope.text(function)),
    };
    name == "defineConfig"
}
