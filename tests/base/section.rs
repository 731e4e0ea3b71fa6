//! Places in a stretch of a text are those of the whole text, and those of a long line are counted right.

use base::text::{Encoding, Position, Source, Span, positions};
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

/// The place of an offset, counted character by character.
fn counted(text: &str, offset: u32, encoding: Encoding) -> Position {
    let before = &text[..text.floor_char_boundary(offset as usize)];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[line..].chars().map(|char| match encoding {
        Encoding::Utf8 => char.len_utf8(),
        Encoding::Utf16 => char.len_utf16(),
        Encoding::Utf32 => 1,
    });
    Position { line: before.matches('\n').count() as u32, column: column.sum::<usize>() as u32 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// In lines of up to 80 KB.
    #[test]
    fn long_lines_are_counted(
        part in "[a-zé📅 ]{1,40}",
        times in prop_oneof![200usize..1_000, 2_000usize..4_000],
        offsets in prop::collection::vec(0u32..170_000, 1..12),
    ) {
        let text = format!("short\n{}\n{}", part.repeat(times), part.repeat(2_500));
        let source = Source::new(&text);
        let mut offsets: Vec<u32> = offsets.into_iter().map(|it| it.min(source.len())).collect();
        offsets.extend([0, source.len()]);
        offsets.sort_unstable();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let section = source.section(Span::new(0, source.len()), encoding);
            let wanted: Vec<_> = offsets.iter().map(|it| counted(&text, *it, encoding)).collect();
            prop_assert_eq!(&positions(&text, offsets.iter().copied(), encoding), &wanted);
            for (offset, wanted) in offsets.iter().zip(wanted) {
                prop_assert_eq!(source.position(*offset, encoding), wanted);
                prop_assert_eq!(section.position(*offset), wanted);
                prop_assert_eq!(source.offset(wanted, encoding), source.floor(*offset), "{:?}", encoding);
                // Beyond the end of a line is its end, and within a character its start.
                let beyond = Position { column: wanted.column + 1_000_000, ..wanted };
                prop_assert_eq!(source.offset(beyond, encoding), source.line_span(wanted.line).end);
                let next = Position { column: wanted.column + 1, ..wanted };
                let reached = source.offset(next, encoding);
                prop_assert!((source.floor(*offset)..=source.floor(*offset) + 4).contains(&reached));
                prop_assert!(source.position(reached, encoding) <= next);
            }
        }
    }
}

/// Texts of several pieces of memory, with all kinds of newlines and without those that are `\r` alone.
fn lines() -> impl Strategy<Value = String> {
    prop_oneof!["([a-cé📅 ]{0,30}(\n|\r\n|\r)){0,150}", "([a-cé📅 ]{0,30}(\n|\r\n)){0,150}"]
}
