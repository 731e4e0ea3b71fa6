//! Formatting.

mod blocks;
mod broken;
mod comments;
mod conformance;
mod file;
mod next;
mod options;
mod properties;
mod ranges;
mod typed;

use base::text::apply_edits;
use expect_test::Expect;
use syntax::format::{Options, format};

/// Formats a text; whatever it is, nothing but white space changes, and nothing changes the second time.
pub(crate) fn formatted(text: &str, options: &Options) -> String {
    let edits = format(text, options);
    for edit in &edits {
        let blank = |text: &str| text.chars().all(char::is_whitespace);
        assert!(blank(edit.span.of(text)) && blank(&edit.text), "{edit:?} in {text:?}");
    }
    let result = apply_edits(text, &edits);
    assert_eq!(words(text), words(&result));
    assert_eq!(format(&result, options), [], "formatting {text:?} again");
    result
}

/// The words of a text: letters and digits that stand together, and single marks.
fn words(text: &str) -> Vec<&str> {
    let is_inside = |char: char| char.is_alphanumeric() || char == '_';
    let mut words = Vec::new();
    for part in text.split_whitespace() {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let end =
                if is_inside(first) { rest.find(|char| !is_inside(char)) } else { Some(first.len_utf8()) };
            let (word, behind) = rest.split_at(end.unwrap_or(rest.len()));
            words.push(word);
            rest = behind;
        }
    }
    words
}

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&formatted(text, &Options::default()));
}
