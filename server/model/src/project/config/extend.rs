//! Adding what is missing to a configuration file, in its own style.

use std::path::Path;

use tree_sitter::Node;

use crate::project::config::env_function::{EnvFunction, env_function};
use crate::project::config::eval::{MAX_DEPTH, Scope};
use crate::project::config::export::{Exported, exported};
use crate::project::config::object::{Lookup, lookup};
use crate::project::config::read;
use crate::project::config::site::{Address, AddressValue, quoted};
use base::text::{Span, TextEdit};

/// What adding takes.
pub(super) enum Extension {
    /// These edits; none where nothing is missing.
    Edits(Vec<TextEdit>),
    /// The text does not tell what the file says, or it is broken.
    Unclear,
}

/// The edits that let the configuration give these addresses, as far as it does not yet.
pub(super) fn extension(path: &Path, text: &str, addresses: &[Address]) -> Extension {
    edits(path, text, addresses).map_or(Extension::Unclear, Extension::Edits)
}

fn edits(path: &Path, text: &str, addresses: &[Address]) -> Option<Vec<TextEdit>> {
    let tree = read::tree(text)?;
    let root = tree.root_node();
    if root.has_error() {
        return None;
    }
    let scope = Scope::new(path, text, root);
    let Exported::Object(object) = exported(&scope, root) else { return None };
    let holder = match lookup(&scope, object, "datasource", MAX_DEPTH) {
        Lookup::Found(value) => Some(Some(scope.resolve(value)).filter(|value| value.kind() == "object")?),
        Lookup::Absent => None,
        Lookup::Hidden(_) => return None,
    };
    let mut missing = Vec::new();
    for address in addresses {
        match holder.map_or(Lookup::Absent, |holder| lookup(&scope, holder, address.key, MAX_DEPTH)) {
            Lookup::Found(_) => {}
            Lookup::Absent => missing.push(address),
            Lookup::Hidden(_) => return None,
        }
    }
    let has_variables = missing.iter().any(|it| matches!(it.value, AddressValue::Variable(_)));
    let quote = quote(text, root);
    let (env, mut edits) = match has_variables.then(|| env_function(&scope, root, quote)) {
        Some((env, edit)) => (env, edit.into_iter().collect()),
        None => (EnvFunction::Process, Vec::new()),
    };
    let pairs: Vec<String> = missing
        .iter()
        .map(|address| {
            let value = match &address.value {
                AddressValue::Variable(name) => env.call(name, quote),
                AddressValue::Text(text) => quoted(text, quote),
            };
            format!("{}: {value}", address.key)
        })
        .collect();
    if pairs.is_empty() {
        return Some(edits);
    }
    let layout = Layout::of(text, holder.unwrap_or(object));
    edits.extend(match holder {
        Some(_) => layout.add(text, &pairs),
        None => layout.add(text, &[layout.datasource(&pairs)]),
    });
    Some(edits)
}

/// How an object literal is laid out.
struct Layout<'t> {
    braces: Span,
    /// The end of its last member.
    last: Option<usize>,
    /// The end of the comma behind the last member, if there is one.
    comma: Option<usize>,
    /// The end of what stands behind the last member on its line, comments included.
    line_end: usize,
    is_inline: bool,
    /// The indentation of its members.
    indent: String,
    /// By how much its members are indented.
    unit: String,
    newline: &'t str,
}

