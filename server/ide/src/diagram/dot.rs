//! Graphviz output, for `dot -Tsvg`.

use std::fmt::Write as _;

use crate::diagram::{Entity, EntityKind, Graph, Link, LinkEnd, LinkKind, Multiplicity, Row};

const HEAD: &str = r##"digraph {
  graph [rankdir=LR, nodesep=0.4, ranksep=1.2, fontname="Helvetica", bgcolor="transparent"]
  node [shape=plain, fontname="Helvetica", fontsize=11]
  edge [color="#64748b", arrowsize=0.8, dir=both]
"##;

pub(super) fn write(graph: &Graph, title: &str) -> String {
    let mut out = HEAD.to_owned();
    if !title.is_empty() {
        let _ = writeln!(out, "  label={}", quoted(title));
    }
    for (at, entity) in graph.entities.iter().enumerate().filter(|(_, entity)| entity.group.is_none()) {
        write_entity(&mut out, "  ", at, entity);
    }
    for (group, name) in graph.groups.iter().enumerate() {
        let _ = writeln!(out, "  subgraph cluster_{group} {{");
        let _ = writeln!(out, "    label={}", quoted(name));
        out.push_str("    color=\"#94a3b8\"\n    style=rounded\n");
        let inside = graph.entities.iter().enumerate().filter(|(_, entity)| entity.group == Some(group));
        for (at, entity) in inside {
            write_entity(&mut out, "    ", at, entity);
        }
        out.push_str("  }\n");
    }
    for link in &graph.links {
        write_link(&mut out, link);
    }
    out.push_str("}\n");
    out
}

fn write_entity(out: &mut String, indent: &str, at: usize, entity: &Entity) {
    let fill = match entity.kind {
        EntityKind::Model => "#dbeafe",
        EntityKind::View => "#dcfce7",
        EntityKind::Type => "#f3e8ff",
        EntityKind::Enum => "#fef3c7",
    };
    let name = escaped(&entity.name);
    let word = match entity.kind {
        EntityKind::Model => String::new(),
        kind => format!("<I>{}</I> ", kind.keyword()),
    };
    let style = if entity.kind == EntityKind::View { " STYLE=\"DASHED\"" } else { "" };
    let _ = write!(
        out,
        "{indent}n{at} [tooltip={}, label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\" \
         COLOR=\"#64748b\" BGCOLOR=\"white\"{style}><TR><TD COLSPAN=\"3\" PORT=\"h\" BGCOLOR=\"{fill}\">{word}<B>{name}</B></TD></TR>",
        quoted(entity.documentation.as_deref().unwrap_or(&entity.name))
    );
    for (place, row) in entity.rows.iter().enumerate() {
        write_row(out, place, row);
    }
    out.push_str("</TABLE>>]\n");
}

fn write_row(out: &mut String, place: usize, row: &Row) {
    let marks: Vec<&str> = row.marks.names().collect();
    let name = escaped(&row.name);
    let name = if row.marks.primary { format!("<B>{name}</B>") } else { name };
    let _ = write!(
        out,
        "<TR><TD ALIGN=\"LEFT\" PORT=\"l{place}\"><FONT COLOR=\"#64748b\">{}</FONT></TD>",
        cell(&marks.join(" "))
    );
    let _ = write!(out, "<TD ALIGN=\"LEFT\">{name}</TD>");
    let _ = write!(
        out,
        "<TD ALIGN=\"LEFT\" PORT=\"r{place}\"><FONT COLOR=\"#64748b\">{}</FONT></TD></TR>",
        cell(&escaped(&row.full_type()))
    );
}

/// Graphviz rejects an empty cell with a font.
fn cell(text: &str) -> &str {
    if text.is_empty() { " " } else { text }
}

/// Edges go from the referenced side to the side with the foreign key, so that parents are on the left.
fn write_link(out: &mut String, link: &Link) {
    let tail = port(&link.to, 'r');
    let head = port(&link.from, 'l');
    let style = if link.is_relation() { "solid" } else { "dashed" };
    let (arrow_tail, arrow_head) = match link.kind {
        LinkKind::Enum => ("none", "none"),
        LinkKind::Composite => ("none", "diamond"),
        _ => (arrow(link.to.multiplicity), arrow(link.from.multiplicity)),
    };
    let _ = writeln!(
        out,
        "  {tail} -> {head} [arrowtail={arrow_tail}, arrowhead={arrow_head}, style={style}, tooltip={}]",
        quoted(&link.description)
    );
}

fn port(end: &LinkEnd, side: char) -> String {
    match end.row {
        Some(row) => format!("n{}:{side}{row}", end.entity),
        None => format!("n{}:h", end.entity),
    }
}

fn arrow(multiplicity: Multiplicity) -> &'static str {
    match multiplicity {
        Multiplicity::One => "teetee",
        Multiplicity::ZeroOrOne => "teeodot",
        Multiplicity::Many => "crowodot",
    }
}

/// A quoted string. Backslashes are doubled, because Graphviz interprets `\n`, `\l` and `\N` in labels.
fn quoted(text: &str) -> String {
    let text =
        text.replace('\\', "\\\\").replace('"', "\\\"").replace("\r\n", "\n").replace(['\n', '\r'], "\\n");
    format!("\"{text}\"")
}

/// Text in an HTML-like label.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
