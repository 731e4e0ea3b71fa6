//! Places in a stretch of a text are those of the whole text.

use base::text::{Encoding, Source, Span};
use proptest::prelude::*;

proptest! {
    #[test]
    fn places_are_the_same(text in "([a-c]|\n|\r|\r\n|é|📅| ){0,40}", from in 0u32..80, to in 0u32..80) {
        let source = Source::new(&text);
        let span = Span::new(source.floor(from.min(to)), source.floor(from.max(to)));
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let section = source.section(span, encoding);
            prop_assert_eq!(section.text(), &*source.slice(span));
            for offset in span.start..=span.end {
                prop_assert_eq!(section.position(offset), source.position(offset, encoding), "at {}", offset);
            }
        }
    }

    /// Counting on from any place gives the place that is searched for in the whole text.
    #[test]
    fn places_are_counted_on(text in lines(), from in 0u32..3000, way in 0u32..3000) {
        let source = Source::new(&text);
        let start = source.floor(from);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let place = source.position(start, encoding);
            for offset in [start, start + 1, start + 7, start + way] {
                let counted = source.position_after(start, place, offset, encoding);
                prop_assert_eq!(counted, source.position(offset, encoding), "{} from {}", offset, start);
            }
        }
    }
}

/// Texts of several pieces of memory, with all kinds of newlines and without those that are `\r` alone.
fn lines() -> impl Strategy<Value = String> {
    prop_oneof!["([a-cé📅 ]{0,30}(\n|\r\n|\r)){0,150}", "([a-cé📅 ]{0,30}(\n|\r\n)){0,150}"]
}
