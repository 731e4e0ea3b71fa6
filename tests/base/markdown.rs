//! Text from elsewhere in Markdown.

use base::text::markdown::{code, code_in_cell, fenced, message, message_in_cell, plain};

#[test]
fn text_has_no_markup() {
    for (text, expected) in [
        ("user_id is a < b, 2 > 1 & c.", "user_id is a < b, 2 > 1 & c."),
        ("![x](https://e.org)", "!\\[x\\](https\\://e.org)"),
        ("<img src=x> &amp; &", "&lt;img src=x> \\&amp; \\&"),
        ("a\n\n# b\r\nc\u{2028}d", "a  # b c d"),
        ("# a", "\\# a"),
        ("  12. a", "12\\. a"),
        ("2024 a", "2024 a"),
        ("- a", "\\- a"),
        ("*a* __b__ ~c~ `d`", "\\*a\\* \\__b_\\_ \\~c\\~ \\`d\\`"),
        ("a\u{1b}[2J\u{202e}", "a␛\\[2J\u{fffd}"),
        ("a|b\\|c", "a\\|b\\\\\\|c"),
        ("http://e.org`a` WWW.e.org ftp://a", "http\\://e.org\\`a\\` WWW\\.e.org ftp\\://a"),
        ("", ""),
    ] {
        assert_eq!(plain(text), expected, "{text:?}");
    }
}

#[test]
fn code_ends_where_the_text_does() {
    assert_eq!(code("a<b>.ts"), "`a<b>.ts`");
    assert_eq!(code("a`b``c"), "``` a`b``c ```");
    assert_eq!(code("a\nb"), "`a b`");
    assert_eq!(code(""), "` `");
    assert_eq!(code_in_cell("a|b"), "`a\\|b`");
    assert_eq!(code_in_cell("a\\|<b>"), "a\\\\\\|&lt;b>");
    assert_eq!(fenced("sql", "SELECT 1;\n"), "```sql\nSELECT 1;\n```");
    assert_eq!(fenced("sql", "```\n<img>"), "````sql\n```\n<img>\n````");
}

#[test]
fn messages_have_code_between_backticks() {
    assert_eq!(message("Column `a_b` has <b>."), "Column `a_b` has &lt;b>.");
    assert_eq!(message_in_cell("Column `a|b` | c"), "Column `a\\|b` \\| c");
    // Names with backticks.
    assert_eq!(message("Column `a`<img>`b` x"), "Column `a`&lt;img>`b` x");
    assert_eq!(message("Column `a`<img>` x"), "Column `a`&lt;img>\\` x");
    assert_eq!(message("Column ```<img>` x"), "Column \\`\\`\\`&lt;img>\\` x");
    assert_eq!(message("`a``<img>` x"), "``` a``<img> ``` x");
    assert_eq!(message("# `a`"), "\\# `a`");
}
