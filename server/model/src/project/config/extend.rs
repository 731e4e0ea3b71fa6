//! Adding what is missing to a configuration file, in its own style.

use std::path::Path;
use std::rc::Rc;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_span::GetSpan;

use crate::project::config::env_function::{EnvFunction, env_function, quoted};
use crate::project::config::script::{Boundary, Evaluator, Literal, Member, Module, Scope, Value, isolated};
use crate::project::vfs::MemoryFiles;
use base::text::{Span, TextEdit};

/// What is to be given under `datasource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The key: `url` or `shadowDatabaseUrl`.
    pub key: &'static str,
    /// The value.
    pub value: AddressValue,
}

/// An address of a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressValue {
    /// It stands in the environment variable of this name.
    Variable(String),
    /// It is written out.
    Text(String),
}

/// What adding takes.
pub(super) enum Extension {
    /// These edits; none where nothing is missing.
    Edits(Vec<TextEdit>),
    /// The text does not tell what the file says, or it is broken.
    Unclear,
}

/// The edits that let the configuration give these addresses, as far as it does not yet.
pub(super) fn extension(path: &Path, text: &str, addresses: &[Address]) -> Extension {
    let edits = isolated(|| edits(path, text, addresses)).flatten();
    edits.map_or(Extension::Unclear, Extension::Edits)
}

fn edits(path: &Path, text: &str, addresses: &[Address]) -> Option<Vec<TextEdit>> {
    let allocator = Allocator::default();
    let module = Rc::new(Module::parse(&allocator, path, text).ok().filter(|module| module.error.is_none())?);
    let (files, boundary) = (MemoryFiles::new(), Boundary::default());
    let dir = path.parent().unwrap_or(Path::new(""));
    let evaluator = Evaluator::new(&allocator, &files, &boundary, path, dir);
    let scope = Scope::top(&module);
    let root = evaluator.export(&module, "default")?;
    let Value::Object(object) = &root else { return None };
    let holder = match evaluator.member(&root, "datasource", &scope) {
        Member::Found(Value::Object(holder), _) => Some(holder),
        Member::Absent => None,
        Member::Found(..) | Member::Hidden(_) => return None,
    };
    let mut missing = Vec::new();
    for address in addresses {
        let known = holder.clone().map(Value::Object);
        match known.map_or(Member::Absent, |holder| evaluator.member(&holder, address.key, &scope)) {
            Member::Found(..) => {}
            Member::Absent => missing.push(address),
            Member::Hidden(_) => return None,
        }
    }
    let has_variables = missing.iter().any(|it| matches!(it.value, AddressValue::Variable(_)));
    let quote = quote(&module);
    let (env, mut edits) = match has_variables.then(|| env_function(&module, quote)) {
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
    let layout = Layout::of(&module, text, holder.as_ref().unwrap_or(object));
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
    fn of(module: &Module<'_>, text: &'t str, literal: &Literal<'_>) -> Layout<'t> {
        let braces = literal.span();
        let (start, end) = (braces.start as usize, braces.end as usize);
        let last = literal.object.properties.last().map(GetSpan::span);
        let last = last.map(|span| (span.start as usize, span.end as usize));
        let comments = module.program.comments.iter();
        let comments: Vec<(usize, usize)> = comments
            .map(|comment| (comment.span.start as usize, comment.span.end as usize))
            .filter(|(from, to)| *to <= end && last.is_none_or(|(_, last)| *from >= last) && *from > start)
            .collect();
        let after = last.map_or(start + 1, |(_, end)| end);
        let in_comment = |at: usize| comments.iter().any(|(from, to)| (*from..*to).contains(&at));
        let comma = text.get(after..end).and_then(|rest| {
            let found = rest.match_indices(',').map(|(at, _)| after + at).find(|at| !in_comment(*at))?;
            Some(found + 1).filter(|_| last.is_some())
        });
        let same_line = |from: usize, to: usize| {
            text.get(from..to).is_some_and(|between| !between.contains(['\n', '\r']))
        };
        let mut line_end = comma.or(last.map(|(_, end)| end)).unwrap_or(start + 1);
        for (from, to) in &comments {
            if last.is_some() && *from >= line_end && same_line(line_end, *from) {
                line_end = *to;
            }
        }
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let own = indent_of(text, start);
        let is_inline = last.is_some_and(|(_, last)| same_line(last, end));
        let indent = match last.filter(|_| !is_inline) {
            Some((last, _)) => indent_of(text, last).to_owned(),
            None => format!("{own}{}", usual_indent(text)),
        };
        let unit = indent.strip_prefix(own).filter(|unit| !unit.is_empty()).unwrap_or("  ").to_owned();
        Layout { braces, last: last.map(|(_, end)| end), comma, line_end, is_inline, indent, unit, newline }
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
fn quote(module: &Module<'_>) -> char {
    let strings = module.nodes.iter().filter_map(|node| match node.kind() {
        AstKind::StringLiteral(literal) => Some(literal.span.start as usize),
        _ => None,
    });
    match strings.min().and_then(|at| module.text.as_bytes().get(at)) {
        Some(b'\'') => '\'',
        _ => '"',
    }
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
