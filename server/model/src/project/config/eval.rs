//! Values that the text of a configuration file tells without being run.

use std::cell::Cell;
use std::path::Path;

use rustc_hash::FxHashMap;
use tree_sitter::Node;

use crate::project::paths::resolve;
use base::text::Span;

/// How many steps one value may take: names that lead to names, nested expressions.
pub(super) const MAX_DEPTH: usize = 32;

/// How many expressions of one file are looked at. Names that double at every step would else take for ever.
const MAX_STEPS: u32 = 10_000;

/// A longer string is no path, and joining such strings could fill the memory.
const MAX_STRING_BYTES: usize = 4096;

/// One configuration file: its text, its place, and the constants at its top.
pub(super) struct Scope<'t> {
    text: &'t str,
    path: &'t Path,
    constants: FxHashMap<&'t str, Node<'t>>,
    imported: FxHashMap<&'t str, &'t str>,
    steps: Cell<u32>,
}

impl<'t> Scope<'t> {
    /// Collects what is bound at the top of the file.
    pub(super) fn new(path: &'t Path, text: &'t str, root: Node<'t>) -> Scope<'t> {
        let mut scope = Scope {
            text,
            path,
            constants: FxHashMap::default(),
            imported: FxHashMap::default(),
            steps: Cell::new(MAX_STEPS),
        };
        let mut cursor = root.walk();
        for statement in root.named_children(&mut cursor) {
            match statement.kind() {
                "lexical_declaration" => scope.add_constants(statement),
                "export_statement" => {
                    if let Some(declaration) = statement.child_by_field_name("declaration") {
                        scope.add_constants(declaration);
                    }
                }
                "import_statement" => scope.add_imports(statement),
                _ => {}
            }
        }
        scope
    }

    /// The text of a node.
    pub(super) fn text(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or("")
    }

    /// The bytes of a node.
    pub(super) fn span(&self, node: Node<'_>) -> Span {
        Span::from(node.byte_range())
    }

    /// The name under which another module exports what is called `name` here.
    pub(super) fn imported_name<'n>(&self, name: &'n str) -> &'n str
    where
        't: 'n,
    {
        self.imported.get(name).copied().unwrap_or(name)
    }

