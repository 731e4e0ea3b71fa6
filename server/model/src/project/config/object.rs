//! Finding the value of a key in an object literal.

use tree_sitter::Node;

use crate::project::config::eval::Scope;

/// What an object literal holds under a key.
pub(super) enum Lookup<'t> {
    /// This value.
    Found(Node<'t>),
    /// No such key is written.
    Absent,
    /// The key is not written, but this part of the literal may bring it in.
    Hidden(Node<'t>),
}

/// Looks a key up. The last one written counts, spread objects included, as when the file runs.
pub(super) fn lookup<'t>(scope: &Scope<'t>, object: Node<'t>, key: &str, depth: usize) -> Lookup<'t> {
    let mut hidden = None;
    let mut cursor = object.walk();
    let members: Vec<Node<'t>> = object.named_children(&mut cursor).collect();
    for member in members.into_iter().rev() {
        match member.kind() {
            "pair" => {
                let Some(name) = member.child_by_field_name("key") else { continue };
                match key_name(scope, name, depth) {
                    Some(name) if name == key => {
                        return member
                            .child_by_field_name("value")
                            .map_or(Lookup::Hidden(member), Lookup::Found);
                    }
                    Some(_) => {}
                    None => hidden = hidden.or(Some(member)),
                }
            }
            "shorthand_property_identifier" if scope.text(member) == key => return Lookup::Found(member),
            // A getter is code: what it returns is not looked into.
            "method_definition" => {
                let name = member.child_by_field_name("name").and_then(|name| key_name(scope, name, depth));
                if name.as_deref() == Some(key) {
                    return Lookup::Found(member);
                }
            }
            "spread_element" => {
                let spread = member.named_child(0).map(|inner| scope.resolve(inner));
                match spread {
                    Some(inner) if inner.kind() == "object" && depth > 0 && scope.step() => {
                        match lookup(scope, inner, key, depth - 1) {
                            Lookup::Found(value) => return Lookup::Found(value),
                            Lookup::Hidden(place) => hidden = hidden.or(Some(place)),
                            Lookup::Absent => {}
                        }
                    }
                    _ => hidden = hidden.or(Some(member)),
                }
            }
            "ERROR" => hidden = hidden.or(Some(member)),
            _ => {}
        }
    }
    hidden.map_or(Lookup::Absent, Lookup::Hidden)
}

/// The name that a key stands for; `None` for a computed one that the text does not tell.
pub(super) fn key_name(scope: &Scope<'_>, key: Node<'_>, depth: usize) -> Option<String> {
    match key.kind() {
        "string" => scope.string(key, depth),
        "computed_property_name" => key.named_child(0).and_then(|inner| scope.string(inner, depth)),
        _ => Some(scope.text(key).to_owned()),
    }
}
