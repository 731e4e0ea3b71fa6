//! Blocks and fields that a rule leaves alone.

use crate::frame::NamePatterns;

/// The values of an option `exempt`, compiled.
#[derive(Clone, Debug, Default)]
pub struct Exemptions(Vec<Exemption>);

/// One value: `Block` or `Block.field`. Both parts are patterns, see [`NamePatterns`].
#[derive(Clone, Debug)]
struct Exemption {
    block: NamePatterns,
    /// `None` exempts the whole block.
    field: Option<NamePatterns>,
}

impl Exemptions {
    /// Compiles values; invalid ones exempt nothing.
    pub fn new<'p>(values: impl IntoIterator<Item = &'p str>) -> Exemptions {
        Exemptions(values.into_iter().filter_map(Exemption::parse).collect())
    }

    /// Whether a value is valid.
    pub fn is_valid(value: &str) -> bool {
        Exemption::parse(value).is_some()
    }

    /// Whether nothing is exempt.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the whole block is exempt.
    pub fn cover_block(&self, block: &str) -> bool {
        self.0.iter().any(|it| it.field.is_none() && it.block.matches(block))
    }

    /// Whether the field, or its whole block, is exempt.
    pub fn cover_field(&self, block: &str, field: &str) -> bool {
        let covers = |it: &Exemption| {
            it.block.matches(block) && it.field.as_ref().is_none_or(|own| own.matches(field))
        };
        self.0.iter().any(covers)
    }
}

impl Exemption {
    fn parse(value: &str) -> Option<Exemption> {
        let (block, field) = split(value)?;
        let compile = |pattern| NamePatterns::is_valid(pattern).then(|| NamePatterns::new([pattern]));
        Some(Exemption {
            block: compile(block)?,
            field: field.map(compile).map_or(Some(None), |it| it.map(Some))?,
        })
    }
}

/// The patterns of the block and of the field. A dot inside a regular expression does not separate them.
fn split(value: &str) -> Option<(&str, Option<&str>)> {
    let (block, rest) = match value.strip_prefix('/') {
        Some(regex) => value.split_at_checked(end_of_regex(regex)? + 2)?,
        None => value.split_at_checked(value.find('.').unwrap_or(value.len()))?,
    };
    if rest.is_empty() {
        return Some((block, None));
    }
    let field = rest.strip_prefix('.')?;
    let is_one_name = field.starts_with('/') || !field.contains('.');
    is_one_name.then_some((block, Some(field)))
}

/// The offset of the slash that ends a regular expression.
fn end_of_regex(regex: &str) -> Option<usize> {
    let mut is_escaped = false;
    regex.find(|char| {
        let ends = char == '/' && !is_escaped;
        is_escaped = char == '\\' && !is_escaped;
        ends
    })
}
