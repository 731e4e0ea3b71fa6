//! Comments in the schema are shown as Markdown that does nothing by itself.

use ide::hover;
use model::project::PrismaVersion;

use crate::analysis;
use support::fixture::Fixture;

/// What is shown of this documentation of a model, up to the rule behind it.
fn shown(documentation: &str) -> String {
    let lines: String = documentation.lines().map(|line| format!("/// {line}\n")).collect();
    let fixture = Fixture::parse(&format!("{lines}model A$0 {{\n  id Int @id\n}}\n"));
    let (analysis, file, offset) = analysis(&fixture, PrismaVersion::NEWEST);
    let text = hover(&analysis, file, offset).unwrap().markdown;
    text.split("\n\n---\n\n```prisma").next().unwrap().to_owned()
}

#[test]
fn ordinary_markdown_stays() {
    for text in [
        "See *retention*, `a < b` and [the plan](https://example.org/plan).",
        "[here](../README.md), [there](#users) and <https://example.org>",
        "- one\n- two",
        "```sql\nSELECT '<b>'\n```",
        "~~~\n```\n~~~",
        "a < b, 2 > 1, x <y",
        "é 😀 [ä](mailto:a@example.org)",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn links_that_run_something_are_text() {
    for (text, expected) in [
        ("[x](command:foo?%5B%5D)", "\\[x](command:foo?%5B%5D)"),
        ("[x](COMMAND:foo)", "\\[x](COMMAND:foo)"),
        ("[x](javascript:alert(1))", "\\[x](javascript:alert(1))"),
        ("[x](file:///etc/passwd)", "\\[x](file:///etc/passwd)"),
        ("[a][b] and [b]\n\n[b]: command:evil", "\\[a]\\[b] and \\[b]\n\n[b]: command:evil"),
        ("<command:foo>", "&lt;command:foo>"),
        ("![x](command:foo)", "\\!\\[x](command:foo)"),
        ("[![x](http://e.org/a.png)](command:foo)", "\\[\\[x](http://e.org/a.png)](command:foo)"),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn pictures_are_links_and_html_is_text() {
    for (text, expected) in [
        ("![logo](https://example.org/a.png)", "[logo](https://example.org/a.png)"),
        ("a <img src=\"https://example.org/a.png\"> b", "a &lt;img src=\"https://example.org/a.png\"> b"),
        ("<script>\nalert(1)\n</script>", "&lt;script>\nalert(1)\n&lt;/script>"),
        ("<!-- hidden -->", "&lt;!-- hidden -->"),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn code_blocks_end_with_the_comment() {
    assert_eq!(shown("```sql\nnever closed"), "```sql\nnever closed\n```");
    assert_eq!(shown("~~~~\n~~~"), "~~~~\n~~~\n~~~~");
    assert_eq!(shown("```"), "```\n```");
}
