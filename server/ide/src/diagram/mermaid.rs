//! Mermaid output, as an `erDiagram`.
//!
//! Limited to what old releases of Mermaid support, because authors cannot choose the release that displays a page:
//! quoted entities, no `?` after types, no subgraphs (groups are comments).

use std::fmt::Write as _;

use crate::diagram::{Entity, EntityKind, Graph, Link, LinkKind, Multiplicity, Row};
use model::schema::item::Arity;

/// Key markers after an attribute, which cannot be names of attributes.
const KEY_WORDS: [&str; 3] = ["pk", "fk", "uk"];

pub(super) fn write(graph: &Graph, title: &str) -> String {
    let mut out = String::new();
    if !title.is_empty() {
        out += &format!("---\ntitle: {}\n---\n", quoted(title));
    }
    out += "erDiagram\n";
    let mut group = None;
    for at in in_groups(graph) {
        let Some(entity) = graph.entities.get(at) else { continue };
        if entity.group != group {
            group = entity.group;
            let name = group.and_then(|at| graph.groups.get(at));
            // Two braces in a comment would be a directive.
            let name = name.map_or(String::new(), |name| name.replace(['{', '}', '\n', '\r'], " "));
            let _ = writeln!(out, "    %% {name}");
        }
        write_entity(&mut out, entity);
    }
    for link in graph.links.iter().filter(|link| link.kind != LinkKind::Enum) {
        write_link(&mut out, graph, link);
    }
    out
}

/// The boxes by group; those without a group come first.
fn in_groups(graph: &Graph) -> Vec<usize> {
    let mut order: Vec<usize> = (0..graph.entities.len()).collect();
    order.sort_by_key(|&at| graph.entities.get(at).and_then(|entity| entity.group));
    order
}

fn write_entity(out: &mut String, entity: &Entity) {
    let _ = write!(out, "    {}", quoted(&entity.name));
    if entity.rows.is_empty() {
        out.push('\n');
        return;
    }
    out.push_str(" {\n");
    for row in &entity.rows {
        let ty = match entity.kind {
            EntityKind::Enum => "value".to_owned(),
            _ => ty(row),
        };
        let _ = write!(out, "        {ty} {}", word(&row.name));
        let marks: Vec<&str> = row.marks.names().collect();
        if !marks.is_empty() {
            let _ = write!(out, " {}", marks.join(", "));
        }
        if row.arity == Arity::Optional {
            out.push_str(" \"optional\"");
        }
        out.push('\n');
    }
    out.push_str("    }\n");
}

fn write_link(out: &mut String, graph: &Graph, link: &Link) {
    let (Some(to), Some(from)) = (graph.entities.get(link.to.entity), graph.entities.get(link.from.entity))
    else {
        return;
    };
    let left = match link.to.multiplicity {
        Multiplicity::One => "||",
        Multiplicity::ZeroOrOne => "|o",
        Multiplicity::Many => "}o",
    };
    let right = match link.from.multiplicity {
        Multiplicity::One => "||",
        Multiplicity::ZeroOrOne => "o|",
        Multiplicity::Many => "o{",
    };
    let line = if link.is_relation() { "--" } else { ".." };
    let (to, from, label) = (quoted(&to.name), quoted(&from.name), quoted(&link.label));
    let _ = writeln!(out, "    {to} {left}{line}{right} {from} : {label}");
}

fn ty(row: &Row) -> String {
    let list = if row.arity == Arity::List { "[]" } else { "" };
    format!("{}{list}", word(&row.ty))
}

/// A valid type or name of an attribute in Mermaid: a letter or `_`, followed by letters, digits, `_` and hyphens, that
/// is not a key marker.
fn word(name: &str) -> String {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_' || ('\u{c0}'..='\u{ffff}').contains(&c);
    let kept = |c: char| if is_letter(c) || c.is_ascii_digit() || c == '-' { c } else { '_' };
    let text: String = name.chars().map(kept).collect();
    let head = text.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if !text.starts_with(is_letter) || KEY_WORDS.contains(&head.as_str()) { format!("_{text}") } else { text }
}

/// Quoted text without characters that would end it.
fn quoted(text: &str) -> String {
    let kept = |c: char| match c {
        '"' => '\'',
        '\\' | '%' => '_',
        c if c.is_control() => ' ',
        c => c,
    };
    format!("\"{}\"", text.chars().map(kept).collect::<String>())
}
