//! Control characters in text from elsewhere.

use base::text::without_controls;

#[test]
fn are_replaced_by_signs() {
    assert_eq!(without_controls("plain ü\n\tnext\r\nline"), "plain ü\n\tnext\r\nline");
    assert_eq!(without_controls("a\u{1b}[2Jb\u{7}\u{7f}\u{9b}\rc"), "a␛[2Jb␇␡\u{fffd}␍c");
    assert_eq!(without_controls("user\u{202e}nimda\u{2069}"), "user\u{fffd}nimda\u{fffd}");
    assert_eq!(without_controls("a\u{200e}b\u{200f}\u{61c}ع"), "a\u{fffd}b\u{fffd}\u{fffd}ع");
    assert_eq!(without_controls("a\u{2028}b\u{2029}c"), "a\u{fffd}b\u{fffd}c");
    assert_eq!(without_controls("\u{0}"), "␀");
}
