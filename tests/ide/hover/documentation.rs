//! Comments in the schema are shown as Markdown that does nothing by itself.

use ide::hover;
use model::project::PrismaVersion;
use pulldown_cmark::{Event, Options, Parser, Tag};

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

/// What is live in a text: pictures, HTML, and links to anything but the web, a path or a place.
fn live(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    for options in [Options::empty(), Options::ENABLE_TABLES, Options::all()] {
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => found.push(format!("picture {dest_url}")),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let scheme = dest_url.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
                    if scheme.is_some_and(|it| !matches!(&*it, "http" | "https" | "mailto")) {
                        found.push(format!("link {dest_url}"));
                    }
                }
                Event::Html(html) | Event::InlineHtml(html) => found.push(format!("HTML {html}")),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn ordinary_markdown_stays() {
    for text in [
        "See *retention*, `a < b` and [the plan](https://example.org/plan).",
        "[here](../README.md), [there](#users) and <https://example.org>",
        "- one\n- two",
        "- one\n  - two\n    - three\n- four",
        "1. one\n2. two\n3. three\n\nbehind",
        "7. one\n\n   behind\n\n8. two",
        "```sql\nSELECT '<b>'\n```",
        "- code:\n\n  ```ts\n  a\n\n    b\n  ```",
        "# Title\n\ntext\nnext\n\n---\n\nlast",
        "> quoted\n> text\n>\n> - a\n\nbehind",
        "| a | b |\n|---|:---:|\n| `x \\| y` | **z** |\n| [l](https://e.org) | ~~old~~ |",
        "see https://example.org/a_b?c=1&d=2#e, (https://example.org)\nand http://localhost:80",
        "a < b, 2 > 1, user_id, R & D, 5 - 3, (x), a@b.org!",
        "é 😀 [ä](mailto:a@example.org)",
        "a `` `b` `` c",
    ] {
        assert_eq!(shown(text), text);
    }
    // What is written in another way, and means the same.
    for (text, expected) in [
        ("text\\\nnext", "text  \nnext"),
        ("_a_ and __b__", "*a* and **b**"),
        ("* a\n* b", "- a\n- b"),
        ("a\n===", "# a"),
        ("~~~\n```\n~~~", "````\n```\n````"),
        ("a <https://example.org> x <y", "a <https://example.org> x &lt;y"),
        ("[a][b]\n\n[b]: https://example.org 'title'", "[a](https://example.org)"),
        ("&copy; &amp;amp; 1\\. [ ] x", "© \\&amp; 1. \\[ \\] x"),
        // An editor would go on with the address up to the blank, and see a picture behind it.
        ("https://a.org`b ![x](https://a.org/b.png)`", "https\\://a.org`b ![x](https://a.org/b.png)`"),
        ("www.a.org`b ![x](https://a.org/b.png)`", "www\\.a.org`b ![x](https://a.org/b.png)`"),
        ("**https://a.org**", "**https\\://a.org**"),
        ("[x](<a b> \"t\")", "[x](a%20b)"),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn links_that_run_something_are_text() {
    for (text, expected) in [
        ("[x](command:foo?%5B%5D)", "\\[x\\](command:foo?%5B%5D)"),
        ("[x](COMMAND:foo)", "\\[x\\](COMMAND:foo)"),
        ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
        ("[x](file:///etc/passwd)", "\\[x\\](file\\:///etc/passwd)"),
        ("[a][b] and [b]\n\n[b]: command:evil", "\\[a\\]\\[b\\] and \\[b\\]"),
        ("<command:foo>", "&lt;command:foo>"),
        ("[x](<command:foo>)", "\\[x\\](&lt;command:foo>)"),
        ("[x](&#99;ommand:foo)", "\\[x\\](\\&#99;ommand:foo)"),
        ("[x](c\\ommand\\:foo)", "\\[x\\](c\\\\ommand\\\\:foo)"),
        ("[x](command&colon;foo)", "\\[x\\](command\\&colon;foo)"),
        ("[x](&amp;#99;ommand:foo)", "\\[x\\](\\&amp;#99;ommand:foo)"),
        ("[x](command%3Afoo)", "\\[x\\](command%3Afoo)"),
        ("[x](//example.org/a)", "\\[x\\](//example.org/a)"),
        ("[x](\\\\\\\\host\\\\share)", "\\[x\\](\\\\\\\\\\\\\\\\host\\\\\\\\share)"),
        ("![x](command:foo)", "!\\[x\\](command:foo)"),
        ("[![x](http://e.org/a.png)](command:foo)", "\\[!\\[x\\](http\\://e.org/a.png)\\](command:foo)"),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn pictures_are_links_and_html_is_text() {
    for (text, expected) in [
        ("![logo](https://example.org/a.png)", "[logo](https://example.org/a.png)"),
        ("[![logo](https://a.org/a.png) b](https://b.org)", "[logo b](https://b.org)"),
        ("\\![x](https://example.org/a.png)", "\\![x](https://example.org/a.png)"),
        ("&#33;[x](https://example.org/a.png)", "\\![x](https://example.org/a.png)"),
        ("a <img src=\"https://example.org/a.png\"> b", "a &lt;img src=\"https\\://example.org/a.png\"> b"),
        ("<script>\nalert(1)\n</script>", "&lt;script>\nalert(1)\n&lt;/script>"),
        ("<!-- hidden -->", "&lt;!-- hidden -->"),
        (
            "<pre>\n![x](https://e.org/a.png)\n\n[x](command:y)",
            "&lt;pre>\n!\\[x\\](https://e.org/a.png)\n\n\\[x\\](command:y)",
        ),
    ] {
        assert_eq!(shown(text), expected);
    }
}

#[test]
fn code_blocks_end_with_the_comment() {
    assert_eq!(shown("```sql\nnever closed"), "```sql\nnever closed\n```");
    assert_eq!(shown("~~~~\n~~~"), "```\n~~~\n```");
    assert_eq!(shown("```"), "```\n```");
    assert_eq!(shown("~~~ sql\"><img>\nx\n~~~"), "```sql\nx\n```");
}

/// Whatever is put together from the signs of Markdown is not live, and is not when it is written once more.
#[test]
fn no_text_is_live() {
    const PARTS: [&str; 58] = [
        "`",
        "``",
        "```",
        "~~~",
        "~",
        "|",
        "\\|",
        "\n",
        "\n\n",
        "\n    ",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n| --- | --- |\n",
        "|-|\n",
        "*",
        "**",
        "_",
        "!",
        "[",
        "]",
        "![x]",
        "[x]",
        "(command:evil)",
        "(https://e.org/a.png)",
        "(<command:evil>)",
        "<command:evil>",
        "<https://e.org>",
        "<a@e.org>",
        "[b]",
        "\n\n[b]: command:evil\n",
        "\n[x]: <https://e.org> '\n",
        "<img src=x>",
        "https://e.org",
        "www.e.org",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<!A",
        ">",
        "<![CDATA[",
        "]]>",
        "<script>",
        "</script>",
        "<div>\n",
        "&#99;",
        "&#10;",
        "&excl;",
        "&lbrack;",
        "\\",
        "x",
        " ",
        "\u{2028}",
        "ä",
        "é\u{301}",
    ];
    let mut state = 0x1545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        PARTS[usize::try_from(state % 58).unwrap()]
    };
    for at in 0..400 {
        let text: String = (0..6 + at % 24).map(|_| next()).collect();
        let once = shown(&text);
        assert_eq!(live(&once), [] as [String; 0], "{text:?} is shown as {once:?}");
        let twice = shown(&once);
        assert_eq!(live(&twice), [] as [String; 0], "{once:?} is shown as {twice:?}");
    }
}

/// Deep nesting makes a text longer, but not much.
#[test]
fn a_deep_text_stays_short() {
    let deep = format!("{}a\n{}", "> ".repeat(3000), "b\n".repeat(3000));
    assert!(shown(&deep).len() < 20 * deep.len());
    assert!(shown(&"- ".repeat(5000)).len() < 200_000);
}
