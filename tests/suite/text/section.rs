//! Places in a stretch of a text are those of the whole text.

use prisma_lens::text::{Encoding, Source, Span};
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
}