impl<'t> Layout<'t> {
    fn of(text: &'t str, object: Node<'_>) -> Layout<'t> {
        let braces = Span::from(object.byte_range());
        let mut cursor = object.walk();
        let children: Vec<Node<'_>> = object.children(&mut cursor).collect();
        let last = children.iter().rfind(|child| child.is_named() && child.kind() != "comment");
        let after = |child: &&Node<'_>| last.is_none_or(|last| child.start_byte() >= last.end_byte());
        let comma = last.and_then(|_| children.iter().filter(after).find(|child| child.kind() == ","));
        let mut tail = comma.or(last).copied();
        for comment in children.iter().filter(after).filter(|child| child.kind() == "comment") {
            if let Some(before) = tail.filter(|it| it.end_position().row == comment.start_position().row) {
                tail = Some(*comment).filter(|_| before.end_byte() <= comment.start_byte()).or(tail);
            }
        }
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let own = indent_of(text, object.start_byte());
        let is_inline = last.is_some_and(|last| last.end_position().row == object.end_position().row);
        let indent = match last.filter(|_| !is_inline) {
            Some(last) => indent_of(text, last.start_byte()).to_owned(),
            None => format!("{own}{}", usual_indent(text)),
        };
        let unit = indent.strip_prefix(own).filter(|unit| !unit.is_empty()).unwrap_or("  ").to_owned();
        Layout {
            braces,
            last: last.map(Node::end_byte),
            comma: comma.map(Node::end_byte),
            line_end: tail.map_or(object.start_byte() + 1, |tail| tail.end_byte()),
            is_inline,
            indent,
            unit,
            newline,
        }
    }

    /// The `datasource` object with these members, as a member of this object.
    fn datasource(&self, pairs: &[String]) -> String {
        if self.is_inline {
            return format!("datasource: {{ {} }}", pairs.join(", "));
        }
        let Layout { indent, unit, newline, .. } = self;
        let lines: Vec<String> = pairs.iter().map(|pair| format!("{newline}{indent}{unit}{pair}")).collect();
        let comma = if self.ends_in_comma() { "," } else { "" };
        format!("datasource: {{{}{comma}{newline}{indent}}}", lines.join(","))
    }

    /// Members at the end of the object.
    fn add(&self, text: &str, members: &[String]) -> Vec<TextEdit> {
        let offset = |at: usize| Span::from(at..at).start;
        let Layout { indent, newline, .. } = self;
        let Some(last) = self.last else {
            return self.fill(text, members);
        };
        if self.is_inline {
            return vec![TextEdit::insert(offset(last), format!(", {}", members.join(", ")))];
        }
        let lines: Vec<String> = members.iter().map(|member| format!("{newline}{indent}{member}")).collect();
        let end = if self.ends_in_comma() { "," } else { "" };
        let lines = format!("{}{end}", lines.join(","));
        match self.comma {
            Some(_) => vec![TextEdit::insert(offset(self.line_end), lines)],
            None if self.line_end == last => vec![TextEdit::insert(offset(last), format!(",{lines}"))],
            None => vec![TextEdit::insert(offset(last), ","), TextEdit::insert(offset(self.line_end), lines)],
        }
    }

    /// The first members of an object that may hold comments.
    fn fill(&self, text: &str, members: &[String]) -> Vec<TextEdit> {
        let Layout { indent, unit, newline, .. } = self;
        let inside = Span::new(self.braces.start + 1, self.braces.end.saturating_sub(1));
        let lines: Vec<String> = members.iter().map(|member| format!("{newline}{indent}{member},")).collect();
        let own = indent.strip_suffix(unit.as_str()).unwrap_or("");
        if inside.of(text).trim().is_empty() {
            return vec![TextEdit::replace(inside, format!("{}{newline}{own}", lines.concat()))];
        }
        vec![TextEdit::insert(inside.start, lines.concat())]
    }

    /// Whether the last member is followed by a comma; so is that of an empty object, where nothing speaks against it.
    fn ends_in_comma(&self) -> bool {
        self.comma.is_some() || self.last.is_none()
    }
}

/// The quotation mark of the first string of the file.
fn quote(text: &str, root: Node<'_>) -> char {
    let mut cursor = root.walk();
    let mut next = true;
    while next {
        let node = cursor.node();
        if node.kind() == "string" {
            let is_single = text.get(node.byte_range()).is_some_and(|text| text.starts_with('\''));
            return if is_single { '\'' } else { '"' };
        }
        next = cursor.goto_first_child() || cursor.goto_next_sibling();
        while !next && cursor.goto_parent() {
            next = cursor.goto_next_sibling();
        }
    }
    '"'
}

/// The white space at the beginning of the line of `offset`.
fn indent_of(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or("");
    let line = before.rfind(['\n', '\r']).map_or(before, |at| before.get(at + 1..).unwrap_or(""));
    let end = line.find(|c: char| !c.is_whitespace()).unwrap_or(line.len());
    line.get(..end).unwrap_or("")
}

/// The first indentation in the file, two spaces where it has none.
fn usual_indent(text: &str) -> &str {
    let mut lines = text.lines().map(|line| {
        let end = line.find(|c| c != ' ' && c != '\t').unwrap_or(0);
        line.get(..end).unwrap_or("")
    });
    lines.find(|indent| !indent.is_empty() && *indent != " ").unwrap_or("  ")
}
