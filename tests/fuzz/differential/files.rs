//! A text that stands for several files: each begins with a line `//- NAME`.

/// One file of a text.
#[derive(Debug)]
pub struct Part<'t> {
    /// Its name.
    pub name: String,
    /// Where it begins in the text, in bytes.
    pub start: u32,
    /// What it holds.
    pub text: &'t str,
}

/// The mark in front of a name.
pub const MARK: &str = "//- ";

/// The files of a text; a text without a mark is one file. Of files with the same name each gets a name of its own.
pub fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let (mut name, mut start, mut at) = ("schema.prisma".to_owned(), 0, 0);
    let mut end = |name: &str, start: usize, end: usize| {
        if end > start || parts.is_empty() {
            let taken = parts.iter().any(|part| part.name == name);
            let name = if taken { format!("{}-{name}", parts.len()) } else { name.to_owned() };
            parts.push(Part { name, start: start as u32, text: &text[start..end] });
        }
    };
    for line in text.split_inclusive('\n') {
        if let Some(next) = line.strip_prefix(MARK) {
            if at > 0 {
                end(&name, start, at);
            }
            name = next.trim().to_owned();
            start = at + line.len();
        }
        at += line.len();
    }
    end(&name, start, text.len());
    parts
}
