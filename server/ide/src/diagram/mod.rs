//! Diagrams of a schema: models with columns, and relations.
//!
//! A [`Graph`] is built from the schema, restricted to the requested part, and written as Mermaid or Graphviz, or drawn
//! as SVG with our own layout. The output is deterministic.

mod build;
mod dot;
mod focus;
mod graph;
mod layout;
mod mermaid;
mod svg;

pub use focus::UnknownModel;
pub use graph::{Entity, EntityKind, Graph, Link, LinkEnd, LinkKind, Marks, Multiplicity, Row};

use std::str::FromStr;

use base::text::without_controls;
use model::schema::Schema;

/// The output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DiagramFormat {
    /// An image.
    #[default]
    Svg,
    /// An `erDiagram` of Mermaid.
    Mermaid,
    /// A `digraph` for Graphviz.
    Dot,
}

/// Diagram options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiagramOptions {
    /// The output format.
    pub format: DiagramFormat,
    /// The block in focus; `None` for the whole schema.
    pub focus: Option<Focus>,
    /// The rows of models.
    pub columns: Columns,
    /// The colours of an SVG.
    pub theme: Theme,
    /// The title, shown by viewers and read by screen readers.
    pub title: String,
}

/// One block and its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// Its name.
    pub name: String,
    /// The maximum distance of other blocks, in relations.
    pub depth: u32,
}

/// The rows of models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Columns {
    /// All columns.
    #[default]
    All,
    /// Those of primary, foreign and unique keys.
    Keys,
    /// None.
    None,
}

/// The colours of an SVG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light or dark, following the viewer's preference.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl DiagramFormat {
    /// All formats.
    pub const ALL: [DiagramFormat; 3] = [DiagramFormat::Svg, DiagramFormat::Mermaid, DiagramFormat::Dot];

    /// The name in options.
    pub fn name(self) -> &'static str {
        match self {
            DiagramFormat::Svg => "svg",
            DiagramFormat::Mermaid => "mermaid",
            DiagramFormat::Dot => "dot",
        }
    }

    /// The format of a file, by its extension.
    pub fn of_file(name: &str) -> Option<DiagramFormat> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "svg" => Some(DiagramFormat::Svg),
            "mmd" | "mermaid" => Some(DiagramFormat::Mermaid),
            "dot" | "gv" => Some(DiagramFormat::Dot),
            _ => None,
        }
    }
}

impl FromStr for DiagramFormat {
    type Err = ();

    fn from_str(name: &str) -> Result<DiagramFormat, ()> {
        DiagramFormat::ALL.into_iter().find(|format| format.name() == name).ok_or(())
    }
}

impl Columns {
    /// All choices.
    pub const ALL: [Columns; 3] = [Columns::All, Columns::Keys, Columns::None];

    /// The name in options.
    pub fn name(self) -> &'static str {
        match self {
            Columns::All => "all",
            Columns::Keys => "keys",
            Columns::None => "none",
        }
    }
}

impl FromStr for Columns {
    type Err = ();

    fn from_str(name: &str) -> Result<Columns, ()> {
        Columns::ALL.into_iter().find(|columns| columns.name() == name).ok_or(())
    }
}

impl Theme {
    /// All choices.
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    /// The name in options.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl FromStr for Theme {
    type Err = ();

    fn from_str(name: &str) -> Result<Theme, ()> {
        Theme::ALL.into_iter().find(|theme| theme.name() == name).ok_or(())
    }
}

/// The diagram of a schema as text, without control characters of names and comments.
pub fn diagram(schema: &Schema, options: &DiagramOptions) -> Result<String, UnknownModel> {
    let mut graph = Graph::of(schema);
    if let Some(focus) = &options.focus {
        graph = graph.around(focus)?;
    }
    let graph = graph.with_columns(options.columns);
    let text = match options.format {
        DiagramFormat::Svg => svg::write(&graph, &options.title, options.theme),
        DiagramFormat::Mermaid => mermaid::write(&graph, &options.title),
        DiagramFormat::Dot => dot::write(&graph, &options.title),
    };
    Ok(without_controls(&text).into_owned())
}
