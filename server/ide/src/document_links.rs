//! Links out of a schema: URLs in comments, and the output folder of a generator.

use crate::Analysis;
use base::text::Span;
use base::{FileId, Place, cancel};
use model::schema::item::{Item, ItemKind};

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its text, in bytes of the file.
    pub span: Span,
    /// Its target.
    pub target: LinkTarget,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A URL.
    Url(String),
    /// A file or folder, as written: relative to the folder of the file with the link.
    Path(String),
    /// The documentation of the rule with this code.
    Rule(String),
}

/// Punctuation that a sentence may put after a URL.
const PUNCTUATION: &[char] = &['.', ',', ';', ':', '!', '?', '\'', '*', '_'];

/// Characters that end a URL.
const ENDS: &[char] = &['<', '>', '"', '`', '{', '}', '|', '\\', '^'];

/// The links of a file, in order of position.
pub fn document_links(analysis: &Analysis, file: FileId) -> Vec<Link> {
    let schema = &analysis.schema;
    let mut links = Vec::new();
    for (id, item) in schema.items_of(file) {
        cancel::check();
        for (span, target) in links_of(item) {
            links.push(Link { span: schema.locate(Place::new(id, span)).1, target });
        }
    }
    links.sort_by_key(|link| link.span.start);
    links
}

fn links_of(item: &Item) -> Vec<(Span, LinkTarget)> {
    let mut links = Vec::new();
    for comment in &item.comments {
        for span in addresses(&comment.text) {
            let address = span.of(&comment.text).to_owned();
            links.push((span.shifted(comment.span.start), LinkTarget::Url(address)));
        }
    }
    if let ItemKind::Generator(generator) = &item.kind
        && let Some(output) = generator.value("output").and_then(|value| value.as_text())
        && !output.value.is_empty()
    {
        links.push((output.inner(), LinkTarget::Path(output.value.to_string())));
    }
    links
}

/// The URLs in a text.
fn addresses(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + at;
        from = colon + "://".len();
        let before = text.get(..colon).unwrap_or("");
        let Some(scheme) = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme)) else {
            continue;
        };
        let start = colon - scheme.len();
        let is_word = before.get(..start).is_some_and(|it| it.ends_with(char::is_alphanumeric));
        let rest = text.get(start..).unwrap_or("");
        let end = rest.find(|c: char| c.is_whitespace() || ENDS.contains(&c)).unwrap_or(rest.len());
        let address = trimmed(rest.get(..end).unwrap_or(""));
        if !is_word && address.len() > scheme.len() + "://".len() {
            found.push(Span::from(start..start + address.len()));
            from = start + address.len();
        }
    }
    found
}

/// The URL without the punctuation of the surrounding sentence. A closing bracket belongs to it if it opens in it.
fn trimmed(mut address: &str) -> &str {
    loop {
        let open = |open, close| address.matches(open).count() < address.matches(close).count();
        let shorter = address
            .strip_suffix(PUNCTUATION)
            .or_else(|| address.strip_suffix(')').filter(|_| open('(', ')')))
            .or_else(|| address.strip_suffix(']').filter(|_| open('[', ']')));
        match shorter {
            Some(shorter) => address = shorter,
            None => return address,
        }
    }
}
