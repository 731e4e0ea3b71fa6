//! Lines and columns to bytes and back, inside and outside of the text.

use base::text::{Encoding, Source, Span};
use prisma_lens::lsp::{from_proto, to_proto};
use tower_lsp::lsp_types::{Position, Range};

const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

#[test]
fn places_outside_move_inside() {
    for text in ["", "a", "\n", "a\u{e4}\u{1F600}b\r\nc\rd\n"] {
        let source = Source::new(text);
        for encoding in ALL {
            for line in [0, 1, 2, 3, 4, 1000, u32::MAX] {
                for character in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1000, u32::MAX] {
                    let offset = from_proto::offset(&source, Position { line, character }, encoding);
                    assert!(
                        text.is_char_boundary(offset as usize),
                        "{text:?} {line}:{character} {encoding:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn places_inside_go_there_and_back() {
    let text = "model \u{e4}\u{1F600} {\r\n  id Int\r  b\u{0301}\n\n}\n";
    let source = Source::new(text);
    for encoding in ALL {
        for (offset, _) in text.char_indices() {
            if text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                continue;
            }
            let offset = u32::try_from(offset).unwrap();
            let position = to_proto::position(&source, offset, encoding);
            assert_eq!(from_proto::offset(&source, position, encoding), offset, "{position:?} {encoding:?}");
        }
    }
    let after_emoji = u32::try_from(text.find(" {").unwrap()).unwrap();
    let columns = ALL.map(|encoding| to_proto::position(&source, after_emoji, encoding).character);
    assert_eq!(columns, [12, 9, 8]);
}

#[test]
fn a_range_may_be_backwards() {
    let source = Source::new("abc\ndef\n");
    let range = Range { start: Position { line: 1, character: 2 }, end: Position { line: 0, character: 1 } };
    assert_eq!(from_proto::span(&source, range, Encoding::Utf16), Span::new(1, 6));
    let forwards = to_proto::range(&source, Span::new(1, 6), Encoding::Utf16);
    assert_eq!(forwards, Range { start: range.end, end: range.start });
}
