//! Slices of a text are those of a string, also where the text lies in several pieces of memory.

use base::text::{Source, Span};
use proptest::prelude::*;

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: u32) -> usize {
    let mut at = (offset as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

proptest! {
    #[test]
    fn slices_are_those_of_a_string(
        part in "([a-c]|\n|\r\n|é|📅| ){1,40}",
        times in 1usize..200,
        inserted in "[x-z]{0,30}",
        at in any::<prop::sample::Index>(),
        spans in prop::collection::vec((0u32..5000, 0u32..5000), 1..8),
    ) {
        let mut text = part.repeat(times);
        let mut source = Source::new(&text);
        let place = floor(&text, at.index(text.len() + 1) as u32);
        text.insert_str(place, &inserted);
        source.replace(Span::from(place..place), &inserted);
        for (start, end) in spans {
            let wanted = text.get(floor(&text, start)..floor(&text, end)).unwrap_or("");
            prop_assert_eq!(source.floor(start) as usize, floor(&text, start));
            prop_assert_eq!(&*source.slice(Span { start, end }), wanted);
            let pieces: String = source.chunks(Span { start, end }).collect();
            prop_assert_eq!(pieces, wanted);
        }
    }
}
