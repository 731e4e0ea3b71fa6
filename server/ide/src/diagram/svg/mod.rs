//! SVG output: self-contained, without scripts, fonts or other resources.
//!
//! It follows the viewer's light or dark mode. Boxes, lines and the whole diagram have titles, which viewers show under
//! the pointer and screen readers read.

mod ends;
mod scene;
mod style;
mod text;

use std::fmt::Write as _;

use crate::diagram::layout::{Layout, Point, Rect, layout};
use crate::diagram::svg::scene::{HEADER, PAD, ROW, Scene};
use crate::diagram::svg::style::{COLORS, style};
use crate::diagram::{EntityKind, Graph, LinkKind, Theme};

/// The radius of line corners.
const CORNER: f64 = 6.0;

pub(super) fn write(graph: &Graph, title: &str, theme: Theme) -> String {
    let scene = Scene::new(graph);
    let layout = layout(&scene.input);
    let mut out = String::new();
    head(&mut out, graph, title, &layout);
    let _ = writeln!(out, "<style>\n{}</style>", style(theme));
    let (width, height) = (number(layout.size.width), number(layout.size.height));
    let _ = writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>");
    for (at, frame) in layout.frames.iter().enumerate() {
        if let (Some(frame), Some(name)) = (frame, scene.frame_title(at)) {
            write_frame(&mut out, frame, name);
        }
    }
    write_lines(&mut out, &scene, &layout);
    for (at, rect) in layout.boxes.iter().enumerate() {
        write_box(&mut out, &scene, at, rect);
    }
    out.push_str("</svg>\n");
    out
}

fn head(out: &mut String, graph: &Graph, title: &str, layout: &Layout) {
    let (width, height) = (number(layout.size.width), number(layout.size.height));
    let title = if title.is_empty() { "Prisma schema" } else { title };
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"prisma-title prisma-summary\">"
    );
    let _ = writeln!(out, "<title id=\"prisma-title\">{}</title>", escaped(title));
    let _ = writeln!(out, "<desc id=\"prisma-summary\">{}</desc>", escaped(&summary(graph)));
}

