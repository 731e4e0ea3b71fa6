//! The codes of all that Prisma itself refuses or warns of, each with what it means and what to do.

mod attributes;
mod configuration;
mod defaults;
mod keys;
mod names;
mod relations;
mod syntax;
mod types;

/// One kind of error or warning of Prisma's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its stable name, in kebab case, as findings bear it.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// What it means and what to do, as Markdown.
    pub documentation: &'static str,
    /// What can be taken away where nothing better is known.
    pub(super) removal: Option<Removal>,
}

/// What can be taken away to settle a finding, seen from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Removal {
    /// The attribute.
    Attribute,
    /// The argument, or the first of these names that stands there.
    Argument(&'static [&'static str]),
    /// The value of a list.
    Item,
    /// The whole line.
    Line,
    /// The text itself, with the white space in front of it.
    Text,
}

impl Code {
    /// What it means and what to do, under its summary.
    pub fn markdown(&self) -> String {
        format!("{}\n\n{}", self.summary, self.documentation)
    }
}

/// All codes with their topics, in the order in which they are explained.
pub fn codes() -> impl Iterator<Item = (&'static str, &'static Code)> {
    let topics: [(&str, &[Code]); 8] = [
        ("syntax", syntax::CODES),
        ("names", names::CODES),
        ("configuration", configuration::CODES),
        ("types", types::CODES),
        ("attributes", attributes::CODES),
        ("defaults", defaults::CODES),
        ("keys", keys::CODES),
        ("relations", relations::CODES),
    ];
    topics.into_iter().flat_map(|(topic, codes)| codes.iter().map(move |code| (topic, code)))
}

/// The code of this name.
pub fn find(name: &str) -> Option<&'static Code> {
    codes().map(|(_, code)| code).find(|code| code.code == name)
}

/// A code whose findings have fixes of their own, or none.
const fn code(code: &'static str, summary: &'static str, documentation: &'static str) -> Code {
    Code { code, summary, documentation, removal: None }
}

/// A code whose findings can be settled by taking something away.
const fn removable(
    code: &'static str,
    removal: Removal,
    summary: &'static str,
    documentation: &'static str,
) -> Code {
    Code { code, summary, documentation, removal: Some(removal) }
}
