//! A builder for Markdown pages.

use base::text::markdown;

pub(crate) use super::comment_markdown::comment_markdown;
pub(crate) use base::text::markdown::code;

/// A page of Markdown: sections with a blank line between them.
#[derive(Default)]
pub(crate) struct Page {
    text: String,
}

impl Page {
    /// A page that begins with a name and its kind.
    pub(crate) fn titled(name: &str, kind: &str) -> Page {
        Page::default().text(&format!("**{}** — {kind}", code(name)))
    }

    /// A page that begins with schema source.
    pub(crate) fn fenced(lines: &str) -> Page {
        Page::default().fence(lines)
    }

    /// Adds a section, unless it is empty.
    pub(crate) fn text(mut self, section: &str) -> Page {
        let section = section.trim();
        if !section.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(section);
        }
        self
    }

    /// Adds schema source.
    pub(crate) fn fence(self, lines: &str) -> Page {
        self.text(&markdown::fenced("prisma", lines))
    }

    /// Adds documentation from the schema, as a quotation.
    pub(crate) fn documentation(self, text: Option<&str>) -> Page {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => self.text(&comment_markdown(text)).text("---"),
            None => self,
        }
    }

    /// Adds a list, unless it is empty.
    pub(crate) fn list(self, items: &[String]) -> Page {
        let lines: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
        self.text(&lines.join("\n"))
    }

    /// Adds the notes that exist.
    pub(crate) fn notes(self, notes: impl IntoIterator<Item = Option<String>>) -> Page {
        notes.into_iter().flatten().fold(self, |page, note| page.text(&note))
    }

    /// The Markdown.
    pub(crate) fn finish(self) -> String {
        match self.text.strip_suffix("\n\n---") {
            Some(text) => text.to_owned(),
            None => self.text,
        }
    }
}

/// Several code spans: `a`, `b`; of more than `most`, the first ones and the number of others.
pub(crate) fn codes<T: AsRef<str>>(texts: &[T], most: usize) -> String {
    let mut list: Vec<String> = texts.iter().take(most).map(|text| code(text.as_ref())).collect();
    if texts.len() > most {
        list.push(format!("{} more", texts.len() - most));
    }
    list.join(", ")
}

/// The first sentence of a documentation.
pub(crate) fn first_sentence(docs: &str) -> &str {
    docs.find(". ").and_then(|end| docs.get(..=end)).unwrap_or(docs)
}

/// `1 field`, `2 fields`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