    /// Takes away parentheses and type annotations, and follows names to constants of this file.
    pub(super) fn resolve(&self, node: Node<'t>) -> Node<'t> {
        let mut node = node;
        for _ in 0..MAX_DEPTH {
            let next = match node.kind() {
                "parenthesized_expression"
                | "as_expression"
                | "satisfies_expression"
                | "non_null_expression" => node.named_child(0),
                // `<Type>value`: the type comes first.
                "type_assertion" => node.named_child(node.named_child_count().saturating_sub(1) as u32),
                "identifier" | "shorthand_property_identifier" => {
                    self.constants.get(self.text(node)).copied()
                }
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// The value of an expression, if it is a string that the text tells.
    pub(super) fn string(&self, node: Node<'t>, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1).filter(|_| self.step())?;
        let written = node;
        let node = self.resolve(node);
        let value = match node.kind() {
            "string" => Some(self.literal(node)),
            "template_string" => self.template(node, depth),
            "binary_expression" => self.binary(node, depth),
            "call_expression" => self.call(node, depth),
            "identifier" | "member_expression" => self.well_known(node).or_else(|| self.well_known(written)),
            _ => None,
        };
        value.filter(|value| value.len() <= MAX_STRING_BYTES)
    }

    /// Takes one of the steps that reading this file may have; `false` when none is left.
    pub(super) fn step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    fn add_constants(&mut self, declaration: Node<'t>) {
        let is_const = declaration.child_by_field_name("kind").is_some_and(|kind| self.text(kind) == "const");
        if declaration.kind() != "lexical_declaration" || !is_const {
            return;
        }
        let mut cursor = declaration.walk();
        for declarator in declaration.named_children(&mut cursor) {
            let name = declarator.child_by_field_name("name").filter(|name| name.kind() == "identifier");
            if let (Some(name), Some(value)) = (name, declarator.child_by_field_name("value")) {
                self.constants.insert(self.text(name), value);
            }
        }
    }

    fn add_imports(&mut self, statement: Node<'t>) {
        let mut cursor = statement.walk();
        let Some(clause) =
            statement.named_children(&mut cursor).find(|child| child.kind() == "import_clause")
        else {
            return;
        };
        let mut cursor = clause.walk();
        let Some(names) = clause.named_children(&mut cursor).find(|child| child.kind() == "named_imports")
        else {
            return;
        };
        let mut cursor = names.walk();
        for specifier in names.named_children(&mut cursor) {
            let name = specifier.child_by_field_name("name");
            let alias = specifier.child_by_field_name("alias");
            if let (Some(name), Some(alias)) = (name, alias) {
                self.imported.insert(self.text(alias), self.text(name));
            }
        }
    }

    /// A string in quotes, its escapes undone.
    fn literal(&self, node: Node<'_>) -> String {
        let mut result = String::new();
        let mut cursor = node.walk();
        for part in node.named_children(&mut cursor) {
            match part.kind() {
                "escape_sequence" => result.push_str(&unescaped(self.text(part))),
                _ => result.push_str(self.text(part)),
            }
        }
        result
    }

    fn template(&self, node: Node<'t>, depth: usize) -> Option<String> {
        let mut result = String::new();
        let mut cursor = node.walk();
        for part in node.named_children(&mut cursor) {
            match part.kind() {
                "string_fragment" => result.push_str(self.text(part)),
                "escape_sequence" => result.push_str(&unescaped(self.text(part))),
                "template_substitution" => result.push_str(&self.string(part.named_child(0)?, depth)?),
                _ => return None,
            }
        }
        Some(result)
    }

    fn binary(&self, node: Node<'t>, depth: usize) -> Option<String> {
        let left = node.child_by_field_name("left")?;
        let right = node.child_by_field_name("right")?;
        match self.text(node.child_by_field_name("operator")?) {
            "+" => Some(self.string(left, depth)? + &self.string(right, depth)?),
            // An environment variable with a fallback: the fallback is what the project itself says.
            "??" | "||" if self.text(left).starts_with("process.env") => self.string(right, depth),
            _ => None,
        }
    }

    fn call(&self, node: Node<'t>, depth: usize) -> Option<String> {
        let function = node.child_by_field_name("function")?;
        let arguments = node.child_by_field_name("arguments")?;
        let name = match function.kind() {
            "member_expression" => self.text(function.child_by_field_name("property")?),
            _ => self.imported_name(self.text(function)),
        };
        if self.text(function) == "process.cwd" {
            return Some(self.dir());
        }
        let mut cursor = arguments.walk();
        let nodes: Vec<Node<'t>> =
            arguments.named_children(&mut cursor).filter(|node| node.kind() != "comment").collect();
        let mut values = nodes.iter().map(|node| self.string(*node, depth));
        match name {
            "join" | "resolve" => joined(name == "resolve", values.collect::<Option<Vec<_>>>()?),
            "normalize" => values.next()?,
            "dirname" => Some(Path::new(&values.next()??).parent()?.to_str()?.to_owned()),
            "fileURLToPath" => self.file_url(self.resolve(*nodes.first()?), depth),
            _ => None,
        }
    }

    /// The path of `import.meta.url` or of `new URL("relative", import.meta.url)`.
    fn file_url(&self, node: Node<'t>, depth: usize) -> Option<String> {
        if node.kind() != "new_expression" {
            return self.string(node, depth);
        }
        let arguments = node.child_by_field_name("arguments")?;
        let relative = self.string(arguments.named_child(0)?, depth)?;
        self.string(arguments.named_child(1)?, depth)?;
        Some(resolve(self.path.parent()?, &relative).to_str()?.to_owned())
    }

    fn well_known(&self, node: Node<'_>) -> Option<String> {
        match self.text(node) {
            "__dirname" | "import.meta.dirname" => Some(self.dir()),
            "__filename" | "import.meta.filename" | "import.meta.url" => Some(self.path.to_str()?.to_owned()),
            _ => None,
        }
    }

    fn dir(&self) -> String {
        self.path.parent().and_then(Path::to_str).unwrap_or("").to_owned()
    }
}

/// The parts joined as Node's `path.join` does, or `path.resolve`, where an absolute part starts anew.
fn joined(restart: bool, parts: Vec<String>) -> Option<String> {
    let mut result = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if result.is_empty() || (restart && Path::new(&part).is_absolute()) {
            result = part;
        } else {
            result = format!("{}/{}", result.trim_end_matches('/'), part.trim_start_matches('/'));
        }
    }
    Some(if result.is_empty() { ".".to_owned() } else { result })
}

/// What an escape sequence stands for.
fn unescaped(sequence: &str) -> String {
    let mut chars = sequence.chars();
    chars.next();
    let code = |digits: &str| {
        u32::from_str_radix(digits.trim_matches(['{', '}']), 16)
            .ok()
            .and_then(char::from_u32)
            .map(String::from)
    };
    match chars.next() {
        Some('n') => "\n".to_owned(),
        Some('t') => "\t".to_owned(),
        Some('r') => "\r".to_owned(),
        Some('x' | 'u') => code(chars.as_str()).unwrap_or_default(),
        Some('\n' | '\r') | None => String::new(),
        Some(other) => other.to_string(),
    }
}
