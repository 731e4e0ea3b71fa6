//! A picture of a schema: its models with their columns, and the relations between them.
//!
//! A [`Graph`] is read off the schema, narrowed to what was asked for, and written as Mermaid, as input for Graphviz, or
//! drawn as SVG with a layout of our own. The same schema always gives the same text.

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

use model::schema::Schema;

/// What a picture is written as.
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

/// What a picture shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiagramOptions {
    /// What it is written as.
    pub format: DiagramFormat,
    /// The model, view, composite type or enum that it is about; all where there is none.
    pub focus: Option<Focus>,
    /// Which rows the models have.
    pub columns: Columns,
    /// The colours of an image.
    pub theme: Theme,
    /// What it is called; shown by viewers and read out by screen readers.
    pub title: String,
}

/// One block, and what is around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// Its name.
    pub name: String,
    /// How many relations away others may be.
    pub depth: u32,
}

/// Which rows the models have.
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

/// The colours of an image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Light or dark, as whoever looks at it prefers.
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

    /// The name that users write.
    pub fn name(self) -> &'static str {
        match self {
            DiagramFormat::Svg => "svg",
            DiagramFormat::Mermaid => "mermaid",
            DiagramFormat::Dot => "dot",
        }
    }

    /// The format that a file of this name is in, by its ending.
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

    /// The name that users write.
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

    /// The name that users write.
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

/// The picture of a schema as text.
pub fn diagram(schema: &Schema, options: &DiagramOptions) -> Result<String, UnknownModel> {
    let mut graph = Graph::of(schema);
    if let Some(focus) = &options.focus {
        graph = graph.around(focus)?;
    }
    let graph = graph.with_columns(options.columns);
    Ok(match options.format {
        DiagramFormat::Svg => svg::write(&graph, &options.title, options.theme),
        DiagramFormat::Mermaid => mermaid::write(&graph, &options.title),
        DiagramFormat::Dot => dot::write(&graph, &options.title),
    })
}