/// The content in numbers.
fn summary(graph: &Graph) -> String {
    let count = |kind| graph.entities.iter().filter(|entity| entity.kind == kind).count();
    let counts = [
        (count(EntityKind::Model), "model"),
        (count(EntityKind::View), "view"),
        (count(EntityKind::Type), "composite type"),
        (count(EntityKind::Enum), "enum"),
        (graph.links.iter().filter(|link| link.is_relation()).count(), "relation"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> =
        counts.map(|(count, word)| format!("{count} {word}{}", if count == 1 { "" } else { "s" })).collect();
    if words.is_empty() { "An empty schema".into() } else { words.join(", ") }
}

fn write_frame(out: &mut String, frame: &Rect, name: &str) {
    let _ = writeln!(
        out,
        "<g><rect class=\"frame\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\"/><text class=\"group\" x=\"{}\" y=\"{}\">{}</text></g>",
        number(frame.at.x),
        number(frame.at.y),
        number(frame.size.width),
        number(frame.size.height),
        number(frame.at.x + PAD + 4.0),
        number(frame.at.y + 23.0),
        escaped(name),
    );
}

fn write_lines(out: &mut String, scene: &Scene<'_>, layout: &Layout) {
    let mut drawn = Vec::new();
    for (drawing, route) in scene.lines.iter().zip(&layout.routes) {
        let Some(link) = scene.graph.links.get(drawing.link) else { continue };
        let kind = match link.kind {
            LinkKind::Relation | LinkKind::ManyToMany => "line",
            LinkKind::Enum | LinkKind::Composite => "line part",
        };
        let _ = write!(
            out,
            "<g class=\"{kind} c{}\"><title>{}</title><path d=\"{}\"/>",
            drawing.color % COLORS,
            escaped(&link.description),
            path(route)
        );
        let symbols = ends::end_symbols(link, drawing.is_reversed, route);
        // Lines of one net have the same end; one symbol is enough.
        let fresh: Vec<String> = symbols.into_iter().filter(|symbol| !drawn.contains(symbol)).collect();
        for symbol in &fresh {
            out.push_str(symbol);
        }
        drawn.extend(fresh);
        out.push_str("</g>\n");
    }
}

fn write_box(out: &mut String, scene: &Scene<'_>, at: usize, rect: &Rect) {
    let (Some(entity), Some(columns)) = (scene.graph.entities.get(at), scene.boxes.get(at)) else { return };
    let (x, y, width, height) = (rect.at.x, rect.at.y, rect.size.width, rect.size.height);
    let name = escaped(&entity.name);
    let _ = writeln!(out, "<g class=\"{}\" id=\"prisma-{name}\">", entity.kind.keyword());
    let _ = writeln!(out, "<title>{}</title>", escaped(&scene::tooltip(entity)));
    let _ = writeln!(
        out,
        "<rect class=\"box\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"/>",
        number(x),
        number(y),
        number(width),
        number(height)
    );
    // The head has round corners at the top, and square ones below if rows follow.
    let (right, low) = (x + width, y + HEADER);
    let foot = if entity.rows.is_empty() {
        format!("V{}a5,5 0 0 1 -5,5H{}a5,5 0 0 1 -5,-5", number(low - 5.0), number(x + 5.0))
    } else {
        format!("V{}H{}", number(low), number(x))
    };
    let _ = writeln!(
        out,
        "<path class=\"head\" d=\"M{},{}a5,5 0 0 1 5,-5H{}a5,5 0 0 1 5,5{foot}z\"/>",
        number(x),
        number(y + 5.0),
        number(right - 5.0)
    );
    let word = match entity.kind {
        EntityKind::Model => String::new(),
        kind => format!("<tspan class=\"kind\">{} </tspan>", kind.keyword()),
    };
    let _ = writeln!(
        out,
        "<text class=\"name\" x=\"{}\" y=\"{}\">{word}{name}</text>",
        number(x + PAD),
        number(y + 18.5)
    );
    for (at, row) in entity.rows.iter().enumerate() {
        let base = number(y + HEADER + ROW * at as f64 + 14.0);
        let marks: Vec<&str> = row.marks.names().collect();
        if !marks.is_empty() {
            let _ = write!(
                out,
                "<text class=\"mark\" x=\"{}\" y=\"{base}\">{}</text>",
                number(x + PAD),
                marks.join(" ")
            );
        }
        let class = if row.marks.primary { " class=\"id\"" } else { "" };
        let _ = write!(
            out,
            "<text{class} x=\"{}\" y=\"{base}\">{}</text>",
            number(x + columns.name),
            escaped(&row.name)
        );
        if !row.ty.is_empty() {
            let text = format!(
                "<text class=\"ty\" x=\"{}\" y=\"{base}\">{}</text>",
                number(x + columns.ty),
                escaped(&row.full_type())
            );
            match row.target.and_then(|target| scene.graph.entities.get(target)) {
                Some(target) => {
                    let _ = write!(out, "<a href=\"#prisma-{}\">{text}</a>", escaped(&target.name));
                }
                None => out.push_str(&text),
            }
        }
        out.push('\n');
    }
    out.push_str("</g>\n");
}

/// A line with round corners through these points.
fn path(points: &[Point]) -> String {
    let points = simplified(points);
    let mut out = String::new();
    let at = |index: usize| points.get(index).copied().unwrap_or_default();
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            let _ = write!(out, "M{},{}", number(point.x), number(point.y));
            continue;
        }
        if index + 1 == points.len() {
            let _ = write!(out, "L{},{}", number(point.x), number(point.y));
            continue;
        }
        let (before, after) = (at(index - 1), at(index + 1));
        let radius = CORNER.min(distance(before, *point) / 2.0).min(distance(*point, after) / 2.0);
        let (start, end) = (towards(*point, before, radius), towards(*point, after, radius));
        let _ = write!(
            out,
            "L{},{}Q{},{} {},{}",
            number(start.x),
            number(start.y),
            number(point.x),
            number(point.y),
            number(end.x),
            number(end.y)
        );
    }
    out
}

/// Without repeated points and points on a straight line between their neighbours.
fn simplified(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for &point in points {
        if kept.last().is_some_and(|last| distance(*last, point) < 0.05) {
            continue;
        }
        if let [.., a, b] = kept.as_slice() {
            let level = (a.y - b.y).abs() < 0.05
                && (b.y - point.y).abs() < 0.05
                && (b.x - a.x) * (point.x - b.x) > 0.0;
            let upright = (a.x - b.x).abs() < 0.05
                && (b.x - point.x).abs() < 0.05
                && (b.y - a.y) * (point.y - b.y) > 0.0;
            if level || upright {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

fn towards(from: Point, to: Point, length: f64) -> Point {
    let all = distance(from, to);
    let part = if all > 0.0 { length / all } else { 0.0 };
    Point { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

/// A number with at most one decimal.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// Text between tags or in an attribute. Characters that are not allowed in XML are omitted.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
