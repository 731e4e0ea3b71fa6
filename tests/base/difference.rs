//! What differs between two texts.

use base::text::{Span, TextEdit, apply_edits, difference};
use proptest::prelude::*;

#[test]
fn lines_that_stay_are_no_part_of_it() {
    let old = "a\nb\r\nc\né\n";
    assert_eq!(difference(old, old), []);
    assert_eq!(difference(old, "a\nb\r\nX\né\n"), [TextEdit::replace(Span::new(5, 7), "X\n")]);
    assert_eq!(difference(old, "a\nb\r\nc\né\nd"), [TextEdit::insert(10, "d")]);
    assert_eq!(difference(old, "b\r\nc\né\n"), [TextEdit::delete(Span::new(0, 2))]);
    assert_eq!(difference("", "a"), [TextEdit::insert(0, "a")]);
    assert_eq!(difference("a", ""), [TextEdit::delete(Span::new(0, 1))]);
}

proptest! {
    #[test]
    fn it_makes_the_one_of_the_other(
        old in "([ab\u{e9}\u{1F600}]{0,2}(\n|\r\n|\r)){0,12}[ab]{0,2}",
        new in "([ab\u{e9}\u{1F600}]{0,2}(\n|\r\n|\r)){0,12}[ab]{0,2}",
    ) {
        let edits = difference(&old, &new);
        prop_assert_eq!(apply_edits(&old, &edits), new);
        prop_assert!(edits.is_sorted_by_key(|edit| edit.span));
    }
}
