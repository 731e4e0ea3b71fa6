//! Control characters in text from elsewhere.

use base::text::{without_controls, without_controls_except};

#[test]
fn are_replaced_by_signs() {
    assert_eq!(without_controls("plain ü\n\tnext\r\nline"), "plain ü\n\tnext\r\nline");
    assert_eq!(without_controls("a\u{1b}[2Jb\u{7}\u{7f}\u{9b}\rc"), "a␛[2Jb␇␡\u{fffd}␍c");
    assert_eq!(without_controls("user\u{202e}nimda\u{2069}"), "user\u{fffd}nimda\u{fffd}");
    assert_eq!(without_controls("\u{0}"), "␀");
}

#[test]
fn stay_in_sequences_that_the_caller_wrote() {
    let reset = |text: &str| if text.starts_with("\u{1b}[0m") { 4 } else { 0 };
    assert_eq!(without_controls_except("\u{1b}[0mü\u{1b}[1m", reset), "\u{1b}[0mü␛[1m");
    // A length that ends within a character keeps nothing.
    assert_eq!(without_controls_except("\u{1b}ü", |_| 2), "␛ü");
}
